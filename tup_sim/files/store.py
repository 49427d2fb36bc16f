"""The store of results: one SQLite file, in which every finished run stands for good.

Every run is one transaction, on the disk before the next begins. So whatever ends the program, and at whatever moment,
takes at most the runs that were under way. What is read is held against its seal: a run that is not what was kept is
told and never shown. What cannot be read is told and left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tup_sim.errors import Message, TupSimError
from tup_sim.files.sealing import NO_WINDOW, by_window, packed, seal, seal_of_numbers, seal_of_text
from tup_sim.files.store_reading import Front, RunReader, marks
from tup_sim.files.store_tables import OpenTables
from tup_sim.study.experiment import Run
from tup_sim.study.work import Result

ROOM = 800  # bytes around the numbers of a run: its key stands in five places
ROOM_OF_ROW = 90  # bytes around the numbers of each window
AT_A_TIME = 500  # runs that are read together
_FORGOTTEN = (
    "{path}: the experiment was forgotten (results prune) or begun anew while it ran; repeat the command"
)


class ResultStore(OpenTables):
    """A folder of results, open: what is known of runs, and what is kept; opened as ``OpenTables`` is."""

    def __init__(self, folder: Path, write: bool = True, check: bool = True, log: bool = True) -> None:
        self._reader = RunReader(self)
        self._numbers: dict[tuple[str, ...], tuple[int, str]] = {}
        self._watched: set[str] = set()
        super().__init__(folder, write, check, log)

    def __enter__(self) -> ResultStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of these runs are there, failed ones not counted.

        Raises:
            TupSimError: the file cannot be read, or is damaged.
        """
        found: set[str] = set()
        for some in _portions(keys):
            asked = f"SELECT key FROM runs WHERE error = '' AND key IN ({marks(some)})"
            found.update(key for (key,) in self.rows(asked, some))
        return found

    def keep(self, key: str, result: Result, at: str = "") -> None:
        """Keep one run for good; a run that is there already stays, one that failed gives way.

        Args:
            key: identity of the run.
            result: what it gave.
            at: when it was kept first; empty for now.

        Raises:
            TupSimError: its experiment was forgotten or begun anew meanwhile, or the file cannot be written.
        """
        with self.change() as act:
            if self._watched and not self._asked_for(key):
                raise TupSimError(Message(_FORGOTTEN, path=self.path))
            self._enter(act, key, result, at or now())

    def keep_all(self, runs: Iterable[tuple[str, Result, str]]) -> int:
        """Keep several runs at once, as ``keep`` does one; returns how many were new.

        Args:
            runs: identity of each, what it gave, and when it was kept first.

        Raises:
            TupSimError: the file cannot be written.
        """
        with self.change() as act:
            return sum(self._enter(act, *each) for each in runs)

    def _enter(self, act: Callable[..., Any], key: str, result: Result, at: str) -> bool:
        """Write a run, inside a transaction; False if one that is better or as good is there."""
        there = act("SELECT number, error FROM runs WHERE key = ?", (key,)).fetchone()
        if there and (not there[1] or result.error):
            return False
        if there:
            forget(act, there[:1])
        luck = (str(result.seed), result.replication)
        front = (key, result.scenario, *luck, result.error, float(result.seconds), at)
        run = act("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", front).lastrowid
        rest = (result.environment, result.trace, json.dumps(self._keep_numbers(act, run, key, result)))
        act("INSERT INTO provenance VALUES (?, ?, ?, ?, ?)", (run, *rest, seal(*front, *rest)))
        return True

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
            yield from self.read(self.fronts(f"key IN ({marks(some)})", some), outcomes, weekly)

    def fronts(self, which: str, values: Sequence[Any] = ()) -> list[Front]:
        """What is kept of some runs besides their numbers, not yet held against its seal.

        Raises:
            TupSimError: the file cannot be read, or is damaged.
        """
        return self._reader.fronts(which, values)

    def read(
        self, fronts: Sequence[Front], outcomes: Collection[str] | None, weekly: Collection[str] | None
    ) -> list[tuple[str, Result]]:
        """Some runs, held against their seals, with the values and weekly figures of these outcomes only.

        Raises:
            TupSimError: some are not what was kept, or cannot be read.
        """
        return self._reader.read(fronts, outcomes, weekly)

    def watch(self, experiment: str) -> None:
        """From now on only runs of this experiment are kept, and none if somebody forgets it meanwhile."""
        self._watched.add(experiment)

    def assign(self, experiment: str, runs: Mapping[Run, str]) -> None:
        """Say which runs belong to an experiment.

        Raises:
            TupSimError: the experiment was forgotten meanwhile, or the file cannot be written.
        """
        rows = [(experiment, *run, key) for run, key in runs.items()]
        with self.change() as act:
            there = act("SELECT 1 FROM experiments WHERE name = ?", (experiment,)).fetchone()
            if experiment in self._watched and not there:
                raise TupSimError(Message(_FORGOTTEN, path=self.path))
            self._connection.executemany("INSERT OR REPLACE INTO belongs VALUES (?, ?, ?, ?, ?)", rows)

    def taken_back(self) -> None:
        """A transaction has come to nothing: names that were new in it have no number."""
        self._numbers.clear()

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
        asked = f"SELECT 1 FROM belongs WHERE key = ? AND experiment IN ({marks(self._watched)}) LIMIT 1"
        return bool(self._connection.execute(asked, (key, *self._watched)).fetchone())


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


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(keys)
    while some := list(islice(waiting, AT_A_TIME)):
        yield some
