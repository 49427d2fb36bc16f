"""``tup-sim sensitivity sweep``: which assumptions decide an outcome, or a difference between two scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.at_rest import at_rest
from tup_sim.cli.groups import Renaming
from tup_sim.cli.plugging import speak_of
from tup_sim.cli.runs import (
    ALONE,
    AT_LEAST_ONE,
    CHANGED,
    FAILED,
    JOBS,
    JSON,
    LANG,
    LIMIT,
    QUICK_WEEKS,
    SEED,
    WEEKS,
    Asked,
    check_csv,
    named,
    options,
    outcome_list,
    report_failures,
    tell_of_two_houses,
    with_progress,
)
from tup_sim.cli.speaking import typed

if TYPE_CHECKING:
    from tup_sim.study.sweep import Pair, Sweep

DRAWS, QUICK_DRAWS, UNMOVED = 200, 20, 20


@click.command(cls=Renaming, renamed={"--runs": "--draws", "-n": "--draws", "--write": "--out"})
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@click.option(
    "--outcome", "outcomes", metavar="NAME[@WINDOW],...", required=True, help="Outcomes, as core_met@late."
)
@click.option(
    "--against", metavar="OTHER", help="Look at the difference of this one with each SCENARIO, as +cut_20."
)
@click.option(
    "--method", type=click.Choice(["lhs", "morris", "sobol"]), default="lhs", show_default=True,
    help="All assumptions at once (lhs), one after the other (morris), or shares of the variance (sobol, with --only). "
    "The last two need SALib.",
)  # fmt: skip
@click.option("--only", metavar="PATH,...", help="Move these assumptions only, as coaching_need.incident.")
@click.option(
    "--draws", type=AT_LEAST_ONE,
    help=f"Draws of the assumptions; default {DRAWS}, 4 paths, or 64 blocks.",
)  # fmt: skip
@click.option(
    "--unmoved", type=click.IntRange(min=0), default=UNMOVED, show_default=True,
    help="Runs with every assumption in its place.",
)  # fmt: skip
@click.option("--csv", type=click.Path(path_type=Path), help="Save every draw as CSV.")
@click.option("--out", "write", type=click.Path(path_type=Path), help="Write the tables as Markdown.")
@click.option("--quick", is_flag=True, help=f"{QUICK_DRAWS} draws of {QUICK_WEEKS} weeks.")
@options(SEED, WEEKS, JOBS, CHANGED, LANG, JSON, LIMIT, ALONE, YES)
def sweep(
    scenarios: tuple[str, ...],
    outcomes: str,
    against: str | None,
    method: str,
    only: str | None,
    draws: int | None,
    unmoved: int,
    write: Path | None,
    **rest: Any,
) -> None:
    """Move every assumption over its plausible range and show which of them decide the outcomes of each SCENARIO.

    With --against the outcomes are differences, between two runs with the same assumptions and the same luck, and
    the table says in how many draws the sign holds. A run that fails is told and left out.
    """
    asked = Asked(**rest)
    pairs, keys = _pairs(asked, scenarios, against), outcome_list(outcomes)
    moved = [each.strip() for each in only.split(",")] if only else []
    _check_places(asked.csv, write)
    from tup_sim.study.sweep import sweep as sweep_scenarios

    draws = draws or (QUICK_DRAWS if asked.quick and method == "lhs" else None)
    pairs = _at_rest(asked, pairs, keys, (draws or DRAWS) + unmoved)
    found, code = with_progress(
        lambda told: sweep_scenarios(
            pairs,
            keys,
            method,
            draws,
            unmoved,
            asked.seed,
            moved,
            asked.jobs,
            told,
            limit=asked.limit,
            alone=asked.alone,
        )
    )
    if found:
        _show(asked, found)
        report_failures(found)
        _save(asked, found, write)
        code = code or FAILED * any(each.failures for each in found)
    raise click.exceptions.Exit(code)


def _pairs(asked: Asked, scenarios: Sequence[str], against: str | None) -> list[Pair]:
    """What is looked at: scenarios, each with what its difference is looked at of, if anything is."""
    pairs = [
        (asked.load(*named(each)), asked.load(*named(against, each)) if against else None)
        for each in scenarios
    ]
    speak_of([each for pair in pairs for each in pair if each])
    for pair in pairs:
        tell_of_two_houses([each for each in pair if each], asked.lang)
    return pairs


def _check_places(csv: Path | None, write: Path | None) -> None:
    """Complain about a file that cannot be written before an hour of runs, not after it."""
    check_csv(csv)
    if write:
        from tup_sim.reporting.saving import MARKDOWN, check_place

        check_place(write, MARKDOWN)


def _at_rest(asked: Asked, pairs: Sequence[Pair], outcomes: Sequence[str], draws: int) -> list[Pair]:
    """The pairs with what people are used to, measured once all that is asked can be answered."""
    from tup_sim.study.sweep import check_outcomes

    there = [[each for each in pair if each] for pair in pairs]
    for pair in there:
        check_outcomes(pair, outcomes)
    flat = [each for pair in there for each in pair]
    ask_if_large(flat, draws, asked.jobs, asked.yes)
    found = iter(at_rest(flat, asked.jobs, asked.lang))
    return [(next(found), next(found) if other else None) for _, other in pairs]


def _show(asked: Asked, found: Sequence[Sweep]) -> None:
    from tup_sim.reporting.sweep import sweep_data, sweep_views

    asked.show(
        lambda: {"sweeps": [sweep_data(each) for each in found]},
        lambda: sweep_views(found, asked.lang, asked.quick),
    )


def _save(asked: Asked, found: Sequence[Sweep], write: Path | None) -> None:
    from tup_sim.reporting.saving import save, save_csv

    if asked.csv:
        from pandas import concat

        save_csv(concat([each.draws for each in found], ignore_index=True), asked.csv, asked.lang)
    if write:
        from datetime import UTC, datetime

        from tup_sim import __version__
        from tup_sim.files.manifest import fingerprint
        from tup_sim.reporting.markdown import made_with, written_by
        from tup_sim.reporting.sweep import sweep_markdown

        made = made_with(fingerprint(), f"{datetime.now(UTC):%Y-%m-%d}")
        text = sweep_markdown(found, typed(), __version__, asked.lang, made)
        save(write, lambda place: place.write_text(written_by(typed(), text), encoding="utf-8"))
