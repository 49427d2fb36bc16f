"""Many runs of one scenario: the same whatever the number of processes, and honest about what failed."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from tests.rooms.source import ROOT
from tests.study import fakes
from tup_sim.errors import RunFailed, TupSimError
from tup_sim.study import Interrupted, compare, design, replicate, run
from tup_sim.study.processes import Piece, Processes
from tup_sim.study.work import Task

pytestmark = pytest.mark.usefixtures("fake_model")
PATIENCE = 120.0  # far longer than anything takes; only a fault waits so long


def numbers(found):
    return [(each.replication, each.values, each.weekly) for each in found.results]


def test_one_run_gives_values_and_weeks():
    seen = run(fakes.scenario(), seed=3, replication=2)
    assert set(seen.values) >= {"core_met", "core_met@late"}
    assert seen.weekly["core_met"] == [0.9, 0.8]


def test_a_run_that_fails_names_itself(fake_model):
    fake_model.setattr("tup_sim.measures.observe", lambda *_: 1 / 0)
    with pytest.raises(RunFailed, match="house, seed 3, replication 2 failed: ZeroDivisionError"):
        run(fakes.scenario(), seed=3, replication=2)


def test_replications_are_counted_and_summed_up():
    found = replicate(fakes.scenario(), replications=10, jobs=1)
    rows = found.summary.set_index(["outcome", "window"])
    row = rows.loc[("volunteers", "late")]
    assert (row["n"], row["unit"]) == (8, "people")
    assert row["low"] < row["mean"] < row["high"]
    assert list(found.runs.columns) == list(
        ("scenario", "seed", "replication", "outcome", "window", "value", "error")
    )
    assert len(found.runs) == 10 * 5 * 4
    assert list(found.weekly.columns) == ["scenario", "replication", "week", "outcome", "value"]
    assert len(found.weekly) == 10 * 2 * 2


def test_one_run_has_no_interval():
    row = replicate(fakes.scenario(), replications=1, jobs=1).summary.iloc[0]
    assert row["n"] == 1 and math.isnan(row["low"]) and math.isnan(row["high"])


def test_a_replication_keeps_its_luck_when_more_are_asked_for():
    few, many = (replicate(fakes.scenario(), replications=n, jobs=1) for n in (2, 4))
    assert repr(numbers(few)) == repr(numbers(many)[:2])


def test_the_number_of_processes_changes_nothing(fake_model):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    alone, two = (replicate(fakes.scenario(), replications=5, jobs=jobs) for jobs in (1, 2))
    assert repr(numbers(alone)) == repr(numbers(two))
    assert alone.runs.equals(two.runs)


def test_another_executor_changes_nothing():
    with ThreadPoolExecutor(3) as threads:
        borrowed = replicate(fakes.scenario(), replications=5, executor=threads)
    assert repr(numbers(borrowed)) == repr(numbers(replicate(fakes.scenario(), replications=5, jobs=1)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_fails_is_a_row_and_the_others_go_on(fake_model, jobs):
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    found = replicate(fakes.scenario(), replications=4, jobs=jobs)
    assert found.finished == 3
    assert [str(each) for each in found.failures] == [
        "run house, seed 1, replication 1 failed: ZeroDivisionError: no volunteers left"
    ]
    bad = found.runs[found.runs["error"] != ""]
    assert len(bad) == 1 and bad["value"].isna().all()
    assert math.isnan(found.values("core_met")[1])


def test_an_error_in_a_worker_is_a_row_too(fake_model):
    fake_model.setattr(design, "WORK", fakes.raises_sometimes)
    assert replicate(fakes.scenario(), replications=4, jobs=2).finished == 3


def test_if_every_run_fails_the_first_error_is_raised(fake_model):
    fake_model.setattr(design, "WORK", fakes.always_fails)
    with pytest.raises(RunFailed, match="replication 0 failed: ZeroDivisionError: nobody"):
        replicate(fakes.scenario(), replications=3, jobs=1)


def test_a_run_that_kills_its_worker_is_reported_and_those_beside_it_are_not_blamed(fake_model):
    fake_model.setattr(design, "WORK", fakes.dies_sometimes)
    found = replicate(fakes.scenario(), replications=6, jobs=2)
    assert found.finished == 5 and [each.replication for each in found.failures] == [2]
    assert "fewer --jobs" in str(found.failures[0])


@pytest.mark.parametrize("code", [0, 1])
def test_a_worker_that_leaves_with_any_code_is_noticed(fake_model, tmp_path, code):
    fake_model.setattr(design, "WORK", fakes.leaves_once)
    scenario = replace(fakes.scenario(), about=f"{tmp_path / 'mark'} {code}")
    assert replicate(scenario, replications=4, jobs=2).finished == 4
    assert (tmp_path / "mark").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_takes_longer_than_its_limit_is_a_failed_run(fake_model, jobs):
    fake_model.setattr(design, "WORK", fakes.one_never_ends)
    found = replicate(fakes.scenario(), replications=4, jobs=jobs, limit=5)
    assert found.finished == 3
    assert [str(each) for each in found.failures] == [
        "run house, seed 1, replication 1 failed: TookTooLong: it took longer than the limit of 5 s"
    ]


def test_workers_that_cannot_begin_are_told_with_the_reason(fake_model):
    work = partial(fakes.in_any_process)
    work.__module__ = "tests.study.not_there"
    fake_model.setattr(design, "WORK", work)
    with pytest.raises(TupSimError, match=r"worker processes cannot begin: ModuleNotFoundError.*not_there"):
        replicate(fakes.scenario(), replications=4, jobs=2)


def test_what_a_worker_cannot_say_is_a_failed_run(fake_model):
    fake_model.setattr(design, "WORK", fakes.says_what_cannot_be_said)
    found = replicate(fakes.scenario(), replications=3, jobs=2)
    assert found.finished == 2 and "pickle" in str(found.failures[0])


def test_results_of_a_piece_come_back_one_by_one(tmp_path):
    """The second task of the piece waits until somebody has seen the result of the first."""
    scenario = replace(fakes.scenario(), about=str(tmp_path / "seen"))
    tasks = [Task(0, scenario, 1, luck, {"horizon": (0.0, 156.0)}) for luck in range(2)]
    seen = []
    for number, _, result in Processes(fakes.waits_for_the_file, 1).results(iter([Piece((0, 1), tasks)])):
        seen.append((number, result.error))
        (tmp_path / "seen").touch()
    assert seen == [(0, ""), (1, "")]


def test_a_worker_uses_the_model_that_its_parent_uses(tmp_path):
    """A folder one happens to work in has a file called as one of Python's, and another copy of the model."""
    (tmp_path / "random.py").write_text("raise SystemExit('the wrong random')")
    (tmp_path / "tup_sim").mkdir()
    (tmp_path / "tup_sim" / "__init__.py").write_text("raise SystemExit('the wrong model')")
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{SCRIPT}"],
        cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("4\n", 0), done.stderr


def test_progress_is_told_after_every_run():
    told = []
    replicate(fakes.scenario(), 3, jobs=1, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_interruption_keeps_what_was_finished():
    def press_ctrl_c(done, total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="stopped after 3 of 8 runs") as stop:
        replicate(fakes.scenario(), replications=8, jobs=1, progress=press_ctrl_c)
    assert stop.value.results.finished == 3
    with pytest.raises(Interrupted, match="stopped after 3 of 8 runs") as stop:
        compare(fakes.scenario(), [fakes.scenario("cut", 0.1)], 4, jobs=1, progress=press_ctrl_c)
    assert stop.value.results.contrast(0, "core_met").difference.n == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there os.kill with these signs ends whoever it names")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_busy_workers_at_once(fake_model, tmp_path, sign):
    """They are in the midst of a run of ten minutes; it comes when both have said so, and both are gone then."""
    fake_model.setattr(design, "WORK", fakes.says_who_it_is_and_takes_long)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # as the command line does
    begun = threading.Event()

    def press_ctrl_c():
        begun.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(os.getpid(), sign)

    pressing = threading.Thread(target=press_ctrl_c)
    pressing.start()
    try:
        with pytest.raises(Interrupted, match="stopped after 3 of 8 runs"):
            scenario = replace(fakes.scenario(), about=str(tmp_path))
            replicate(scenario, 8, jobs=2, progress=lambda done, _: done == 3 and begun.set())
    finally:
        pressing.join()  # or it would stop another test
        signal.signal(signal.SIGTERM, before)
    assert len(list(tmp_path.iterdir())) == 2
    for pid in (int(path.name) for path in tmp_path.iterdir()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


SCRIPT = """
from tests.study import fakes
from tup_sim import measures
from tup_sim.study import design, replicate
measures.windows_of = fakes.windows_of
design.WORK = fakes.in_any_process
print(replicate(fakes.scenario(), replications=4, jobs=2).finished)
"""


@pytest.mark.parametrize("through", ["file", "pipe"])
def test_a_script_without_a_guard_runs_on_processes(tmp_path, through):
    path = tmp_path / "script.py"
    path.write_text(f"import sys; sys.path.insert(0, {str(ROOT)!r})\n" + SCRIPT, encoding="utf-8")
    asked = [sys.executable, str(path)] if through == "file" else [sys.executable, "-"]
    done = subprocess.run(
        asked, input=path.read_text("utf-8"), cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (done.stdout, done.returncode) == ("4\n", 0), done.stderr


@pytest.mark.parametrize(
    ("scenario", "replications", "jobs", "text"),
    [
        ("open_house", 2, 1, r"'open_house' is a name.*load_scenario\('open_house'\)"),
        (3, 2, 1, "needs scenarios, not int"),
        (fakes.scenario(), 0, 1, "replications must be at least 1"),
        (fakes.scenario(), 2, 0, "jobs must be at least 1"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_words(scenario, replications, jobs, text):
    with pytest.raises(TupSimError, match=text):
        replicate(scenario, replications, jobs=jobs)
