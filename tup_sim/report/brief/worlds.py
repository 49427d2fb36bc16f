"""What the answer depends on: how often it holds when the assumptions are moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tup_sim.measures import outcome_of
from tup_sim.report.brief.verdicts import CLEAR, Answer
from tup_sim.statistics import Interval
from tup_sim.statistics.intervals import Numbers
from tup_sim.statistics.sensitivity import share_interval
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key

NINETY = (0.05, 0.95)


class Holds(NamedTuple):
    """How a difference fares in worlds with other assumptions.

    Attributes:
        answer: the difference with the assumptions as they are.
        share: of the worlds in which it goes the same way; without a value if it is not clear as it is.
        hits: in how many.
        worlds: in which the difference is known.
        low, high: between which nine in ten of the worlds lie.
    """

    answer: Answer
    share: Interval
    hits: int
    worlds: int
    low: float
    high: float


class Best(NamedTuple):
    """How often a point is the best of all, and what it loses on average where it is not."""

    point: DesignPoint
    share: Interval
    hits: int
    worlds: int
    loss: float


def holds(found: Findings, each: Answer) -> Holds | None:
    """How often a difference keeps its direction; None if no world knows it."""
    table = found.in_worlds(each.key)
    known = table[:, each.point.number] - table[:, each.point.reference or 0]
    known = known[~np.isnan(known)]
    if not known.size:
        return None
    way = np.sign(each.difference.mean) if each.verdict in CLEAR else 0.0
    hits = int((known * way > 0).sum())
    low, high = (float(end) for end in np.quantile(known, NINETY))
    return Holds(each, share_interval(hits, known.size if way else 0), hits, known.size, low, high)


def best(found: Findings, key: Key) -> Iterator[Best]:
    """Per point how often it is the best; nothing if the outcome has no good direction or no world is whole."""
    better = outcome_of(key.outcome).better
    merit = found.in_worlds(key) * (-1 if better == "lower" else 1)
    merit = merit[~np.isnan(merit).any(axis=1)]
    if better == "neutral" or not merit.size:
        return
    lost: Numbers = merit.max(axis=1, keepdims=True) - merit
    for point in found.experiment.points:
        mine = lost[:, point.number]
        hits = int((mine == 0).sum())
        yield Best(point, share_interval(hits, len(mine)), hits, len(mine), float(mine.mean()))
