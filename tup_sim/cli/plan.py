"""``tup-sim plan``: what an experiment will take and how sharp its answer will be, before anything runs."""

from __future__ import annotations

from dataclasses import replace

import click

from tup_sim.cli.amounts import Duration
from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.progress import ProgressLine
from tup_sim.cli.runs import AT_LEAST_ONE, JOBS
from tup_sim.cli.speaking import LANG, show
from tup_sim.errors import Message

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
    yes: bool,
    lang: str,
) -> None:
    """Say what EXPERIMENT will take: runs, time on this machine, width of the intervals, disk space.

    EXPERIMENT is a name or a file; without one, list those that come with the package. A few runs are really made:
    some seconds to a minute, and a minute or two on a busy machine.
    """
    if not experiment:
        show(_listed(lang))
        return
    from tup_sim.files.experiments import load_experiment
    from tup_sim.files.kept import written
    from tup_sim.files.store import room
    from tup_sim.report.planned import plan_text
    from tup_sim.study.execute import processors
    from tup_sim.study.planning import plan as plan_experiment

    chosen = load_experiment(experiment, quick, replications)
    speak_of([point.scenario for point in chosen.points])
    ask_if_large([point.scenario for point in chosen.points[:2]], pairs, jobs, yes)
    line = ProgressLine()
    line.note(Message("the first runs are under way"))
    try:
        found = plan_experiment(chosen, jobs or processors(), room, pairs, progress=line)
    finally:
        line.clear()
    show(plan_text(replace(found, definition=len(written(chosen))), budget, lang))


def _listed(lang: str) -> str:
    """The experiments that come with the package."""
    from tup_sim.files.experiments import list_experiments
    from tup_sim.files.layout import table, terminal_width
    from tup_sim.texts import say

    found = list_experiments(lang)
    header = say(lang, "field-name"), say(lang, "field-question")
    return f"{table(header, found, terminal_width())}\n\n{say(lang, 'counted-experiments', n=len(found))}"
