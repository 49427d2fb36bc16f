"""Creeping task shift: somebody in need asks who is there, and what went well once is asked for again.

Nobody reassigns anything. A core request that has waited long, or a professional who is called away, makes the asker
look at the volunteers who are there. What they did well before is offered to them directly later. A task review
writes that into their own mandate or ends it (C093, C095, C150). Nothing here knows a pattern, work pressure or
education: whoever needs help reads what they have seen a volunteer do.
"""

from __future__ import annotations

from enum import StrEnum
from math import exp, fsum, log
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.constants import LESS_THAN_A_SECOND
from tup_sim.model.effects import belonging, role_clarity
from tup_sim.model.mechanisms.base import WEEK, Declared, Line, Mechanism, assumed, chosen, gate, read, state
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.families import EXPERT_TASK_TYPE, TASK_TYPES, Level
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact, Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import ask_for_a_talk, coaches_of
from tup_sim.model.processes.queueing import first_waiting
from tup_sim.model.processes.serving import assign, fits, may_start
from tup_sim.model.rules.contacts import logistic

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_WAITING: Final = State.WAITING


class AskedBeyondMandate(NamedTuple):
    """A volunteer was asked for something outside the mandate; ``direct`` = because they did it before."""

    now: float
    volunteer: Volunteer
    request: Request
    direct: bool
    accepted: bool


class MandateWritten(NamedTuple):
    """A task review wrote a kind of work into the own mandate of a volunteer."""

    now: float
    volunteer: Volunteer
    task_type: int
    level: int


class Review(StrEnum):
    """What a task review does with work that grew by itself."""

    WRITE_IN = "write_in"
    RESET = "reset"


class MandateRecord:
    """How a volunteer stands with those who look for help, by task type."""

    def __init__(self) -> None:
        self.agreed: dict[int, int] = {}
        self.precedents = [0.0] * len(TASK_TYPES)
        self.contacts = [0.0] * len(TASK_TYPES)
        self.successes = [0.0] * len(TASK_TYPES)
        self.asked: list[int] = []
        self.asked_in = 0.0
        self.reviewed = 0.0

    def fade(self, keep: float) -> None:
        """A week passes: others forget a little."""
        self.precedents = [count * keep for count in self.precedents]
        self.contacts = [count * keep for count in self.contacts]
        self.successes = [count * keep for count in self.successes]

    def was_asked(self, task_type: int, shift: float) -> bool:
        """Somebody has asked them for this kind of work in this shift."""
        return self.asked_in == shift and task_type in self.asked

    def remember_asking(self, task_type: int, shift: float) -> None:
        """They were asked for this kind of work in this shift."""
        if self.asked_in != shift:
            self.asked_in, self.asked = shift, []
        self.asked.append(task_type)


class Reach:
    """What volunteers of a unit could be asked for, and who is known for it."""

    def __init__(self) -> None:
        self.beyond: tuple[int, ...] = ()
        self.known_for: list[dict[str, Volunteer]] = [{} for _ in TASK_TYPES]


MANDATE_DRIFT = Declared(
    key="mandate_drift",
    switch="Volunteers come to do work beyond the mandate; task reviews; off: nobody asks them for it, no reviews.",
    sources="C093, C095, C150",
    section="Mandate and limits in practice",
    gates=(
        gate(
            {"task_review_interval": 0.0}, Message("there are no task reviews (task_review_interval is 0)"),
            "task_review", "mandate_drift.review_line",
        ),
    ),
    renamed={"drift": "mandate_drift"},
    groups={"mandate_drift": "How work comes to volunteers without being agreed."},
    numbers=(
        assumed(
            "mandate_drift.ask", 0.30, "probability", 0, 1,
            "Somebody in need turns to a volunteer of whom they have seen nothing but success.",
            source="C093, C150, OWN3", plausible=(0.1, 0.6),
        ),
        assumed(
            "mandate_drift.accept", 0.50, "probability", 0, 1,
            "A volunteer of usual enthusiasm says yes to what they believe is theirs to do.",
            source="C093, C097, OWN3", plausible=(0.25, 0.9),
        ),
        assumed(
            "mandate_drift.enthusiasm_usual", 0.612, "0-1", 0.01, 1,
            "Enthusiasm at which acceptance is as declared; above it people take on more than agreed.",
            source="C097, OWN2", plausible=(0.4, 0.8),
        ),
        assumed(
            "mandate_drift.precedent_constant", 20.0, "precedents", 0.1, 1000,
            "Precedents after which half of the later requests are offered directly.",
            source="C150, OWN3", plausible=(10, 40),
        ),
        assumed(
            "mandate_drift.half_life", 26.0, "weeks", 1, 520,
            "Half-life of precedents, and of what was seen of a volunteer.",
            source="C150, OWN3", plausible=(13, 52),
        ),
        assumed(
            "mandate_drift.first_impression", 0.50, "share of contacts", 0, 1,
            "Success people expect of a volunteer they have never seen at work.", plausible=(0.3, 0.8),
        ),
        assumed(
            "mandate_drift.impression_weight", 3.0, "contacts", 0.1, 100,
            "Contacts that weigh as much as what people expected beforehand.", plausible=(1, 10),
        ),
        chosen(
            "mandate_drift.review_line", 3.0, "precedents", 0, 100,
            "Precedents above which a task review takes up a kind of work.",
            source="C150", plausible=(1, 6),
        ),
        chosen(
            "task_review_interval", 0.0, "weeks", 0, 260,
            "Weeks between reviews of what a volunteer has come to do; 0 = none.",
            source="C150",
        ),
        chosen(
            "task_review", Review.WRITE_IN, "-", None, None,
            "A review writes work that grew into the volunteer's own mandate (write_in) or ends it (reset).",
            source="C150",
        ),
    ),
    reads=(read("crossing.clarity_step", float, called="clarity_loss"),),
    states=(
        state(
            "volunteer", MandateRecord,
            agreed="own mandate levels, above what the unit agreed with all volunteers.",
            precedents="jobs beyond the mandate that went well, fading.",
            contacts="what people have seen this volunteer do, fading.",
            successes="what went well of it.",
            asked="task types beyond the mandate they were asked about in this shift.",
            asked_in="start of that shift, hour.",
            reviewed="hour of the last task review.",
        ),
        state(
            "unit", Reach,
            beyond="core task types a volunteer could be asked for without the mandate.",
            known_for="by task type, who has done such work or may, by name.",
        ),
    ),
    events=(AskedBeyondMandate, MandateWritten),
    lines=(
        Line(
            AskedBeyondMandate, "volunteer", "count",
            "once did what was outside the mandate | {n} times did what was outside the mandate", "accepted",
        ),
        Line(
            AskedBeyondMandate, "volunteer", "count",
            "once said no to something outside the mandate | {n} times said no to something outside the mandate",
            "accepted=False",
        ),
        Line(
            AskedBeyondMandate, "client", "count",
            "once asked a volunteer for something outside the mandate"
            " | {n} times asked a volunteer for something outside the mandate",
        ),
        Line(MandateWritten, "volunteer", "each", "From now on {task_type} belongs to the own mandate."),
    ),
    left_out=(
        "task_review", "task_review_interval", "mandate_drift.ask", "mandate_drift.accept",
        "mandate_drift.precedent_constant", "mandate_drift.half_life", "mandate_drift.first_impression",
        "mandate_drift.impression_weight", "mandate_drift.review_line",
    ),
    paragraph=(
        "*Agreed* is the level of the table, or more if it was agreed with this one volunteer. *Practised* is the "
        "level at which somebody works: without a mandate *nearby* when a professional is on the unit, else *on "
        "call*. A contact carries both. Only core work outside the mandate can creep, and never expert care, which "
        "takes a certificate (C060, C093, C095, C150).\n\n"
        "**Who looks.** A core request that has waited long (`long_wait`: half its usual wait) makes the client "
        "look around: once at that moment, at the volunteers who are free, and again whenever a volunteer comes in "
        "or comes free. A professional who is called away does the same for the request they would have taken "
        "next. That is one extra event per core request that has to wait.\n\n"
        "    asked     p = ask x logistic((seen success - difficulty)/decision_scale)      only when in need\n"
        "    directly  p = precedents/(precedents + precedent_constant)                    any request of that "
        "kind\n"
        "    yes       p = accept x enthusiasm/enthusiasm_usual x (1 - clarity^2)          the last factor only "
        "outside the mandate\n\n"
        "all `mandate_drift.*`. *Seen success* is what people saw of this volunteer in this kind of work, then in "
        "other "
        "work, then a first impression (`mandate_drift.impression_weight`, `mandate_drift.first_impression`). "
        "*Clarity* enters "
        "twice: it is the chance to know that something is outside the mandate, and what makes one hold back when "
        "one knows. A volunteer is asked at most once in a shift for a kind of work; a no holds for the day. "
        "Success is a precedent (half-life `mandate_drift.half_life`), costs `crossing.clarity_step` of clarity, "
        "and hours "
        "outside the role cost recognition (`states.recognition_excess`). Professionals are relieved because the "
        "queue is shorter, and in no other way.\n\n"
        "The obvious wording, *drift grows with work pressure, more so with an education gap*, states its own "
        "conclusion. Here neither work pressure nor schooling is in the rule: pressure makes requests wait, "
        "schooling makes people succeed. Where schooling adds no competence (`competence.education_step` 0), two "
        "houses that differ only in schooling are the same to the last hour.\n\n"
        "**Task review** (`task_review_interval`, `task_review`). An appointment with a coach. Precedents above "
        "`mandate_drift.review_line` become an own mandate (*nearby*, or *on call* where professionals keep at a "
        "distance) "
        "or are set to zero; the talk also clears up the role, as talks about the task do. Without `mandate_drift` "
        "there is nothing to review and no appointment."
    ),
)  # fmt: skip


class MandateDrift(Mechanism):
    """Volunteers come to do work beyond the mandate."""

    declared: ClassVar[Declared] = MANDATE_DRIFT
    ask: float
    accept: float
    enthusiasm_usual: float
    precedent_constant: float
    half_life: float
    first_impression: float
    impression_weight: float
    clarity_loss: float
    review_line: float
    task_review_interval: float
    task_review: str

    # -- who could be asked, and for what -------------------------------------------------------------------

    def on_mandates(self, sim: Simulation, unit: Unit) -> None:
        """Core work outside the mandate of the unit can creep."""
        mine: Reach = unit.own[self.k]
        mine.beyond = task_types_that_may_creep(sim.parameters, unit.levels)

    def offer_own_mandate(self, volunteer: Volunteer, task_type: int) -> int | None:
        """Where work can creep, what is agreed with this volunteer: the table of the unit, or more for them alone."""
        reach: Reach = volunteer.unit.own[self.k]
        return self.agreed_level(volunteer, task_type) if task_type in reach.beyond else None

    def agreed_level(self, volunteer: Volunteer, task_type: int) -> int:
        """What is agreed with this volunteer: the table of the unit, or more if that was agreed with them alone."""
        mine: MandateRecord = volunteer.own[self.k]
        return max(volunteer.unit.levels[task_type], mine.agreed.get(task_type, 0))

    # -- who looks ------------------------------------------------------------------------------------------

    def on_waiting(self, sim: Simulation, unit: Unit, request: Request) -> None:
        """A core request that nobody takes at once: when it has waited long the client looks around."""
        reach: Reach = unit.own[self.k]
        if request.task_type in reach.beyond:
            wait = sim.parameters.long_wait * (request.due - request.made)
            sim.at(request.made + wait + LESS_THAN_A_SECOND, self.look_around, sim, unit, request)

    def look_around(self, sim: Simulation, unit: Unit, request: Request) -> None:
        """It has waited long: volunteers who are there and free are asked, one after the other."""
        if request.state is _WAITING and request.client.left is None and request.deadline >= sim.now:
            self._ask_who_is_free(sim, unit, request, None)

    def on_called_away(self, sim: Simulation, professional: Professional) -> None:
        """A professional who is called away sees whether a volunteer could take what they would have done next."""
        unit = professional.unit
        reach: Reach = unit.own[self.k]
        waiting = [
            _first_beyond(sim, unit, task_type) for task_type in reach.beyond if unit.queues[task_type]
        ]
        requests = [request for request in waiting if request is not None]
        if requests:
            self._ask_who_is_free(sim, unit, min(requests, key=_due), professional)

    def _ask_who_is_free(
        self, sim: Simulation, unit: Unit, request: Request, asker: Professional | None
    ) -> None:
        for volunteer in list(unit.free_volunteers.values()):
            if _can_take(sim, volunteer, request) and self._takes_it(sim, volunteer, request, True, asker):
                assign(sim, volunteer, request)
                return

    def offer_coming_free(self, sim: Simulation, volunteer: Volunteer) -> Request | None:
        """A volunteer comes in or comes free: who waits sees them, before they turn to what they came for."""
        unit = volunteer.unit
        reach: Reach = unit.own[self.k]
        for task_type in reach.beyond:
            request = _first_beyond(sim, unit, task_type) if unit.queues[task_type] else None
            if request is not None and _can_take(sim, volunteer, request):
                pressing = request.urgent(sim.now, sim.parameters.long_wait)
                theirs = self._is_theirs(volunteer, task_type)
                if theirs or self._takes_it(sim, volunteer, request, pressing):
                    return request
        return None

    def offer_asking(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """A request comes in: who did such work before is asked first, or has the mandate if nobody paid is free."""
        task_type = request.task_type
        reach: Reach = unit.own[self.k]
        known = reach.known_for[task_type]
        if not known or not unit.free_volunteers or may_start(unit, task_type):
            return None
        free = unit.free_volunteers.values()
        able = [v for v in free if v.name in known and _can_take(sim, v, request)]
        for volunteer in sorted(able, key=lambda v: -self._precedents(v, task_type)):
            if self._is_theirs(volunteer, task_type) and not unit.free_professionals:
                return volunteer
            if self._takes_it(sim, volunteer, request, False):
                return volunteer
        return None

    # -- whether they are asked, and say yes ----------------------------------------------------------------

    def _precedents(self, volunteer: Volunteer, task_type: int) -> float:
        mine: MandateRecord = volunteer.own[self.k]
        return mine.precedents[task_type]

    def _is_theirs(self, volunteer: Volunteer, task_type: int) -> bool:
        """Agreed with this volunteer, and possible here and now."""
        mine: MandateRecord = volunteer.own[self.k]
        own = mine.agreed.get(task_type, 0)
        return own >= Level.ON_CALL or (own == Level.NEARBY and bool(volunteer.unit.present))

    def _takes_it(
        self,
        sim: Simulation,
        volunteer: Volunteer,
        request: Request,
        in_need: bool,
        asker: Professional | None = None,
    ) -> bool:
        """A volunteer is asked, or not, and says yes, or not; at most once in a shift for each kind of work."""
        task_type = request.task_type
        standing: MandateRecord = volunteer.own[self.k]
        if standing.was_asked(task_type, volunteer.shift_start):
            return False
        direct = self.chance_of_direct_offer(volunteer, task_type)
        scale = sim.parameters.difficulty.decision_scale
        need = self.chance_of_being_asked(volunteer, task_type, request.difficulty, scale) if in_need else 0.0
        if asker is not None:
            for less in sim.hooks.handing_over:
                need *= less(sim, asker, volunteer)
        if direct + need <= 0.0:
            return False
        drawn = sim.random.stream("asked beyond the mandate", volunteer.name).uniform()
        if drawn >= direct + (1.0 - direct) * need:
            return False
        standing.remember_asking(task_type, volunteer.shift_start)
        yes = self.chance_of_yes(volunteer, outside=not self._is_theirs(volunteer, task_type))
        says_yes = sim.random.stream("says yes", volunteer.name).happens(yes)
        sim.emit(AskedBeyondMandate(sim.now, volunteer, request, drawn < direct, says_yes))
        return says_yes

    def seen_success(self, volunteer: Volunteer, task_type: int) -> float:
        """What people expect of a volunteer: what they saw in this work, else in other work, at first an impression."""
        standing: MandateRecord = volunteer.own[self.k]
        weight = self.impression_weight
        everywhere = weight * self.first_impression + fsum(standing.successes)
        everywhere /= weight + fsum(standing.contacts)
        return (weight * everywhere + standing.successes[task_type]) / (weight + standing.contacts[task_type])

    def chance_of_being_asked(
        self, volunteer: Volunteer, task_type: int, difficulty: float, scale: float
    ) -> float:
        """Somebody in need turns to a volunteer the more, the better they did this work before (C093, C150).

        Args:
            volunteer: who is there.
            task_type: kind of work.
            difficulty: of the request, 0-1.
            scale: of decisions about difficulty.
        """
        trust = self.seen_success(volunteer, task_type) - difficulty
        return self.ask * logistic(trust / scale)

    def chance_of_direct_offer(self, volunteer: Volunteer, task_type: int) -> float:
        """What somebody did before, they are asked for again as a matter of course (C095, C150)."""
        precedents = self._precedents(volunteer, task_type)
        return precedents / (precedents + self.precedent_constant)

    def chance_of_yes(self, volunteer: Volunteer, outside: bool) -> float:
        """Enthusiasm says yes; who knows that it is outside the mandate says so less often (C097).

        How clear the role is to somebody is both the chance that they know and what makes them hold back.
        """
        willing = min(1.0, self.accept * volunteer.enthusiasm / self.enthusiasm_usual)
        return willing * (1.0 - volunteer.clarity * volunteer.clarity) if outside else willing

    # -- what comes of it -----------------------------------------------------------------------------------

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """Others see how a volunteer does; what went well beyond the mandate becomes a precedent."""
        task_type = contact.request.task_type
        standing: MandateRecord = volunteer.own[self.k]
        standing.contacts[task_type] += 1.0
        standing.successes[task_type] += contact.success
        if contact.level > contact.agreed:
            self._went_beyond(sim, volunteer, contact)

    def _went_beyond(self, sim: Simulation, volunteer: Volunteer, contact: Contact) -> None:
        """Hours outside the role cost recognition, and what went well makes the role less clear."""
        p, task_type = sim.parameters, contact.request.task_type
        belonging.work_beyond_the_role(p, volunteer, contact.hours)
        if contact.success:
            standing: MandateRecord = volunteer.own[self.k]
            standing.precedents[task_type] += 1.0
            reach: Reach = volunteer.unit.own[self.k]
            reach.known_for[task_type][volunteer.name] = volunteer
            role_clarity.lose(p, volunteer, self.clarity_loss)

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """A week passes: precedents and what was seen fade; the unit knows who is known for what."""
        keep = exp(-log(2.0) / self.half_life)
        reach: Reach = unit.own[self.k]
        for known in reach.known_for:
            known.clear()
        for volunteer in unit.volunteers.values():
            standing: MandateRecord = volunteer.own[self.k]
            standing.fade(keep)
            for task_type in reach.beyond:
                if standing.precedents[task_type] > 0.0 or task_type in standing.agreed:
                    reach.known_for[task_type][volunteer.name] = volunteer

    # -- task reviews ---------------------------------------------------------------------------------------

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """At their interval volunteers sit down with a coach, to see what they have come to do (C150)."""
        if self.task_review_interval <= 0:
            return
        coaches = coaches_of(sim, unit)
        for volunteer in unit.regulars():
            standing: MandateRecord = volunteer.own[self.k]
            due = sim.now - standing.reviewed >= self.task_review_interval * WEEK
            if due and volunteer.shifts:
                ask_for_a_talk(sim, volunteer, coaches, "task_review")

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """What has grown is written into the volunteer's own mandate, or it ends (C150)."""
        if appointment.form != "task_review":
            return
        for volunteer in appointment.volunteers:
            standing: MandateRecord = volunteer.own[self.k]
            standing.reviewed = sim.now
            reach: Reach = volunteer.unit.own[self.k]
            for task_type in reach.beyond:
                if standing.precedents[task_type] > self.review_line:
                    if self.task_review == "write_in":
                        _write_in(sim, volunteer, standing, task_type)
                    else:
                        standing.precedents[task_type] = 0.0


def task_types_that_may_creep(p: Parameters, levels: list[int]) -> tuple[int, ...]:
    """Core work a volunteer could be asked for without the mandate; expert care takes a certificate (C093)."""
    return tuple(
        task_type
        for task_type, level in enumerate(levels)
        if level < Level.ON_CALL
        and task_type != EXPERT_TASK_TYPE
        and getattr(p.requests, TASK_TYPES[task_type]).core
        and not getattr(p.requests, TASK_TYPES[task_type]).own_helper
    )


def _due(request: Request) -> tuple[float, int]:
    return request.due, request.number


def _first_beyond(sim: Simulation, unit: Unit, task_type: int) -> Request | None:
    """What waits first of a kind of work that volunteers of this unit may not do here and now."""
    return None if may_start(unit, task_type) else first_waiting(sim, unit.queues[task_type])


def _can_take(sim: Simulation, volunteer: Volunteer, request: Request) -> bool:
    """Time enough is left; who has a client of their own is there for that one only."""
    own = volunteer.client
    return (own is None or own is request.client) and fits(sim, volunteer, request)


def _write_in(sim: Simulation, volunteer: Volunteer, standing: MandateRecord, task_type: int) -> None:
    """From now on it is theirs: with somebody near, or on call where professionals keep at a distance."""
    level = int(Level.ON_CALL if volunteer.unit.at_distance[task_type] else Level.NEARBY)
    if standing.agreed.get(task_type, 0) < level:
        standing.agreed[task_type] = level
        sim.emit(MandateWritten(sim.now, volunteer, task_type, level))
