"""Luck belongs to a person and a purpose: one draw never shifts another."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tup_sim.model.random_streams import RandomStreams, evenly, lognormal_at, normal_at

names = st.text(alphabet="abcdefgh-0123456789 ", min_size=1, max_size=12)
unit = st.floats(0.0, 1.0, exclude_max=True)


@given(names, names, st.integers(0, 40))
def test_draws_of_one_stream_do_not_depend_on_draws_of_another(one: str, other: str, drawn: int) -> None:
    alone, beside = RandomStreams(1, 0), RandomStreams(1, 0)
    for _ in range(drawn):
        beside.stream(f"{other} other", one).uniform()
        beside.stream(one, f"{other} other").normal()
    mine = [alone.stream(one, other).uniform() for _ in range(20)]
    assert mine == [beside.stream(one, other).uniform() for _ in range(20)]


def test_purpose_person_seed_and_replication_each_make_another_stream() -> None:
    keys = [(1, 0, "a", "b"), (2, 0, "a", "b"), (1, 1, "a", "b"), (1, 0, "b", "a"), (1, 0, "a", "c")]
    firsts = [RandomStreams(seed, run).stream(purpose, who).uniform() for seed, run, purpose, who in keys]
    assert len(set(firsts)) == len(keys)
    assert RandomStreams(1, 11).stream("x").uniform() != RandomStreams(11, 1).stream("x").uniform()


def test_a_stream_asked_twice_goes_on_and_a_fresh_one_begins_again() -> None:
    chance = RandomStreams(1, 0)
    first, second = chance.stream("a").uniform(), chance.stream("a").uniform()
    assert first != second
    fresh = chance.fresh("a")
    assert [fresh.uniform(), fresh.uniform()] == [first, second]
    assert chance.stream("a").uniform() not in (first, second)


@given(st.integers(1, 9), st.integers(1, 20), st.integers(1, 20))
def test_a_table_is_the_same_however_many_rows_are_asked_at_once(columns: int, rows: int, more: int) -> None:
    together = RandomStreams(1, 0).fresh("rows").table(rows + more, columns).tolist()
    stream = RandomStreams(1, 0).fresh("rows")
    one_by_one = [row for _ in range(rows) for row in stream.table(1, columns).tolist()]
    assert one_by_one + stream.table(more, columns).tolist() == together


@given(names, st.floats(0, 1), st.floats(0, 1))
def test_what_happens_at_a_probability_happens_at_a_higher_one(who: str, one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    rarely, often = RandomStreams(1, 0).stream("x", who), RandomStreams(1, 0).stream("x", who)
    for _ in range(30):
        assert often.happens(high) >= rarely.happens(low)


def test_nothing_happens_at_probability_0_and_everything_at_1() -> None:
    luck = RandomStreams(1, 0).stream("x")
    assert not any(luck.happens(0.0) for _ in range(1000)) and all(luck.happens(1.0) for _ in range(1000))


DRAWS = {
    "uniform": lambda s: s.uniform(),
    "happens": lambda s: s.happens(0.3),
    "exponential": lambda s: s.exponential(3.0),
    "normal": lambda s: s.normal(1.0, 2.0),
    "share": lambda s: s.share(0.5, 0.2),
    "lognormal": lambda s: s.lognormal(4.0, 1.0),
    "triangular": lambda s: s.triangular(8.0, 13.0, 20.0),
    "triangular without width": lambda s: s.triangular(2.0, 2.0, 2.0),
    "pick": lambda s: s.pick((0.2, 0.3, 0.5)),
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_every_draw_uses_up_exactly_one_number(draw) -> None:
    one, other = RandomStreams(1, 0).stream("x"), RandomStreams(1, 0).stream("x")
    draw(one)
    other.uniform()
    assert one.uniform() == other.uniform()


MOMENTS = {
    "uniform": (lambda s: s.uniform(), 0.5, sqrt(1 / 12)),
    "exponential": (lambda s: s.exponential(3.0), 3.0, 3.0),
    "normal": (lambda s: s.normal(1.0, 2.0), 1.0, 2.0),
    "lognormal": (lambda s: s.lognormal(4.0, 0.5), 4.0, 4.0 * sqrt(exp(0.25) - 1)),
    "triangular": (lambda s: s.triangular(8, 13, 20), 41 / 3, sqrt((64 + 169 + 400 - 104 - 160 - 260) / 18)),
    "pick": (lambda s: float(s.pick((0.2, 0.3, 0.5))), 1.3, sqrt(0.61)),
}


@pytest.mark.parametrize(("draw", "mean", "sd"), MOMENTS.values(), ids=MOMENTS)
def test_draws_have_the_mean_and_the_spread_they_promise(draw, mean: float, sd: float) -> None:
    luck, n = RandomStreams(1, 0).stream("moments"), 20000
    seen = [draw(luck) for _ in range(n)]
    average = sum(seen) / n
    assert abs(average - mean) < 3.3 * sd / sqrt(n)
    assert sqrt(sum((x - average) ** 2 for x in seen) / n) == pytest.approx(sd, rel=0.05)


@given(unit, unit)
def test_a_higher_quantile_gives_a_higher_number(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    assert normal_at(low, 1.0, 2.0) <= normal_at(high, 1.0, 2.0)
    assert 0 < lognormal_at(low, 4.0, 1.0) <= lognormal_at(high, 4.0, 1.0)
    assert log(lognormal_at(0.5, 4.0, 1.0)) == pytest.approx(log(4.0) - 0.5)


@given(unit, st.integers(5, 200))
def test_a_first_team_covers_the_population_evenly(shift: float, people: int) -> None:
    """Whatever the shift, no gap between neighbours is more than three times the even one."""
    places = sorted(evenly(number, shift) for number in range(people))
    assert places[0] >= 0.0 and places[-1] < 1.0
    gaps = [later - earlier for earlier, later in pairwise([*places, places[0] + 1.0])]
    assert max(gaps) < 3.0 / people
