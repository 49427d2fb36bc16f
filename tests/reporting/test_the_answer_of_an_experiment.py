"""The answer of an experiment in text: p, which choice may be the best, and what the same luck saved."""

from __future__ import annotations

import math

import pytest

from tests.reporting.briefs import findings as made_up
from tup_sim.reporting.numerals import from_to
from tup_sim.reporting.shared_luck import luck_sentence
from tup_sim.reporting.tables import compare_row, experiment_view
from tup_sim.reporting.view import as_text
from tup_sim.statistics import Difference, paired_difference
from tup_sim.study.results import Contrast, Key


def test_the_answer_of_an_experiment_has_p_the_best_and_what_the_same_luck_saved():
    text = as_text(experiment_view(made_up({"core_met": -0.03}), "en"))
    assert text.splitlines()[2] == "8 runs of each point, seed 1, horizon 156 weeks."
    assert "p < 0.001  lower: worse" in text
    assert "The best is one of: “extra hands”; “peers” (95 % sure, 8 runs)" in text
    assert "checked: Alike before the change." in text and "tup-sim scenario baseline warm-up" in text
    assert "Quick look: few runs. Do not" in as_text(
        experiment_view(made_up({"core_met": -0.03}), "en", quick=True)
    )
    assert "p < 0,001  lager: slechter" in as_text(experiment_view(made_up({"core_met": -0.03}), "nl"))


def test_where_some_points_have_more_runs_than_others_both_numbers_are_said():
    found = made_up(failed=2)
    table = as_text(experiment_view(found, "en"))
    assert table.splitlines()[2] == "6 to 8 of 8 runs of each point, seed 1, horizon 156 weeks."
    assert "6 tot 8 van 8 runs van elk punt" in as_text(experiment_view(found, "nl"))
    assert from_to([2, 1, 2]) == "1 to 2" and from_to([1, 1], "nl") == "1"


@pytest.mark.parametrize(
    ("base", "size", "told", "words"),
    [
        (629_564.0, 2e-10, "0 [0, 0]", "exactly the same"),
        (0.9, 2e-17, "0 [0, 0]", "exactly the same"),
        (0.0004, 2e-5, "+0.00001 [-0.00002, +0.00004]", "no clear difference"),
    ],
)
def test_what_reckoning_leaves_over_is_no_difference(base, size, told, words):
    between = Difference(size / 2, -size, 2 * size, 8, math.nan, 0.4)
    _, _, moved, _, said = compare_row(Contrast(Key("core_met"), base, between, 0.4, 1.0), "en", smallest=0.0)
    assert moved.endswith(told) and said == words


def test_what_the_same_luck_saved_is_said_from_the_least_to_the_most():
    pair = paired_difference([1.0, 2.0, 3.1, 4.0], [1.1, 2.0, 3.0, 4.2])
    contrasts = [Contrast(Key("core_met"), 0.9, pair, 0.01, saved) for saved in (250.3, 4.04, math.inf)]
    assert luck_sentence(contrasts, "en") == (
        "Same luck, 4 pairs: correlation 1.00; a pair is worth 4.0 to 250 runs with their own luck."
    )
    assert "4,0 tot 250 runs" in luck_sentence(contrasts, "nl")
    assert luck_sentence(contrasts[2:], "en") == ""
