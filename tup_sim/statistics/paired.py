"""Two arms that met the same luck: the difference per pair, its interval, and what the pairing saved."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from tup_sim.errors import Message
from tup_sim.statistics.intervals import Numbers, mean_interval, numbers
from tup_sim.statistics.judge import FEWEST, is_noise, judge


class Difference(NamedTuple):
    """Changed arm minus base, over pairs of runs with the same luck.

    Attributes:
        mean: mean difference, in the unit of the values.
        low: lower bound of the interval; NaN with fewer than two pairs.
        high: upper bound.
        n: pairs in which both runs have a value.
        correlation: between the two arms over these pairs, -1 to 1; NaN if an arm does not vary.
        p: chance of a mean difference at least this far from 0 if there were none; NaN below two pairs, and where
            fewer than four agree exactly.
    """

    mean: float
    low: float
    high: float
    n: int
    correlation: float
    p: float

    @property
    def clear(self) -> bool:
        """Whether the one judge calls its direction clear; whether it matters needs the smallest that does."""
        return judge(self).clear


def paired_difference(
    changed: Iterable[float], base: Iterable[float], confidence: float = 0.95
) -> Difference:
    """Mean difference of pairs with Student's t interval; a pair with a NaN drops out.

    Args:
        changed: one value per replication.
        base: the values of the same replications, in the same order.
        confidence: how often such an interval holds the true difference.

    Raises:
        ValueError: the arms are not equally long.
    """
    a, b = _complete(changed, base)
    mean, low, high, n = mean_interval(a - b, confidence)
    return Difference(mean, low, high, n, correlation(a, b), _p_value(a - b))


def correlation(a: Iterable[float], b: Iterable[float]) -> float:
    """Pearson correlation over complete pairs; NaN if an arm does not vary or fewer than two pairs are left."""
    a, b = _complete(a, b)
    if a.size < 2 or np.all(a == a[0]) or np.all(b == b[0]):
        return math.nan
    return float(np.clip(np.corrcoef(a, b)[0, 1], -1.0, 1.0))


def runs_saved(changed: Iterable[float], base: Iterable[float]) -> float:
    """How many independent runs give the same interval as one run of a pair with shared luck.

    The variance the difference would have with independent luck, over the one it has: 1 = nothing gained, 2 =
    half the runs are enough. Infinite if all differences are equal but for what reckoning leaves over, NaN below two
    pairs or without any variance.
    """
    a, b = _complete(changed, base)
    if a.size < 2:
        return math.nan
    apart, together = float(a.var(ddof=1) + b.var(ddof=1)), float((a - b).var(ddof=1))
    if is_noise(math.sqrt(together), float(np.abs(a).max())):
        return math.inf if apart > together else math.nan
    return apart / together


def _complete(changed: Iterable[float], base: Iterable[float]) -> tuple[Numbers, Numbers]:
    """The pairs in which both have a value."""
    a, b = numbers(changed), numbers(base)
    if a.shape != b.shape:
        raise ValueError(
            Message("pairs need arms of equal length, not {one} and {other}", one=a.size, other=b.size)
        )
    known = ~(np.isnan(a) | np.isnan(b))
    return a[known], b[known]


def _p_value(differences: Numbers) -> float:
    """Two-sided p of the paired t test; without variance 1 for no difference at all and 0 for any.

    Two or three pairs that happen to agree on a difference have no variance to judge it by: NaN.
    """
    from scipy.special import stdtr

    n = differences.size
    if n < 2:
        return math.nan
    mean = float(differences.mean())
    if np.all(differences == differences[0]):
        return 1.0 if differences[0] == 0 else 0.0 if n >= FEWEST else math.nan
    t = mean / (float(differences.std(ddof=1)) / math.sqrt(n))
    return float(2 * stdtr(n - 1, -abs(t)))
