"""Numbers carry no more digits than their interval."""

from __future__ import annotations

import math

import pytest

from tup_sim.reporting.numerals import bounds, decimals, numeral, shift


@pytest.mark.parametrize(
    ("mean", "low", "high", "places"),
    [
        (0.8734, 0.861, 0.886, 3),
        (629_564, 628_330, 630_798, 0),
        (12.31, 11.1, 13.5, 1),
        (0.5, 0.5, 0.5, 3),
        (0, 0, 0, 0),
        (3, math.nan, math.nan, 2),
        (1e-5, -2e-5, 4e-5, 5),
        (1, 0.9999999, 1.0000001, 4),
        (math.nan, math.nan, math.nan, 0),
    ],
)
def test_the_interval_decides_on_the_decimals(mean, low, high, places):
    assert decimals(mean, low, high) == places


@pytest.mark.parametrize(
    ("value", "places", "lang", "sign", "text"),
    [
        (1234.567, 1, "en", False, "1,234.6"),
        (1234.567, 1, "nl", False, "1.234,6"),
        (0.5, 2, "en", True, "+0.50"),
        (-0.5, 2, "nl", True, "-0,50"),
        (-0.001, 2, "en", True, "0.00"),
        (math.nan, 2, "en", True, "n/a"),
    ],
)
def test_a_number_is_written_as_in_its_language(value, places, lang, sign, text):
    assert numeral(value, places, lang, sign) == text


@pytest.mark.parametrize(
    ("low", "high", "places", "text"),
    [
        (-30.2, 0.04, 0, "[-30, +0.04]"),
        (-0.0114, -0.0000213, 4, "[-0.0114, -0.00002]"),
        (-1.0, 0.0, 1, "[-1.0, 0.0]"),
        (-1.0, 1e-17, 1, "[-1.0, 0.0]"),
    ],
)
def test_an_end_is_written_as_nought_only_if_it_is(low, high, places, text):
    assert bounds(low, high, places, sign=True) == text


def test_bounds_can_be_told_apart_in_both_languages():
    assert bounds(0.1, 0.2, 1) == "[0.1, 0.2]"
    assert bounds(0.1, 0.2, 1, "nl") == "[0,1; 0,2]"
    assert bounds(math.nan, math.nan, 1) == "[n/a]"


@pytest.mark.parametrize(
    ("value", "places", "lang", "text"),
    [
        (0.0, 0, "en", "±0"),
        (-0.001, 2, "nl", "±0,00"),
        (0.5, 1, "en", "+0.5"),
        (-1234.5, 1, "en", "-1,234.5"),
        (math.nan, 2, "en", "n/a"),
    ],
)
def test_a_difference_always_carries_a_sign(value, places, lang, text):
    assert shift(value, places, lang) == text
