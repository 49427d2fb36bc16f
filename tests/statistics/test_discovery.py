"""A box that is there is found, one that is not there is not, and the figures that belong to it are right."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from tup_sim.statistics.discovery import discover


def draws(seed, n=300, inputs=12, inside=0.9, outside=0.1):
    """Cases are likely where the second input lies above 0.6 and the fourth below 0.5."""
    luck = np.random.default_rng([seed, 11])
    x = luck.random((n, inputs))
    there = (x[:, 1] > 0.6) & (x[:, 3] < 0.5)
    return x, luck.random(n) < np.where(there, inside, outside), there


def places(box):
    return {(limit.column, limit.upper) for limit in box.limits}


@pytest.mark.parametrize("seed", range(4))
def test_a_known_box_is_found_with_its_limits(seed):
    x, cases, _ = draws(seed)
    box = discover(x, cases, seed=1)
    assert places(box) == {(1, False), (3, True)}
    assert {limit.column: limit.value for limit in box.limits} == pytest.approx({1: 0.6, 3: 0.5}, abs=0.08)
    assert box.found > 35 and box.resamples == 50 and box.by_luck == 0
    assert all(
        limit.low - 0.02 <= limit.value <= limit.high + 0.02 and limit.chosen > 40 for limit in box.limits
    )


def test_coverage_and_density_are_shares_of_cases_and_of_draws():
    x, cases, _ = draws(1)
    box = discover(x, cases, seed=1, resamples=2)
    limit = {each.column: each.value for each in box.limits}
    inside = (x[:, 1] > limit[1]) & (x[:, 3] < limit[3])
    assert box.coverage == cases[inside].sum() / cases.sum()
    assert (box.density.mean, box.density.n) == (cases[inside].mean(), inside.sum())
    assert (box.cases, box.n) == (cases.sum(), 300)


def test_quasi_p_is_the_binomial_chance_without_the_limit():
    x, cases, _ = draws(1)
    box = discover(x, cases, seed=1, resamples=0)
    limit = {each.column: each for each in box.limits}
    wider = x[:, 3] < limit[3].value
    inside = wider & (x[:, 1] > limit[1].value)
    expected = binom.sf(cases[inside].sum() - 1, inside.sum(), cases[wider].mean())
    assert limit[1].quasi_p == pytest.approx(expected)


def test_the_share_in_draws_that_were_used_flatters_and_the_one_in_others_does_not():
    new, new_cases, _ = draws(99, n=20_000, inside=0.7, outside=0.1)
    used, true, others = [], [], []
    for seed in range(20):
        x, cases, _ = draws(seed, n=120, inside=0.7, outside=0.1)
        box = discover(x, cases, seed, resamples=20)
        inside = np.all([
            new[:, each.column] < each.value if each.upper else new[:, each.column] > each.value
            for each in box.limits
        ] or [[True] * len(new)], axis=0)  # fmt: skip
        if box.limits:
            used.append(box.density.mean)
            true.append(new_cases[inside].mean())
            others.append(box.elsewhere)
    assert len(used) > 12
    assert np.mean(used) > np.mean(true) + 0.01
    assert np.mean(others) < np.mean(true) + 0.02


def test_where_nothing_matters_no_box_is_found_in_95_of_100_studies():
    luck, wrong, studies = np.random.default_rng(5), 0, 120
    for seed in range(studies):
        wrong += bool(discover(luck.random((80, 10)), luck.random(80) < 0.4, seed, resamples=0).limits)
    assert wrong <= binom.ppf(0.999, studies, 0.06)


def test_an_input_may_be_limited_on_both_sides():
    luck = np.random.default_rng(6)
    x = luck.random((400, 5))
    cases = luck.random(400) < np.where(abs(x[:, 2] - 0.5) < 0.2, 0.9, 0.1)
    assert places(discover(x, cases, 1)) == {(2, False), (2, True)}


def test_whole_numbers_are_cut_between_two_values():
    luck = np.random.default_rng(7)
    x = luck.integers(0, 5, (300, 4)).astype(float)
    cases = luck.random(300) < np.where(x[:, 0] >= 3, 0.9, 0.1)
    (limit,) = discover(x, cases, 1).limits
    assert (limit.column, limit.upper, limit.value) == (0, False, 2.5)


@pytest.mark.parametrize("cases", [np.zeros(50, dtype=bool), np.ones(50, dtype=bool)])
def test_if_it_happens_never_or_always_there_is_no_box(cases):
    box = discover(np.random.default_rng(8).random((50, 3)), cases, 1)
    assert box.limits == () and box.resamples == 0 and math.isnan(box.elsewhere)


def test_an_input_that_never_varies_is_never_cut():
    x, cases, _ = draws(2)
    x[:, 1] = 0.5
    assert 1 not in {column for column, _ in places(discover(x, cases, 1, resamples=2))}


def test_the_same_draws_give_the_same_box():
    x, cases, _ = draws(3)
    assert discover(x, cases, 1) == discover(x, cases, 1)


def test_without_inputs_there_is_no_box():
    found = discover(np.zeros((20, 0)), np.arange(20) < 5, seed=1)
    assert (found.limits, found.cases, found.n) == ((), 5, 20)
