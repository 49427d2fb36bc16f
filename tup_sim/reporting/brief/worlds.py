"""What the answer depends on: how often it holds when the assumptions are moved."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tup_sim.reporting.brief.verdicts import Answer
from tup_sim.statistics import Interval
from tup_sim.statistics.sensitivity import share_interval
from tup_sim.study.findings import Findings

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


def holds(found: Findings, each: Answer) -> Holds | None:
    """How often a difference keeps its direction; None if no world knows it."""
    table = found.in_worlds(each.key)
    known = table[:, each.point.number] - table[:, each.point.reference or 0]
    known = known[~np.isnan(known)]
    if not known.size:
        return None
    way = np.sign(each.difference.mean) if each.judged.clear else 0.0
    hits = int((known * way > 0).sum())
    low, high = (float(end) for end in np.quantile(known, NINETY))
    return Holds(each, share_interval(hits, known.size if way else 0), hits, known.size, low, high)
