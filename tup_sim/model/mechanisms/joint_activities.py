"""Joint activities beyond what is usual: those who were there this week stay for them (C146, C188)."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.constants import HALF
from tup_sim.model.effects.belonging import joint_hours_above_usual
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MINUTES_PER_HOUR
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.meeting import meet
from tup_sim.model.processes.waiting import spend_outside_shifts

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

JOINT_ACTIVITIES = Declared(
    key="joint_activities",
    switch="",
    acts_with="belonging_recognition",
    sources="C146, C188",
    section="Attention and togetherness",
    paragraph=(
        "Joint activities (`togetherness_hours`) above the usual cost volunteers time on top of their shifts, and "
        "professionals a part of theirs. They are no hours of help: nobody is over the hours they wished for because "
        "of them. Half of that time volunteers are with the staff that was at work this week, in turn, and have a word "
        "of `attention_minutes` with one after the other, with each at most once a week: a good joint contact as any "
        "(trust, openness, pleasure)."
    ),
)  # fmt: skip


class JointActivities(Mechanism):
    """Joint hours beyond what is usual take time of volunteers, who speak with the staff that is there."""

    declared: ClassVar[Declared] = JOINT_ACTIVITIES

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """Joint hours beyond what is usual come on top of the shifts of those who were there (C146, C188)."""
        more = joint_hours_above_usual(sim.parameters)
        if more <= 0:
            return
        staff = [person for person in unit.staff() if person.week.available > 0]
        talks = conversations(sim.parameters, more, round(sim.now / WEEK))
        there = [v for v in unit.volunteers.values() if v.active and v.week.shifts]
        for number, volunteer in enumerate(there):
            spend_outside_shifts(sim, volunteer, "team", more)
            for place in range(min(talks, len(staff))):
                meet(sim, volunteer, staff[(number + place) % len(staff)], True)


def conversations(p: Parameters, hours: float, week: int) -> int:
    """How many colleagues somebody has a word with in the joint hours of this week.

    Half of the time is spent among volunteers, and a word takes ``attention_minutes``, as it does on the floor; what
    is left of a week adds to later ones.
    """
    a_week = HALF * hours * MINUTES_PER_HOUR / p.attention_minutes
    return floor(a_week * (week + 1)) - floor(a_week * week)
