"""Intervals hold the truth as often as they promise, and say so when they know nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from tup_sim.statistics import mean_interval, paired_difference, runs_saved, simultaneous, t_quantile

TRIALS = 2000


def promised(confidence: float) -> tuple[float, float]:
    """Counts out of TRIALS between which a method with this coverage lies, 999 times in 1000."""
    return stats.binom.interval(0.999, TRIALS, confidence)


@pytest.mark.parametrize("n", [2, 5, 20])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_of_a_mean_holds_the_truth_as_often_as_it_promises(n, confidence):
    draws = np.random.default_rng(n).normal(3.0, 2.0, (TRIALS, n))
    intervals = [mean_interval(row, confidence) for row in draws]
    low, high = promised(confidence)
    assert low <= sum(each.low <= 3.0 <= each.high for each in intervals) <= high


def test_the_interval_of_a_paired_difference_holds_the_truth_as_often_as_it_promises():
    rng = np.random.default_rng(7)
    luck = rng.normal(0, 5, (TRIALS, 8))
    base, changed = luck + rng.normal(0, 1, luck.shape), 0.5 + luck + rng.normal(0, 1, luck.shape)
    found = [paired_difference(a, b) for a, b in zip(changed, base, strict=True)]
    low, high = promised(0.95)
    assert low <= sum(each.low <= 0.5 <= each.high for each in found) <= high
    assert np.mean([each.correlation for each in found]) > 0.9


def test_a_true_p_value_is_below_five_percent_once_in_twenty():
    draws = np.random.default_rng(3).normal(0, 1, (TRIALS, 6))
    low, high = promised(0.05)
    assert low <= sum(paired_difference(row, np.zeros(6)).p < 0.05 for row in draws) <= high


def test_intervals_of_several_arms_hold_together():
    rng = np.random.default_rng(11)
    together = 0
    for _ in range(TRIALS):
        base = rng.normal(0, 1, 6)
        arms = [base * 0.5 + rng.normal(0, 1, 6) for _ in range(4)]
        together += all(each.low <= 0 <= each.high for each in simultaneous(arms, base))
    assert together >= promised(0.95)[0]


def test_one_arm_needs_no_wider_interval():
    arm, base = [3.0, 4.0, 6.0], [1.0, 2.5, 2.0]
    assert simultaneous([arm], base)[0] == pytest.approx(paired_difference(arm, base))


def test_the_interval_is_the_one_of_scipy():
    rng = np.random.default_rng(5)
    a, b = rng.normal(0, 1, 12), rng.normal(0.4, 1, 12)
    theirs, ours = stats.ttest_rel(a, b), paired_difference(a, b)
    assert ours[1:3] == pytest.approx(tuple(theirs.confidence_interval()))
    assert ours.p == pytest.approx(theirs.pvalue)
    assert t_quantile(0.975, 11) == pytest.approx(stats.t.ppf(0.975, 11))


def test_one_value_has_a_mean_and_no_interval():
    mean, low, high, n = mean_interval([4.0, math.nan])
    assert (mean, n) == (4.0, 1)
    assert math.isnan(low) and math.isnan(high)


def test_no_value_has_no_mean():
    mean, low, high, n = mean_interval([math.nan])
    assert n == 0 and all(math.isnan(each) for each in (mean, low, high))


def test_equal_values_have_an_interval_of_no_width():
    assert mean_interval([0.1] * 7) == pytest.approx((0.1, 0.1, 0.1, 7))
    low, high = mean_interval([0.1] * 7)[1:3]
    assert low == high


def test_a_pair_with_a_gap_drops_out_and_is_not_counted():
    found = paired_difference([1.0, math.nan, 4.0, 9.0], [0.0, 1.0, 2.0, math.nan])
    assert (found.mean, found.n) == (1.5, 2)


def test_arms_of_unequal_length_are_no_pairs():
    with pytest.raises(ValueError, match="equal length"):
        paired_difference([1.0], [1.0, 2.0])


def test_two_equal_arms_differ_by_nothing_and_not_clearly():
    found = paired_difference([1.0, 2.0, 5.0], [1.0, 2.0, 5.0])
    assert (found.mean, found.low, found.high, found.p, found.clear) == (0, 0, 0, 1, False)
    assert found.correlation == pytest.approx(1)


def test_a_difference_that_never_varies_is_clear():
    found = paired_difference([3.0, 4.0, 6.0, 5.0], [1.0, 2.0, 4.0, 3.0])
    assert (found.low, found.high, found.p, found.clear) == (2, 2, 0, True)


def test_three_pairs_that_happen_to_agree_prove_nothing():
    found = paired_difference([3.0, 4.0, 6.0], [1.0, 2.0, 4.0])
    assert (found.low, found.high, found.clear) == (2, 2, False) and math.isnan(found.p)


def test_a_single_pair_is_never_clear():
    assert not paired_difference([3.0], [1.0]).clear


def test_shared_luck_saves_runs_as_theory_says():
    rng = np.random.default_rng(2)
    luck = rng.normal(0, 3, 40_000)
    a, b = luck + rng.normal(0, 1, luck.size), luck + rng.normal(0, 1, luck.size)
    assert runs_saved(a, b) == pytest.approx(10, rel=0.05)  # (10 + 10) / (1 + 1)
    assert runs_saved(a, rng.permutation(b)) == pytest.approx(1, rel=0.05)


def test_runs_saved_without_variance():
    assert runs_saved([1.0, 2.0], [2.0, 3.0]) == math.inf
    assert math.isnan(runs_saved([1.0, 1.0], [2.0, 2.0]))
    assert math.isnan(runs_saved([1.0], [2.0]))
