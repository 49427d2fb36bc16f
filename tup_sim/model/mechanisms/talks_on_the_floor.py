"""Talks on the floor: right after an activity the coordinator who is there takes some minutes (C186, C204)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.errors import Message
from tup_sim.model.mechanisms.base import Declared, Mechanism, assumed, chosen
from tup_sim.model.people.families import ACTIVITIES
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.waiting import stop_waiting, walk_the_floor

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

TALKS_ON_THE_FLOOR = Declared(
    key="talks_on_the_floor",
    extension=True,
    switch="",
    acts_with="coaching",
    sources="C186, C204",
    section="Choices in coaching",
    lever="floor_talks",
    idle=Message("there are no talks on the floor (floor_talks is off)"),
    groups={"guiding": "Floor talks, group talks, the first weeks."},
    numbers=(
        chosen(
            "floor_talks", False, "-", None, None,
            "The coordinator uses floor time for a short talk right after an activity.",
            source="C186, C204",
        ),
        assumed(
            "guiding.floor_talk", 0.2, "hours", 0.05, 2, "Talk on the floor, right after an activity.",
            source="C186, OWN3", plausible=(0.1, 0.3),
        ),
        assumed(
            "guiding.floor_talk_credit", 1.0, "credit per hour", 0, 3, "Credit of an hour of such talks.",
            source="C186, OWN3", plausible=(0.5, 1.5),
        ),
    ),
    left_out=("floor_talks",),
    paragraph=(
        "With `floor_talks` a coordinator who walks the floor takes `guiding.floor_talk` hours of that time, right "
        "after an activity, for a volunteer who had no coaching yet this week; the volunteer stays that much longer."
    ),
)  # fmt: skip


class TalksOnTheFloor(Mechanism):
    """Right after an activity a coordinator takes some minutes."""

    declared: ClassVar[Declared] = TALKS_ON_THE_FLOOR
    floor_talks: bool
    floor_talk: float
    floor_talk_credit: float

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """Right after an activity the coordinator who walks the floor takes some minutes (C186, C204)."""
        if contact.request.task_type != ACTIVITIES or volunteer.occasional or volunteer.left is not None:
            return
        if volunteer.week.credit > 0:
            return
        length = self.floor_talk
        coaches = volunteer.unit.coordinators.values()
        coach = next((each for each in coaches if _walks_the_floor(each, length)), None)
        if coach is not None:
            walk_the_floor(coach, length)
            talk = Appointment(sim.now, length, (volunteer,), "floor_talk", self.floor_talk_credit)
            stop_waiting(sim, coach, talk, length)


def _walks_the_floor(coach: Professional, length: float) -> bool:
    return coach.on_shift and coach.free_since is not None and coach.floor_debt >= length
