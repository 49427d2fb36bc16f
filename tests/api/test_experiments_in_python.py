"""A researcher plans, runs, reads and checks an experiment without the command line."""

from __future__ import annotations

from typing import Any

import pytest

import tup_sim
from tup_sim.api.experiments import Answer
from tup_sim.cli import COMMANDS
from tup_sim.errors import ScenarioError, TupSimError

SMALL = {"warmup": "2 weeks", "places": 20, "professionals.posts": 3, "volunteers_initial": 14}


def text(words: str) -> dict[str, str]:
    return {"en": words, "nl": f"{words} (nl)"}


def question(**changed: Any) -> dict[str, Any]:
    """What would stand in a file: volunteers are thanked often, or never."""
    return {
        "title": text("Thanks"),
        "question": text("Do thanks help?"),
        "base": "open_house",
        "set": SMALL,
        "weeks": 6,
        "factors": [
            {
                "name": "thanks",
                "label": text("thanks"),
                "levels": [
                    {"name": "none", "label": text("none"), "set": {"thanks": 0.0}},
                    {"name": "often", "label": text("often"), "set": {"thanks": 5.0}},
                ],
            }
        ],
        "reference": {"thanks": "none"},
        "replications": 2,
        "outcomes": ["core_met"],
        "smallest_difference": {"core_met": 0.05},
        **changed,
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("study")


@pytest.fixture(scope="module")
def answer(folder) -> Answer:
    return tup_sim.experiment(question(), folder, name="thanks", jobs=1)


def test_the_words_are_those_of_the_command_line():
    known = {"experiment", "plan", "results", "story", "twins", "run", "compare"}
    assert known <= set(tup_sim.__all__)
    assert known - {"twins"} <= set(COMMANDS)  # twins are a story now


def test_what_would_stand_in_a_file_may_be_a_mapping(answer):
    table = answer.to_frame()
    assert list(table["point"]) == ["thanks=often"]
    assert list(table["n"]) == [2]
    runs = answer.runs.query("outcome == 'core_met' and window == 'horizon'")
    by_run = runs.pivot(index="replication", columns="scenario", values="value")
    expected = (by_run["thanks=often"] - by_run["thanks=none"]).mean()
    assert table["mean"][0] == pytest.approx(expected, abs=1e-12)


def test_it_goes_on_where_it_was_and_computes_nothing_twice(answer, folder):
    told: list[tuple[int, int]] = []
    again = tup_sim.experiment(
        question(), folder, name="thanks", jobs=1, progress=lambda *far: told.append(far)
    )
    assert told == []
    assert again.to_frame().equals(answer.to_frame())


def test_results_are_found_again_by_name(answer, folder):
    found = tup_sim.results(folder)
    assert list(found) == ["thanks"]
    assert list(found.to_frame()["runs"]) == [4]
    assert found["thanks"].to_frame().equals(answer.to_frame())
    with pytest.raises(KeyError):
        found["thank"]


def test_every_number_is_the_same_when_it_is_computed_again(answer):
    found = answer.reproduce(2, jobs=1)
    assert len(found.runs) == 2
    assert found.numbers > 100
    assert found.deviations == ()


def test_a_brief_is_written_where_one_wants_it(answer, folder):
    page, *_ = answer.report(folder / "brief.html", "nl")
    assert "Thanks (nl)" in page.read_text(encoding="utf-8")
    with pytest.raises(TupSimError, match="lang is 'en' or 'nl', not 'fr'"):
        answer.report(folder / "brief.html", "fr")


def test_a_notebook_shows_the_answer_as_the_terminal_does(answer):
    shown = answer._repr_html_()
    assert "<h3>Thanks</h3>" in shown
    assert "<table>" in shown
    assert all(answer.checks.values())


def test_the_table_for_a_paper_is_a_frame_and_a_text(answer):
    table = answer.table("nl")
    assert list(table["compared"]) == ["often (nl) tegenover none (nl)"]
    assert table["difference"][0] == answer.to_frame()["mean"][0]
    tex = answer.table_text(lang="nl")
    assert tex.startswith("% \\usepackage{booktabs}") and "often (nl) tegenover none (nl)" in tex
    assert answer.table_text("markdown").count("\n| ") == 2  # the question, and a row
    assert "<table>" in answer.table_text("html")
    with pytest.raises(TupSimError, match="form is one of latex, markdown, html, not 'docx'"):
        answer.table_text("docx")
    with pytest.raises(TupSimError, match="lang is 'en' or 'nl', not 'fr'"):
        answer.table("fr")


def test_a_plan_is_a_table():
    planned = tup_sim.plan(question(), jobs=1, pairs=2)
    assert repr(planned) == "Plan('experiment', points=2, runs=4 to 4)"
    table = planned.to_frame()
    assert list(table.columns) == ["outcome", "window", "unit", "matters", "width", "needed"]
    assert table["matters"][0] == 0.05


def test_mistakes_in_a_mapping_are_told_like_those_in_a_file(folder):
    with pytest.raises(ScenarioError, match="unknown key 'outcome' in an experiment"):
        tup_sim.experiment(question(outcome=["core_met"]), folder)
    with pytest.raises(TupSimError, match="is made of texts, numbers, lists and mappings"):
        tup_sim.experiment(question(seed={1, 2}), folder)
    with pytest.raises(TupSimError, match="name is one line of text"):
        tup_sim.experiment(question(), folder, name="a/b")
    with pytest.raises(TupSimError, match="no results here"):
        tup_sim.results(folder / "nowhere")


def test_whether_a_choice_holds_with_other_assumptions_is_a_table(answer, folder):
    assert answer.choices.empty  # without worlds the difference says it already
    there = tup_sim.experiment(question(), folder, jobs=1, worlds=2)
    assert there.name == "experiment-robust"
    table = there.choices
    assert list(table["alternative"]) == ["none", "often"]
    assert list(table["worlds"]) == [2, 2]
    assert table["best_in"].between(0, 1).all() and table["best_in"].sum() >= 1
    assert (table["loses"] >= 0).all()


def test_settings_may_be_a_mapping():
    chosen = tup_sim.load_scenario("open_house", settings={"thanks": 3, "mechanisms.exit": False})
    assert chosen.parameters.thanks == 3.0
    assert not chosen.parameters.mechanisms.exit
    with pytest.raises(ScenarioError, match="thanks cannot be"):
        tup_sim.load_scenario("open_house", settings={"thanks": object()})


def test_parts_of_an_experiment_together_are_the_whole(answer, folder):
    for number in (1, 2):
        part = tup_sim.experiment(question(), folder / "parts", name="thanks", jobs=1, shard=f"{number}/2")
        assert part.folder.name == f"shard-{number}-of-2"
    (found,) = tup_sim.merge([folder / "parts"], folder / "parts")
    assert (found.name, found.there, found.asked, found.missing) == ("thanks", 4, 4, {})
    assert tup_sim.results(folder / "parts")["thanks"].to_frame().equals(answer.to_frame())
    with pytest.raises(TupSimError, match="folders is a list of folders"):
        tup_sim.merge("parts", folder / "parts")
    with pytest.raises(TupSimError, match="there is no shard 3 of 2"):
        tup_sim.experiment(question(), folder / "parts", jobs=1, shard="3/2")


def test_what_is_measured_before_an_experiment_is_none_of_its_runs(answer, folder, monkeypatch):
    def measured(asked, store, model, jobs, told):
        told(7, 7)
        return asked

    monkeypatch.setattr("tup_sim.api.experiments.at_rest", measured)
    again = tup_sim.experiment(question(), folder, name="thanks", jobs=1).manifest
    assert (again["computed"], again["reused"]) == (0, 4)
