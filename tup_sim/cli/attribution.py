"""``tup-sim sensitivity explain-difference``: which mechanisms produce a difference between two scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.at_rest import at_rest
from tup_sim.cli.plugging import speak_of
from tup_sim.cli.runs import (
    ALONE,
    AT_LEAST_ONE,
    CHANGED,
    CSV,
    FAILED,
    JOBS,
    JSON,
    LANG,
    LIMIT,
    QUICK,
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

if TYPE_CHECKING:
    from tup_sim.study.attribution import Attribution

RUNS = 10


@click.command("explain-difference")
@click.argument("base")
@click.argument("other")
@click.option(
    "--outcome",
    "outcomes",
    metavar="NAME[@WINDOW],...",
    required=True,
    help="Outcomes, as retention_12m@late.",
)
@click.option(
    "--mechanisms", metavar="NAME,...", default="",
    help="What to switch off; a+b is switched together, 'all' is every one but money. Default: the usual five.",
)  # fmt: skip
@click.option(
    "--replications", "-n", type=AT_LEAST_ONE, help=f"How much luck each combination meets; default {RUNS}."
)
@click.option(
    "--orders",
    type=AT_LEAST_ONE,
    help="Sample this many pairs of orders per replication instead of all combinations.",
)
@options(SEED, WEEKS, JOBS, CHANGED, QUICK, LANG, JSON, CSV, LIMIT, ALONE, YES)
def explain_difference(
    base: str,
    other: str,
    outcomes: str,
    mechanisms: str,
    replications: int | None,
    orders: int | None,
    **rest: Any,
) -> None:
    """Divide the difference between OTHER and BASE over the mechanisms that produce it.

    Scenarios are named as in compare. Mechanisms are switched off in both worlds, in every combination (up to six
    mechanisms) or along random orders (more), each time with the same luck; a mechanism's share is its Shapley value.
    """
    asked = Asked(replications, **rest)
    pair = speak_of([asked.load(*named(each, base)) for each in (base, other)])
    tell_of_two_houses(pair, asked.lang)
    keys = outcome_list(outcomes)
    check_csv(asked.csv)
    from tup_sim.study.attribution import coalitions_of, members_of
    from tup_sim.study.attribution import explain_difference as explain
    from tup_sim.study.sweep import check_outcomes

    check_outcomes(pair, keys)
    chosen = [name.strip() for name in mechanisms.split(",") if name.strip()]
    runs = replications or (asked.runs if asked.quick else RUNS)
    each = coalitions_of(len(members_of(chosen, pair)), orders)
    ask_if_large(pair, runs * each, asked.jobs, asked.yes)
    pair = at_rest(pair, asked.jobs, asked.lang)
    found, code = with_progress(
        lambda told: explain(
            pair[0],
            pair[1],
            keys,
            chosen,
            runs,
            asked.seed,
            orders,
            asked.jobs,
            told,
            limit=asked.limit,
            alone=asked.alone,
        )
    )
    if found:
        _show(asked, found)
        report_failures([found])
        _save(found, asked.csv, asked.lang)
        code = code or FAILED * bool(found.failures)
    raise click.exceptions.Exit(code)


def _show(asked: Asked, found: Attribution) -> None:
    from tup_sim.reporting.attribution import attribution_data, attribution_view

    asked.show(lambda: attribution_data(found), lambda: [attribution_view(found, asked.lang, asked.quick)])


def _save(found: Attribution, path: Path | None, lang: str) -> None:
    if path is not None:
        from tup_sim.reporting.saving import save_csv

        save_csv(found.runs, path, lang)
