"""Do volunteers shorten the way to professional help for those who distrust it, and end isolation (C110, C181)?

Isolation: yes. The way to professional help: not at the default strength of trust that passes on. A familiar
volunteer's good contact moves trust in professionals by a thousandth, and clients of little trust first accept by the
chance they have at every request. So nothing about them is asserted here but that they come later.
"""

from __future__ import annotations

from functools import cache
from math import isnan

import pytest

from tests.signatures.watching import outcomes
from tup_sim.statistics.intervals import Interval, mean_interval

RUNS = 3
WINDOW = {"all": (0.0, 104.0)}
MONEY_FOR_ALL = {"warmup": 26, "horizon": 104, "applicants": 1.5, "client_stay": 40.0}

pytestmark = pytest.mark.verify


@cache
def runs(visits: int, gate: bool = True) -> list:
    return outcomes(
        MONEY_FOR_ALL | {"volunteer_visits": visits, "mechanisms.accepting_help": gate}, RUNS, WINDOW
    )


def change(outcome: str, few: int, many: int, gate: bool = True) -> Interval:
    pairs = [
        (a[f"{outcome}@all"], b[f"{outcome}@all"])
        for a, b in zip(runs(few, gate), runs(many, gate), strict=True)
    ]
    return mean_interval([b - a for a, b in pairs if not (isnan(a) or isnan(b))])


def test_clients_who_trusted_already_are_helped_as_soon_without_volunteers() -> None:
    assert abs(change("weeks_to_professional_help_high_trust", 0, -1).mean) < 1.0


def test_without_the_rule_of_acceptance_there_is_no_door_to_open() -> None:
    """Whoever trusts little is then helped as soon as anybody."""
    low, high = (f"weeks_to_professional_help_{kind}_trust@all" for kind in ("low", "high"))
    apart = mean_interval([run[low] - run[high] for run in runs(-1, False)])
    assert abs(apart.mean) < 1.0
    closed = mean_interval([run[low] - run[high] for run in runs(-1)])
    assert closed.low > 1.0


def test_isolation_falls_with_visits_or_does_not_move() -> None:
    """No effect is an allowed result (NE07); more isolation by more visits is not."""
    assert change("client_isolation", 0, 4).low < 0.005
    assert change("client_isolation", 0, -1).high < 0
