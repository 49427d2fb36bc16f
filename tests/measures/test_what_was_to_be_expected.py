"""Beside a rare count stands what was to be expected of it, from the chances as they were before anything was drawn."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from tests.rows import on_each
from tests.runs import shared
from tup_sim import load_scenario
from tup_sim.measures import ALL, outcome_of
from tup_sim.statistics import mean_interval

COUNTED = (
    "incidents_per_1000",
    "incidents_per_1000_volunteer",
    "early_incidents_per_1000",
    "unanswered_per_1000",
    "unanswered_per_limit_test",
    "misaligned_acts_per_1000",
    "start_yield",
)
STAYING = ("retention_3m", "retention_12m", "retention_3m_cohort", "retention_12m_cohort")
# Two years of half a house, seven times: narrower intervals than of five whole ones, for less than two thirds of it.
RUNS, SEED, WEEKS = 7, 11, 104
SURE = 0.999  # one test of many; a chance of one in a thousand that it fails for nothing


@cache
def runs(where: str) -> list[dict[str, float]]:
    with TemporaryDirectory() as folder:
        half = Path(folder) / "half.yaml"
        half.write_text("extends: open_house\nsize: 0.5\n", encoding="utf-8")
        house = load_scenario(str(half), [where] if where else [], settings=["warmup=26"], weeks=WEEKS)
    windows = {"horizon": (0.0, float(WEEKS))}
    return [shared(house, SEED, run, windows).values for run in range(RUNS)]


def column(where: str, name: str) -> np.ndarray:
    return np.array([values[name] for values in runs(where)])


@pytest.mark.slow
@on_each("where, name", list(product(["", "owner"], COUNTED)))
def test_what_happened_is_on_average_what_was_to_be_expected(where, name):
    realised, expected = column(where, name), column(where, f"{name}_expected")
    assert not np.isnan(expected).any() and expected.min() > 0.0
    apart = mean_interval(realised - expected, SURE)
    assert apart.low <= 0.0 <= apart.high, (name, apart)


@pytest.mark.slow
@pytest.mark.parametrize("months", [3, 12])
def test_a_life_table_of_everybody_says_what_starters_live_through(months):
    realised, cohort = (column("", f"retention_{months}m{end}") for end in ("", "_cohort"))
    apart = mean_interval(realised - cohort, SURE)
    assert apart.low <= 0.0 <= apart.high and abs(apart.mean) < 0.15


@pytest.mark.slow
def test_the_expectation_varies_less_from_run_to_run_than_what_happens():
    """That is what it is for: fewer runs tell the same. Seven runs show it where it is two to ten times less."""
    for name in ("incidents_per_1000_volunteer", "unanswered_per_limit_test", "start_yield"):
        spread = [column("", each).std(ddof=1) for each in (f"{name}_expected", name)]
        assert spread[0] < spread[1], name


def test_what_is_expected_is_an_outcome_like_any_other():
    for name in COUNTED:
        found = outcome_of(f"{name}_expected")
        assert (
            found.is_expected and found.unit == outcome_of(name).unit and found.rule == outcome_of(name).rule
        )
        assert "(verwacht)" in found.label("nl")
    assert {f"retention_{months}m_cohort" for months in (3, 6, 12)} <= set(ALL)
    assert "start_yield_expected_vulnerable" in ALL and not isnan(
        outcome_of("retention_3m_cohort").smallest_at()
    )
