"""Runs are made in a process that belongs to somebody else too: however they end, it is as it was."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from threading import Event

import pytest

from tests.study import fakes
from tests.study.experiments import house
from tup_sim.errors import RunFailed, TupSimError
from tup_sim.model.events import ContactEnded
from tup_sim.model.simulation import Simulation, run
from tup_sim.study import execute as room
from tup_sim.study import replicate
from tup_sim.study.execute import Made, execute, processors, workers
from tup_sim.study.work import Task, carry_out

PATIENCE = 60.0


def settings():
    """What a run could leave changed."""
    main = sys.modules["__main__"]
    return gc.get_threshold(), gc.isenabled(), signal.getsignal(signal.SIGINT), main, dict(os.environ)


class Stumbles:
    """A listener that ends a run in an error."""

    def __init__(self):
        self.handlers = {ContactEnded: lambda event: 1 / 0}


def test_a_run_that_fails_leaves_the_settings_of_garbage_collection():
    before = settings()
    with pytest.raises(RunFailed, match="ZeroDivisionError"):
        run(house(4), listeners=(Stumbles(),))
    assert settings() == before


class Meets:
    """A listener that says when its run is under way, and waits there for something else to happen."""

    def __init__(self, under_way, other):
        self.handlers = {ContactEnded: lambda _: (under_way.set(), other.wait(PATIENCE))}


def test_runs_in_threads_leave_the_settings_of_garbage_collection():
    """The first to begin is the first to end, while the other goes on: if each restored what it found, that is lost."""
    before = settings()
    first, second, ended = Event(), Event(), Event()

    def begin_first():
        Simulation(house(4), 1, 0, (Meets(first, second),)).run()
        ended.set()

    def begin_second():
        assert first.wait(PATIENCE)
        Simulation(house(4), 1, 1, (Meets(second, ended),)).run()

    with ThreadPoolExecutor(2) as threads:
        for each in [threads.submit(begin_first), threads.submit(begin_second)]:
            each.result()
    assert ended.is_set() and settings() == before


def test_processes_of_our_own_leave_everything_as_it_was():
    before = settings()
    tasks = [Task(0, fakes.scenario(), 1, luck, {"horizon": (0.0, 156.0)}) for luck in range(4)]
    assert len(execute(fakes.in_any_process, tasks, 2).results) == 4
    assert settings() == before


HOST = """
import multiprocessing, os, signal
from multiprocessing import forkserver

def waits(line):
    try:
        line.send((signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []), os.environ.get("PYTHONSAFEPATH")))
        while True:
            signal.pause()
    except KeyboardInterrupt:
        line.send("heard")

def theirs_hears():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("forkserver").Process(target=waits, args=(theirs,), daemon=True)
    process.start()
    assert ours.recv() == (False, None), "born with what we set for ours"
    os.kill(process.pid, signal.SIGINT)
    process.join()
    return ours.poll() and ours.recv() == "heard"

def study():
    from tests.study import fakes
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task
    tasks = [Task(0, fakes.scenario(), 1, luck, {"horizon": (0.0, 156.0)}) for luck in range(4)]
    return [each.error for each in execute(WORK, tasks, 2).results] == [""] * 4

def says_whether_it_is_deaf(task):
    from dataclasses import replace
    from tests.study import fakes
    deaf = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return replace(fakes.in_any_process(task), error="" if deaf else "hears Ctrl-C")

if __name__ == "__main__":
    import host
    WORK = host.says_whether_it_is_deaf
    assert all({order})
    assert forkserver._forkserver._preload_modules == ["__main__"]
"""


@pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="no such servers here"
)
@pytest.mark.parametrize("order", ["(study(), theirs_hears())", "(theirs_hears(), study(), theirs_hears())"])
def test_the_fork_server_of_the_host_hears_ctrl_c_and_ours_does_not(order, tmp_path):
    """Whoever starts first: a process of the host is reached by Ctrl-C, and one of ours is born deaf to it."""
    script = tmp_path / "host.py"
    script.write_text(HOST.replace("{order}", order), encoding="utf-8")
    roads = os.pathsep.join([str(tmp_path), *sys.path])
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**environment, "PYTHONPATH": roads},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr


class Owner(ProcessPoolExecutor):
    """Somebody's pool, which looks at the script whenever it is asked to start somebody."""

    seen: list[object]

    def submit(self, *what, **rest):
        self.seen.append(sys.modules["__main__"])
        return super().submit(*what, **rest)


def test_the_script_of_the_owner_of_a_borrowed_pool_stays(fake_model):
    fake_model.setattr("tup_sim.study.design.WORK", fakes.in_any_process)
    Owner.seen = []
    with Owner(1, multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")) as pool:
        assert replicate(fakes.scenario(), 3, executor=pool).finished == 3
        assert pool.submit(abs, -3).result() == 3
    assert set(Owner.seen) == {sys.modules["__main__"]}


def test_the_processors_are_those_this_process_may_use(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "QUOTA", tmp_path / "nowhere")
    if hasattr(os, "sched_setaffinity"):
        before = os.sched_getaffinity(0)
        try:
            os.sched_setaffinity(0, {min(before)})
            assert (processors(), workers(None, 50)) == (1, 1)
        finally:
            os.sched_setaffinity(0, before)
        assert processors() == len(before)
    monkeypatch.setattr(os, "process_cpu_count", lambda: 6, raising=False)
    assert (processors(), workers(None, 50), workers(None, 3), workers(9, 50)) == (6, 6, 3, 9)
    for text, right in (("150000 100000", 2), ("50000 100000", 1), ("max 100000", 6), ("900000 100000", 6)):
        (tmp_path / "cpu.max").write_text(text + "\n")
        monkeypatch.setattr(room, "QUOTA", tmp_path / "cpu.max")
        assert processors() == right


def in_a_daemon(line):
    try:
        tasks = [Task(0, fakes.scenario(), 1, luck, {"horizon": (0.0, 156.0)}) for luck in range(3)]
        line.send([each.error for each in execute(fakes.in_any_process, tasks).results])
        execute(fakes.in_any_process, tasks, limit=60)
    except TupSimError as error:
        line.send(str(error))


def test_a_daemonic_process_does_without_processes_of_its_own():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=in_a_daemon, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    assert ours.recv() == ["", "", ""]
    assert "a daemonic process can have no worker processes" in ours.recv()
    process.join()


def test_tasks_are_made_when_their_turn_comes():
    made = []

    def tasks():
        for luck in range(10**9):
            made.append(luck)
            yield Task(0, fakes.scenario(), 1, luck, {"horizon": (0.0, 156.0)})

    def enough(done, total):
        assert total == 10**9
        if done == 5:
            raise KeyboardInterrupt

    for jobs in (1, 2):
        made.clear()
        found = execute(fakes.always_fails, Made(10**9, tasks), jobs, enough)
        assert found.stopped and 5 <= len(found.results) <= len(made) < 20


def test_what_is_no_number_of_processes_is_refused():
    for jobs, wanted in (
        (0, "at least 1"),
        (-1, "at least 1"),
        (1.5, "a whole number"),
        ("2", "a whole number"),
    ):
        with pytest.raises(TupSimError, match=f"jobs must be {wanted}, not {jobs!r}"):
            workers(jobs, 5)
    with pytest.raises(TupSimError, match="a limit is a number of seconds above 0"):
        execute(carry_out, [], limit=0)
