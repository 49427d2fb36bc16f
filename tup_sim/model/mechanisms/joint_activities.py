"""Joint activities beyond what is usual: those who were there this week stay for them (C146, C188)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.effects.belonging import joint_hours_above_usual
from tup_sim.model.mechanisms.base import Declared, Mechanism
from tup_sim.model.people.unit import Unit
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
        "professionals a part of theirs."
    ),
)  # fmt: skip


class JointActivities(Mechanism):
    """Joint hours beyond what is usual take time of volunteers."""

    declared: ClassVar[Declared] = JOINT_ACTIVITIES

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """Joint hours beyond what is usual come on top of the shifts of those who were there (C146, C188)."""
        more = joint_hours_above_usual(sim.parameters)
        if more <= 0:
            return
        for volunteer in unit.volunteers.values():
            if volunteer.active and volunteer.week.shifts:
                spend_outside_shifts(sim, volunteer, "team", more)
                volunteer.week.present += more
