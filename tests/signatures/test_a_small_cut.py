"""A cut of 6 %: what clients and volunteers notice before anybody is ill or gone (NI04, NI06).

The organisation at rest has some slack, so the list of applicants does not move: admission only stops above the line
of work pressure. What moves first is attention for volunteers; that the wait for basic care grows is not certain in
four pairs (docs/signatures.md).
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.signatures.watching import difference, outcomes, watched
from tup_sim.model.parameters import Parameters
from tup_sim.statistics.intervals import Interval, mean_interval

HOUSE = {"warmup": 26, "horizon": 78, "cut.at": 26}
YEAR = {"year": (26.0, 78.0)}
RUNS = 4

pytestmark = pytest.mark.verify


@cache
def arms() -> tuple[list, list]:
    return tuple(outcomes({"cut.size": size}, RUNS, YEAR, base=HOUSE) for size in (0.0, 0.06))


def change(outcome: str) -> Interval:
    base, cut = arms()
    return mean_interval(
        [theirs[f"{outcome}@year"] - mine[f"{outcome}@year"] for mine, theirs in zip(base, cut, strict=True)]
    )


def test_volunteers_get_less_attention() -> None:
    assert change("attention_minutes").high < 0


def test_attention_falls_by_a_larger_part_than_care() -> None:
    base, _ = arms()
    attention = (
        change("attention_minutes").mean / mean_interval([run["attention_minutes@year"] for run in base]).mean
    )
    care = change("core_met").mean / mean_interval([run["core_met@year"] for run in base]).mean
    assert attention < -0.2 < -0.02 < care


def test_staff_does_not_collapse() -> None:
    assert change("professionals_fte").low > -1.0  # 0.73 FTE is what the budget no longer carries
    assert change("staff_turnover_expected").high < 0.01


def test_no_wave_of_volunteers_comes_to_the_rescue() -> None:
    assert change("volunteers").high < 1.0
    assert change("starters").high < 2.0


def test_absence_by_strain_rises_by_less_than_half_a_point() -> None:
    """From the risks people run: who happens to be ill among ten people says little in a year."""
    cut = {"horizon": 78, "cut.at": 26, "notice": 13.0}
    more = difference("ill", watched(cut, 4), watched(cut | {"cut.size": 0.06}, 4), 39, 91)
    assert Parameters().absence_base * more.high < 0.005
