"""The first weeks: after a warm intake, does anybody on the unit turn to the newcomer? (C207)"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.effects.belonging import belong_less
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, assumed, read, state
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class Welcome:
    """What a newcomer has met with in the first weeks."""

    def __init__(self) -> None:
        self.attention = 0
        self.shifts = 0


FIRST_WEEKS = Declared(
    key="first_weeks",
    switch="",
    acts_with="belonging_recognition",
    sources="C207",
    section="Choices in coaching",
    groups={"guiding": "Floor talks, group talks, the first weeks."},
    numbers=(
        assumed(
            "guiding.welcome", 0.10, "0-1", 0, 1,
            "Belonging lost when nobody on the unit turns to a newcomer, after the warm intake.",
            source="C207, OWN3", plausible=(0.03, 0.2),
        ),
        assumed(
            "guiding.welcome_reference", 0.78, "share", 0, 1,
            "Part of the usual attention that newcomers here miss at rest: some meet nobody, others many.",
            source="OWN2", plausible=(0.3, 0.85),
        ),
    ),
    reads=(read("threat.stranger_weeks", float, called="welcome_weeks"),),
    states=(
        state(
            "volunteer", Welcome,
            attention="attention contacts in the first weeks.", shifts="shifts in the first weeks.",
        ),
    ),
    paragraph=(
        "After `threat.stranger_weeks` a newcomer looks back: belonging falls by `guiding.welcome` x (the part of the "
        "usual attention that was missed - `guiding.welcome_reference`). Attention is uneven, so the mean newcomer "
        "misses part of it at rest; only more than that counts. The unit's work pressure is not in it: attention is "
        "what a newcomer notices."
    ),
)  # fmt: skip


class FirstWeeks(Mechanism):
    """After a warm intake come the first weeks on the unit."""

    declared: ClassVar[Declared] = FIRST_WEEKS
    welcome_weeks: float
    welcome: float
    welcome_reference: float

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """After a warm intake come the first weeks on the unit: does anybody turn to the newcomer? (C207)"""
        until = self.welcome_weeks * WEEK
        for volunteer in unit.regulars():
            tenure = volunteer.tenure(sim.now)
            if tenure >= until + WEEK:
                continue
            mine: Welcome = volunteer.own[self.k]
            mine.attention += volunteer.week.attention
            mine.shifts += volunteer.week.shifts
            if tenure >= until:
                self._look_back(sim, volunteer, mine)

    def _look_back(self, sim: Simulation, volunteer: Volunteer, mine: Welcome) -> None:
        """Counted against what newcomers here miss at rest: luck is uneven, so the mean newcomer misses some."""
        usual = sim.parameters.attention_reference * mine.shifts
        if usual > 0:
            more = max(0.0, 1.0 - mine.attention / usual) - self.welcome_reference
            belong_less(sim.parameters, volunteer, self.welcome * more)
