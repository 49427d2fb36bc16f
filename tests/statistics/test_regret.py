"""Loss against the best arm of each world, where it can be worked out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from tup_sim.statistics.regret import bootstrap_mean, regrets
from tup_sim.statistics.sensitivity import share_interval

# Three worlds, one run each, three arms; worked out by hand.
TABLE = np.array([[[1.0, 3.0, 2.0]], [[5.0, 5.0, 1.0]], [[2.0, 0.0, 1.0]]])


def test_losses_and_how_often_an_arm_is_the_best_as_worked_out_by_hand():
    first, second, third = regrets(TABLE)
    assert [each.mean.mean for each in (first, second, third)] == pytest.approx([2 / 3, 2 / 3, 2.0])
    assert [each.best for each in (first, second, third)] == [share_interval(k, 3) for k in (2, 2, 0)]
    assert third.tail == pytest.approx(np.quantile([1, 4, 1], 0.9))


def test_where_less_is_better_the_lowest_is_the_best():
    assert regrets(-TABLE, higher=False) == regrets(TABLE)


def test_a_world_with_a_gap_drops_out_and_never_counts_as_nought():
    gap = np.concatenate([TABLE, [[[math.nan, 9.0, 9.0]]]])
    assert regrets(gap) == regrets(TABLE)
    nothing = regrets(np.full((4, 1, 2), math.nan))
    assert all(each.best.n == 0 and math.isnan(each.mean.mean) for each in nothing)


def test_one_run_per_world_says_nothing_about_luck():
    assert all(each.surely.n == each.checked.n == 0 for each in regrets(TABLE))


def test_a_world_is_sure_only_if_the_runs_of_it_agree():
    clear = np.array([[5.0, 1.0], [6.0, 2.1], [5.5, 1.4], [5.0, 1.1]])
    unclear = np.array([[5.0, 1.0], [1.0, 6.0], [5.5, 1.4], [1.0, 2.0]])
    first, second = regrets(np.stack([clear, unclear]))
    assert first.best.mean == 1.0 and first.surely == share_interval(1, 2)
    assert second.surely == share_interval(0, 2)


def test_checked_holds_each_run_against_the_best_of_the_others():
    world = np.array([[[1.0, 0.0], [0.0, 3.0], [2.0, 0.0]]])
    # The best of the other runs: the second arm, the first, the second; worked out by hand.
    first, second = regrets(world)
    assert (first.checked.mean, second.checked.mean) == pytest.approx(((-1 + 0 - 2) / 3, (0 - 3 + 0) / 3))


def test_the_true_mean_loss_lies_between_the_two():
    luck = np.random.default_rng(1)
    merit = luck.normal(0, 1, (300, 1, 4))
    true = (merit.max(axis=2, keepdims=True) - merit).mean(axis=(0, 1))
    found = regrets(merit + luck.normal(0, 2, (300, 4, 4)))
    assert all(each.checked.mean < loss < each.mean.mean for each, loss in zip(found, true, strict=True))


def test_more_runs_bring_the_two_together():
    luck = np.random.default_rng(2)
    merit = luck.normal(0, 1, (100, 1, 3))
    few, many = (regrets(merit + luck.normal(0, 1, (100, n, 3)))[0] for n in (3, 60))
    assert many.mean.mean - many.checked.mean < 0.3 * (few.mean.mean - few.checked.mean)


def test_the_interval_over_worlds_holds_the_mean_although_losses_are_lopsided():
    luck, held, studies = np.random.default_rng(3), 0, 300
    for study in range(studies):
        losses = np.where(luck.random(120) < 0.4, 0.0, luck.exponential(1.0, 120))
        low, high = bootstrap_mean(losses, study)[1:3]
        held += low <= 0.6 <= high
    assert held >= binom.ppf(0.001, studies, 0.93)


def test_one_world_has_no_interval():
    found = regrets(TABLE[:1])[0].mean
    assert (found.mean, found.n) == (2.0, 1) and math.isnan(found.low)
