"""A worker may die in any way, here or on a cluster: its work is done again, and nobody waits for ever."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from array import array
from dataclasses import replace

import pytest

from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes, of_the_model
from tup_sim.cli import cluster as room
from tup_sim.cli.cluster import cluster
from tup_sim.errors import TupSimError
from tup_sim.files.kept import begin
from tup_sim.files.store import ResultStore
from tup_sim.study import design, processes
from tup_sim.study.execute import execute
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import Task


def tasks(number, about=""):
    scenario = replace(fakes.scenario(), about=about)
    return [Task(0, scenario, 1, luck, {"horizon": (0.0, 156.0)}) for luck in range(number)]


def bits(store):
    """Every number in a store, by run."""
    keys = [key for (key,) in store.rows("SELECT key FROM runs")]
    return {
        key: (
            sorted((name, value.hex()) for name, value in each.values.items()),
            sorted((name, array("d", series).tobytes()) for name, series in each.weekly.items()),
        )
        for key, each in store.results(keys, None, None)
    }


def dies_amid_its_answer(task):
    """The first worker that comes by says the first half of an answer and is killed: nobody hears the rest."""
    if task.replication == 1 and not os.path.exists(task.scenario.about):
        open(task.scenario.about, "w", encoding="utf-8").close()
        os.write(processes._line.fileno(), b"\x00\x00\xff\xff half")
        os.kill(os.getpid(), signal.SIGKILL)
    return fakes.in_any_process(task)


def dies_always(task):
    os._exit(1)


def test_an_answer_that_breaks_off_is_not_waited_for(tmp_path):
    found = execute(dies_amid_its_answer, tasks(6, str(tmp_path / "mark")), 2).results
    assert [each.error for each in found] == [""] * 6 and (tmp_path / "mark").exists()


def test_when_every_worker_dies_every_run_is_a_row(fake_model):
    found = execute(dies_always, tasks(3), 2).results
    assert len(found) == 3 and all("without an answer" in each.error for each in found)


def test_one_worker_and_two_and_a_cluster_give_the_same_bits(tmp_path, scheduler):
    """On the model itself, with a real scheduler and two workers of Dask."""
    asked, found = of_the_model(2), []
    for place in ("one", "two", "cluster"):
        with ResultStore(tmp_path / place) as store:
            begin(store, asked, MODEL)
            if place == "cluster":
                with cluster(scheduler.scheduler_address) as executor:
                    carry_on(asked, store, MODEL, executor=executor)
            else:
                carry_on(asked, store, MODEL, jobs=1 if place == "one" else 2)
            found.append(bits(store))
    assert len(found[0]) == 4 and found[0] == found[1] == found[2]


def test_a_worker_of_the_cluster_that_dies_costs_nothing(tmp_path, scheduler, monkeypatch):
    monkeypatch.setattr(design, "WORK", fakes.dies_once)
    asked = of_fakes(6)
    points = [
        replace(each, scenario=replace(each.scenario, about=str(tmp_path / "mark"))) for each in asked.points
    ]
    with ResultStore(tmp_path) as store, cluster(scheduler.scheduler_address) as executor:
        found = carry_on(replace(asked, points=tuple(points)), store, MODEL, executor=executor)
    assert (tmp_path / "mark").exists()
    assert found.complete and not found.failures


def test_a_cluster_that_is_not_there_or_has_another_model_is_told(scheduler, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 1.0)
    with pytest.raises(TupSimError, match="no Dask scheduler answers"), cluster("tcp://127.0.0.1:1"):
        pass
    with pytest.raises(TupSimError, match="2 of 2 workers have another version"):
        room._refuse_other_models({"a": "x", "b": "y"}, "here")
    with pytest.raises(TupSimError, match="has no workers yet"):
        room._refuse_other_models({}, "here")


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(TupSimError, match=r"tup-sim\[cluster\]"), cluster("tcp://127.0.0.1:1"):
        pass


@pytest.fixture(scope="module")
def scheduler():
    """A scheduler and two workers on this machine, in processes of their own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        found = LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1",
            silence_logs=50,
        )  # fmt: skip
    yield found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found.close()
