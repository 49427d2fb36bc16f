"""How many runs will be enough, guessed from a few."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from tup_sim.statistics import expected_half_width, expected_runs, t_quantile


def test_the_expected_half_width_is_that_of_students_interval():
    pilot = np.array([-1.0, 1.0, -1.0, 1.0, 0.0])  # standard deviation exactly 1
    found = expected_half_width(pilot, 16)
    assert found.mean == pytest.approx(t_quantile(0.975, 15) / 4)
    # chi-square with 4 degrees of freedom: 0.4844 and 11.1433 leave 2.5 % on either side
    assert found.low == pytest.approx(found.mean * math.sqrt(4 / 11.1433), rel=1e-4)
    assert found.high == pytest.approx(found.mean * math.sqrt(4 / 0.4844), rel=1e-4)


def test_a_pilot_foretells_the_width_within_its_bounds():
    luck, held = np.random.default_rng(8), 0
    for _ in range(400):
        found = expected_half_width(luck.normal(0, 1, 8), 10_000)
        held += found.low <= 1.96 / 100 <= found.high
    assert held >= binom.ppf(0.001, 400, 0.95)


def test_the_expected_number_of_runs_is_the_first_that_is_enough():
    pilot = np.random.default_rng(9).normal(0, 1, 12)
    runs = expected_runs(pilot, 0.25)
    assert expected_half_width(pilot, runs).mean <= 0.25 < expected_half_width(pilot, runs - 1).mean
    assert expected_runs([1.0, 1.0], 0.1) == 2


def test_what_cannot_be_foretold_is_not():
    assert math.isnan(expected_half_width([1.0], 10).mean)
    assert expected_runs([1.0, math.nan], 0.1) is None
    assert expected_runs([0.0, 1e9], 0.1) is None
