"""The records of which a mechanism says what it is: numbers, states, gates, outcomes, lines, and all of them in one.

They are plain named tuples that are filled while a file is loaded. It stays source where the model is compiled: a
plug-in is checked against the types that stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.constants import LESS_THAN_A_SECOND
from tup_sim.model.parameters import declare
from tup_sim.model.parameters.week import HOURS_PER_WEEK, RECENT_WEEKS

WEEK: Final = HOURS_PER_WEEK
_PER_WEEK: Final = 1.0 / WEEK


# ----------------------------------------------------------------------------------------------------- numbers


class Number(NamedTuple):
    """One parameter.

    Attributes:
        path: key in a scenario file (``ideas.rate``, ``role_separation``).
        annotation: type of its value.
        field: what else is declared of it, for the group it stands in; None where another mechanism declares it.
        called: name the mechanism reads it by: the last part of the path, unless two of its numbers end alike.
    """

    path: str
    annotation: type
    field: Any
    called: str


def _number(path: str, default: Any, field: Any, called: str) -> Number:
    return Number(path, type(default), field, called or path.rpartition(".")[2])


def measured(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A number that somebody measured; after the path as in ``parameters.declare.measured``."""
    return _number(path, default, declare.measured(default, *facts, **more), called)


def assumed(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A number that nobody measured; after the path as in ``parameters.declare.assumed``."""
    return _number(path, default, declare.assumed(default, *facts, **more), called)


def chosen(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A lever or a description; after the path as in ``parameters.declare.chosen``."""
    return _number(path, default, declare.chosen(default, *facts, **more), called)


def convention(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A number that others are measured with; after the path as in ``parameters.declare.convention``."""
    return _number(path, default, declare.convention(default, *facts, **more), called)


def read(path: str, annotation: type, called: str = "") -> Number:
    """A number that another mechanism, or the core, declares and this one reads too."""
    return Number(path, annotation, None, called or path.rpartition(".")[2])


# ------------------------------------------------------------------------------------------------------ states


class State(NamedTuple):
    """What a mechanism remembers of a kind of agent.

    Attributes:
        of: kind of agent: ``volunteer``, ``professional``, ``client``, ``unit``, ``organisation`` or ``request``.
        make: makes the state of a newborn agent, as it is at rest; of a request the mechanism itself makes it, until
            when there is None.
        about: attribute to its meaning and unit.
    """

    of: str
    make: Callable[[], object]
    about: Mapping[str, str]


def state(of: str, make: Callable[[], object], **about: str) -> State:
    """What is remembered of a kind of agent; ``about``: each attribute and what it means."""
    return State(of, make, MappingProxyType(about))


# ------------------------------------------------------------------------------------------------------- gates


class Gate(NamedTuple):
    """Numbers that do nothing while others stand as they do.

    Attributes:
        closed: path to its value with which the gate is closed, or a tuple of such values; of several all must hold.
        levers: paths, or groups of them, that nothing reads then.
        why: the reason in words, without a full stop.
    """

    closed: Mapping[str, Any]
    levers: tuple[str, ...]
    why: Message


def gate(closed: Mapping[str, Any], why: Message, *levers: str) -> Gate:
    """What closes the way for some levers, and why."""
    return Gate(closed, levers, why)


# --------------------------------------------------------------------------------------------- outcomes, texts


class Count(NamedTuple):
    """A weekly sum over events.

    Attributes:
        event: what is counted.
        of: what it counts for: a field, or a function of the event; empty for 1.
        when: which events count; None for all.
        each: what is added one by one, where an event brings more than one number; replaces ``of``.
    """

    event: type
    of: str | Callable[[Any], float] = ""
    when: Callable[[Any], bool] | None = None
    each: Callable[[Any], Iterable[float]] | None = None


def of_staff(event: Any) -> bool:
    """Whether the week of a paid person counts as one of a professional: coordinators do where they also serve."""
    serves: bool = event.professional.serves
    return serves


def every_fourth_week(event: Any) -> bool:
    """Whether an event that ends a week ends the last of four: for what is costly to look at."""
    # What is told at the end of a week belongs to that week.
    return int((event[0] - LESS_THAN_A_SECOND) * _PER_WEEK) % RECENT_WEEKS == RECENT_WEEKS - 1


class Outcome(NamedTuple):
    """A number that a run can be asked for, made of weekly sums; the label in other languages is in a catalogue.

    Attributes:
        name: fixed name, as in tables and files.
        group: ``service``, ``professionals``, ``volunteers`` or ``organisation``.
        label, unit, better, definition: as of every outcome.
        above, below: the sums that are divided; without ``below`` it is the amount per year.
        times: factor of a ratio.
        label_nl: for a plug-in, which has no catalogue.
        more: what else an outcome may have (``headline``, ``smallest``, ``trailing``).
    """

    name: str
    group: str
    label: str
    unit: str
    better: str
    definition: str
    above: Count
    below: Count | None
    times: float
    label_nl: str
    more: Mapping[str, Any]


def tally(
    name: str, group: str, label: str, unit: str, better: str, definition: str, counted: Count,
    label_nl: str = "", **more: Any,
) -> Outcome:  # fmt: skip
    """An outcome that only counts: amount per year of 52 weeks, a weekly figure looks back on a year."""
    return Outcome(name, group, label, unit, better, definition, counted, None, 1.0, label_nl, more)


def ratio(
    name: str, group: str, label: str, unit: str, better: str, definition: str, above: Count, below: Count,
    label_nl: str = "", **more: Any,
) -> Outcome:  # fmt: skip
    """An outcome that divides: sum of one over sum of the other, NaN where there is nothing to divide by.

    ``times=``: a factor. It stands in ``more``, for a float with a default beside ``**`` makes mypyc stumble.
    """
    times = float(more.pop("times", 1.0))
    return Outcome(name, group, label, unit, better, definition, above, below, times, label_nl, more)


def mean_state(
    name: str, group: str, label: str, unit: str, better: str, definition: str, week: type,
    value: Callable[[Any], float], when: Callable[[Any], bool] | None = None, label_nl: str = "", **more: Any,
) -> Outcome:  # fmt: skip
    """The mean of a state over people and weeks; ``week`` is the event that ends a week of such an agent."""
    counted = Count(week, value, when), Count(week, "", when)
    return Outcome(name, group, label, unit, better, definition, *counted, 1.0, label_nl, more)


class Line(NamedTuple):
    """How an event is told in the history of a person; as ``report.sentences.Line``, the event itself for its name."""

    event: type
    who: str
    how: str
    en: str
    when: str = ""
    nl: str = ""


# ------------------------------------------------------------------------------------------------ a mechanism


class Declared(NamedTuple):
    """All that a mechanism says of itself.

    Attributes:
        key: the one name of it: file, switch, first part of its numbers.
        switch: what the switch does, on and off, in one line; empty for one that acts with another switch.
        extension: whether it is no part of the core: off by default, and its numbers are counted apart.
        sources: of the switch, by id of the registry or of ``references``.
        section: heading under which its numbers are listed.
        groups: group of numbers to what it is about.
        numbers, states, events, outcomes, lines: its declarations.
        left_out: paths, or groups of them, that nothing reads while it is off.
        reads: numbers of another mechanism that it reads as well, made with ``read``.
        silent: event without a sentence, and why.
        paragraph: what it does, in Markdown, for the documents.
        acts_with: switch it depends on, where that is not its own.
        lever: number without which nothing of it happens: out of force while this is 0, off or empty.
        nothing: where the lever is a choice, the value of it with which nothing of it happens.
        idle: why its other numbers then do nothing, in words without a full stop.
        gates: what else makes numbers of it do nothing, besides its switch and its lever.
        renamed: names that its numbers or groups of them had before, to those of now.
        references: for a plug-in, sources that the registry does not know: id to author, year, title and place.
    """

    key: str
    switch: str
    sources: str
    section: str
    groups: Mapping[str, str] = MappingProxyType({})
    numbers: tuple[Number, ...] = ()
    states: tuple[State, ...] = ()
    events: tuple[type, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: tuple[str, ...] = ()
    reads: tuple[Number, ...] = ()
    silent: Mapping[type, str] = MappingProxyType({})
    paragraph: str = ""
    acts_with: str = ""
    lever: str = ""
    nothing: str = ""
    idle: Message | None = None
    renamed: Mapping[str, str] = MappingProxyType({})
    gates: tuple[Gate, ...] = ()
    extension: bool = False
    references: Mapping[str, str] = MappingProxyType({})

    @property
    def on_when(self) -> str:
        """The switch that has to be on; empty where only a lever counts."""
        return self.acts_with or (self.key if self.switch else "")
