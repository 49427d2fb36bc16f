"""What a plug-in must be: declared in full, with names that nobody has yet, and hooks that the core calls.

Everything that is wrong is told with the file and the line where it stands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.faults import together
from tup_sim.files.keys import did_you_mean
from tup_sim.measures.outcome import Better, Group
from tup_sim.measures.outcomes import all_of
from tup_sim.measures.outcomes.withdrawn import WITHDRAWN
from tup_sim.model.catalogue import HOUSE
from tup_sim.model.mechanisms import base
from tup_sim.model.mechanisms.base import Declared, Mechanism, Number, Outcome
from tup_sim.model.plugins import Plugin, mechanisms_of
from tup_sim.model.processes.reactions import HOOKS

KINDS_OF_HOOK = ("on_", "offer_", "veto_", "add_to_", "times_")
AGENTS = ("volunteer", "professional", "client", "unit", "organisation", "request")
WORD = re.compile(r"[a-z][a-z0-9_]*")


class Taken(NamedTuple):
    """Names that are there already: of mechanisms and groups of numbers, of events, of outcomes."""

    keys: set[str]
    events: set[str]
    outcomes: set[str]


class _Place(NamedTuple):
    """Where things stand in the source of a plug-in."""

    plugin: Plugin
    tree: ast.Module

    def of_text(self, text: str) -> str:
        """The line where a text stands first, as the name of a number or an outcome does."""
        found: list[Any] = [node for node in ast.walk(self.tree) if _is_text(node, text)]
        return self.at(min((node.lineno for node in found), default=1))

    def of_key(self, key: str) -> str:
        """The line where a mechanism says its key."""
        said = (n for n in ast.walk(self.tree) if isinstance(n, ast.keyword) and n.arg == "key")
        lines = [each.value.lineno for each in said if _is_text(each.value, key)]
        return self.at(lines[0]) if lines else self.of_text(key)

    def of_name(self, name: str, inside: str = "") -> str:
        """The line where a class begins, or a function in it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and node.name == (inside or name):
                found = [node] if not inside else [each for each in node.body if _called(each) == name]
                return self.at(found[0].lineno if found else node.lineno)
        return self.at(1)

    def at(self, line: int) -> str:
        """A line of the file."""
        return f"{self.plugin.file}:{line}"


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def _called(node: ast.AST) -> str:
    return str(getattr(node, "name", ""))


def check_plugins(plugins: Iterable[Plugin]) -> None:
    """Refuse what cannot be used, each plug-in against the house and those before it.

    Raises:
        ScenarioError: one thing is wrong.
        ScenarioErrors: several are.
    """
    taken = Taken(
        {*HOUSE.parameters.model_fields, *HOUSE.switches.model_fields},
        {each.__name__ for each in HOUSE.events},
        {*all_of(HOUSE), *WITHDRAWN},
    )
    for each in plugins:
        place = _Place(each, _tree(each))
        kinds = mechanisms_of(each)
        if not kinds:
            problem = Message("the plug-in has no mechanism")
            raise ScenarioError(problem, place.at(1), Message("write a class that inherits from Mechanism"))
        found = [fault for kind in kinds for fault in _faults(kind, place, taken)]
        if found:
            raise together(found)


def _tree(plugin: Plugin) -> ast.Module:
    mechanisms_of(plugin)  # tells what keeps it from being Python
    return ast.parse(plugin.source)


def _faults(kind: type[Mechanism], place: _Place, taken: Taken) -> Iterator[ScenarioError]:
    """All that is wrong with a mechanism; its names are taken from then on."""
    declared: Any = getattr(kind, "declared", None)
    if not isinstance(declared, Declared):
        problem = Message("'{name}' does not say what it declares", name=kind.__name__)
        hint = Message("write declared: ClassVar[Declared] = Declared(...)")
        yield ScenarioError(problem, place.of_name(kind.__name__), hint)
        return
    yield from _faults_of_key(declared, place, taken)
    for number in declared.numbers:
        yield from _faults_of_number(number, declared, place, taken)
    yield from _faults_of_events(declared, place, taken)
    for outcome in declared.outcomes:
        yield from _faults_of_outcome(outcome, place, taken)
        taken.outcomes.add(outcome.name)
    yield from _faults_of_hooks(kind, place)
    taken.keys.update({declared.key, *(each.path.partition(".")[0] for each in declared.numbers)})
    taken.events.update(each.__name__ for each in declared.events)


def _faults_of_key(declared: Declared, place: _Place, taken: Taken) -> Iterator[ScenarioError]:
    where = place.of_key(declared.key)
    if not WORD.fullmatch(declared.key):
        problem = Message("'{name}' is no key of a mechanism", name=declared.key)
        yield ScenarioError(problem, where, Message("write small letters, digits and _"))
    elif declared.key in taken.keys:
        yield ScenarioError(Message("there is a mechanism '{name}' already", name=declared.key), where)
    if not declared.switch.strip():
        problem = Message("'{name}' does not say what its switch does", name=declared.key)
        yield ScenarioError(problem, where, Message("write switch='What happens; off: what does not.'"))
    if not declared.sources.strip():
        yield ScenarioError(Message("'{name}' names no source", name=declared.key), where)
    for each in declared.states:
        if each.of not in AGENTS:
            problem = Message("there are no agents of the kind '{name}'", name=each.of)
            hint = did_you_mean(each.of, AGENTS) or ", ".join(AGENTS)
            yield ScenarioError(problem, place.of_text(each.of), hint)


def _faults_of_number(
    number: Number, declared: Declared, place: _Place, taken: Taken
) -> Iterator[ScenarioError]:
    where, (group, dot, _) = place.of_text(number.path), number.path.partition(".")
    if not all(WORD.fullmatch(part) for part in number.path.split(".")) or number.path.count(".") > 1:
        yield ScenarioError(Message("'{path}' is no path of a parameter", path=number.path), where)
    if (
        group in taken.keys
        or group == "mechanisms"
        or [each.path for each in declared.numbers].count(number.path) > 1
    ):
        yield ScenarioError(Message("there is a parameter '{path}' already", path=number.path), where)
    if dot and group not in declared.groups:
        problem = Message("nothing says what the group '{name}' is about", name=group)
        yield ScenarioError(problem, where, Message("add it to groups={{...}} of Declared"))
    said = number.field.json_schema_extra
    if not str(said["source"]).strip():
        problem = Message("{path}: a parameter needs a source", path=number.path)
        yield ScenarioError(problem, where, Message("the id of a source, as OWN3, or where it can be read"))
    if not isinstance(number.field.default, str | bool):
        yield from _faults_of_range(number, where)


def _faults_of_range(number: Number, where: str) -> Iterator[ScenarioError]:
    bounds = {
        name: getattr(m, name) for m in number.field.metadata for name in ("ge", "le") if hasattr(m, name)
    }
    if not isinstance(number.field.default, int | float):
        yield ScenarioError(
            Message("{path}: a number, a choice or on and off is needed", path=number.path), where
        )
    elif len(bounds) < 2:
        yield ScenarioError(
            Message("{path}: a number needs a lowest and a highest value", path=number.path), where
        )
    elif not bounds["ge"] <= number.field.default <= bounds["le"]:
        problem = Message(
            "{path}: {value:g} lies outside {low:g} to {high:g}",
            path=number.path, value=number.field.default, low=bounds["ge"], high=bounds["le"],
        )  # fmt: skip
        yield ScenarioError(problem, where)


def _faults_of_events(declared: Declared, place: _Place, taken: Taken) -> Iterator[ScenarioError]:
    for each in declared.events:
        where, fields = place.of_name(each.__name__), getattr(each, "_fields", ())
        if each.__name__ in taken.events:
            yield ScenarioError(Message("there is an event '{name}' already", name=each.__name__), where)
        if fields[:1] != ("now",):
            problem = Message("'{name}' is no event", name=each.__name__)
            yield ScenarioError(problem, where, Message("write a NamedTuple whose first field is now: float"))


def _faults_of_outcome(outcome: Outcome, place: _Place, taken: Taken) -> Iterator[ScenarioError]:
    where = place.of_text(outcome.name)
    if not WORD.fullmatch(outcome.name):
        problem = Message("'{name}' is no name of an outcome", name=outcome.name)
        yield ScenarioError(problem, where, Message("write small letters, digits and _"))
    if outcome.name in taken.outcomes:
        yield ScenarioError(Message("there is an outcome '{name}' already", name=outcome.name), where)
    for value, known in ((outcome.group, get_args(Group)), (outcome.better, get_args(Better))):
        if value not in known:
            problem = Message(
                "{name}: '{value}' is none of {names}", name=outcome.name, value=value, names=", ".join(known)
            )
            yield ScenarioError(problem, where, did_you_mean(value, known))


def _faults_of_hooks(kind: type[Mechanism], place: _Place) -> Iterator[ScenarioError]:
    wanted = hooks()
    for name, hook in vars(kind).items():
        if not callable(hook):
            continue
        where = place.of_name(name, kind.__name__)
        if name not in wanted and name.startswith(KINDS_OF_HOOK):
            hint = did_you_mean(name, wanted) or Message("there are: {names}", names=", ".join(wanted))
            yield ScenarioError(Message("there is no hook '{name}'", name=name), where, hint)
        elif name in wanted and not _takes(hook, len(wanted[name])):
            signature = f"{name}({', '.join(wanted[name])})"
            problem = Message("the core calls {signature}", signature=signature)
            yield ScenarioError(problem, where)


def _takes(hook: Callable[..., Any], many: int) -> bool:
    """Whether a function can be called with so many things, in order."""
    code: Any = getattr(hook, "__code__", None)
    if code is None:
        return True
    most = many if code.co_flags & 0x04 else code.co_argcount  # *args takes all there are
    least = code.co_argcount - len(getattr(hook, "__defaults__", None) or ())
    needed = code.co_kwonlyargcount - len(getattr(hook, "__kwdefaults__", None) or ())
    return least <= many <= most and not needed


@cache
def hooks() -> dict[str, tuple[str, ...]]:
    """Every hook with the names of what it is given, ``self`` first: from the source, for a compiled class has none."""
    tree = ast.parse(Path(base.__file__).with_name("base.py").read_text("utf-8"))
    body = next(n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == Mechanism.__name__)
    found = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    return {name: tuple(arg.arg for arg in found[name].args.args) for name in HOOKS.values()}
