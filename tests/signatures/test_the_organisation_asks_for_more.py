"""After a cut people are asked for hours and wider mandates through missed core only, and mandates outlast the cut."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD
from tests.signatures.creeping import EXTRA, FEWER, QUARTER, RESTORED
from tup_sim.model.mechanisms.asking_for_more import (
    AskedForExtraShift,
    CoreReviewed,
    WiderMandateProposed,
)
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.intervals import Interval, mean_interval

pytestmark = pytest.mark.verify
SEED, RUNS, YEAR = 1, 8, 52
ASKS = {"organisation_asks": "hours_and_mandates"}
LONG = {"warmup": YEAR, "horizon": 7 * QUARTER, "mechanisms.money": False}
DURING, AFTER = (0, 3 * QUARTER), (5 * QUARTER, 7 * QUARTER)
CORE = ("guidance", "expert_care", "personal_care", "practical_core")
HOUSE = with_values(BASES["open_house"], THIRD | EXTRA | LONG | ASKS)
PATIENT = {f"requests.{name}.patience": 10 * getattr(HOUSE.requests, name).patience for name in CORE}


class Asked:
    """What was asked, with the week counted from the end of the warm-up."""

    def __init__(self) -> None:
        self.shifts: list[float] = []
        self.agreed: list[float] = []
        self.reviews: list[tuple[float, CoreReviewed]] = []
        self.handlers = {
            AskedForExtraShift: lambda e: self.shifts.append(self.week(e.now)) if e.accepted else None,
            WiderMandateProposed: lambda e: self.agreed.append(self.week(e.now)) if e.accepted else None,
            CoreReviewed: lambda e: self.reviews.append((self.week(e.now), e)),
        }

    def week(self, hour: float) -> float:
        return hour / 168.0 - YEAR


class Row(NamedTuple):
    """One run in a window of weeks: extra shifts, mandates widened, and mandates that are wider at its end."""

    shifts: float
    widened: float
    wider: float


@cache
def asked(values: tuple[tuple[str, Any], ...], changes: int, seed: int) -> tuple[Asked, ...]:
    scenario = Scenario("arm", with_values(HOUSE, dict(values)), (FEWER, RESTORED)[:changes])
    found = []
    for run in range(RUNS):
        seen = Asked()
        Simulation(scenario, seed, run, [seen]).run()
        found.append(seen)
    return tuple(found)


def rows(window: tuple[int, int], values: Mapping[str, Any], *changes: Change, seed: int = SEED) -> list[Row]:
    """Each run of an arm in a window."""
    first, last = window
    return [
        Row(
            sum(first <= week < last for week in seen.shifts),
            sum(first <= week < last for week in seen.agreed),
            max((week, event.wider) for week, event in seen.reviews if week < last)[1],
        )
        for seen in asked(tuple(sorted(values.items())), len(changes), seed)
    ]


def more(field: str, window: tuple[int, int], values: Mapping[str, Any], seed: int = SEED) -> Interval:
    """With the cut less without it, run by run: mean and 95 % interval."""
    cut, calm = rows(window, values, FEWER, RESTORED, seed=seed), rows(window, values, seed=seed)
    return mean_interval(
        [getattr(a, field) - getattr(b, field) for a, b in zip(cut, calm, strict=True)], 0.95
    )


@pytest.mark.parametrize("field", ["shifts", "widened"])
def test_after_a_cut_people_are_asked_for_more(field: str) -> None:
    assert more(field, DURING, {}).low > 0.0


def test_even_where_core_can_wait_ten_times_as_long_the_cut_leaves_some_of_it_missed_and_people_are_asked() -> (
    None
):
    """What was asked beforehand is refuted: that nobody is asked there (``asking_through_missed_core``)."""
    assert more("shifts", DURING, PATIENT, seed=303).low > 0.0


def test_half_a_year_after_the_hours_are_back_the_asking_is_over() -> None:
    assert more("shifts", AFTER, {}).mean <= 0.2 * more("shifts", DURING, {}).mean


def test_half_a_year_after_the_hours_are_back_mandates_are_still_wider() -> None:
    assert more("wider", AFTER, {}).mean >= 0.5 * more("wider", DURING, {}).mean > 0.0


def test_a_house_at_rest_hardly_ever_asks() -> None:
    scenario = Scenario(
        "rest", with_values(BASES["open_house"], ASKS | {"warmup": YEAR, "horizon": 2 * YEAR})
    )
    asks = []
    for run in range(6):
        seen = Asked()
        Simulation(scenario, SEED, run, [seen]).run()
        asks += [event.asks for week, event in seen.reviews if week >= 0]
    assert len(asks) > 40 and sum(asks) / len(asks) < 0.1
