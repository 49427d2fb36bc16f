"""A number of the world is declared; no other number stands in a formula without a name and a reason.

A literal in a rule has no unit, no range and no source, no scenario can set it and no sensitivity analysis moves it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import takewhile

import pytest

from tests.rooms.source import Module, faults, house, snippet

# What says the same in every formula: nothing, everything (or one, and its sign), and twice or the square.
# 0.5 is not among them: a half is a number of the world more often than not. Two equal parts are called HALF.
PLAIN = {0, 1, 2}
# Declarations: unit, range and source stand beside the number.
DECLARED = {"measured", "assumed", "chosen", "convention", "group", "tally", "ratio", "mean_state"}
# Files that may name a number which is none of the world, each with its reason in a comment beside it.
HOMES = {
    "model.constants": "halves, rounding, guards of a division, never",
    "model.random_streams": "how luck is drawn",
    "model.quantiles": "where a quantile would be infinite",
    "model.simulation": "how a run is carried out",
    "model.parameters.given": "how much of what was given is quoted",
    "model.parameters.anchors": "for whom declared numbers hold",
    "model.parameters.week": "hours, weeks and months",
    "model.people.client": "places in the luck of a request",
    "model.people.helper": "levels of education",
    "model.mechanisms.cooperation_scan": "places in a record",
    "model.people.request": "places in the luck of a request, marks that are added up",
    "model.processes.asking": "places in the luck of a request",
    "model.processes.peopling": "end of a search",
    "model.processes.recruiting": "end of a search",
    "model.processes.weekly_cycle": "weeks of a month",
    "model.rules.attitude": "in how many parts a distribution is cut",
    "model.rules.contacts": "where a float has no more digits",
    "model.rules.resting": "where a float has no more digits",
    "measures.agent_trace": "what counts in a story",
    "measures.formulas": "from how many on there is a figure",
    "measures.groups": "lines between subgroups",
    "measures.agent_outcomes": "what counts in a story",
    "measures.observe": "values in a message",
    "measures.outcomes.declare": "of a hundred, of a thousand",
    "measures.outcomes.volunteers": "months by their name",
    "measures.people": "lines of what is reported",
    "measures.reaching": "from how many on there is a figure",
    "measures.references": "how near is near",
    "measures.survival": "from how many on there is a figure",
    "measures.work": "lines of what is reported",
}
TEXTBOOK = {"measures.formulas:bimodality": "moments about the mean from moments about nought"}


def loose_numbers(module: Module) -> Iterator[str]:
    """Numbers in the model and its measures that are neither declared nor named with a reason."""
    room = module.name.removeprefix("tup_sim.")
    if not module.is_in("model", "measures"):
        return
    named = {id(node): reason for node, reason in _named(module)}
    for node in _outside_declarations(module.tree, room):
        if not _is_loose(node):
            continue
        if id(node) not in named:
            yield module.fault(node, f"{node.value}: declare it, or give it a name and a reason")
        elif room not in HOMES:
            yield module.fault(node, f"{node.value}: names of numbers stand in the files of HOMES")
        elif not named[id(node)]:
            yield module.fault(node, f"{node.value}: say in a comment why it could be no other number")


def _is_loose(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in PLAIN


def _outside_declarations(node: ast.AST, room: str) -> Iterator[ast.AST]:
    """Every node but those of declarations, of enumerations, of textbook formulas, and places in a record."""
    for child in ast.iter_child_nodes(node):
        name = getattr(child, "name", "")
        called = ast.unparse(child.func) if isinstance(child, ast.Call) else ""
        declared = called in DECLARED
        if room == "measures.smallest" and called == "Smallest":
            continue  # of what it is a part, and why, stand beside the number
        listed = isinstance(child, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in child.bases)
        place = isinstance(node, ast.Subscript) and child is node.slice and isinstance(child, ast.Constant)
        if declared and room.startswith(("model.parameters", "model.mechanisms")):
            continue
        if listed or place or f"{room}:{name}" in TEXTBOOK:
            continue
        yield child
        yield from _outside_declarations(child, room)


def _named(module: Module) -> Iterator[tuple[ast.AST, bool]]:
    """Numbers of constants at the top of a file, and whether a comment stands beside or above them."""
    lines = module.text.splitlines()
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _is_constant(statement):
            reason = _has_reason(lines, statement)
            yield from ((node, reason) for node in _plain_parts(statement.value))


def _has_reason(lines: list[str], statement: ast.stmt) -> bool:
    """A comment on its last line, or above the block of constants it is part of."""
    if "#" in lines[(statement.end_lineno or statement.lineno) - 1]:
        return True
    above = takewhile(str.strip, reversed(lines[: statement.lineno - 1]))
    return any(line.startswith("#") for line in above)


def _is_constant(statement: ast.Assign | ast.AnnAssign) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return bool(names) and all(name.isupper() for name in names)


def _plain_parts(node: ast.AST | None) -> Iterator[ast.AST]:
    """The nodes of a value that is worked out; what is handed to a function has no name by that."""
    if node is None or (
        isinstance(node, ast.Call) and ast.unparse(node.func) not in ("range", "float", "int")
    ):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _plain_parts(child)


def test_every_number_is_declared_or_has_a_name_and_a_reason():
    assert faults(loose_numbers) == ""


def test_no_file_is_excused_in_vain():
    used = set()
    for module in house():
        named = {id(node) for node, _ in _named(module)}
        if any(_is_loose(node) and id(node) in named for node in ast.walk(module.tree)):
            used.add(module.name.removeprefix("tup_sim."))
    names = {module.name.removeprefix("tup_sim.") for module in house()}
    assert set(HOMES) <= used
    assert {each.partition(":")[0] for each in TEXTBOOK} <= names


@pytest.mark.parametrize(
    "line",
    [
        "wait = 13 * week",
        "def f(x):\n    return min(0.4, x)",
        "def f(x):\n    return x if x > -3.0 else 0.0",
        "def f(x, many=7):\n    return x",
        "def f(x):\n    HIDDEN = 0.25  # a name inside a function is read by nobody\n    return x * HIDDEN",
        "kept = weeks[-3:]",
        "happens = luck.happens(0.5)",
        "OUTCOMES = (ratio('a', 'b', times=52.0),)  # a call is no constant",
    ],
)
@pytest.mark.parametrize("room", ["model.processes.asking", "model.rules.matching", "measures.service"])
def test_a_loose_number_is_found(line, room):
    assert list(loose_numbers(snippet(line, room)))
    assert not list(loose_numbers(snippet(line, "study.design")))


def test_a_name_needs_a_reason_and_a_home():
    bare, said = "HALVINGS = 60\n", "HALVINGS = 60  # beyond the digits of a float\n"
    above = "# Beyond the digits of a float.\nHALVINGS = 60\n"
    assert list(loose_numbers(snippet(bare, "model.rules.resting")))
    assert not list(loose_numbers(snippet(said, "model.rules.resting")))
    assert not list(loose_numbers(snippet(above, "model.rules.resting")))
    assert list(loose_numbers(snippet(said, "model.rules.matching")))


def test_only_a_declaration_excuses_a_number_among_the_parameters():
    line = "weeks: float = assumed(13.0, 'weeks', 0, 156, 'How long.')"
    assert not list(loose_numbers(snippet(line, "model.parameters.clients")))
    assert list(loose_numbers(snippet(line, "model.processes.leaving")))
    assert list(loose_numbers(snippet("longest = 13.0", "model.parameters.clients")))


@pytest.mark.parametrize(
    "line",
    [
        "left = 1.0 - share",
        "spread = x**2 * 2.0",
        "third = row[3]",
        "last = row[-1]",
        "class Level(IntEnum):\n    ON_CALL = 3",
    ],
)
def test_plain_numbers_and_places_are_allowed(line):
    assert not list(loose_numbers(snippet(line)))
