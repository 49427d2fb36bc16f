"""``python -m validation leaving``: fit the rates of leaving to what is published, and hold both rules against it.

It stands here and not in ``tup-sim scenario baseline``, since what it needs are figures of sources and their bands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from tup_sim.cli.baseline import PRESETS, check_out, finished, tell_tables

if TYPE_CHECKING:
    from tup_sim.model.parameters import Parameters, Scenario
    from validation.leaving_alone import Anchor, Lived, Rates

RULES: Final = ("classes", "attitude")
GAMMAS: Final = (0.6, 0.8, 1.0, 1.2, 1.5, 1.8)
# What helps people begin, as in the signature about it (docs/signatures.md).
BUNDLE: Final[Mapping[str, Any]] = {
    "announce_newcomers": 0.3,
    "mentors": True,
    "mentor_at_first_talk": True,
    "dialogue_interval": 13.0,
}
BETTER: Final = 0.3  # SD by which the first year is better where the rule alone is asked for an odds ratio
QUICK, FULL = (
    (2, 104, 1000),
    (12, 156, 4000),
)  # runs of each arm, weeks of each, people where the rule is alone


@click.command(
    short_help="Who leaves: the rates fitted to what is published, and both rules held against it."
)
@click.argument("organisation", type=click.Choice(PRESETS), default=PRESETS[0], metavar="[ORGANISATION]")
@click.option("--quick", is_flag=True, help="Fewer and shorter runs, for a look.")
@click.option(
    "--replications", type=click.IntRange(min=1), help="Runs of each arm, instead of those of the form."
)
@click.option("--seed", type=click.IntRange(min=0), default=41, show_default=True, help="Seed of the study.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=check_out,
    help="Write it to this file.",
)
def leaving(
    organisation: str, quick: bool, replications: int | None, seed: int, jobs: int | None, out: Path | None
) -> None:
    """Measure who leaves under both rules, fit the rates of the rule of attitude to the anchors, and say what clashes.

    Shock, choice and spread are fitted for several weights of attitude (gamma), with the rule alone and the states that
    the runs measured; gamma itself is read off where the correlations lie in their bands.
    """
    from validation.leaving import figures
    from validation.leaving_alone import ANCHORS, Lived, People
    from validation.seeds import for_structure

    for_structure(seed)
    runs, weeks, count = QUICK if quick else FULL
    runs = replications or runs
    arms = _arms(organisation, weeks)
    sums = _measured(list(arms.values()), runs, seed, jobs)
    seen = {name: figures(each, arms[name]) for name, each in zip(arms, sums, strict=True)}
    for rule in RULES:
        seen[rule]["odds_ratio"] = _odds(seen[f"{rule}+bundle"]) / _odds(seen[rule])
    mine = seen["attitude"]
    lived = Lived(mine["lived_mean"], mine["lived_sd"], mine["lived_half_a_year_on"])
    p = arms["attitude"].parameters
    tables = [
        _of_the_model(f"{organisation}: {runs} runs of {weeks} weeks, seed {seed}", ANCHORS, seen),
        _of_what_was_measured(lived, seen),
        _of_the_rule_alone(p, People(p, lived, count, seed), count),
    ]
    inside = sum(each.low <= mine[each.name] <= each.high for each in ANCHORS)
    tell_tables("Who leaves", tables, f"{inside} of {len(ANCHORS)} anchors lie in their bands", out)


def _arms(organisation: str, weeks: int) -> dict[str, Scenario]:
    """Both rules, each without and with the bundle for newcomers."""
    from tup_sim.files import load_scenario
    from validation.structures import in_force

    scenario = load_scenario(organisation, weeks=weeks)
    arms = {rule: in_force(scenario, {"submodels.leaving": rule}) for rule in RULES}
    return arms | {f"{rule}+bundle": in_force(arms[rule], BUNDLE) for rule in RULES}


def _measured(arms: Sequence[Scenario], runs: int, seed: int, jobs: int | None) -> list[dict[str, float]]:
    """Sums over the runs of each arm."""
    from tup_sim.study.execute import execute
    from tup_sim.study.work import Task
    from validation.leaving import added, measure

    tasks = [Task(arm, each, seed, number, {}) for number in range(runs) for arm, each in enumerate(arms)]
    done = finished(execute(measure, tasks, jobs))
    return [added([result.values for result in done if result.arm == arm]) for arm in range(len(arms))]


def _odds(seen: Mapping[str, float]) -> float:
    return seen["there_6m"] / (1.0 - seen["there_6m"])


def _of_the_model(title: str, anchors: Sequence[Anchor], seen: Mapping[str, Mapping[str, float]]) -> str:
    """Published beside both rules; a figure outside its band is bold."""
    lines = [
        f"## {title}",
        "",
        f"| anchor | source | published | {' | '.join(RULES)} |",
        "|---|---|---|---|---|",
    ]
    for each in anchors:
        cells = []
        for rule in RULES:
            value = seen[rule][f"{each.name}_states" if _by_states(rule, each.name) else each.name]
            cells.append(f"{value:.3f}" if each.low <= value <= each.high else f"**{value:.3f}**")
        lines.append(
            f"| {each.about} | {each.sources} | {each.value:g} ({each.low:g} to {each.high:g}) | {' | '.join(cells)} |"
        )
    note = (
        "By classes nobody has an attitude; there its place is taken by the states of the day, each in its own SD. "
        "The odds ratio is that of the bundle for newcomers: announced, a mentor every week and at the first talk, "
        "dialogue."
    )
    return "\n".join([*lines, "", note, ""])


def _by_states(rule: str, name: str) -> bool:
    return rule == RULES[0] and name.startswith("r_")


def _of_what_was_measured(lived: Lived, seen: Mapping[str, Mapping[str, float]]) -> str:
    """What the rule alone takes from the runs, and whether attitude has the scale it should have."""
    mine = seen["attitude"]
    table = ", ".join(f"{mine[f'table_{months}m']:.3f}" for months in (3, 6, 12, 30))
    return "\n".join(
        [
            "## Attitude as measured",
            "",
            f"- lived through: mean {lived.mean:.3f}, SD {lived.sd:.3f}, correlation with half a year later "
            f"{lived.half_a_year_on:.2f}",
            f"- newcomers: mean {mine['mean_newcomers']:.3f}, SD {mine['sd_newcomers']:.3f}; stock: mean "
            f"{mine['mean_stock']:.3f}, SD {mine['sd_stock']:.3f} (who feels well stays)",
            f"- gone within a year: stock {mine['gone_stock']:.3f}, newcomers {mine['gone_newcomers']:.3f}",
            f"- starters there after 3, 6, 12 and 30 months by a life table, with the luck of who they are: {table}",
            f"- correlation of the states of the day with being gone: stock {mine['r_stock_states']:.3f}, newcomers "
            f"{mine['r_newcomers_states']:.3f}",
            "",
        ]
    )


def _of_the_rule_alone(p: Parameters, people: Any, count: int) -> str:
    """Rates fitted for each gamma, what comes out, and what clashes."""
    from validation.leaving_alone import ANCHORS, Rates, fitted, misfit

    head = "| gamma | shock | choice | spread | misfit | 3, 6, 12, 30 months | turnover | shocks | r stock | "
    head += "r newcomers | odds ratio | outside its band |"
    lines = [
        f"## The rule alone, fitted: {count} people",
        "",
        head,
        "|---" * 12 + "|",
    ]
    start = Rates(p.leaving.shock, p.leaving.choice, p.leaving.spread, p.leaving.attitude)
    for gamma in GAMMAS:
        rates, found = fitted(people, replace(start, attitude=gamma))
        found["odds_ratio"] = people.odds_ratio(rates, BETTER)
        outside = [each.name for each in ANCHORS if not each.low <= found[each.name] <= each.high]
        lines.append(_row(rates, found, misfit(found), outside))
    found = people.figures(start) | {"odds_ratio": people.odds_ratio(start, BETTER)}
    outside = [each.name for each in ANCHORS if not each.low <= found[each.name] <= each.high]
    lines.append(_row(start, found, misfit(found), outside))
    lines += ["", "The last row has the rates as they are declared."]
    note = (
        f"The odds ratio is that of a first year which is {BETTER:g} SD better. Misfit: squared distances in half "
        "bands."
    )
    return "\n".join([*lines, "", note, ""])


def _row(rates: Rates, found: Mapping[str, float], far: float, outside: Sequence[str]) -> str:
    there = ", ".join(f"{found[f'there_{months}m']:.3f}" for months in (3, 6, 12, 30))
    names = ", ".join(outside) or "none"
    return (
        f"| {rates.attitude:.2f} | {rates.shock:.4f} | {rates.choice:.4f} | {rates.spread:.2f} | {far:.2f} | {there} | "
        f"{found['turnover']:.3f} | {found['shocks']:.3f} | {found['r_stock']:.3f} | {found['r_newcomers']:.3f} | "
        f"{found['odds_ratio']:.2f} | {names} |"
    )
