"""``explain-difference``, ``sweep`` and the replays, from what is typed to what is printed."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from tests.study import fakes
from tests.study.test_replay import met
from tests.study.test_sweep import observe as decided_by_one
from tests.study.test_warm_up import observe as settling
from tup_sim import files, measures
from tup_sim.cli import main
from tup_sim.measures import outcome_of
from tup_sim.reporting import attribution, sweep, tables
from tup_sim.study import design
from tup_sim.study.work import Task, failed


@pytest.fixture
def house(monkeypatch, fake_model):
    """Scenarios without files; ``cut_20`` changes something."""

    def load_scenario(name, mixins=(), settings=(), weeks=None):
        made = fakes.scenario(" + ".join([name, *mixins]), 0.2 if "cut_20" in mixins else None)
        return replace(made, parameters=fakes.parameters(horizon=weeks or 156))

    monkeypatch.setattr(files, "load_scenario", load_scenario)
    monkeypatch.setattr(measures, "outcome_of", outcome_of)
    return fake_model


def test_the_tables_know_the_real_outcomes():
    """They were fetched before anything was replaced by a stand-in."""
    assert {attribution.label("en", "core_met"), sweep.label("en", "core_met")} == {"Core requests met"}
    assert tables.label("nl", "core_met") == outcome_of("core_met").label("nl")


def ask(capsys, *words):
    """Exit code, output and errors of a command."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    out, err = capsys.readouterr()
    return end.value.code, out, err


EXPLAIN = (
    "sensitivity",
    "explain-difference",
    "house",
    "+cut_20",
    "--outcome",
    "core_met,volunteers@late",
    "-n",
    4,
    "-j",
    1,
)
SWEEP = (
    "sensitivity", "sweep", "house", "--against", "+cut_20", "--outcome", "core_met",
    "--draws", 12, "--unmoved", 3, "-j", 1,
)  # fmt: skip


@pytest.mark.usefixtures("house")
def test_explain_difference_prints_shares_the_rest_and_the_whole(capsys):
    code, out, err = ask(capsys, *EXPLAIN, "--mechanisms", "strain,coaching")
    assert (code, err) == (0, "")
    assert out.startswith("What produces the difference between house + cut_20 and house?")
    assert "2 mechanisms in every combination of on and off: 32 runs" in out
    for line in ("no share", "everything else (not switched)", "the whole difference", "A laboratory"):
        assert line in out
    assert out.index("Core requests met") < out.index("Volunteers, last year")


@pytest.mark.usefixtures("house")
def test_a_sweep_measures_what_people_are_used_to_once_it_is_known_what_is_asked(capsys, monkeypatch):
    measured: list[list[str]] = []

    def at_rest(scenarios, jobs, lang):
        measured.append([each.name for each in scenarios])
        return list(scenarios)

    monkeypatch.setattr("tup_sim.cli.sweep.at_rest", at_rest)
    assert ask(capsys, *SWEEP)[0] == 0
    assert measured == [["house", "house + cut_20"]]
    assert ask(capsys, *SWEEP, "--outcome", "core_met@nowhere")[0] == 2
    assert len(measured) == 1


@pytest.mark.usefixtures("house")
def test_explain_difference_in_dutch(capsys):
    out = ask(capsys, *EXPLAIN, "--mechanisms", "strain", "--lang", "nl")[1]
    assert "Waar komt het verschil" in out and "geen aandeel" in out and "al het andere" in out


@pytest.mark.usefixtures("house")
def test_explain_difference_as_json_and_csv(capsys, tmp_path):
    place = tmp_path / "pairs.csv"
    code, out, _ = ask(capsys, *EXPLAIN, "--mechanisms", "strain+coaching,exit", "--json", "--csv", place)
    data = json.loads(out)
    assert (code, data["mechanisms"], data["exact"], data["runs"]) == (
        0,
        ["strain+coaching", "exit"],
        True,
        32,
    )
    found = data["outcomes"]["core_met"]
    assert set(found) == {"unit", "total", "shares", "rest", "alone"}
    shares = sum(each["mean"] for each in found["shares"].values())
    assert shares + found["rest"]["mean"] == pytest.approx(found["total"]["mean"])
    assert found["rest"]["clear"] and not found["shares"]["exit"]["clear"]
    table = pd.read_csv(place)
    assert len(table) == 2 * 4 * 4
    assert set(table["on"].dropna()) == {"strain+coaching", "exit", "strain+coaching exit"}


@pytest.mark.usefixtures("house")
def test_explain_difference_along_orders_says_so(capsys):
    out = ask(capsys, *EXPLAIN, "--mechanisms", "all")[1]
    assert "joined in 2 orders per replication" in out
    assert json.loads(ask(capsys, *EXPLAIN, "--orders", 2, "--json")[1])["orders_per_replication"] == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--mechanisms", "courage"], "no mechanism 'courage'"),
        (["--outcome", "core_mett"], "did you mean 'core_met'"),
        (["--outcome", "core_met@never"], "no window 'never'"),
        (["--csv", "nowhere/x.csv"], "there is no folder"),
    ],
)
def test_a_mistake_in_explain_difference_is_one_line(capsys, words, says):
    outcome = [] if "--outcome" in words else ["--outcome", "core_met"]
    code, out, err = ask(
        capsys, "sensitivity", "explain-difference", "open_house", "+cut_20", *outcome, *words
    )
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert says in err


def fails_in_the_first(task: Task):
    return failed(task, ZeroDivisionError("nobody")) if task.replication == 0 else fakes.in_any_process(task)


@pytest.mark.parametrize("words", [EXPLAIN, SWEEP])
def test_a_failed_run_is_told_and_the_rest_is_shown(capsys, house, words):
    house.setattr(design, "WORK", fails_in_the_first)
    code, out, err = ask(capsys, *words)
    assert code == 1 and "ZeroDivisionError: nobody" in err
    assert "A laboratory" in out


@pytest.mark.parametrize("words", [EXPLAIN, SWEEP])
def test_ctrl_c_shows_what_was_whole(capsys, house, words):
    done = []

    def observe(*task):
        if len(done) == 130:
            raise KeyboardInterrupt
        done.append(task)
        return fakes.observe(*task)

    house.setattr("tup_sim.measures.observe", observe)
    code, out, err = ask(capsys, *words, "--draws" if "sweep" in words else "-n", 80)
    assert code == 130 and err.startswith("stopped after 130 of ")
    assert "A laboratory" in out


@pytest.mark.usefixtures("house")
def test_sweep_prints_writes_and_saves(capsys, tmp_path):
    code, out, err = ask(capsys, *SWEEP, "--out", tmp_path / "s.md", "--csv", tmp_path / "s.csv")
    assert (code, err) == (0, "")
    assert "12 of 12 draws" in out and "sign - in 100 % of 12" in out
    written = (tmp_path / "s.md").read_text(encoding="utf-8")
    first, _, title, *_ = written.splitlines()
    assert first.startswith("<!-- Written by: tup-sim ")
    assert title == "# Which assumptions decide the headline results"
    assert "Written by `tup-sim" in written and "`training_budget`" in written
    table = pd.read_csv(tmp_path / "s.csv")
    assert len(table) == 12 and {"scenario", "draw", "core_met", "coaching_need.incident"} <= set(
        table.columns
    )


def test_sweep_finds_what_decides(capsys, house):
    house.setattr("tup_sim.measures.observe", decided_by_one)
    words = ("--outcome", "core_met", "--draws", 40, "--unmoved", 2, "-j", 1)
    code, out, _ = ask(capsys, "sensitivity", "sweep", "house", "other", *words, "--json")
    data = json.loads(out)
    assert (code, [each["base"] for each in data["sweeps"]]) == (0, ["house", "other"])
    best = data["sweeps"][0]["outcomes"]["core_met"]["assumptions"][0]
    assert (best["parameter"], best["clear"], best["own_range"]) == ("coaching_need.incident", True, True)
    dutch = ask(capsys, "sensitivity", "sweep", "house", *words, "--lang", "nl")[1]
    assert "springt eruit" in dutch and "kan toeval zijn" in dutch and "0,25 - 1,5" in dutch


def test_sweep_shares_the_variance_out_in_both_languages_and_as_data(capsys, house):
    pytest.importorskip("SALib")
    house.setattr("tup_sim.measures.observe", decided_by_one)
    words = ("--outcome", "core_met", "--method", "sobol", "--draws", 128, "--unmoved", 2, "-j", 1)
    words = (
        "sensitivity",
        "sweep",
        "house",
        *words,
        "--only",
        "coaching_need.incident,requests.guidance.rate",
    )
    out = ask(capsys, *words)[1]
    assert "128 of 128 draws (Sobol blocks)" in out and "2 assumptions moved" in out
    assert "share, with others" in out and "32 of 32 blocks are whole" in out
    assert "rests on these assumptions, by themselves or together with luck" in out
    assert "aandeel, op zichzelf" in ask(capsys, *words, "--lang", "nl")[1]
    data = json.loads(ask(capsys, *words, "--json")[1])["sweeps"][0]["outcomes"]["core_met"]
    first = next(each for each in data["assumptions"] if each["parameter"] == "coaching_need.incident")
    assert first["total"]["mean"] > 0.7 and data["blocks_used"] == 32
    assert data["rests_on_assumptions"]["low"] > 0.5


def test_sweep_says_which_share_rests_on_assumptions(capsys, house):
    house.setattr("tup_sim.measures.observe", decided_by_one)
    words = ("sensitivity", "sweep", "house", "--outcome", "core_met", "--draws", 40, "-j", 1)
    out = ask(capsys, *words)[1]
    assert "rests on the assumptions; the rest is luck, as large as in the 20 runs" in out
    assert "rests on the assumptions" not in ask(capsys, *words, "--unmoved", 1)[1]


@pytest.mark.usefixtures("house")
def test_what_cannot_be_moved_is_told_before_anything_runs(capsys):
    code, _, err = ask(capsys, "sensitivity", "sweep", "house", "--outcome", "core_met", "--only", "horizon")
    assert code == 2 and "'horizon' is not an assumption that can be moved" in err


def test_warm_up_prints_a_verdict_and_saves_a_figure(capsys, house, tmp_path):
    house.setattr("tup_sim.measures.observe", settling)
    words = (
        "scenario",
        "baseline",
        "warm-up",
        "house",
        "--replications",
        4,
        "--jobs",
        1,
        "--figure",
        tmp_path / "w.svg",
    )
    code, out, _ = ask(capsys, *words)
    assert code == 0 and out.startswith("Is the warm-up of house long enough?")
    assert "2 of 3 outcomes still move" in out and (tmp_path / "w.svg").exists()
    code, _, err = ask(capsys, "scenario", "baseline", "warm-up", "house+cut_20")
    assert code == 2 and "give an organisation at rest" in err


@pytest.mark.usefixtures("house")
def test_a_quick_sweep_is_few_draws_and_says_so(capsys):
    out = ask(
        capsys, "sensitivity", "sweep", "house", "--outcome", "core_met", "--quick", "--unmoved", 0, "-j", 1
    )[1]
    assert "20 of 20 draws" in out and "Quick look" in out


def test_run_and_compare_show_what_would_be_lost_without_volunteers(capsys, house):
    house.setattr("tup_sim.measures.observe", met)
    code, out, _ = ask(capsys, "run", "house", "-n", 2, "-j", 1, "--prosthesis", "--window", "late")
    assert code == 0 and "Core work lost without volunteers" in out and "0.25" in out
    data = json.loads(ask(capsys, "run", "house", "-n", 2, "-j", 1, "--prosthesis", "--json")[1])
    assert data["outcomes"]["prosthesis_index"]["mean"] == pytest.approx(0.25)
    out = ask(capsys, "compare", "house", "+cut_20", "-n", 2, "-j", 1, "--prosthesis")[1]
    assert "Core work lost without volunteers" in out


def observe_slowly(scenario, seed, replication, windows, only=()):
    """From week 60 the cut shows in one outcome, never in another."""
    shown = [1.0] * 60 + [5.0 if scenario.changes else 1.0] * 96
    return fakes.Observation({"core_met": 0.9}, {"work_pressure": shown, "volunteers": [1.0] * 156})


def test_compare_says_after_how_many_weeks_a_change_shows(capsys, house, tmp_path):
    house.setattr("tup_sim.measures.observe", observe_slowly)
    house.setattr(
        "tup_sim.model.parameters.Scenario.first_change", lambda each: (40.0, 52.0) if each.changes else None
    )
    words = ("compare", "house", "+cut_20", "-n", 3, "-j", 1, "--lags", "volunteers,work_pressure")
    code, out, _ = ask(capsys, *words, "--csv", tmp_path / "runs.csv")
    assert code == 0
    table = pd.read_csv(tmp_path / "runs.csv")
    assert table[table["outcome"] == "lag_weeks[work_pressure]"]["value"].tolist() == [9, 9, 9]
    lines = out.splitlines()[
        out.splitlines().index("Weeks from the change in house + cut_20 until it shows") + 2 :
    ]
    assert lines[0].endswith("in 3 of 3 runs")
    assert "never" in lines[1] and lines[1].endswith("in 0 of 3 runs")
    data = json.loads(ask(capsys, *words, "--json")[1])
    assert data["comparisons"][0]["lags"]["work_pressure"]["mean"] == 9
    assert data["comparisons"][0]["lags"]["volunteers"] == {
        "mean": None, "low": None, "high": None, "n": 0, "unit": "weeks",
    }  # fmt: skip


def test_lags_need_outcomes_with_weekly_figures(capsys):
    code, out, err = ask(capsys, "compare", "open_house", "+cut_20", "--lags", "contact_ratio_vulnerable")
    assert (code, out) == (2, "")
    assert "has no weekly figures; write 'contact_ratio'" in err


def test_the_command_in_a_table_names_no_folder_of_this_machine(monkeypatch, tmp_path):
    from click import Command, Context

    from tup_sim.cli.speaking import typed

    words = [
        "/home/somebody/bin/tup-sim",
        "sensitivity",
        "sweep",
        "open_house+peer",
        "--out",
        str(tmp_path / "table.md"),
        "--csv",
        "runs.csv",
    ]
    monkeypatch.setattr("sys.argv", words)
    with Context(Command("sweep"), info_name="tup-sim"):
        assert typed() == "tup-sim sensitivity sweep open_house+peer --out table.md --csv runs.csv"
