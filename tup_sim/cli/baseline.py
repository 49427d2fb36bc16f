"""``tup-sim scenario baseline``: what are people used to in an organisation at rest, and how long must it warm up?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.amounts import Weeks
from tup_sim.cli.groups import Branch
from tup_sim.cli.moved import moved
from tup_sim.cli.runs import named, options, with_progress
from tup_sim.cli.speaking import LANG, show_views, typed

if TYPE_CHECKING:
    from tup_sim.measures.references import Held
    from tup_sim.study.execute import BatchResult
    from tup_sim.study.work import Result

PRESETS = ("open_house", "care_home_unit", "buddy_programme")
CLONE = Path(__file__).resolve().parents[2]


def check_out(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """Before hours of work: can the file be written, and does its ending say what it will be?"""
    from tup_sim.reporting.saving import MARKDOWN, PICTURE, check_place

    if value is not None:
        check_place(value, PICTURE if option.name == "figure" else MARKDOWN)
    return value


_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=check_out,
    help="Write it to this file.",
)
_RUNS = options(
    click.option(
        "--replications",
        type=click.IntRange(min=2),
        default=20,
        show_default=True,
        help="Runs of each preset.",
    ),
    click.option("--weeks", type=Weeks(), help="Weeks to report instead of the preset's own."),
    click.option(
        "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the study."
    ),
    click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor."),
)
AT_REST = options(
    click.argument("presets", nargs=-1, type=click.Choice(PRESETS), metavar="[PRESET]..."), _RUNS, _OUT
)


@click.group(cls=Branch)
def baseline() -> None:
    """Measure organisations at rest: what people are used to, and how long to warm up."""


baseline.add_command(moved("plausibility"))
baseline.add_command(moved("stationarity"))


@baseline.command()
@AT_REST
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
    tell_tables("References at rest", tables, count(everything), out)


def _held(
    preset: str, replications: int, weeks: int | None, seed: int, jobs: int | None
) -> tuple[list[Held], int]:
    """The references of one preset, and the number of runs behind what was measured."""
    from tup_sim.files import load_scenario
    from tup_sim.measures.references import hold
    from tup_sim.model.references import REFERENCES
    from tup_sim.statistics.intervals import mean_interval
    from tup_sim.study.at_rest import measure_references
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task

    scenario = load_scenario(preset, weeks=weeks)
    tasks = [Task(0, scenario, seed, number, {}) for number in range(replications)]
    runs = finished(execute(measure_references, tasks, jobs))
    measured = {path: mean_interval([run.values[path] for run in runs])[:3] for path in REFERENCES}
    return hold(scenario.parameters, measured), len(runs)


@baseline.command("warm-up")
@click.argument("organisation", default=PRESETS[0])
@_RUNS
@click.option(
    "--figure",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=check_out,
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
    from tup_sim.reporting.warm_up import warm_up_figure, warm_up_view
    from tup_sim.study.warm_up import run_in

    scenario = load_scenario(*named(organisation), weeks=weeks)
    found, code = with_progress(lambda told: run_in(scenario, replications, seed, jobs, told))
    if found:
        show_views(warm_up_view(found, lang))
        if figure:
            warm_up_figure(found, figure, lang)
    raise click.exceptions.Exit(code)


def finished(harvest: BatchResult) -> list[Result]:
    """The runs that did not fail; Ctrl-C ends the work, for fewer runs would be told as those that were asked for.

    Raises:
        KeyboardInterrupt: somebody stopped it.
    """
    if harvest.stopped:
        raise KeyboardInterrupt
    return [result for result in harvest.results if not result.error]


def tell_tables(title: str, tables: list[str], counted: str, out: Path | None) -> None:
    """Print tables, or write them to a file and say how many hold."""
    from tup_sim.reporting.markdown import written_by
    from tup_sim.reporting.saving import save

    text = "\n".join([f"# {title}", "", made(), "", *tables])
    if out is None:
        click.echo(text)
    else:
        save(out, lambda path: path.write_text(written_by(typed(), text), encoding="utf-8"))
        click.echo(f"{counted}; written to {out}")


def made() -> str:
    """Which model made a document, and when."""
    from datetime import UTC, datetime

    from tup_sim.files.manifest import fingerprint
    from tup_sim.reporting.markdown import made_with

    return made_with(fingerprint(), f"{datetime.now(UTC):%Y-%m-%d}")


@baseline.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="...")
@click.pass_context
def oracle(context: click.Context, words: tuple[str, ...]) -> None:
    """Moved to python -m validation oracle; in a clone of the project it still runs that."""
    if not (CLONE / "validation").is_dir():
        context.invoke(moved("oracle"))
    paths = os.pathsep.join(filter(None, [str(CLONE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "validation", "oracle", *words],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    raise click.exceptions.Exit(done.returncode)
