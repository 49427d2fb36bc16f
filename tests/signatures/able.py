"""Contacts of volunteers, year by year: what was asked of them, what they could do, and how it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import Any

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.clock import WEEK, YEAR
from tup_sim.model.events import ContactEnded
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.contacts import professional_competence, volunteer_competence
from tup_sim.model.simulation import Simulation

BOTH = {"submodels.competence": "capped", "submodels.professionals": "individual"}
PEER = {"pattern": "peer"} | {
    f"pattern_by_family.{family}": "same"
    for family in ("companionship", "activities", "practical", "personal_care", "guidance", "expert_care")
}


@dataclass
class Year:
    """Counts of contacts of volunteers; ``unprepared``: by name, the sum of d - k + margin."""

    contacts: int = 0
    below: int = 0
    too_hard: int = 0
    succeeded: int = 0
    incidents: dict[bool, float] = field(default_factory=lambda: defaultdict(float))
    of: dict[bool, int] = field(default_factory=lambda: defaultdict(int))
    unprepared: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def newcomers_to_others(self) -> float:
        """Expected incidents per contact of newcomers against those of others."""
        return (self.incidents[True] / self.of[True]) / (self.incidents[False] / self.of[False])

    def not_well_prepared(self) -> float:
        """Share of the volunteers without an agreed end whose work asked more than they could, on average."""
        return sum(1 for each in self.unprepared.values() if each > 0.0) / len(self.unprepared)


class Able:
    """Hears every contact of a run."""

    def __init__(self) -> None:
        self.years: dict[int, Year] = defaultdict(Year)
        self.sim: Simulation | None = None
        self.handlers = {ContactEnded: self._ended}
        self._staff: dict[tuple[Unit, int, int], float] = {}

    def _ended(self, event: ContactEnded) -> None:
        sim, contact = self.sim, event.contact
        volunteer, request = contact.helper, contact.request
        if sim is None or not isinstance(volunteer, Volunteer):
            return
        p, year = sim.parameters, self.years[int(event.now // YEAR)]
        able = volunteer_competence(p, volunteer, request.task_type, sim.to_learn[request.task_type])
        year.contacts += 1
        year.below += able < self._usual(sim, volunteer.unit, request.task_type)
        year.too_hard += request.difficulty > able
        year.succeeded += contact.success
        if volunteer.open_ended:
            new = volunteer.tenure(event.now) < p.coaching_need.new_weeks * WEEK
            year.of[new] += 1
            year.incidents[new] += contact.incident_chance
            year.unprepared[volunteer.name] += request.difficulty - able + p.competence.margin

    def _usual(self, sim: Simulation, unit: Unit, task_type: int) -> float:
        """Median of the professionals who serve here this week."""
        key = (unit, task_type, int(sim.now // WEEK))
        if key not in self._staff:
            staff = unit.professionals.values()
            self._staff[key] = median(
                professional_competence(sim.parameters, each, task_type, sim.now) for each in staff
            )
        return self._staff[key]


@cache
def _lived(items: tuple[tuple[str, Any], ...], weeks: int, run: int) -> Able:
    able = Able()
    parameters = with_values(BASES["open_house"], {"warmup": 0, "horizon": weeks} | dict(items))
    able.sim = Simulation(Scenario("able", parameters), 1, run, [able])
    able.sim.run()
    able.sim = None
    return able


def lived(values: Mapping[str, Any], year: int, number: int, weeks: int = 156) -> list[Year]:
    """One year (the first is 0) of some runs of the open house with both choices on."""
    items = tuple(sorted((BOTH | dict(values)).items()))
    return [_lived(items, weeks, run).years[year] for run in range(number)]
