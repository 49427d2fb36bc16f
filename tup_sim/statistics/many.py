"""Several comparisons at once: intervals that hold together, and p-values that stay honest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from tup_sim.statistics.intervals import numbers
from tup_sim.statistics.paired import Difference, paired_difference


def confidence_of_each(together: int, confidence: float = 0.95) -> float:
    """How sure each interval has to be for all to hold at once with this confidence (Bonferroni)."""
    return 1 - (1 - confidence) / max(1, together)


def simultaneous(
    arms: Sequence[Sequence[float]], base: Sequence[float], confidence: float = 0.95
) -> list[Difference]:
    """Paired differences of several arms with one base; all intervals together hold with this confidence.

    Bonferroni: the uncertainty that is allowed is shared out equally, so with one arm nothing changes. Valid for
    arms that share their luck with the base and with each other, unlike Dunnett's test.

    Args:
        arms: for each arm one value per replication.
        base: the values of the same replications.
        confidence: how often all intervals hold the true difference at once.
    """
    each = confidence_of_each(len(arms), confidence)
    return [paired_difference(arm, base, each) for arm in arms]


def holm(p_values: Iterable[float]) -> list[float]:
    """Holm's step-down adjustment; a p of NaN stays NaN and does not count as a comparison.

    Args:
        p_values: one per comparison, 0 to 1, in any order.
    """
    p = numbers(p_values)
    adjusted = np.full(p.shape, math.nan)
    order = [i for i in np.argsort(p, kind="stable") if not math.isnan(p[i])]
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, float(p[i]) * (len(order) - rank)))
        adjusted[i] = highest
    return [float(value) for value in adjusted]
