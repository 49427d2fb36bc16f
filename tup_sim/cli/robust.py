"""``tup-sim sensitivity robust``: whether the best choice of an experiment is the best with other assumptions too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.at_rest import experiment_at_rest
from tup_sim.cli.experiments import BROKEN_OFF, KEPT_IN, carried_on, commands_of, goes_on
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.runs import ALONE, AT_LEAST_ONE, FAILED, JOBS, JSON, LIMIT, VERBOSE, report_failures
from tup_sim.cli.speaking import LANG, show, show_views, tell
from tup_sim.errors import Message, TupSimError

if TYPE_CHECKING:
    from tup_sim.study.experiment import Experiment
    from tup_sim.study.findings import Findings

WORLDS, QUICK_WORLDS, FEWEST = 24, 4, 2


@click.command()
@click.argument("file", metavar="EXPERIMENT")
@click.option(
    "--worlds",
    type=click.IntRange(min=FEWEST),
    help=f"Worlds with other assumptions; default: those of EXPERIMENT, or {WORLDS} where it has none.",
)
@click.option(
    "--replications", "-n", type=AT_LEAST_ONE, help="Runs of each point instead of what the experiment says."
)
@click.option("--quick", is_flag=True, help="A few runs and a few worlds, to see what the answer looks like.")
@JOBS
@LIMIT
@ALONE
@YES
@KEPT_IN
@LANG
@JSON
@VERBOSE
@PLUGIN
def robust(
    file: str,
    worlds: int | None,
    replications: int | None,
    quick: bool,
    jobs: int | None,
    limit: float | None,
    alone: bool,
    yes: bool,
    out: Path,
    lang: str,
    as_json: bool,
    verbose: bool,
) -> None:
    """Run the alternatives of EXPERIMENT with other assumptions, and show whether the best one stays the best.

    All assumptions are moved at once over their plausible ranges; in each world every alternative is run with the same
    luck. It shows how often each is the best, what it loses against the best, and under which conditions. Every run is
    kept; broken off in any way, the same command goes on where it was.
    """
    from tup_sim.files.store import ResultStore

    asked = _asked(file, worlds, replications, quick)
    speak_of([point.scenario for point in asked.points])
    ask_if_large(
        [point.scenario for point in asked.points], asked.at_most + len(asked.worlds), jobs, yes, held=False
    )
    given = {"--worlds": worlds, "-n": replications, "--quick": quick, "--results": out}
    commands = commands_of(file, asked.name, given, ("sensitivity", "robust"))
    with ResultStore(out) as store:
        asked = experiment_at_rest(asked, store, jobs, lang)
        found, code = carried_on(asked, store, jobs, None, limit, alone, commands)
        if code == BROKEN_OFF:
            tell(goes_on(sum(each.finished for each in found.found), store.path))
            raise click.exceptions.Exit(code)
    _show(found, lang, as_json)
    report_failures([found], verbose)
    raise click.exceptions.Exit(FAILED * bool(found.failures))


def _asked(file: str, worlds: int | None, replications: int | None, quick: bool) -> Experiment:
    """The experiment with its worlds, under the name that its results get.

    Raises:
        TupSimError: there is nothing to choose in it.
    """
    from tup_sim.files.experiments import load_experiment
    from tup_sim.files.kept import QUICK, ROBUST

    own = load_experiment(file, quick, replications)
    _refuse_no_choice(own)
    name = f"{own.name}{QUICK}" if quick else own.name
    if own.worlds and worlds in (None, len(own.worlds)):
        return replace(own, name=name)
    many = worlds or (QUICK_WORLDS if quick else WORLDS)
    return replace(load_experiment(file, quick, replications, many), name=f"{name}{ROBUST}")


def _refuse_no_choice(asked: Experiment) -> None:
    """Say before anything is run that nothing can be better than something else.

    Raises:
        TupSimError: nothing can.
    """
    from tup_sim.measures import outcome_of

    first = asked.outcomes[0].outcome
    if outcome_of(first).better == "neutral":
        what = "more of {outcome} is neither better nor worse: nothing can be lost in it"
        raise TupSimError(Message(what, outcome=first))
    if not any(each.choice for each in asked.factors):
        what = "'{name}' offers nothing to choose: each of its factors is what happens, and not what one does"
        raise TupSimError(Message(what, name=asked.name))


def _show(found: Findings, lang: str, as_json: bool) -> None:
    from tup_sim.reporting.in_worlds import robust_data, robust_view

    if not as_json:
        return show_views(robust_view(found, lang))
    import json

    show(json.dumps(robust_data(found), indent=2, allow_nan=False), as_it_is=True)
