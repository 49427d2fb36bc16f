"""The organisation asks for more: extra shifts and wider mandates, where more of core goes wrong than in its last year.

It reads its own figures of core that was missed or late, and nothing else: no money, no work pressure, no pattern. What
it widened stays until the figures have been good for a year, and then is not taken back at once.
"""

from __future__ import annotations

from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.constants import LEAST_HOURS, ROUNDING
from tup_sim.model.effects.belonging import hours_over_wish
from tup_sim.model.mechanisms.base import (
    WEEK,
    Count,
    Declared,
    Line,
    Mechanism,
    assumed,
    chosen,
    gate,
    ratio,
    state,
    tally,
)
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.families import EXPERT_TASK_TYPE, HIGHEST, TASK_TYPES, Level
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import ask_for_a_talk, coaches_of
from tup_sim.model.processes.queueing import first_waiting
from tup_sim.model.processes.serving import fits, may_start
from tup_sim.model.processes.weekly_cycle import plan_one_more, room_for_one_more

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_TALK: Final = "wider_mandate"
_NEARBY: Final = int(Level.NEARBY)
_ON_CALL: Final = int(Level.ON_CALL)


class CoreReviewed(NamedTuple):
    """A unit looked at its quarter.

    Attributes:
        now: hour.
        unit: the unit.
        amiss: share of core requests that were missed or late in it.
        asks: volunteers are asked for more in the next one.
        wider: mandates that are wider for one volunteer than for all.
    """

    now: float
    unit: Unit
    amiss: float
    asks: bool
    wider: int


class AskedForExtraShift(NamedTuple):
    """A volunteer was asked to come once more this week."""

    now: float
    volunteer: Volunteer
    accepted: bool


class WiderMandateProposed(NamedTuple):
    """In a talk a volunteer was offered more to decide in a kind of work; ``level`` is what it would be."""

    now: float
    volunteer: Volunteer
    task_type: int
    level: int
    accepted: bool


class WiderMandateEnded(NamedTuple):
    """A mandate that had been widened is what it was before."""

    now: float
    volunteer: Volunteer
    task_type: int


class Asks(StrEnum):
    """What an organisation asks of its volunteers when core is missed or late."""

    NOTHING = "nothing"
    HOURS = "hours"
    HOURS_AND_MANDATES = "hours_and_mandates"


class Seen:
    """What has been seen of a volunteer's work."""

    def __init__(self) -> None:
        self.contacts = self.successes = 0


class CoreFigures:
    """What a unit knows of its core work, what it does about it, and what it has agreed."""

    def __init__(self) -> None:
        self.due = self.missed = self.late = 0
        self.late_hours = [0.0] * len(TASK_TYPES)
        self.missed_hours = [0.0] * len(TASK_TYPES)
        self.quarters: list[tuple[int, int]] = []
        self.asks = False
        self.proposed = -1
        self.talked: list[str] = []
        self.wider: list[dict[str, int]] = [{} for _ in TASK_TYPES]
        self.usual = 0.0
        self.good = 0

    def begin_a_quarter(self, missed: list[float]) -> None:
        """What was counted is written down, and counting begins anew."""
        self.quarters.append((self.due, self.missed + self.late))
        self.due = self.missed = self.late = 0
        self.late_hours = [0.0] * len(TASK_TYPES)
        self.missed_hours = list(missed)


ASKING_FOR_MORE = Declared(
    key="asking_for_more",
    switch="",
    sources="C060, C093",
    section="The organisation asks for more",
    lever="organisation_asks",
    nothing=Asks.NOTHING,
    idle=Message("the organisation asks nothing (organisation_asks is nothing)"),
    gates=(
        gate(
            {"organisation_asks": (Asks.HOURS, Asks.NOTHING)},
            Message("nobody is proposed a wider mandate (organisation_asks is nothing or hours)"),
            "asking_for_more.line", "asking_for_more.undone",
        ),
    ),
    groups={"asking_for_more": "When more of core is missed or late than usual."},
    numbers=(
        chosen(
            "organisation_asks", Asks.HOURS_AND_MANDATES, "-", None, None,
            "What volunteers are asked for when more of core is missed or late than in the last year: nothing, extra"
            " shifts (hours), or also a wider mandate (hours_and_mandates).",
            source="C060, C093",
        ),
        chosen(
            "asking_for_more.margin", 0.02, "share", 0, 1,
            "How much more of the core requests than in the own last year has to be missed or late.",
            source="C093", plausible=(0.01, 0.05),
        ),
        chosen(
            "asking_for_more.line", 0.90, "share of contacts", 0, 1,
            "Success that must have been seen of somebody to whom a wider mandate is proposed.",
            source="C093", plausible=(0.8, 0.97),
        ),
        assumed(
            "asking_for_more.undone", 0.25, "probability", 0, 1,
            "At a review what was widened is undone, once the figures have been good for a year.",
            source="OWN3, C095", plausible=(0.1, 0.5),
        ),
    ),
    states=(
        state(
            "volunteer", Seen,
            contacts="contacts seen since they came.",
            successes="those of them that went well.",
        ),
        state(
            "unit", CoreFigures,
            due="core requests of this quarter so far that were met or missed.",
            missed="those of them nobody came for.",
            late="those that began after they were due.",
            late_hours="hours of what began late in this quarter, by task type.",
            missed_hours="hours missed since the start as this quarter began, by task type.",
            quarters="core requests, and those missed or late, of the quarters of the last year, oldest first.",
            asks="more was missed or late in the last quarter than usual, so people are asked in this one.",
            proposed="task type for which a wider mandate is proposed in this quarter; -1 for none.",
            talked="who was talked to about it in this quarter, by name.",
            wider="level agreed with one volunteer alone, by task type and name.",
            usual="share missed or late that was usual when mandates were first widened, margin included.",
            good="reviews in a row in which no more was missed or late than that.",
        ),
    ),
    events=(CoreReviewed, AskedForExtraShift, WiderMandateProposed, WiderMandateEnded),
    outcomes=(
        tally(
            "extra_shifts", "volunteers", "Extra shifts on request", "shifts per year", "neutral",
            "Shifts volunteers came for because the organisation asked them to, per year.",
            Count(AskedForExtraShift, "accepted"),
        ),
        tally(
            "mandates_widened", "volunteers", "Mandates widened", "mandates per year", "neutral",
            "Times a volunteer agreed to a wider mandate in a kind of work, per year.",
            Count(WiderMandateProposed, "accepted"),
        ),
        ratio(
            "wider_mandates", "volunteers", "Wider mandates in force", "mandates", "neutral",
            "Mandates that are wider for one volunteer than for all, mean of the quarterly reviews.",
            Count(CoreReviewed, "wider"), Count(CoreReviewed),
        ),
        ratio(
            "asking_share", "organisation", "Quarters in which volunteers are asked", "share", "neutral",
            "Quarterly reviews at which more core had been missed or late than usual, of all reviews.",
            Count(CoreReviewed, "asks"), Count(CoreReviewed),
        ),
    ),
    lines=(
        Line(
            AskedForExtraShift, "volunteer", "count",
            "once came for an extra shift when asked | {n} times came for an extra shift when asked", "accepted",
        ),
        Line(
            AskedForExtraShift, "volunteer", "count",
            "once said no to an extra shift | {n} times said no to an extra shift", "accepted=False",
        ),
        Line(
            WiderMandateProposed, "volunteer", "each",
            "Was asked to take on more in {task_type}, and agreed.", "accepted",
        ),
        Line(
            WiderMandateProposed, "volunteer", "each",
            "Was asked to take on more in {task_type}, and would rather not.", "accepted=False",
        ),
        Line(WiderMandateEnded, "volunteer", "each", "What they had taken on in {task_type} was taken back."),
    ),
    silent={CoreReviewed: "names nobody; what is done about it is told by who is asked"},
    paragraph=(
        "With `organisation_asks` each unit looks at its core work every `review_weeks`: the share that was missed, "
        "or begun after it was due. If it is more than `asking_for_more.margin` above that of its own last year, the "
        "next quarter is one in which volunteers are asked. In every week of it those who gave less than they agreed "
        "on over four weeks, and those for whom nothing is planned, are asked for an extra shift on a day-part that "
        "suits them:\n\n"
        "    yes     p = enthusiasm x (1 - hours over the wish / wish) x mean trust with the paid people they know\n\n"
        "With `hours_and_mandates` the unit takes the core family in which most hours were missed or late, never "
        "expert care, which takes a certificate, and proposes one level more in it to those who came for such work "
        "and of whom enough success has been seen (rule of succession above `asking_for_more.line`). It does so in a "
        "talk, which takes a coach's time and clears up the role; they agree with the same probability. Who has a "
        "wider mandate takes such core when nobody paid is free, as their level allows: *assist* only beside a free "
        "professional, which changes nothing for core, *nearby* with one on the unit. What was widened is undone, "
        "family by family, with probability `asking_for_more.undone` at each review after a year in which no more "
        "was missed or late than was usual when it began.\n\n"
        "The tempting wording, *a cut makes the organisation ask*, states its own conclusion: no rule reads money, "
        "work pressure or a pattern. Less staff matters only as far as core is missed or late, and a house that has "
        "had bad figures for a year is used to them and stops asking. Extra hours are hours like all others: above the "
        "wish they cost recognition and strain, and make the next yes less likely. In a programme of duos nobody is "
        "asked, for there is nothing to come for but the own client.\n\n"
        "**What comes out**: see [signatures.md](../signatures.md#asked-before-the-first-run)."
    ),
)  # fmt: skip


class AskingForMore(Mechanism):
    """The organisation asks volunteers for more when core is missed or late."""

    declared: ClassVar[Declared] = ASKING_FOR_MORE
    organisation_asks: str
    margin: float
    line: float
    undone: float

    def _figures(self, unit: Unit) -> CoreFigures:
        mine: CoreFigures = unit.own[self.k]
        return mine

    # -- figures --------------------------------------------------------------------------------------------

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """Core that began after it was due was late."""
        request = contact.request
        if request.core and contact.started > request.due:
            mine = self._figures(contact.helper.unit)
            mine.late += 1
            mine.late_hours[request.task_type] += request.hours

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """Others see how a volunteer does."""
        if contact.witness is None:
            return
        record: Seen = volunteer.own[self.k]
        record.contacts += 1
        record.successes += contact.success

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The core work of a week is counted."""
        mine, week = self._figures(unit), unit.weeks[-1]
        mine.due += week.due_core
        mine.missed += week.due_core - week.met_core

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """Every quarter the figures are looked at; in a quarter that follows a bad one people are asked."""
        mine = self._figures(unit)
        if mine.due and round(sim.now / WEEK) % sim.parameters.review_weeks == 0:
            self.review(sim, unit, mine)
        if mine.asks:
            self.ask_for_shifts(sim, unit)
            self.propose_wider_mandates(sim, unit, mine)

    def review(self, sim: Simulation, unit: Unit, mine: CoreFigures) -> None:
        """Was more of core missed or late in this quarter than in the last year?"""
        amiss = (mine.missed + mine.late) / mine.due
        most = self.most_that_is_usual(mine.quarters)
        mine.asks = most is not None and amiss > most
        mine.talked, mine.proposed = [], -1
        if most is not None and mine.asks and self.organisation_asks == "hours_and_mandates":
            mine.proposed = self.family_in_need(sim, unit, mine)
            if not any(mine.wider):
                mine.usual = most
        reviews = max(1, round(WEEKS_PER_YEAR / sim.parameters.review_weeks))
        mine.good = mine.good + 1 if amiss <= mine.usual else 0
        if self.undone > 0.0 and mine.good >= reviews:
            self.take_back(sim, unit, mine)
        mine.begin_a_quarter(unit.missed)
        mine.quarters = mine.quarters[-reviews:]
        wider = int(fsum(len(levels) for levels in mine.wider))
        sim.emit(CoreReviewed(sim.now, unit, amiss, mine.asks, wider))

    def most_that_is_usual(self, quarters: list[tuple[int, int]]) -> float | None:
        """Share missed or late above which people are asked; None while there is nothing to compare with."""
        due = fsum(each for each, _ in quarters)
        return fsum(amiss for _, amiss in quarters) / due + self.margin if due else None

    # -- hours ----------------------------------------------------------------------------------------------

    def ask_for_shifts(self, sim: Simulation, unit: Unit) -> None:
        """Who gives less than agreed, or is not expected this week, is asked to come once more."""
        if sim.parameters.fixed_visit:
            return  # there is nothing to come for but the own client
        for volunteer in unit.regulars():
            if volunteer.shifts and not gives_less_than_agreed(volunteer):
                continue
            room = room_for_one_more(sim, volunteer)
            if room is not None:
                yes = self.chance_of_yes(sim, volunteer)
                comes = sim.random.stream("asked for an extra shift", volunteer.name).happens(yes)
                if comes:
                    plan_one_more(sim, volunteer, *room)
                sim.emit(AskedForExtraShift(sim.now, volunteer, comes))

    def chance_of_yes(self, sim: Simulation, volunteer: Volunteer) -> float:
        """Who is keen, trusts those who ask and does not give more than they wish says yes."""
        over = hours_over_wish(sim.parameters, volunteer) / max(LEAST_HOURS, volunteer.traits.wish)
        return volunteer.enthusiasm * max(0.0, 1.0 - over) * mean_trust(sim, volunteer)

    # -- mandates -------------------------------------------------------------------------------------------

    def family_in_need(self, sim: Simulation, unit: Unit, mine: CoreFigures) -> int:
        """The core task type in which most hours were missed or late, of those that can be widened; -1 for none."""
        amiss = [
            (unit.missed[task_type] - mine.missed_hours[task_type] + mine.late_hours[task_type], -task_type)
            for task_type, rule in enumerate(sim.task_types)
            if rule.core and not rule.own_helper and task_type != EXPERT_TASK_TYPE
        ]
        hours, place = max(amiss, default=(0.0, 1))
        return -place if hours > 0.0 else -1

    def propose_wider_mandates(self, sim: Simulation, unit: Unit, mine: CoreFigures) -> None:
        """A talk is booked with everybody of whom enough success has been seen, until it has been held."""
        if mine.proposed < 0:
            return
        coaches = coaches_of(sim, unit)
        for volunteer in unit.regulars():
            if volunteer.name not in mine.talked and self.may_have_more(volunteer, mine.proposed):
                ask_for_a_talk(sim, volunteer, coaches, _TALK)

    def may_have_more(self, volunteer: Volunteer, task_type: int) -> bool:
        """They came for such work, have done well in what was seen of them, and there is more to be agreed on."""
        seen: Seen = volunteer.own[self.k]
        went_well = (seen.successes + 1) / (seen.contacts + 2)  # rule of succession: nobody is sure after one
        return (
            task_type in volunteer.traits.task_types
            and went_well > self.line
            and self.level_of(volunteer, task_type) < HIGHEST
        )

    def level_of(self, volunteer: Volunteer, task_type: int) -> int:
        """What is agreed with this volunteer: the table of the unit, or more."""
        unit = volunteer.unit
        return max(unit.levels[task_type], self._figures(unit).wider[task_type].get(volunteer.name, 0))

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """What is proposed is agreed on, or not."""
        if appointment.form != _TALK:
            return
        for volunteer in appointment.volunteers:
            mine = self._figures(volunteer.unit)
            task_type = mine.proposed
            if task_type < 0 or volunteer.name in mine.talked:
                continue
            mine.talked.append(volunteer.name)
            level = min(HIGHEST, self.level_of(volunteer, task_type) + 1)
            yes = self.chance_of_yes(sim, volunteer)
            agrees = sim.random.stream("wider mandate", volunteer.name).happens(yes)
            if agrees:
                mine.wider[task_type][volunteer.name] = level
            sim.emit(WiderMandateProposed(sim.now, volunteer, task_type, level, agrees))

    def take_back(self, sim: Simulation, unit: Unit, mine: CoreFigures) -> None:
        """The figures have been good for a year: what was widened may be undone, family by family."""
        for task_type, levels in enumerate(mine.wider):
            rng = sim.random.stream("mandate taken back", f"{unit.number}-{TASK_TYPES[task_type]}")
            if levels and rng.happens(self.undone):
                for volunteer in unit.regulars():
                    if volunteer.name in levels:
                        sim.emit(WiderMandateEnded(sim.now, volunteer, task_type))
                mine.wider[task_type] = {}

    def on_departure(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Who has left has no mandate."""
        for levels in self._figures(volunteer.unit).wider:
            levels.pop(volunteer.name, None)

    # -- work by a wider mandate ----------------------------------------------------------------------------

    def offer_own_mandate(self, volunteer: Volunteer, task_type: int) -> int | None:
        """What was agreed with this volunteer alone."""
        mine: CoreFigures = volunteer.unit.own[self.k]
        levels = mine.wider[task_type]
        return levels.get(volunteer.name) if levels else None

    def offer_asking(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """Nobody paid is free: who has a wider mandate takes what comes in."""
        mine: CoreFigures = unit.own[self.k]
        levels = mine.wider[request.task_type]
        if not levels or unit.free_professionals or may_start(unit, request.task_type):
            return None
        for volunteer in unit.free_volunteers.values():
            if self._may_take(sim, volunteer, request):
                return volunteer
        return None

    def offer_coming_free(self, sim: Simulation, volunteer: Volunteer) -> Request | None:
        """Core that waits, and that only a wider mandate covers here and now; the first due of it."""
        unit, found = volunteer.unit, None
        mine: CoreFigures = unit.own[self.k]
        for task_type, levels in enumerate(mine.wider):
            if volunteer.name in levels and unit.queues[task_type] and not may_start(unit, task_type):
                request = first_waiting(sim, unit.queues[task_type])
                if request is not None and self._may_take(sim, volunteer, request):
                    found = request if found is None or request.due < found.due else found
        return found

    def _may_take(self, sim: Simulation, volunteer: Volunteer, request: Request) -> bool:
        """Their own level covers it here and now, and there is time for it."""
        own = self._figures(volunteer.unit).wider[request.task_type].get(volunteer.name, 0)
        covered = own >= _ON_CALL or (own == _NEARBY and bool(volunteer.unit.present))
        own_client = volunteer.client is None or volunteer.client is request.client
        return covered and own_client and fits(sim, volunteer, request)


def gives_less_than_agreed(volunteer: Volunteer) -> bool:
    """Hours a week of the last four weeks are below those agreed."""
    given = volunteer.hours4
    return not given or fsum(given) / len(given) < volunteer.hours_agreed - ROUNDING


def mean_trust(sim: Simulation, volunteer: Volunteer) -> float:
    """Trust (0-1) of a volunteer in the paid people of the unit they have met; that in strangers if there is none."""
    unit, p = volunteer.unit, sim.parameters
    met = [
        pair
        for name, pair in volunteer.pairs.items()
        if pair.contacts and (name in unit.professionals or name in unit.coordinators)
    ]
    if sim.by_expectations:
        return fsum(pair.of_professional.trust for pair in met) / len(met) if met else p.relation.usual
    return fsum(pair.trust for pair in met) / len(met) if met else p.states.pair_trust
