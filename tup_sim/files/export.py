"""The runs of an experiment as a table in a file, a few hundred runs at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tup_sim.errors import Message, TupSimError
from tup_sim.files.kept import findings_kept, kept_experiment, keys_kept
from tup_sim.files.store import AT_A_TIME, ResultStore
from tup_sim.study.cells import harmless_table
from tup_sim.study.experiment import Experiment, Run
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import outcomes_of
from tup_sim.study.work import Result

if TYPE_CHECKING:
    from pandas import DataFrame

DIFFERENCES = (
    "point", "reference", "outcome", "window", "mean", "low", "high", "n", "p_holm", "correlation", "runs_saved",
    "verdict", "better",
)  # fmt: skip
NO_PYARROW = Message('--parquet needs pyarrow: pip install "tup-sim[parquet]"; --csv does without')


def to_csv(store: ResultStore, name: str, path: Path, everything: bool) -> None:
    """Write every run as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, frame in enumerate(_frames(store, name, everything)):
            harmless_table(frame).to_csv(file, index=False, header=number == 0, lineterminator="\n")


def to_parquet(store: ResultStore, name: str, path: Path, everything: bool) -> None:
    """Write every run as Parquet.

    Raises:
        TupSimError: pyarrow is not there.
    """
    try:
        from pyarrow import Table
        from pyarrow.parquet import ParquetWriter
    except ImportError:
        raise TupSimError(NO_PYARROW) from None
    writer = None
    for frame in _frames(store, name, everything):
        table = Table.from_pandas(harmless_table(frame), preserve_index=False)
        writer = writer or ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def differences_to_csv(store: ResultStore, name: str, path: Path) -> None:
    """Write the paired differences of every point with its reference as CSV in UTF-8."""
    frame = harmless_table(differences(findings_kept(store, name)))
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def differences(found: Findings) -> DataFrame:
    """One row per point, outcome and window: how far the point differs from its reference.

    ``n``: pairs of runs; ``p_holm`` and the interval hold for all points that are compared with one reference;
    ``verdict``: what the one judge says (``statistics.judge``), ``better``: better or worse if that can be said.
    """
    from pandas import DataFrame

    return DataFrame(list(_differences(found)), columns=list(DIFFERENCES))


def _differences(found: Findings) -> Iterator[tuple[Any, ...]]:
    asked = found.experiment
    keys = [Key.of(text) for text in outcomes_of(asked)]
    for point in asked.comparisons():
        for key in keys:
            if contrast := found.contrast(point, key):
                mean, low, high, n, correlation = contrast.difference[:5]
                names = (point.scenario.name, asked.points[point.reference or 0].scenario.name)
                judged = contrast.judged(asked.smallest_of(key, contrast.base))
                said = (judged.shown.value, judged.value)
                yield (*names, *key, mean, low, high, n, contrast.holm, correlation, contrast.saved, *said)


def _frames(store: ResultStore, name: str, everything: bool) -> Iterator[DataFrame]:
    """The rows, a few hundred runs at a time; one empty table if there are no runs."""
    from pandas import DataFrame

    asked, keys = kept_experiment(store, name), list(keys_kept(store, name).items())
    outcomes = None if everything else outcomes_of(asked)
    levels = [factor.name for factor in asked.factors]
    columns = ["scenario", *levels, "world", "seed", "replication", "outcome", "window", "value", "error"]
    for first in range(0, max(1, len(keys)), AT_A_TIME):
        some = dict(keys[first : first + AT_A_TIME])
        found = dict(store.results(dict.fromkeys(some.values()), outcomes))
        yield DataFrame(list(_rows(asked, some, found)), columns=columns)


def _rows(
    asked: Experiment, keys: Mapping[Run, str], found: Mapping[str, Result]
) -> Iterator[tuple[Any, ...]]:
    """One row per value, one per run that failed."""
    for run, key in keys.items():
        if key not in found:
            continue
        point, result = asked.points[run.point], found[key]
        levels = (point.levels.get(factor.name, "") for factor in asked.factors)
        front = (point.scenario.name, *levels, run.world, asked.seed, run.replication)
        if result.error:
            yield (*front, "", "", float("nan"), result.error)
        for text, value in result.values.items():
            yield (*front, *Key.of(text), value, "")
