"""How many last until a given age, from lives seen in part: Kaplan and Meier's estimate."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from tup_sim.errors import Message
from tup_sim.statistics.intervals import Numbers, numbers


class Survival(NamedTuple):
    """The estimate at the ages asked for; arrays of equal length.

    Attributes:
        time: ages asked for.
        share: share that lasts beyond this age, 0 to 1; NaN where nobody was followed that far.
        variance: Greenwood's variance of the share; NaN where the share is, 0 where nobody left.
        at_risk: how many were seen at exactly this age.
    """

    time: Numbers
    share: Numbers
    variance: Numbers
    at_risk: Numbers


def kaplan_meier(
    entry: Iterable[float], leave: Iterable[float], event: Iterable[bool], times: Iterable[float]
) -> Survival:
    """Share that lasts, with delayed entry (left truncation) and lives that are still going on (censoring).

    Somebody counts at an age that lies after their entry and not after their leave. A stretch of ages at which
    nobody was seen counts as no loss, so the estimate holds for those who reached the first age seen.

    Args:
        entry: age at which we began to see this life; 0 for from the start.
        leave: age at which we last saw it.
        event: True if it ended then, False if we only stopped looking.
        times: ages at which the share is wanted; same unit as the ages.

    Raises:
        ValueError: unequal lengths, a NaN, or a leave before its entry.
    """
    begin, end = numbers(entry), numbers(leave)
    ended = np.fromiter((bool(each) for each in event), dtype=np.bool_)
    if not begin.shape == end.shape == ended.shape or not np.all(end >= begin):
        raise ValueError(Message("every life needs an entry, a leave not before it, and whether it ended"))
    ages = np.unique(end[ended & (end > begin)])
    risk = _seen_at(ages, begin, end)
    deaths = np.array([np.sum(ended & (end == age) & (end > begin)) for age in ages], dtype=np.float64)
    return _read_off(numbers(times), ages, risk, deaths, begin, end)


def _seen_at(ages: Numbers, begin: Numbers, end: Numbers) -> Numbers:
    """How many lives were seen at each age: entered before it and not gone before it."""
    entered = np.searchsorted(np.sort(begin), ages, side="left")
    gone = np.searchsorted(np.sort(end), ages, side="left")
    return np.asarray(entered - gone, dtype=np.float64)


def _read_off(
    times: Numbers, ages: Numbers, risk: Numbers, deaths: Numbers, begin: Numbers, end: Numbers
) -> Survival:
    """The stepwise curve and its variance at the ages asked for."""
    steps = np.concatenate([[1.0], np.cumprod(1 - deaths / risk)])
    with np.errstate(divide="ignore"):
        greenwood = np.concatenate([[0.0], np.cumsum(deaths / (risk * (risk - deaths)))])
    where = np.searchsorted(ages, times, side="right")
    share = steps[where]
    variance = np.where(share > 0, share**2 * np.where(share > 0, greenwood[where], 0.0), 0.0)
    unseen = (times > (end.max() if end.size else -math.inf)) & ((share > 0) | (end.size == 0))
    seen = _seen_at(times, begin, end)
    return Survival(times, np.where(unseen, math.nan, share), np.where(unseen, math.nan, variance), seen)
