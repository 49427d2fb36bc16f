"""The runs of an experiment as a table in a file, a few hundred runs at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tup_sim.errors import Message, TupSimError
from tup_sim.files.kept import findings_kept, kept_experiment, keys_kept
from tup_sim.files.store import AT_A_TIME, ResultStore
from tup_sim.files.workbook import write_workbook
from tup_sim.study.cells import encoding_in, harmless_table, write_text
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Run
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


class Wanted(NamedTuple):
    """What of an experiment goes out.

    Attributes:
        name: of its results.
        everything: all outcomes, not only those that it looks at.
        values: factors whose levels stand on an axis as numbers there, not by their names.
    """

    name: str
    everything: bool = False
    values: bool = False


def to_csv(store: ResultStore, wanted: Wanted, path: Path, lang: str = "en") -> None:
    """Write every run as CSV; in Dutch for a spreadsheet that is set to Belgium or the Netherlands."""
    with path.open("w", encoding=encoding_in(lang), newline="") as file:
        for number, frame in enumerate(_frames(store, wanted)):
            write_text(frame, file, lang, header=number == 0)


def to_xlsx(store: ResultStore, wanted: Wanted, path: Path) -> None:
    """Write a workbook with a sheet of the differences and one of every run.

    Raises:
        TupSimError: XlsxWriter is not there, or there are more rows than a sheet has.
    """
    found = [differences(findings_kept(store, wanted.name))]
    write_workbook(path, {"differences": found, "runs": _frames(store, wanted)})


def to_parquet(store: ResultStore, wanted: Wanted, path: Path) -> None:
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
    for frame in _frames(store, wanted):
        table = Table.from_pandas(harmless_table(frame), preserve_index=False)
        writer = writer or ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def differences_to_csv(store: ResultStore, name: str, path: Path, lang: str = "en") -> None:
    """Write the paired differences of every point with its reference as CSV, as ``to_csv``."""
    write_text(differences(findings_kept(store, name)), path, lang)


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


def _frames(store: ResultStore, wanted: Wanted) -> Iterator[DataFrame]:
    """The rows, a few hundred runs at a time; one empty table if there are no runs."""
    from pandas import DataFrame

    asked, keys = kept_experiment(store, wanted.name), list(keys_kept(store, wanted.name).items())
    outcomes = None if wanted.everything else outcomes_of(asked)
    levels = [factor.name for factor in asked.factors]
    columns = ["scenario", *levels, "world", "seed", "replication", "outcome", "window", "value", "error"]
    for first in range(0, max(1, len(keys)), AT_A_TIME):
        some = dict(keys[first : first + AT_A_TIME])
        found = dict(store.results(dict.fromkeys(some.values()), outcomes))
        yield DataFrame(list(_rows(asked, some, found, wanted.values)), columns=columns)


def _rows(
    asked: Experiment, keys: Mapping[Run, str], found: Mapping[str, Result], values: bool
) -> Iterator[tuple[Any, ...]]:
    """One row per value, one per run that failed."""
    for run, key in keys.items():
        if key not in found:
            continue
        point, result = asked.points[run.point], found[key]
        levels = (_level(factor, point, values) for factor in asked.factors)
        front = (point.scenario.name, *levels, run.world, asked.seed, run.replication)
        if result.error:
            yield (*front, "", "", float("nan"), result.error)
        for text, value in result.values.items():
            yield (*front, *Key.of(text), value, "")


def _level(factor: Factor, point: DesignPoint, values: bool) -> str | float:
    """The level of a factor by its name, or where it stands on the axis of the factor."""
    name = point.levels.get(factor.name, "")
    number = factor.level(name).value if name and values else None
    return name if number is None else number
