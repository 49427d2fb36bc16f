"""Kaplan and Meier against an example by hand, exponential theory, and lives seen in part."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tup_sim.statistics import kaplan_meier


def test_an_example_by_hand():
    # At risk 6 at age 1, 4 at age 3 (one stopped being seen at 2), 2 at age 5 (one more at 4).
    found = kaplan_meier([0] * 6, [1, 2, 3, 4, 5, 6], [1, 0, 1, 0, 1, 0], [0, 1, 2.5, 3, 5, 6, 7])
    steps = [1, 5 / 6, 5 / 6, 5 / 6 * 3 / 4, 5 / 6 * 3 / 4 / 2, 5 / 16]
    assert found.share[:-1] == pytest.approx(steps)
    assert math.isnan(found.share[-1])
    assert list(found.at_risk) == [0, 6, 4, 4, 2, 1, 0]
    greenwood = (5 / 16) ** 2 * (1 / (6 * 5) + 1 / (4 * 3) + 1 / (2 * 1))
    assert found.variance[4] == pytest.approx(greenwood)


def test_scipy_gives_the_same_for_lives_seen_from_the_start():
    rng = np.random.default_rng(4)
    life, seen = rng.exponential(40, 200), rng.uniform(10, 80, 200)
    end, ended = np.minimum(life, seen), life <= seen
    theirs = stats.ecdf(stats.CensoredData.right_censored(end, ~ended)).sf
    times = np.linspace(0, 50, 23)
    assert kaplan_meier(np.zeros(200), end, ended, times).share == pytest.approx(theirs.evaluate(times))


def test_lives_entered_late_and_left_open_give_the_exponential_curve_and_its_variance():
    rng = np.random.default_rng(9)
    shares, variances = [], []
    for _ in range(400):
        life, entry = rng.exponential(52, 150), np.where(rng.random(150) < 0.4, 0, rng.uniform(0, 40, 150))
        stop = entry + rng.uniform(20, 90, 150)
        seen = life > entry
        end = np.minimum(life, stop)
        found = kaplan_meier(entry[seen], end[seen], (life <= stop)[seen], [52.0])
        shares.append(found.share[0])
        variances.append(found.variance[0])
    error = np.std(shares) / math.sqrt(len(shares))
    assert abs(np.mean(shares) - math.exp(-1)) < 3.3 * error
    assert np.mean(variances) == pytest.approx(np.var(shares), rel=0.25)


def test_ignoring_the_late_entry_would_flatter():
    entry, end = [0, 0, 30, 30], [10, 20, 40, 50]
    honest = kaplan_meier(entry, end, [True] * 4, [25]).share[0]
    flattered = kaplan_meier([0] * 4, end, [True] * 4, [25]).share[0]
    assert (honest, flattered) == (0.0, 0.5)


def test_nobody_seen_is_no_answer():
    found = kaplan_meier([], [], [], [0, 13])
    assert np.isnan(found.share).all() and np.isnan(found.variance).all()


def test_everybody_gone_is_zero_for_ever():
    found = kaplan_meier([0, 0], [3, 3], [True, True], [2, 3, 99])
    assert list(found.share) == [1, 0, 0]
    assert list(found.variance) == [0, 0, 0]


@pytest.mark.parametrize(("entry", "leave"), [([2], [1]), ([0, 0], [1]), ([0], [math.nan])])
def test_a_life_that_cannot_be_is_refused(entry, leave):
    with pytest.raises(ValueError, match="life"):
        kaplan_meier(entry, leave, [True], [1])


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans()), max_size=25))
def test_the_share_that_lasts_never_rises(lives):
    entry = [a for a, _, _ in lives]
    leave = [a + b for a, b, _ in lives]
    share = kaplan_meier(entry, leave, [c for *_, c in lives], range(45)).share
    known = share[~np.isnan(share)]
    assert np.all(np.diff(known) <= 0) and np.all((known >= 0) & (known <= 1))
