"""What somebody tries who knows nothing of the inside: real inputs, typed or written in Python, kind after kind."""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

import tup_sim
from tests.robustness.break_runs import processes
from tup_sim.cli import main
from tup_sim.errors import RunFailed, ScenarioError, TupSimError
from tup_sim.model.parameters import Change

PATIENCE = 120.0
TRIAL = """\
title: Trial
question: What?
base: open_house
factors:
{factors}
reference: {reference}
outcomes: [core_met]
replications: 2
"""
SHORT = ["--set", "warmup=1", "--weeks", "3"]


def said(capsys, *words: str) -> tuple[int, str, str]:
    """Code, output and errors of a command."""
    with pytest.raises(SystemExit) as end:
        main(list(words))
    out, err = capsys.readouterr()
    return end.value.code, out, err


# -- A7: a store in which one bit is another ------------------------------------------------------------------


def a_trial(folder: Path, weeks: int) -> None:
    """A small experiment on the model, ``trial.yaml``, and the house it is about."""
    factors = "  - {name: thanks, path: thanks, levels: [0, 2]}"
    house = f"extends: open_house\nsubmodels.at_rest: written\nwarmup: 1\nhorizon: {weeks}\n"
    (folder / "house.yaml").write_text(house, encoding="utf-8")
    text = TRIAL.format(factors=factors, reference="{thanks: 0}").replace("open_house", "./house.yaml")
    (folder / "trial.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def kept(tmp_path, monkeypatch, capsys):
    """A folder with the results of a small experiment on the model."""
    monkeypatch.chdir(tmp_path)
    a_trial(tmp_path, weeks=3)
    assert said(capsys, "experiment", "trial.yaml", "-j", "1")[0] == 0
    return tmp_path / "results" / "results.sqlite"


AT_LENGTH = [pytest.param(place, marks=pytest.mark.verify) for place in (3, 7)]


@pytest.mark.parametrize("place", [0, -1, *AT_LENGTH])
def test_a_bit_that_is_flipped_in_a_number_is_told_wherever_it_is_read(kept, capsys, place):
    with closing(sqlite3.connect(kept)) as store:
        asked = "SELECT run, numbers FROM numbers WHERE window = 'horizon' ORDER BY rowid"
        run, blob = store.execute(asked).fetchone()
        bent = bytearray(blob)
        bent[place] ^= 1
        bend = "UPDATE numbers SET numbers = ? WHERE run = ? AND window = 'horizon'"
        store.execute(bend, (bytes(bent), run))
        store.commit()
    for words in (
        ["results", "show", "trial"],
        ["results", "export", "trial", "--csv", "all.csv", "--all"],
        ["report", "trial"],
        ["results", "reproduce", "trial", "-j", "1"],
        ["experiment", "trial.yaml", "-j", "1"],
    ):
        code, _, err = said(capsys, *words)
        assert code == 2 and "1 of " in err and "not what was kept" in err, (words, err)
    assert not Path("all.csv").exists()
    code, out, _ = said(capsys, "results", "verify")
    assert code == 1 and "DAMAGED. Of 4 runs" in out and "trial" in out
    assert said(capsys, "results", "repair")[0] == 0
    assert said(capsys, "experiment", "trial.yaml", "-j", "1")[0] == 0
    assert said(capsys, "results", "verify")[0] == 0


# -- A9: a run that fails -------------------------------------------------------------------------------------


def test_a_run_that_fails_leaves_the_collector_as_it_was_and_says_where_it_failed():
    """Values that are possible each, and not together: only the world finds that, in the week it happens."""
    house = tup_sim.load_scenario("open_house", settings=["warmup=1"], weeks=3)
    breaks = replace(house, changes=[Change({"cut": 1.0}, at=1)])
    before = gc.get_threshold(), gc.isenabled()
    for _ in range(2):
        with pytest.raises(TupSimError, match="do not go together"):
            tup_sim.run(breaks)
    with ThreadPoolExecutor(2) as threads:
        for each in [threads.submit(tup_sim.run, breaks, 1, luck) for luck in range(4)]:
            assert isinstance(each.exception(), TupSimError)
    with pytest.raises(RunFailed) as caught:
        tup_sim.replicate(breaks, 2, jobs=1)
    assert (gc.get_threshold(), gc.isenabled()) == before
    assert 'File "tup_sim/model/simulation.py", line' in caught.value.trace
    assert str(caught.value).count("do not go together") == 1


# -- A10 and A11: levels and factors that are one ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("factors", "reference", "told"),
    [
        (["{name: c, path: cut.size, levels: [0, 0.1, 10 %]}"], "{c: 0}", "trial.yaml:5: levels '0.1' and"),
        (["{name: c, path: reserve, levels: [52000, EUR 52000]}"], "{c: 52000}", "trial.yaml:5: levels"),
        (
            ["{name: c, levels: [{name: one, set: {thanks: 1}}, {name: two, set: {thanks: 1.0}}]}"],
            "{c: one}",
            "trial.yaml:5: levels 'one' and 'two' of factor 'c' lay the same over the base",
        ),
        (
            ["{name: a, path: thanks, levels: [0, 2]}", "{name: b, path: thanks, levels: [1, 3]}"],
            "{a: 0, b: 1}",
            "trial.yaml:6: factor 'b' sets thanks, and so does factor 'a' at trial.yaml:5",
        ),
        (
            ["{name: a, path: thanks, levels: [0, 2]}",
             "{name: b, levels: [{name: one, set: {thanks: 1}}, {name: two}]}"],
            "{a: 0, b: two}",
            "trial.yaml:6: factor 'b' sets thanks, and so does factor 'a' at trial.yaml:5",
        ),
        (
            ["{name: a, path: cut.size, levels: [0, 0.2]}",
             "{name: b, levels: [{name: one, with: cut_20}, {name: two}]}"],
            "{a: 0, b: two}",
            "factor 'b' sets cut.size, and so does factor 'a' at trial.yaml:5",
        ),
    ],
)  # fmt: skip
def test_two_that_are_one_are_refused_with_their_places(
    factors, reference, told, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    lines = "\n".join(f"  - {each}" for each in factors)
    Path("trial.yaml").write_text(TRIAL.format(factors=lines, reference=reference), encoding="utf-8")
    code, out, err = said(capsys, "experiment", "trial.yaml", "-j", "1")
    assert (code, out) == (2, "") and told in err
    assert not Path("results").exists()


# -- A14 and A15: who comes, and where their hours are -----------------------------------------------------------


def test_volunteers_who_fit_no_open_daypart_do_not_come_and_give_no_hours():
    only_evenings = ["open_dayparts=[Mon 18:00-21:00, Tue 18:00-21:00]"]
    free = {"retired": 1.0, "working": 0.0, "student_or_job_seeker": 0.0}
    settings = only_evenings + [f"population.availability.{name}={share}" for name, share in free.items()]
    few = ["warmup=0", "places=10", "professionals.posts=3", "volunteers_initial=6", "occasional_stock=4"]
    found = tup_sim.run(tup_sim.load_scenario("open_house", settings=settings + few, weeks=8)).values
    assert (found["volunteers"], found["volunteer_hours"]) == (0.0, 0.0)


def test_every_hour_of_paid_people_stands_in_one_outcome():
    found = tup_sim.run(tup_sim.load_scenario("open_house", settings=["warmup=2"], weeks=8)).values
    what = ["direct", "coaching", "administration", "team", "support", "follow_up", "gap", "other"]
    assert sum(found[f"share_{each}"] for each in what) == pytest.approx(1.0, abs=1e-9)
    assert found["share_direct"] > 0.1


# -- B1: Ctrl-C ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="a session of its own is a thing of POSIX")
def test_ctrl_c_amid_runs_of_the_model_ends_in_a_line_and_leaves_nobody(tmp_path):
    """As in a terminal: all processes of the program get it, when the first results are there."""
    a_trial(tmp_path, weeks=12)
    command = [sys.executable, "-m", "tup_sim", "experiment", "trial.yaml", "-j", "2", "-n", "400", "--yes"]
    program = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        _wait_for_a_run(tmp_path / "results" / "results.sqlite", program)
        os.killpg(program.pid, signal.SIGINT)
        _, err = program.communicate(timeout=PATIENCE)
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
    assert program.returncode == 130 and "Traceback" not in err
    assert "stopped after" in err and "the same command goes on" in err
    until = monotonic() + PATIENCE
    while (
        processes(program.pid) and monotonic() < until
    ):  # the fork server ends by itself when the program has
        sleep(0.1)
    assert processes(program.pid) == {}


def _wait_for_a_run(store: Path, program: subprocess.Popen[str]) -> None:
    """Until a run is kept; a program that ends before that has failed."""
    while program.poll() is None:
        try:
            with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5)) as kept:
                if kept.execute("SELECT 1 FROM runs").fetchone():
                    return
        except sqlite3.OperationalError:  # not made yet
            pass
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.2)
    raise AssertionError(program.communicate()[1])


# -- B2 and B3: files upon files, and files that cannot be read -----------------------------------------------------


def test_files_that_name_the_one_below_by_two_ways_are_each_read_once(tmp_path, monkeypatch, capsys):
    """2 to the power of 30 ways lead to the last; it is read once, and sets its value once."""
    monkeypatch.chdir(tmp_path)
    for depth in range(30):
        for side in "ab":
            text = f"kind: policy\nwith: [./top{depth + 1}.yaml]\n"
            Path(f"{side}{depth}.yaml").write_text(text, encoding="utf-8")
        text = f"kind: policy\nwith: [./a{depth}.yaml, ./b{depth}.yaml]\n"
        Path(f"top{depth}.yaml").write_text(text, encoding="utf-8")
    Path("top30.yaml").write_text("kind: policy\nthanks: 7\n", encoding="utf-8")
    assert tup_sim.load_scenario("open_house", ["./top0.yaml"]).parameters.thanks == 7.0
    Path("twice.yaml").write_text("kind: policy\nwith: [./top30.yaml, ./top30.yaml]\n", encoding="utf-8")
    code, _, err = said(capsys, "scenario", "check", "twice.yaml")
    assert code == 2 and "twice.yaml:2: 'top30' is laid over twice" in err


def test_a_chain_of_a_thousand_files_and_a_circle_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for number in range(1100):
        Path(f"c{number}.yaml").write_text(f"extends: ./c{number + 1}.yaml\n", encoding="utf-8")
    Path("c1100.yaml").write_text("extends: open_house\n", encoding="utf-8")
    code, _, err = said(capsys, "scenario", "check", "c0.yaml")
    assert code == 2 and "is built of more than 200 files" in err
    Path("c1.yaml").write_text("extends: ./c0.yaml\n", encoding="utf-8")
    code, _, err = said(capsys, "run", "c0.yaml")
    assert code == 2 and "in a circle: c0 -> c1 -> c0" in err


LONG = "x" * 300
UNREADABLE = [
    ["scenario", "check", LONG], ["scenario", "check", f"{LONG}.yaml"], ["run", f"{LONG}.yaml"], ["experiment", LONG],
    ["results", "list", "--results", LONG], ["report", "trial", "--results", LONG],
    ["run", "file.yaml/below.yaml"], ["experiment", "file.yaml/below.yaml"],
    ["results", "list", "--results", "file.yaml/below"], ["scenario", "check", "gone/below.yaml"],
]  # fmt: skip


@pytest.mark.parametrize("words", UNREADABLE, ids=lambda words: " ".join(words)[:40])
def test_what_cannot_be_read_is_named_and_never_called_an_output(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("file.yaml").write_text("extends: open_house\n", encoding="utf-8")
    code, out, err = said(capsys, *words)
    name = next(word for word in words[::-1] if word != "trial")
    assert (code, out) == (2, "") and err.startswith("Error: ") and err.count("\n") == 1
    assert name[:60] in err and "output" not in err and "written" not in err


def test_from_python_too_it_is_our_own_error(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(ScenarioError, match="the folder you work in was removed"):
        tup_sim.load_scenario("mine.yaml")
    for name in (f"{LONG}.yaml", f"{tmp_path}/gone/mine.yaml", str(tmp_path)):
        with pytest.raises(ScenarioError) as caught:
            tup_sim.load_scenario(name)
        assert name[:40] in str(caught.value) and "\n" not in str(caught.value)


# -- B7 and B9: what can be refused at once ------------------------------------------------------------------------

AT_ONCE = [
    (["experiment", "intake_speed", "--quick", "--cluster", "nonsense"], "'nonsense' is no address of a Dask"),
    (["experiment", "intake_speed", "--quick", "--cluster", "tcp://x:y"], "'tcp://x:y' is no address of a Dask"),
    (["story", "open_house", "--person", "jan"], "nobody is called 'jan': write volunteer-12, client-3 or"),
    (["story", "open_house", "--exit", "blabla"], "nobody leaves for 'blabla' (life, job, "),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), AT_ONCE, ids=lambda each: " ".join(each)[:40])
def test_what_no_run_could_answer_is_refused_before_the_first(words, told, tmp_path, monkeypatch, capsys):
    """Nothing is run and nothing is made: the world would say so."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "tup_sim.model.simulation.Simulation.__init__", lambda *_: pytest.fail("a world was made")
    )
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "") and told in err
    assert list(tmp_path.iterdir()) == []
