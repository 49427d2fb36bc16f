"""Volunteers hold output up: a funder who only counts pays less and less, one who sees their cost does not (C185)."""

from __future__ import annotations

from functools import cache

import pytest

from tests.signatures.watching import outcomes
from tup_sim.model.parameters import Change
from tup_sim.statistics.intervals import Interval, mean_interval

RUNS = 3
MANY = (
    Change({"planned_ends.student": 16.0, "planned_ends.weeks": 104.0}, at=0),
)  # they come, and stay for years
COUNTS = {"funder_rule": "follows_output"}
SEES = COUNTS | {"support_cost_visible": True}
YEARS = 3

pytestmark = pytest.mark.verify


@cache
def grants(
    rule: str, mechanism: bool = True, number: int = RUNS, number_of_years: int = YEARS
) -> tuple[Interval, ...]:
    """Grant with many volunteers less grant with the usual number, year after year, as part of the latter."""
    values = {"announced": {}, "counts": COUNTS, "sees": SEES}[rule]
    values = values | {
        "warmup": 26,
        "horizon": 65 + 52 * number_of_years,
        "mechanisms.funder_loop": mechanism,
    }
    windows = {f"{year}": (65.0 + 52.0 * year, 117.0 + 52.0 * year) for year in range(number_of_years)}
    pairs = list(zip(outcomes(values, number, windows), outcomes(values, number, windows, MANY), strict=True))
    keys = [f"budget_granted@{year}" for year in windows]
    return tuple(mean_interval([many[key] / base[key] - 1.0 for base, many in pairs]) for key in keys)


def test_the_budget_sinks_where_only_output_is_seen() -> None:
    years = grants("counts")
    assert years[-1].high < 0
    assert years[-1].mean < years[0].mean < 0


def test_it_does_not_where_the_cost_of_support_is_seen() -> None:
    assert grants("sees")[-1].low > grants("counts")[-1].high


def test_without_the_loop_counting_changes_nothing() -> None:
    assert grants("counts", mechanism=False, number=2, number_of_years=1)[-1].mean == 0.0
