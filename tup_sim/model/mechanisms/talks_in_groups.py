"""Group talks: once a year or so everybody is asked, in groups, how it goes (C200)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.errors import Message
from tup_sim.model.mechanisms.base import Declared, Mechanism, chosen, read
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.coaching import coaches_of, groups_due, invite

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

TALKS_IN_GROUPS = Declared(
    key="talks_in_groups",
    switch="",
    acts_with="coaching",
    sources="C200",
    section="Choices in coaching",
    lever="group_talk_interval",
    idle=Message("there are no group talks (group_talk_interval is 0)"),
    groups={"guiding": "Floor talks, group talks, the first weeks."},
    numbers=(
        chosen(
            "group_talk_interval", 0.0, "weeks", 0, 260, "Weeks between group talks; 52 = yearly, 0 = none.",
            source="C200",
        ),
        chosen(
            "guiding.group_talk", 1.5, "hours", 0.25, 8, "Length of a group talk.",
            source="C200", plausible=(1, 3),
        ),
        chosen(
            "guiding.group_talk_size", 15, "persons", 1, 60, "Volunteers in a group talk.",
            source="C200", plausible=(8, 20), extensive=False,
        ),
    ),
    left_out=("group_talk_interval",),
    reads=(read("sessions.shared_credit", float, called="group_talk_credit"),),
    paragraph=(
        "With `group_talk_interval` everybody is asked for a talk of `guiding.group_talk` hours in groups of "
        "`guiding.group_talk_size`, out of the hours for coaching; an hour of it counts for "
        "`sessions.shared_credit`."
    ),
)  # fmt: skip


class TalksInGroups(Mechanism):
    """Once a year or so everybody is asked in groups."""

    declared: ClassVar[Declared] = TALKS_IN_GROUPS
    group_talk_interval: float
    group_talk: float
    group_talk_size: int
    group_talk_credit: float

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """Once a year or so everybody is asked in groups, in hours that are meant for coaching (C200)."""
        leader = next((each for each in coaches_of(sim, unit) if each.shifts), None)
        if leader is None:
            return
        length, credit = self.group_talk, self.group_talk_credit
        for number, members in groups_due(sim, unit, self.group_talk_size, self.group_talk_interval):
            invite(sim, leader, number, Appointment(0.0, length, members, "group_talk", credit))
