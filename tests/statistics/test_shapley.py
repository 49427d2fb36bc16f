"""Shapley values where they are known in closed form, and the properties that define them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tup_sim.statistics import (
    antithetic_orders,
    coalitions_along,
    mean_interval,
    sampled_shares,
    shapley_values,
)


def worths(effects: dict[int, float], members: int) -> list[float]:
    """A game in which a set of members has an effect once all of it is there."""
    return [sum(e for group, e in effects.items() if group & c == group) for c in range(1 << members)]


def closed_form(effects: dict[int, float], members: int) -> list[float]:
    """An effect that needs several members is shared equally among them."""
    return [
        sum(effect / group.bit_count() for group, effect in effects.items() if group >> member & 1)
        for member in range(members)
    ]


EFFECTS = {0b0001: 3.0, 0b0010: -1.0, 0b0011: 2.0, 0b0111: 6.0, 0b0000: 10.0}
games = st.dictionaries(st.integers(0, 15), st.floats(-100, 100), max_size=8)


def test_interactions_are_shared_equally():
    assert shapley_values(worths(EFFECTS, 4)) == pytest.approx([3 + 1 + 2, -1 + 1 + 2, 2, 0])


def test_the_glove_game():
    """One left glove and two right ones: the textbook answer is 2/3, 1/6, 1/6."""
    pair = [1.0 if c & 1 and c & 6 else 0.0 for c in range(8)]
    assert shapley_values(pair) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@given(games)
def test_the_closed_form_holds_for_any_game(effects):
    assert shapley_values(worths(effects, 4)) == pytest.approx(closed_form(effects, 4), abs=1e-9)


@given(st.lists(st.floats(-1e3, 1e3), min_size=16, max_size=16))
def test_shares_add_up(table):
    assert math.fsum(shapley_values(table)) == pytest.approx(table[-1] - table[0], abs=1e-8)


@given(st.lists(st.floats(-1e3, 1e3), min_size=8, max_size=8))
def test_who_adds_nothing_gets_nothing_and_equals_get_the_same(table):
    idle = table + table  # the fourth member changes nothing
    assert shapley_values(idle)[3] == 0
    alike = [table[c & 1 | (c.bit_count() - (c & 1)) << 1] for c in range(8)]  # second and third count alike
    assert shapley_values(alike)[1] == pytest.approx(shapley_values(alike)[2], abs=1e-9)


def test_each_run_is_worked_out_by_itself():
    table = np.array([worths(EFFECTS, 4), worths({0b1000: 5.0}, 4)]).T
    assert shapley_values(table).T.tolist() == [
        pytest.approx(closed_form(EFFECTS, 4)),
        pytest.approx([0, 0, 0, 5]),
    ]


def test_a_table_with_a_coalition_missing_is_refused():
    with pytest.raises(ValueError, match="not all coalitions"):
        shapley_values([0.0, 1.0, 2.0])


def test_orders_come_with_their_reverse():
    orders = antithetic_orders(5, 3, np.random.default_rng(1))
    assert len(orders) == 6 and all(sorted(order) == [0, 1, 2, 3, 4] for order in orders)
    assert all(orders[i] == orders[i + 1][::-1] for i in (0, 2, 4))
    assert coalitions_along((2, 0, 1)) == [0b000, 0b100, 0b101, 0b111]


def test_sampled_shares_add_up_for_any_orders():
    table = worths(EFFECTS, 4)
    worth = dict(enumerate(table))
    for seed in range(20):
        orders = antithetic_orders(4, 1, np.random.default_rng(seed))
        assert sampled_shares(orders, worth).sum() == pytest.approx(table[-1] - table[0])


def test_a_pair_of_orders_is_enough_when_at_most_two_work_together():
    effects = {0b0001: 3.0, 0b0011: 2.0, 0b0110: -4.0}
    orders = antithetic_orders(4, 1, np.random.default_rng(3))
    assert sampled_shares(orders, dict(enumerate(worths(effects, 4)))) == pytest.approx(
        closed_form(effects, 4)
    )


def test_an_interval_over_runs_with_orders_of_their_own_holds_both_errors():
    """The share of a three-way effect, sampled, with luck in every worth: right 95 times in 100."""
    truth, hits, studies = closed_form(EFFECTS, 4)[0], 0, 400
    for study in range(studies):
        luck = np.random.default_rng([study, 7])
        found = []
        for _ in range(12):
            worth = dict(enumerate(np.array(worths(EFFECTS, 4)) + luck.normal(0, 1, 16)))
            found.append(sampled_shares(antithetic_orders(4, 1, luck), worth)[0])
        seen = mean_interval(found)
        hits += seen.low <= truth <= seen.high
    assert 0.92 <= hits / studies <= 0.98
