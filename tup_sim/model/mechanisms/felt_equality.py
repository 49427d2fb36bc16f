"""Being treated as an equal, or not: who is addressed in daily work, and who is seen being paid for the same.

What is promised does not enter daily treatment. Whether the distance to it closes depends on who somebody becomes
in the eyes of those who ask (C160).
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.effects.belonging import be_recognised_less
from tup_sim.model.mechanisms.base import Declared, Mechanism, assumed, chosen, convention, read, state
from tup_sim.model.people.families import FAMILIES, FAMILY_OF_TASK_TYPE
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.beside import lead_over
from tup_sim.model.rules.contacts import Lead, logistic, share_addressed, volunteer_competence
from tup_sim.model.rules.decay import relax_towards

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_BIT = tuple(1 << FAMILIES.index(family) for family in FAMILY_OF_TASK_TYPE)


class Treated:
    """How a volunteer is treated, lately and this week."""

    def __init__(self) -> None:
        self.treated = self.equality = self.addressed = 0.0
        self.beside = self.did = self.saw = 0

    def begin_a_week(self) -> None:
        """Nothing has been seen yet."""
        self.addressed = 0.0
        self.beside = self.did = self.saw = 0


FELT_EQUALITY = Declared(
    key="felt_equality",
    switch=(
        "Daily treatment makes volunteers feel equal or not; they compare themselves with paid colleagues; off: "
        "all feel as at rest."
    ),
    sources="C160, C127",
    section="Equality",
    groups={"equality": "Felt equality and comparison."},
    numbers=(
        assumed(
            "equality.paid", 0.5, "-", 0, 3,
            "Cue of authority that comes with being paid.",
            source="C160, OWN3", plausible=(0.2, 1),
        ),
        convention(
            "equality.known", 1.0, "-", 0, 3,
            "Cue of being a familiar face for this client.",
            source="C160, OWN5", plausible=(0.3, 1.5),
        ),
        assumed(
            "equality.scale", 0.5, "-", 0.01, 5,
            "Difference in cues at which one is addressed nearly three times as often.",
            source="C160, OWN3", plausible=(0.2, 1),
        ),
        assumed(
            "equality.seat", 0.3, "share", 0, 1,
            "Part of felt equality that is having a say where own tasks are decided; the rest is daily treatment.",
            source="C160, OWN3", plausible=(0.1, 0.5),
        ),
        assumed(
            "equality.known_reference", 0.171, "share", 0, 1,
            "Clients to whom a volunteer is a familiar face; used only for the first stock.",
            source="OWN2", plausible=(0.05, 0.95), fixed=True,
        ),
        assumed(
            "equality.known_staff_reference", 0.253, "share", 0, 1,
            "The same for the professional who is there.",
            source="OWN2", plausible=(0.05, 0.98), fixed=True,
        ),
        assumed(
            "equality.gap", 0.02, "SD per week", 0, 1,
            "Recognition lost per unit of equality that is promised and not felt, above what one is used to.",
            source="C160, OWN3", plausible=(0.005, 0.05),
        ),
        assumed(
            "equality.gap_reference", 0.0379, "0-1", -1, 1,
            "Equality promised and not felt at rest.",
            source="OWN2", plausible=(-0.3, 0.5),
        ),
        assumed(
            "equality.comparison", 0.0, "SD per week", 0, 1,
            "Recognition lost in a week in which one saw somebody be paid for the same work; half of it at"
            " recognition 0.",
            source="C127, OWN3", plausible=(0, 0.1),
        ),
        assumed(
            "equality.comparison_reference", 0.121, "share", 0, 1,
            "Such weeks at rest, weighted by how much they hurt.",
            source="C127, OWN2", plausible=(0.05, 0.5),
        ),
        chosen(
            "formal_equality", 0.5, "0-1", 0, 1,
            "Seats in team meetings, access to information and a say: what is promised to volunteers.",
            source="C160",
        ),
    ),
    reads=(read("times.mood", float, called="tau"),),
    states=(
        state(
            "volunteer", Treated,
            treated="as an equal in daily work lately, 0-1.",
            equality="felt equality, 0-1.",
            addressed="sum of the share in which they were addressed this week.",
            beside="contacts this week with a professional in sight.",
            did="families of work done this week, as bits.",
            saw="families of work they saw somebody paid do this week, as bits.",
        ),
    ),
    paragraph=(
        "When a volunteer is at work with a professional in sight, questions go to the volunteer with share\n\n"
        "    s = logistic((k + known x familiar - paid - k' - known x familiar')/scale)\n\n"
        "`equality.*`; k and k' competence in this work, familiar = this client knows them well. Nothing about formal "
        "equality is in it. *Treated* follows min(1, 2s) with memory `times.mood`, and felt equality goes to "
        "(1 - `equality.seat`) x treated + `equality.seat` x `formal_equality`. So a promise is felt at once only in "
        "part, and whether the rest follows depends on becoming somebody in the eyes of others (C160). Recognition "
        "loses `equality.gap` x (promised - felt - `equality.gap_reference`) a week, and `equality.comparison` x "
        "logistic(-recognition), less what is usual here (`equality.comparison_reference`), in a week in which a "
        "volunteer *saw* somebody paid do the family of work they did themselves (C127). At a distance nobody is seen."
    ),
)  # fmt: skip


class FeltEquality(Mechanism):
    """Volunteers are treated as equals, or not."""

    declared: ClassVar[Declared] = FELT_EQUALITY
    paid: float
    known: float
    scale: float
    seat: float
    tau: float
    known_reference: float
    known_staff_reference: float
    gap: float
    gap_reference: float
    comparison: float
    comparison_reference: float
    formal_equality: float

    def on_new_volunteer(self, sim: Simulation, volunteer: Volunteer) -> None:
        """What somebody with these skills is used to on the first day of the run, or expects on their own."""
        mine: Treated = volunteer.own[self.k]
        p, task_types = sim.parameters, volunteer.traits.task_types
        able = [
            volunteer_competence(p, volunteer, task_type, sim.to_learn[task_type]) for task_type in task_types
        ]
        known = self.known_reference if volunteer.started is not None else 0.0
        staff = p.competence.professional
        lead = Lead(fsum(able) / len(able) - staff, known - self.known_staff_reference)
        share = share_addressed(lead, self.paid, self.known, self.scale)
        mine.treated = treatment(share)
        mine.equality = self.felt(mine.treated)
        if not self.on:  # nobody will become somebody: all feel as people here do at rest
            mine.equality = self.formal_equality - self.gap_reference

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A volunteer at work with a professional in sight: to whom do client and colleagues turn?"""
        task_type = contact.request.task_type
        mine: Treated = volunteer.own[self.k]
        mine.did |= _BIT[task_type]
        if contact.witness is None:
            return
        mine.beside += 1
        lead = lead_over(sim, contact, volunteer, contact.witness)
        mine.addressed += share_addressed(lead, self.paid, self.known, self.scale)

    def on_contact_by_professional(self, sim: Simulation, contact: Contact, person: Professional) -> None:
        """Volunteers who are there see a paid person do this kind of work, unless professionals work at a distance."""
        unit, bit = person.unit, _BIT[contact.request.task_type]
        if not unit.off_the_floor:
            for volunteer in unit.present_volunteers.values():
                mine: Treated = volunteer.own[self.k]
                mine.saw |= bit

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The week is over: how one was treated, what was promised, and who was paid for the same."""
        for volunteer in unit.regulars():
            mine: Treated = volunteer.own[self.k]
            if mine.beside:
                mine.treated = relax_towards(mine.treated, treatment(mine.addressed / mine.beside), self.tau)
            mine.equality = relax_towards(mine.equality, self.felt(mine.treated), self.tau)
            self._weigh(sim, volunteer, mine)
            mine.begin_a_week()

    def _weigh(self, sim: Simulation, volunteer: Volunteer, mine: Treated) -> None:
        """What is promised and not felt, and comparing, count against what people here are used to (C127, C160)."""
        loss = self.gap * (self.formal_equality - mine.equality - self.gap_reference)
        if volunteer.week.shifts:
            hurts = pain_of_comparing(volunteer.recognition) if mine.did & mine.saw else 0.0
            loss += self.comparison * (hurts - self.comparison_reference)
        be_recognised_less(sim.parameters, volunteer, loss)

    def felt(self, treated: float) -> float:
        """Daily treatment, and having a say."""
        return (1.0 - self.seat) * treated + self.seat * self.formal_equality


def treatment(share: float) -> float:
    """1 when one is addressed as often as the paid person, or more."""
    return min(1.0, 2.0 * share)


def pain_of_comparing(recognition: float) -> float:
    """Seeing somebody be paid for the same hurts less when one feels recognised (C127); 0.5 at recognition 0."""
    return logistic(-recognition)
