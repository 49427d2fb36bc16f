"""Limits that are crossed: a small step nobody talks about becomes what is usual (C097, C158, C196).

Every contact is an occasion. The risk is added up and a limit is crossed when it reaches a level drawn for the person,
so that another policy changes when it happens and not to whom luck turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from tup_sim.model.effects import clients, felt_safety, role_clarity
from tup_sim.model.mechanisms.base import WEEK, Declared, Line, Mechanism, assumed, chosen, read, state
from tup_sim.model.parameters import anchors
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.supporting import call_for_help
from tup_sim.model.processes.working import one_more
from tup_sim.model.rules.decay import relax_towards

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

SEVERITIES: Final = ("definite", "potential", "questionable")


class BoundaryCrossed(NamedTuple):
    """A volunteer crossed a limit; ``severity`` is 'definite', 'potential' or 'questionable'."""

    now: float
    volunteer: Volunteer
    contact: Contact
    severity: str


class CrossingNoticed(NamedTuple):
    """A crossing came up in a talk and was put right."""

    now: float
    volunteer: Volunteer


class Limits:
    """How a volunteer keeps to limits."""

    def __init__(self) -> None:
        self.closeness = 1.0
        self.risk = 0.0
        self.until = 0.0
        self.open = 0
        self.alone = 0.0


class Occasion:
    """What a request brings with it."""

    def __init__(self) -> None:
        self.risk = 0.0


BOUNDARY_CROSSING = Declared(
    key="boundary_crossing",
    switch="Limits are crossed and enthusiastic volunteers stay on; off: neither occurs, closeness stays.",
    sources="C097, C158",
    section="Mandate and limits in practice",
    groups={"crossing": "When limits are crossed."},
    numbers=(
        assumed(
            "crossing.rate", 0.005, "per contact", 0, 1,
            "Crossings per contact with a client of complexity 0.4, right after coaching, without any role"
            " clarity.",
            source="NE10, NE12", plausible=(0.00125, 0.0125),
        ),
        assumed(
            "crossing.gap_weeks", 8.0, "weeks", 0.5, 104,
            "Weeks since the last talk at which the risk has doubled.",
            source="NF03, NE10", plausible=(4, 16),
        ),
        assumed(
            "crossing.gap_longest", 13.0, "weeks", 1, 520,
            "Weeks of work without a talk after which more of them change nothing.", plausible=(8, 52),
        ),
        assumed(
            "crossing.definite", 0.1, "share of crossings", 0, 1, "Crossings that hurt the client.",
            source="NE10", plausible=(0.05, 0.2),
        ),
        assumed(
            "crossing.potential", 0.3, "share of crossings", 0, 1, "Crossings that could hurt.",
            source="NE10", plausible=(0.2, 0.4),
        ),
        assumed(
            "crossing.noticed", 0.65, "probability", 0, 1,
            "A crossing comes up in the next talk with a coach.",
            source="NE10", plausible=(0.5, 0.8),
        ),
        assumed(
            "crossing.closeness_step", 0.05, "share", 0, 1,
            "Closeness gained by a crossing nobody corrects.", plausible=(0.02, 0.1),
        ),
        assumed(
            "crossing.clarity_step", 0.02, "share", 0, 1,
            "Role clarity lost by a crossing nobody corrects, and by work beyond the role that goes well.",
            plausible=(0.01, 0.05),
        ),
        assumed(
            "crossing.closeness_most", 3.0, "ratio", 1, 10,
            "Closest a volunteer gets, relative to the usual.", plausible=(2, 5),
        ),
        assumed(
            "crossing.stay_on", 1.0, "probability per unit", 0, 5,
            "Chance per unit of enthusiasm above the usual to stay after the shift for one who waits.",
            source="C097, OWN3", plausible=(0.3, 2),
        ),
        chosen(
            "closeness_norm", 1.0, "ratio", 0.2, 3,
            "Closeness to clients that is agreed, relative to the usual.",
            source="C196",
        ),
        chosen(
            "help_line", False, "-", None, None,
            "Volunteers know whom to call when a client asks more than was agreed.",
            source="C196",
        ),
    ),
    reads=(read("times.role", float, called="closeness_tau"), read("mandate_drift.enthusiasm_usual", float)),
    states=(
        state(
            "volunteer", Limits,
            closeness="to clients, relative to the usual (1).",
            risk="integrated risk of crossing a limit so far.",
            until="risk at which it happens next; 0 when not drawn yet.",
            open="crossings nobody has talked about yet.",
            alone="weeks of work since the last talk with a coach, of any kind.",
        ),
        state("request", Occasion, risk="that a limit was crossed when a volunteer served it."),
    ),
    events=(BoundaryCrossed, CrossingNoticed),
    lines=(
        Line(BoundaryCrossed, "volunteer", "each", "Crossed a limit with {client}."),
        Line(BoundaryCrossed, "client", "each", "{helper} crossed a limit."),
        Line(CrossingNoticed, "volunteer", "each", "A crossed limit came up in a talk and was put right."),
    ),
    left_out=(
        "crossing.rate", "crossing.gap_weeks", "crossing.gap_longest", "crossing.definite", "crossing.potential",
        "crossing.noticed", "crossing.closeness_step", "crossing.closeness_most", "crossing.stay_on",
        "closeness_norm", "help_line",
    ),
    paragraph=(
        "Every contact of a volunteer is an occasion (C097, C158, C196; NE10, NE12):\n\n"
        "    risk = rate x complexity/0.4 x closeness x (1 + (weeks/gap_weeks)^2) x (1 - clarity)\n\n"
        "all `crossing.*`; *weeks* are weeks of work since the last booked talk of any kind, at most "
        "`crossing.gap_longest`. The risk is added up and a limit is crossed when it reaches a level drawn for the "
        "person. Two changes to the form proposed in the sources: risk per contact instead of per week, so that "
        "hours and tasks taken on count by themselves, and weeks that stop counting, because an unbounded square "
        "gives a person nobody ever talks with a risk of forty times the usual, which no source supports. Ten per "
        "cent of crossings are definite: they cost the client trust and wellbeing and the volunteer safety. Every "
        "crossing makes closeness grow by `crossing.closeness_step` and clarity shrink by "
        "`crossing.clarity_step`. In the next talk it comes up with chance `crossing.noticed` and is put right; "
        "otherwise it stays. Closeness returns to `closeness_norm` in `times.role` weeks. A good "
        "contact with somebody closer than usual brings more trust. With `help_line`, who sees it coming calls "
        "somebody first, a real call on a real person's time (C196).\n\n"
        "When the shift is over and somebody waits, whoever is more enthusiastic than usual may stay for one more "
        "(`crossing.stay_on`)."
    ),
)  # fmt: skip


class BoundaryCrossing(Mechanism):
    """Limits are crossed, and enthusiastic volunteers stay on."""

    declared: ClassVar[Declared] = BOUNDARY_CROSSING
    rate: float
    gap_weeks: float
    gap_longest: float
    definite: float
    potential: float
    noticed: float
    closeness_step: float
    clarity_step: float
    closeness_tau: float
    closeness_most: float
    stay_on: float
    closeness_norm: float
    help_line: bool
    enthusiasm_usual: float

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A volunteer was with a client: the risk of this contact is lived through; now and then a limit is crossed."""
        limits: Limits = volunteer.own[self.k]
        if limits.until <= 0.0:
            self._begin(sim, volunteer, limits)
        complexity = contact.request.client.complexity
        risk = self.crossing_risk(complexity, limits.closeness, volunteer.clarity, limits.alone)
        about = Occasion()
        about.risk = risk
        contact.request.own[self.k] = about
        limits.risk += risk
        if limits.risk >= limits.until:
            limits.until = limits.risk + sim.random.stream("crossing", volunteer.name).exponential()
            if not self._calls_first(sim, volunteer):
                self._cross(sim, volunteer, contact)
        if contact.success:  # with somebody closer than usual it brings more trust (C196)
            clients.trust_volunteers_more(sim.parameters, contact.request.client, limits.closeness)

    def crossing_risk(self, complexity: float, closeness: float, clarity: float, weeks: float) -> float:
        """Risk in one contact: complex clients, closeness, an unclear role, a long time without a talk (C097, C158).

        Per contact and not per week: whoever takes on more hours and more tasks meets more occasions.
        """
        alone = 1.0 + (weeks / self.gap_weeks) ** 2
        return self.rate * complexity / anchors.COMPLEXITY * closeness * alone * (1.0 - clarity)

    def _begin(self, sim: Simulation, volunteer: Volunteer, limits: Limits) -> None:
        """Somebody starts as close to clients as is agreed here, with the luck that is theirs."""
        limits.closeness = self.closeness_norm
        since = max(0.0, sim.now - volunteer.last_coached) / WEEK
        limits.alone = min(sim.parameters.coaching_interval, since)
        limits.until = sim.random.stream("crossing", volunteer.name).exponential()

    def _calls_first(self, sim: Simulation, volunteer: Volunteer) -> bool:
        """Who knows whom to call may call before it goes too far (C196)."""
        hard = sim.parameters.difficulty
        if not self.help_line:
            return False
        calls = sim.random.stream("help line", volunteer.name).happens(hard.asks)
        return calls and call_for_help(sim, volunteer, hard.question_limit, about_limit=False)

    def _cross(self, sim: Simulation, volunteer: Volunteer, contact: Contact) -> None:
        """A limit is crossed; until somebody talks about it, it is how things are done."""
        rng = sim.random.stream("severity of crossing", volunteer.name)
        severity = SEVERITIES[rng.pick(self.severity_weights())]
        self._become_usual(sim, volunteer)
        if severity == SEVERITIES[0]:
            p = sim.parameters
            clients.be_hurt(p, contact.request.client)
            felt_safety.feel_less_safe(p, volunteer, p.states.safety_incident)
        sim.emit(BoundaryCrossed(sim.now, volunteer, contact, severity))

    def severity_weights(self) -> tuple[float, float, float]:
        """How often a crossing is definite, potential or questionable (NE10)."""
        return self.definite, self.potential, max(0.0, 1.0 - self.definite - self.potential)

    def _become_usual(self, sim: Simulation, volunteer: Volunteer) -> None:
        limits: Limits = volunteer.own[self.k]
        limits.closeness = min(self.closeness_most, limits.closeness * (1.0 + self.closeness_step))
        limits.open += 1
        role_clarity.blur(sim.parameters, volunteer, self.clarity_step)

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """In a talk crossings come up, or they do not; what comes up is put right."""
        if appointment.form == "attention":
            return
        for volunteer in appointment.volunteers:
            limits: Limits = volunteer.own[self.k]
            limits.alone = 0.0
            while limits.open > 0:
                limits.open -= 1
                if sim.random.stream("crossing noticed", volunteer.name).happens(self.noticed):
                    self._put_right(sim, volunteer, limits)

    def _put_right(self, sim: Simulation, volunteer: Volunteer, limits: Limits) -> None:
        limits.closeness /= 1.0 + self.closeness_step
        role_clarity.put_right(sim.parameters, volunteer, self.clarity_step)
        sim.emit(CrossingNoticed(sim.now, volunteer))

    def veto_going_home(self, sim: Simulation, volunteer: Volunteer) -> bool:
        """The shift is over and somebody waits: who is more enthusiastic than usual may stay for them (C097)."""
        chance = self.chance_to_stay_on(volunteer.enthusiasm)
        if chance <= 0.0 or volunteer.left is not None or one_more(sim, volunteer) is None:
            return False
        return sim.random.stream("stays on", volunteer.name).happens(chance)

    def chance_to_stay_on(self, enthusiasm: float) -> float:
        """The more enthusiastic than usual, the likelier somebody stays for one who waits (C097)."""
        return self.stay_on * max(0.0, enthusiasm - self.enthusiasm_usual)

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """One more week of work without a talk; closeness slowly returns to what is agreed in the house (C196)."""
        p = sim.parameters
        most = self.gap_longest if p.mechanisms.coaching else p.coaching_interval
        for volunteer in unit.volunteers.values():
            limits: Limits = volunteer.own[self.k]
            if volunteer.week.contacts:
                limits.alone = min(most, limits.alone + 1.0)
            limits.closeness = relax_towards(limits.closeness, self.closeness_norm, self.closeness_tau)
