"""``python -m validation warm-up``: what each supplied organisation needs before week 0."""

from __future__ import annotations

from pathlib import Path

import click

from tup_sim.cli.baseline import PRESETS, check_out, tell_tables
from tup_sim.errors import Message
from validation.warming_up import HOW_TO_READ, LEAST_AFTER, Need, as_markdown, need_of, summary


@click.command("warm-up", short_help="How long must organisations at rest warm up?")
@click.argument("organisations", nargs=-1, metavar="[ORGANISATION]...")
@click.option("--all", "every", is_flag=True, help="Every organisation that comes with the package.")
@click.option(
    "--replications", type=click.IntRange(min=2), default=20, show_default=True, help="Runs of each."
)
@click.option(
    "--weeks", type=click.IntRange(min=1), help="Weeks after the warm-up instead of the organisation's own."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the study.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=check_out,
    help="Write it to this file.",
)
def warm_up(
    organisations: tuple[str, ...],
    every: bool,
    replications: int,
    weeks: int | None,
    seed: int,
    jobs: int | None,
    out: Path | None,
) -> None:
    """Say from which week on the slow states of an ORGANISATION rest: by equivalence, and by MSER-5.

    Without one, the three main organisations.
    """
    from validation.seeds import own

    if every and organisations:
        raise click.UsageError(Message("give either organisations or --all"))
    own(seed)
    needs = [
        _need(name, replications, weeks, seed, jobs)
        for name in organisations or (_supplied() if every else PRESETS)
    ]
    tables = [HOW_TO_READ, *(as_markdown(each) for each in needs)]
    tell_tables("How long to warm up", tables, summary(needs), out)


def _supplied() -> list[str]:
    from tup_sim.files.places import supplied

    return [place.name for place in supplied() if place.is_organisation]


def _need(name: str, replications: int, weeks: int | None, seed: int, jobs: int | None) -> Need:
    """What one organisation needs, by runs of its own."""
    from tup_sim.files import load_scenario
    from tup_sim.study.warm_up import run_in

    scenario = load_scenario(name, weeks=weeks)
    p = scenario.parameters
    if p.warmup + p.horizon < LEAST_AFTER:
        short = "{name} runs for {weeks} weeks with its warm-up; at least {least} are needed (--weeks)"
        raise click.UsageError(Message(short, name=name, weeks=p.warmup + p.horizon, least=LEAST_AFTER))
    return need_of(name, p.warmup, run_in(scenario, replications, seed, jobs).runs)
