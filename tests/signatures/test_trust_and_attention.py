"""What follows where trust is what one may count on, and where relation decides for whom there is a moment."""

from __future__ import annotations

from copy import copy
from math import fsum
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD
from tests.signatures.relations import (
    BY_RELATION,
    KEPT,
    closeness,
    regulars,
    variance_between_staff,
    week_by_week,
)
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.counting_on import view_of_volunteers
from tup_sim.model.processes.meeting import count_on_volunteer
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.intervals import mean_interval

STEADY: dict[str, Any] = THIRD | {
    "horizon": 100,
    "staff_quit": 0.0,
    "mechanisms.recruitment": False,
    "mechanisms.exit": False,
    "p_short_new": 1.0,
    "p_short_traditional": 1.0,
    "job_hazard": 0.0,
    "job_hazard_seeker": 0.0,
}
STOCK, SLOW, FAST = 22, 0.04, 0.08  # volunteers; parts of them who leave, and come, each month
FROM = 56  # week of the run from which all of today's volunteers came under the turnover of their arm
SEED = 11


def _mean(values: list[float]) -> float:
    return fsum(values) / len(values)


def _turnover(part: float) -> dict[str, Any]:
    leaving = {"submodels.leaving": "classes", "h_short": part, "h_long": part}
    return STEADY | KEPT | leaving | {"starters_per_month": STOCK * part}


@pytest.mark.verify
def test_with_equal_numbers_double_turnover_leaves_people_less_close() -> None:
    """C142: trust x acquaintance over all pairs there could be."""

    def both(sim: Simulation, unit: Unit) -> complex:
        return complex(closeness(sim, unit), len(regulars(unit)))

    differences, numbers = [], []
    for replication in range(16):
        slow, fast = (
            sum(seen := week_by_week(_turnover(part), replication, both, SEED)[FROM:]) / len(seen)
            for part in (SLOW, FAST)
        )
        differences.append(fast.real - slow.real)
        numbers.append(fast.imag - slow.imag)
    assert mean_interval(differences, 0.99).high < 0.0
    equal = mean_interval(numbers, 0.99)
    assert equal.low < 0.0 < equal.high


@pytest.mark.verify
def test_relation_does_not_make_professionals_grow_apart() -> None:
    """Refuted: they were to grow apart where relation steers. Their variance does not even double in two years."""
    values = BY_RELATION | {"horizon": 104, "population.openness_gap": 0.0}
    first, growth = [], []
    for replication in range(8):
        seen = week_by_week(values, replication, variance_between_staff)
        first.append(_mean(seen[26:30]))
        growth.append(_mean(seen[-4:]) - first[-1])
    assert mean_interval(growth).low <= 0.0
    assert mean_interval(growth).high < _mean(first)


def test_one_unreliable_volunteer_costs_others_less_than_a_tenth() -> None:
    """In the whole house, whoever it is; where a handful of volunteers is known, one of them weighs more."""
    sim = Simulation(Scenario("house", with_values(BASES["open_house"], KEPT | {"horizon": 30})), SEED)
    sim.begin()
    sim.live_until(26)
    unit = sim.organisation.units[0]
    before = _trust(sim, unit)
    for one in regulars(unit)[:10]:
        kept = [(person, copy(person.of_volunteers)) for person in unit.staff()]
        known = [(pair, copy(pair.of_volunteer)) for pair in one.pairs.values()]
        for person in unit.staff():
            for _ in range(10 if person.name in one.pairs else 0):
                count_on_volunteer(sim, one, person, kept=False)
        after = _trust(sim, unit)
        own = {pair for pair in before if pair[0] == one.name}
        cost = _mean([before[pair] - after[pair] for pair in own])
        others = _mean([before[pair] - after[pair] for pair in before.keys() - own])
        assert cost > 0.1
        assert 0.0 < others < cost / 10
        for person, counted in kept:
            person.of_volunteers = counted
        for pair, counted in known:
            pair.of_volunteer = counted


def _trust(sim: Simulation, unit: Unit) -> dict[tuple[str, str], float]:
    """What each of the staff thinks of each volunteer they know, after what they saw of all of them has sunk in."""
    staff = {person.name: view_of_volunteers(sim, person) for person in unit.staff()}
    return {
        (volunteer.name, name): pair.of_volunteer.share(staff[name], sim.parameters.relation.prior)
        for volunteer in regulars(unit)
        for name, pair in volunteer.pairs.items()
        if name in staff
    }
