"""What each arm loses against the best one in worlds that differ, and how often it is the best."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tup_sim.statistics.intervals import Interval, Numbers
from tup_sim.statistics.selection import choose_best
from tup_sim.statistics.sensitivity import share_interval

RESAMPLES = 2000
TAIL = 0.9
UNKNOWN = Interval(math.nan, math.nan, math.nan, 0)


class Regret(NamedTuple):
    """How one arm does in many worlds.

    Attributes:
        best: share of the worlds in which no arm does better, with Wilson's interval over worlds; arms that tie are
            all the best.
        surely: share of the worlds in which every other arm is ruled out; unknown (n = 0) with one run per world.
        mean: loss against the best arm of each world, averaged over worlds; bootstrap interval over worlds.
        checked: the same against the arm that was best in the *other* runs of the world; n = 0 with one run per world.
        tail: in one world of ten the loss is larger than this.
    """

    best: Interval
    surely: Interval
    mean: Interval
    checked: Interval
    tail: float


def regrets(
    values: Numbers, higher: bool = True, seed: int = 1, confidence: float = 0.95
) -> tuple[Regret, ...]:
    """Per arm the loss against the best arm of the world, and how often it is the best.

    The best of several noisy figures looks better than it is, so ``mean`` is on average too high. With several runs per
    world ``checked`` chooses the best in all runs but one and looks at the loss in that one, for every run in turn: it
    is on average too low, since the wrong arm may have been chosen. The true mean loss lies between the two. With one
    run per world luck counts as part of the world, and that is all that can be said.

    Args:
        values: worlds x runs x arms; the arms of a run share their luck. A run with a NaN in any arm drops out,
            and a world without a run.
        higher: whether more is better.
        seed: of the bootstrap.
        confidence: of the bootstrap intervals; Wilson's are of 95 %.
    """
    merit = values if higher else -values
    worlds = [world[~np.isnan(world).any(axis=1)] for world in merit]
    worlds = [world for world in worlds if len(world)]
    several = [world for world in worlds if len(world) > 1]
    arms = range(values.shape[2])
    if not worlds:
        return (Regret(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, math.nan),) * len(arms)
    lost = np.array([_lost(world.mean(axis=0)) for world in worlds])
    sure = np.array([_surely(world, confidence) for world in several]).reshape(len(several), len(arms))
    checked = np.array([_checked(world) for world in several]).reshape(len(several), len(arms))
    return tuple(
        Regret(
            share_interval(int((lost[:, arm] == 0).sum()), len(worlds)),
            share_interval(int(sure[:, arm].sum()), len(several)),
            bootstrap_mean(lost[:, arm], seed, confidence),
            bootstrap_mean(checked[:, arm], seed, confidence),
            float(np.quantile(lost[:, arm], TAIL)),
        )
        for arm in arms
    )


def bootstrap_mean(values: Numbers, seed: int, confidence: float = 0.95) -> Interval:
    """Mean and percentile interval over resamples, for values that are far from normal; NaN bounds below two values.

    Args:
        values: without NaN.
        seed: of the resamples; equal seeds draw the same places, so that arms can be compared.
        confidence: of the interval.
    """
    n = len(values)
    if n < 2:
        return Interval(float(values[0]) if n else math.nan, math.nan, math.nan, n)
    places = np.random.default_rng([seed, n]).integers(0, n, (RESAMPLES, n))
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    low, high = np.quantile(values[places].mean(axis=1), tails)
    return Interval(float(values.mean()), float(low), float(high), n)


def _lost(merit: Numbers) -> Numbers:
    return np.asarray(merit.max() - merit)


def _surely(world: Numbers, confidence: float) -> Numbers:
    """1 for the arm that is the only one that may be the best, 0 for all others."""
    choice = choose_best(world.T, confidence=confidence)
    return np.array(
        [choice.sure and place == choice.best for place in range(world.shape[1])], dtype=np.float64
    )


def _checked(world: Numbers) -> Numbers:
    """Loss in each run against the arm that was the best in the other runs, averaged over the runs."""
    others = (world.sum(axis=0) - world) / (len(world) - 1)
    chosen = np.take_along_axis(world, others.argmax(axis=1)[:, None], axis=1)
    return np.asarray((chosen - world).mean(axis=0))
