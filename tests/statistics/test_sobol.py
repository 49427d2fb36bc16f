"""Shares of variance against closed forms, against SALib, and where luck takes part."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from tup_sim.statistics.sobol import share_beyond_luck, sobol_indices


def blocks(model, inputs, count, seed=1, noise=0.0):
    """Output of a model in blocks A, mixed, B; the points of a block share their luck."""
    luck = np.random.default_rng([seed, 21])
    a, b = luck.random((2, count, inputs))
    points = np.repeat(a[:, None, :], inputs + 2, axis=1)
    for column in range(inputs):
        points[:, column + 1, column] = b[:, column]
    points[:, -1] = b
    shared = noise * luck.normal(size=(count, 1))
    return points, (model(points) + shared).ravel()


def ishigami(x):
    z = math.pi * (2 * x - 1)
    return np.sin(z[..., 0]) + 7 * np.sin(z[..., 1]) ** 2 + 0.1 * z[..., 2] ** 4 * np.sin(z[..., 0])


# Ishigami and Homma (1990), a = 7, b = 0.1: worked out in closed form.
V1, V2, V13 = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2, 49 / 8, 0.01 * math.pi**8 * (1 / 18 - 1 / 50)
ALL = V1 + V2 + V13


def test_the_indices_of_ishigami_are_the_published_ones():
    found = sobol_indices(blocks(ishigami, 3, 4000)[1], 3, seed=1)
    assert [each.mean for each in found.first] == pytest.approx([V1 / ALL, V2 / ALL, 0], abs=0.05)
    assert [each.mean for each in found.total] == pytest.approx(
        [(V1 + V13) / ALL, V2 / ALL, V13 / ALL], abs=0.05
    )
    assert found.luck.mean == pytest.approx(0, abs=0.04)
    for each, true in zip(found.first, (V1 / ALL, V2 / ALL, 0), strict=True):
        assert each.low - 0.01 < true < each.high + 0.01
    assert 0.02 < found.first[0].high - found.first[0].low < 0.2


def test_salib_says_the_same():
    analyse = pytest.importorskip("SALib.analyze.sobol").analyze
    output = blocks(ishigami, 3, 512)[1]
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    theirs = analyse(problem, output, calc_second_order=False, seed=1)
    ours = sobol_indices(output, 3, seed=1)
    assert [each.mean for each in ours.first] == pytest.approx(list(theirs["S1"]), abs=0.03)
    assert [each.mean for each in ours.total] == pytest.approx(list(theirs["ST"]), abs=0.03)


def test_luck_that_a_block_shares_is_told_apart_from_the_inputs():
    """Variance 4/12 from the first input, 1/12 from the second, 1 from luck."""
    output = blocks(lambda x: 2 * x[..., 0] + x[..., 1], 2, 4000, noise=1.0)[1]
    found = sobol_indices(output, 2, seed=1)
    whole = 4 / 12 + 1 / 12 + 1
    assert [each.mean for each in found.total] == pytest.approx([4 / 12 / whole, 1 / 12 / whole], abs=0.02)
    assert found.luck.mean == pytest.approx(1 / whole, abs=0.04)


def test_a_failed_run_costs_its_block_and_is_never_a_zero():
    output = blocks(ishigami, 3, 300)[1]
    gaps = output.copy()
    gaps[[2, 7, 500]] = math.nan
    found = sobol_indices(gaps, 3, seed=1)
    assert (found.used, found.blocks) == (297, 300)
    assert found == sobol_indices(
        np.delete(output.reshape(300, 5), [0, 1, 100], axis=0).ravel(), 3, 1
    )._replace(blocks=300)


def test_too_few_whole_blocks_or_no_variance_give_no_index_at_all():
    output = blocks(ishigami, 3, 12)[1].reshape(12, 5)
    output[:5, 1] = math.nan
    assert sobol_indices(output.ravel(), 3, 1) is None
    assert sobol_indices(np.ones(50), 3, 1) is None


def test_the_share_beyond_luck_is_one_minus_the_ratio_of_variances():
    moved, still = np.array([0.0, 2.0, 4.0, 6.0] * 10), np.array([2.0, 4.0] * 10)
    found = share_beyond_luck(moved, still)
    assert found.mean == pytest.approx(1 - still.var(ddof=1) / moved.var(ddof=1))
    assert found.low < found.mean < found.high and found.n == 20


@pytest.mark.parametrize("tail", ["normal", "laplace"])
def test_its_interval_holds_the_true_share_also_with_long_tails(tail):
    luck, held, studies = np.random.default_rng(31), 0, 400
    draw = getattr(luck, tail)
    for _ in range(studies):
        low, high = share_beyond_luck(draw(0, 2, 200), draw(0, 1, 20))[1:3]
        held += low <= 0.75 <= high
    assert held >= binom.ppf(0.001, studies, 0.93 if tail == "normal" else 0.88)


def test_more_luck_than_movement_is_a_share_of_nought():
    luck = np.random.default_rng(5)
    found = share_beyond_luck(luck.normal(0, 1, 100), luck.normal(0, 3, 50))
    assert found.mean == found.low == 0 and found.high < 0.5


def test_without_runs_that_stay_nothing_is_said():
    assert math.isnan(share_beyond_luck(np.arange(9.0), np.array([1.0, math.nan])).mean)
    assert math.isnan(share_beyond_luck(np.ones(9), np.arange(9.0)).mean)
