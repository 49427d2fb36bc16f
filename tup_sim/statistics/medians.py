"""Medians, also of values that do not weigh the same."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from tup_sim.errors import Message
from tup_sim.statistics.intervals import numbers


def median(values: Iterable[float]) -> float:
    """Middle value, or the mean of the two middle ones; NaN for no values. NaN values drop out."""
    known = numbers(values)
    known = known[~np.isnan(known)]
    return float(np.median(known)) if known.size else math.nan


def weighted_median(values: Iterable[float], weights: Iterable[float]) -> float:
    """Value with half of the weight on either side; the mean of two values if the halves meet between them.

    Values or weights that are NaN and weights of 0 drop out; NaN if nothing is left.

    Args:
        values: in any order.
        weights: one per value, not negative.

    Raises:
        ValueError: a weight is negative, or the lengths differ.
    """
    x, w = numbers(values), numbers(weights)
    if x.shape != w.shape or np.any(w < 0):
        raise ValueError(Message("a weighted median needs one weight per value, none below 0"))
    known = ~np.isnan(x) & (w > 0)
    x, w = x[known], w[known]
    if not x.size:
        return math.nan
    order = np.argsort(x, kind="stable")
    x, below = x[order], np.cumsum(w[order])
    half = below[-1] / 2
    first = int(np.searchsorted(below, half))
    meets = first + 1 < x.size and math.isclose(below[first], half)
    return float((x[first] + x[first + 1]) / 2 if meets else x[first])
