"""A worker may die in any way, here or on a cluster: its work is done again, and nobody waits for ever."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from array import array
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest

from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes, of_the_model
from tup_sim.cli import cluster as room
from tup_sim.cli.cluster import Cluster, check_address, cluster
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


@pytest.mark.parametrize(
    "address",
    ["1.2.3.4", "tcp://", "tcp://host", "tcp://host:x", "tcp://host:99999", "http://host:80", "a b:1"],
)
def test_what_is_no_address_is_refused_at_once(address):
    with pytest.raises(TupSimError, match="is no address of a Dask scheduler; write tcp://MACHINE:PORT"):
        check_address(address)


def test_addresses_that_can_be_are_taken_and_no_limit_with_them():
    for address in (None, "10.0.0.1:8786", "tcp://host.example:8786", "tls://[::1]:8786"):
        check_address(address)
    with pytest.raises(TupSimError, match="--limit does not go with --cluster"):
        check_address("tcp://host:8786", 60.0)


class Deserted:
    """A client whose workers come and go, as the list says."""

    def __init__(self, workers):
        self.workers = workers

    def nthreads(self):
        if self.workers[0] is None:
            raise OSError("the scheduler does not answer")
        return dict.fromkeys(range(self.workers.pop(0)))

    def get_executor(self, **_):
        return None


def test_a_cluster_that_nobody_is_left_in_is_told_and_ends_the_work(capsys):
    hour = iter(range(0, 10_000, 20))
    watched = Cluster(Deserted([2, 0, 0, 1, 0, None]), "tcp://x:1", lambda: next(hour))
    for _ in range(4):
        watched.look()
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2 and "no worker is left at tcp://x:1: waiting 280 s more" in told[0]
    assert told[1] == "there are workers at tcp://x:1 again"
    with pytest.raises(
        TupSimError, match="no worker has been left at tcp://x:1 for 300 s; what is finished is kept"
    ):
        for _ in range(100):
            watched.look()


def test_a_borrowed_executor_that_gives_up_ends_the_work_and_what_is_kept_is_kept(tmp_path):
    class Silent(Executor):
        def submit(self, *_, **__):
            return Future()

        def look(self):
            raise TupSimError("nobody is left")

    with ResultStore(tmp_path) as store, pytest.raises(TupSimError, match="nobody is left"):
        carry_on(of_fakes(2), store, MODEL, executor=Silent())
