"""Holm's adjustment and medians, against examples worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tup_sim.statistics import holm, median, weighted_median


def test_holm_gives_the_known_example():
    # Worked out by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, then never below the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_leaves_gaps_out_of_the_count():
    found = holm([math.nan, 0.02, 0.9])
    assert math.isnan(found[0])
    assert found[1:] == pytest.approx([0.04, 0.9])


def test_one_comparison_needs_no_adjustment():
    assert holm([0.03]) == [0.03]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_never_lowers_a_p_and_never_doubts_more_than_bonferroni(p):
    for before, after in zip(p, holm(p), strict=True):
        assert before <= after <= min(1.0, before * len(p)) + 1e-12


def test_median_skips_gaps():
    assert median([3.0, math.nan, 1.0, 10.0, 2.0]) == 2.5
    assert math.isnan(median([]))


def test_a_weight_counts_as_that_many_values():
    assert weighted_median([1.0, 2.0, 9.0], [1, 1, 5]) == 9.0
    assert weighted_median([5.0, 1.0, 3.0, math.nan], [0, 1, 1, 8]) == 2.0
    assert math.isnan(weighted_median([1.0], [0.0]))


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 5)), min_size=1, max_size=20))
def test_a_weighted_median_is_the_median_of_the_values_written_out(pairs):
    written_out = [float(value) for value, times in pairs for _ in range(times)]
    values, weights = zip(*pairs, strict=True)
    assert weighted_median(values, weights) == median(written_out)


@pytest.mark.parametrize("weights", [[1.0], [1.0, -1.0]])
def test_a_weight_too_few_or_below_zero_is_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        weighted_median([1.0, 2.0], weights)
