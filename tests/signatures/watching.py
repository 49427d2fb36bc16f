"""Paired runs of a house, and what can be seen of its staff week by week without the noise of rare events."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD
from tests.runs import shared
from tup_sim.model.events import OrganisationWeek, ProfessionalWeek, UnitWeek
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.processes.staffing import effect
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.intervals import Interval, mean_interval

SMALL = {
    name: value for name, value in THIRD.items() if not name.startswith(("hire", "notice", "cut", "horizon"))
}
SMALL |= {"warmup": 13}


class Staff:
    """The risks of professionals of falling ill and of leaving, against those at rest, week by week.

    Attributes:
        ill, leaving, fte, vacant, standard: one number a week.
    """

    def __init__(self) -> None:
        self.ill: list[float] = []
        self.leaving: list[float] = []
        self.fte: list[float] = []
        self.vacant: list[float] = []
        self.standard: list[float] = []
        self._now: list[tuple[float, float, float]] = []
        self.handlers = {
            ProfessionalWeek: self._person,
            UnitWeek: self._unit,
            OrganisationWeek: self._everybody,
        }
        self.sim: Simulation | None = None

    def _person(self, event: ProfessionalWeek) -> None:
        person = event.professional
        if person.coordinator or self.sim is None:
            return
        rules, (ill, leaving) = self.sim.parameters.strain, self.sim.rest_strain()
        self._now.append(
            (
                effect(person.strain, rules.absence_effect, rules) / ill,
                effect(person.slow_strain, rules.quit_effect, rules) / leaving,
                person.fte,
            )
        )

    def _unit(self, event: UnitWeek) -> None:
        self.standard.append(event.unit.standard)

    def _everybody(self, event: OrganisationWeek) -> None:
        heads = max(1, len(self._now))
        self.ill.append(sum(each[0] for each in self._now) / heads)
        self.leaving.append(sum(each[1] for each in self._now) / heads)
        self.fte.append(sum(each[2] for each in self._now))
        self.vacant.append(event.organisation.vacancies)
        self._now.clear()


def watch(values: Mapping[str, Any], replication: int, changes: tuple[Change, ...] = ()) -> Staff:
    """One run of a third of the house."""
    staff = Staff()
    scenario = Scenario("watched", with_values(BASES["open_house"], SMALL | dict(values)), changes)
    staff.sim = Simulation(scenario, 1, replication, [staff])
    staff.sim.run()
    return staff


@cache
def _watched(items: tuple[tuple[str, Any], ...], number: int) -> tuple[Staff, ...]:
    return tuple(watch(dict(items), replication) for replication in range(number))


def watched(values: Mapping[str, Any], number: int) -> tuple[Staff, ...]:
    """Several runs of one arm."""
    return _watched(tuple(sorted(values.items())), number)


def between(values: list[float], start: int, end: int) -> float:
    """Mean from one week to another, counted from the start of the run."""
    return sum(values[start:end]) / (end - start)


def difference(
    name: str, base: tuple[Staff, ...], other: tuple[Staff, ...], start: int, end: int
) -> Interval:
    """Other arm less base over these weeks: mean and 95 % interval over paired runs."""
    pairs = zip(base, other, strict=True)
    return mean_interval(
        [between(getattr(b, name), start, end) - between(getattr(a, name), start, end) for a, b in pairs]
    )


def outcomes(
    values: Mapping[str, Any],
    number: int,
    windows: Mapping[str, tuple[float, float]],
    changes: tuple[Change, ...] = (),
    base: Mapping[str, Any] = SMALL,
) -> list[Mapping[str, float]]:
    """Outcomes in some windows of the runs of one arm, as ``name@window``."""
    scenario = Scenario("arm", with_values(BASES["open_house"], {**base, **values}), changes)
    return [shared(scenario, 1, run, windows).values for run in range(number)]
