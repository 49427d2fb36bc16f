"""What pushes limits: enthusiasm and poor explanations (C097, C158)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.directions.arms import change, falls, rises

CALM: dict[str, Any] = {"population.enthusiasm_mean": 0.4}
KEEN: dict[str, Any] = {"population.enthusiasm_mean": 0.8}
POOR: dict[str, Any] = {"communication_quality": 0.3, "dialogue_interval": 8.0}
CLEAR: dict[str, Any] = {"communication_quality": 0.95, "dialogue_interval": 8.0}


@pytest.mark.verify
def test_keen_volunteers_give_more_hours_and_more_than_they_wished() -> None:
    rises("volunteer_hours", CALM, KEEN, number=36)
    rises("hours_over_wish", CALM, KEEN, number=36)


@pytest.mark.verify
def test_that_is_all_enthusiasm_does() -> None:
    off: dict[str, Any] = {"mechanisms.boundary_crossing": False, "mechanisms.mandate_drift": False}
    short = off | {"horizon": 12}
    seen = change("hours_over_wish", CALM | short, KEEN | short, window=(6.0, 12.0))
    assert seen.low == seen.high == 0.0


@pytest.mark.verify
def test_what_does_not_get_across_is_crossed_more_often() -> None:
    rises("role_clarity", POOR, CLEAR)
    falls("boundary_crossings_per_1000_expected", POOR, CLEAR)
