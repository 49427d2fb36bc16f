"""Every statement that says what follows from what has an experiment that can be run, or a reason why not."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.rows import on_each
from tup_sim.errors import ScenarioError
from tup_sim.files.claims import claims
from tup_sim.files.load import resolved
from tup_sim.files.strict_yaml import read_text
from tup_sim.measures.outcomes import outcome_of
from tup_sim.measures.windows import windows_of
from tup_sim.model.catalogue import Switches
from validation.hypotheses import Arm, hypotheses, hypotheses_file, not_tested, read_hypothesis, second_tries

SALT = "tup-sim evidence split 1"
NAMES = sorted(hypotheses())
EVERY = [*hypotheses().values(), *second_tries().values()]


def test_every_statement_that_wants_an_experiment_is_here_in_order():
    wanted = [name for name, claim in claims().items() if claim.use in ("emergent", "lever")]
    assert sorted([*hypotheses(), *not_tested()]) == wanted
    assert list(hypotheses()) == NAMES


def test_what_is_not_in_the_model_at_all_is_not_tested():
    assert not [name for name in hypotheses() if not claims()[name].where]


def test_what_is_not_tested_has_a_reason_that_the_register_shares():
    partly = [name for name in not_tested() if not claims()[name].not_represented]
    assert partly == ["C017", "C164"], "one claims no direction; of the other no outcome tells"


@on_each("name", NAMES)
def test_the_split_was_drawn_by_lot(name):
    drawn = sha256(f"{SALT} {name}".encode()).digest()[0] % 2
    assert hypotheses()[name].split == ("held_out" if drawn else "open")


def test_about_half_is_held_out():
    held_out = [hypothesis for hypothesis in hypotheses().values() if hypothesis.split == "held_out"]
    assert 0.4 < len(held_out) / len(hypotheses()) < 0.6
    assert SALT in hypotheses_file().read_text(encoding="utf-8")


def test_a_second_try_is_of_a_statement_that_was_tried_with_other_arms_or_outcomes():
    assert set(second_tries()) <= set(hypotheses())
    for name, again in second_tries().items():
        assert (again.arms, again.predicts) != (hypotheses()[name].arms, hypotheses()[name].predicts)
        assert again.split == "open"


@on_each("hypothesis", EVERY, ids=lambda each: each.id)
def test_every_arm_can_be_loaded_and_is_another_world(hypothesis):
    worlds = [arm.load(hypothesis.weeks) for arm in hypothesis.arms.values()]
    seen = [resolved(world) for world in worlds]
    assert all(seen.count(one) == 1 for one in seen)
    assert all("late" in windows_of(world) for world in worlds)


@on_each("hypothesis", EVERY, ids=lambda each: each.id)
def test_outcomes_and_causes_exist(hypothesis):
    for prediction in hypothesis.predictions:
        assert outcome_of(prediction.key.outcome)
        assert prediction.key.window == "late", "the same weeks in every arm"
    assert set(hypothesis.without) <= set(Switches.model_fields)


@on_each("hypothesis", EVERY, ids=lambda each: each.id)
def test_a_sum_compares_like_with_like(hypothesis):
    for prediction in hypothesis.predictions:
        total = sum(prediction.weights.values()) + prediction.plus
        assert total == 0 or len(prediction.weights) == 1, "a difference, or the level of one arm"


def test_a_mechanism_can_be_switched_off_in_an_arm():
    arm = Arm(scenario="open_house+peer", set={"thanks": 2})
    world = arm.load(60, ["exit"]).parameters
    assert (world.horizon, world.pattern, world.thanks, world.mechanisms.exit) == (60, "peer", 2, False)


GOOD = """
- id: C117
  split: open
  arms: {base: open_house, more: {scenario: open_house, set: {thanks: 2}}}
  predicts:
    - {outcome: recognition@late, weights: {more: 1, base: -1}, sign: positive}
  tag: written
  because: why
  without: [exit]
"""


def test_a_good_row_is_read():
    hypothesis = _read(GOOD)
    assert hypothesis.arms["more"] == Arm(scenario="open_house", set={"thanks": 2})
    assert hypothesis.predictions[0].weights == {"more": 1, "base": -1}
    assert hypothesis.predictions[0].sign == 1
    assert [*hypothesis.load().arms] == ["base", "more"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("split: open", "split: opn", r"x:3: split cannot be 'opn' \(did you mean 'open'\?\)"),
        ("because: why", "becuse: why", r"x:8: unknown key 'becuse' in C117 \(did you mean 'because'\?\)"),
        ("without: [exit]", "weeks: 52", r"C117 needs either 'without:' or 'none:'"),
        ("without: [exit]", "weeks: 0\n  none: a", r"weeks: expects a whole number, not 0"),
        ("base: -1", "bse: -1", r"x:6: an arm in weights cannot be 'bse' \(did you mean 'base'\?\)"),
        (", base: -1", "", r"C117: no prediction uses base"),
        ("base: -1", "base: x", r"expected a number, not the text 'x'"),
        ("{thanks: 2}", "{thanks: [2]}", r"set: expects single values, not a list"),
        ("sign: positive", "sign: up", r"sign cannot be 'up' \(expected: positive, negative\)"),
        ("  tag: written\n", "", r"x:2: C117 has no tag"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(old, new, told):
    with pytest.raises(ScenarioError, match=told):
        _read(GOOD.replace(old, new))


def _read(row):
    [node] = read_text(row, "x").value
    return read_hypothesis("C117", node)
