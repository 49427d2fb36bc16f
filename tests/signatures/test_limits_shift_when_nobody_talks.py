"""Three quarters without talks: crossings rise late and steeply."""

from __future__ import annotations

import pytest

from tests.signatures.creeping import NO_TALKS, difference, risk_of_crossing

# The higher end of what is plausible, so that little time shows it.
OFTEN = {"crossing.rate": 0.0125}


@pytest.mark.verify
def test_crossings_rise_with_a_delay_when_talks_stop() -> None:
    usual, gap = risk_of_crossing(OFTEN, runs=5), risk_of_crossing(OFTEN, NO_TALKS, runs=5)
    first, later = difference(usual, gap, (0,), (0,)), difference(usual, gap, (2,), (2,))
    assert first.low > 0.0 and later.low > 2.0 * first.mean


def test_without_the_mechanism_nothing_is_crossed_at_all() -> None:
    off = risk_of_crossing(OFTEN | {"mechanisms.boundary_crossing": False}, NO_TALKS, runs=1)
    assert off == ((0.0,) * 6,)
