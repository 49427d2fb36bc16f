"""Mentors: experienced volunteers coach newcomers who were there in the same week (C195)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.errors import Message
from tup_sim.model.effects.coaching_received import be_coached
from tup_sim.model.events import SessionHeld
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, chosen, read
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import sit_in

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

TALKS_WITH_MENTORS = Declared(
    key="talks_with_mentors",
    switch="",
    acts_with="coaching",
    sources="C195",
    section="Coaching",
    lever="mentors",
    idle=Message("there are no mentors (mentors is off)"),
    groups={"sessions": "Forms of coaching."},
    numbers=(
        chosen("mentors", False, "-", None, None, "Experienced volunteers coach newcomers.", source="C195"),
        chosen("sessions.mentor", 0.5, "hours", 0.05, 8, "Talk with a mentor.", plausible=(0.33, 1), source="OWN4"),
        chosen(
            "sessions.mentor_tenure", 4.0, "factor", 1, 50,
            "A mentor has been there so many times the weeks in which a volunteer is new.",
            plausible=(2, 6), source="OWN4",
        ),
    ),
    left_out=("mentors",),
    reads=(read("sessions.shared_credit", float, called="mentor_credit"),),
    paragraph=(
        "With `mentors` those who have been there `sessions.mentor_tenure` times as long as somebody is new, the ones "
        "with most authority first, each sit down with a newcomer of the same week for `sessions.mentor` hours, on top "
        "of the shifts of both. An hour counts for `sessions.shared_credit`, and costs no paid time."
    ),
)  # fmt: skip


class TalksWithMentors(Mechanism):
    """Experienced volunteers coach newcomers."""

    declared: ClassVar[Declared] = TALKS_WITH_MENTORS
    mentors: bool
    mentor: float
    mentor_credit: float
    mentor_tenure: float

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """Experienced volunteers coach newcomers who were there in the same week (C195)."""
        new_until = sim.parameters.coaching_need.new_weeks * WEEK
        there = [v for v in unit.volunteers.values() if v.active and v.week.shifts > 0 and not v.occasional]
        newcomers = [v for v in there if v.tenure(sim.now) < new_until]
        experienced = [v for v in there if v.tenure(sim.now) >= self.mentor_tenure * new_until]
        experienced.sort(key=lambda v: -v.authority)
        for newcomer, mentor in zip(newcomers, experienced, strict=False):
            self._talk(sim, newcomer, mentor)

    def _talk(self, sim: Simulation, newcomer: Volunteer, mentor: Volunteer) -> None:
        hours, credit = self.mentor, self.mentor_credit
        sit_in(sim, newcomer, hours)
        sit_in(sim, mentor, hours)
        be_coached(sim.parameters, newcomer, hours * credit)
        appointment = Appointment(sim.now, hours, (newcomer,), "mentor", credit)
        for hook in sim.hooks.talk:
            hook(sim, mentor, appointment)
        sim.emit(SessionHeld(sim.now, mentor, appointment))
