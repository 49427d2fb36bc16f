"""What follows from the mechanisms there are: all parameters, switches, events, and who answers what.

The only file that knows every mechanism. The core stands below it and knows none; a plug-in is one more class in the
list that a ``Catalogue`` is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache, wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from pydantic import create_model

from tup_sim.model import events
from tup_sim.model.mechanisms import IN_ORDER
from tup_sim.model.mechanisms.base import Declared, Mechanism
from tup_sim.model.parameters import order
from tup_sim.model.parameters.declare import Group, chosen, group
from tup_sim.model.parameters.mechanisms import LEFT_OUT as LEFT_OUT_OF_CORE
from tup_sim.model.parameters.mechanisms import Switches as CoreSwitches
from tup_sim.model.parameters.renamed import RENAMED_IN_CORE
from tup_sim.model.parameters.whole import Parameters as CoreParameters
from tup_sim.model.people.own import live_with, place_of
from tup_sim.model.processes.hooks import HOOKS, Hooks

BIRTHS: Final = "new_"  # occasions on which those that are off answer as well: how somebody begins

Fields = dict[str, Any]
Kind = TypeVar("Kind", bound=Group)
Answering = TypeVar("Answering", bound=Mechanism)
Standing = MutableMapping[str, Mechanism]  # the mechanisms of one world, by key
Given = ParamSpec("Given")
Found = TypeVar("Found")


class Catalogue:
    """Some mechanisms, in the order in which they act, and what is made of what they declare.

    Attributes:
        mechanisms: in the order in which they act.
        switches, parameters: groups of all switches and of all parameters.
        events: all that can happen.
        left_out: what nothing reads while a switch is off, by path of the switch.
        renamed: names of parameters that were in use before, to those of now.
    """

    def __init__(self, mechanisms: Sequence[type[Mechanism]]) -> None:
        self.mechanisms = tuple(mechanisms)
        self.declared = tuple(each.declared for each in self.mechanisms)
        self._states = [(kept.of, place_of(d.key), kept.make) for d in self.declared for kept in d.states]
        self.switches = _switches(self.declared)
        self.parameters = _parameters(self, self.declared)
        self.events = (*_core_events(), *(event for each in self.declared for event in each.events))
        self.left_out: Mapping[str, tuple[str, ...]] = MappingProxyType(_all_left_out(self.declared))
        renamed = [RENAMED_IN_CORE, *(each.renamed for each in self.declared)]
        self.renamed: Mapping[str, str] = MappingProxyType(
            {old: names[old] for names in renamed for old in names}
        )

    def live(self) -> None:
        """From now on agents are born with the states of these mechanisms, and of no others."""
        live_with(self, self._states)

    def in_force(self, parameters: CoreParameters, standing: Standing | None = None) -> Hooks:
        """Who answers what with these values, in order; what is off is not there and costs nothing.

        Args:
            parameters: as declared, with their checks.
            standing: the mechanisms of a world, which get these values; those it has not yet are added.
        """
        standing = {} if standing is None else standing
        for kind in self.mechanisms:
            _give_values(kind, parameters, standing)
        found: dict[str, list[Any]] = {occasion: [] for occasion in Hooks._fields}
        for each in self.mechanisms:
            one = standing[each.declared.key]
            one.on = _acts(each.declared, parameters)
            for occasion, hook in answered(each).items():
                if one.on or occasion.startswith(BIRTHS):
                    found[occasion].append(getattr(one, hook))
        return Hooks(**{occasion: tuple(answers) for occasion, answers in found.items()})


def _acts(declared: Declared, parameters: CoreParameters) -> bool:
    """Whether the switch is on, and the lever pulled, for a mechanism that has one."""
    if declared.on_when and not getattr(parameters.mechanisms, declared.on_when):
        return False
    if not declared.lever:
        return True
    value = _value_at(parameters, declared.lever)
    return bool(value) and value != declared.nothing


def _value_at(parameters: Any, path: str) -> Any:
    """The value in force at a path."""
    for name in path.split("."):
        parameters = getattr(parameters, name)
    return parameters


def answered(kind: type[Mechanism]) -> dict[str, str]:
    """The occasions a mechanism answers, each with its hook: those it overrides."""
    return {at: hook for at, hook in HOOKS.items() if getattr(kind, hook) is not getattr(Mechanism, hook)}


def made(kind: type[Answering], parameters: CoreParameters) -> Answering:
    """A mechanism with the values that are in force."""
    one = kind()
    one.k, one.on = place_of(kind.declared.key), True
    _set_numbers(one, parameters)
    return one


def _give_values(kind: type[Mechanism], parameters: CoreParameters, standing: Standing) -> None:
    """Also to one that is off: what of it is under way goes on by the values that are in force."""
    key = kind.declared.key
    if key in standing:
        _set_numbers(standing[key], parameters)
    else:
        standing[key] = made(kind, parameters)


def _set_numbers(one: Mechanism, parameters: CoreParameters) -> None:
    for number in (*one.declared.numbers, *one.declared.reads):
        setattr(one, number.called, _value_at(parameters, number.path))


def in_force(parameters: CoreParameters, standing: Standing | None = None) -> Hooks:
    """Who answers what in a world with these parameters; the arguments are those of ``Catalogue.in_force``."""
    return catalogue_of(parameters).in_force(parameters, standing)


def catalogue_of(parameters: CoreParameters) -> Catalogue:
    """The catalogue from which a set of parameters was made."""
    found: Catalogue = getattr(type(parameters), "catalogue", HOUSE)
    return found


def _all_left_out(declared: Iterable[Declared]) -> Mapping[str, tuple[str, ...]]:
    """By switch, what nothing reads while it is off; several mechanisms may act with one switch."""
    found = dict(LEFT_OUT_OF_CORE)
    for each in declared:
        if each.left_out:
            switch = f"mechanisms.{each.on_when}"
            found[switch] = (*found.get(switch, ()), *each.left_out)
    return found


def current() -> Catalogue:
    """The catalogue in force: whoever lists parameters, events, outcomes or sentences lists those of it."""
    return _IN_FORCE.get() or HOUSE


class using(AbstractContextManager[None]):  # reads as a word of the language
    """Have a catalogue in force for a while: to read or report what was made with it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __enter__(self) -> None:
        self._before = _IN_FORCE.set(self._catalogue)

    def __exit__(self, *_: object) -> None:
        _IN_FORCE.reset(self._before)


def put_in_force(catalogue: Catalogue) -> None:
    """Have a catalogue in force until whoever said ``using`` around this is done: for the rest of a command."""
    _IN_FORCE.set(catalogue)


def by_catalogue(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """Remember what a function gives, apart for every catalogue that is in force."""

    @cache
    def found(_: Catalogue, *args: Any, **more: Any) -> Found:
        return function(*args, **more)

    @wraps(function)
    def asked(*args: Given.args, **more: Given.kwargs) -> Found:
        return found(current(), *args, **more)  # type: ignore[arg-type]  # they are looked up, so hashable

    return asked


def _core_events() -> list[type]:
    return [kind for kind in vars(events).values() if isinstance(kind, type) and hasattr(kind, "_fields")]


def _switches(declared: Iterable[Declared]) -> type[CoreSwitches]:
    """The switches of the core and one for each mechanism that has its own."""
    fields = {
        each.key: (bool, chosen(not each.extension, "-", None, None, each.switch, source=each.sources))
        for each in declared
        if each.switch
    }
    return _made("Switches", CoreSwitches, fields, order.SWITCHES)


def _parameters(catalogue: Catalogue, declared: Sequence[Declared]) -> type[CoreParameters]:
    """The parameters of the core and those of the mechanisms, listed where they always were."""
    fields: Fields = {
        "mechanisms": (catalogue.switches, group(catalogue.switches, "Switches of the mechanisms."))
    }
    headings: dict[str, str] = {}
    for one in declared:
        for number in one.numbers:
            name, dot, _ = number.path.partition(".")
            if name not in fields:
                alone = number.annotation, number.field
                fields[name] = _group_of(name, one.groups[name], declared) if dot else alone
                headings[name] = one.section
    found = _made("Parameters", CoreParameters, fields, order.PARAMETERS)
    found.headings = MappingProxyType(headings)
    found.catalogue = catalogue  # type: ignore[attr-defined]
    return found


def _group_of(name: str, about: str, declared: Iterable[Declared]) -> tuple[type[Group], Any]:
    """A group of numbers at the top: those of all mechanisms that add to it, and of the core where it has some."""
    numbers = [each for one in declared for each in one.numbers if each.path.startswith(f"{name}.")]
    inside = {each.path.partition(".")[2]: (each.annotation, each.field) for each in numbers}
    core = CoreParameters.model_fields.get(name)
    base: Any = core.annotation if core else Group
    kind = _made("".join(word.title() for word in name.split("_")), base, inside, order.GROUPS.get(name, ()))
    return kind, group(kind, about)


def _made(name: str, base: type[Kind], fields: Fields, listed: Sequence[str] = ()) -> type[Kind]:
    """A group of parameters; those of the house can be found in this file, which is how they travel."""
    found: type[Kind] = create_model(name, __base__=base, __module__=__name__, __doc__=base.__doc__, **fields)
    order.put_in_order(found.model_fields, listed)
    globals().setdefault(name, found)
    return found


_IN_FORCE: Final[ContextVar[Catalogue | None]] = ContextVar("catalogue in force", default=None)
HOUSE: Final = Catalogue(IN_ORDER)
HOUSE.live()
EVENTS: Final = HOUSE.events
LEFT_OUT: Final = HOUSE.left_out

if TYPE_CHECKING:  # the core knows its own; the numbers of a mechanism are read by the mechanism
    Switches, Parameters = CoreSwitches, CoreParameters
else:
    Switches, Parameters = HOUSE.switches, HOUSE.parameters


def left_out(parameters: Any, paths: Iterable[str]) -> dict[str, list[str]]:
    """Parameters that do nothing because a switch is off.

    Args:
        parameters: values in force.
        paths: which parameters are asked about.

    Returns:
        Path of the switch to those of the paths that nothing reads while it is off; no entry where there are none.
    """
    asked = list(paths)
    idle = {
        switch: [path for path in asked if any(f"{path}.".startswith(f"{part}.") for part in parts)]
        for switch, parts in catalogue_of(parameters).left_out.items()
        if not _is_on(parameters, switch)
    }
    return {switch: found for switch, found in idle.items() if found}


def _is_on(parameters: Any, switch: str) -> bool:
    group, _, name = switch.rpartition(".")
    return bool(getattr(getattr(parameters, group) if group else parameters, name))
