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

import pytest

from tests.rooms.source import ROOT
from tests.study import fakes
from tup_sim.errors import RunFailed, TupSimError
from tup_sim.study import Interrupted, compare, design, replicate, run

pytestmark = pytest.mark.usefixtures("fake_model")


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


def test_a_worker_that_dies_is_reported_and_nothing_hangs(fake_model):
    fake_model.setattr(design, "WORK", fakes.dies_sometimes)
    found = replicate(fakes.scenario(), replications=6, jobs=2)
    assert 1 <= found.finished < 6
    assert "fewer --jobs" in str(found.failures[0])


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


BUSY = """
from tests.study import fakes
from tup_sim import measures
from tup_sim.study import Interrupted, design, replicate
measures.windows_of = fakes.windows_of
design.WORK = fakes.takes_its_time
try:
    replicate(fakes.scenario(), replications=40, jobs=2, progress=lambda *n: print(*n, flush=True))
except Interrupted as stop:
    print(stop, stop.results.finished)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs groups of processes")
def test_ctrl_c_on_the_terminal_leaves_no_noise_and_nobody_behind():
    busy = subprocess.Popen(
        [sys.executable, "-c", BUSY],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while busy.stdout.readline() != "3 40\n":
        assert busy.poll() is None
    os.killpg(busy.pid, signal.SIGINT)
    out, err = busy.communicate(timeout=60)
    assert (out, err, busy.returncode) == ("stopped after 3 of 40 runs 3\n", "", 0)


def test_ctrl_c_ends_busy_workers_at_once(fake_model):
    fake_model.setattr(design, "WORK", fakes.takes_its_time)
    ctrl_c = threading.Timer(6, os.kill, (os.getpid(), signal.SIGINT))
    ctrl_c.start()
    begin = time.monotonic()
    try:
        with pytest.raises(Interrupted, match="stopped after 3 of 8 runs"):
            replicate(fakes.scenario(), replications=8, jobs=2)
    finally:
        ctrl_c.cancel()  # or it would stop all other tests too
    assert time.monotonic() - begin < 30


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
