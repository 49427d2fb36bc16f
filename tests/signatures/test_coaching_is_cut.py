"""Nobody books coaching any more: better before worse (dynamics 9), and only because people leave.

All of leaving is within reach of the organisation here (`management_share` 1.0); at the default of a quarter the turn
comes in the fourth year (docs/signatures.md). Starters come at a constant rate, so that both arms meet the same people.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.signatures.watching import outcomes
from tup_sim.model.parameters import Change
from tup_sim.statistics.intervals import Interval, mean_interval

RUNS, FEW = 12, 3
NO_COACHING = (Change({"coordinators.coaching": 0.0, "coaching_share": 0.0}, at=0),)
WINDOWS = {"soon": (0.0, 26.0), "late": (78.0, 130.0)}
HOUSE: dict[str, Any] = {
    "warmup": 13,
    "horizon": 130,
    "management_share": 1.0,
    "mechanisms.money": False,
    "mechanisms.recruitment": False,
    "starters_per_month": 0.35,
}

pytestmark = pytest.mark.verify


@cache
def change(outcome: str, window: str, leaving: bool = True) -> Interval:
    """What dropping the talks does, run by run: mean and 95 % interval."""
    base, cut = arms(leaving)
    key = f"{outcome}@{window}"
    return mean_interval([theirs[key] - mine[key] for mine, theirs in zip(base, cut, strict=True)])


@cache
def arms(leaving: bool) -> tuple[Any, Any]:
    """The house with talks and without."""
    values = HOUSE | {"mechanisms.exit": leaving}
    number = RUNS if leaving else FEW
    return outcomes(values, number, WINDOWS), outcomes(values, number, WINDOWS, NO_COACHING)


def test_it_is_better_at_first_and_worse_later() -> None:
    assert change("net_volunteer_hours", "soon").low > 0
    assert change("net_volunteer_hours", "late").high < 0
    assert change("volunteers", "late").high < 0


def test_without_leaving_there_is_no_turn() -> None:
    assert change("net_volunteer_hours", "soon", leaving=False).low > 0
    assert change("net_volunteer_hours", "late", leaving=False).low > 0
