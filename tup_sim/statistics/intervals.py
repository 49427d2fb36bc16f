"""A mean over independent runs and the interval in which the true mean probably lies."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


class Interval(NamedTuple):
    """A mean and its interval, in the unit of the values.

    Attributes:
        mean: mean of the values that exist; NaN if there are none.
        low: lower bound; NaN with fewer than two values.
        high: upper bound; NaN with fewer than two values.
        n: how many values there were, NaN left out.
    """

    mean: float
    low: float
    high: float
    n: int


def mean_interval(values: Iterable[float], confidence: float = 0.95) -> Interval:
    """Mean of independent values (one per run) with Student's t interval; NaN values drop out.

    Args:
        values: one number per run.
        confidence: how often such an interval holds the true mean, between 0 and 1.
    """
    known = numbers(values)
    known = known[~np.isnan(known)]
    if known.size == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    mean = float(known.mean())
    half = half_width(known, confidence)
    return Interval(mean, mean - half, mean + half, int(known.size))


def half_width(known: Numbers, confidence: float) -> float:
    """Half the width of the t interval: NaN below two values, exactly 0 if all values are equal."""
    if known.size < 2:
        return math.nan
    if np.all(known == known[0]):
        return 0.0
    error = float(known.std(ddof=1)) / math.sqrt(known.size)
    return t_quantile(0.5 + confidence / 2, known.size - 1) * error


def t_quantile(probability: float, freedom: int) -> float:
    """Value below which Student's t with so many degrees of freedom lies with this probability."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, probability))


def numbers(values: Iterable[float]) -> Numbers:
    """The values as a flat array of floats; an array is not copied."""
    if isinstance(values, np.ndarray):
        return np.asarray(values, dtype=np.float64)
    return np.fromiter(values, dtype=np.float64)
