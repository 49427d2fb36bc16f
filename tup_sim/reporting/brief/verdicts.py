"""What a difference means, before anybody puts it into words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tup_sim.reporting.judged import kind
from tup_sim.reporting.numerals import cleaned
from tup_sim.statistics import Difference, Judgement
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.results import Contrast, Key


@dataclass(frozen=True)
class Beside:
    """One arm beside another, in one outcome.

    Attributes:
        key: in which outcome.
        contrast: the difference; None if one of the two does not know the outcome.
        pairs: the difference in every pair of runs; NaN if unknown.
        smallest: the smallest difference that matters; None if nobody said so.
    """

    key: Key
    contrast: Contrast | None
    pairs: tuple[float, ...]
    smallest: float | None

    @property
    def difference(self) -> Difference:
        """The paired difference; without a value if there is none."""
        nothing = Difference(math.nan, math.nan, math.nan, 0, math.nan, math.nan)
        return self.contrast.difference if self.contrast else nothing

    @property
    def judged(self) -> Judgement:
        """What the difference was shown to be."""
        contrast = self.contrast or Contrast(self.key, 0.0, self.difference, math.nan, math.nan)
        return contrast.judged(self.smallest)

    @property
    def verdict(self) -> str:
        """One of ``KINDS``; better and worse only where the outcome says which direction is good."""
        return kind(self.judged)

    @property
    def same_way(self) -> int:
        """In how many pairs of runs the difference goes the way of the mean."""
        return sum(pair * self.difference.mean > 0 for pair in self.pairs)


@dataclass(frozen=True)
class Answer(Beside):
    """One design point beside its reference, in one outcome.

    Attributes:
        point: what is compared.
    """

    point: DesignPoint


def answer(found: Findings, point: DesignPoint, key: Key) -> Answer:
    """What a point differs in from its reference."""
    pairs: list[float] = []
    contrast = found.contrast(point, key)
    if contrast and point.reference is not None:
        beside = [each.number for each in found.experiment.compared_with(point.reference)]
        pairs = found.comparison(point.reference).pairs(beside.index(point.number), *key)
    least = found.experiment.smallest_of(key, contrast.base if contrast else math.nan)
    return Answer(key, contrast and cleaned(contrast), tuple(pairs), least, point)


def answers(found: Findings, key: Key) -> Iterator[Answer]:
    """Every point that is compared with another, in one outcome."""
    for point in found.experiment.comparisons():
        yield answer(found, point, key)
