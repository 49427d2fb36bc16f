"""What a mechanism declares and what it may answer: the form of every file in this folder, and of a plug-in.

A file holds, in this order: its events, its states, one ``Declared`` (key, numbers, outcomes, texts: plain records,
from which parameters, switches, tables and sentences are made), and one class with hooks.
Nobody calls a mechanism by name; it answers when the core asks, by overriding a hook of ``Mechanism``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.constants import LESS_THAN_A_SECOND
from tup_sim.model.parameters import declare
from tup_sim.model.parameters.week import HOURS_PER_WEEK, RECENT_WEEKS

try:
    from mypy_extensions import mypyc_attr
except ImportError:  # only a compiler listens, and whoever has one has that package too

    def mypyc_attr(*_: str, **__: object) -> Callable[[Any], Any]:  # type: ignore[misc]
        """Say nothing."""
        return lambda kind: kind


if TYPE_CHECKING:
    from tup_sim.model.people.client import Client
    from tup_sim.model.people.helper import Helper
    from tup_sim.model.people.professional import Appointment, Professional
    from tup_sim.model.people.request import Contact, Request
    from tup_sim.model.people.unit import Unit
    from tup_sim.model.people.volunteer import Candidate, Traits, Volunteer
    from tup_sim.model.simulation import Simulation


WEEK = HOURS_PER_WEEK
_PER_WEEK = 1.0 / WEEK


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
    idle: Message | None = None
    renamed: Mapping[str, str] = MappingProxyType({})
    gates: tuple[Gate, ...] = ()
    references: Mapping[str, str] = MappingProxyType({})

    @property
    def on_when(self) -> str:
        """The switch that has to be on; empty where only a lever counts."""
        return self.acts_with or (self.key if self.switch else "")


@mypyc_attr(allow_interpreted_subclasses=True)
class Mechanism:
    """One mechanism of one world; what it remembers of people stands with them, it has nothing of its own.

    It has an attribute for each of its numbers, with the value in force (also for a story that began before a change of
    parameters and goes on after it), ``k``, its place in the list ``own`` of every agent, and ``on``, whether it acts.
    A hook that is not overridden is never called. By name: ``on_*`` acts, all that answer do; ``offer_*`` gives
    somebody or something, the first answer counts; ``veto_*`` prevents, one is enough; ``add_to_*`` is a term of a sum,
    ``times_*`` a factor. ``on_new_*`` says how somebody begins, and is called while the mechanism is off as well: what
    it moves then stays as it is at rest.
    """

    declared: ClassVar[Declared]
    k: int
    on: bool

    def on_new_professional(self, sim: Simulation, person: Professional) -> None:
        """Somebody paid is there for the first time; also while the mechanism is off."""

    def on_new_volunteer(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A regular volunteer is on the books for the first time; also while the mechanism is off."""

    def on_budget(self, sim: Simulation) -> None:
        """A Monday on which the money of the week is known, before anything else is planned."""

    def offer_grant(self, sim: Simulation, week: float) -> float | None:
        """What part of the subsidy is granted in a week, where the funder does not just pay as announced."""
        return None

    def on_mandates(self, sim: Simulation, unit: Unit) -> None:
        """The mandate levels of a unit were set: at the start, and after each change of parameters."""

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """The new week of a unit is planned, after its coaching talks."""

    def on_request(self, sim: Simulation, request: Request) -> None:
        """A client has made a request."""

    def offer_asking(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """A client asks; a volunteer who takes it before anybody else is looked for."""
        return None

    def on_waiting(self, sim: Simulation, unit: Unit, request: Request) -> None:
        """Nobody free takes a core request at once."""

    def offer_keeping(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """A request looks for somebody free; for whom it is kept before anybody else is looked for."""
        return None

    def offer_coming_free(self, sim: Simulation, volunteer: Volunteer) -> Request | None:
        """A volunteer comes in or comes free; what they turn to before what they came for."""
        return None

    def offer_before_core(self, sim: Simulation, person: Professional) -> Request | None:
        """A professional looks for work; what they may take before core."""
        return None

    def offer_goodbyes(self, sim: Simulation, hours: float) -> float | None:
        """Hours are set aside for last talks; those of them that are left when all talks are held that fit."""
        return None

    def add_to_word_of_mouth(self, sim: Simulation) -> float:
        """People speak of the house; how many do so who are no volunteers, counted as volunteers."""
        return 0.0

    def on_planned(self, sim: Simulation) -> None:
        """The new week of all units is planned."""

    def on_term(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Somebody is on the books for an agreed term."""

    def offer_vulnerable(self, route: str) -> float | None:
        """Somebody comes by a route; share of vulnerable people among them, where it is another than of all."""
        return None

    def on_recruiting(self, sim: Simulation) -> None:
        """A week begins, and with it that of recruiting; before anybody enquires."""

    def on_interview(self, sim: Simulation, candidate: Candidate) -> None:
        """The first talk with a candidate is over; before it is decided whether they are offered a place."""

    def offer_demand(self, sim: Simulation, unit: Unit) -> float | None:
        """Impression a candidate must make in a unit (0-1), instead of the demand that was declared."""
        return None

    def add_to_demand(self, sim: Simulation, traits: Traits) -> float:
        """What is asked of one candidate; added to the demand of the unit (0-1)."""
        return 0.0

    def offer_places(self, sim: Simulation) -> int | None:
        """Places for volunteers without an agreed end, instead of the number that was declared."""
        return None

    def on_start(self, sim: Simulation, candidate: Candidate, volunteer: Volunteer) -> None:
        """A candidate has gone through all steps and is a volunteer now, on the books."""

    def offer_tailoring(self, volunteer: Volunteer) -> float | None:
        """A volunteer chooses from what waits; by how much suitable work goes ahead (0-1), if more than usual."""
        return None

    def add_to_urgency(self, volunteer: Volunteer) -> float:
        """Talks are booked, the most urgent first and then those of whom most is owed; urgency of one with them."""
        return 0.0

    def times_coached_part(self, volunteer: Volunteer) -> float:
        """A talk was held; part of it that was coaching (0-1)."""
        return 1.0

    def add_to_turn(self, volunteer: Volunteer) -> float:
        """Somebody has a moment for who had fewest of them this week; added to the moments this one had."""
        return 0.0

    def offer_own_mandate(self, volunteer: Volunteer, task_type: int) -> int | None:
        """A volunteer begins work; the level agreed with them, where the table of the unit does not say it all."""
        return None

    def on_trained(self, sim: Simulation, volunteer: Volunteer, hours: float) -> None:
        """A starter has had hours of training before the first shift."""

    def add_to_testing(self, client: Client, helper: Helper) -> float:
        """A client may test a limit with this helper; added to the client's testing of limits (0-1)."""
        return 0.0

    def add_to_trusting(self, client: Client, helper: Helper) -> float:
        """This helper sets the client a limit; added to the client's trust in them (0-1)."""
        return 0.0

    def add_to_clarity(self, clarity: float) -> float:
        """How clear a volunteer of this clarity is about the own role (0-1); what the house adds to it."""
        return 0.0

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A volunteer has served a request (``contact.witness``: the professional who saw them do it)."""

    def on_contact_by_professional(self, sim: Simulation, contact: Contact, person: Professional) -> None:
        """Somebody paid has served a request."""

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """A helper has served a request, whoever it was; after what it means for a volunteer or somebody paid."""

    def on_call(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> None:
        """A professional has answered a call of a volunteer."""

    def on_called_away(self, sim: Simulation, professional: Professional) -> None:
        """A professional leaves for a call what they were about to do."""

    def on_meeting(
        self, sim: Simulation, volunteer: Volunteer, professional: Professional, good: bool
    ) -> None:
        """A volunteer and a professional had something to do with each other, and it was good or not."""

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """A booked talk, group session or joint activity took place."""

    def add_to_hiding(self, person: Professional) -> float:
        """Others see how open somebody paid is to volunteers; taken off that openness (0-1)."""
        return 0.0

    def add_to_strain(self, person: Professional) -> float:
        """A paid person looks back on the week; added to the target of their strain (SD)."""
        return 0.0

    def add_to_pleasure(self, person: Professional) -> float:
        """A paid person with own contacts looks back on the week; added to the target of their pleasure (0-1)."""
        return 0.0

    def times_guidance(self, trust: float) -> float:
        """A client who is there at the start; times the guidance one of this trust has had, against all."""
        return 1.0

    def times_let_in(self, task_type: int) -> float:
        """How often clients ask; times the part of these requests for which they let somebody come (0-1)."""
        return 1.0

    def times_presence(self, person: Professional) -> float:
        """A professional turns to a client; times the relational part of the contact, 1 as usual."""
        return 1.0

    def veto_idle_work(self, sim: Simulation, person: Professional) -> bool:
        """A professional with nothing to do could take what is no core; True: they do not see it as their work."""
        return False

    def veto_going_home(self, sim: Simulation, volunteer: Volunteer) -> bool:
        """The shift of a volunteer is over; True: they stay."""
        return False

    def on_departure(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A volunteer has left."""

    def on_notice(self, sim: Simulation, professional: Professional, fte: float) -> None:
        """A colleague was told that the post, or this part of it (FTE), disappears."""

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The week of a unit is over; before the weeks of its people are closed."""
