"""Arms with the same luck in a third of the house, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD
from tup_sim.measures.ledger import Ledger
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.intervals import Interval, mean_interval

SEED, RUNS, QUARTER, QUARTERS = 1, 8, 13, 6
YEAR_AND_A_HALF = {"warmup": 4, "horizon": QUARTER * QUARTERS, "mechanisms.money": False}
FEWER = Change({"professionals.fte": 0.6 * 0.65}, at=0)
RESTORED = Change({"professionals.fte": 0.65}, at=3 * QUARTER)
NO_TALKS = Change({"coordinators.coaching": 0.0, "coaching_share": 0.0}, at=0, until=3 * QUARTER)
EXTRA = {"pattern": "extra", "pattern_by_family.practical": "same"}

Rows = tuple[tuple[float, ...], ...]


def run_once(scenario: Scenario, run: int, seed: int = SEED) -> Ledger:
    """One run of an arm, counted."""
    ledger = Ledger(scenario)
    Simulation(scenario, seed, run, [ledger]).run()
    return ledger.close()


def arm(values: Mapping[str, Any], changes: Sequence[Change] = (), name: str = "arm") -> Scenario:
    """The third of the house for a year and a half, with other values and dated changes."""
    parameters = with_values(BASES["open_house"], THIRD | YEAR_AND_A_HALF | dict(values))
    return Scenario(name, parameters, tuple(changes))


@cache
def _quarters(
    above: str,
    below: tuple[str, ...],
    items: tuple[tuple[str, Any], ...],
    changes: tuple[int, ...],
    runs: int,
    seed: int,
) -> Rows:
    scenario = arm(dict(items), [(FEWER, RESTORED, NO_TALKS)[index] for index in changes])
    return tuple(
        tuple(
            ledger.sum(above, week, week + QUARTER)
            / sum(ledger.sum(each, week, week + QUARTER) for each in below)
            for week in range(0, QUARTER * QUARTERS, QUARTER)
        )
        for ledger in (run_once(scenario, run, seed) for run in range(runs))
    )


def core_beyond(values: Mapping[str, Any], *changes: Change, runs: int = RUNS, seed: int = SEED) -> Rows:
    """Share of core hours given by volunteers beyond their mandate, by run and quarter."""
    below = ("volunteer.hours.core", "professional.hours.core")
    return _quarters("volunteer.core_hours_beyond", below, *_key(values, changes), runs, seed)


def risk_of_crossing(values: Mapping[str, Any], *changes: Change, runs: int = RUNS) -> Rows:
    """Expected crossings per contact of a volunteer, by run and quarter."""
    return _quarters("crossing.risk", ("volunteer.contacts",), *_key(values, changes), runs, SEED)


def _key(
    values: Mapping[str, Any], changes: Sequence[Change]
) -> tuple[tuple[tuple[str, Any], ...], tuple[int, ...]]:
    numbers = tuple((FEWER, RESTORED, NO_TALKS).index(change) for change in changes)
    return tuple(sorted(values.items())), numbers


def difference(one: Rows, other: Rows, first: Sequence[int], second: Sequence[int]) -> Interval:
    """Other in its quarters less one in its quarters, run by run: mean and 95 % interval."""
    return mean_interval([_mean(b, second) - _mean(a, first) for a, b in zip(one, other, strict=True)], 0.95)


def _mean(quarters: Sequence[float], which: Sequence[int]) -> float:
    return sum(quarters[index] for index in which) / len(which)
