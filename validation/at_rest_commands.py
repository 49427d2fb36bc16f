"""``python -m validation plausibility`` and ``stationarity``: organisations at rest, held against bands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.baseline import AT_REST, PRESETS, check_out, finished, made, tell_tables
from tup_sim.cli.speaking import typed
from tup_sim.errors import Message

if TYPE_CHECKING:
    from validation.plausibility import Interval, Verdict

    Table = tuple[str, list[Verdict]]

HALF_YEAR = 26


@click.command(short_help="Organisations at rest, held against figures of sources.")
@AT_REST
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=check_out,
    help="Also write, figure by figure, what rests on it and whether the runs fit it.",
)
def plausibility(
    presets: tuple[str, ...],
    replications: int,
    weeks: int | None,
    seed: int,
    jobs: int | None,
    out: Path | None,
    figures: Path | None,
) -> None:
    """Hold presets at rest against the figures of the sources, with bands written down beforehand."""
    from tup_sim.files import load_scenario
    from tup_sim.study import replicate
    from validation.plausibility import TARGETS, judge
    from validation.seeds import own

    own(seed)
    tables = []
    for preset in presets or PRESETS:
        study = replicate(load_scenario(preset, weeks=weeks), replications, seed, jobs)
        keys = {target.outcome for target in TARGETS[preset]}
        summary = {key: study.interval(key)[:3] for key in keys}
        tables.append((f"{preset}: {study.finished} runs, seed {seed}", judge(preset, summary)))
    _tell("Plausibility at rest", tables, out)
    if figures:
        _write_figures(tables, figures, f"{replications} runs of each organisation at rest, seed {seed}")


def _write_figures(tables: list[Table], path: Path, runs: str) -> None:
    """The same verdicts, sorted by the figures they rest on."""
    from tup_sim import __version__
    from tup_sim.files import sources
    from tup_sim.reporting.markdown import written_by
    from tup_sim.reporting.saving import save
    from validation.figures_document import figures_document

    found = {title.partition(":")[0]: verdicts for title, verdicts in tables}
    facts = [
        made(),
        f"TUP-sim {__version__}",
        runs,
        f"`python -m validation plausibility --figures {path.name}`",
    ]
    text = figures_document(sources(), found, facts)
    save(path, lambda place: place.write_text(written_by(typed(), text), encoding="utf-8"))
    click.echo(f"written to {path}")


@click.command(short_help="Do organisations at rest stay as they are?")
@AT_REST
def stationarity(
    presets: tuple[str, ...],
    replications: int,
    weeks: int | None,
    seed: int,
    jobs: int | None,
    out: Path | None,
) -> None:
    """Compare the first and the last 26 weeks of unchanged runs, pair by pair, with bands stated beforehand."""
    from validation.seeds import own

    if weeks is not None and weeks < 2 * HALF_YEAR:
        least = "--weeks must be at least {weeks}: two half years are compared"
        raise click.UsageError(Message(least, weeks=2 * HALF_YEAR))
    own(seed)
    tables = []
    for preset in presets or PRESETS:
        verdicts, done = _steady(preset, replications, weeks, seed, jobs)
        tables.append((f"{preset}: last minus first {HALF_YEAR} weeks, {done} runs, seed {seed}", verdicts))
    _tell("Stationarity at rest", tables, out)


def _steady(
    preset: str, replications: int, weeks: int | None, seed: int, jobs: int | None
) -> tuple[list[Verdict], int]:
    """The verdicts on one preset, and the number of runs behind them."""
    from statistics import fmean

    from tup_sim.files import load_scenario
    from tup_sim.statistics import paired_difference
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task, carry_out
    from validation.plausibility import STEADY, judge_steady

    scenario = load_scenario(preset, weeks=weeks)
    horizon = float(scenario.parameters.horizon)
    windows = {"first": (0.0, float(HALF_YEAR)), "last": (horizon - HALF_YEAR, horizon)}
    tasks = [Task(0, scenario, seed, number, windows) for number in range(replications)]
    runs = finished(execute(carry_out, tasks, jobs))
    first: dict[str, float] = {}
    difference: dict[str, Interval] = {}
    for name in (steady.outcome for steady in STEADY):
        begin, end = ([run.values[f"{name}@{window}"] for run in runs] for window in ("first", "last"))
        known = [value for value in begin if value == value]
        first[name] = fmean(known) if known else 0.0
        difference[name] = paired_difference(end, begin)[:3]
    return judge_steady(first, difference), len(runs)


@click.command(short_help="What is too small to matter: measured at rest, kept in the package.")
@click.option("--replications", type=click.IntRange(min=2), default=8, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the study.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor.")
def smallest(replications: int, seed: int, jobs: int | None) -> None:
    """Measure how much people of the supplied house differ at rest, and how large its outcomes are.

    The smallest difference that matters is a tenth of the first or a part of the second, for outcomes that say so.
    """
    from datetime import UTC, datetime

    from tup_sim.files import load_scenario
    from tup_sim.files.manifest import fingerprint
    from tup_sim.measures.smallest import FILE
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task
    from validation.seeds import own
    from validation.spread import kept_text, measure, write

    own(seed)
    scenario = load_scenario(PRESETS[0])
    tasks = [Task(0, scenario, seed, number, {}) for number in range(replications)]
    runs = finished(execute(measure, tasks, jobs))
    facts = {
        "organisation": PRESETS[0],
        "model": fingerprint(),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "seed": seed,
        "runs": len(runs),
    }
    write(kept_text([run.values for run in runs], facts))
    click.echo(f"written to {FILE}")


def _tell(title: str, tables: list[Table], out: Path | None) -> None:
    """Print the tables of verdicts, or write them to a file."""
    from validation.plausibility import as_markdown, count

    verdicts = [each for _, verdicts in tables for each in verdicts]
    tell_tables(title, [as_markdown(*table) for table in tables], count(verdicts), out)
