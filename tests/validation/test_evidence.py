"""A verdict follows from the interval of a predicted sum, from what is left without the mechanism, and from worlds."""

from __future__ import annotations

from array import array

import pytest

from tup_sim import load_scenario
from tup_sim.statistics import Verdict
from tup_sim.study.ranges import ranges_of
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Values
from validation.evidence import (
    IN_EACH,
    Evidence,
    Hypothesis,
    Prediction,
    Slot,
    Without,
    judge,
    overall,
    tasks_of,
)

HOUSE = load_scenario("open_house", weeks=8)
KEY = Key("core_met")
UP = Prediction(KEY, {"more": 1.0, "base": -1.0}, 1)


def hypothesis(*predictions: Prediction, without: tuple[str, ...] = ("coaching",)) -> Hypothesis:
    arms = {"base": HOUSE, "more": load_scenario("open_house", ["more_coaching_hours"], weeks=8)}
    return Hypothesis("C999", arms, predictions or (UP,), "mediated", "a test", without, "", "open")


def result(value: float, error: str = "") -> Result:
    return Result(0, "x", 1, 0, Values(("core_met",), array("d", [value])), error=error)


def runs(base: list[float], more: list[float], off: bool = False, world: bool = False) -> dict[Slot, Result]:
    return {
        Slot("C999", arm, off, number // IN_EACH + 1 if world else 0, number): result(value)
        for arm, values in (("base", base), ("more", more))
        for number, value in enumerate(values)
    }


def judged(results: dict[Slot, Result], **rest: object) -> Evidence:
    return judge(hypothesis(**rest), results)  # type: ignore[arg-type]


def test_a_line_is_held_against_the_smallest_difference_of_its_outcome() -> None:
    slight = judged(runs([0.5, 0.7, 0.9, 0.6], [0.501, 0.7011, 0.9012, 0.6011]))
    assert (slight.judged[0].small, slight.verdict) == (0.01, Verdict.SLIGHT)
    nothing = judged(runs([0.5, 0.7, 0.9, 0.6], [0.501, 0.699, 0.9, 0.6]))
    assert nothing.verdict is Verdict.ABSENT


def test_one_prediction_that_fails_is_enough_to_deny_the_pattern() -> None:
    assert overall([Verdict.REPRODUCED, Verdict.REPRODUCED]) is Verdict.REPRODUCED
    assert overall([Verdict.REPRODUCED, Verdict.CANNOT_TELL]) is Verdict.CANNOT_TELL
    assert overall([Verdict.REPRODUCED, Verdict.SLIGHT]) is Verdict.SLIGHT
    assert overall([Verdict.SLIGHT, Verdict.CANNOT_TELL]) is Verdict.CANNOT_TELL
    assert overall([Verdict.CANNOT_TELL, Verdict.ABSENT]) is Verdict.ABSENT
    assert overall([Verdict.ABSENT, Verdict.CONTRADICTED]) is Verdict.CONTRADICTED


def test_pairs_with_the_same_luck_are_subtracted_run_by_run() -> None:
    found = judged(runs([0.5, 0.7, 0.9, 0.6], [0.6, 0.81, 0.99, 0.7]))
    assert found.verdict is Verdict.REPRODUCED
    assert found.judged[0].found.mean == pytest.approx(0.1)
    assert found.runs == 4


def test_three_runs_that_agree_are_no_verdict() -> None:
    assert judged(runs([0.5, 0.7, 0.9], [0.6, 0.8, 1.0])).verdict is Verdict.CANNOT_TELL
    assert judged(runs([0.5, 0.7, 0.9], [0.5, 0.7, 0.9])).verdict is Verdict.ABSENT


def test_a_run_that_failed_takes_its_partner_with_it() -> None:
    results = runs([0.5, 0.7, 0.9], [0.6, 0.81, 0.99])
    results[Slot("C999", "more", False, 0, 1)] = result(5.0, error="broken")
    assert judged(results).runs == 2


def test_a_difference_that_is_gone_without_the_mechanism_is_removed() -> None:
    on, base = [0.60, 0.81, 0.99, 0.7], [0.5, 0.7, 0.9, 0.6]
    with_it = runs(base, on)
    assert judged(with_it | runs(base, [0.5, 0.701, 0.899, 0.6], off=True)).without is Without.REMOVED
    assert judged(with_it | runs(base, [0.54, 0.745, 0.945, 0.641], off=True)).without is Without.WEAKENED
    assert judged(with_it | runs(base, [0.61, 0.80, 0.99, 0.7], off=True)).without is Without.STAYS
    assert judged(with_it).without is None


def test_an_outcome_that_cannot_move_without_the_mechanism_says_nothing_of_its_cause() -> None:
    base = [0.5, 0.7, 0.9, 0.6]
    with_it = runs(base, [0.60, 0.81, 0.99, 0.7])
    assert judged(with_it | runs(base, base, off=True)).without is Without.FROZEN
    assert judged(with_it | runs(base, [*base[:3], 0.601], off=True)).without is not Without.FROZEN


def test_nothing_is_said_of_the_mechanism_if_the_hypothesis_does_not_come_out() -> None:
    assert judged(runs([0.5, 0.7], [0.5, 0.7]) | runs([0.5, 0.7], [0.5, 0.7], off=True)).without is None


def test_the_share_of_worlds_counts_those_in_which_all_predictions_have_their_sign() -> None:
    plain = runs([0.5, 0.7, 0.9], [0.6, 0.81, 0.99])
    base = [0.5] * 8
    more = [0.6, 0.6, 0.4, 0.7, 0.3, 0.6, 0.8, 0.9]  # in the second world more on average, in the third less
    found = judged(plain | runs(base, more, world=True))
    assert found.same_sign.mean == 0.75
    assert found.same_sign.n == 4


def test_a_world_in_which_a_run_is_missing_says_nothing() -> None:
    there = runs([0.5, 0.7], [0.6, 0.81]) | runs([0.5] * 3, [0.6] * 3, world=True)
    assert judged(there).same_sign.n == 1


def test_an_interaction_is_a_sum_over_four_arms() -> None:
    arms = {name: HOUSE for name in ("a", "b", "c", "d")}
    both = Prediction(KEY, {"a": 1, "b": -1, "c": -1, "d": 1}, -1)
    four = Hypothesis("C999", arms, (both,), "emergent", "a test", (), "none", "open")
    values = {"a": [0.5, 0.6], "b": [0.6, 0.71], "c": [0.5, 0.6], "d": [0.5, 0.6]}
    results = {
        Slot("C999", arm, False, 0, n): result(v) for arm, vs in values.items() for n, v in enumerate(vs)
    }
    assert judge(four, results).judged[0].found.mean == pytest.approx(-0.105)


def test_every_arm_is_run_on_with_the_switch_off_and_in_worlds() -> None:
    ranges, _ = ranges_of([HOUSE])
    world = {ranges[0].path: ranges[0].high}
    slots = dict(tasks_of(hypothesis(), replications=3, without=2, worlds=[world], seed=7))
    assert len(slots) == 2 * (3 + 2 + IN_EACH)
    off = slots[Slot("C999", "more", True, 0, 1)].scenario.parameters
    assert not off.mechanisms.coaching
    assert {slot.replication for slot in slots if slot.world == 1} == {IN_EACH, IN_EACH + 1}


def test_a_world_does_not_undo_what_an_arm_is_about() -> None:
    path = "coaching_share"
    moved = hypothesis().in_world({path: 0.123})
    assert moved["base"] is not None
    assert moved["base"].parameters.coaching_share == 0.123
    assert moved["more"] is not None
    assert moved["more"].parameters.coaching_share == hypothesis().arms["more"].parameters.coaching_share


def test_all_hypotheses_look_at_the_same_weeks_so_that_they_can_share_runs() -> None:
    tasks = dict(tasks_of(hypothesis(), replications=1, without=0, worlds=[], seed=7)).values()
    assert [task.windows for task in tasks] == [{"late": (52.0, 104.0)}] * 2
