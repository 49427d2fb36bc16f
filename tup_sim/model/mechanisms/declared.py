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
    """A number that somebody measured.

    Args:
        path: key in a scenario file, as ``shared_meals.rate``; its first part is the key of the mechanism.
        default: value where nobody says otherwise.
        facts: in this order unit, least and greatest value that is accepted (None for no end), id of the source,
            what it means.
        called: name the mechanism reads it by; empty for the last part of the path.
        more: ``fixed=True`` for one that only describes the start, ``extensive`` for one that grows with a house.

    Returns:
        The number, for ``numbers`` of ``Declared``.

    Raises:
        ValueError: a fact is not what a declaration may say.

    Examples:
        >>> from tup_sim.model.mechanisms.base import measured
        >>> measured("shared_meals.share", 0.3, "share", 0, 1, "NB08", "Volunteers who come to a meal.").called
        'share'
    """
    return _number(path, default, declare.measured(default, *facts, **more), called)


def assumed(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A number that nobody measured.

    Args:
        path: key in a scenario file, as ``shared_meals.rate``; its first part is the key of the mechanism.
        default: value where nobody says otherwise.
        facts: in this order unit, least and greatest value that is accepted (None for no end), what it means.
        called: name the mechanism reads it by; empty for the last part of the path.
        more: ``plausible=(low, high)`` how far it may be off, ``source=`` the id of who judged it (``OWN3``: you).

    Returns:
        The number, for ``numbers`` of ``Declared``.

    Raises:
        ValueError: a fact is not what a declaration may say.

    Examples:
        >>> from tup_sim.model.mechanisms.base import assumed
        >>> rate = assumed("shared_meals.rate", 0.5, "per week", 0, 7, "Meals.", plausible=(0.1, 2))
        >>> rate.path
        'shared_meals.rate'
    """
    return _number(path, default, declare.assumed(default, *facts, **more), called)


def chosen(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A lever, or a number that describes the organisation.

    Args:
        path: key in a scenario file, as ``shared_meals.rate``; its first part is the key of the mechanism.
        default: value where nobody says otherwise.
        facts: in this order unit, least and greatest value that is accepted (None for no end), what it means.
        called: name the mechanism reads it by; empty for the last part of the path.
        more: ``fixed=True`` for one that only describes the start, ``extensive`` for one that grows with a house.

    Returns:
        The number, for ``numbers`` of ``Declared``.

    Raises:
        ValueError: a fact is not what a declaration may say.

    Examples:
        >>> from tup_sim.model.mechanisms.base import chosen
        >>> chosen("shared_meals.at", 12, "hour of the day", 0, 24, "When they eat.").annotation
        <class 'int'>
    """
    return _number(path, default, declare.chosen(default, *facts, **more), called)


def convention(path: str, default: Any, *facts: Any, called: str = "", **more: Any) -> Number:
    """A number that others are measured with, which nobody could measure itself.

    Args:
        path: key in a scenario file, as ``shared_meals.per``; its first part is the key of the mechanism.
        default: value where nobody says otherwise.
        facts: in this order unit, least and greatest value that is accepted (None for no end), what it means.
        called: name the mechanism reads it by; empty for the last part of the path.
        more: ``source=`` the id of who chose it (``OWN3``: you).

    Returns:
        The number, for ``numbers`` of ``Declared``.

    Raises:
        ValueError: a fact is not what a declaration may say.

    Examples:
        >>> from tup_sim.model.mechanisms.base import convention
        >>> convention("shared_meals.per", 4, "weeks", 1, 52, "Weeks over which meals are counted.").path
        'shared_meals.per'
    """
    return _number(path, default, declare.convention(default, *facts, **more), called)


def read(path: str, annotation: type, called: str = "") -> Number:
    """A number that another mechanism, or the core, declares and this one reads too.

    Args:
        path: its key in a scenario file.
        annotation: type of its value.
        called: name the mechanism reads it by; empty for the last part of the path.

    Returns:
        The number, for ``reads`` of ``Declared``.

    Examples:
        >>> from tup_sim.model.mechanisms.base import read
        >>> read("coordinators.fte", float).called
        'fte'
    """
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
    """What is remembered of a kind of agent.

    Args:
        of: ``volunteer``, ``professional``, ``client``, ``unit``, ``organisation`` or ``request``.
        make: makes the state of a newborn agent, as it is at rest.
        about: each attribute of it, with its meaning and unit.

    Returns:
        The state, for ``states`` of ``Declared``.

    Examples:
        >>> from tup_sim.model.mechanisms.base import state
        >>> class Meals:
        ...     def __init__(self):
        ...         self.eaten = 0
        >>> state("volunteer", Meals, eaten="meals together, a number").of
        'volunteer'
    """
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
    """What closes the way for some levers, and why.

    Args:
        closed: path to its value with which the gate is closed, or a tuple of such values; of several all must hold.
        why: the reason in words, without a full stop.
        levers: paths, or groups of them, that nothing reads then.

    Returns:
        The gate, for ``gates`` of ``Declared``.

    Examples:
        >>> from tup_sim.errors import Message
        >>> from tup_sim.model.mechanisms.base import gate
        >>> gate({"shared_meals.rate": 0}, Message("nobody cooks"), "shared_meals.at").levers
        ('shared_meals.at',)
    """
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
    """Whether the week of a paid person counts as one of a professional: coordinators do where they also serve.

    Args:
        event: a ``ProfessionalWeek``.

    Returns:
        Whether it counts; for ``when`` of ``Count`` and ``mean_state``.

    Examples:
        >>> from types import SimpleNamespace as Event  # stands for one
        >>> from tup_sim.model.mechanisms.base import of_staff
        >>> of_staff(Event(professional=Event(serves=True)))
        True
    """
    serves: bool = event.professional.serves
    return serves


def every_fourth_week(event: Any) -> bool:
    """Whether an event that ends a week ends the last of four: for what is costly to look at.

    Args:
        event: one whose first field is its moment, in hours from the begin of the run.

    Returns:
        Whether it counts; for ``when`` of ``Count`` and ``mean_state``.

    Examples:
        >>> from tup_sim.model.mechanisms.base import every_fourth_week
        >>> [every_fourth_week((week * 168.0,)) for week in (1, 2, 3, 4, 5)]
        [False, False, False, True, False]
    """
    # What is told at the end of a week belongs to that week.
    return int((event[0] - LESS_THAN_A_SECOND) * _PER_WEEK) % RECENT_WEEKS == RECENT_WEEKS - 1


class Outcome(NamedTuple):
    """A number that a run can be asked for, made of weekly sums; the label in other languages is in a catalogue.

    Attributes:
        name: fixed name, as in tables and files.
        group: ``service``, ``professionals``, ``volunteers`` or ``organisation``.
        label: what tables call it, in English.
        unit: what is counted.
        better: ``higher``, ``lower`` or ``neutral``.
        definition: what it is, in a sentence.
        above: the sum that is divided.
        below: by what; None for the amount per year.
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
    """An outcome that only counts: amount per year of 52 weeks, a weekly figure looks back on a year.

    Args:
        name: fixed name, as in tables and files.
        group: ``service``, ``professionals``, ``volunteers`` or ``organisation``.
        label: what tables call it, in English.
        unit: what is counted, as ``per year``.
        better: ``higher``, ``lower`` or ``neutral``.
        definition: what it is, in a sentence.
        counted: the events.
        label_nl: what tables call it in Dutch; for a plug-in, which has no catalogue.
        more: ``headline=``, ``smallest=``, ``trailing=``, as of every outcome.

    Returns:
        The outcome, for ``outcomes`` of ``Declared``.

    Examples:
        >>> from typing import NamedTuple
        >>> from tup_sim.model.mechanisms.base import Count, tally
        >>> class MealShared(NamedTuple):
        ...     now: float
        >>> meals = tally(
        ...     "meals", "volunteers", "Meals", "per year", "higher", "Meals together.", Count(MealShared)
        ... )
        >>> meals.below is None
        True
    """
    return Outcome(name, group, label, unit, better, definition, counted, None, 1.0, label_nl, more)


def ratio(
    name: str, group: str, label: str, unit: str, better: str, definition: str, above: Count, below: Count,
    label_nl: str = "", **more: Any,
) -> Outcome:  # fmt: skip
    """An outcome that divides: sum of one over sum of the other, NaN where there is nothing to divide by.

    Args:
        name: fixed name, as in tables and files.
        group: ``service``, ``professionals``, ``volunteers`` or ``organisation``.
        label: what tables call it, in English.
        unit: of the quotient, as ``share``.
        better: ``higher``, ``lower`` or ``neutral``.
        definition: what it is, in a sentence.
        above: the events whose sum is divided.
        below: the events by whose sum it is divided.
        label_nl: what tables call it in Dutch; for a plug-in, which has no catalogue.
        more: ``times=`` a factor; ``headline=``, ``smallest=``, ``trailing=``, as of every outcome.

    Returns:
        The outcome, for ``outcomes`` of ``Declared``.

    Examples:
        >>> from tup_sim.model.events import VolunteerWeek
        >>> from tup_sim.model.mechanisms.base import Count, ratio
        >>> weeks = Count(VolunteerWeek)
        >>> at_table = Count(VolunteerWeek, lambda event: 1.0)
        >>> words = ("Part at table", "share", "higher", "Weeks with a meal, of all weeks.")
        >>> ratio("meals_share", "volunteers", *words, at_table, weeks).times
        1.0
    """
    # A factor stands in ``more``: a float with a default beside ``**`` makes mypyc stumble.
    times = float(more.pop("times", 1.0))
    return Outcome(name, group, label, unit, better, definition, above, below, times, label_nl, more)


def mean_state(
    name: str, group: str, label: str, unit: str, better: str, definition: str, week: type,
    value: Callable[[Any], float], when: Callable[[Any], bool] | None = None, label_nl: str = "", **more: Any,
) -> Outcome:  # fmt: skip
    """The mean of a state over people and weeks.

    Args:
        name: fixed name, as in tables and files.
        group: ``service``, ``professionals``, ``volunteers`` or ``organisation``.
        label: what tables call it, in English.
        unit: of the state, as ``0-1``.
        better: ``higher``, ``lower`` or ``neutral``.
        definition: what it is, in a sentence.
        week: the event that ends a week of such an agent, as ``VolunteerWeek``.
        value: the state of the agent of such an event.
        when: which events count; None for all.
        label_nl: what tables call it in Dutch; for a plug-in, which has no catalogue.
        more: ``headline=``, ``smallest=``, ``trailing=``, as of every outcome.

    Returns:
        The outcome, for ``outcomes`` of ``Declared``.

    Examples:
        >>> from tup_sim.model.events import VolunteerWeek
        >>> from tup_sim.model.mechanisms.base import mean_state
        >>> words = ("Motivation", "0-1", "higher", "How motivated volunteers are.")
        >>> mean_state("mine", "volunteers", *words, VolunteerWeek, lambda event: event.volunteer.motivation).name
        'mine'
    """
    counted = Count(week, value, when), Count(week, "", when)
    return Outcome(name, group, label, unit, better, definition, *counted, 1.0, label_nl, more)


class Line(NamedTuple):
    """How an event is told in the history of a person.

    Attributes:
        event: the kind of event.
        who: kind of person whose history it stands in (``volunteer``, ``professional``, ``client``); ``all`` for what
            concerns everybody.
        how: ``each`` where every one has its week, ``count`` where those of a period are told together.
        en: the sentence in English, with fields of the event as gaps; to count, ``once ... | {n} times ...``.
        when: which events are told: only if this field is not empty, or ``field=value``; empty for all.
        nl: the sentence in Dutch; for a plug-in, which has no catalogue.
    """

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
        numbers: those it declares, made with ``measured``, ``assumed``, ``chosen`` or ``convention``.
        states: what it remembers of people, made with ``state``.
        events: kinds of events that it tells.
        outcomes: made with ``tally``, ``ratio`` or ``mean_state``.
        lines: how its events are told in the history of a person.
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
