"""What a plug-in must be: declared in full, with names that nobody has yet, and hooks that the core calls.

Everything that is wrong is told with the file and the line where it stands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from tup_sim.errors import Message, ScenarioError, one_line
from tup_sim.files.faults import together
from tup_sim.files.hints import both
from tup_sim.files.keys import did_you_mean
from tup_sim.files.plugin_lines import Lines, lines_of
from tup_sim.files.sources import registered_ids
from tup_sim.measures.outcome import Better, Group
from tup_sim.measures.outcomes import all_of
from tup_sim.measures.outcomes.withdrawn import WITHDRAWN
from tup_sim.model.catalogue import HOUSE
from tup_sim.model.mechanisms import base
from tup_sim.model.mechanisms.base import Count, Declared, Mechanism, Number, Outcome
from tup_sim.model.parameters.given import described
from tup_sim.model.plugins import Plugin, mechanisms_of
from tup_sim.model.processes.hooks import HOOKS

KINDS_OF_HOOK = ("on_", "offer_", "veto_", "add_to_", "times_")
AGENTS = ("volunteer", "professional", "client", "unit", "organisation", "request")
IN_A_COUNT = ("n", "clients", "helpers", "volunteers", "forms", "whys", "task_types", "overtime", "wait")
TOLD_OF, TOLD = ("volunteer", "professional", "client", "all"), ("each", "count")
WORD = re.compile(r"[a-z][a-z0-9_]*")
SOURCE = re.compile(r"[A-Za-z0-9_.-]+")
OUR_OWN = re.compile(r"OWN[0-9]*")


class Taken(NamedTuple):
    """Names that are there already: of mechanisms and groups of numbers, of events, of outcomes."""

    keys: set[str]
    events: set[str]
    outcomes: set[str]


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
        place = lines_of(each)
        kinds = mechanisms_of(each)
        if not kinds:
            problem = Message("the plug-in has no mechanism")
            raise ScenarioError(problem, place.at(1), Message("write a class that inherits from Mechanism"))
        found = [fault for kind in kinds for fault in _faults(kind, place, taken)]
        if found:
            raise together(found)


def _faults(kind: type[Mechanism], place: Lines, taken: Taken) -> Iterator[ScenarioError]:
    """All that is wrong with a mechanism; its names are taken from then on."""
    declared: Any = getattr(kind, "declared", None)
    if not isinstance(declared, Declared):
        problem = Message("'{name}' does not say what it declares", name=kind.__name__)
        hint = Message("write declared: ClassVar[Declared] = Declared(...)")
        yield ScenarioError(problem, place.of_name(kind.__name__), hint)
        return
    if odd := [*_faults_of_form(declared, place)]:
        yield from odd
        return
    yield from _faults_of_key(declared, place, taken)
    for number in declared.numbers:
        yield from _faults_of_number(number, declared, place, taken)
    yield from _faults_of_events(declared, place, taken)
    for outcome in declared.outcomes:
        yield from _faults_of_outcome(outcome, place, taken)
        taken.outcomes.add(outcome.name)
    yield from _faults_of_lines(declared, place)
    yield from _faults_of_hooks(kind, place)
    taken.keys.update({declared.key, *(each.path.partition(".")[0] for each in declared.numbers)})
    taken.events.update(each.__name__ for each in declared.events)


def _faults_of_form(declared: Declared, place: Lines) -> Iterator[ScenarioError]:
    """Records with something else in them than they say; nothing else can be looked at then."""
    try:
        _form().validate_python(declared)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            field, *inside = (str(part) for part in each["loc"])
            name, form = ".".join((field, *inside)), Declared.__annotations__[field]
            problem = Message("{name} cannot be {what}", name=name, what=described(each["input"]))
            hint = "" if inside else Message("expected: {what}", what=getattr(form, "__forward_arg__", form))
            yield ScenarioError(problem, place.of_argument(field), hint)


@cache
def _form() -> TypeAdapter[Declared]:
    return TypeAdapter(Declared, config=ConfigDict(arbitrary_types_allowed=True, strict=True))


def _faults_of_key(declared: Declared, place: Lines, taken: Taken) -> Iterator[ScenarioError]:
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
    yield from _faults_of_sources(declared.sources, declared, where)
    yield from _faults_of_references(declared, place)
    for each in declared.states:
        if each.of not in AGENTS:
            problem = Message("there are no agents of the kind '{name}'", name=each.of)
            hint = did_you_mean(each.of, AGENTS) or ", ".join(AGENTS)
            yield ScenarioError(problem, place.of_text(each.of), hint)


def _faults_of_number(
    number: Number, declared: Declared, place: Lines, taken: Taken
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
    texts = (said["unit"], said["source"], number.field.description)
    yield from (_cannot_be(number.path, each, where) for each in texts if not isinstance(each, str))
    source = str(said["source"])
    if not source.strip():
        problem = Message("{path}: a parameter needs a source", path=number.path)
        yield ScenarioError(
            problem, where, Message("OWN3 if it was chosen by judgement, or the id of a source")
        )
    yield from _faults_of_sources(source, declared, where)
    if not isinstance(number.field.default, str | bool):
        yield from _faults_of_range(number, where)


def _faults_of_sources(said: str, declared: Declared, where: str) -> Iterator[ScenarioError]:
    """Ids that neither the register nor the mechanism itself knows."""
    known = registered_ids() | declared.references.keys()
    for name in filter(None, (each.strip() for each in said.split(","))):
        if name not in known and not OUR_OWN.fullmatch(name):
            declare = Message(
                "a source of your own is declared so: references={{'{name}': 'author, year, title'}}",
                name=one_line(name, 30),
            )
            problem = Message("unknown source '{name}'", name=one_line(name))
            yield ScenarioError(problem, where, both(did_you_mean(name, known), declare))


def _faults_of_references(declared: Declared, place: Lines) -> Iterator[ScenarioError]:
    for name, reference in declared.references.items():
        where = place.of_text(name)
        if name in registered_ids():
            yield ScenarioError(Message("there is a source '{name}' already", name=name), where)
        if not SOURCE.fullmatch(name):
            problem = Message("'{name}' is no id of a source", name=one_line(name))
            yield ScenarioError(problem, where, Message("write letters and digits, as Smith2020"))
        if not reference.strip():
            problem = Message("nothing says what source '{name}' is", name=name)
            yield ScenarioError(problem, where, Message("author, year, title"))


def _faults_of_range(number: Number, where: str) -> Iterator[ScenarioError]:
    default, plausible = number.field.default, number.field.json_schema_extra["plausible"]
    metadata = number.field.metadata
    bounds = {end: getattr(m, end) for m in metadata for end in ("ge", "le") if hasattr(m, end)}
    pair = plausible if isinstance(plausible, tuple) and len(plausible) == 2 else [plausible]
    odd = [each for each in (*bounds.values(), *pair) if not isinstance(each, int | float | None)]
    if not isinstance(default, int | float):
        problem = Message("{path}: a number, a choice or on and off is needed", path=number.path)
        yield ScenarioError(problem, where)
    elif odd or len(pair) < 2:
        yield _cannot_be(number.path, (odd or [plausible])[0], where)
    elif len(bounds) < 2:
        problem = Message("{path}: a number needs a lowest and a highest value", path=number.path)
        yield ScenarioError(problem, where)
    else:
        for value in dict.fromkeys((default, *plausible)):
            if not bounds["ge"] <= value <= bounds["le"]:
                yield ScenarioError(_outside(number.path, value, bounds), where)


def _outside(path: str, value: float, bounds: Mapping[str, float]) -> Message:
    return Message(
        "{path}: {value:g} lies outside {low:g} to {high:g}",
        path=path, value=value, low=bounds["ge"], high=bounds["le"],
    )  # fmt: skip


def _cannot_be(name: str, value: object, where: str) -> ScenarioError:
    return ScenarioError(Message("{name} cannot be {what}", name=name, what=described(value)), where)


def _faults_of_events(declared: Declared, place: Lines, taken: Taken) -> Iterator[ScenarioError]:
    for each in declared.events:
        where, fields = place.of_name(each.__name__), getattr(each, "_fields", ())
        if each.__name__ in taken.events:
            yield ScenarioError(Message("there is an event '{name}' already", name=each.__name__), where)
        if fields[:1] != ("now",):
            problem = Message("'{name}' is no event", name=each.__name__)
            yield ScenarioError(problem, where, Message("write a NamedTuple whose first field is now: float"))


def _faults_of_outcome(outcome: Outcome, place: Lines, taken: Taken) -> Iterator[ScenarioError]:
    where = place.of_text(outcome.name)
    if not WORD.fullmatch(outcome.name):
        problem = Message("'{name}' is no name of an outcome", name=outcome.name)
        yield ScenarioError(problem, where, Message("write small letters, digits and _"))
    if outcome.name in taken.outcomes:
        yield ScenarioError(Message("there is an outcome '{name}' already", name=outcome.name), where)
    for counted in (outcome.above, outcome.below):
        if counted is not None:
            yield from _faults_of_count(counted, outcome.name, where)
    for value, known in ((outcome.group, get_args(Group)), (outcome.better, get_args(Better))):
        if value not in known:
            problem = Message(
                "{name}: '{value}' is none of {names}", name=outcome.name, value=value, names=", ".join(known)
            )
            yield ScenarioError(problem, where, did_you_mean(value, known))


def _faults_of_count(counted: Count, outcome: str, where: str) -> Iterator[ScenarioError]:
    """A sum over something that is no event, or of a field that the event has not."""
    fields = getattr(counted.event, "_fields", ())
    if not fields:
        yield ScenarioError(Message("'{name}' is no event", name=counted.event.__name__), where)
    elif isinstance(counted.of, str) and counted.of and counted.of not in fields:
        problem = Message("{name}: '{event}' has no field '{field}'",
                          name=outcome, event=counted.event.__name__, field=counted.of)  # fmt: skip
        yield ScenarioError(problem, where, did_you_mean(counted.of, fields))


def _faults_of_lines(declared: Declared, place: Lines) -> Iterator[ScenarioError]:
    """Sentences that could not be said: of nobody, told in no way, or with gaps that nothing fills."""
    for line in declared.lines:
        where, fields = place.of_text(line.en), getattr(line.event, "_fields", ())[1:]
        fillable = IN_A_COUNT if line.how == "count" else fields
        for value, known in ((line.who, TOLD_OF), (line.how, TOLD)):
            if value not in known:
                problem = Message(
                    "{name}: '{value}' is none of {names}",
                    name=line.event.__name__, value=value, names=", ".join(known),
                )  # fmt: skip
                yield ScenarioError(problem, where, did_you_mean(value, known))
        if not fields:
            yield ScenarioError(Message("'{name}' is no event", name=line.event.__name__), where)
        gaps = _gaps(line.en) | _gaps(line.nl) if line.event in declared.events else set()
        for gap in sorted(gaps - {*fillable}):
            problem = Message(
                "the sentence '{sentence}' has a gap {{{gap}}} that nothing fills",
                sentence=one_line(line.en), gap=gap,
            )  # fmt: skip
            hint = did_you_mean(gap, fillable) or Message("known are {names}", names=", ".join(fillable))
            yield ScenarioError(problem, where, hint)


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _faults_of_hooks(kind: type[Mechanism], place: Lines) -> Iterator[ScenarioError]:
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
