"""The judge gives one of five answers, and always the same to what is the same."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tup_sim.statistics import Interval, Shown, Verdict, held_against, judge

ENDS = st.floats(-5, 5, allow_nan=False)
PAIRS = st.integers(1, 40)
SMALLEST = st.one_of(st.none(), st.floats(0.001, 6))
MIRROR = {"higher": "lower", "lower": "higher", "": "", "neutral": "neutral"}
ORDER = {  # an answer may only move to the right of its row if the smallest that matters grows
    Shown.CLEAR: (Shown.CLEAR, Shown.SMALL, Shown.NEGLIGIBLE),
    Shown.SMALL: (Shown.SMALL, Shown.NEGLIGIBLE),
    Shown.CANNOT_TELL: (Shown.CANNOT_TELL, Shown.NEGLIGIBLE),
    Shown.NEGLIGIBLE: (Shown.NEGLIGIBLE,),
    Shown.SAME: (Shown.SAME,),
}


def interval(one: float, other: float, n: int) -> Interval:
    low, high = sorted((one, other))
    return Interval((low + high) / 2, low, high, n)


@given(ENDS, ENDS, PAIRS, st.sampled_from(["higher", "lower", "neutral"]), SMALLEST)
def test_a_mirror_changes_the_way_and_nothing_else(one, other, n, better, smallest):
    seen = judge(interval(one, other, n), better, smallest)
    mirrored = judge(interval(-one, -other, n), MIRROR[better], smallest)
    assert mirrored == seen._replace(way=MIRROR[seen.way])


@given(ENDS, ENDS, PAIRS, st.floats(0.001, 6), st.floats(0.001, 6))
def test_a_larger_smallest_difference_never_makes_more_of_it(one, other, n, this, that):
    found = interval(one, other, n)
    least, most = sorted((this, that))
    answers = [judge(found, smallest=each).shown for each in (None, least, most)]
    assert answers[1] in ORDER[answers[0]] and answers[2] in ORDER[answers[1]]


@given(ENDS, ENDS, st.integers(1, 3), SMALLEST)
def test_fewer_than_four_pairs_prove_nothing(one, other, n, smallest):
    seen = judge(interval(one, other, n), "higher", smallest)
    assert seen.shown in (Shown.SAME, Shown.CANNOT_TELL) and not seen.clear and not seen.value


@given(ENDS, ENDS, PAIRS, SMALLEST)
def test_what_is_called_clear_leaves_out_nought(one, other, n, smallest):
    found = interval(one, other, n)
    seen = judge(found, "lower", smallest)
    assert seen.clear == (seen.shown in (Shown.CLEAR, Shown.SMALL))
    if seen.clear:
        assert found.low > 0 if seen.way == "higher" else found.high < 0
        assert seen.value == ("worse" if seen.way == "higher" else "better")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.01, 0.02, Shown.CLEAR),  # as much as matters, matters
        (-0.02, -0.01, Shown.CLEAR),
        (0.0, 0.01, Shown.CANNOT_TELL),
        (0.001, 0.01, Shown.SMALL),
        (0.0, 0.009, Shown.NEGLIGIBLE),
        (0.001, 0.009, Shown.NEGLIGIBLE),
        (-0.01, 0.0, Shown.CANNOT_TELL),
        (math.nan, math.nan, Shown.CANNOT_TELL),
    ],
)
def test_ends_that_fall_on_a_limit(low, high, expected):
    assert judge(Interval((low + high) / 2, low, high, 8), smallest=0.01).shown is expected


@pytest.mark.parametrize(("size", "end"), [(0.9, 2e-16), (629_564.0, 2e-10)])
def test_what_reckoning_leaves_over_is_the_same(size, end):
    assert judge(Interval(end / 2, -end, end, 8), size=size).shown is Shown.SAME
    assert judge(Interval(end / 2, end / 4, end, 8), size=size).shown is Shown.SAME
    assert judge(Interval(0.1, end, 0.2, 8), size=size).shown is Shown.CANNOT_TELL


@pytest.mark.parametrize("smallest", [None, 0.0, -1.0, math.nan])
def test_nothing_above_nought_is_no_smallest_difference(smallest):
    assert judge(Interval(0.2, 0.1, 0.3, 8), smallest=smallest).shown is Shown.CLEAR


HELD = [  # low, high, middle, what is found of a prediction upwards with 0.02 as the smallest that matters
    (0.01, 0.05, 0.03, Verdict.REPRODUCED),
    (0.01, 0.03, 0.02, Verdict.REPRODUCED),  # as much as matters, matters
    (0.001, 0.038, 0.0195, Verdict.SLIGHT),
    (0.005, 0.015, 0.01, Verdict.SLIGHT),  # also if equivalence is shown: the way was predicted, and is right
    (0.0, 0.015, 0.0075, Verdict.ABSENT),  # nought belongs to the interval
    (-0.015, 0.015, 0.0, Verdict.ABSENT),
    (-0.015, -0.005, -0.01, Verdict.ABSENT),  # wrong sign, and shown too small to matter: contradicts nothing
    (-0.02, 0.01, -0.005, Verdict.CANNOT_TELL),  # an end on the line is not within it
    (-0.019, 0.02, 0.0005, Verdict.CANNOT_TELL),
    (-0.03, -0.005, -0.0175, Verdict.CANNOT_TELL),  # wrong sign, the middle within, an end beyond
    (-0.035, -0.005, -0.02, Verdict.CONTRADICTED),
    (-0.05, -0.03, -0.04, Verdict.CONTRADICTED),
    (-0.05, 0.0, -0.025, Verdict.CANNOT_TELL),
    (-0.01, 0.3, 0.145, Verdict.CANNOT_TELL),
    (0.0, 0.0, 0.0, Verdict.ABSENT),
    (math.nan, math.nan, math.nan, Verdict.CANNOT_TELL),
]


@pytest.mark.parametrize(("low", "high", "middle", "expected"), HELD)
def test_a_prediction_is_held_against_what_matters(low, high, middle, expected):
    assert held_against(Interval(middle, low, high, 8), 1, 0.02) is expected
    assert held_against(Interval(-middle, -high, -low, 8), -1, 0.02) is expected, "the same downwards"


@given(ENDS, ENDS, PAIRS, SMALLEST)
def test_a_prediction_and_its_opposite_never_both_come_out(one, other, n, smallest):
    found = interval(one, other, n)
    up, down = held_against(found, 1, smallest), held_against(found, -1, smallest)
    assert not {up, down} <= {Verdict.REPRODUCED, Verdict.SLIGHT}
    assert (up is Verdict.CONTRADICTED) <= (down is Verdict.REPRODUCED)
    assert (up is Verdict.ABSENT) <= (down in (Verdict.ABSENT, Verdict.SLIGHT))


@given(ENDS, ENDS, PAIRS, SMALLEST)
def test_what_is_predicted_and_what_is_found_do_not_contradict_each_other(one, other, n, smallest):
    found = interval(one, other, n)
    seen, held = judge(found, smallest=smallest), held_against(found, 1, smallest)
    if seen.shown is Shown.CLEAR:
        assert held is (Verdict.REPRODUCED if seen.way == "higher" else Verdict.CONTRADICTED)
    if held in (Verdict.REPRODUCED, Verdict.CONTRADICTED):
        assert seen.way == {Verdict.REPRODUCED: "higher", Verdict.CONTRADICTED: "lower"}[held]
    if held is Verdict.ABSENT:
        assert seen.shown in (Shown.SAME, Shown.NEGLIGIBLE)


@pytest.mark.parametrize("smallest", [None, 0.0, -1.0])
def test_without_a_smallest_difference_the_sign_alone_counts(smallest):
    assert held_against(Interval(0.001, 0.0005, 0.002, 8), 1, smallest) is Verdict.REPRODUCED
    assert held_against(Interval(0.001, 0.0005, 0.002, 8), -1, smallest) is Verdict.CONTRADICTED
    assert held_against(Interval(0.001, -0.0005, 0.002, 8), 1, smallest) is Verdict.CANNOT_TELL


def test_three_pairs_that_agree_prove_no_prediction():
    assert held_against(Interval(0.2, 0.1, 0.3, 3), 1, 0.02) is Verdict.CANNOT_TELL
    assert held_against(Interval(0.0, 0.0, 0.0, 3), 1, 0.02) is Verdict.ABSENT, "they were equal"
