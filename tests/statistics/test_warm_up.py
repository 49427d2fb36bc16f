"""The start-up of a series is found where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from tup_sim.statistics import mser5, welch


def test_a_start_far_from_the_level_is_cut_off():
    rng = np.random.default_rng(1)
    series = rng.normal(0, 1, 1000)
    series[:100] += 20
    assert 95 <= mser5(series) <= 130


def test_a_decaying_start_costs_less_bias_after_the_cut():
    rng = np.random.default_rng(6)
    series = 10 * np.exp(-np.arange(1000) / 60) + rng.normal(0, 1, 1000)
    assert abs(series[mser5(series) :].mean()) < 0.3 * series.mean()


def test_a_series_that_never_settles_gets_no_answer():
    assert mser5(np.arange(200.0) ** 2) is None
    assert mser5([1.0] * 6) is None


def test_batches_at_the_end_that_lie_close_together_by_luck_are_no_place_to_cut():
    series = np.tile([1.0, -1.0], 100)
    series[:50] += 20
    series[-15:] = 0.0
    assert mser5(series) == 50


def test_a_level_series_needs_no_cut():
    assert mser5([3.0] * 100) == 0


def test_welch_is_a_mean_over_runs_and_neighbours():
    runs = [[0, 2, 4, 6, 8, 10], [2, 4, 6, 8, 10, 12]]
    assert welch(runs, 0) == pytest.approx([1, 3, 5, 7, 9, 11])
    assert welch([[0, 3, 0, 6, 0, 3, 9]], 2) == pytest.approx([0, 1, 9 / 5, 12 / 5, 18 / 5])


def test_a_window_wider_than_the_series_is_refused():
    with pytest.raises(ValueError, match="window"):
        welch([[1.0, 2.0, 3.0]], 2)
