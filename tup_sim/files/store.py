"""The store of results: one SQLite file, in which every finished run stands for good.

Every run is one transaction, on the disk before the next begins. So whatever ends the program, and at whatever moment,
takes at most the runs that were under way. What cannot be read is told and left as it is.
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import sys
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tup_sim.errors import OutputError, TupSimError
from tup_sim.files.strict_yaml import one_line
from tup_sim.study.experiment import Run
from tup_sim.study.results import HORIZON, Key
from tup_sim.study.work import Result, Values

FILE = "results.sqlite"
VERSION = 1  # of the tables below
PATIENCE = 60.0  # seconds to wait for another program that writes
NUMBER = struct.Struct("<d")
FRONT, ROW = 500, 40  # bytes around the numbers: of a run (its key stands in five places), and of each window
AT_A_TIME = 500  # runs that are read together
LOG_PAGES = 100  # of the log beside the file, before they are put into the file
NOT_UNDERSTOOD = (
    struct.error,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
)  # in what is kept
_FORGOTTEN = (
    "{path}: the experiment was forgotten (results prune) or begun anew while it ran; repeat the command"
)
SCHEMA = """
CREATE TABLE names (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE runs (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL, seed TEXT NOT NULL,
    replication INTEGER NOT NULL, error TEXT NOT NULL, seconds REAL NOT NULL, kept TEXT NOT NULL);
CREATE TABLE numbers (run INTEGER NOT NULL, window TEXT NOT NULL, names INTEGER NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY (run, window));
CREATE TABLE weeks (run INTEGER PRIMARY KEY, names INTEGER NOT NULL, numbers BLOB NOT NULL);
CREATE TABLE experiments (name TEXT PRIMARY KEY, digest TEXT NOT NULL, definition TEXT NOT NULL, text TEXT NOT NULL,
    manifest TEXT NOT NULL, began TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE belongs (experiment TEXT NOT NULL, point INTEGER NOT NULL, world INTEGER NOT NULL,
    replication INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (experiment, point, world, replication)) WITHOUT ROWID;
CREATE INDEX belongs_by_key ON belongs (key);
"""


class ResultStore:
    """A folder of results, open.

    Attributes:
        path: the file.
    """

    def __init__(self, folder: Path, write: bool = True) -> None:
        """Open the results of a folder; to write, the folder is made if it is not there.

        Raises:
            OutputError: it cannot be written.
            TupSimError: there are no results, or they cannot be read.
        """
        self.path = folder / FILE
        self._names: dict[int, tuple[str, ...]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._watched: set[str] = set()
        self._place: tuple[int, int] | None = None
        if write:
            _make(folder)
        elif not _is_there(self.path):
            raise TupSimError(f"{folder}: there are no results here (no file {FILE})")
        with self._told():
            self._connection = _connected(self.path, write)
            try:
                self._prepare(write)
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

    def keep(self, key: str, result: Result) -> None:
        """Keep one run for good; a run that is there already stays, one that failed gives way."""
        with self.change() as act:
            if self._watched and not self._asked_for(key):
                raise TupSimError(_FORGOTTEN.format(path=self.path))
            there = act("SELECT number, error FROM runs WHERE key = ?", (key,)).fetchone()
            if there and (not there[1] or result.error):
                return
            if there:
                act("DELETE FROM runs WHERE number = ?", (there[0],))
            front = (key, result.scenario, str(result.seed), result.replication, result.error, result.seconds)
            added = act("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", (*front, now()))
            run = added.lastrowid
            for window, names, numbers in _by_window(result.values):
                act("INSERT INTO numbers VALUES (?, ?, ?, ?)", (run, window, self._number(names), numbers))
            if result.weekly:
                weeks = _packed(result.weekly.values())
                act("INSERT INTO weeks VALUES (?, ?, ?)", (run, self._number(tuple(result.weekly)), weeks))

    def results(
        self, keys: Iterable[str], outcomes: Collection[str] | None, weekly: Collection[str] | None = ()
    ) -> Iterator[tuple[str, Result]]:
        """The runs that are there, failed ones too, with the values and weekly figures of these outcomes only."""
        wanted = None if outcomes is None else _windows(outcomes)
        for some in _portions(keys):
            asked = "SELECT number, key, scenario, seed, replication, error, seconds FROM runs"
            rows = self.rows(f"{asked} WHERE key IN ({_marks(some)})", some)
            runs = [number for number, *_ in rows]
            with self.understood():
                values, weeks = self._values(runs, wanted), self._weeks(runs, weekly)
                self._refuse_without_numbers([row[0] for row in rows if not row[5] and row[0] not in values])
                found = [
                    (
                        key,
                        Result(
                            0, scenario, int(seed), luck, values.get(run, Values()), weeks.get(run, {}), *rest
                        ),
                    )
                    for run, key, scenario, seed, luck, *rest in rows
                ]
            yield from found

    def watch(self, experiment: str) -> None:
        """From now on only runs of this experiment are kept, and none if somebody forgets it meanwhile."""
        self._watched.add(experiment)

    def assign(self, experiment: str, runs: Mapping[Run, str]) -> None:
        """Say which runs belong to an experiment."""
        rows = [(experiment, *run, key) for run, key in runs.items()]
        with self.change() as act:
            there = act("SELECT 1 FROM experiments WHERE name = ?", (experiment,)).fetchone()
            if experiment in self._watched and not there:
                raise TupSimError(_FORGOTTEN.format(path=self.path))
            self._connection.executemany("INSERT OR REPLACE INTO belongs VALUES (?, ?, ?, ?, ?)", rows)

    def rows(self, asked: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a question to the tables gives."""
        with self._told():
            return self._connection.execute(asked, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[Any]:
        """One transaction: all of it is there afterwards, or nothing."""
        if self._place is not None and _place_of(self.path) != self._place:
            raise OutputError(
                f"{self.path}: was removed or replaced while running; put it back, or begin again"
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
        """What is kept in the file but cannot be understood is told as damage."""
        try:
            yield
        except NOT_UNDERSTOOD as error:
            raise _damaged(self.path, f"{type(error).__name__}: {error}") from error

    def shrink(self) -> None:
        """Give the room of what was forgotten back to the disk."""
        with self._told():
            self._connection.execute("VACUUM")

    def _prepare(self, write: bool) -> None:
        """Make the tables in a new file; refuse one that is not ours, or of another version."""
        if write:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            with self.change() as act:
                if self._pragma("user_version") == 0 and not self._tables():
                    for line in SCHEMA.strip().split(";\n"):
                        act(line)
                    act(f"PRAGMA user_version = {VERSION}")
            self._connection.execute("PRAGMA wal_checkpoint")
        version = self._pragma("user_version")
        if version == 0 and not self._tables():
            raise TupSimError(
                f"{self.path}: is empty; if results were there, their log (-wal) may be missing"
            )
        if version != VERSION:
            raise TupSimError(
                f"{self.path}: was not written by this version of TUP-sim (tables {version}, here {VERSION}); "
                "it is left as it is: use another folder"
            )
        self._tables()

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _tables(self) -> list[Any]:
        return self._connection.execute("SELECT name FROM sqlite_master").fetchall()

    def _number(self, names: tuple[str, ...]) -> int:
        """Number of a set of names; inside a transaction."""
        if names not in self._numbers:
            text = json.dumps(names)
            self._connection.execute("INSERT OR IGNORE INTO names VALUES (NULL, ?)", (text,))
            found = self._connection.execute("SELECT number FROM names WHERE text = ?", (text,)).fetchone()
            self._numbers[names] = found[0]
        return self._numbers[names]

    def _asked_for(self, key: str) -> bool:
        """Whether a run still belongs to what is under way; inside a transaction."""
        asked = f"SELECT 1 FROM belongs WHERE key = ? AND experiment IN ({_marks(self._watched)}) LIMIT 1"
        return bool(self._connection.execute(asked, (key, *self._watched)).fetchone())

    def _refuse_without_numbers(self, runs: Sequence[int]) -> None:
        """A finished run has numbers in some window."""
        some = (
            self.rows(f"SELECT DISTINCT run FROM numbers WHERE run IN ({_marks(runs)})", runs) if runs else []
        )
        if lost := set(runs) - {run for (run,) in some}:
            raise ValueError(f"{len(lost)} finished runs have no numbers")

    def _named(self, number: int) -> tuple[str, ...]:
        if number not in self._names:
            ((text,),) = self.rows("SELECT text FROM names WHERE number = ?", (number,))
            self._names[number] = tuple(json.loads(text))
        return self._names[number]

    def _values(self, runs: Sequence[int], wanted: Mapping[str, list[str]] | None) -> dict[int, Values]:
        """Per run the values of these windows and outcomes."""
        windows = [] if wanted is None else list(wanted)
        asked = f"SELECT run, window, names, numbers FROM numbers WHERE run IN ({_marks(runs)})"
        asked += f" AND window IN ({_marks(windows)})" if windows else ""
        found: dict[int, tuple[list[str], array[float]]] = {}
        chosen: dict[tuple[str, int], tuple[list[str], list[int]]] = {}
        for run, window, number, blob in self.rows(f"{asked} ORDER BY rowid", [*runs, *windows]):
            if (window, number) not in chosen:
                chosen[window, number] = _chosen(self._named(number), window, wanted)
            texts, places = chosen[window, number]
            into = found.setdefault(run, ([], array("d")))
            into[0].extend(texts)
            into[1].extend([NUMBER.unpack_from(blob, NUMBER.size * place)[0] for place in places])
        return {run: Values(tuple(texts), numbers) for run, (texts, numbers) in found.items()}

    def _weeks(
        self, runs: Sequence[int], wanted: Collection[str] | None
    ) -> dict[int, dict[str, array[float]]]:
        """Per run the weekly figures of these outcomes; None for all that are kept."""
        if wanted is not None and not wanted:
            return {}
        rows = self.rows(f"SELECT run, names, numbers FROM weeks WHERE run IN ({_marks(runs)})", runs)
        found = {}
        for run, number, blob in rows:
            names, numbers = self._named(number), _unpacked(zlib.decompress(blob))
            each, rest = divmod(len(numbers), len(names))
            if rest:
                raise ValueError(f"{len(numbers)} weekly figures of {len(names)} outcomes")
            series = {name: numbers[i * each : (i + 1) * each] for i, name in enumerate(names)}
            found[run] = {name: series[name] for name in names if wanted is None or name in wanted}
        return found

    @contextmanager
    def _told(self) -> Iterator[None]:
        """An error of the store becomes one line that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(self.path, error) from error
        except UnicodeEncodeError as error:
            problem = f"'{one_line(error.object)}' cannot be looked up: it is no text"
            raise TupSimError(f"{self.path}: {problem}") from error


def room(result: Result) -> int:
    """Bytes that a run takes in the file: its numbers as they are kept, and the rows that name them."""
    numbers = sum(len(each) + ROW for _, _, each in _by_window(result.values))
    weeks = len(_packed(result.weekly.values())) if result.weekly else 0
    return numbers + weeks + FRONT + 2 * len(result.scenario)


def now() -> str:
    """The clock on the wall, for people; nothing is reckoned with it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _explained(path: Path, error: sqlite3.Error) -> TupSimError:
    """What went wrong, in words."""
    text = str(error)
    if "full" in text:
        return OutputError(
            f"{path}: there is no room; what was finished is kept: make room and repeat the command"
        )
    if "I/O" in text:
        return OutputError(
            f"{path}: cannot be written or read ({text}): no room, a limit on the size of files, or a disk that "
            "fails; what was finished is kept"
        )
    if "locked" in text or "busy" in text:
        return OutputError(
            f"{path}: another program has kept it busy for {PATIENCE:g} s; repeat the command later"
        )
    if any(each in text for each in ("malformed", "not a database", "no such table", "decode")):
        return _damaged(path, text)
    return OutputError(f"{path}: cannot be written or read ({text}); what was finished is kept")


def _damaged(path: Path, what: str) -> TupSimError:
    return TupSimError(
        f"{path}: is damaged or not a store of results ({one_line(what, 200)}); it is left as it is: "
        "put a copy back, or use another folder"
    )


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise TupSimError(
            f"{one_line(str(path.parent))}: cannot be read ({error.strerror or error})"
        ) from error


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
        raise OutputError(f"{one_line(str(folder))}: cannot be made ({error.strerror or error})") from error


def _connected(path: Path, write: bool) -> sqlite3.Connection:
    """A connection without transactions of its own; to read, without leaving a trace if the folder is read-only."""
    way = f"file:{_quoted(path)}?mode={'rwc' if write else 'ro'}"
    connection = sqlite3.connect(way, timeout=PATIENCE, isolation_level=None, uri=True)
    if write:
        return connection
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:  # the log cannot be opened where nothing may be written
        connection.close()
        connection = sqlite3.connect(f"{way}&immutable=1", isolation_level=None, uri=True)
    return connection


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


def _by_window(values: Values) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    """Per window the names of its outcomes and their numbers."""
    found: dict[str, tuple[list[str], array[float]]] = {}
    for text, value in values.items():
        outcome, _, window = text.partition("@")
        names, numbers = found.setdefault(window or HORIZON, ([], array("d")))
        names.append(outcome)
        numbers.append(value)
    for window, (names, numbers) in found.items():
        yield window, tuple(names), _little(numbers).tobytes()


def _packed(series: Iterable[array[float]]) -> bytes:
    """Weekly figures one after the other, all of the same length, made small."""
    whole, weeks = array("d"), set()
    for each in series:
        whole.extend(each)
        weeks.add(len(each))
    if len(weeks) > 1:
        raise ValueError(f"weekly figures of different lengths: {sorted(weeks)}")
    return zlib.compress(_little(whole).tobytes(), 1)


def _unpacked(blob: bytes) -> array[float]:
    numbers = array("d")
    numbers.frombytes(blob)
    return _little(numbers)


def _little(numbers: array[float]) -> array[float]:
    """The numbers as every machine reads them from the file: the lowest byte first."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
