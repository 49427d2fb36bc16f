"""An experiment in parts that know nothing of each other, and put together again."""

from __future__ import annotations

import shutil
import sqlite3
from array import array
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.robustness.stores import harmed
from tests.study.experiments import of_fakes, text
from tup_sim.api.progress import Watched
from tup_sim.errors import DamagedStore, OutputError, TupSimError
from tup_sim.files import manifest
from tup_sim.files.conducting import conduct
from tup_sim.files.kept import findings_kept, manifest_kept
from tup_sim.files.merging import merge
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE
from tup_sim.study import audit
from tup_sim.study.experiment import Experiment, Run
from tup_sim.study.findings import Check
from tup_sim.study.ranges import Range
from tup_sim.study.shards import Shard, runs_at_least, shard_of, shard_with

WORLDS = ({"thanks": 1.0}, {"thanks": 2.0})
MOVED = (Range("thanks", "thanks", "-", 1.0, 0.0, 5.0, False, True),)


@pytest.fixture
def lab(fake_model):
    """The stand-in, and how often an experiment checked itself."""
    checked: list[str] = []

    def sound(asked: Experiment) -> tuple[Check, ...]:
        checked.append(asked.name)
        return (Check("before", True, text("nothing before the change")),)

    fake_model.setattr(audit, "audit", sound)
    return checked


def run(asked: Experiment, folder: Path, shard: str | None = None):
    part = None if shard is None else shard_of(shard)
    place = folder if part is None else part.folder_in(folder)
    with ResultStore(place, log=part is None) as store:
        return conduct(asked, store, Watched(), jobs=1, shard=part)


def content(folder: Path, without: tuple[str, ...] = ()) -> dict[str, list]:
    """All rows of a store."""
    tables = ("names", "runs", "numbers", "weeks", "experiments", "belongs", "provenance", "seals")
    with closing(sqlite3.connect(folder / FILE)) as file:
        return {
            name: file.execute(f"SELECT * FROM {name}").fetchall() for name in tables if name not in without
        }


def answers(folder: Path, name: str = "trial") -> dict[tuple[int, int, int], dict[str, str]]:
    """Every number of every run, to its last digit."""
    with ResultStore(folder, write=False) as store:
        found = findings_kept(store, name)
    own = {
        (0, point, each.replication): each.values
        for point, one in enumerate(found.found)
        for each in one.results
    }
    worlds = {(world, point, world): each.values for (world, point), each in found.worlds.items()}
    return {
        run: {name: repr(value) for name, value in each.items()} for run, each in {**own, **worlds}.items()
    }


@pytest.mark.parametrize("of", [1, 2, 3, 7, 20])
@pytest.mark.parametrize("total", [0, 1, 7, 12])
def test_every_run_is_in_one_shard_and_the_shards_are_alike(total, of):
    runs = [Run(0, 0, each) for each in range(total)]
    parts = [Shard(number, of).part(runs) for number in range(1, of + 1)]
    assert [run for part in parts for run in part] == runs
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    for number, part in enumerate(parts, 1):
        assert all(shard_with(run.replication, total, of) == (number, of) for run in part)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("0/5", "there is no shard 0 of 5"),
        ("6/5", "there is no shard 6 of 5: they are counted from 1 to 5"),
        ("1/0", "there can be 1 to 100000 shards, not 0"),
        ("3", "written as its number and how many there are, 3/200, not '3'"),
        ("-1/5", "not '-1/5'"),
        ("1/2/3", "not '1/2/3'"),
        (3, "not 3"),
    ],
)
def test_what_is_no_shard_is_refused(wrong, said):
    with pytest.raises(TupSimError) as caught:
        shard_of(wrong)
    assert said in str(caught.value)
    assert shard_of("003/200") == Shard(3, 200)


@pytest.mark.parametrize("of", [2, 4, 30])
def test_shards_together_are_the_whole_experiment(of, lab, tmp_path):
    asked = of_fakes(3, worlds=WORLDS, ranges=MOVED)
    run(asked, tmp_path / "whole")
    for number in range(1, of + 1):
        run(asked, tmp_path / "parts", f"{number}/{of}")
    (found,) = merge([tmp_path / "parts"], tmp_path / "parts")
    assert (found.there, found.asked, found.missing, found.goes_on) == (15, 15, {}, False)
    assert found.added == 15 and found.failed == 0 and found.differing == 0
    assert answers(tmp_path / "parts") == answers(tmp_path / "whole")
    assert len(answers(tmp_path / "whole")) == 15


def test_only_the_first_shard_checks_the_experiment_and_all_results_have_it(lab, tmp_path):
    asked = of_fakes(3)
    for shard in ("2/2", "1/2"):
        run(asked, tmp_path, shard)
    assert lab == ["trial"]
    merge([tmp_path], tmp_path / "all")
    with ResultStore(tmp_path / "all", write=False) as store:
        assert [each.name for each in findings_kept(store, "trial").checks] == ["before"]
        kept = manifest_kept(store, "trial")
    assert [each["shard"] for each in kept["shards"]] == ["1/2", "2/2"]
    assert (kept["computed"], len(kept["sittings"])) == (9, 2)


def test_merging_twice_is_the_same_as_once(lab, tmp_path):
    for number in (1, 2, 3):
        run(of_fakes(4), tmp_path, f"{number}/3")
    merge([tmp_path], tmp_path)
    once = content(tmp_path)
    (again,) = merge([tmp_path], tmp_path)
    assert content(tmp_path) == once
    assert again.added == 0 and again.there == 12
    one_by_one = tmp_path / "other"
    for number in (3, 1, 2):
        merge([Shard(number, 3).folder_in(tmp_path)], one_by_one)
    assert answers(one_by_one) == answers(tmp_path)


def test_a_missing_shard_is_named_with_its_runs_and_fills_the_gap(lab, tmp_path):
    asked = of_fakes(4)
    for number in (1, 3):
        run(asked, tmp_path, f"{number}/3")
    (found,) = merge([tmp_path], tmp_path)
    assert found.missing == {"2/3": tuple(Shard(2, 3).part(runs_at_least(asked)))}
    assert (found.there, found.asked) == (8, 12)
    run(asked, tmp_path, "2/3")
    (found,) = merge([tmp_path], tmp_path)
    assert (found.there, found.added, found.missing) == (12, 4, {})


def test_a_shard_goes_on_where_it_was(lab, tmp_path):
    asked = of_fakes(3)
    run(asked, tmp_path, "1/2")
    with ResultStore(tmp_path / "shard-1-of-2", log=False) as store:
        before = len(store.rows("SELECT key FROM runs"))
        harmed(tmp_path / "shard-1-of-2", "DELETE FROM runs WHERE number = 2")
        harmed(tmp_path / "shard-1-of-2", "DELETE FROM provenance WHERE run = 2")
        harmed(tmp_path / "shard-1-of-2", "DELETE FROM numbers WHERE run = 2")
        harmed(tmp_path / "shard-1-of-2", "DELETE FROM weeks WHERE run = 2")
    run(asked, tmp_path, "1/2")
    with ResultStore(tmp_path / "shard-1-of-2", write=False) as store:
        assert len(store.rows("SELECT key FROM runs")) == before == 4
        assert manifest_kept(store, "trial")["sittings"][-1]["computed"] == 1
        assert len(manifest_kept(store, "trial")["shards"]) == 1


def test_shards_make_the_fewest_replications_and_the_experiment_goes_on_from_there(lab, tmp_path):
    narrow = {of_fakes().outcomes[1]: 0.02}
    asked = of_fakes(2, smallest=narrow, at_most=8)
    run(asked, tmp_path / "whole")
    for number in (1, 2):
        run(asked, tmp_path, f"{number}/2")
    (found,) = merge([tmp_path], tmp_path)
    assert found.there == found.asked == 6 and found.goes_on
    alone = run(asked, tmp_path)
    assert alone.there == 24
    assert answers(tmp_path) == answers(tmp_path / "whole")
    assert manifest_kept_in(tmp_path)["shards"]


def manifest_kept_in(folder: Path):
    with ResultStore(folder, write=False) as store:
        return manifest_kept(store, "trial")


def test_shards_of_two_models_are_refused_and_nothing_is_written(lab, fake_model, tmp_path):
    run(of_fakes(2), tmp_path, "1/2")
    fake_model.setattr(manifest, "fingerprint", lambda: "another")
    run(of_fakes(2), tmp_path, "2/2")
    with pytest.raises(
        TupSimError, match=r"shard-2-of-2: the results of 'trial' are of another version of the model"
    ):
        merge([tmp_path], tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_a_shard_of_another_model_that_was_killed_before_it_said_so_is_refused(lab, fake_model, tmp_path):
    run(of_fakes(2), tmp_path, "1/2")
    fake_model.setattr(manifest, "fingerprint", lambda: "another")
    fake_model.setattr("tup_sim.files.conducting.end", lambda *_: None)
    run(of_fakes(2), tmp_path, "2/2")
    with pytest.raises(TupSimError, match="another version of the model"):
        merge([tmp_path], tmp_path / "all")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seed": 7}, "seed: was 1, is 7"),
        ({"outcomes": of_fakes().outcomes[:1]}, "outcomes: was "),
        ({"smallest": {of_fakes().outcomes[1]: 0.5}}, "smallest: was "),
    ],
)
def test_shards_of_two_experiments_of_one_name_are_refused_and_told_apart(changed, said, lab, tmp_path):
    run(of_fakes(2), tmp_path, "1/2")
    run(replace(of_fakes(2), **changed), tmp_path, "2/2")
    with pytest.raises(TupSimError, match="of another experiment than those in") as caught:
        merge([tmp_path], tmp_path / "all")
    assert said in str(caught.value)
    assert not (tmp_path / "all").exists()


def test_several_experiments_come_together_and_runs_that_differ_are_told(lab, tmp_path):
    run(of_fakes(2), tmp_path / "a")
    run(replace(of_fakes(2), name="other", seed=3), tmp_path / "b")
    run(of_fakes(3), tmp_path / "c")
    fake_model_of_other_luck(tmp_path / "c")
    found = {each.name: each for each in merge([tmp_path / each for each in "abc"], tmp_path / "all")}
    assert set(found) == {"trial", "other"}
    assert (found["trial"].there, found["trial"].asked, found["trial"].differing) == (9, 9, 1)
    assert found["other"].there == 6 and found["other"].folders == 1
    first = answers(tmp_path / "a")
    assert {place: answers(tmp_path / "all")[place] for place in first} == first


def fake_model_of_other_luck(folder: Path) -> None:
    """One run of the store has other numbers, and its seal says that they are right."""
    with ResultStore(folder) as store:
        front, *_ = store.fronts("number = 1")
        ((key, result),) = store.read([front], None, None)
        values = result.values
        changed = type(values)(tuple(values), array("d", [each + 1 for each in values.values()]))
        for table, column in (
            ("numbers", "run"),
            ("weeks", "run"),
            ("provenance", "run"),
            ("runs", "number"),
        ):
            with store.change() as act:
                act(f"DELETE FROM {table} WHERE {column} = 1")
        store.keep(key, replace(result, values=changed))


def test_damage_is_told_and_not_merged(lab, tmp_path):
    run(of_fakes(2), tmp_path, "1/2")
    harmed(tmp_path / "shard-1-of-2", "UPDATE runs SET seconds = seconds + 1 WHERE number = 1")
    with pytest.raises(DamagedStore, match="shard-1-of-2"):
        merge([tmp_path], tmp_path / "all")


def test_where_there_is_nothing_to_merge_that_is_said(lab, tmp_path):
    with pytest.raises(TupSimError, match="there are no results here"):
        merge([tmp_path / "nowhere"], tmp_path / "all")
    run(of_fakes(2), tmp_path)
    with pytest.raises(TupSimError, match="there is nothing to merge with it"):
        merge([tmp_path], tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be made"):
        merge([tmp_path], tmp_path / "file" / "all")


def test_a_shard_lays_no_log_beside_its_file(lab, tmp_path):
    """A network disk has no shared memory, which SQLite's log needs."""
    with ResultStore(tmp_path / "shard", log=False) as store:
        assert store.rows("PRAGMA journal_mode") == [("delete",)]
        conduct(of_fakes(1), store, Watched(), jobs=1)
        assert sorted(each.name for each in (tmp_path / "shard").iterdir()) == [FILE]


def test_what_a_killed_shard_left_half_written_is_taken_back(lab, tmp_path):
    """The folder as a job leaves it that is killed in the middle of a transaction: with a journal beside the file."""
    run(of_fakes(2), tmp_path / "alive", "1/1")
    place, left = tmp_path / "alive/shard-1-of-1", tmp_path / "left"
    with closing(sqlite3.connect(place / FILE, isolation_level=None)) as file:
        for line in ("PRAGMA cache_size = 1", "BEGIN IMMEDIATE", "DELETE FROM numbers", "DELETE FROM weeks"):
            file.execute(line)
        many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
        file.execute(f"CREATE TABLE ballast AS {many} SELECT i, hex(zeroblob(400)) AS weight FROM n")
        shutil.copytree(place, left)
        file.execute("ROLLBACK")
    assert (left / FILE).read_bytes() != (place / FILE).read_bytes()
    (found,) = merge([left], tmp_path / "all")
    assert (found.there, found.missing) == (6, {})
    assert answers(tmp_path / "all") == answers(place)
