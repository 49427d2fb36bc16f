"""Coaches expect too much of a starter whom they knew as a client, one more than another (C224).

Who is expected to do more than they can is left to decide more alone, and feels it when it fails. A talk at the
start about what to expect takes part of the error away; seeing somebody at work takes the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.constants import HALF
from tup_sim.model.effects.felt_safety import feel_less_safe
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, assumed, chosen, state
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Candidate, Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.rules.contacts import overtaxed, volunteer_competence
from tup_sim.model.rules.decay import retention

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class Expected:
    """What coaches expect of a volunteer."""

    def __init__(self) -> None:
        self.gap: float | None = None


EXPECTATIONS = Declared(
    key="expectations",
    extension=True,
    switch="",
    acts_with="recruitment",
    sources="C224",
    section="Choosing and preparing candidates",
    groups={"expectations": "Wrong expectations."},
    numbers=(
        chosen(
            "expectation_gap", 0.0, "0-1", 0, 1,
            "How far coaches overrate what a starter they knew as a client can do, on average; half of it is the"
            " spread.",
            source="C224",
        ),
        chosen(
            "expectation_talks", False, "-", None, None, "A talk at the start about what to expect.", source="C224",
        ),
        assumed(
            "expectations.talk_hours", 1.0, "hours", 0, 10, "Length of a talk about what to expect.",
            source="C224, OWN3", plausible=(0.5, 2),
        ),
        assumed(
            "expectations.talk_effect", 0.6, "share", 0, 1,
            "Part of a wrong expectation that such a talk takes away.",
            source="C224, OWN3", plausible=(0.3, 0.9),
        ),
        assumed(
            "expectations.weeks", 26.0, "weeks", 1, 260, "Time in which coaches learn by seeing.",
            source="C224, OWN3", plausible=(8, 52),
        ),
        assumed(
            "expectations.failure", 0.3, "safety per unit of gap", 0, 5,
            "Felt safety lost by failing at more than one can.",
            source="C224, OWN3", plausible=(0.1, 0.6),
        ),
    ),
    states=(
        state(
            "volunteer", Expected,
            gap="what coaches expected at the start above what they can do (0-1); None when they are not misjudged.",
        ),
    ),
    left_out=("expectation_gap", "expectation_talks"),
    paragraph=(
        "Of a starter they knew as a client coaches expect ability + N(gap, gap/2), mostly more than "
        "there is (C224). What they expect too much "
        "they leave to decide alone: the share of decisions taken alone moves by the gap, which fades with "
        "`expectations.weeks`; that is burden, too much responsibility only as far as it exceeds what they "
        "can do, and where it goes wrong it costs felt safety (`expectations.failure` x gap). "
        "`expectation_talks` take time for every former client who starts, and part of the gap where there is "
        "one (`expectations.talk_effect`); without a gap they only take time. *Why not harder requests:* "
        "requests are what clients ask; what coaches set is how much is left to somebody."
    ),
)  # fmt: skip


class Expectations(Mechanism):
    """Coaches misjudge a starter whom they knew as a client."""

    declared: ClassVar[Declared] = EXPECTATIONS
    expectation_gap: float
    expectation_talks: bool
    talk_hours: float
    talk_effect: float
    weeks: float
    failure: float

    def on_start(self, sim: Simulation, candidate: Candidate, volunteer: Volunteer) -> None:
        """Coaches think they know a former client."""
        if volunteer.traits.route != "ex_client":
            return
        if self.expectation_talks:
            give_to_desk(sim, DeskTask(self.talk_hours, None))
        if self.expectation_gap <= 0.0:
            return
        gap = sim.random.fresh("expectation", volunteer.name).normal(
            self.expectation_gap, HALF * self.expectation_gap
        )
        if self.expectation_talks:
            gap *= 1.0 - self.talk_effect
        mine: Expected = volunteer.own[self.k]
        mine.gap = gap

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """More (or less) is left to the volunteer than fits; failing at too much costs felt safety."""
        mine: Expected = volunteer.own[self.k]
        if mine.gap is None:
            return
        gap = self.left_of_gap(mine.gap, volunteer.tenure(sim.now) / WEEK)
        before = contact.decided_alone
        contact.decided_alone = min(1.0, max(0.0, before + gap))
        self._burden(sim, contact, volunteer, before)
        too_much = contact.decided_alone > before
        if too_much and not contact.success:
            feel_less_safe(sim.parameters, volunteer, min(1.0, self.failure * gap))

    def _burden(self, sim: Simulation, contact: Contact, volunteer: Volunteer, before: float) -> None:
        """What is left to them burdens them, and overburdens as far as it exceeds what they can do."""
        difficulty, task_type = contact.request.difficulty, contact.request.task_type
        p, now = sim.parameters, contact.decided_alone
        able = volunteer_competence(p, volunteer, task_type, sim.to_learn[task_type])
        volunteer.week.burden += difficulty * now - difficulty * before
        volunteer.week.gap += overtaxed(p, difficulty, now, able) - overtaxed(p, difficulty, before, able)

    def on_departure(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Nothing is expected of somebody who left."""
        mine: Expected = volunteer.own[self.k]
        mine.gap = None

    def left_of_gap(self, gap: float, weeks: float) -> float:
        """What coaches still expect too much (or too little) after some weeks of seeing somebody at work."""
        return gap * retention(self.weeks, weeks)
