"""The store: exact, safe from a full disk and from strangers, and never made anew over something that was there."""

from __future__ import annotations

import math
import sqlite3
from array import array
from dataclasses import replace

import pytest

from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes
from tup_sim.errors import OutputError, TupSimError
from tup_sim.files.kept import begin, kept, kept_experiment, keys_kept, prune
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE
from tup_sim.model.processes.changing import with_values
from tup_sim.study import design
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import Result, Values

ODD = (1 / 3, math.nan, -0.0, math.inf, 5e-324, 0.1 + 0.2)
NAMES = ("core_met", "cost", "volunteers")


def result(values=ODD, error=""):
    names = (*NAMES, *(f"{name}@late" for name in NAMES))
    weekly = {"core_met": array("d", ODD), "cost": array("d", ODD[::-1])}
    if error:
        return Result(0, "house", 2**70, 3, error=error, seconds=1.5)
    return Result(0, "house", 2**70, 3, Values(names, array("d", values)), weekly, seconds=1.5)


def bits(found):
    weekly = {name: series.tobytes() for name, series in found.weekly.items()}
    return found.scenario, found.seed, found.replication, array("d", found.values.values()).tobytes(), weekly


@pytest.fixture
def store(tmp_path):
    with ResultStore(tmp_path) as found:
        yield found


def test_a_run_comes_back_to_the_last_bit(store):
    store.keep("a", result())
    ((key, found),) = store.results(["a", "b"], None, None)
    assert key == "a" and bits(found) == bits(result()) and list(found.values) == list(result().values)
    assert found.seconds == 1.5


def test_only_what_is_asked_for_is_read(store):
    store.keep("a", result())
    ((_, found),) = store.results(["a"], ["cost@late", "volunteers", "unknown"], ["cost"])
    assert dict(found.values) == {"volunteers": ODD[2], "cost@late": ODD[4]}
    assert set(found.weekly) == {"cost"}
    ((_, found),) = store.results(["a"], ["cost"])
    assert dict(found.values) == pytest.approx({"cost": ODD[1]}, nan_ok=True) and not found.weekly


def test_a_finished_run_stays_and_a_failed_one_gives_way(store):
    store.keep("a", result(error="no volunteers"))
    assert store.known(["a"]) == set()
    store.keep("a", result(error="still none"))
    assert next(store.results(["a"], None))[1].error == "no volunteers"
    store.keep("a", result())
    store.keep("a", result([1.0] * 6))
    store.keep("a", result(error="too late"))
    assert store.known(["a", "b"]) == {"a"}
    assert bits(next(store.results(["a"], None, None))[1]) == bits(result())


def test_more_runs_than_are_read_together_all_come_back(store):
    for number in range(1201):
        store.keep(f"{number}", result([float(number)] * 6))
    found = {key: each.values["cost"] for key, each in store.results(map(str, range(1201)), ["cost"])}
    assert found == {str(number): float(number) for number in range(1201)}


def test_a_full_disk_is_told_and_finished_runs_stay(store, tmp_path, fake_model):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(OutputError, match="no room; what was finished is kept"):
        carry_on(of_fakes(40), store, MODEL, jobs=1)
    store.close()
    with ResultStore(tmp_path) as again:
        before = sum(len(some) for some in again.rows("SELECT 1 FROM runs"))
        assert 0 < before < 120
        found = carry_on(of_fakes(40), again, MODEL, jobs=1)
        assert found.complete and len(again.rows("SELECT 1 FROM runs")) == 120


def test_a_place_that_cannot_be_written_is_told_at_once(tmp_path):
    (tmp_path / "file").write_text("a file in the place of the folder")
    with pytest.raises(OutputError, match="cannot be made"):
        ResultStore(tmp_path / "file")
    (tmp_path / "folder" / FILE).mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written"):
        ResultStore(tmp_path / "folder")


def test_what_is_opened_to_read_is_not_written(tmp_path):
    with ResultStore(tmp_path) as store:
        store.keep("a", result())
    with ResultStore(tmp_path, write=False) as store:
        assert bits(next(store.results(["a"], None, None))[1]) == bits(result())
        with pytest.raises(OutputError, match="cannot be written"):
            store.keep("b", result())
    with pytest.raises(TupSimError, match="no results here"):
        ResultStore(tmp_path / "nowhere", write=False)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("harm", ["text", "middle", "cut"])
def test_a_damaged_store_is_told_and_left_as_it_is(tmp_path, write, harm):
    with ResultStore(tmp_path) as store:
        for number in range(20):
            store.keep(str(number), result())
    path = tmp_path / FILE
    whole = path.read_bytes()
    harmed = {
        "text": b"these are not my results\n" * 100,
        "middle": whole[:100] + b"\xff" * (len(whole) - 100),
        "cut": whole[: len(whole) // 2],
    }[harm]
    path.write_bytes(harmed)
    told = pytest.raises(TupSimError, match=r"is damaged or not a store of results \(.*left as it is")
    with told, ResultStore(tmp_path, write) as store:
        list(store.results(map(str, range(20)), None, None))
    assert path.read_bytes() == harmed


@pytest.mark.parametrize("make", ["PRAGMA user_version = 99", "CREATE TABLE mine (x)"])
def test_a_file_of_somebody_else_or_of_another_version_is_left_alone(tmp_path, make):
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute(make)
    if "user_version" in make:
        connection.execute("CREATE TABLE runs (x)")
    connection.commit()
    connection.close()
    with pytest.raises(TupSimError, match=r"not written by this version.*left as it is"):
        ResultStore(tmp_path)


def test_a_program_that_keeps_it_busy_is_waited_for_and_then_told(tmp_path, store, monkeypatch):
    store._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OutputError, match="another program has kept it busy"):
        store.keep("a", result())
    other.execute("COMMIT")
    other.close()
    store.keep("a", result())
    assert store.known(["a"]) == {"a"}


def test_an_experiment_comes_back_as_it_was_asked(store):
    asked = of_fakes(3, smallest={of_fakes().outcomes[0]: 0.1}, worlds=({"coordinators.floor_share": 0.1},))
    assert begin(store, asked, MODEL) == {}
    assert kept_experiment(store, "trial") == asked
    with pytest.raises(TupSimError, match=r"no results of 'other' \(there are: trial\)"):
        kept_experiment(store, "other")


def changed(asked, point, **rest):
    points = list(asked.points)
    points[point] = replace(points[point], scenario=replace(points[point].scenario, **rest))
    return replace(asked, points=tuple(points))


def test_a_scenario_that_changed_meanwhile_is_refused_with_what_differs(store):
    asked = of_fakes()
    begin(store, asked, MODEL)
    base = asked.points[0].scenario
    warmer = changed(asked, 0, parameters=with_values(base.parameters, {"coordinators.floor_share": 0.31}))
    before = base.parameters.coordinators.floor_share
    with pytest.raises(TupSimError) as told:
        begin(store, warmer, MODEL)
    assert f"point 'house', parameters.coordinators.floor_share: was {before}, is 0.31" in str(told.value)
    assert "--as NAME" in str(told.value) and "tup-sim results prune trial" in str(told.value)
    later = changed(asked, 1, changes=(replace(asked.points[1].scenario.changes[0], at=60),))
    with pytest.raises(TupSimError, match=r"point 'cut', changes 1\.at: was 52, is 60"):
        begin(store, later, MODEL)
    with pytest.raises(TupSimError, match="seed: was 1, is 2; point 'deep': was there, is nothing"):
        begin(store, replace(asked, seed=2, points=asked.points[:2]), MODEL)


def test_more_replications_and_other_words_are_no_other_experiment(store, fake_model):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    asked = of_fakes(2)
    begin(store, asked, MODEL)
    carry_on(asked, store, MODEL, jobs=1)
    begin(store, changed(replace(asked, at_least=3, at_most=3, text="else"), 0, about="else"), MODEL)
    carry_on(of_fakes(3), store, MODEL, jobs=1)
    assert len(keys_kept(store, "trial")) == 9
    begin(store, asked, "model-2")


def test_what_is_forgotten_takes_only_what_nobody_else_uses(store, fake_model):
    fake_model.setattr(design, "WORK", fakes.in_any_process)
    both = (of_fakes(2), replace(of_fakes(3), name="longer"))
    for asked in both:
        begin(store, asked, MODEL)
        carry_on(asked, store, MODEL, jobs=1)
    assert [(each.name, each.runs) for each in kept(store)] == [("longer", 9), ("trial", 6)]
    assert prune(store, "longer") == 3
    assert [(each.name, each.runs) for each in kept(store)] == [("trial", 6)]
    assert prune(store, "trial") == 6 and not store.rows("SELECT 1 FROM numbers")
    with pytest.raises(TupSimError, match=r"no results of 'trial' \(there are: none\)"):
        prune(store, "trial")
