"""What a choice loses in other worlds, from an experiment to sentences in both languages."""

from __future__ import annotations

import math
from array import array

import numpy as np
import pytest

from tests.study import fakes
from tup_sim.errors import TupSimError
from tup_sim.reporting.robust import (
    box_sentence,
    now_sentence,
    regret_rows,
    worlds_sentences,
)
from tup_sim.statistics import Interval
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Level, Text
from tup_sim.study.findings import Findings
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key, Replications
from tup_sim.study.robust import alternatives, inputs_of, robustness, where_it_loses
from tup_sim.study.work import Result, Values

pytestmark = pytest.mark.usefixtures("fake_model")
KEY = Key("core_met")
RANGES = (
    Range("patience", "How soon a professional leaves.", "weeks", 5, 0, 10, False, True),
    Range("ask", "How much volunteers ask for", "-", 0.5, 0, 1, False, True),
)


def experiment(worlds: int) -> Experiment:
    luck = np.random.default_rng(1)
    drawn = tuple({"patience": 10 * luck.random(), "ask": luck.random()} for _ in range(worlds))
    names = [
        ("cut", "none"),
        ("cut", "protected"),
        ("no cut", "none"),
        ("no cut", "protected"),
        ("ten", "none"),
    ]
    points = tuple(
        DesignPoint(n, {"money": money, "coaching": coaching}, fakes.scenario(str(n)), None)
        for n, (money, coaching) in enumerate(names)
    )
    text = Text("x", "x")
    factor = Factor("coaching", text, (Level("none", text), Level("protected", text)))
    windows = fakes.windows_of(fakes.scenario())
    smallest = {KEY: 0.1}
    return Experiment(
        "e", text, text, (), (factor,), points, windows, (KEY,), smallest, 8, 8, ranges=RANGES, worlds=drawn
    )


def result(point: int, run: int, value: float) -> Result:
    return Result(point, str(point), 1, run, Values(("core_met",), array("d", [value])))


def findings(worlds: int = 200) -> Findings:
    """Protection (point 1) helps by 0.2, but costs 1 where professionals leave soon and volunteers ask for much."""
    asked, luck = experiment(worlds), np.random.default_rng(2)
    runs = [[result(p, r, 0.2 * (p % 2) + 0.01 * luck.normal()) for r in range(8)] for p in range(5)]
    found = tuple(
        Replications(point.scenario, 1, 8, asked.windows, tuple(mine))
        for point, mine in zip(asked.points, runs, strict=True)
    )
    there = {}
    for number, world in enumerate(asked.worlds, 1):
        lost = world["patience"] < 4 and world["ask"] > 0.5
        there |= {(number, p): result(p, 0, (0.2 - lost) * (p % 2) + 0.01 * luck.normal()) for p in range(5)}
    return Findings(asked, found, there)


def both(found, names):
    return [now_sentence(found, names, KEY), *worlds_sentences(found, names, KEY)]


def test_one_chooses_between_points_that_differ_in_one_factor_only():
    groups = alternatives(experiment(2), "coaching")
    assert [[point.number for point in group] for group in groups] == [[0, 1], [2, 3]]


def test_the_best_now_is_not_the_best_everywhere():
    seen = findings()
    found = robustness(seen, KEY, seen.experiment.points[:2])
    assert (found.now.best, found.now.sure) == (1, True)
    assert found.by_luck[1].best.mean == 1.0
    assert 0.7 < found.worlds[1].best.mean < 0.9
    inputs = inputs_of(seen.experiment)
    bad = ((inputs[:, 0] < 4) & (inputs[:, 1] > 0.5)).mean()
    assert found.worlds[1].mean.mean == pytest.approx(0.8 * bad, abs=0.01)
    text = " ".join(both(found, ["none", "protected"]))
    assert "“protected” comes out best (95 % sure, 8 runs)" in text
    assert len(regret_rows(found, ["none", "protected"], KEY)) == 3


def test_the_conditions_under_which_it_loses_are_a_sentence_with_the_words_of_the_declaration():
    seen = findings()
    box = where_it_loses(seen, KEY, seen.experiment.points[:2], 1)
    assert {(each.column, each.upper) for each in box.limits} == {(0, True), (1, False)}
    text = box_sentence(box, RANGES, "protecting the coaching", KEY, 0.1)
    assert "“How soon a professional leaves” is below" in text and "weeks" in text
    assert "“How much volunteers ask for” is above" in text
    assert f"Found in {box.found} of 50 resamples" in text and "in 100 % of such worlds" in text
    dutch = box_sentence(box, RANGES, "begeleiding ontzien", KEY, 0.1, "nl")
    assert "verliest “begeleiding ontzien” meer dan 10 op 100" in dutch and "weken" in dutch


def test_nothing_lost_anywhere_is_said_so():
    seen = findings(60)
    points = seen.experiment.points
    box = where_it_loses(seen, KEY, (points[0], points[2]), 0)
    assert "In none of 60 worlds does “it” lose more than 10 of 100" in box_sentence(
        box, RANGES, "it", KEY, 0.1
    )
    assert "verliest" in box_sentence(box, RANGES, "het", KEY, 0.1, "nl")


def test_a_world_without_a_value_is_left_out_and_without_worlds_it_is_said_so():
    seen = findings(40)
    full = robustness(seen, KEY, seen.experiment.points[:2])
    gaps = Findings(
        seen.experiment, seen.found, {k: v for k, v in seen.worlds.items() if k[0] > 5 or k[1] != 1}
    )
    assert (
        robustness(gaps, KEY, seen.experiment.points[:2]).worlds[0].best.n == full.worlds[0].best.n - 5 == 35
    )
    none = robustness(Findings(seen.experiment, seen.found, {}), KEY, seen.experiment.points[:2])
    assert "no worlds" in both(none, ["a", "b"])[-1]
    assert "n/a" in regret_rows(none, ["a", "b"], KEY)[1] and math.isnan(none.worlds[0].tail)


def test_what_is_neither_better_nor_worse_cannot_be_lost():
    seen = findings(3)
    with pytest.raises(TupSimError, match="neither better nor worse"):
        robustness(seen, Key("volunteers"), seen.experiment.points[:2])


def test_without_runs_to_tell_luck_from_assumptions_by_the_sentence_leaves_luck_out():
    seen = robustness(findings(40), KEY, findings(40).experiment.points[:2])
    nowhere = seen.by_luck[0]._replace(best=Interval(math.nan, math.nan, math.nan, 0))
    (text,) = worlds_sentences(seen._replace(by_luck=(nowhere, nowhere)), ["a", "b"], KEY)
    assert "luck" not in text and " - %" not in text
    (text,) = worlds_sentences(seen, ["a", "b"], KEY)
    assert "among runs that differ in luck only, in 100 %" in text


def test_those_that_are_the_best_equally_often_are_all_named():
    seen = robustness(findings(40), KEY, findings(40).experiment.points[:2])
    (text,) = worlds_sentences(seen._replace(worlds=(seen.worlds[1],) * 2), ["a", "b"], KEY)
    assert "the best equally often" in text and "“a”; “b”" in text and "no verdict" in text
