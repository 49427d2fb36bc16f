"""``tup-sim menu``: the answers of lessons and of the first page in a browser, computed beforehand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.experiments import KEPT_IN, WatcherLine
from tup_sim.cli.progress import in_words, under_way
from tup_sim.cli.runs import AT_LEAST_ONE, JOBS, load_what_comes_after
from tup_sim.cli.speaking import LANG, in_language, tell
from tup_sim.cli.web import check_it_is_there
from tup_sim.errors import Message

if TYPE_CHECKING:
    from tup_sim.files.store import ResultStore
    from tup_sim.study.experiment import Experiment
    from tup_sim.study.findings import Findings

FIRST_PAGE = "first_page"
BROKEN_OFF = 130
PLANNED = "{name}: {cases} worlds, {runs} runs, {there} of them kept already; about {time} with {n} processes"
JUST_TRIED = (
    "{name}: {cases} worlds, {runs} runs, {there} of them kept already and {tried} made just now to see how long "
    "a run takes; about {time} with {n} processes"
)
Write = Callable[["Findings"], Path]


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]...")
@click.option(
    "--replications", "-n", "runs", type=AT_LEAST_ONE, default=8, show_default=True, help="Runs of each package."
)  # fmt: skip
@click.option("--plan", "only_plan", is_flag=True, help="Only say how long it takes.")
@JOBS
@KEPT_IN
@LANG
def menu(
    lessons: tuple[str, ...], runs: int, only_plan: bool, jobs: int | None, out: Path, lang: str
) -> None:
    """Compute the answers of a LESSON (a name or a file) beforehand, so that in class they are there at once.

    Without LESSON: those of all lessons that come with the program, and of the first page in a browser (first_page).
    Says how long it takes before it begins. Every run is kept at once. Broken off in any way, the same command goes
    on where it was.
    """
    check_it_is_there()
    from tup_sim.files.store import ResultStore
    from tup_sim.web import lessons as known

    load_what_comes_after()
    with ResultStore(out) as store:
        for name in lessons or (*known.names(), FIRST_PAGE):
            with under_way(Message("{name}: looking at what is to be run", name=name)):
                asked, write = _asked(name, runs, out)
            _compute(name, asked, write, store, jobs, only_plan)


def _asked(name: str, runs: int, folder: Path) -> tuple[Experiment, Write]:
    """The experiment that computes it, and what writes what it found.

    Raises:
        TupSimError: there is no such lesson, or something is wrong with it.
    """
    from tup_sim.web import first_page, menus
    from tup_sim.web.lessons import load

    if name == FIRST_PAGE:
        return first_page.experiment_of_it(), first_page.write
    lesson = load(name)
    return menus.experiment_of(lesson, folder, runs), lambda found: menus.write(lesson, found)


def _compute(
    name: str, asked: Experiment, write: Write, store: ResultStore, jobs: int | None, only_plan: bool
) -> None:
    """Say what it takes, run what is missing, and write it."""
    from tup_sim.files.conducting import conduct
    from tup_sim.study import Interrupted
    from tup_sim.web.menus import planned

    with under_way(Message("{name}: trying how long a run takes", name=name)):
        plan = planned(asked, store, jobs)
    tell(
        Message(
            JUST_TRIED if plan.tried else PLANNED, name=name, cases=plan.cases, runs=plan.runs, there=plan.there,
            tried=plan.tried, time=in_words(plan.seconds), n=plan.processes,
        )
    )  # fmt: skip
    if only_plan:
        return
    try:
        found = conduct(asked, store, WatcherLine(), (), jobs)
    except Interrupted as stop:
        tell(stop.message)
        raise click.exceptions.Exit(BROKEN_OFF) from None
    for failure in found.failures:
        raise failure
    click.echo(in_language(Message("{file} was written", file=write(found))))
