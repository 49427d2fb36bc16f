"""The store of results: one SQLite file, in which every finished run stands for good.

Every run is one transaction, on the disk before the next begins. So whatever ends the program, and at whatever moment,
takes at most the runs that were under way. What is read is held against its seal: a run that is not what was kept is
told and never shown. What cannot be read is told and left as it is.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import struct
import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple

from tup_sim.errors import DamagedStore, Message, OutputError, TupSimError
from tup_sim.files.sealing import (
    NO_WINDOW,
    WIDTH,
    by_window,
    packed,
    seal,
    seal_of_numbers,
    seal_of_text,
    unpacked,
)
from tup_sim.files.strict_yaml import one_line
from tup_sim.files.tables import (
    BEFORE_DIGESTS,
    FRONT,
    KEPT_BEFORE,
    VERSION,
    add_digests,
    lacking,
    loose,
    make,
    small,
)
from tup_sim.study.experiment import Run
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Values

FILE = "results.sqlite"
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite may open: the file, and what it lays beside it
PATIENCE = 60.0  # seconds to wait for another program that writes
NUMBER = struct.Struct("<d")
ROOM, ROOM_OF_ROW = (
    800,
    90,
)  # bytes around the numbers: of a run (its key stands in five places), of each window
AT_A_TIME = 500  # runs that are read together
LOG_PAGES = 100  # of the log beside the file, before they are put into the file
LONGEST = 128 * 2**20  # bytes of one text or row of numbers; an experiment of 5,000 points has 90 million
NAMES_AT_MOST = 2**20  # bytes of the names of the outcomes
NOT_UNDERSTOOD = (
    struct.error,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)  # in what is kept
_FORGOTTEN = (
    "{path}: the experiment was forgotten (results prune) or begun anew while it ran; repeat the command"
)
_SEALED = f"SELECT {FRONT}, environment, trace, parts, seal FROM runs LEFT JOIN provenance ON run = number"
_UNSEALED = f"SELECT {FRONT}, '{KEPT_BEFORE}', '', '', '' FROM runs"


class Front(NamedTuple):
    """What is kept of a run besides its numbers; what each means stands at ``Result``.

    Attributes:
        number: of the row.
        kept: when, for people.
        parts: window to the seal of its numbers, as JSON.
        seal: of all but the number.
    """

    number: int
    key: str
    scenario: str
    seed: str
    replication: int
    error: str
    seconds: float
    kept: str
    environment: str
    trace: str
    parts: str
    seal: str

    @property
    def is_whole(self) -> bool:
        """Whether it is what was kept."""
        return self.seal == seal(*self[1:-1])


class _Names(NamedTuple):
    """Names of outcomes that many runs share, and their seal."""

    texts: tuple[str, ...]
    seal: str


class _Seals:
    """Holds what is read of some runs against their seals.

    Attributes:
        broken: numbers of the runs of which something is not what was kept.
    """

    def __init__(self, fronts: Sequence[Front]) -> None:
        self.broken = {each.number for each in fronts if not each.is_whole}
        self._keys = {each.number: each.key for each in fronts}
        self._parts: dict[int, dict[str, str]] = {
            each.number: {} if each.number in self.broken else json.loads(each.parts) for each in fronts
        }

    def fits(self, run: int, window: str, names: str, numbers: bytes) -> bool:
        """Whether numbers are those of the run; it has those of each window once."""
        kept = self._parts[run].pop(window, None)
        fits = kept is not None and kept == seal_of_numbers(self._keys[run], window, names, numbers)
        if not fits:
            self.broken.add(run)
        return fits

    def miss(self, windows: Collection[str] | None, weekly: bool) -> None:
        """All that was asked for has been read: what has not come by is gone."""
        for run, left in self._parts.items():
            gone = left.keys() - {NO_WINDOW} if windows is None else any(each in left for each in windows)
            if gone or (weekly and NO_WINDOW in left):
                self.broken.add(run)


class ResultStore:
    """A folder of results, open.

    Attributes:
        path: the file.
        sealed: whether it keeps digests; one of the first version that is only read does not.
    """

    def __init__(self, folder: Path, write: bool = True, check: bool = True) -> None:
        """Open the results of a folder; to write, the folder is made if it is not there.

        Args:
            folder: of the results.
            write: whether runs will be kept or forgotten; a store of the first version gets its digests now.
            check: whether small tables and indexes must hold together; only who looks for damage does without.

        Raises:
            OutputError: it cannot be written.
            TupSimError: there are no results, or they cannot be read.
        """
        self.path = folder / FILE
        self.sealed = True
        self._names: dict[int, _Names] = {}
        self._numbers: dict[tuple[str, ...], tuple[int, str]] = {}
        self._watched: set[str] = set()
        self._place: tuple[int, int] | None = None
        if write:
            _make(folder)
        elif not _is_there(self.path):
            raise TupSimError(
                Message("{folder}: there are no results here (no file {file})", folder=folder, file=FILE)
            )
        _refuse_no_files(self.path)
        with self._told():
            self._connection = _connected(self.path, write)
            try:
                self._prepare(write, check)
            except BaseException:
                self._connection.close()
                raise
        self._place = _place_of(self.path)

    def close(self) -> None:
        """Nothing more is read or written."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def __enter__(self) -> ResultStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of these runs are there, failed ones not counted."""
        found: set[str] = set()
        for some in _portions(keys):
            asked = f"SELECT key FROM runs WHERE error = '' AND key IN ({_marks(some)})"
            found.update(key for (key,) in self.rows(asked, some))
        return found

    def keep(self, key: str, result: Result, at: str = "") -> None:
        """Keep one run for good; a run that is there already stays, one that failed gives way.

        Args:
            key: identity of the run.
            result: what it gave.
            at: when it was kept first; empty for now.

        Raises:
            TupSimError: the experiment it belongs to was forgotten or begun anew while it ran.
        """
        with self.change() as act:
            if self._watched and not self._asked_for(key):
                raise TupSimError(Message(_FORGOTTEN, path=self.path))
            there = act("SELECT number, error FROM runs WHERE key = ?", (key,)).fetchone()
            if there and (not there[1] or result.error):
                return
            if there:
                forget(act, there[:1])
            front = (
                key,
                result.scenario,
                str(result.seed),
                result.replication,
                result.error,
                float(result.seconds),
                at or now(),
            )
            run = act("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", front).lastrowid
            rest = (result.environment, result.trace, json.dumps(self._keep_numbers(act, run, key, result)))
            act("INSERT INTO provenance VALUES (?, ?, ?, ?, ?)", (run, *rest, seal(*front, *rest)))

    def _keep_numbers(self, act: Callable[..., Any], run: int, key: str, result: Result) -> dict[str, str]:
        """Keep what a run gave; window to the seal of its numbers."""
        parts = {}
        for window, names, numbers in by_window(result.values):
            place, sealed = self._number(names)
            act("INSERT INTO numbers VALUES (?, ?, ?, ?)", (run, window, place, numbers))
            parts[window] = seal_of_numbers(key, window, sealed, numbers)
        if result.weekly:
            place, sealed = self._number(tuple(result.weekly))
            weeks = packed(result.weekly.values())
            act("INSERT INTO weeks VALUES (?, ?, ?)", (run, place, weeks))
            parts[NO_WINDOW] = seal_of_numbers(key, NO_WINDOW, sealed, weeks)
        return parts

    def results(
        self, keys: Iterable[str], outcomes: Collection[str] | None, weekly: Collection[str] | None = ()
    ) -> Iterator[tuple[str, Result]]:
        """The runs that are there, failed ones too, with the values and weekly figures of these outcomes only.

        Raises:
            TupSimError: some are not what was kept.
        """
        for some in _portions(keys):
            yield from self.read(self.fronts(f"key IN ({_marks(some)})", some), outcomes, weekly)

    def fronts(self, which: str, values: Sequence[Any] = ()) -> list[Front]:
        """What is kept of some runs besides their numbers, not yet held against its seal."""
        asked = _SEALED if self.sealed else _UNSEALED
        return [Front(*row) for row in self.rows(f"{asked} WHERE {which}", values)]

    def read(
        self, fronts: Sequence[Front], outcomes: Collection[str] | None, weekly: Collection[str] | None
    ) -> list[tuple[str, Result]]:
        """Some runs, held against their seals, with the values and weekly figures of these outcomes only.

        Raises:
            TupSimError: some are not what was kept.
        """
        wanted = None if outcomes is None else _windows(outcomes)
        runs = [each.number for each in fronts]
        with self.understood():
            seals = _Seals(fronts) if self.sealed else None
            values, weeks = self._values(runs, wanted, seals), self._weeks(runs, weekly, seals)
            if seals:
                seals.miss(wanted, weekly is None or bool(weekly))
                _refuse_broken(len(seals.broken), len(fronts))
            else:
                finished = [each.number for each in fronts if not each.error]
                self._refuse_without_numbers([run for run in finished if run not in values])
            return [
                (each.key, _result(each, values.get(each.number), weeks.get(each.number))) for each in fronts
            ]

    def watch(self, experiment: str) -> None:
        """From now on only runs of this experiment are kept, and none if somebody forgets it meanwhile."""
        self._watched.add(experiment)

    def assign(self, experiment: str, runs: Mapping[Run, str]) -> None:
        """Say which runs belong to an experiment.

        Raises:
            TupSimError: the experiment was forgotten or begun anew while it ran.
        """
        rows = [(experiment, *run, key) for run, key in runs.items()]
        with self.change() as act:
            there = act("SELECT 1 FROM experiments WHERE name = ?", (experiment,)).fetchone()
            if experiment in self._watched and not there:
                raise TupSimError(Message(_FORGOTTEN, path=self.path))
            self._connection.executemany("INSERT OR REPLACE INTO belongs VALUES (?, ?, ?, ?, ?)", rows)

    def rows(self, asked: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """What a question to the tables gives."""
        with self._told():
            return self._connection.execute(asked, values).fetchall()

    def each(self, asked: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """What a question to the tables gives, one row after the other."""
        with self._told():
            yield from self._connection.execute(asked, values)

    @contextmanager
    def change(self) -> Iterator[Any]:
        """One transaction: all of it is there afterwards, or nothing.

        Raises:
            OutputError: the file was removed or replaced, or cannot be written.
        """
        if self._place is not None and _place_of(self.path) != self._place:
            raise OutputError(
                Message(
                    "{path}: was removed or replaced while running; put it back, or begin again",
                    path=self.path,
                )
            )
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                self._numbers.clear()
                raise

    @contextmanager
    def understood(self) -> Iterator[None]:
        """What is kept in the file but cannot be understood is told as damage.

        Raises:
            DamagedStore: it cannot be understood.
        """
        try:
            yield
        except NOT_UNDERSTOOD as error:
            raise self.damaged(_in_words(error)) from error

    def damaged(self, what: str) -> DamagedStore:
        """The error that says that something in this file is not what was kept."""
        return _damaged(self.path, what)

    def problems(self, tables: str = "") -> Iterator[str]:
        """What does not hold together in the tables and their indexes.

        Args:
            tables: one that is looked at; empty for all small ones.
        """
        version = VERSION if self.sealed else BEFORE_DIGESTS
        with self._told():
            yield from loose(self._connection.execute, (tables,) if tables else small(version))

    def shrink(self) -> None:
        """Give the room of what was forgotten back to the disk."""
        with self._told():
            self._connection.execute("VACUUM")

    def _prepare(self, write: bool, check: bool) -> None:
        """Make the tables in a new file; refuse one that is not ours, of a later version, or damaged."""
        found = self._version(write)
        if write:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            with self.change() as act:
                if (found := self._version(write)) == 0:
                    make(act)
                elif found == BEFORE_DIGESTS:
                    self._refuse_damage(found, True)
                    add_digests(act)
                found = VERSION
            self._connection.execute("PRAGMA wal_checkpoint")
        self._refuse_damage(found, check)

    def _version(self, write: bool) -> int:
        """Version of the tables; 0 for a new file that may be written."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        empty = not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        if version == 0 and empty and not write:
            what = "{path}: is empty; if results were there, their log (-wal) may be missing"
            raise TupSimError(Message(what, path=self.path))
        if version not in (BEFORE_DIGESTS, VERSION) and not (version == 0 and empty):
            what = (
                "{path}: was not written by this version of TUP-sim (tables {version}, here {here}), or is damaged; "
                "it is left as it is: use another folder"
            )
            raise TupSimError(Message(what, path=self.path, version=version, here=VERSION))
        return int(version)

    def _refuse_damage(self, version: int, check: bool) -> None:
        """The tables have to be ours, or anything could hide behind their names; and, mostly, hold together."""
        self.sealed = version == VERSION
        for name in lacking(self._connection.execute, version):
            raise self.damaged(Message("'{name}' is not as it was made", name=one_line(str(name))))
        for problem in self.problems() if check else ():
            raise self.damaged(one_line(problem, 200))

    def _number(self, names: tuple[str, ...]) -> tuple[int, str]:
        """Number and seal of a set of names; inside a transaction."""
        if names not in self._numbers:
            text = json.dumps(names)
            self._connection.execute("INSERT OR IGNORE INTO names VALUES (NULL, ?)", (text,))
            found = self._connection.execute("SELECT number FROM names WHERE text = ?", (text,)).fetchone()
            self._numbers[names] = found[0], seal_of_text(text)
        return self._numbers[names]

    def _asked_for(self, key: str) -> bool:
        """Whether a run still belongs to what is under way; inside a transaction."""
        asked = f"SELECT 1 FROM belongs WHERE key = ? AND experiment IN ({_marks(self._watched)}) LIMIT 1"
        return bool(self._connection.execute(asked, (key, *self._watched)).fetchone())

    def _refuse_without_numbers(self, runs: Sequence[int]) -> None:
        """A finished run has numbers in some window; one that has a seal is missed by that."""
        some = self.rows(f"SELECT DISTINCT run FROM numbers WHERE run IN ({_marks(runs)})", runs)
        if lost := set(runs) - {run for (run,) in some}:
            raise ValueError(Message("{n} finished runs have no numbers", n=len(lost)))

    def _named(self, number: int) -> _Names:
        if number not in self._names:
            asked = "SELECT text FROM names WHERE number = ? AND length(text) <= ?"
            rows = self.rows(asked, (number, NAMES_AT_MOST))
            if not rows:
                raise LookupError(Message("there are no names {number}", number=number))
            self._names[number] = _Names(tuple(json.loads(rows[0][0])), seal_of_text(rows[0][0]))
        return self._names[number]

    def _values(
        self, runs: Sequence[int], wanted: Mapping[str, list[str]] | None, seals: _Seals | None
    ) -> dict[int, Values]:
        """Per run the values of these windows and outcomes."""
        asked = f"SELECT run, window, names, numbers FROM numbers WHERE run IN ({_marks(runs)})"
        asked += "" if wanted is None else f" AND window IN ({_marks(wanted)})"
        found: dict[int, tuple[list[str], array[float]]] = {}
        chosen: dict[tuple[str, int], tuple[list[str], list[int]]] = {}
        for run, window, number, blob in self.each(f"{asked} ORDER BY rowid", [*runs, *(wanted or ())]):
            names = self._named(number)
            if seals and not seals.fits(run, window, names.seal, blob):
                continue
            if len(blob) != WIDTH * len(names.texts):
                raise ValueError(Message("{n} bytes of {m} numbers", n=len(blob), m=len(names.texts)))
            if (window, number) not in chosen:
                chosen[window, number] = _chosen(names.texts, window, wanted)
            texts, places = chosen[window, number]
            into = found.setdefault(run, ([], array("d")))
            into[0].extend(texts)
            into[1].extend([NUMBER.unpack_from(blob, WIDTH * place)[0] for place in places])
        return {run: Values(tuple(texts), numbers) for run, (texts, numbers) in found.items()}

    def _weeks(
        self, runs: Sequence[int], wanted: Collection[str] | None, seals: _Seals | None
    ) -> dict[int, dict[str, array[float]]]:
        """Per run the weekly figures of these outcomes; None for all that are kept."""
        if wanted is not None and not wanted:
            return {}
        found = {}
        asked = f"SELECT run, names, numbers FROM weeks WHERE run IN ({_marks(runs)})"
        for run, number, blob in self.each(asked, runs):
            names = self._named(number)
            if seals and not seals.fits(run, NO_WINDOW, names.seal, blob):
                continue
            numbers = unpacked(blob, len(names.texts))
            each = len(numbers) // len(names.texts)
            series = {name: numbers[i * each : (i + 1) * each] for i, name in enumerate(names.texts)}
            found[run] = {name: series[name] for name in names.texts if wanted is None or name in wanted}
        return found

    @contextmanager
    def _told(self) -> Iterator[None]:
        """An error of the store becomes one line that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(self.path, error) from error
        except UnicodeDecodeError as error:  # of a message of SQLite that quotes what is no text
            raise self.damaged(_in_words(error)) from error
        except UnicodeEncodeError as error:
            what = "{path}: '{text}' cannot be looked up: it is no text"
            raise TupSimError(Message(what, path=self.path, text=one_line(error.object))) from error


def room(result: Result) -> int:
    """Bytes that a run takes in the file: its numbers as they are kept, and the rows that name them."""
    numbers = sum(len(each) + ROOM_OF_ROW for _, _, each in by_window(result.values))
    weeks = len(packed(result.weekly.values())) if result.weekly else 0
    return numbers + weeks + ROOM + 2 * len(result.scenario) + len(result.trace)


def forget(act: Callable[..., Any], runs: Iterable[int]) -> None:
    """Take runs out, by the number of their row; inside a transaction."""
    for number in runs:
        act("DELETE FROM numbers WHERE run = ?", (number,))
        act("DELETE FROM weeks WHERE run = ?", (number,))
        act("DELETE FROM provenance WHERE run = ?", (number,))
        act("DELETE FROM runs WHERE number = ?", (number,))


def now() -> str:
    """The clock on the wall, for people; nothing is reckoned with it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def option(folder: Path) -> str:
    """What has to be typed behind a command to have it read this folder."""
    return "" if str(folder) == "results" else f" --results {quote(str(folder))}"


def _result(front: Front, values: Values | None, weekly: dict[str, array[float]] | None) -> Result:
    return Result(
        0,
        front.scenario,
        int(front.seed),
        front.replication,
        values or Values(),
        weekly or {},
        front.error,
        front.seconds,
        front.environment,
        front.trace,
    )


def _refuse_broken(broken: int, asked: int) -> None:
    if broken:
        raise ValueError(
            Message("{broken} of {asked} runs are not what was kept", broken=broken, asked=asked)
        )


def _explained(path: Path, error: sqlite3.Error) -> TupSimError:
    """What went wrong, in words."""
    text, code = one_line(str(error)), getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        what = "{path}: there is no room; what was finished is kept: make room and repeat the command"
        return OutputError(Message(what, path=path))
    if code == sqlite3.SQLITE_IOERR:
        what = (
            "{path}: cannot be written or read ({text}): no room, a limit on the size of files, or a disk that fails; "
            "what was finished is kept"
        )
        return OutputError(Message(what, path=path, text=text))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        what = "{path}: another program has kept it busy for {patience} s; repeat the command later"
        return OutputError(Message(what, path=path, patience=f"{PATIENCE:g}"))
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        what = (
            "{path}: cannot be written or read ({text}): no permission, or its first bytes are damaged; "
            "what was finished is kept"
        )
        return OutputError(Message(what, path=path, text=text))
    return _damaged(path, text)


def _damaged(path: Path, what: str) -> DamagedStore:
    told = (
        "{path}: is damaged or not a store of results ({what}); it is left as it is: put a copy back, or see what is "
        "still whole with 'tup-sim results verify{where}' and keep that with 'tup-sim results repair{where}'"
    )
    return DamagedStore(Message(told, path=path, what=what, where=option(path.parent)))


def _in_words(error: Exception) -> str:
    """What is wrong with what was kept: our own words, or those of whoever could not read it."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else one_line(f"{type(error).__name__}: {error}", 200)


def _is_there(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        what = "{folder}: cannot be read ({why})"
        folder = one_line(str(path.parent))
        raise TupSimError(Message(what, folder=folder, why=error.strerror or error)) from error
    return True


def _refuse_no_files(path: Path) -> None:
    """A folder, a pipe or a device in the place of a file would be waited for, or written to, for ever."""
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        try:
            kind = os.stat(beside).st_mode
        except OSError:
            continue
        if not stat.S_ISREG(kind):
            what = "{path}: cannot be written or read: it is no file, but a folder, a pipe or a device"
            raise OutputError(Message(what, path=beside))


def _place_of(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever its name; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = "{folder}: cannot be made ({why})"
        folder_named = one_line(str(folder))
        raise OutputError(Message(what, folder=folder_named, why=error.strerror or error)) from error


def _connected(path: Path, write: bool) -> sqlite3.Connection:
    """A connection without transactions of its own; to read, without leaving a trace if the folder is read-only."""
    way = f"file:{_quoted(path)}?mode={'rwc' if write else 'ro'}"
    connection = _opened(way)
    if write:
        return connection
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:  # the log cannot be opened where nothing may be written
        connection.close()
        if _log_of(path):
            what = "{path}: its log (-wal) cannot be read where nothing may be written; copy the two to another folder"
            raise TupSimError(Message(what, path=path)) from error
        connection = _opened(f"{way}&immutable=1")
    return connection


def _opened(way: str) -> sqlite3.Connection:
    """A connection that takes nothing longer than anything we write."""
    connection = sqlite3.connect(way, timeout=PATIENCE, isolation_level=None, uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    return connection


def _log_of(path: Path) -> int:
    """Bytes in the log beside the file."""
    log = path.with_name(f"{path.name}-wal")
    return log.stat().st_size if log.exists() else 0


def _quoted(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file:")


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(keys)
    while some := list(islice(waiting, AT_A_TIME)):
        yield some


def _marks(values: Collection[Any]) -> str:
    return ",".join("?" * len(values))


def _windows(outcomes: Iterable[str]) -> dict[str, list[str]]:
    """Window to the outcomes that are wanted in it."""
    found: dict[str, list[str]] = {}
    for key in map(Key.of, outcomes):
        found.setdefault(key.window, []).append(key.outcome)
    return found


def _chosen(
    names: Sequence[str], window: str, wanted: Mapping[str, list[str]] | None
) -> tuple[list[str], list[int]]:
    """Which of the names are wanted in a window, as keys, and where they stand."""
    asked = names if wanted is None else wanted[window]
    there = [(Key(name, window).text, names.index(name)) for name in asked if name in names]
    return [text for text, _ in there], [place for _, place in there]
