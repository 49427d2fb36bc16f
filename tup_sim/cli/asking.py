"""Before much begins: what it will take is said, and whoever did not mean it can say no."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tup_sim.cli.speaking import in_language
from tup_sim.errors import Message, TupSimError, a_word

if TYPE_CHECKING:
    from tup_sim.model.parameters import Scenario

YES = click.option("--yes", "-y", is_flag=True, help="Begin even if it will take very long or much memory.")
TIMES = ((31_557_600.0, "years"), (86_400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (0.0, "seconds"))


def ask_if_large(
    scenarios: Sequence[Scenario], runs: int, jobs: int | None, yes: bool, held: bool = True
) -> None:
    """Say what a very large study will take, and ask whether it is meant; in a script only ``--yes`` means it.

    Args:
        scenarios: what is run.
        runs: of each scenario.
        jobs: processes that were asked for.
        yes: whether ``--yes`` was given.
        held: whether results are held in memory until the end.

    Raises:
        TupSimError: it is large, and nobody says that it is meant.
    """
    from tup_sim.study.execute import workers
    from tup_sim.study.size import size_of

    size = size_of(scenarios, runs, workers(jobs, runs * len(scenarios)), held)
    if yes or not size.large:
        return
    told = Message(
        "this will take {runs} runs, some {time} and some {memory} of memory",
        runs=f"{size.runs:,}".replace(",", " "), time=_time(size.seconds), memory=_memory(size.memory),
    )  # fmt: skip
    if sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty():
        if click.confirm(in_language(Message("{told}. Begin?", told=told)), err=True):
            return
        raise click.Abort
    raise TupSimError(
        Message("{told}: give --yes if that is meant, else fewer runs, weeks or places", told=told)
    )


def _time(seconds: float) -> Message:

    long, unit = next((long, unit) for long, unit in TIMES if seconds >= 2 * long)
    number = f"{seconds / (long or 1):,.0f}".replace(",", " ")
    return Message("{n} {unit}", n=number, unit=a_word(unit))


def _memory(size: float) -> str:
    return f"{size / 1e9:,.0f} GB".replace(",", " ") if size >= 1e9 else f"{size / 1e6:.0f} MB"
