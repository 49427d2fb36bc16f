"""A cut of 6 % where there is no slack: a quarter more is asked than usual, and work pressure is near 1.

Admission stops as soon as it can within the plausible range (above 1.0 for four weeks). Clients wait before
professionals leave (dynamics 3, NI04, NI06, ND19).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.signatures.watching import outcomes
from tup_sim.statistics.intervals import Interval, mean_interval

RUNS = 14
FULL: dict[str, Any] = {
    "warmup": 13,
    "horizon": 104,
    "demand_shock.at": 0,
    "demand_shock.size": 0.25,
    "admission_stop.above": 1.0,
    "admission_stop.weeks": 4,
    "admission_stop.below": 0.95,
    "cut.at": 26,
    "cut.announced": 4.0,
    "notice": 4.0,
}
WINDOWS = {"year": (39.0, 91.0)}

pytestmark = pytest.mark.verify


@cache
def arms(number: int, policy: str) -> tuple[Any, Any]:
    """The full house with this way of admitting, without and with the cut."""
    values = FULL | {"admission_policy": policy}
    return outcomes(values, number, WINDOWS), outcomes(values | {"cut.size": 0.06}, number, WINDOWS)


def change(outcome: str, number: int = RUNS, policy: str = "stop_under_pressure") -> Interval:
    """What the cut does in the year after it, run by run: mean and 95 % interval."""
    key = f"{outcome}@year"
    base, cut = arms(number, policy)
    return mean_interval([theirs[key] - mine[key] for mine, theirs in zip(base, cut, strict=True)])


def test_clients_wait_and_hardly_anybody_leaves_because_of_it() -> None:
    assert change("waiting_list").low > 0
    assert change("staff_turnover_expected").high < 0.01


def test_where_nobody_is_refused_the_list_does_not_move() -> None:
    """Exactly: then nothing the staff goes through reaches those who apply."""
    same = change("waiting_list", 2, "always")
    assert same.low == same.high == 0.0
