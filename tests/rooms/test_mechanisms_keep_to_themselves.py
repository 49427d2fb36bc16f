"""The core names no mechanism, a state is written by its owner alone, and what a file declares fits its class."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.rooms.source import ROOT, Module, dotted, faults, house, snippet
from tests.rows import on_each
from tup_sim.model.catalogue import HOUSE
from tup_sim.model.mechanisms.base import Mechanism, Number
from tup_sim.model.people.own import born, place_of
from tup_sim.model.processes.hooks import HOOKS, Hooks
from tup_sim.texts import catalogue

KEYS = {each.declared.key for each in HOUSE.mechanisms}
FOLDER = "tup_sim.model.mechanisms"
# Who may know which mechanisms there are, and lists in which names only stand: in order, or because they are gone.
MAY_NAME = (
    "model.mechanisms",
    "model.parameters.order",
    "model.parameters.renamed",
    "model.promises",
    "model.references",
)
PARAMETERS = {"p", "parameters", "declared", "mechanisms"}
FORM = ROOT / "docs" / "mechanism_form.md"
KINDS = ("on_", "offer_", "veto_", "add_to_", "times_")


def named_mechanisms(module: Module) -> Iterator[str]:
    """Places of the core that know a mechanism: its file, its switch, its numbers or its key."""
    if module.is_in("model") and not module.is_in(*MAY_NAME):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{FOLDER}."):
                if node.module != f"{FOLDER}.base":
                    yield module.fault(node, f"import of {node.module}")
            elif isinstance(node, ast.Attribute) and node.attr in KEYS:
                if dotted(node.value).rpartition(".")[2] in PARAMETERS:
                    yield module.fault(node, f"names the mechanism {node.attr}")
            elif isinstance(node, ast.Constant) and _is_path(node.value):
                yield module.fault(node, f"names the mechanism {node.value!r}")


def _is_path(value: object) -> bool:
    """A key of a mechanism, or the path of its switch or of one of its numbers."""
    path = value if isinstance(value, str) and " " not in value else ""
    return path.removeprefix("mechanisms.").split(".")[0] in KEYS


def foreign_states(module: Module) -> Iterator[str]:
    """Places that look into ``own`` without being the owner, or write into what they were only shown."""
    owner = module.name.startswith(f"{FOLDER}.")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "own":
            if not module.is_in("model.people.own") and not (owner and dotted(node.slice) == "self.k"):
                yield module.fault(node, "looks into the states of mechanisms")
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "kept":
            own = owner and getattr(node.args[-1], "value", "") == module.name.rpartition(".")[2]
            if module.is_in("model") and not own:
                yield module.fault(node, "the model asks the owner of a state by a hook")
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del) and _shown(node):
            yield module.fault(node, "writes into a state it does not own")


def _shown(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Call) and dotted(node.value.func).rpartition(".")[2] == "kept"


def test_the_core_names_no_mechanism_that_has_a_file_of_its_own() -> None:
    assert faults(named_mechanisms) == ""


def test_a_state_is_looked_at_and_written_by_its_owner_alone() -> None:
    assert faults(foreign_states) == ""


@pytest.mark.parametrize(
    "line",
    [
        "from tup_sim.model.mechanisms.ideas import Ideas",
        "x = p.mechanisms.giving_in",
        "x = world.parameters.ideas.rate",
        "x = 'mechanisms.ideas'",
        "x = 'ideas.rate'",
    ],
)
def test_a_core_that_names_a_mechanism_is_found(line: str) -> None:
    assert list(named_mechanisms(snippet(f"{line}\n")))


@pytest.mark.parametrize("line", ["x = unit.weeks.ideas", "x = 'Ideas of volunteers.'", "from a import b"])
def test_what_only_sounds_like_a_mechanism_is_free(line: str) -> None:
    assert not list(named_mechanisms(snippet(f"{line}\n")))


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("model.processes.helping", "volunteer.own[3].had = None"),
        ("model.mechanisms.ideas", "mine = volunteer.own[self.other]"),
        ("model.mechanisms.ideas", "theirs = kept(volunteer, 'giving_in')"),
        ("measures.people", "kept(volunteer, 'ideas').had = 1.0"),
    ],
)
def test_a_hand_in_the_state_of_another_is_found(room: str, line: str) -> None:
    assert list(foreign_states(snippet(f"{line}\n", room)))


@on_each("kind", HOUSE.mechanisms, ids=lambda kind: kind.__name__)
def test_every_number_has_its_attribute_and_no_other_meaning(kind: type[Mechanism]) -> None:
    said = attributes_in_its_source(kind)
    written = {name: ast.unparse(node.annotation) for name, node in said.items()}
    declared = (*kind.declared.numbers, *kind.declared.reads)
    numbers = {each.called: each for each in declared}
    assert len(numbers) == len(declared), "two numbers with one name: say called="
    assert set(numbers) == set(written) - {"declared"}
    assert not [name for name in numbers if said[name].value is not None or hasattr(Mechanism, name)]
    assert {name: _type_of(each) for name, each in numbers.items()} == {
        name: written[name] for name in numbers
    }


def attributes_in_its_source(kind: type[Mechanism]) -> dict[str, ast.AnnAssign]:
    (tree,) = (module.tree for module in house() if module.name == kind.__module__)
    (body,) = (n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__)
    return {n.target.id: n for n in body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)}


def _type_of(number: Number) -> str:
    """As it is written; a choice is read as its text."""
    return "str" if issubclass(number.annotation, str) else number.annotation.__name__


@on_each("kind", HOUSE.mechanisms, ids=lambda kind: kind.__name__)
def test_what_looks_like_a_hook_is_one(kind: type[Mechanism]) -> None:
    methods = {name for name in vars(kind) if name.startswith(KINDS)}
    assert methods and methods <= set(HOOKS.values())


@on_each("kind", HOUSE.mechanisms, ids=lambda kind: kind.__name__)
def test_a_mechanism_has_one_name_and_describes_what_it_remembers(kind: type[Mechanism]) -> None:
    declared = kind.declared
    assert kind.__module__ == f"{FOLDER}.{declared.key}"
    assert declared.switch or declared.acts_with or declared.lever
    assert declared.paragraph and declared.sources
    for state in declared.states:
        # A request carries nothing until a mechanism has something to remember of it.
        made = state.make() if state.of == "request" else born(state.of)[place_of(declared.key)]
        assert type(made) is state.make and attributes(made) == set(state.about)


def attributes(made: object) -> set[str]:
    """What an object remembers, whatever form its class has."""
    names = {name for name in dir(made) if not name.startswith("_")}
    return {
        name
        for name in names
        if not callable(getattr(made, name)) and not isinstance(getattr(type(made), name, None), property)
    }


def test_every_occasion_has_a_hook_and_every_hook_an_occasion() -> None:
    assert tuple(HOOKS) == Hooks._fields
    assert {name for name in vars(Mechanism) if name.startswith(KINDS)} == set(HOOKS.values())


def test_what_mechanisms_say_is_there_in_dutch_and_nothing_else_is() -> None:
    said = {each.label for one in HOUSE.declared for each in one.outcomes}
    said |= {line.en for one in HOUSE.declared for line in one.lines}
    assert said == set(catalogue("nl", "mechanisms"))


def test_every_mechanism_with_a_file_is_in_the_list() -> None:
    files = {module.name for module in house() if module.name.startswith(f"{FOLDER}.")} - {
        f"{FOLDER}.base",
        f"{FOLDER}.declared",
    }
    assert files == {each.__module__ for each in HOUSE.mechanisms}


def test_the_form_in_the_documents_lists_every_hook():
    rows = [
        line
        for line in FORM.read_text("utf-8").splitlines()
        if re.match(r"\| (notify|offer|veto|term|factor) ", line)
    ]
    told = [name for line in rows for name in re.findall(r"\w+", line.split("|")[4])]
    assert told == [each for kind in KINDS for each in vars(Mechanism) if each.startswith(kind)]
