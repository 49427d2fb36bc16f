"""Which of several arms is the best, and how much is lost at most by taking another one."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tup_sim.statistics.intervals import Numbers, t_quantile


class Standing(NamedTuple):
    """One arm among its rivals.

    Attributes:
        mean: over the runs in which every arm has a value.
        may_be_best: whether it cannot be ruled out as the best.
        lost: by how much at most the best is better than it; 0 if it is surely the best.
    """

    mean: float
    may_be_best: bool
    lost: float


class Choice(NamedTuple):
    """The arms, and how sure one is of the best.

    Attributes:
        standings: one per arm.
        best: place of the arm with the best mean; None without a run in which every arm has a value.
        sure: whether every other arm is ruled out.
        n: runs in which every arm has a value.
    """

    standings: tuple[Standing, ...]
    best: int | None
    sure: bool
    n: int


def choose_best(arms: Numbers, higher: bool = True, confidence: float = 0.95) -> Choice:
    """The best arm so far, the arms that may be the best, and what taking each of them would cost at most.

    With the stated probability all of this holds at once: the true best is among those that may be the best, and no
    arm is worse than the best by more than its ``lost``. Each arm is compared run by run with each rival, and the
    uncertainty that is allowed is shared out over the rivals (Bonferroni), so it holds for arms that share their luck
    in whatever way: multiple comparisons with the best (Hsu 1984, Annals of Statistics 12) under common random numbers,
    as in Clark and Yang (1986, Winter Simulation Conference) and Nelson and Matejcik (1995, Management Science 41).

    The number of runs has to be chosen beforehand, or by a rule that does not look at who is winning.

    Args:
        arms: a row per arm, a column per run; a run with a NaN in any arm drops out.
        higher: whether more is better.
        confidence: how often the whole statement is true.
    """
    known = arms[:, ~np.isnan(arms).any(axis=0)]
    count, n = known.shape
    if n == 0:
        return Choice((Standing(math.nan, True, math.inf),) * count, None, count == 1, 0)
    means = known.mean(axis=1)
    merit = means if higher else -means
    behind, margin = merit[None, :] - merit[:, None], _margins(known, confidence)
    may = (behind <= margin).all(axis=1)
    lost = np.maximum(0.0, np.where(np.eye(count, dtype=bool), 0.0, behind + margin).max(axis=1))
    standings = tuple(Standing(float(means[arm]), bool(may[arm]), float(lost[arm])) for arm in range(count))
    return Choice(standings, int(np.argmax(merit)), bool(may.sum() == 1), n)


def _margins(known: Numbers, confidence: float) -> Numbers:
    """By how much luck may have put the one arm behind the other; 0 for an arm and itself."""
    count, n = known.shape
    if n < 2:
        return np.where(np.eye(count, dtype=bool), 0.0, math.inf)
    spread = (known[:, None, :] - known[None, :, :]).std(axis=2, ddof=1)
    return np.asarray(t_quantile(1 - (1 - confidence) / max(1, count - 1), n - 1) * spread / math.sqrt(n))
