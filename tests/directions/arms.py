"""Two arms with the same luck, and whether the difference between them goes one way in a 99 % interval."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.conservation.worlds import BASES, with_values
from tests.runs import shared
from tup_sim.model.parameters import Scenario
from tup_sim.statistics.intervals import Interval, mean_interval

RUNS, SEED = 6, 1
THIRD = {  # a third of the house, quick to run, with what needs years made quick
    "warmup": 4,
    "horizon": 24,
    "places": 40,
    "professionals.posts": 4,
    "professionals.fte": 0.65,
    "coordinators.fte": 0.25,
    "volunteers_initial": 22,
    "occasional_stock": 12,
    "applicants": 0.9,
    "income": 190000.0,
    "overhead": 34000.0,
    "reserve": 20000.0,
    "training_budget": 750.0,
    "recruitment_budget": 500.0,
    "replacement_budget": 3900.0,
    "notice": 4.0,
    "hire_delay.low": 1.0,
    "hire_delay.mode": 2.0,
    "hire_delay.high": 3.0,
    "hire_cap": 4.0,
    "cut.at": 6,
    "cut.announced": 4.0,
}
WINDOW = (10.0, 24.0)


@cache
def _runs(
    items: tuple[tuple[str, Any], ...], window: tuple[float, float], number: int, seed: int
) -> tuple[dict[str, float], ...]:
    scenario = Scenario("arm", with_values(BASES["open_house"], THIRD | dict(items)))
    seen = (shared(scenario, seed, run, {"late": window}) for run in range(number))
    return tuple({name.removesuffix("@late"): value for name, value in one.values.items()} for one in seen)


def runs(
    values: Mapping[str, Any],
    number: int = RUNS,
    window: tuple[float, float] = WINDOW,
    seed: int = SEED,
) -> tuple[dict[str, float], ...]:
    """Outcomes of the runs of one arm, in the weeks after the change."""
    return _runs(tuple(sorted(values.items())), window, number, seed)


def mean(outcome: str, values: Mapping[str, Any], window: tuple[float, float] = WINDOW) -> float:
    """Mean of an outcome over the runs of one arm."""
    return mean_interval([run[outcome] for run in runs(values, window=window)]).mean


def change(
    outcome: str,
    base: Mapping[str, Any],
    other: Mapping[str, Any],
    window: tuple[float, float] = WINDOW,
    number: int = RUNS,
    seed: int = SEED,
) -> Interval:
    """Other arm less base, run by run: mean and 99 % interval."""
    pairs = zip(runs(base, number, window, seed), runs(other, number, window, seed), strict=True)
    return mean_interval([theirs[outcome] - mine[outcome] for mine, theirs in pairs], 0.99)


def rises(outcome: str, base: Mapping[str, Any], other: Mapping[str, Any], **more: Any) -> Interval:
    """The outcome is higher in the other arm."""
    seen = change(outcome, base, other, **more)
    assert seen.low > 0, f"{outcome} should rise: {seen}"
    return seen


def falls(outcome: str, base: Mapping[str, Any], other: Mapping[str, Any], **more: Any) -> Interval:
    """The outcome is lower in the other arm."""
    seen = change(outcome, base, other, **more)
    assert seen.high < 0, f"{outcome} should fall: {seen}"
    return seen
