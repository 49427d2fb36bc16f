"""How many runs will probably be enough, from what a few of them show."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tup_sim.statistics.intervals import Interval, Numbers, numbers, t_quantile

MOST = 100_000  # runs beyond which nobody asks how many more


def expected_half_width(pilot: Iterable[float], n: int, confidence: float = 0.95) -> Interval:
    """Half the width that the interval will probably have after n runs, and how far a pilot leaves that open.

    The low and high bound say how small or large the spread may really be, seen from so few runs (chi-square, for
    values that are roughly normal).

    Args:
        pilot: values of the runs so far; NaN values drop out.
        n: runs in all.
        confidence: of the interval, and of the bounds.
    """
    from scipy.special import chdtri

    known = _known(pilot)
    if known.size < 2 or n < 2:
        return Interval(math.nan, math.nan, math.nan, known.size)
    width = t_quantile(0.5 + confidence / 2, n - 1) * float(known.std(ddof=1)) / math.sqrt(n)
    freedom, tail = known.size - 1, (1 - confidence) / 2
    low, high = (math.sqrt(freedom / float(chdtri(freedom, above))) for above in (tail, 1 - tail))
    return Interval(width, width * low, width * high, known.size)


def expected_runs(pilot: Iterable[float], smallest: float, confidence: float = 0.95) -> int | None:
    """The number of runs after which half the width will probably be small enough; None if a pilot cannot tell.

    Args:
        pilot: values of the runs so far; NaN values drop out.
        smallest: the smallest difference that matters, above 0.
        confidence: of the interval.
    """
    known = _known(pilot)
    low, high = 2, MOST
    if known.size < 2 or not expected_half_width(known, high, confidence).mean <= smallest:
        return None
    while low < high:
        middle = (low + high) // 2
        if expected_half_width(known, middle, confidence).mean <= smallest:
            high = middle
        else:
            low = middle + 1
    return low


def _known(values: Iterable[float]) -> Numbers:
    seen = numbers(values)
    return seen[~np.isnan(seen)]
