"""Screening, partial rank correlations and elementary effects, where the answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from tup_sim.statistics.sensitivity import (
    _partial,
    elementary_effects,
    influences,
    partial_rank_correlation,
    ranked,
    share_interval,
)

NONE = np.zeros((200, 0))


def draws(seed: int, n: int = 200, inputs: int = 100) -> tuple[np.ndarray, np.random.Generator]:
    luck = np.random.default_rng([seed, 3])
    return luck.random((n, inputs)), luck


def test_without_anything_given_it_is_the_rank_correlation():
    x, luck = draws(1)
    y = x[:, 0] + luck.normal(0, 0.3, 200)
    assert partial_rank_correlation(x[:, 0], y, NONE) == pytest.approx(spearmanr(x[:, 0], y).statistic)


def test_what_only_seems_to_work_through_another_input_has_no_partial_correlation():
    x, luck = draws(2, n=2000, inputs=1)
    seeming = x[:, 0] + luck.normal(0, 0.3, 2000)
    y = x[:, 0] + luck.normal(0, 0.3, 2000)
    assert partial_rank_correlation(seeming, y, np.zeros((2000, 0))) > 0.3
    assert abs(partial_rank_correlation(seeming, y, x)) < 0.07


def test_a_bent_line_counts_as_much_as_a_straight_one():
    x, _ = draws(3)
    assert partial_rank_correlation(x[:, 0], np.exp(9 * x[:, 0]), NONE) == pytest.approx(1)


def test_the_inputs_that_matter_stand_out_among_a_hundred_with_their_sign():
    x, luck = draws(4)
    y = 3 * x[:, 7] - 2 * x[:, 50] + luck.normal(0, 0.5, 200)
    seen = influences(x, y, seed=1)
    clear = {each.column: each for each in seen.found if each.clear}
    assert set(clear) == {7, 50}
    assert clear[7].effect > 0.8 and clear[50].effect < -0.6
    assert all(each.low <= each.effect <= each.high for each in clear.values())
    assert len(seen.found) == 10 and seen.found[0].column == 7
    assert 0.75 < seen.explained < 0.95


def test_where_nothing_matters_nothing_stands_out():
    """In 95 of 100 studies, although a hundred inputs are looked at each time."""
    wrong = 0
    for seed in range(60):
        x, luck = draws(seed + 100, n=80, inputs=100)
        seen = influences(x, luck.normal(0, 1, 80), seed=1, shown=0)
        wrong += bool(seen.found)
    assert wrong <= 8


def test_failed_draws_drop_out_instead_of_counting_as_zero():
    x, luck = draws(5)
    y = 3 * x[:, 7] + luck.normal(0, 0.5, 200)
    y[x[:, 7] > 0.8] = math.nan
    seen = influences(x, y, seed=1)
    assert seen.n == int((x[:, 7] <= 0.8).sum()) and seen.found[0].column == 7


def test_the_bootstrap_interval_is_about_as_wide_as_fishers():
    x, luck = draws(6, n=300, inputs=5)
    seen = influences(x, x[:, 0] + luck.normal(0, 0.5, 300), seed=1).found[0]
    half = 1.96 / math.sqrt(300 - 3)
    low, high = (math.tanh(math.atanh(seen.effect) + side * half) for side in (-1, 1))
    assert seen.high - seen.low == pytest.approx(high - low, rel=0.35)


def test_the_bootstrap_starts_from_the_same_partial_correlation():
    x, luck = draws(9, n=100, inputs=4)
    y = x[:, 0] - 2 * x[:, 1] + x[:, 2] + luck.normal(0, 0.2, 100)
    given = x[:, 1:3]
    table = ranked(np.column_stack([x[:, 0], y, given]))
    assert _partial(table) == pytest.approx(partial_rank_correlation(x[:, 0], y, given))


@pytest.mark.parametrize("output", [np.full(200, 2.0), np.full(200, math.nan)])
def test_an_output_without_variety_has_no_influences(output):
    assert influences(draws(7)[0], output, seed=1).found == ()


def test_an_input_that_does_not_vary_has_no_influence():
    x, _ = draws(8, inputs=3)
    x[:, 2] = 0.5
    seen = influences(x, x[:, 0].copy(), seed=1)
    assert seen.found[0].column == 0
    assert not any(each.clear for each in seen.found if each.column == 2)
    assert not ranked(x)[:, 2].any()


def path(start: list[float], moves: list[tuple[int, float]]) -> list[list[float]]:
    points = [list(start)]
    for column, to in moves:
        points.append([*points[-1][:column], to, *points[-1][column + 1 :]])
    return points


def test_elementary_effects_of_a_model_with_an_interaction():
    """y = 4a + ab: a is worth 4 + b, b is worth a, c nothing."""
    points = np.array(path([0, 0, 0], [(0, 1), (1, 1), (2, 1)]) + path([0, 1, 1], [(2, 0), (1, 0.5), (0, 1)]))
    y = 4 * points[:, 0] + points[:, 0] * points[:, 1]
    a, b, c = elementary_effects(points, y, 4)
    assert (a.size.mean, b.size.mean, c.size.mean) == pytest.approx((4.25, 0.5, 0))
    assert (a.mean, c.spread) == pytest.approx((4.25, 0))
    assert b.spread > 0


def test_a_step_from_a_failed_run_drops_out_and_paths_do_not_touch():
    points = np.array(path([0, 0], [(0, 1), (1, 1)]) + path([1, 0], [(0, 0), (1, 1)]))
    a, b = elementary_effects(points, np.array([0, math.nan, 5, 2, 1, 1]), 3)
    assert (a.size.n, b.size.n) == (1, 1)
    assert (a.mean, b.mean) == (1, 0)


def test_a_share_has_wilsons_interval():
    assert share_interval(9, 10)[:3] == pytest.approx((0.9, 0.596, 0.982), abs=1e-3)  # Newcombe 1998
    assert share_interval(0, 20).low == 0
    assert share_interval(0, 0).n == 0
