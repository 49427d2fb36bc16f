"""What is left of the work: frustration and pleasure follow the own contacts of the week (C168, C105)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.events import ProfessionalWeek
from tup_sim.model.mechanisms.base import (
    Declared,
    Mechanism,
    assumed,
    convention,
    mean_state,
    of_staff,
    read,
    state,
)
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Professional, WeekOfWork
from tup_sim.model.people.unit import Unit
from tup_sim.model.rules.decay import bounded, relax_towards

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class Left:
    """How somebody paid feels about what is left of the work, and the weeks they are used to."""

    def __init__(self) -> None:
        self.frustration = self.lift = 0.0
        self.weeks = self.relational = self.hardness = self.successes = self.joint = 0.0


def _frustration(event: ProfessionalWeek) -> float:
    felt: float = kept(event.professional, "frustration").frustration
    return felt


FRUSTRATION = Declared(
    key="frustration",
    switch="Frustration, and pleasure in meeting volunteers, follow the own contacts; off: they do not.",
    sources="C168, C105",
    section="Professionals among volunteers",
    groups={"frustration": "Frustration and pleasure."},
    numbers=(
        convention(
            "frustration.start", 0.35, "0-1", 0, 1,
            "Frustration at rest.",
            source="C168, OWN5", plausible=(0.2, 0.5),
        ),
        assumed(
            "frustration.relational", 1.0, "per share of contact time", 0, 5,
            "Weight of a relational part of own contact time below the usual.",
            source="C168, OWN3", plausible=(0.5, 2),
        ),
        assumed(
            "frustration.hard", 1.0, "-", 0, 5,
            "Weight of difficulty x complexity of own contacts above the usual.",
            source="C168, OWN3", plausible=(0.5, 2),
        ),
        assumed(
            "frustration.strain", 0.5, "SD", 0, 3,
            "Strain added by one unit of frustration above the usual.",
            source="C168, ND21", plausible=(0, 1),
        ),
        assumed(
            "frustration.joint", 0.10, "-", 0, 1,
            "Pleasure of as many good contacts with volunteers again as one is used to.",
            source="C105, OWN3", plausible=(0.05, 0.2),
        ),
    ),
    reads=(
        read("times.role", float, called="habit"),
        read("states.pleasure_success", float, called="success"),
        read("times.mood", float, called="tau"),
    ),
    states=(
        state(
            "professional", Left,
            frustration="with what is left of the work, 0-1.",
            lift="what meetings with volunteers this week add to the target of pleasure, 0-1.",
            weeks="how many weeks they have got used to.",
            relational="usual relational part of own contact time, 0-1.",
            hardness="usual difficulty x complexity of own contacts, 0-1.",
            successes="usual share of own contacts that succeed.",
            joint="usual contacts with volunteers per hour worked, a bad one taken off twice.",
        ),
    ),
    outcomes=(
        mean_state(
            "professional_frustration", "professionals", "Frustration of professionals", "0-1", "lower",
            "Mean frustration of professionals with what is left of their work, over weeks of employed people.",
            ProfessionalWeek, _frustration, of_staff,
        ),
    ),
    paragraph=(
        "The own week is compared with the weeks a person is used to, a running mean that becomes a memory of "
        "`times.role`:\n\n"
        "    target = start + relational x (usual relational part of own contact time - this week's)\n"
        "             + hard x (difficulty x complexity of own contacts - usual)"
        " + success x (usual own success - this week's)\n\n"
        "with `times.mood`. Good contacts with volunteers beyond the usual add up to `frustration.joint` to the "
        "target of pleasure. Frustration above rest adds `frustration.strain` to the target of strain (role conflict, "
        "ND21). People get used to a change: frustration after a cut fades with the habit. Nothing reads how busy "
        "volunteers are or how eager."
    ),
)  # fmt: skip


class Frustration(Mechanism):
    """Frustration and pleasure follow the own contacts of the week."""

    declared: ClassVar[Declared] = FRUSTRATION
    start: float
    relational: float
    hard: float
    success: float
    tau: float
    habit: float
    strain: float
    joint: float

    def on_new_professional(self, sim: Simulation, person: Professional) -> None:
        """Whoever is new feels as people here do at rest."""
        mine: Left = person.own[self.k]
        mine.frustration = self.start

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The own week against the weeks one is used to, which it then joins."""
        for person in unit.staff():
            mine: Left = person.own[self.k]
            week, mine.lift = person.week, 0.0
            if week.available > 0 and (week.contacts or week.joint):
                self._weigh(mine, week)

    def _weigh(self, mine: Left, week: WeekOfWork) -> None:
        if mine.weeks > 0:
            mine.lift = self.lift(week, mine)
            if week.contacts:
                mine.frustration = bounded(
                    relax_towards(mine.frustration, self.frustration_now(week, mine), self.tau)
                )
        self._get_used_to(mine, week)

    def _get_used_to(self, usual: Left, week: WeekOfWork) -> None:
        """A running mean of all weeks so far; once there were many, the last ones count most."""
        usual.weeks += 1.0
        part = 1.0 / min(usual.weeks, self.habit)
        usual.joint += part * ((week.joint - 2.0 * week.joint_bad) / week.available - usual.joint)
        if week.contacts:
            usual.relational += part * (week.relational / week.direct - usual.relational)
            usual.hardness += part * (week.hardness / week.contacts - usual.hardness)
            usual.successes += part * (week.successes / week.contacts - usual.successes)

    def frustration_now(self, week: WeekOfWork, usual: Left) -> float:
        """Less relational work, harder leftovers and fewer successes than one is used to frustrate (C168), 0-1.

        What counts is what is left of the own contacts. Held against hours at work, a cut that takes idle time would
        be a relief.
        """
        n = week.contacts
        return (
            self.start
            + self.relational * (usual.relational - week.relational / week.direct)
            + self.hard * (week.hardness / n - usual.hardness)
            + self.success * (usual.successes - week.successes / n)
        )

    def lift(self, week: WeekOfWork, usual: Left) -> float:
        """Pleasure (0-1) of meeting volunteers more often, and better, than one is used to (C105)."""
        if usual.joint <= 0.0:
            return 0.0
        more = (week.joint - 2.0 * week.joint_bad) / week.available / usual.joint - 1.0
        return self.joint * max(-1.0, min(1.0, more))

    def add_to_pleasure(self, person: Professional) -> float:
        """Meeting volunteers more often, and better, than usual gives pleasure."""
        mine: Left = person.own[self.k]
        return mine.lift

    def add_to_strain(self, person: Professional) -> float:
        """What is left of the work, below what one is used to, strains."""
        mine: Left = person.own[self.k]
        return self.strain * (mine.frustration - self.start)
