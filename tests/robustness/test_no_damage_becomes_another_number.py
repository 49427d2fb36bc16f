"""A store that was damaged, swapped, bent or blown up gives what was kept or says that it is damaged; nothing else."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import zlib
from array import array
from contextlib import closing

import pytest

from tests.robustness import flipping
from tests.robustness.stores import as_before, harmed
from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes
from tup_sim.errors import DamagedStore, OutputError, TupSimError
from tup_sim.files.kept import begin, findings_kept, kept, kept_experiment, keys_kept, unverifiable
from tup_sim.files.sealing import WEEKS_AT_MOST, seal, seal_of_numbers, seal_of_text
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE
from tup_sim.files.tables import KEPT_BEFORE, RECORD, VERSION
from tup_sim.files.verifying import repair, verify
from tup_sim.study import design
from tup_sim.study.reproduce import reproduce
from tup_sim.study.run_experiment import carry_on


@pytest.fixture
def lab(tmp_path, fake_model):
    """A folder with a finished experiment on the stand-in, some of whose runs failed."""
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    folder = tmp_path / "results"
    flipping.make(folder)
    return folder


def damage(folder):
    with ResultStore(folder, write=False, check=False) as store:
        return verify(store).damage


def test_a_flipped_bit_is_told_or_changes_nothing(fake_model):
    fake_model.setattr(design, "WORK", fakes.fails_sometimes)
    found = flipping.flipped(300, seed=1)
    assert found["told, verify tells"] > 100 and found["same, verify finds nothing"] > 50
    assert found["resumed: same"] > 5 and found["resumed: told"] > 5


SWAPS = {
    "numbers of two runs": "UPDATE numbers SET numbers = (SELECT numbers FROM numbers WHERE run = 1 AND "
    "window = 'late') WHERE run = 2 AND window = 'late'",
    "numbers of two windows": "UPDATE numbers SET numbers = (SELECT numbers FROM numbers WHERE run = 1 AND "
    "window = 'late') WHERE run = 1 AND window = 'horizon'",
    "weekly figures of two runs": "UPDATE weeks SET numbers = (SELECT zeroblob(8) FROM weeks WHERE run = 1)",
    "names of two windows": "UPDATE numbers SET names = 3 - names WHERE run = 1 AND names < 3",
    "the scenario of a run": "UPDATE runs SET scenario = 'other' WHERE number = 1",
    "the error of a run": "UPDATE runs SET error = '' WHERE error <> ''",
    "the environment of a run": "UPDATE provenance SET environment = 'another' WHERE run = 1",
    "a window that is gone": "DELETE FROM numbers WHERE run = 1 AND window = 'late'",
    "weekly figures that are gone": "DELETE FROM weeks WHERE run = 1",
    "a seal that is gone": "DELETE FROM provenance WHERE run = 1",
    "the definition": "UPDATE experiments SET definition = replace(definition, 'A trial', 'A trail')",
    "the manifest": "UPDATE experiments SET manifest = '{}'",
    "the text": "UPDATE experiments SET text = text || ' '",
    "the keys of two lucks": "UPDATE belongs SET key = (SELECT key FROM belongs AS b WHERE b.point = belongs.point AND "
    "b.replication = 2) WHERE replication = 0",
}


@pytest.mark.parametrize("line", SWAPS.values(), ids=SWAPS)
def test_what_stands_in_the_place_of_another_is_told_and_found(lab, line):
    assert damage(lab) == ()
    harmed(lab, line)
    with ResultStore(lab, write=False) as store:
        if "DELETE FROM weeks" in line or "UPDATE weeks" in line:
            keys = list(keys_kept(store, "trial").values())
            with pytest.raises(DamagedStore):
                list(store.results(keys, None, None))
        else:
            with pytest.raises(
                DamagedStore, match=r"is damaged or not a store of results \(.*results repair"
            ):
                findings_kept(store, "trial")
    assert all("trial" in each.experiments for each in damage(lab)) and damage(lab)


def test_what_is_not_asked_for_is_not_unpacked_but_verify_finds_it(lab):
    harmed(lab, "UPDATE weeks SET numbers = x'00' WHERE run = 1")
    with ResultStore(lab, write=False) as store:
        keys = list(keys_kept(store, "trial").values())
        assert len(list(store.results(keys, ["core_met"]))) == len(keys)
    assert [str(each.what) for each in damage(lab)] == [
        "run of house, replication 0: 1 of 1 runs are not what was kept"
    ]


def test_a_damaged_run_is_not_computed_again_without_a_word(lab):
    harmed(lab, "UPDATE numbers SET numbers = zeroblob(length(numbers)) WHERE run = 1")
    with ResultStore(lab) as store:
        asked, keys = of_fakes(flipping.RUNS), keys_kept(store, "trial")
        with pytest.raises(DamagedStore):
            reproduce(asked, store, keys, 99, jobs=1)
        with pytest.raises(DamagedStore, match="1 of 15 runs are not what was kept"):
            begin(store, asked, MODEL)
        assert store.known(keys.values()) and len(store.rows("SELECT 1 FROM runs")) == 15


def test_repair_keeps_what_is_whole_and_going_on_gives_the_same_numbers(lab):
    right = flipping.numbers(lab)
    harmed(lab, "UPDATE numbers SET numbers = zeroblob(length(numbers)) WHERE run IN (1, 2)")
    before = (lab / FILE).read_bytes()
    found = repair(lab)
    assert (found.runs, found.lost_runs, found.lost_experiments, found.unassigned) == (13, 2, (), ())
    assert found.aside.read_bytes() == before and damage(lab) == ()
    with ResultStore(lab) as store:
        begin(store, of_fakes(flipping.RUNS), MODEL)
        told = []
        carry_on(of_fakes(flipping.RUNS), store, MODEL, jobs=1, progress=lambda done, all_: told.append(all_))
    assert told[-1] == 2 + 3, "the two that were lost, and the three that fail whenever they are tried"
    assert flipping.numbers(lab) == right
    there = {each.name for each in lab.iterdir()}
    assert there - {f"{FILE}-wal", f"{FILE}-shm"} == {FILE, f"{FILE}.damaged-1"}


def test_a_record_that_is_lost_takes_no_run_with_it(lab):
    right = flipping.numbers(lab)
    harmed(lab, "UPDATE experiments SET definition = '{'")
    assert [str(each.what) for each in damage(lab)] == [
        "experiment 'trial': the record of the experiment 'trial', which says what was asked, is not what was kept"
    ]
    found = repair(lab)
    assert (found.runs, found.experiments, found.lost_experiments) == (15, 0, ("trial",))
    assert flipping.resumed(lab) == right


def test_a_damaged_definition_is_told_as_damage_and_one_of_another_version_as_that(lab):
    harmed(lab, "UPDATE experiments SET definition = replace(definition, 'floor_share', 'flour_share')")
    with ResultStore(lab, write=False) as store, pytest.raises(DamagedStore) as told:
        kept_experiment(store, "trial")
    assert "prune" not in str(told.value) and "again" not in str(told.value)
    sealed_again(lab)
    with (
        ResultStore(lab, write=False) as store,
        pytest.raises(TupSimError, match="version of TUP-sim with other"),
    ):
        kept_experiment(store, "trial")


def sealed_again(folder):
    """Whoever wrote this knew how: the record gets the seal of what it says now."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        for row in connection.execute(f"SELECT {RECORD} FROM experiments").fetchall():
            connection.execute("UPDATE seals SET seal = ? WHERE experiment = ?", (seal(*row), row[0]))
        connection.commit()


def test_a_store_of_before_is_read_as_it_is_and_says_so(lab):
    right = flipping.numbers(lab)
    as_before(lab)
    before = (lab / FILE).read_bytes()
    with ResultStore(lab, write=False) as store:
        found = findings_kept(store, "trial")
        assert unverifiable(store, "trial") == 15 and set(found.environments) == {KEPT_BEFORE}
        assert KEPT_BEFORE in found.manifest["environments"]
        assert verify(store).before == 15 and not verify(store).damage
    assert flipping.numbers(lab).replace(KEPT_BEFORE, "x") == right.replace(environment_in(right), "x")
    assert (lab / FILE).read_bytes() == before


def environment_in(said):
    from tup_sim.study.environment import environment

    assert environment() in said
    return environment()


def test_a_store_of_before_that_is_written_to_loses_nothing_and_is_guarded_from_then_on(lab):
    as_before(lab)
    right = flipping.numbers(lab)
    with ResultStore(lab) as store:
        assert unverifiable(store, "trial") == 15
        assert store.rows("PRAGMA user_version") == [(VERSION,)]
    assert flipping.numbers(lab) == right and damage(lab) == ()
    harmed(lab, "UPDATE numbers SET numbers = zeroblob(length(numbers)) WHERE run = 1")
    with ResultStore(lab, write=False) as store, pytest.raises(DamagedStore):
        findings_kept(store, "trial")


def test_a_damaged_store_of_before_gets_no_seal_on_its_damage(lab):
    as_before(lab)
    harmed(lab, "UPDATE numbers SET names = 99 WHERE run = 1")
    with ResultStore(lab) as store, pytest.raises(DamagedStore, match="no names 99"):
        findings_kept(store, "trial")


MB = 2**20


def forged(folder, table, run, blob, names=None):
    """Numbers in the place of others, with a seal that fits."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        front = connection.execute(
            "SELECT key, scenario, seed, replication, error, seconds, kept FROM runs WHERE number = ?", (run,)
        ).fetchone()
        environment, trace, parts = connection.execute(
            "SELECT environment, trace, parts FROM provenance WHERE run = ?", (run,)
        ).fetchone()
        if names is not None:
            connection.execute("INSERT INTO names VALUES (77, ?)", (names,))
            connection.execute(f"UPDATE {table} SET names = 77 WHERE run = ?", (run,))
        connection.execute(f"UPDATE {table} SET numbers = ? WHERE run = ?", (blob, run))
        asked = f"SELECT text FROM names WHERE number = (SELECT names FROM {table} WHERE run = ?)"
        (text,) = connection.execute(asked, (run,)).fetchone()
        window = "" if table == "weeks" else "horizon"
        sealed = {**json.loads(parts), window: seal_of_numbers(front[0], window, seal_of_text(text), blob)}
        rest = (environment, trace, json.dumps(sealed))
        connection.execute(
            "UPDATE provenance SET parts = ?, seal = ? WHERE run = ?", (rest[2], seal(*front, *rest), run)
        )
        connection.commit()


def blown_up(size):
    """So many zeros, packed; without their end, for whoever gets there has unpacked too much."""
    packing = zlib.compressobj(9)
    front = packing.compress(bytes(MB)) + packing.flush(zlib.Z_FULL_FLUSH)
    block = packing.compress(bytes(MB)) + packing.flush(zlib.Z_FULL_FLUSH)
    return front + block * (size // MB - 1)


READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from tup_sim.errors import TupSimError
from tup_sim.files.kept import findings_kept, kept, keys_kept
from tup_sim.files.store import ResultStore
from tup_sim.files.verifying import verify
for read in (lambda s: findings_kept(s, "trial"), lambda s: list(s.results(keys_kept(s, "trial").values(), None, None)),
             lambda s: kept(s), lambda s: print(len(verify(s).damage), "found")):
    try:
        with ResultStore(Path(sys.argv[1]), write=False) as store:
            read(store)
    except TupSimError as error:
        print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_what_blows_up_is_refused_within_little_memory(lab):
    forged(lab, "weeks", 1, blown_up(1536 * MB))
    asked = [sys.executable, "-c", READ, str(lab), str(1024 * MB)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert "DamagedStore" in done.stdout and "1 found" in done.stdout and not done.stderr, done


@pytest.mark.parametrize(
    ("names", "blob"),
    [
        (None, zlib.compress(b"x" * (2 * 8 * (WEEKS_AT_MOST + 1)))),
        (None, zlib.compress(b"x" * 17)),
        (None, zlib.compress(b"x" * 16)[:-2]),
        ("[]", zlib.compress(b"")),
        ("[" * 100_000, zlib.compress(b"x" * 16)),
        (json.dumps(["n"] * 400_000), zlib.compress(b"x" * 16)),
        ("{}", zlib.compress(b"x" * 16)),
        ("17", zlib.compress(b"x" * 16)),
        ("", b""),
    ],
)
def test_numbers_that_cannot_be_are_told_though_their_seal_fits(lab, names, blob):
    forged(lab, "weeks", 1, blob, names)
    with ResultStore(lab, write=False) as store, pytest.raises(DamagedStore) as told:
        list(store.results(keys_kept(store, "trial").values(), None, None))
    assert len(str(told.value).splitlines()) == 1 and len(str(told.value)) < 1000


@pytest.mark.parametrize(
    "definition", ["[" * 500_000, '{"points": ' + "[1," * 2_000_000, "[" + "0," * 4_500_000 + "0]", "null"],
    ids=["deep", "deep and wide", "wide", "nothing"],
)  # fmt: skip
def test_a_definition_that_cannot_be_is_told_though_its_seal_fits(lab, definition):
    with closing(sqlite3.connect(lab / FILE)) as connection:
        connection.execute("UPDATE experiments SET definition = ?", (definition,))
        connection.commit()
    sealed_again(lab)
    with ResultStore(lab, write=False) as store:
        with pytest.raises(TupSimError) as told:
            findings_kept(store, "trial")
        assert len(str(told.value).splitlines()) == 1 and len(str(told.value)) < 1000
        assert "damaged" in kept(store)[0].question


def test_texts_that_are_longer_than_anything_we_write_are_refused(lab, monkeypatch):
    harmed(lab, "UPDATE runs SET error = hex(zeroblob(600000)) WHERE number = 1")
    monkeypatch.setattr("tup_sim.files.store_file.LONGEST", MB)
    with ResultStore(lab, write=False, check=False) as store, pytest.raises(DamagedStore, match="too big"):
        findings_kept(store, "trial")


FOREIGN = {
    "schema that is no text": lambda whole: whole.replace(
        b"CREATE TABLE names", b"CREATE TABLE n\xff\xfees", 1
    ),
    "a name in the schema that is no text": lambda whole: whole.replace(
        b"tablenamesnames", b"tablen\xffmesn\xffmes", 1
    ),
    "a text that is no text": lambda whole: whole.replace(b"A trial", b"A tr\xff\xfel"),
    "cut in the header": lambda whole: whole[:60],
    "cut in a page": lambda whole: whole[: len(whole) // 2 + 100],
    "the last page gone": lambda whole: whole[:-4096],
    "only zeros": lambda whole: bytes(len(whole)),
    "zeros behind the header": lambda whole: whole[:100] + bytes(len(whole) - 100),
    "noise behind the header": lambda whole: whole[:100] + random.Random(1).randbytes(len(whole) - 100),
}


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("bend", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_bent_is_told_in_one_line(lab, bend, write):
    whole = (lab / FILE).read_bytes()
    bent = bend(whole)
    assert bent != whole
    (lab / FILE).write_bytes(bent)
    with pytest.raises(TupSimError) as told, ResultStore(lab, write) as store:
        findings_kept(store, "trial")
    assert "damaged" in str(told.value) and len(str(told.value).splitlines()) == 1
    assert (lab / FILE).read_bytes()[18:20] == bent[18:20], "not even how it is written was changed"


OTHERS = {
    "a later version": "PRAGMA user_version = 3",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
    "a view that never ends": "DROP TABLE weeks; CREATE VIEW weeks AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL "
    "SELECT x FROM c) SELECT x AS run, x AS names, x AS numbers FROM c",
    "a table of another kind": "DROP TABLE weeks; CREATE TABLE weeks (run, names, numbers)",
    "an index that is gone": "DROP INDEX belongs_by_key",
}


@pytest.mark.parametrize("lines", OTHERS.values(), ids=OTHERS)
def test_tables_that_are_not_ours_are_not_looked_into(lab, lines):
    with closing(sqlite3.connect(lab / FILE)) as connection:
        connection.executescript(lines)
    for write in (False, True):
        with pytest.raises(TupSimError, match=r"damaged.*left as it is"):
            ResultStore(lab, write)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
@pytest.mark.parametrize("end", ["", "-wal"])
@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", None)])
def test_a_folder_or_a_pipe_in_the_place_of_a_file_is_told_at_once(tmp_path, end, write, make):
    if end:
        ResultStore(tmp_path).close()
    make(tmp_path / f"{FILE}{end}")
    with pytest.raises(OutputError, match="it is no file"):
        ResultStore(tmp_path, write)


def test_runs_that_other_libraries_made_are_used_and_told(lab, monkeypatch):
    from tup_sim.study import work

    monkeypatch.setattr(work, "environment", lambda: "CPython 9")
    with ResultStore(lab) as store:
        begin(store, of_fakes(flipping.RUNS + 1), MODEL)
        found = carry_on(of_fakes(flipping.RUNS + 1), store, MODEL, jobs=1)
        assert found.environments["CPython 9"] == 3 and sum(found.environments.values()) == 18
        assert "3 × CPython 9" in findings_kept(store, "trial").manifest["environments"]
        again = reproduce(of_fakes(flipping.RUNS + 1), store, keys_kept(store, "trial"), 99, jobs=1)
    assert again.environments == ("CPython 9",) and not again.deviations


def test_a_number_that_only_one_of_two_runs_has_is_a_deviation(lab, monkeypatch):
    seen = fakes.observe

    def observe(*task, **rest):
        found = seen(*task, **rest)
        found.values.pop("cost")
        return fakes.Observation(found.values, {"core_met": found.weekly["core_met"] + [0.7]})

    monkeypatch.setattr(fakes, "observe", observe)
    with ResultStore(lab, write=False) as store:
        found = reproduce(of_fakes(flipping.RUNS), store, keys_kept(store, "trial"), 1, jobs=1)
    assert [(each.name, each.now) for each in found.deviations] == [
        ("cost", None), ("core_met, week 2", 0.7), ("volunteers, week 0", None), ("volunteers, week 1", None),
    ]  # fmt: skip


def test_a_log_that_cannot_be_read_is_not_left_out_without_a_word(lab, tmp_path, monkeypatch):
    whole = (lab / FILE).read_bytes()
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE).write_bytes(whole)
    (other / f"{FILE}-wal").write_bytes(b"x" * 100)
    real = sqlite3.connect

    class NoLog(sqlite3.Connection):
        def execute(self, *asked):
            if "sqlite_master" in asked[0]:
                raise sqlite3.OperationalError("unable to open database file")
            return super().execute(*asked)

    monkeypatch.setattr(sqlite3, "connect", lambda way, **rest: real(way, **rest, factory=NoLog))
    with pytest.raises(TupSimError, match="its log"):
        ResultStore(other, write=False)


def test_series_are_put_back_as_they_were(tmp_path):
    from tup_sim.study.work import Result, Values

    weekly = {f"w{n}": array("d", [n, 0.5]) for n in range(3)}
    with ResultStore(tmp_path) as store:
        store.keep("a", Result(0, "house", 1, 0, Values(("cost",), array("d", [1.0])), weekly))
        ((_, found),) = store.results(["a"], [], ["w2"])
    assert dict(found.values) == {} and found.weekly == {"w2": array("d", [2, 0.5])}
