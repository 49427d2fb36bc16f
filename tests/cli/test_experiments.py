"""``experiment``, ``results`` and ``reproduce``, from what is typed to what is printed and kept."""

from __future__ import annotations

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pandas as pd
import pytest

from tests.robustness.stores import as_before, harmed
from tests.study import fakes
from tests.study.experiments import of_fakes, text
from tup_sim import measures
from tup_sim.cli import experiments, main
from tup_sim.files import manifest
from tup_sim.files.kept import findings_kept
from tup_sim.files.store import ResultStore
from tup_sim.measures import outcome_of
from tup_sim.study import audit, design, work
from tup_sim.study.findings import Check
from tup_sim.study.run_experiment import outcomes_of

SOUND = (Check("before", True, text("nothing before the change")),)


@pytest.fixture
def lab(monkeypatch, fake_model, tmp_path):
    """One experiment on the stand-in; what it is can be changed with ``lab.asked``."""
    known = SimpleNamespace(asked=of_fakes(3), out=str(tmp_path / "results"), patch=monkeypatch)

    def load_experiment(name, quick=False, replications=None):
        runs = replications or (2 if quick else known.asked.at_least)
        return replace(known.asked, at_least=runs, at_most=runs, quick=quick)

    module = SimpleNamespace(load_experiment=load_experiment)
    monkeypatch.setitem(sys.modules, "tup_sim.files.experiments", module)
    monkeypatch.setattr(measures, "outcome_of", outcome_of)
    monkeypatch.setattr(audit, "audit", lambda _: SOUND)
    return known


def typed(lab, *words):
    with pytest.raises(SystemExit) as end:
        main([*words, "--results", lab.out])
    return end.value.code


def test_an_experiment_prints_its_answer_and_how_to_go_on(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    said = capsys.readouterr()
    assert "What happens?" in said.out and "checked: nothing before the change" in said.out
    assert f"tup-sim report trial --lang nl --results {lab.out}" in said.out and said.err == ""
    assert typed(lab, "results", "list") == 0
    assert "trial: 9 runs, last 2" in capsys.readouterr().out
    assert typed(lab, "results", "show", "trial", "--lang", "nl") == 0
    assert "A trial (nl)" in capsys.readouterr().out


def test_a_program_gets_the_answer_as_json_and_nothing_else(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["experiment"], found["quick"]) == ("trial", False)
    (question,) = found["questions"]
    assert [each["scenario"] for each in question["comparisons"]] == ["cut", "deep"]
    each = question["comparisons"][0]["differences"]["core_met@late"]
    assert {"base_mean", "mean", "low", "high", "n", "unit", "verdict", "better"} <= set(each)
    assert typed(lab, "results", "show", "trial", "--json") == 0
    assert json.loads(capsys.readouterr().out) == found


def test_the_lines_it_ends_with_write_the_brief_in_both_languages(lab, capsys, tmp_path):
    lab.patch.chdir(tmp_path)
    lab.out = "my results"
    typed(lab, "experiment", "trial", "-j", "1")
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if "tup-sim report" in line]
    for line in lines:
        with pytest.raises(SystemExit) as end:
            main(shlex.split(line)[1:])
        assert end.value.code == 0
    assert capsys.readouterr().out.splitlines() == [
        "Saved: trial_en.html, trial_en_figures/", "Bewaard: trial_nl.html, trial_nl_figures/",
    ]  # fmt: skip
    assert typed(lab, "report", "trial", "--out", "other.html") == 0
    assert (tmp_path / "other.html").read_bytes() == (tmp_path / "trial_en.html").read_bytes()


def test_the_same_command_computes_only_what_is_missing(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    assert typed(lab, "experiment", "trial", "-j", "1", "-n", "4") == 0
    assert typed(lab, "experiment", "trial", "-j", "1", "-n", "4") == 0
    capsys.readouterr()
    assert typed(lab, "results", "show", "trial", "--manifest") == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["computed"] for each in found["sittings"]] == [9, 3, 0]
    assert (found["runs"], found["computed"], found["reused"]) == (12, 0, 12)


def test_the_command_that_repeats_it_is_kept_as_it_was_typed_without_folders(lab, capsys, tmp_path):
    lab.out = str(tmp_path / "my results")
    typed(lab, "experiment", "mine/trial.yaml", "-j", "1", "-n", "2", "--quick", "--as", "other")
    capsys.readouterr()
    typed(lab, "results", "show", "other", "--manifest")
    assert json.loads(capsys.readouterr().out)["commands"] == [
        "tup-sim experiment trial.yaml -n 2 --quick --as other --results 'my results'",
        "tup-sim results reproduce other --results 'my results'",
    ]


def test_a_smallest_difference_that_is_changed_after_the_first_results_is_told_and_kept(lab, capsys):
    told = "The smallest difference that matters was changed after the first results."
    lab.asked = replace(lab.asked, smallest={lab.asked.outcomes[0]: 0.02})
    for _ in range(2):
        typed(lab, "experiment", "trial", "-j", "1")
        assert told not in capsys.readouterr().err
    lab.asked = replace(lab.asked, smallest={lab.asked.outcomes[0]: 0.01})
    for _ in range(2):
        typed(lab, "experiment", "trial", "-j", "1")
        assert told in capsys.readouterr().err
    typed(lab, "results", "show", "trial", "--manifest")
    assert json.loads(capsys.readouterr().out)["smallest_changed"] is True


def test_a_quick_look_has_a_name_of_its_own(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1", "--quick") == 0
    assert "Quick look" in capsys.readouterr().out
    assert typed(lab, "experiment", "trial", "-j", "1", "--as", "other") == 0
    for name, quick in (("a-look", ["--quick"]), ("not-quick", [])):
        assert typed(lab, "experiment", "trial", "-j", "1", "--as", name, *quick) == 0
        capsys.readouterr()
        assert typed(lab, "results", "show", name) == 0
        assert ("Quick look" in capsys.readouterr().out) == bool(quick)
    capsys.readouterr()
    typed(lab, "results", "list")
    said = capsys.readouterr().out
    assert "trial-quick: 6 runs" in said and "other: 9 runs" in said


def test_a_quick_look_names_the_command_that_reads_it_and_is_named_where_it_is_missed(lab, capsys, tmp_path):
    lab.patch.chdir(tmp_path)
    typed(lab, "experiment", "trial", "-j", "1", "--quick")
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if "tup-sim report" in line]
    assert [shlex.split(line)[:3] for line in lines] == [["tup-sim", "report", "trial-quick"]] * 2
    for line in lines:
        with pytest.raises(SystemExit) as end:
            main(shlex.split(line)[1:])
        assert end.value.code == 0
    capsys.readouterr()
    for words in (["report"], ["results", "show"], ["results", "reproduce"], ["results", "prune"]):
        assert typed(lab, *words, "trial") == 2
        missed = "there are no results of 'trial' (there are: trial-quick; did you mean 'trial-quick'?)"
        assert capsys.readouterr().err == f"Error: {missed}\n"


def test_a_changed_experiment_is_refused_and_prune_is_a_way_out(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    lab.asked = replace(lab.asked, seed=2)
    assert typed(lab, "experiment", "trial", "-j", "1") == 2
    assert "seed: was 1, is 2" in capsys.readouterr().err
    assert typed(lab, "results", "prune", "trial") == 0
    assert "9 runs" in capsys.readouterr().out
    assert typed(lab, "experiment", "trial", "-j", "1") == 0


def test_runs_of_no_experiment_can_be_forgotten_and_others_stay(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    with ResultStore(Path(lab.out)) as store:
        keys = [key for (key,) in store.rows("SELECT key FROM runs")]
        with store.change() as act:
            act("UPDATE runs SET key = 'of nobody' WHERE key = ?", (keys[0],))
    capsys.readouterr()
    assert typed(lab, "results", "prune", "--unused") == 0
    assert "what no experiment uses is forgotten: 1 run\n" in capsys.readouterr().out
    with ResultStore(Path(lab.out), write=False) as store:
        assert {key for (key,) in store.rows("SELECT key FROM runs")} == set(keys[1:])
        assert len(store.rows("SELECT DISTINCT run FROM numbers")) == len(keys) - 1


@pytest.mark.parametrize("words", [(), ("trial", "--unused")])
def test_prune_wants_to_know_what(lab, capsys, words):
    assert typed(lab, "results", "prune", *words) == 2
    assert "NAME or --unused" in capsys.readouterr().err


def break_off(lab):
    """Ctrl-C in the second run of the second point."""

    def work(task):
        if task.replication == 1 and task.arm == 1:
            raise KeyboardInterrupt
        return fakes.in_any_process(task)

    lab.patch.setattr(design, "WORK", work)
    assert typed(lab, "experiment", "trial", "-j", "1") == 130


def test_ctrl_c_says_how_far_it_came_and_the_same_command_goes_on(lab, capsys):
    break_off(lab)
    said = capsys.readouterr().err
    assert (
        "stopped after 4 of 9 runs" in said and "4 runs are kept" in said and "same command goes on" in said
    )
    lab.patch.setattr(design, "WORK", fakes.in_any_process)
    assert typed(lab, "experiment", "trial", "-j", "1") == 0


def test_a_failed_audit_is_loud_and_stays_in_the_results(lab, capsys):
    lab.patch.setattr(audit, "audit", lambda _: (Check("before", False, text("too early")),))
    assert typed(lab, "experiment", "trial", "-j", "1") == 1
    said = capsys.readouterr()
    assert "CHECK FAILED: too early" in said.out and "the placebo audit failed: too early" in said.err
    assert typed(lab, "results", "show", "trial") == 1
    assert "CHECK FAILED" in capsys.readouterr().out


def test_a_failed_run_is_told_with_code_1(lab, capsys):
    lab.patch.setattr(design, "WORK", fakes.fails_sometimes)
    assert typed(lab, "experiment", "trial", "-j", "1") == 1
    assert "replication 1 failed" in capsys.readouterr().err


def test_a_sample_is_computed_again_bit_for_bit(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    capsys.readouterr()
    assert typed(lab, "results", "reproduce", "trial", "-j", "1") == 0
    assert "5 runs computed again: all" in capsys.readouterr().out


def test_another_model_is_told_with_what_differs_and_runs_anew(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    capsys.readouterr()

    def observe(*task, **rest):
        seen = fakes.observe(*task, **rest)
        return replace(seen, values={**seen.values, "cost": 1.0})

    lab.patch.setattr(measures, "observe", observe)
    lab.patch.setattr(manifest, "fingerprint", lambda: "another")
    assert typed(lab, "results", "reproduce", "trial", "-j", "1", "--sample", "9") == 1
    said = capsys.readouterr()
    assert "The model is another now" in said.err
    assert "9 runs computed again: 9 of" in said.out and "cost: was 600000.0, is 1.0" in said.out
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    assert "every run is made anew" in capsys.readouterr().err
    with ResultStore(Path(lab.out)) as store:
        assert len(store.rows("SELECT 1 FROM runs")) == 18


@pytest.mark.parametrize(("option", "read"), [("--csv", pd.read_csv), ("--parquet", pd.read_parquet)])
def test_every_run_is_a_row_of_a_table(lab, tmp_path, capsys, option, read):
    lab.patch.setattr(design, "WORK", fakes.fails_sometimes)
    typed(lab, "experiment", "trial", "-j", "1")
    path = tmp_path / "table"
    assert typed(lab, "results", "export", "trial", option, str(path)) == 0
    found = read(path)
    assert list(found.columns) == [
        "scenario", "what", "world", "seed", "replication", "outcome", "window", "value", "error",
    ]  # fmt: skip
    assert len(found) == 6 * 3 + 3
    row = found[(found.scenario == "cut") & (found.replication == 2) & (found.outcome == "waiting_list")]
    with ResultStore(Path(lab.out)) as store:
        values = {
            key: each.values
            for key, each in store.results(
                [
                    key
                    for (key,) in store.rows(
                        "SELECT key FROM runs WHERE scenario = 'cut' AND replication = 2"
                    )
                ],
                None,
            )
        }
    assert row.value.item() == next(iter(values.values()))["waiting_list"]
    assert typed(lab, "results", "export", "trial", option, str(path), "--all") == 0
    assert len(read(path)) > len(found)


def test_a_table_in_dutch_is_one_for_a_belgian_spreadsheet(lab, tmp_path):
    typed(lab, "experiment", "trial", "-j", "1")
    english, dutch = tmp_path / "en.csv", tmp_path / "nl.csv"
    assert typed(lab, "results", "export", "trial", "--csv", str(english)) == 0
    assert typed(lab, "results", "export", "trial", "--csv", str(dutch), "--lang", "nl") == 0
    there, back = pd.read_csv(english), pd.read_csv(dutch, sep=";", decimal=",", encoding="utf-8-sig")
    pd.testing.assert_frame_equal(there, back)
    assert dutch.read_bytes().startswith(b"\xef\xbb\xbfscenario;what;")


def test_a_workbook_has_the_differences_and_the_runs(lab, tmp_path, capsys):
    typed(lab, "experiment", "trial", "-j", "1")
    path = tmp_path / "table.xlsx"
    assert typed(lab, "results", "export", "trial", "--xlsx", str(path), "--values") == 0
    with ZipFile(path) as book:
        assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= set(book.namelist())
        names = book.read("xl/workbook.xml").decode()
    assert 'name="differences"' in names and 'name="runs"' in names
    capsys.readouterr()
    assert typed(lab, "results", "export", "trial", "--xlsx", str(path), "--csv", str(path)) == 2
    assert "say where to: --csv FILE, --parquet FILE or --xlsx FILE" in capsys.readouterr().err


def test_a_table_for_a_paper_is_shown_or_written(lab, tmp_path, capsys):
    typed(lab, "experiment", "trial", "-j", "1")
    capsys.readouterr()
    assert typed(lab, "results", "table", "trial") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("| Comparison | Outcome | Unit | Base mean | Difference | 95 % interval | n |")
    assert shown.count("\n| ") == 1 + 2 * 2, "a heading, and two points in two outcomes"
    for form, end in (("latex", "tex"), ("html", "html"), ("csv", "csv"), ("markdown", "md")):
        path = tmp_path / f"table.{end}"
        assert typed(lab, "results", "table", "trial", "--format", form, "--out", str(path)) == 0
        assert "core_met" in path.read_text("utf-8") or "Core requests" in path.read_text("utf-8")
    assert typed(lab, "results", "table", "trial", "--format", "docx", "--out", str(tmp_path / "t.docx")) == 0
    assert (tmp_path / "t.docx").read_bytes().startswith(b"PK")
    assert typed(lab, "results", "table", "trial", "--format", "docx") == 2
    assert "write --out FILE.docx" in capsys.readouterr().err
    assert typed(lab, "results", "table", "trial", "--outcome", "waiting_list") == 0
    assert "Core requests" not in capsys.readouterr().out
    assert typed(lab, "results", "table", "trial", "--outcome", "wating_list") == 2
    assert (
        "'wating_list' is not among the outcomes of this experiment: core_met@late" in capsys.readouterr().err
    )
    assert typed(lab, "results", "table", "trial", "--format", "latex", "--out", str(tmp_path / "t.csv")) == 2


def test_the_differences_with_the_reference_are_a_table_too(lab, tmp_path, capsys):
    typed(lab, "experiment", "trial", "-j", "1")
    path = tmp_path / "differences.csv"
    assert typed(lab, "results", "export", "trial", "--differences", "--csv", str(path)) == 0
    found = pd.read_csv(path)
    assert list(found.columns) == [
        "point", "reference", "outcome", "window", "mean", "low", "high", "n", "p_holm", "correlation", "runs_saved",
        "verdict", "better",
    ]  # fmt: skip
    with ResultStore(Path(lab.out), write=False) as store:
        kept = findings_kept(store, "trial")
    compared = [each for each in kept.experiment.points if each.reference is not None]
    assert len(found) == len(compared) * len(outcomes_of(kept.experiment)) > 0
    first, told = kept.contrast(compared[0], kept.experiment.outcomes[0]), found.iloc[0]
    assert (told["mean"], told.low, told.high, told.n) == first.difference[:4]
    assert (told.point, told.reference) == (compared[0].scenario.name, kept.found[0].name)
    assert typed(lab, "results", "export", "trial", "--differences", "--all", "--csv", str(path)) == 2
    assert "--differences goes with --csv" in capsys.readouterr().err


def test_a_name_that_is_not_there_is_told(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    for words in (["results", "show"], ["results", "prune"], ["results", "reproduce"], ["report"]):
        assert typed(lab, *words, "nobody") == 2
        assert "no results of 'nobody' (there are: trial)" in capsys.readouterr().err
    lab.out += "-elsewhere"
    for words in (["results", "list"], ["results", "prune", "trial"], ["results", "reproduce", "trial"]):
        assert typed(lab, *words) == 2
        assert "there are no results here" in capsys.readouterr().err
    assert not Path(lab.out).exists()


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "no\udcfftext", "a/b", "a\\b", "tab\there"])
def test_a_name_that_is_no_name_is_refused_in_one_line(lab, capsys, name):
    assert typed(lab, "experiment", "trial", "-j", "1", "--as", name) == 2
    said = capsys.readouterr().err
    assert "results cannot be called" in said and len(said.splitlines()) == 1


def test_a_name_that_was_not_kept_is_looked_for_in_words(lab, capsys):
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    assert typed(lab, "results", "show", "no\udcfftext") == 2
    assert "cannot be looked up: it is no text" in capsys.readouterr().err
    assert typed(lab, "results", "show", "experiments/trial.yaml") == 2
    assert "did you mean 'trial'?" in capsys.readouterr().err


def test_what_is_unfinished_says_so_first(lab, capsys):
    break_off(lab)
    capsys.readouterr()
    typed(lab, "results", "show", "trial")
    assert capsys.readouterr().out.startswith("UNFINISHED: 4 of 9 runs are there")
    typed(lab, "results", "show", "trial", "--lang", "nl")
    assert capsys.readouterr().out.startswith("NIET AF: 4 van 9 runs")
    typed(lab, "results", "list")
    assert "trial: 4 of 9 runs, last 2" in capsys.readouterr().out
    lab.patch.setattr(design, "WORK", fakes.in_any_process)
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    capsys.readouterr()
    typed(lab, "results", "show", "trial")
    assert "UNFINISHED" not in capsys.readouterr().out


def test_no_factor_may_be_called_as_a_column(lab, tmp_path):
    from tup_sim.files.factors import COLUMNS

    typed(lab, "experiment", "trial", "-j", "1")
    assert typed(lab, "results", "export", "trial", "--csv", str(tmp_path / "table.csv")) == 0
    assert {*pd.read_csv(tmp_path / "table.csv").columns} == {*COLUMNS, "what"}


def test_verify_finds_nothing_where_all_is_as_it_was_kept(lab, capsys):
    typed(lab, "experiment", "trial", "-j", "1")
    capsys.readouterr()
    assert typed(lab, "results", "verify") == 0
    assert "9 runs and 1 experiment, all as they were kept" in capsys.readouterr().out
    assert typed(lab, "results", "repair", "--lang", "nl") == 0
    assert "niets is beschadigd" in capsys.readouterr().out


def test_damage_is_found_told_everywhere_and_cured_by_what_it_says(lab, capsys, tmp_path):
    typed(lab, "experiment", "trial", "-j", "1")
    capsys.readouterr()
    typed(lab, "results", "show", "trial")
    right = capsys.readouterr().out
    harmed(Path(lab.out), "UPDATE numbers SET numbers = zeroblob(length(numbers)) WHERE run = 2")
    for words in (
        ["results", "show", "trial"],
        ["results", "export", "trial", "--csv", str(tmp_path / "x.csv")],
        ["report", "trial", "--out", str(tmp_path / "x.html")],
        ["results", "reproduce", "trial", "-j", "1", "--sample", "9"],
        ["experiment", "trial", "-j", "1"],
    ):
        assert typed(lab, *words) == 2
        said = capsys.readouterr()
        assert "damaged" in said.err and f"results repair --results {lab.out}" in said.err and not said.out
    assert not list(tmp_path.glob("x.*"))
    assert typed(lab, "results", "verify") == 1
    said = capsys.readouterr().out
    assert "DAMAGED" in said and "run of cut, replication 0" in said and "(concerns trial)" in said
    assert typed(lab, "results", "verify", "--lang", "nl") == 1
    assert "BESCHADIGD" in capsys.readouterr().out
    assert typed(lab, "results", "repair") == 0
    assert "made anew with 8 runs and 1 experiment" in capsys.readouterr().out
    assert typed(lab, "experiment", "trial", "-j", "1") == 0
    capsys.readouterr()
    typed(lab, "results", "show", "trial")
    assert capsys.readouterr().out == right
    assert typed(lab, "results", "verify") == 0


def test_a_file_that_is_no_store_is_found_by_verify_and_left_by_repair(lab, capsys):
    Path(lab.out).mkdir()
    (Path(lab.out) / "results.sqlite").write_bytes(b"these are not my results" * 99)
    assert typed(lab, "results", "verify") == 1
    assert typed(lab, "results", "repair") == 2
    assert capsys.readouterr().err.count("is damaged or not a store of results") == 2
    assert [each.name for each in Path(lab.out).iterdir()] == ["results.sqlite"]


def test_results_of_before_there_were_digests_say_so(lab, capsys, tmp_path):
    typed(lab, "experiment", "trial", "-j", "1")
    as_before(Path(lab.out))
    for words in (
        ["results", "show", "trial"],
        ["results", "export", "trial", "--csv", str(tmp_path / "x.csv")],
        ["report", "trial", "--out", str(tmp_path / "x.html")],
        ["results", "reproduce", "trial", "-j", "1"],
    ):
        capsys.readouterr()
        assert typed(lab, *words) == 0
        assert "9 runs were kept before there were digests" in capsys.readouterr().err
    assert "kept before there were digests" in (tmp_path / "x.html").read_text("utf-8")
    assert typed(lab, "results", "verify") == 0
    assert "9 runs were kept before there were digests" in capsys.readouterr().out


def test_runs_of_several_environments_are_told_with_the_answer(lab, capsys, tmp_path):
    typed(lab, "experiment", "trial", "-j", "1")
    lab.patch.setattr(work, "environment", lambda: "CPython 9, numpy 9")
    capsys.readouterr()
    typed(lab, "experiment", "trial", "-j", "1", "-n", "4")
    said = " ".join(capsys.readouterr().out.split())
    assert "MIXED: these runs were made in 2 environments" in said and "3 runs in CPython 9, numpy 9" in said
    typed(lab, "results", "show", "trial", "--lang", "nl")
    assert "GEMENGD: deze runs zijn gemaakt in 2 omgevingen" in capsys.readouterr().out
    typed(lab, "results", "reproduce", "trial", "-j", "1", "--sample", "12")
    assert "These runs were made in CPython 9, numpy 9; this is CPython 3" in capsys.readouterr().err
    typed(lab, "report", "trial", "--out", str(tmp_path / "x.html"))
    assert "3 × CPython 9, numpy 9" in (tmp_path / "x.html").read_text("utf-8")


def test_the_traceback_of_a_failed_run_is_kept_and_shown_when_asked_for(lab, capsys):
    lab.patch.setattr(measures, "observe", lambda *_, **__: 1 / 0)
    for words in (["experiment", "trial", "-j", "1"], ["results", "show", "trial"]):
        typed(lab, *words)
        assert "ZeroDivisionError" in (said := capsys.readouterr().err) and "Traceback" not in said
        typed(lab, *words, "-v")
        said = capsys.readouterr().err
        assert 'File "tup_sim/study/work.py", line ' in said and said.count("ZeroDivisionError") > 3


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "1 run in old; 3 runs in ?"), ("nl", "1 run in old; 3 runs in ?")]
)
def test_runs_of_several_environments_are_counted_in_each(lang, told):
    found = SimpleNamespace(environments={"old": 1, "": 3})
    assert told in experiments._mixed(found, lang)
