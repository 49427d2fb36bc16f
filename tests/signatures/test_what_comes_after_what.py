"""Overload makes people ill first, then leave; a faster habit stays when the hurry is over."""

from __future__ import annotations

import pytest

from tests.signatures.watching import between, difference, watched
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.processes.staffing import effect
from tup_sim.statistics.intervals import Interval

WARMUP = 13
RUNS = 3
HURRIES = 6  # some of them find slack

pytestmark = pytest.mark.verify

# Requests grow by half and stay there; nobody is refused; the link from strain to leaving is that of the stress test.
OVERLOAD = {"horizon": 110, "admission_policy": "always", "strain.quit_effect": 2.5}
MORE = {"demand_shock.at": 10, "demand_shock.size": 0.5}


def quarters(name: str, **off: bool) -> list[float]:
    """Difference that the overload makes, quarter by quarter, against its mean in the last year."""
    values = OVERLOAD | {f"mechanisms.{key}": value for key, value in off.items()}
    base, other = watched(values, RUNS), watched(values | MORE, RUNS)
    start = WARMUP + 10
    seen = [difference(name, base, other, start + 13 * q, start + 13 * q + 13).mean for q in range(7)]
    return [value / max(1e-9, seen[-1], seen[-2], seen[-3]) for value in seen]


def test_illness_rises_before_leaving_does() -> None:
    ill, leaving = quarters("ill"), quarters("leaving")
    half = [next(q for q, value in enumerate(each) if value >= 0.5) for each in (ill, leaving)]
    assert half[0] < half[1]
    assert ill[1] > leaving[1] and ill[2] > leaving[2]


def test_without_strain_overload_makes_nobody_ill() -> None:
    values = OVERLOAD | {"mechanisms.strain": False}
    base, other = watched(values, RUNS), watched(values | MORE, RUNS)
    for name in ("ill", "leaving"):
        assert difference(name, base, other, WARMUP + 10, WARMUP + 110).mean == pytest.approx(0.0, abs=0.05)


def test_strain_is_bounded_however_heavy_the_load() -> None:
    """No load multiplies illness or leaving by more than the declared most."""
    crushed = watched(OVERLOAD | {"demand_shock.at": 10, "demand_shock.size": 3.0}, 1)[0]
    assert max(crushed.ill) > 1.1
    assert max(crushed.ill) <= 1.5 / min(effect(0.0, 1.5, plain(Parameters().strain)), 1.0)
    assert max(crushed.leaving) <= 2.5
    assert between(crushed.fte, 90, 120) > 0.3 * between(crushed.fte, 0, WARMUP)


# Half a year of many more requests, and a year and a half to recover.
HURRY = {"demand_shock.at": 10, "demand_shock.until": 36, "demand_shock.size": 0.8, "horizon": 110}
QUIET = {"horizon": 110}
AFTER = (WARMUP + 84, WARMUP + 110)


def standard(number: int = HURRIES, **values: object) -> tuple[Interval, Interval]:
    """What the hurry does to the standard in its last weeks, and a year later."""
    base, other = watched(QUIET | values, number), watched(HURRY | values, number)
    return difference("standard", base, other, WARMUP + 30, WARMUP + 36), difference(
        "standard", base, other, *AFTER
    )


def test_time_per_task_that_was_lost_in_a_hurry_does_not_come_back_by_itself() -> None:
    during, after = standard()
    assert during.high < 0 and after.high < 0
    assert after.mean < 0.5 * during.mean


def test_an_outside_norm_brings_it_back() -> None:
    _, alone = standard()
    _, guarded = standard(time_norm=True)
    assert guarded.mean > 0.6 * alone.mean


def test_without_work_pressure_nothing_is_lost() -> None:
    during, after = standard(2, **{"mechanisms.work_pressure": False})
    assert during.mean == after.mean == 0.0
