"""An eighth fewer hours: what happens in gaps goes first, and what is an appointment does not (C144, C145).

No rule names an order. Attention for volunteers is what is left of gaps, so it vanishes long before coaching talks or
basic care do; booked, it keeps to its hours and nothing is first.
"""

from __future__ import annotations

import pytest

from tests.directions.arms import change, mean
from tup_sim.statistics.intervals import Interval

IN_GAPS: dict[str, object] = {}
BOOKED: dict[str, object] = {"attention_booked": True}
FEWER: dict[str, object] = {"professionals.fte": 0.65 * 0.88}

pytestmark = pytest.mark.verify


def lost(outcome: str, house: dict[str, object]) -> Interval:
    """What fewer hours do, as part of what there was: mean and 99 % interval over paired runs."""
    moved, usual = change(outcome, house, house | FEWER), mean(outcome, house)
    return Interval(moved.mean / usual, moved.low / usual, moved.high / usual, moved.n)


def test_attention_in_gaps_falls_before_coaching_and_before_care() -> None:
    attention = lost("attention_minutes", IN_GAPS)
    assert attention.high < -0.10
    assert attention.high < min(lost("contact_ratio", IN_GAPS).low, lost("core_met", IN_GAPS).low)


def test_booked_attention_does_not_go_first() -> None:
    """The order is turned: coaching and the wait give way as before, attention holds."""
    attention = lost("attention_minutes", BOOKED)
    assert attention.low > -0.10
    assert attention.low > lost("attention_minutes", IN_GAPS).high
    assert lost("core_wait_mean", BOOKED).mean > -attention.mean
