"""The values behind every verdict, run by run: small enough to be published, where the runs themselves are not.

Whoever doubts a verdict can judge again by a rule of their own without running anything, and a study of many hours can
be done in pieces: what stands here of this model and seed is not run again.
"""

from __future__ import annotations

import csv
import gzip
import io
from array import array
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from tup_sim.reporting.saving import save
from tup_sim.study.work import Result, Values
from validation.evidence import Slot

SIGNS = 16  # of the identity of a run: enough to know it by
HEAD = ("model", "seed", "row", "arm", "without", "world", "replication", "run", "outcome", "value")


class _Run(NamedTuple):
    """The values of one run that its row needs, and the beginning of its identity."""

    identity: str
    values: dict[str, float]


class KeptRuns:
    """Values of the runs of one model and seed, by where each run belongs.

    Args:
        model: fingerprint.
        seed: of the runs.
        file: a table that was written before; what is in it of another model or seed is left out.
    """

    def __init__(self, model: str, seed: int, file: Path | None = None) -> None:
        self.model, self.seed = model, seed
        self._runs: dict[Slot, _Run] = {}
        if file is not None and file.exists():
            self._read(file)

    def _read(self, file: Path) -> None:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
            for line in csv.DictReader(text):
                if (line["model"], line["seed"]) == (self.model, str(self.seed)):
                    place = (line["row"], line["arm"], line["without"] == "yes")
                    slot = Slot(*place, int(line["world"]), int(line["replication"]))
                    run = self._runs.setdefault(slot, _Run(line["run"], {}))
                    run.values[line["outcome"]] = float(line["value"])

    def result(self, slot: Slot, identity: str, outcomes: Collection[str]) -> Result | None:
        """What a run gave; None where it is not kept, or was another run, or lacks an outcome."""
        run = self._runs.get(slot)
        if run is None or run.identity != identity[:SIGNS] or not run.values.keys() >= set(outcomes):
            return None
        values = Values(tuple(run.values), array("d", run.values.values()))
        return Result(0, slot.arm, self.seed, slot.replication, values)

    def add(self, slot: Slot, identity: str, result: Result, outcomes: Collection[str]) -> None:
        """Keep what a row needs of a run; nothing of one that failed."""
        if not result.error:
            values = {name: result.values[name] for name in sorted(outcomes) if name in result.values}
            self._runs[slot] = _Run(identity[:SIGNS], values)

    def write(self, file: Path) -> None:
        """Write the table, the same bytes for the same runs.

        Raises:
            OutputError: it cannot be written.
        """
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(HEAD)
        for slot in sorted(self._runs):
            table.writerows(self._lines(slot, self._runs[slot]))
        packed = gzip.compress(text.getvalue().encode("utf-8"), mtime=0)
        save(file, lambda place: place.write_bytes(packed))

    def _lines(self, slot: Slot, run: _Run) -> list[tuple[object, ...]]:
        place = (slot.hypothesis, slot.arm, "yes" if slot.off else "no", slot.world, slot.replication)
        return [
            (self.model, self.seed, *place, run.identity, outcome, repr(value))
            for outcome, value in run.values.items()
        ]


def runs_beside(document: Path) -> Path:
    """Where the values behind a document stand."""
    return document.with_name(f"{document.stem}_runs.csv.gz")
