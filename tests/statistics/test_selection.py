"""The best arm is named as often as promised, for arms that share their luck and for arms that do not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from tup_sim.statistics import Shown, choose_best, paired_difference, simultaneous, t_quantile

STUDIES = 600


def arms(truth, rho, luck, runs=10):
    """Runs of arms with these means; rho of their variance is shared, and one arm is twice as restless."""
    shared = math.sqrt(rho) * luck.normal(size=(1, runs))
    own = math.sqrt(1 - rho) * luck.normal(size=(len(truth), runs))
    own[1] *= 2
    return np.asarray(truth)[:, None] + shared + own


@pytest.mark.parametrize("rho", [0.0, 0.9])
@pytest.mark.parametrize("truth", [(0.0, 0.0, 0.0, 0.0), (0.0, 0.3, 0.6, 0.5)])
def test_the_statement_is_true_at_least_as_often_as_it_says(rho, truth):
    luck = np.random.default_rng([7, round(10 * rho), len(set(truth))])
    best, true = int(np.argmax(truth)), 0
    for _ in range(STUDIES):
        seen = choose_best(arms(truth, rho, luck))
        within = all(max(truth) - mean <= each.lost for mean, each in zip(truth, seen.standings, strict=True))
        true += seen.standings[best].may_be_best and within
    assert true >= binom.ppf(0.001, STUDIES, 0.95)


def test_shared_luck_makes_the_choice_sharper():
    luck = np.random.default_rng(3)

    def left(rho):
        standings = choose_best(arms((0, 0, 1), rho, luck)).standings
        return sum(each.may_be_best for each in standings)

    apart, together = (np.mean([left(rho) for _ in range(200)]) for rho in (0.0, 0.95))
    assert together < apart - 0.3


def test_two_arms_are_the_paired_t_test_of_the_tables():
    seen = choose_best(np.array([[1.0, 2.0, 3.0, 4.0], [1.5, 2.0, 3.5, 4.5]]))
    differences = np.array([0.5, 0.0, 0.5, 0.5])
    margin = t_quantile(0.975, 3) * differences.std(ddof=1) / 2
    assert (seen.best, seen.sure, seen.n) == (1, differences.mean() > margin, 4)
    assert seen.sure == paired_difference([1.5, 2.0, 3.5, 4.5], [1.0, 2.0, 3.0, 4.0]).clear
    assert seen.standings[0].lost == pytest.approx(differences.mean() + margin)
    assert seen.standings[1].lost == pytest.approx(max(0.0, margin - differences.mean()))


def test_less_is_better_where_that_is_asked():
    values = np.random.default_rng(1).normal([[0.0], [1.0], [5.0]], 1.0, (3, 8))
    up, down = choose_best(values, higher=False), choose_best(-values)
    assert up.best == down.best == 0
    assert [each.lost for each in up.standings] == [each.lost for each in down.standings]
    assert up.standings[2].mean == pytest.approx(values[2].mean())


def test_a_run_without_a_value_in_one_arm_drops_out_of_all():
    values = np.array([[1.0, 2.0, math.nan, 4.0], [2.0, 3.5, 9.0, 5.0]])
    assert choose_best(values) == choose_best(values[:, [0, 1, 3]])


def test_without_two_runs_nothing_is_ruled_out():
    one = choose_best(np.array([[1.0], [2.0]]))
    assert (one.best, one.sure, one.n) == (1, False, 1)
    assert [each.lost for each in one.standings] == [math.inf, math.inf]
    none = choose_best(np.array([[math.nan], [2.0]]))
    assert (none.best, none.n) == (None, 0) and all(each.may_be_best for each in none.standings)


def test_equal_arms_cannot_be_told_apart_and_cost_nothing():
    seen = choose_best(np.tile([1.0, 2.0, 3.0], (3, 1)))
    assert all(each.may_be_best and each.lost == 0 for each in seen.standings)


@pytest.mark.parametrize("seed", range(40))
def test_the_best_is_sure_only_if_the_table_tells_it_from_every_other(seed):
    luck = np.random.default_rng([11, seed])
    values = luck.normal(luck.normal(0, 1, (4, 1)), 1.0, (4, 6))
    seen = choose_best(values)
    rivals = [values[place] for place in range(4) if place != seen.best]
    table = simultaneous([values[seen.best] - each for each in rivals], [0.0] * 6)
    assert seen.sure == all(each.clear and each.mean > 0 for each in table)


def test_three_runs_rule_nobody_out_even_if_they_agree():
    assert not choose_best(np.array([[1.0, 1.1, 1.2], [2.0, 2.1, 2.2]])).sure
    assert choose_best(np.array([[1.0, 1.1, 1.2, 1.0], [2.0, 2.1, 2.2, 2.0]])).sure


def test_a_best_that_is_ahead_by_too_little_does_not_matter():
    arms = np.array([[1.0, 2.0, 3.0, 4.0], [1.1, 2.1, 3.1, 4.1], [0.0, 1.0, 2.0, 3.0]])
    seen = choose_best(arms, smallest=0.5)
    assert seen.sure and not seen.matters
    assert [each.behind for each in seen.standings] == [Shown.NEGLIGIBLE, Shown.SAME, Shown.CLEAR]
    assert choose_best(arms, smallest=0.05).matters and choose_best(arms).matters
