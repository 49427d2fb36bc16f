"""A run that failed says in one line what it ended in, and keeps where."""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest

from tests.study import fakes
from tests.study.experiments import house
from tup_sim.cli import main
from tup_sim.cli.runs import Asked
from tup_sim.errors import RunFailed, cause_of
from tup_sim.files.store import ResultStore
from tup_sim.model import simulation
from tup_sim.model.parameters import Scenario
from tup_sim.study import design
from tup_sim.study.work import Result, Task, carry_out, failed

WINDOWS = {"horizon": (0.0, 6.0)}


def stumbles(task: Task) -> Result:
    """A run of the model in which something goes wrong in a process of the simulation."""
    real = simulation.Simulation.run

    def run(self: simulation.Simulation) -> object:
        self.env.process(process(self.env))
        return real(self)

    def process(env: object) -> object:
        yield env.timeout(5)
        raise ValueError("boom,\n  says \udcff")

    simulation.Simulation.run = run
    try:
        return carry_out(task)
    finally:
        simulation.Simulation.run = real


@pytest.mark.source_only  # the run of a simulation is another one, which raises
@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_error_of_the_model_is_said_once_and_its_place_is_kept(elsewhere):
    task = Task(0, house(), 1, 0, WINDOWS)
    if elsewhere:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            found = pool.submit(stumbles, task).result()
    else:
        found = stumbles(task)
    assert found.error == "ValueError: boom, says ?"
    assert str(found.failure) == "run house, seed 1, replication 0 failed: ValueError: boom, says ?"
    assert found.trace.startswith("Traceback") and 'File "tup_sim/model/simulation.py", line ' in found.trace
    assert "raise ValueError" in found.trace and 'File "test_failed_runs.py", line ' in found.trace
    assert found.failure.trace == found.trace


def test_no_folder_of_whoever_ran_it_stands_in_a_traceback(tmp_path):
    script = tmp_path / "mine.py"
    script.write_text("def f():\n    import json\n    json.loads('{')\n")
    sys.path.insert(0, str(tmp_path))
    try:
        import mine

        with pytest.raises(ValueError) as told:
            mine.f()
    finally:
        sys.path.remove(str(tmp_path))
    _, trace = cause_of(told.value)
    assert 'File "mine.py", line 3, in f' in trace and str(tmp_path) not in trace and "/lib" not in trace


def test_a_failed_run_crosses_processes_and_is_not_wrapped_again():
    first = RunFailed("house", 1, 2, "ValueError: boom", "Traceback ...")
    again = pickle.loads(pickle.dumps(first))
    assert (str(again), again.trace) == (str(first), "Traceback ...")
    assert failed(Task(0, Scenario("x"), 1, 2, {}), again).error == "ValueError: boom"
    assert str(failed(Task(0, Scenario("x"), 1, 2, {}), again).failure) == (
        "run x, seed 1, replication 2 failed: ValueError: boom"
    )


def test_an_error_that_nobody_raised_has_no_traceback():
    assert cause_of(MemoryError()) == ("MemoryError", "")


def test_a_traceback_without_end_is_cut():
    def deeper(n):
        return deeper(n + 1) if n % 2 else deeper(n - 1 + 2)

    with pytest.raises(RecursionError) as told:
        deeper(0)
    line, trace = cause_of(told.value)
    assert line.startswith("RecursionError: ") and len(trace) <= 20_000 and trace.endswith(line)


def test_where_it_failed_is_no_part_of_what_it_gave(tmp_path):
    found = failed(Task(0, Scenario("x"), 1, 2, {}), ZeroDivisionError("no"))
    assert found == replace(found, trace="elsewhere", environment="other", seconds=3.0)
    with ResultStore(tmp_path) as store:
        store.keep("a", replace(found, trace="Traceback\n  x"))
        ((_, kept),) = store.results(["a"], None)
    assert kept == found and kept.trace == "Traceback\n  x" and kept.environment == found.environment != ""


def test_if_every_run_fails_the_error_that_is_raised_has_its_traceback(fake_model):
    fake_model.setattr(design, "WORK", carry_out)
    fake_model.setattr("tup_sim.measures.observe", lambda *_: 1 / 0)
    with pytest.raises(RunFailed) as told:
        design.replicate(fakes.scenario(), replications=2, jobs=1)
    assert str(told.value).count("ZeroDivisionError") == 1 and "1 / 0" in told.value.trace


@pytest.mark.parametrize("words", [["run", "house"], ["compare", "house", "+cut"]])
def test_the_command_line_shows_where_only_if_asked(fake_model, capsys, words):
    fake_model.setattr(Asked, "load", lambda *_: fakes.scenario())
    fake_model.setattr(design, "WORK", carry_out)
    fake_model.setattr("tup_sim.measures.observe", lambda *_: 1 / 0)
    for more in ([], ["-v"], ["--verbose"]):
        with pytest.raises(SystemExit) as end:
            main([*words, "-n", "1", "-j", "1", *more])
        said = capsys.readouterr().err
        assert end.value.code == 2 and said.endswith("failed: ZeroDivisionError: division by zero\n")
        assert ("Traceback" in said) == bool(more)
