"""How many runs are enough: for what has been seen, and for what is still to be run."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tup_sim.statistics.intervals import Interval, Numbers, half_width, numbers, t_quantile

AT_LEAST, LOOK_AHEAD = 5, 5
MOST = 100_000  # runs beyond which nobody asks how many more


def enough_runs(
    values: Iterable[float],
    smallest: float,
    at_least: int = AT_LEAST,
    look_ahead: int = LOOK_AHEAD,
    confidence: float = 0.95,
) -> int | None:
    """The number of runs after which the interval is narrow enough and stays so for the next few; None if not yet.

    Half the width of the interval has to be at most the smallest difference that matters. An interval that is
    narrow once may be so by luck: it has to stay narrow for ``look_ahead`` more runs, and with more than a hundred
    runs for as much longer in proportion (Hoad, Robinson and Davies 2010, Journal of the Operational Research
    Society 61). Absolute, since a difference may lie near 0. The answer depends on nothing but the values.

    Args:
        values: one per run, in the order of the replications; for a comparison the paired differences. A run without a
            value is NaN: it counts as a run and adds nothing.
        smallest: the smallest difference that matters, above 0.
        at_least: runs before which no answer is given, at least 2.
        look_ahead: runs that have to confirm it.
        confidence: of the interval.

    Raises:
        ValueError: the smallest difference is not above 0.
    """
    if not smallest > 0:
        raise ValueError("the smallest difference that matters must be above 0")
    seen = numbers(values)
    first: int | None = None
    for n in range(max(2, at_least), seen.size + 1):
        if not _half(seen[:n], confidence) <= smallest:
            first = None
            continue
        first = n if first is None else first
        if n - first >= look_ahead * max(100, first) // 100:
            return first
    return None


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


def _half(values: Numbers, confidence: float) -> float:
    return half_width(_known(values), confidence)


def _known(values: Iterable[float]) -> Numbers:
    seen = numbers(values)
    return seen[~np.isnan(seen)]
