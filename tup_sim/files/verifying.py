"""Looks a store of results through for damage, and makes a new one of all that is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tup_sim.errors import DamagedStore, Message, OutputError, TupSimError
from tup_sim.files.kept import Record, keep_record, keys_kept, manifest_kept, record
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import BESIDE, FILE
from tup_sim.files.store_reading import Front
from tup_sim.files.strict_yaml import one_line
from tup_sim.files.tables import KEPT_BEFORE
from tup_sim.refused import reason_of
from tup_sim.study.experiment import Run

SCANS = (  # an index or a page that is damaged hides rows from one of them, hardly from all
    "SELECT {column} FROM {table} ORDER BY rowid",
    "SELECT {column} FROM {table} ORDER BY rowid DESC",
    "SELECT {column} FROM {table} ORDER BY {column}",
)


class Damage(NamedTuple):
    """Something that is not what was kept.

    Attributes:
        what: which thing, and what is wrong with it.
        experiments: names of those it concerns, as far as that can be told.
    """

    what: str
    experiments: tuple[str, ...] = ()


class Verified(NamedTuple):
    """What was looked at, and what is damaged.

    Attributes:
        runs, experiments: how many there are.
        before: runs that were kept before there were digests.
        damage: all that was found; empty if everything is what was kept.
    """

    runs: int
    experiments: int
    before: int
    damage: tuple[Damage, ...]


class Repaired(NamedTuple):
    """What the new store has, and what did not come along.

    Attributes:
        runs, experiments: how many are kept.
        lost_runs: how many are not.
        lost_experiments: whose record is not; their runs are.
        unassigned: of which it has to be asked again which runs they have.
        aside: where the damaged file is now.
    """

    runs: int
    experiments: int
    lost_runs: int
    lost_experiments: tuple[str, ...]
    unassigned: tuple[str, ...]
    aside: Path


def verify(store: ResultStore) -> Verified:
    """Hold everything against its seal: tables and indexes, every run, every record of an experiment."""
    names, runs, before = _names(store), 0, 0
    damage = [Damage(what) for what in _structure(store)]
    for number in _numbers(store):
        runs += 1
        front, problem = _looked_at(store, number)
        before += front is not None and front.environment == KEPT_BEFORE
        if problem:
            damage.append(Damage(_run_in_words(number, front, problem), _concerned(store, front)))
    for name in names:
        damage += [Damage(what, (name,)) for what in _record_problems(store, name)]
    return Verified(runs, len(names), before, tuple(damage))


def repair(folder: Path) -> Repaired:
    """Make a new store of all that is whole and put it in the place of the damaged one, which is kept beside it.

    Raises:
        TupSimError: nothing of it can be read, somebody writes to it meanwhile, or the new one cannot be written.
    """
    try:
        with TemporaryDirectory(dir=folder, prefix="repair-") as made:
            return _repaired(folder, Path(made))
    except OSError as error:
        what = "{folder}: the new file cannot be written ({why}); nothing was changed"
        raise OutputError(Message(what, folder=folder, why=reason_of(error))) from error


def _repaired(folder: Path, made: Path) -> Repaired:
    with ResultStore(folder, write=False, check=False) as old, ResultStore(made) as new:
        before = _state(folder)
        lost = _copy_runs(old, new)
        forgotten, unassigned = _copy_experiments(old, new)
        there = len(_numbers(new)), len(_names(new))
        written = _state(folder) != before
    if written:
        what = "{folder}: another program writes to this store; repeat this when it has ended"
        raise OutputError(Message(what, folder=folder))
    aside = _set_aside(old.path)
    new.path.replace(old.path)
    return Repaired(*there, lost, forgotten, unassigned, aside)


def _structure(store: ResultStore) -> Iterator[str]:
    """What does not hold together in the file as a whole."""
    try:
        for table in ("", "numbers", "weeks"):
            yield from (one_line(problem, 200) for problem in store.problems(table))
        for (said,) in store.rows("PRAGMA integrity_check"):
            if said != "ok":
                yield one_line(str(said), 200)
        if store.sealed and (gone := store.rows(
            "SELECT COUNT(*) FROM provenance WHERE run NOT IN (SELECT number FROM runs)"
        )[0][0]):  # fmt: skip
            yield Message("{n} runs are gone", n=gone)
    except TupSimError as error:
        yield _what(error)


def _numbers(store: ResultStore) -> list[int]:
    """Rows of the runs, also those that one way of looking does not see."""
    found = set(_scanned(store, "number", "runs"))
    return sorted(each for each in found if isinstance(each, int))


def _names(store: ResultStore) -> list[str]:
    """Names of the experiments, as far as they can be read."""
    return sorted({each for each in _scanned(store, "name", "experiments") if isinstance(each, str)})


def _scanned(store: ResultStore, column: str, table: str) -> Iterator[object]:
    """A column, as far as each way of going through the table comes."""
    for scan in SCANS:
        with suppress(TupSimError, sqlite3.Error):
            yield from (value for (value,) in store.each(scan.format(column=column, table=table)))


def _looked_at(store: ResultStore, number: int) -> tuple[Front | None, str]:
    """What is kept of a run, and what is wrong with it; empty if it is whole."""
    front = None
    try:
        (front,) = store.fronts("number = ?", (number,))
        store.read([front], None, None)
    except ValueError:
        return None, Message("its row cannot be found")
    except TupSimError as error:
        return front, _what(error)
    return front, ""


def _what(error: TupSimError) -> str:
    """What is wrong, without what to do about it."""
    first = error.args[0] if error.args else ""
    if isinstance(error, DamagedStore) and isinstance(first, Message):
        return str(first.values["what"])
    return str(error)


def _run_in_words(number: int, front: Front | None, problem: str) -> Message:
    if front is None:
        return Message("run {number}: {problem}", number=number, problem=problem)
    names = {"scenario": one_line(str(front.scenario)), "replication": one_line(str(front.replication))}
    return Message("run of {scenario}, replication {replication}: {problem}", **names, problem=problem)


def _concerned(store: ResultStore, front: Front | None) -> tuple[str, ...]:
    """The experiments that a run belongs to, if its key is still known to them."""
    found: list[str] = []
    with suppress(TupSimError):
        asked = "SELECT DISTINCT experiment FROM belongs WHERE key = ? ORDER BY experiment"
        found += [str(name) for (name,) in store.rows(asked, (front.key,) if front else ("",))]
    return tuple(found)


def _record_problems(store: ResultStore, name: str) -> Iterator[str]:
    """What is wrong with the record of an experiment and the list of its runs."""
    try:
        record(store, name)
        manifest_kept(store, name)
        keys_kept(store, name)
    except TupSimError as error:
        yield Message("experiment '{name}': {problem}", name=one_line(name), problem=_what(error))


def _copy_runs(old: ResultStore, new: ResultStore) -> int:
    """Keep every run that is whole; how many are not."""
    lost = 0
    for number in _numbers(old):
        front, problem = _looked_at(old, number)
        if front is None or problem:
            lost += 1
            continue
        ((key, result),) = old.read([front], None, None)
        new.keep(key, result, front.kept)
    return lost


def _copy_experiments(old: ResultStore, new: ResultStore) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keep every record that is whole, and whose runs are whose; those that are lost, and those to be asked again."""
    lost, unassigned = [], []
    for name in _names(old):
        row = _whole_record(old, name)
        if row is None:
            lost.append(name)
            continue
        with new.change() as act:
            keep_record(act, row)
        keys = _whole_keys(old, name)
        new.assign(name, keys)
        if not keys:
            unassigned.append(name)
    return tuple(lost), tuple(unassigned)


def _whole_record(store: ResultStore, name: str) -> Record | None:
    try:
        manifest_kept(store, name)
        return record(store, name)
    except TupSimError:
        return None


def _whole_keys(store: ResultStore, name: str) -> dict[Run, str]:
    """Which runs an experiment has; none if the list does not hold together, for one that is short misleads."""
    try:
        return {} if any(store.problems("belongs")) else keys_kept(store, name)
    except TupSimError:
        return {}


def _state(folder: Path) -> list[tuple[int, int] | None]:
    """What changes when somebody writes to a store: size and time of its files."""
    files = [folder / f"{FILE}{end}" for end in ("", "-wal")]
    return [(file.stat().st_size, file.stat().st_mtime_ns) if file.exists() else None for file in files]


def _set_aside(path: Path) -> Path:
    """Give the damaged file, and what lies beside it, a name that nothing has."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        if beside.exists() and (end == "-shm" or not beside.stat().st_size):
            beside.unlink()  # says nothing by itself
        elif beside.exists():
            beside.replace(aside.with_name(aside.name + end))
    return aside
