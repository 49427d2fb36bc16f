"""The commands ``run``, ``compare`` and ``demo``, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pandas as pd
import pytest

from tests.study import fakes
from tup_sim import files
from tup_sim.cli import main, runs
from tup_sim.cli.progress import ProgressLine, in_words
from tup_sim.errors import ScenarioError
from tup_sim.study import design
from tup_sim.texts import translator


@pytest.fixture(autouse=True)
def fake_files(monkeypatch, fake_model):
    """Scenarios without files: a mix-in ``cut_20`` changes something, every other only the name."""
    declared = {name: fakes.outcome_of(name) for name in fakes.OUTCOMES}
    for module in ("tables", "words"):
        monkeypatch.setattr(f"tup_sim.reporting.{module}.outcome_of", fakes.outcome_of)
    monkeypatch.setattr("tup_sim.reporting.tables.OUTCOMES", declared)
    monkeypatch.setattr(runs, "DEMO_FIGURE", ("core_met", "waiting_list"))
    monkeypatch.setattr(runs, "DEMO_TABLE", ("core_met", "waiting_list"))
    loaded = []

    def load_scenario(name, mixins=(), settings=(), weeks=None):
        if name == "nowhere":
            raise ScenarioError("there is no scenario 'nowhere'", hint="did you mean\n'house'?")
        loaded.append((name, tuple(mixins), tuple(settings), weeks))
        made = fakes.scenario(" + ".join([name, *mixins]), 0.2 if "cut_20" in mixins else None)
        return replace(made, parameters=fakes.parameters(horizon=weeks or 156))

    monkeypatch.setattr(files, "load_scenario", load_scenario)
    return loaded


def ask(capsys, *words):
    """Exit code, output and errors of a command."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    out, err = capsys.readouterr()
    return end.value.code, out, err


def test_run_prints_a_table(capsys):
    code, out, err = ask(capsys, "run", "house", "-n", 3, "--jobs", 1)
    assert (code, err) == (0, "")
    assert out.startswith("house\n3 runs, seed 1, horizon 156 weeks.")


def test_run_as_json(capsys):
    code, out, _ = ask(capsys, "run", "house", "-n", 3, "--seed", 5, "--jobs", 1, "--json")
    data = json.loads(out)
    assert (code, data["scenario"], data["replications"], data["seed"]) == (0, "house", 3, 5)
    assert set(data["outcomes"]["core_met"]) >= {"mean", "low", "high", "unit", "n"}


def test_mixins_settings_and_weeks_are_handed_on(capsys, fake_files):
    words = ["--with", "peer", "--with", "cut_20", "--set", "a=1", "--weeks", 60]
    assert ask(capsys, "run", "house", "-n", 1, "--jobs", 1, *words)[0] == 0
    assert fake_files == [("house", ("peer", "cut_20"), ("a=1",), 60)]


def test_compare_shows_the_horizon_and_the_last_year_when_something_changes(capsys, fake_files, fake_model):
    fake_model.setattr(
        "tup_sim.model.parameters.Scenario.first_change", lambda each: (52.0, 52.0) if each.changes else None
    )
    code, out, _ = ask(capsys, "compare", "house", "+cut_20", "-n", 4, "--jobs", 1, "--with", "peer")
    assert code == 0
    assert out.count("house + peer + cut_20 compared with house + peer") == 2
    assert "last year" in out and "lower: worse" in out
    assert ask(capsys, "compare", "house", "other", "-n", 2, "--jobs", 1)[1].count("compared with") == 1


@pytest.mark.parametrize("words", [(), ("--alone",)])
def test_who_wants_every_run_lived_from_its_beginning_says_so(capsys, monkeypatch, words):
    asked, execute = [], design.execute

    def watched(work, tasks, jobs, progress, executor, limit, alone):
        asked.append(alone)
        return execute(work, tasks, jobs, progress, executor, limit, alone)

    monkeypatch.setattr(design, "execute", watched)
    assert ask(capsys, "compare", "house", "+cut_20", "-n", 1, "--jobs", 1, *words)[0] == 0
    assert asked == [bool(words)]


def test_only_the_outcomes_that_were_asked_for(capsys):
    for words in (["run", "house"], ["compare", "house", "other"]):
        code, out, _ = ask(capsys, *words, "-n", 2, "--jobs", 1, "--outcome", "core_met")
        assert code == 0
        assert "Core requests met" in out and "Waiting list" not in out
    code, _, err = ask(capsys, "run", "house", "--outcome", "core_met@late")
    assert code == 2 and "choose the weeks with --window" in err


def test_compare_as_json(capsys):
    _, out, _ = ask(capsys, "compare", "house", "house+cut_20", "peer", "-n", 3, "--jobs", 1, "--json")
    data = json.loads(out)
    assert data["base"] == "house"
    assert [each["scenario"] for each in data["comparisons"]] == ["house + cut_20", "peer"]
    assert set(data["comparisons"][0]["differences"]["core_met@late"]) >= {"mean", "low", "high"}


@pytest.mark.parametrize(
    ("text", "base", "found"),
    [
        ("house", "", ("house", ())),
        ("house+a+b", "", ("house", ("a", "b"))),
        ("+a", "house", ("house", ("a",))),
        ("+b", "house+a", ("house", ("a", "b"))),
    ],
)
def test_how_scenarios_are_named(text, base, found):
    assert runs.named(text, base) == found


def test_a_file_keeps_its_plus_signs(tmp_path):
    path = tmp_path / "a+b.yaml"
    path.write_text("")
    assert runs.named(str(path)) == (str(path), ())


@pytest.mark.parametrize("text", ["", "+", "house+", "+a"])
def test_half_a_name_is_refused(capsys, text):
    code, _, err = ask(capsys, "run", text)
    assert code == 2 and "is no scenario" in err


def test_quick_is_few_runs_a_short_horizon_and_says_so(capsys, fake_files):
    code, out, _ = ask(capsys, "run", "house", "--quick", "--jobs", 1)
    assert code == 0
    assert "5 runs" in out and "Quick look" in out
    assert fake_files[-1][3] == 104


def test_what_is_asked_for_wins_from_quick(capsys, fake_files):
    out = ask(capsys, "run", "house", "--quick", "-n", 2, "--weeks", 130, "--jobs", 1)[1]
    assert "2 runs" in out and fake_files[-1][3] == 130


def test_runs_are_saved_as_csv(capsys, tmp_path):
    code, out, _ = ask(capsys, "run", "house", "-n", 2, "--jobs", 1, "--csv", tmp_path / "runs.csv")
    table = pd.read_csv(tmp_path / "runs.csv")
    assert code == 0 and "house" in out
    assert list(table.columns)[:6] == ["scenario", "seed", "replication", "outcome", "window", "value"]


def test_a_csv_that_cannot_be_written_is_refused_before_the_runs(capsys, tmp_path, fake_model):
    fake_model.setattr(design, "WORK", lambda task: pytest.fail("no run should start"))
    code, out, err = ask(capsys, "run", "house", "--csv", tmp_path / "no" / "runs.csv")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1 and "there is no folder" in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")
def test_a_disk_that_fills_up_leaves_the_results_on_the_screen(capsys):
    code, out, err = ask(capsys, "run", "house", "-n", 2, "--jobs", 1, "--csv", "/dev/full")
    assert code == 2
    assert "Core requests met" in out and "No space left" in err


@pytest.mark.parametrize(
    "words",
    [
        ["run", "house", "-n", "0"],
        ["run", "house", "--jobs", "0"],
        ["run", "house", "--weeks", "0"],
        ["run", "house", "--seed", "-1"],
        ["run", "house", "--lang", "fr"],
        ["run", "house", "--window", "never"],
        ["run"],
        ["compare", "house"],
        ["walk"],
    ],
)
def test_a_wrong_option_ends_with_code_two(capsys, words):
    code, out, err = ask(capsys, *words)
    assert (code, out) == (2, "") and "Error" in err


def test_a_mistake_is_one_line(capsys):
    code, out, err = ask(capsys, "run", "nowhere")
    assert (code, out) == (2, "")
    assert err.splitlines() == ["Error: there is no scenario 'nowhere' (did you mean; 'house'?)"]


def test_a_failed_run_is_told_and_the_others_are_shown(capsys, fake_model):
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    code, out, err = ask(capsys, "run", "house", "-n", 3, "--jobs", 1)
    assert code == 1
    assert "2 of 3 runs" in out
    assert err == "Error: run house, seed 1, replication 1 failed: ZeroDivisionError: no volunteers left\n"


def test_if_all_fail_there_is_one_line(capsys, fake_model):
    fake_model.setattr(design, "WORK", fakes.always_fails)
    code, out, err = ask(capsys, "run", "house", "-n", 3, "--jobs", 1)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1


def test_ctrl_c_shows_what_was_finished(capsys, fake_model):
    def observe(scenario, seed, replication, windows):
        if replication == 2:
            raise KeyboardInterrupt
        return fakes.observe(scenario, seed, replication, windows)

    fake_model.setattr("tup_sim.measures.observe", observe)
    code, out, err = ask(capsys, "run", "house", "-n", 8, "--jobs", 1)
    assert (code, err) == (130, "stopped after 2 of 8 runs\n")
    assert "2 of 8 runs" in out
    assert ask(capsys, "run", "house", "-n", 8, "--jobs", 1, "--json")[1].startswith("{")


def test_ctrl_c_before_the_first_run_is_quiet(capsys, fake_model):
    def observe(*_):
        raise KeyboardInterrupt

    fake_model.setattr("tup_sim.measures.observe", observe)
    assert ask(capsys, "run", "house", "--jobs", 1) == (130, "", "stopped after 0 of 20 runs\n")


def test_progress_stays_on_one_line_of_a_terminal(capsys):
    line = ProgressLine()
    line(1, 2)
    assert capsys.readouterr().err == ""
    line.shown = True
    line(1, 2)
    line.clear()
    assert "1 of 2 runs, about 0 s left" in capsys.readouterr().err


def test_progress_is_a_line_a_minute_in_a_file(capsys, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("tup_sim.cli.progress.time.monotonic", lambda: now)
    line = ProgressLine()
    for done in range(1, 13):  # a run takes 15 seconds
        now += 15.0
        line(done, 12)
    assert capsys.readouterr().err.splitlines() == [
        "4 of 12 runs, about 2 min left",
        "8 of 12 runs, about 60 s left",
    ]


@pytest.mark.parametrize(
    ("seconds", "said", "dutch"),
    [(0.4, "0 s", "0 s"), (119, "119 s", "119 s"), (3601, "60 min", "60 min"), (9000, "2.5 h", "2,5 u")],
)
def test_time_that_is_left_is_said_as_people_say_it(seconds, said, dutch):
    assert in_words(seconds) == said and in_words(seconds).said(translator("nl")) == dutch


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("en", "cannot act: cut.at (there is no cut (cut.size is 0))", "changes nothing in these runs"),
        ("nl", "kan dit niet werken: cut.at (er is geen besparing", "verandert niets in deze runs"),
    ],
)
def test_compare_says_what_cannot_act_before_the_runs_and_that_nothing_changed_after_them(
    capsys, monkeypatch, lang, before, after
):
    def load_scenario(name, mixins=(), settings=(), weeks=None):
        cut = {"at": 30 if mixins else 52}
        return replace(
            fakes.scenario(" + ".join([name, *mixins])), parameters=fakes.parameters(horizon=156, cut=cut)
        )

    monkeypatch.setattr(files, "load_scenario", load_scenario)
    code, out, err = ask(capsys, "compare", "house", "+later", "-n", 2, "--jobs", 1, "--lang", lang)
    assert code == 0 and before in err and after in out


def test_dutch(capsys):
    out = ask(capsys, "compare", "house", "+cut_20", "-n", 4, "--jobs", 1, "--lang", "nl")[1]
    assert "vergeleken met" in out and "lager: slechter" in out


def test_demo_compares_each_pattern_with_itself_and_saves_its_results(capsys, tmp_path):
    folder = tmp_path / "new" / "results"
    code, out, _ = ask(capsys, "demo", "--out", folder, "--quick", "--jobs", 1)
    assert code == 0
    for pattern in ("extra", "peer", "owner"):
        assert f"open_house + {pattern} + cut_20 compared with open_house + {pattern}\n" in out
    assert "Few runs" in out and "Quick look" in out and "A laboratory" in out
    assert sorted(os.listdir(folder)) == ["demo.png", "demo.svg", "demo_runs.csv"]
    assert len(pd.read_csv(folder / "demo_runs.csv")["scenario"].unique()) == 6


def test_demo_in_a_place_that_cannot_be_is_one_line(capsys, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = ask(capsys, "demo", "--out", tmp_path / "file" / "out")
    assert code == 2 and len(err.splitlines()) == 1
