"""Time passes in the processes and nowhere else, and no story is started without being waited for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.rooms.source import Function, Module, faults, functions, house, is_generator, own_nodes, snippet

LONGEST_STORY = 25
# Declarations are walked through as any table is; no time passes in a number.
MAY_YIELD = ("model.processes", "model.mechanisms", "model.simulation", "model.parameters")
STORY_ROOMS = ("model.processes", "model.mechanisms", "model.simulation")
WAITS = {"timeout", "minutes", "hours", "days", "weeks"}


def yields_outside_processes(module: Module) -> Iterator[str]:
    if module.is_in("model") and not module.is_in(*MAY_YIELD):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Yield | ast.YieldFrom | ast.Await):
                yield module.fault(
                    node, "yield outside tup_sim/model/processes, mechanisms and simulation.py"
                )


@dataclass(frozen=True)
class Stories:
    """Names that do nothing when they are only called: generator functions and generator methods."""

    functions: frozenset[str]
    methods: frozenset[str]

    @classmethod
    def of(cls, modules: tuple[Module, ...]) -> Stories:
        rooms = [module.tree for module in modules if module.is_in(*STORY_ROOMS)]
        plain = {each.name for tree in rooms for each in methods(tree) if not is_generator(each)}
        return cls(
            frozenset(each.name for tree in rooms for each in tree.body if _is_story(each)),
            frozenset(each.name for tree in rooms for each in methods(tree) if is_generator(each)) - plain,
        )


def calls_nobody_waits_for(module: Module, stories: Stories) -> Iterator[str]:
    """A story called as a statement of its own, or an interval of time nobody yields."""
    if not module.is_in(*STORY_ROOMS):
        return
    for function in functions(module.tree):
        for node in own_nodes(function):
            alone = isinstance(node, ast.Expr) or (isinstance(node, ast.Return) and is_generator(function))
            if not alone or not isinstance(node.value, ast.Call):
                continue
            called = ast.unparse(node.value.func)
            if _starts_a_story(node.value.func, module, stories):
                yield module.fault(node, f"{called}(...) does nothing without 'yield from'")
            elif getattr(node.value.func, "attr", "") in WAITS:
                yield module.fault(node, f"{called}(...) takes no time without 'yield'")


def methods(tree: ast.Module) -> Iterator[Function]:
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return (node for each in classes for node in each.body if isinstance(node, Function))


def _is_story(node: ast.AST) -> bool:
    return isinstance(node, Function) and is_generator(node)


def _starts_a_story(called: ast.AST, module: Module, stories: Stories) -> bool:
    """Whether the called name is a story as this module knows it."""
    here = {each.name: _is_story(each) for each in module.tree.body if isinstance(each, Function)}
    froms = [node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)]
    from_elsewhere = {
        alias.asname or alias.name
        for node in froms
        if not Module(node.module or "", module.tree).is_in(*STORY_ROOMS) and not node.level
        for alias in node.names
    }
    imported = {alias.asname or alias.name for node in froms for alias in node.names}
    if isinstance(called, ast.Name):
        return here.get(called.id, called.id in stories.functions - from_elsewhere)
    if isinstance(called, ast.Attribute):
        of_a_module = isinstance(called.value, ast.Name) and called.value.id in imported
        return called.attr in (stories.functions if of_a_module else stories.methods)
    return False


def stories_that_do_not_read_aloud(module: Module) -> Iterator[str]:
    if not module.is_in("model.processes", "model.mechanisms"):
        return
    for function in functions(module.tree):
        if not is_generator(function):
            continue
        told = ast.get_docstring(function) is not None
        if not told:
            yield module.fault(function, f"{function.name} has no docstring")
        body = function.body[1:] if told and len(function.body) > 1 else function.body
        length = body[-1].end_lineno - body[0].lineno + 1
        if length > LONGEST_STORY:
            yield module.fault(function, f"{function.name} has {length} lines, more than {LONGEST_STORY}")


def test_time_passes_in_the_processes_only():
    assert faults(yields_outside_processes) == ""


def test_every_story_and_every_interval_is_waited_for():
    stories = Stories.of(house())
    assert faults(lambda module: calls_nobody_waits_for(module, stories)) == ""


def test_every_story_is_short_and_tells_what_it_is():
    assert faults(stories_that_do_not_read_aloud) == ""


@pytest.mark.parametrize("room", ["model.people.volunteer", "model.rules.matching", "model.random_streams"])
def test_a_yield_elsewhere_is_found(room):
    text = "def visit(world):\n    yield sim.hours(2)\n"
    assert list(yields_outside_processes(snippet(text, room)))
    assert not list(yields_outside_processes(snippet(text, "model.processes.helping")))
    assert not list(yields_outside_processes(snippet(text, "model.simulation")))
    assert not list(yields_outside_processes(snippet(text, "study.run")))


WORLD = """
from tup_sim.model.processes import helping
from tup_sim.model.processes.helping import rest
from tup_sim.model.rules import travel
class Bus:
    def ride(self):
        yield self.sim.hours(1)
class Car:
    def drive(self): ...
def visit(world):
    yield sim.hours(1)
def rest(world):
    yield sim.hours(1)
def travel(world):
    yield sim.hours(1)
"""
DAY = "def day(world):\n    yield from visit(world)\n    {}\n"


def unwaited(line: str) -> list[str]:
    """What is found in a story with this line; its neighbour defines a few stories."""
    neighbour = snippet(WORLD, "model.processes.helping")
    module = snippet(WORLD.partition("def travel")[0] + DAY.format(line))
    return list(calls_nobody_waits_for(module, Stories.of((neighbour, module))))


@pytest.mark.parametrize(
    "line",
    [
        "visit(world)",
        "rest(world)",
        "helping.visit(world)",
        "bus.ride()",
        "return visit(world)",
        "sim.hours(2)",
        "env.timeout(1)",
        "world.env.timeout(1)",
        "clock_of(world).timeout(1)",
    ],
)
def test_a_call_nobody_waits_for_is_found(line):
    assert len(unwaited(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "pass",
        "car.drive()",
        "travel(world)",
        "world.start(visit(world))",
        "sim.emit(Rested(sim.now))",
        "yield sim.hours(2)",
        "yield from helping.visit(world)",
    ],
)
def test_what_does_something_by_itself_is_allowed(line):
    assert unwaited(line) == []


def test_a_story_that_is_long_or_untold_is_found():
    story = 'def visit(world):\n    """Visits."""\n' + "    yield sim.hours(1)\n" * LONGEST_STORY
    assert not list(stories_that_do_not_read_aloud(snippet(story)))
    assert len(list(stories_that_do_not_read_aloud(snippet(story + "    yield sim.hours(1)\n")))) == 1
    assert (
        len(list(stories_that_do_not_read_aloud(snippet("def visit(world):\n    yield sim.hours(1)\n")))) == 1
    )
