"""Tables say in plain words what came out, and what cannot be told."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace

import pytest

from tests.study import fakes
from tup_sim import measures
from tup_sim.errors import TupSimError
from tup_sim.reporting.plain import compare_data, run_data
from tup_sim.reporting.tables import compare_view, run_view
from tup_sim.reporting.view import as_text
from tup_sim.study import compare, design, replicate
from tup_sim.texts import LANGUAGES, declared, forms, say

pytestmark = pytest.mark.usefixtures("fake_model")


@pytest.fixture(autouse=True)
def few_outcomes(monkeypatch, fake_model):
    declared = {name: fakes.outcome_of(name) for name in fakes.OUTCOMES}
    for module in ("tables", "words"):
        monkeypatch.setattr(f"tup_sim.reporting.{module}.outcome_of", fakes.outcome_of)
    monkeypatch.setattr("tup_sim.reporting.tables.OUTCOMES", declared)


def differences(replications=6, *others, **options):
    scenarios = others or (fakes.scenario("cut", 0.2),)
    found = compare(fakes.scenario(), list(scenarios), replications, jobs=1)
    return as_text(compare_view(found, **options))


def line(table, start):
    lines = (" ".join(each.split()) for each in table.splitlines())
    return next(each for each in lines if each.startswith(start))


def test_a_run_says_what_was_said_and_assumed_and_where_more_stands():
    told = replace(
        fakes.scenario(), said={"en": "a house"}, assumed={"en": "all else", "nl": "al het andere"}
    )
    found = replicate(replace(told, name="house + cut"), 2, jobs=1)
    assert as_text(run_view(found)).splitlines()[-3:] == [
        "Sources say: a house.",
        "Assumed: all else.",
        "Every value, who set it and why: tup-sim scenario explain house",
    ]
    assert "Aangenomen: al het andere." in as_text(run_view(found, "nl"))
    assert "Assumed" not in as_text(run_view(replicate(fakes.scenario(), 2, jobs=1)))


def test_a_run_says_how_it_was_done_and_gives_means_with_intervals_by_group():
    table = as_text(run_view(replicate(fakes.scenario(), 10, seed=7, jobs=1)))
    assert "10 runs, seed 7, horizon 156 weeks." in table
    assert "A laboratory, not a forecast" in table
    assert table.index("Service") < table.index("Core requests met") < table.index("Volunteers")
    assert line(table, "Core requests met").startswith("Core requests met 0.90")
    assert line(table, "Volunteers 4").endswith("people (n=8)")


def test_headlines_by_default_and_everything_when_asked():
    found = replicate(fakes.scenario(), 3, jobs=1)
    assert "Cost" not in as_text(run_view(found))
    assert "Cost" in as_text(run_view(found, everything=True))


def test_one_run_has_no_interval():
    assert "[n/a]" in as_text(run_view(replicate(fakes.scenario(), 1, jobs=1)))


def test_another_window_is_named_with_its_weeks():
    table = as_text(run_view(replicate(fakes.scenario(), 2, jobs=1), window="late"))
    assert "Window: last year (weeks 104 to 156)." in table
    assert "104.9" in line(table, "Core requests met")


def test_a_window_that_is_not_there_is_refused():
    with pytest.raises(TupSimError, match=r"no window 'year2'; it has: before, year1, late, horizon"):
        as_text(run_view(replicate(fakes.scenario(), 2, jobs=1), window="year2"))


def test_a_clear_difference_says_which_way_and_whether_that_is_good():
    table = differences()
    assert "cut compared with house" in table
    assert line(table, "Core requests met").endswith("-> -0.200 [-0.200, -0.200] share lower: worse")
    assert line(table, "Volunteers 4").endswith("people higher")


def test_a_difference_that_may_be_luck_is_not_called_one():
    assert line(differences(), "Waiting list").endswith("no clear difference")
    assert line(differences(6, fakes.scenario("twin")), "Waiting list").endswith("exactly the same")


def test_a_difference_never_looks_like_a_level():
    told = line(differences(6, fakes.scenario("twin")), "Waiting list")
    assert "-> ±0 " in told, told
    assert "-> +0" in line(differences(6, fakes.scenario("more", -0.2)), "Core requests met")


def test_only_the_outcomes_that_were_asked_for():
    table = differences(only=("core_met", "cost"))
    assert "Core requests met" in table and "Cost" in table and "Waiting list" not in table
    table = as_text(run_view(replicate(fakes.scenario(), 3, jobs=1), only=("cost",)))
    assert "Cost" in table and "Core requests met" not in table


def test_the_base_has_a_mean_and_no_interval_of_its_own():
    assert line(differences(), "Waiting list").count("[") == 1


def test_a_single_pair_says_that_it_cannot_tell():
    assert line(differences(1), "Core requests met").endswith("[n/a] share one run, cannot tell")


def test_several_others_come_with_a_note_on_their_intervals():
    assert "Holm" not in differences()
    assert "2 comparisons with one base" in differences(4, fakes.scenario("a", 0.1), fakes.scenario("b", 0.2))


def test_two_windows_are_two_blocks():
    table = differences(windows=("horizon", "late"))
    assert table.count("cut compared with house") == 2


def test_a_quick_look_is_called_one():
    assert "Quick look" in differences(quick=True)


def test_dutch_has_its_own_words_and_commas():
    table = differences(lang="nl")
    assert line(table, "Kernvragen beantwoord").endswith("-0,200 [-0,200; -0,200] aandeel lager: slechter")
    assert "Een laboratorium, geen voorspelling" in table


def test_finished_and_asked_runs_are_both_told(fake_model):
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    assert "3 of 4 runs" in as_text(run_view(replicate(fakes.scenario(), 4, jobs=1)))
    assert "3 of 4 runs of each scenario" in differences(4)


def test_every_unit_of_the_model_has_a_dutch_word():
    assert {outcome.unit for outcome in measures.ALL.values()} - set(declared("nl")) == set()


def test_every_unit_of_an_assumption_has_a_dutch_word():
    from tup_sim.model.parameters import Parameters, declarations

    assert {each.unit for each in declarations(Parameters)} - set(declared("nl")) == set()


def test_json_of_a_run_has_null_for_what_nobody_knows():
    found = replicate(fakes.scenario(), 1, seed=3, jobs=1)
    data = json.loads(json.dumps(run_data(found), allow_nan=False))
    assert (data["scenario"], data["replications"], data["seed"]) == ("house", 1, 3)
    core = data["outcomes"]["core_met"]
    assert (core["low"], core["high"], core["unit"], core["n"]) == (None, None, "share", 1)
    assert not math.isnan(data["outcomes"]["core_met@late"]["mean"])


def test_json_of_a_comparison_has_the_paired_differences():
    others = [fakes.scenario("a", 0.1), fakes.scenario("b", 0.2)]
    data = compare_data(compare(fakes.scenario(), others, 4, jobs=1))
    json.dumps(data, allow_nan=False)
    assert data["base"] == "house"
    assert [each["scenario"] for each in data["comparisons"]] == ["a", "b"]
    core = data["comparisons"][1]["differences"]["core_met"]
    assert (core["mean"], core["low"], core["high"]) == pytest.approx((-0.2, -0.2, -0.2))
    assert (core["n"], core["unit"], core["clear"]) == (4, "share", True)


def test_json_names_the_runs_that_failed(fake_model):
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    data = run_data(replicate(fakes.scenario(), 4, jobs=1))
    assert data["finished"] == 3 and "replication 1 failed" in data["failed"][0]


@pytest.mark.parametrize(("lang", "week"), [("en", "horizon 1 week."), ("nl", "horizon 1 week.")])
def test_one_of_something_is_not_several(lang, week):
    assert say(lang, "runs", n=1) == "1 run" and say(lang, "runs", n=2) == "2 runs"
    assert week in say(lang, "facts", runs="1 run", seed=1, weeks="1")
    assert say(lang, "of-runs", n=0, asked=1).endswith("1 run")


def test_no_text_counts_something_without_its_form_for_one():
    several = "runs|pairs|weeks|worlds|draws|blocks|orders|mechanisms|replications|paren|weken|werelden"
    nouns = rf"\{{\w+\}} (?:\w+ )?({several})\b"
    words = (forms(lang, "words") for lang in LANGUAGES)
    bare = {
        name for each in words for name, (text, *more) in each.items() if not more and re.search(nouns, text)
    }
    assert bare == set()
