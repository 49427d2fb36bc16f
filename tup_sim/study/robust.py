"""Does a choice hold in other worlds? What each alternative loses there, and under which conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tup_sim import measures
from tup_sim.errors import Message, TupSimError
from tup_sim.statistics.discovery import Box, discover
from tup_sim.statistics.intervals import Numbers
from tup_sim.statistics.regret import Regret, regrets
from tup_sim.statistics.selection import Choice, choose_best
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key


class Robustness(NamedTuple):
    """Alternatives in the world as it is thought to be, and in worlds with other assumptions.

    Attributes:
        now: the best with the assumptions as they are.
        by_luck: per alternative what it loses in the runs with the assumptions as they are; luck only.
        worlds: per alternative what it loses in the worlds; assumptions and luck.
        higher: whether more is better.
    """

    now: Choice
    by_luck: tuple[Regret, ...]
    worlds: tuple[Regret, ...]
    higher: bool


def alternatives(experiment: Experiment, factor: str) -> tuple[tuple[DesignPoint, ...], ...]:
    """The points one can choose between: equal in all but this factor. A point without company is left out.

    So is a level that one cannot have.
    """
    groups: dict[tuple[tuple[str, str], ...], list[DesignPoint]] = {}
    can_have = {level.name for level in experiment.factor(factor).levels if level.choice}
    for point in (each for each in experiment.points if each.levels[factor] in can_have):
        same = tuple(sorted(each for each in point.levels.items() if each[0] != factor))
        groups.setdefault(same, []).append(point)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def robustness(findings: Findings, key: Key, points: Sequence[DesignPoint]) -> Robustness:
    """How these alternatives compare in one outcome, now and in the worlds of an experiment.

    Raises:
        TupSimError: more of the outcome is neither better nor worse, so nothing can be lost.
    """
    places = [point.number for point in points]
    runs = np.array([findings.found[place].values(*key) for place in places], dtype=np.float64)
    worlds = findings.in_worlds(key)[:, places]
    asked = findings.experiment
    return compare_in_worlds(runs, worlds, more_is_better(key), asked.seed, findings.smallest_of(key))


def compare_in_worlds(
    runs: Numbers, worlds: Numbers, higher: bool, seed: int, smallest: float | None = None
) -> Robustness:
    """The same for plain tables.

    Args:
        runs: a row per alternative, a column per run with the assumptions as they are.
        worlds: a row per world, a column per alternative.
        higher: whether more is better.
        seed: of the bootstrap.
        smallest: the smallest difference that matters; None if nobody said so.
    """
    one_by_one = runs.T[:, None, :]
    return Robustness(
        choose_best(runs, higher, smallest=smallest),
        regrets(one_by_one, higher, seed),
        regrets(worlds[:, None, :], higher, seed),
        higher,
    )


def where_it_loses(findings: Findings, key: Key, points: Sequence[DesignPoint], place: int) -> Box:
    """The conditions under which an alternative (by its place) loses more than matters against the best one."""
    worlds = findings.in_worlds(key)[:, [point.number for point in points]]
    inputs = inputs_of(findings.experiment)
    smallest = findings.smallest_of(key) or 0.0
    seed = findings.experiment.seed
    return conditions_of_loss(inputs, worlds, place, more_is_better(key), smallest, seed)


def conditions_of_loss(
    inputs: Numbers, worlds: Numbers, place: int, higher: bool, smallest: float, seed: int
) -> Box:
    """The same for plain tables; a world in which an alternative has no value is left out.

    Args:
        inputs: a row per world, a column per assumption.
        worlds: a row per world, a column per alternative.
        place: of the alternative that is looked at.
        higher: whether more is better.
        smallest: the smallest loss that matters; a smaller one is none.
        seed: of resamples and shuffles.
    """
    known = ~np.isnan(worlds).any(axis=1)
    merit = worlds[known] if higher else -worlds[known]
    return discover(inputs[known], merit.max(axis=1) - merit[:, place] > smallest, seed)


def inputs_of(experiment: Experiment) -> Numbers:
    """A row per world, a column per assumption that was moved."""
    paths = [each.path for each in experiment.ranges]
    table = [[float(world[path]) for path in paths] for world in experiment.worlds]
    return np.array(table, dtype=np.float64).reshape(len(experiment.worlds), len(paths))


def more_is_better(key: Key) -> bool:
    """Whether more of an outcome is better, and not worse.

    Raises:
        TupSimError: there is no such outcome, or more of it is neither.
    """
    better = measures.outcome_of(key.outcome).better
    if better not in ("higher", "lower"):
        raise TupSimError(
            Message(
                "more of {outcome} is neither better nor worse: nothing can be lost in it",
                outcome=key.outcome,
            )
        )
    return better == "higher"
