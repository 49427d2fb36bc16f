"""Which of several arms is the best, and how much is lost at most by taking another one."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tup_sim.statistics.intervals import Interval, Numbers, t_quantile
from tup_sim.statistics.judge import Judgement, Shown, judge
from tup_sim.statistics.many import confidence_of_each


class Standing(NamedTuple):
    """One arm among its rivals.

    Attributes:
        mean: over the runs in which every arm has a value.
        may_be_best: whether it cannot be ruled out as the best.
        lost: by how much at most the best is better than it; 0 if it is surely the best.
        behind: what the judge says of how far it lies behind the arm with the best mean, which is the same as itself.
    """

    mean: float
    may_be_best: bool
    lost: float
    behind: Shown


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

    @property
    def matters(self) -> bool:
        """Whether every other arm is ruled out, and by as much as matters."""
        rivals = (each for place, each in enumerate(self.standings) if place != self.best)
        return self.sure and all(each.behind is Shown.CLEAR for each in rivals)


def choose_best(
    arms: Numbers, higher: bool = True, confidence: float = 0.95, smallest: float | None = None
) -> Choice:
    """The best arm so far, the arms that may be the best, and what taking each of them would cost at most.

    With the stated probability all of this holds at once: the true best is among those that may be the best, and no
    arm is worse than the best by more than its ``lost``. Each arm is compared run by run with each rival, and the
    uncertainty that is allowed is shared out over the rivals (Bonferroni), so it holds for arms that share their luck
    in whatever way: multiple comparisons with the best (Hsu 1984, Annals of Statistics 12) under common random numbers,
    as in Clark and Yang (1986, Winter Simulation Conference) and Nelson and Matejcik (1995, Management Science 41).
    One side of an interval would do for that. These have both, as in every table of differences, and the same judge
    decides: so an arm is never called the best where the table cannot tell it from another.

    The number of runs has to be chosen beforehand, or by a rule that does not look at who is winning.

    Args:
        arms: a row per arm, a column per run; a run with a NaN in any arm drops out.
        higher: whether more is better.
        confidence: how often the whole statement is true.
        smallest: the smallest difference that matters, in the unit of the values; None if nobody said so.
    """
    known = arms[:, ~np.isnan(arms).any(axis=0)]
    count, n = known.shape
    if n == 0:
        unknown = Standing(math.nan, True, math.inf, Shown.CANNOT_TELL)
        return Choice((unknown,) * count, None, count == 1, 0)
    means = known.mean(axis=1)
    merit = means if higher else -means
    behind, margin = merit[None, :] - merit[:, None], _margins(known, confidence)
    best, size = int(np.argmax(merit)), float(np.abs(means).max())
    lost = np.maximum(0.0, np.where(np.eye(count, dtype=bool), 0.0, behind + margin).max(axis=1))

    def judged(arm: int, rival: int, least: float | None) -> Judgement:
        mean, half = float(behind[arm, rival]), float(margin[arm, rival])
        return judge(Interval(mean, mean - half, mean + half, n), "lower", least, size)

    may = [
        not any(judged(arm, rival, None).way == "higher" for rival in range(count)) for arm in range(count)
    ]
    standings = tuple(
        Standing(float(means[arm]), may[arm], float(lost[arm]), judged(arm, best, smallest).shown)
        for arm in range(count)
    )
    return Choice(standings, best, sum(may) == 1, n)


def _margins(known: Numbers, confidence: float) -> Numbers:
    """By how much luck may have put the one arm behind the other; 0 for an arm and itself."""
    count, n = known.shape
    if n < 2:
        return np.where(np.eye(count, dtype=bool), 0.0, math.inf)
    spread = (known[:, None, :] - known[None, :, :]).std(axis=2, ddof=1)
    each = confidence_of_each(count - 1, confidence)
    return np.asarray(t_quantile(0.5 + each / 2, n - 1) * spread / math.sqrt(n))
