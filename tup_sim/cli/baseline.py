"""``tup-sim baseline``: is an organisation at rest plausible, stationary, what people are used to, and unchanged?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.amounts import Weeks
from tup_sim.cli.runs import named, with_progress
from tup_sim.cli.speaking import LANG, show
from tup_sim.errors import Message

if TYPE_CHECKING:
    from tup_sim.measures.plausibility import Interval, Verdict
    from tup_sim.measures.references import Held
    from tup_sim.study.execute import Harvest
    from tup_sim.study.work import Result

    Table = tuple[str, list[Verdict]]

PRESETS = ("open_house", "care_home_unit", "buddy_programme")
ORACLE = Path("tests/baseline/oracle")
VALUES = "values.csv"
HALF_YEAR = 26

_presets = click.argument("presets", nargs=-1, type=click.Choice(PRESETS), metavar="[PRESET]...")
_jobs = click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor."
)


def _check_out(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """Before hours of work: can the file be written, and does its ending say what it will be?"""
    from tup_sim.report.saving import MARKDOWN, PICTURE, check_place

    if value is not None:
        check_place(value, PICTURE if option.name == "figure" else MARKDOWN)
    return value


_out = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_check_out,
    help="Write it to this file.",
)
_weeks = click.option("--weeks", type=Weeks(), help="Weeks to report instead of the preset's own.")
_seed = click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the study."
)
_replications = click.option(
    "--replications", type=click.IntRange(min=2), default=20, show_default=True, help="Runs of each preset."
)


@click.group()
def baseline() -> None:
    """Check the organisations at rest: plausible, stationary, what people are used to, unchanged."""


@baseline.command()
@_presets
@_replications
@_weeks
@_seed
@_jobs
@_out
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_check_out,
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
    from tup_sim.measures.plausibility import TARGETS, judge
    from tup_sim.study import replicate

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
    from tup_sim.report.register import figures_document
    from tup_sim.report.saving import save

    found = {title.partition(":")[0]: verdicts for title, verdicts in tables}
    facts = [
        _made(),
        f"TUP-sim {__version__}",
        runs,
        f"`tup-sim baseline plausibility --figures {path.name}`",
    ]
    text = figures_document(sources(), found, facts)
    save(path, lambda place: place.write_text(text, encoding="utf-8"))
    click.echo(f"written to {path}")


@baseline.command()
@_presets
@_replications
@_weeks
@_seed
@_jobs
@_out
def stationarity(
    presets: tuple[str, ...],
    replications: int,
    weeks: int | None,
    seed: int,
    jobs: int | None,
    out: Path | None,
) -> None:
    """Compare the first and the last 26 weeks of unchanged runs, pair by pair, with bands stated beforehand."""
    if weeks is not None and weeks < 2 * HALF_YEAR:
        least = "--weeks must be at least {weeks}: two half years are compared"
        raise click.UsageError(Message(least, weeks=2 * HALF_YEAR))
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
    from tup_sim.measures.plausibility import STEADY, judge_steady
    from tup_sim.statistics import paired_difference
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task, carry_out

    scenario = load_scenario(preset, weeks=weeks)
    horizon = float(scenario.parameters.horizon)
    windows = {"first": (0.0, float(HALF_YEAR)), "last": (horizon - HALF_YEAR, horizon)}
    tasks = [Task(0, scenario, seed, number, windows) for number in range(replications)]
    runs = _finished(execute(carry_out, tasks, jobs))
    first: dict[str, float] = {}
    difference: dict[str, Interval] = {}
    for name in (steady.outcome for steady in STEADY):
        begin, end = ([run.values[f"{name}@{window}"] for run in runs] for window in ("first", "last"))
        known = [value for value in begin if value == value]
        first[name] = fmean(known) if known else 0.0
        difference[name] = paired_difference(end, begin)[:3]
    return judge_steady(first, difference), len(runs)


@baseline.command()
@_presets
@_replications
@_weeks
@_seed
@_jobs
@_out
def references(
    presets: tuple[str, ...],
    replications: int,
    weeks: int | None,
    seed: int,
    jobs: int | None,
    out: Path | None,
) -> None:
    """Hold what people are said to be used to (usual, reference) against what is measured at rest."""
    from tup_sim.measures.references import as_markdown, count

    tables, everything = [], []
    for preset in presets or PRESETS:
        held, done = _held(preset, replications, weeks, seed, jobs)
        tables.append(as_markdown(f"{preset}: {done} runs, seed {seed}", held))
        everything += held
    _write("References at rest", tables, count(everything), out)


def _held(
    preset: str, replications: int, weeks: int | None, seed: int, jobs: int | None
) -> tuple[list[Held], int]:
    """The references of one preset, and the number of runs behind what was measured."""
    from tup_sim.files import load_scenario
    from tup_sim.measures.references import REFERENCES, hold
    from tup_sim.statistics.intervals import mean_interval
    from tup_sim.study.at_rest import measure_references
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task

    scenario = load_scenario(preset, weeks=weeks)
    tasks = [Task(0, scenario, seed, number, {}) for number in range(replications)]
    runs = _finished(execute(measure_references, tasks, jobs))
    measured = {path: mean_interval([run.values[path] for run in runs])[:3] for path in REFERENCES}
    return hold(scenario.parameters, measured), len(runs)


@baseline.command("warm-up")
@click.argument("organisation", default=PRESETS[0])
@_replications
@_weeks
@_seed
@_jobs
@click.option(
    "--figure",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_check_out,
    help="Save Welch's figure; without an ending as PNG and SVG.",
)
@LANG
def warm_up(
    organisation: str,
    replications: int,
    weeks: int | None,
    seed: int,
    jobs: int | None,
    figure: Path | None,
    lang: str,
) -> None:
    """Say whether the warm-up of an ORGANISATION is long enough: MSER-5 per outcome, and Welch's figure."""
    from tup_sim.files import load_scenario
    from tup_sim.files.layout import shown_width
    from tup_sim.report.warm_up import warm_up_figure, warm_up_text
    from tup_sim.study.warm_up import run_in

    scenario = load_scenario(*named(organisation), weeks=weeks)
    found, code = with_progress(lambda told: run_in(scenario, replications, seed, jobs, told))
    if found:
        show(warm_up_text(found, lang, shown_width()))
        if figure:
            warm_up_figure(found, figure, lang)
    raise click.exceptions.Exit(code)


def _finished(harvest: Harvest) -> list[Result]:
    """The runs that did not fail; Ctrl-C ends the work, for fewer runs would be told as those that were asked for."""
    if harvest.stopped:
        raise KeyboardInterrupt
    return [result for result in harvest.results if not result.error]


def _tell(title: str, tables: list[Table], out: Path | None) -> None:
    """Print the tables of verdicts, or write them to a file."""
    from tup_sim.measures.plausibility import as_markdown, count

    verdicts = [each for _, verdicts in tables for each in verdicts]
    _write(title, [as_markdown(*table) for table in tables], count(verdicts), out)


def _write(title: str, tables: list[str], counted: str, out: Path | None) -> None:
    """Print tables, or write them to a file and say how many hold."""
    from tup_sim.report.saving import save

    text = "\n".join([f"# {title}", "", _made(), "", *tables])
    if out is None:
        click.echo(text)
    else:
        save(out, lambda path: path.write_text(text, encoding="utf-8"))
        click.echo(f"{counted}; written to {out}")


def _made() -> str:
    """Which model made a document, and when."""
    from datetime import UTC, datetime

    from tup_sim.files.manifest import fingerprint
    from tup_sim.report.markdown import made_with

    return made_with(fingerprint(), f"{datetime.now(UTC):%Y-%m-%d}")


@baseline.command()
@click.option("--refresh", "action", flag_value="refresh", help="Write the values of today to the folder.")
@click.option(
    "--check", "action", flag_value="check", default=True, help="Compare with the folder (default)."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ORACLE,
    show_default=True,
    help="Scenarios, their values, and what became of outcomes that are no more.",
)
@_jobs
def oracle(action: str, folder: Path, jobs: int | None) -> None:
    """Compare every outcome of a dozen short runs with its exact value, or write these values anew."""
    from tup_sim.files.oracle import read_renames, read_values, scenarios_in, values_text
    from tup_sim.report.saving import check_place, save
    from tup_sim.study.oracle import changes, lost, observed

    file = folder / VALUES
    if action == "refresh":
        check_place(file)
    found, renames = observed(scenarios_in(folder), jobs), read_renames(folder)
    before = read_values(file) if file.exists() else None
    counted = f"{sum(map(len, found.values.values()))} values of {len(found.values)} runs"
    if action == "refresh":
        if before and (gone := lost(before, found, renames)):
            names = ", ".join(gone)
            what = "say in {file} what became of: {names}"
            raise click.ClickException(Message(what, file=folder / "renamed.yaml", names=names))
        save(file, lambda place: place.write_text(values_text(found), encoding="utf-8"))
        click.echo(f"{counted} written to {file}")
        return
    if before is None:
        raise click.ClickException(Message("{file} does not exist; write it with --refresh", file=file))
    if changed := changes(before, found, renames):
        raise click.ClickException(Message("not what they were:\n{lines}", lines="\n".join(changed)))
    click.echo(f"{counted} are what they were")
