"""Interaction contrasts of a factorial design: whether one factor does more where another is changed too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from tup_sim import measures
from tup_sim.statistics import Difference, Judgement, judge, simultaneous
from tup_sim.study.experiment import Experiment, Factor
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

Levels = Mapping[str, str]


class Interaction(NamedTuple):
    """A difference of differences, over pairs of runs with the same luck.

    With both factors changed minus with the first alone, minus what the second does alone: 0 if what each factor does
    does not depend on the other.

    Attributes:
        key: outcome and window.
        factors: names of the two factors.
        levels: the level of each that is looked at.
        beside: the level of each that it is compared with.
        others: levels of all other factors.
        difference: in the unit of the outcome; intervals of one pair of factors hold together.
        judged: what it was shown to be.
    """

    key: Key
    factors: tuple[str, str]
    levels: tuple[str, str]
    beside: tuple[str, str]
    others: Levels
    difference: Difference
    judged: Judgement


def interactions(found: Findings, key: Key) -> list[Interaction]:
    """Every interaction contrast of two factors in an outcome; none unless all four combinations are points.

    Raises:
        TupSimError: there is no such outcome.
    """
    asked = found.experiment
    pairs = combinations(asked.factors, 2)
    return [each for one, other in pairs for each in _of_two(found, key, one, other)]


def _of_two(found: Findings, key: Key, one: Factor, other: Factor) -> Iterator[Interaction]:
    """The contrasts of two factors; their intervals hold together."""
    corners = list(_corners(found.experiment, one, other))
    values = [_contrast(found, key, numbers) for *_, numbers in corners]
    together = simultaneous(values, [0.0] * len(values[0])) if values else []
    better, least = measures.outcome_of(key.outcome).better, found.smallest_of(key)
    size = abs(found.found[0].interval(*key).mean)
    for (levels, beside, others, _), each in zip(corners, together, strict=True):
        judged = judge(each, better, least, size)
        yield Interaction(key, (one.name, other.name), levels, beside, others, each, judged)


def _corners(
    asked: Experiment, one: Factor, other: Factor
) -> Iterator[tuple[tuple[str, str], tuple[str, str], Levels, tuple[int, int, int, int]]]:
    """Levels, what they are compared with, levels of all other factors, and the numbers of the four points."""
    numbers = {tuple(point.levels.values()): point.number for point in asked.points}
    start, its = _beside(asked, one), _beside(asked, other)
    rest = dict.fromkeys(
        tuple((name, level) for name, level in point.levels.items() if name not in (one.name, other.name))
        for point in asked.points
    )
    changed = product((each.name for each in one.levels), (each.name for each in other.levels))
    for (first, second), others in product(changed, rest):
        if first == start or second == its:
            continue
        four = ((first, second), (first, its), (start, second), (start, its))
        places = [_place(asked, {**dict(others), one.name: a, other.name: b}) for a, b in four]
        if all(each in numbers for each in places):
            a, b, c, d = (numbers[each] for each in places)
            yield (first, second), (start, its), dict(others), (a, b, c, d)


def _place(asked: Experiment, levels: Levels) -> tuple[str, ...]:
    return tuple(levels[factor.name] for factor in asked.factors if factor.name in levels)


def _beside(asked: Experiment, factor: Factor) -> str:
    """The level of a factor that others are compared with: that of the references if it is one, else the first."""
    found = {asked.points[number].levels.get(factor.name, "") for number in asked.references()}
    return found.pop() if len(found) == 1 else factor.levels[0].name


def _contrast(found: Findings, key: Key, numbers: Sequence[int]) -> list[float]:
    """Per replication the difference of differences; NaN if one of the four runs is missing."""
    both, first, second, neither = (np.array(found.found[number].values(*key)) for number in numbers)
    return [float(each) for each in (both - first) - (second - neither)]
