"""``tup-sim plan``: what an experiment will take and how sharp its answer will be, before anything runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.amounts import Duration
from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.progress import ProgressLine
from tup_sim.cli.runs import AT_LEAST_ONE, JOBS
from tup_sim.cli.speaking import LANG, show
from tup_sim.errors import Message

if TYPE_CHECKING:
    from tup_sim.study.experiment import Experiment

PAIRS = 3


@click.command()
@click.argument("experiment", default="", metavar="[EXPERIMENT]")
@JOBS
@click.option("--budget", type=Duration(), help="Say what can be had in this time: 90s, 10m, 2h.")
@click.option(
    "--replications", "-n", type=click.IntRange(min=2), help="Runs of each point instead of what it says."
)
@click.option(
    "--pairs", type=AT_LEAST_ONE, default=PAIRS, show_default=True,
    help="Runs tried of the strongest contrast; with 1 only the time is known.",
)  # fmt: skip
@click.option("--quick", is_flag=True, help="Plan a quick look: a few runs of each point.")
@click.option(
    "--protocol",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the protocol of the study to this file instead; nothing is run.",
)
@YES
@LANG
@PLUGIN
def plan(
    experiment: str,
    jobs: int | None,
    budget: float | None,
    replications: int | None,
    pairs: int,
    quick: bool,
    protocol: Path | None,
    yes: bool,
    lang: str,
) -> None:
    """Say what EXPERIMENT will take: runs, time on this machine, width of the intervals, disk space.

    EXPERIMENT is a name or a file; without one, list those that come with the package. A few runs are really made:
    some seconds to a minute, and a minute or two on a busy machine. With --protocol question, design, outcomes, seed,
    stopping rule and model are written down instead, to be compared with what was run.
    """
    if not experiment:
        if protocol is not None:
            raise click.UsageError(Message("--protocol: of which experiment?"))
        show(_listed(lang))
        return
    from tup_sim.files.experiments import load_experiment
    from tup_sim.files.kept import written
    from tup_sim.files.store import room
    from tup_sim.reporting.planned import plan_text
    from tup_sim.study.execute import processors
    from tup_sim.study.planning import plan as plan_experiment

    chosen = load_experiment(experiment, quick, replications)
    speak_of([point.scenario for point in chosen.points])
    if protocol is not None:
        _write_protocol(chosen, protocol, lang)
        return
    ask_if_large([point.scenario for point in chosen.points[:2]], pairs, jobs, yes)
    line = ProgressLine()
    line.note(Message("the first runs are under way"))
    try:
        found = plan_experiment(chosen, jobs or processors(), room, pairs, progress=line)
    finally:
        line.clear()
    show(plan_text(replace(found, definition=len(written(chosen))), budget, lang))


def _write_protocol(chosen: Experiment, path: Path, lang: str) -> None:
    """Write the protocol of a study, and say where it is."""
    from tup_sim.publishing import save_protocol
    from tup_sim.texts import say

    save_protocol(chosen, path, lang)
    click.echo(say(lang, "protocol-written", path=path))


def _listed(lang: str) -> str:
    """The experiments that come with the package."""
    from tup_sim.files.experiments import list_experiments
    from tup_sim.files.layout import table, terminal_width
    from tup_sim.texts import say

    found = list_experiments(lang)
    header = say(lang, "field-name"), say(lang, "field-question")
    return f"{table(header, found, terminal_width())}\n\n{say(lang, 'counted-experiments', n=len(found))}"
