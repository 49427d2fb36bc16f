"""Runs as they are read from a store of results: each is held against its seal before anybody sees it."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tup_sim.errors import Message
from tup_sim.files.sealing import NO_WINDOW, WIDTH, seal, seal_of_numbers, seal_of_text, unpacked
from tup_sim.files.store_tables import OpenTables
from tup_sim.files.tables import FRONT, KEPT_BEFORE
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Values

NUMBER = struct.Struct("<d")
NAMES_AT_MOST = 2**20  # bytes of the names of the outcomes
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


class RunReader:
    """Reads runs from open tables.

    Args:
        tables: that have them.
    """

    def __init__(self, tables: OpenTables) -> None:
        self._tables = tables
        self._names: dict[int, _Names] = {}

    def fronts(self, which: str, values: Sequence[Any] = ()) -> list[Front]:
        """What is kept of some runs besides their numbers, not yet held against its seal.

        Raises:
            TupSimError: the file cannot be read, or is damaged.
        """
        asked = _SEALED if self._tables.sealed else _UNSEALED
        return [Front(*row) for row in self._tables.rows(f"{asked} WHERE {which}", values)]

    def read(
        self, fronts: Sequence[Front], outcomes: Collection[str] | None, weekly: Collection[str] | None
    ) -> list[tuple[str, Result]]:
        """Some runs, held against their seals, with the values and weekly figures of these outcomes only.

        Raises:
            TupSimError: some are not what was kept, or cannot be read.
        """
        wanted = None if outcomes is None else _windows(outcomes)
        runs = [each.number for each in fronts]
        with self._tables.understood():
            seals = _Seals(fronts) if self._tables.sealed else None
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

    def _refuse_without_numbers(self, runs: Sequence[int]) -> None:
        """A finished run has numbers in some window; one that has a seal is missed by that."""
        some = self._tables.rows(f"SELECT DISTINCT run FROM numbers WHERE run IN ({marks(runs)})", runs)
        if lost := set(runs) - {run for (run,) in some}:
            raise ValueError(Message("{n} finished runs have no numbers", n=len(lost)))

    def _named(self, number: int) -> _Names:
        if number not in self._names:
            asked = "SELECT text FROM names WHERE number = ? AND length(text) <= ?"
            rows = self._tables.rows(asked, (number, NAMES_AT_MOST))
            if not rows:
                raise LookupError(Message("there are no names {number}", number=number))
            self._names[number] = _Names(tuple(json.loads(rows[0][0])), seal_of_text(rows[0][0]))
        return self._names[number]

    def _values(
        self, runs: Sequence[int], wanted: Mapping[str, list[str]] | None, seals: _Seals | None
    ) -> dict[int, Values]:
        """Per run the values of these windows and outcomes."""
        asked = f"SELECT run, window, names, numbers FROM numbers WHERE run IN ({marks(runs)})"
        asked += "" if wanted is None else f" AND window IN ({marks(wanted)})"
        found: dict[int, tuple[list[str], array[float]]] = {}
        chosen: dict[tuple[str, int], tuple[list[str], list[int]]] = {}
        for run, window, number, blob in self._tables.each(
            f"{asked} ORDER BY rowid", [*runs, *(wanted or ())]
        ):
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
        asked = f"SELECT run, names, numbers FROM weeks WHERE run IN ({marks(runs)})"
        for run, number, blob in self._tables.each(asked, runs):
            names = self._named(number)
            if seals and not seals.fits(run, NO_WINDOW, names.seal, blob):
                continue
            numbers = unpacked(blob, len(names.texts))
            each = len(numbers) // len(names.texts)
            series = {name: numbers[i * each : (i + 1) * each] for i, name in enumerate(names.texts)}
            found[run] = {name: series[name] for name in names.texts if wanted is None or name in wanted}
        return found


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


def marks(values: Collection[Any]) -> str:
    """Places for so many values in a question to the tables."""
    return ",".join("?" * len(values))
