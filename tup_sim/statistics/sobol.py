"""Which share of the variance of an output comes from its inputs: of each of them, and of all against luck."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tup_sim.statistics.intervals import Interval, Numbers

RESAMPLES = 1000
FEWEST = 8  # blocks; with fewer an index says nothing
MIDDLE = (0.025, 0.975)


class Indices(NamedTuple):
    """Shares of the variance, luck included; each with a bootstrap interval over blocks.

    Attributes:
        first: per input the share it has by itself.
        total: per input the share in which it has a part, by itself or with others or with luck.
        luck: the share that luck has by itself, whatever the inputs.
        used, blocks: blocks with all their values, and blocks asked for.
    """

    first: tuple[Interval, ...]
    total: tuple[Interval, ...]
    luck: Interval
    used: int
    blocks: int


def sobol_indices(output: Numbers, inputs: int, seed: int) -> Indices | None:
    """First- and total-order indices from blocks of points A, A with one input of B (for each input), B.

    First order after Saltelli and others (2010, Computer Physics Communications 181), total order after Jansen (1999,
    same journal, 117). All points of a block share their luck, so luck acts as one more input that is the same in A and
    B: the covariance of A and B is the variance of luck by itself. A block in which a value is missing is left out as a
    whole and never filled in.

    Args:
        output: one value per point, block after block of ``inputs + 2`` points.
        inputs: how many.
        seed: of the bootstrap.

    Returns:
        None if too few whole blocks are left, or the output does not vary.
    """
    blocks = output.reshape(-1, inputs + 2)
    whole = blocks[~np.isnan(blocks).any(axis=1)]
    if len(whole) < FEWEST or np.ptp(whole[:, [0, -1]]) == 0:
        return None
    found = _indices(whole)
    luck = np.random.default_rng([seed, len(whole)])
    again = np.array([
        _indices(whole[rows]) for rows in luck.integers(0, len(whole), (RESAMPLES, len(whole)))
    ])  # fmt: skip
    low, high = np.nanquantile(again, MIDDLE, axis=0)
    ends = zip(found.tolist(), low.tolist(), high.tolist(), strict=True)
    each = [Interval(mean, begin, end, len(whole)) for mean, begin, end in ends]
    return Indices(tuple(each[:inputs]), tuple(each[inputs:-1]), each[-1], len(whole), len(blocks))


def _indices(blocks: Numbers) -> Numbers:
    """First-order indices, total-order indices, and the share of luck."""
    a, mixed, b = blocks[:, 0], blocks[:, 1:-1], blocks[:, -1]
    middle = (a.mean() + b.mean()) / 2
    variance = ((a - middle) ** 2 + (b - middle) ** 2).mean() / 2
    if variance == 0:
        return np.full(2 * mixed.shape[1] + 1, math.nan)
    first = ((b - middle)[:, None] * (mixed - a[:, None])).mean(axis=0)
    total = ((a[:, None] - mixed) ** 2).mean(axis=0) / 2
    luck = ((a - middle) * (b - middle)).mean()
    return np.asarray(np.concatenate([first, total, [luck]]) / variance)


def share_beyond_luck(moved: Numbers, still: Numbers, confidence: float = 0.95) -> Interval:
    """The share of the variance that comes from moving the inputs rather than from luck: 1 - luck / all.

    ``still`` are runs whose inputs stay in their place, so luck is taken to be as large elsewhere. The interval is that
    of a ratio of two variances (F), with fewer degrees of freedom where the values have longer tails than the normal
    (Shoemaker 2003, The American Statistician 57). It is cut off at 0 and 1.

    Args:
        moved: one value per draw with luck of its own; NaN values drop out.
        still: one value per run; NaN values drop out.
        confidence: of the interval.
    """
    from scipy.special import fdtri

    a, b = moved[~np.isnan(moved)], still[~np.isnan(still)]
    if min(a.size, b.size) < 3 or np.ptp(a) == 0:
        return Interval(math.nan, math.nan, math.nan, int(b.size))
    ratio = float(b.var(ddof=1) / a.var(ddof=1))
    tails = _fourth_moment(a, b)
    free_a, free_b = (2 * n / (tails - (n - 3) / (n - 1)) for n in (a.size, b.size))
    ends = (ratio / float(fdtri(free_b, free_a, p)) for p in ((1 - confidence) / 2, (1 + confidence) / 2))
    low, mean, high = (min(1.0, max(0.0, 1 - each)) for each in (next(ends), ratio, next(ends)))
    return Interval(mean, low, high, int(b.size))


def _fourth_moment(*groups: Numbers) -> float:
    """Kurtosis (3 for the normal) of all groups, each in units of its own spread; not below that of the normal."""
    units = np.concatenate([(each - each.mean()) / (each.std() or 1.0) for each in groups])
    return max(3.0, float((units**4).mean()))
