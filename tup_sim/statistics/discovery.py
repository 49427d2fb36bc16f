"""In which part of the possible worlds does something happen? A box of limits on few inputs, and how sure it is.

Scenario discovery (Bryant and Lempert 2010, Technological Forecasting and Social Change 77) looks for a box with a
high density of cases that holds many of them, as PRIM does (Friedman and Fisher 1999, Statistics and Computing 9). PRIM
peels off slice after slice of a twentieth. It was tried: with a few hundred draws its first slices came off inputs that
do nothing, and limits that were there got lost. Here a limit is put where it is best at once, and moved when others
join it (best interval: Mampaey and others 2012, IEEE ICDM; in discovery: Arzamasov and Böhm 2021, SIGMOD).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tup_sim.statistics.intervals import Interval, Numbers
from tup_sim.statistics.sensitivity import share_interval

Flags = NDArray[np.bool_]
Cuts = dict[tuple[int, bool], float]  # input, and whether the limit is an upper one, to where it lies

FEWEST = 10  # draws that a box keeps at least
MOST_LIMITS = 4  # a sentence with more conditions is not understood
ROUNDS = 10  # of moving limits again
RESAMPLES, SHUFFLES = 50, 200
BY_LUCK = 0.05
MIDDLE = (0.05, 0.95)


class Limit(NamedTuple):
    """What a box asks of one input.

    Attributes:
        column: place of the input.
        upper: whether the input has to lie below the value, or above it.
        value: where the limit lies.
        quasi_p: chance of at least so many cases if the draws of the box were taken at random from the box without this
            limit (Bryant and Lempert); too favourable, since the place of the limit was chosen to be telling.
        chosen: resamples in which this input is limited on the same side.
        low, high: between these lie nine of ten of the limits found there; NaN if there are none.
    """

    column: int
    upper: bool
    value: float
    quasi_p: float
    chosen: int
    low: float
    high: float


class Box(NamedTuple):
    """A part of the possible worlds in which something happens more often, and how far it can be trusted.

    Attributes:
        limits: what it asks, in the order of finding; empty if nothing stands out above luck.
        coverage: share of all cases that lie in it.
        density: share of the draws in it that are cases, with Wilson's interval; a little too favourable.
        elsewhere: the same share in the boxes of the resamples, for draws that these had not seen; NaN without any.
        found: resamples whose box has all these limits, on the same sides.
        resamples: how many there were.
        by_luck: share of shuffles in which some first limit is as telling.
        cases, n: cases, and draws.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: Interval
    elsewhere: float
    found: int
    resamples: int
    by_luck: float
    cases: int
    n: int


def discover(inputs: Numbers, cases: Flags, seed: int, resamples: int = RESAMPLES) -> Box:
    """The box that holds the most cases beyond what its size makes likely, tried out on resamples of the draws.

    Limit by limit, the one that adds most to coverage minus share of the draws is put in, as long as it stands out
    above what luck would give the most telling of all limits in 5 of 100 shuffles of the cases in the box. After each,
    all are moved to where they are best. Each resample grows a box with as many limits.

    Args:
        inputs: a row per draw, a column per input.
        cases: per draw whether it happens.
        seed: of the shuffles and resamples.
        resamples: how many.
    """
    luck = np.random.default_rng([seed, len(cases)])
    cuts, by_luck = _grown_above_luck(inputs, cases, luck)
    again, unseen = [], []
    for _ in range(resamples if cuts else 0):
        rows = luck.integers(0, len(cases), len(cases))
        again.append(_grown(inputs[rows], cases[rows], len(cuts)))
        left = np.setdiff1d(np.arange(len(cases)), rows)
        unseen.append(cases[left[_held(inputs[left], again[-1])]])
    limits = tuple(_limit(inputs, cases, cuts, place, again) for place in cuts)
    found = sum(set(cuts) == set(other) for other in again)
    inside, new = cases[_held(inputs, cuts)], np.concatenate([*unseen, np.zeros(0, dtype=bool)])
    coverage = float(inside.sum() / cases.sum()) if cases.any() else math.nan
    density = share_interval(int(inside.sum()), len(inside))
    elsewhere = float(new.mean()) if len(new) else math.nan
    facts = (found, len(again), by_luck, int(cases.sum()), len(cases))
    return Box(limits, coverage, density, elsewhere, *facts)


class _Sorted(NamedTuple):
    """Draws in the order of every input, and between which neighbours an input can be cut."""

    inputs: Numbers
    order: NDArray[np.intp]
    middles: Numbers
    apart: Flags

    def only(self, column: int) -> _Sorted:
        """The same with one input."""
        row = slice(column, column + 1)
        return _Sorted(self.inputs[:, row], self.order[row], self.middles[row], self.apart[row])


def _sorted(inputs: Numbers) -> _Sorted:
    order = np.argsort(inputs.T, axis=1, kind="stable")
    ranked = np.take_along_axis(inputs.T, order, axis=1)
    return _Sorted(inputs, order, (ranked[:, 1:] + ranked[:, :-1]) / 2, ranked[:, 1:] > ranked[:, :-1])


def _grown_above_luck(inputs: Numbers, cases: Flags, luck: np.random.Generator) -> tuple[Cuts, float]:
    """The limits that stand out, and how often luck gives a first one as telling."""
    draws, cuts, first = _sorted(inputs), Cuts(), 1.0
    most = MOST_LIMITS if inputs.shape[1] else 0
    while len(cuts) < most and 0 < cases[_held(inputs, cuts)].sum() < _held(inputs, cuts).sum():
        by_luck = _by_luck(draws, cases, cuts, luck)
        first = by_luck if not cuts else first
        if by_luck > BY_LUCK:
            break
        cuts = _with_one_more(draws, cases, cuts)
    return cuts, first


def _grown(inputs: Numbers, cases: Flags, count: int) -> Cuts:
    """So many limits, as far as there are any that help."""
    draws, cuts = _sorted(inputs), Cuts()
    for _ in range(count):
        cuts = _with_one_more(draws, cases, cuts)
    return cuts


def _with_one_more(draws: _Sorted, cases: Flags, cuts: Cuts) -> Cuts:
    """The limits with the best further one, all moved to where they are best together."""
    gains, places = _best_cuts(draws, _weights(cases), _held(draws.inputs, cuts))
    for column, upper in cuts:
        gains[int(upper), column] = 0.0
    side, column = (int(each) for each in np.unravel_index(int(np.argmax(gains)), gains.shape))
    if gains[side, column] <= 0:
        return cuts
    return _moved(draws, cases, cuts | {(column, bool(side)): float(places[side, column])})


def _moved(draws: _Sorted, cases: Flags, cuts: Cuts) -> Cuts:
    """Each limit in turn where it is best, given the others, until none moves."""
    for _ in range(ROUNDS):
        before = dict(cuts)
        for column, upper in before:
            others = {place: value for place, value in cuts.items() if place != (column, upper)}
            gains, places = _best_cuts(draws.only(column), _weights(cases), _held(draws.inputs, others))
            if gains[int(upper), 0] > 0:
                cuts[column, upper] = float(places[int(upper), 0])
        if cuts == before:
            break
    return cuts


def _weights(cases: Flags) -> Numbers:
    """Per draw what it adds to coverage minus share of the draws."""
    return np.asarray(cases / max(1, cases.sum()) - 1 / len(cases))


def _best_cuts(draws: _Sorted, weights: Numbers, inside: Flags) -> tuple[Numbers, Numbers]:
    """What the best lower and the best upper limit of every input would add, and where they would lie."""
    below = np.cumsum((weights * inside)[draws.order], axis=1)
    count = np.cumsum(inside[draws.order], axis=1)
    total, all_inside = below[:, -1:], int(inside.sum())
    below, count = below[:, :-1], count[:, :-1]
    lower = np.where(draws.apart & (all_inside - count >= FEWEST), -below, 0.0)
    upper = np.where(draws.apart & (count >= FEWEST), below - total, 0.0)
    best = np.stack([lower.argmax(axis=1), upper.argmax(axis=1)])
    rows = np.arange(len(below))
    gains = np.stack([lower[rows, best[0]], upper[rows, best[1]]])
    return gains, draws.middles[rows, best]


def _by_luck(draws: _Sorted, cases: Flags, cuts: Cuts, luck: np.random.Generator) -> float:
    """How often the most telling limit is as telling if the cases in the box are shuffled."""
    inside = _held(draws.inputs, cuts)
    weights = _weights(cases)
    seen = _best_cuts(draws, weights, inside)[0].max()
    often = 0
    for _ in range(SHUFFLES):
        weights[inside] = luck.permuted(weights[inside])
        often += bool(_best_cuts(draws, weights, inside)[0].max() >= seen)
    return often / SHUFFLES


def _held(inputs: Numbers, cuts: Cuts) -> Flags:
    """Which draws lie within all limits."""
    inside = np.ones(len(inputs), dtype=bool)
    for (column, upper), value in cuts.items():
        inside &= inputs[:, column] < value if upper else inputs[:, column] > value
    return inside


def _limit(inputs: Numbers, cases: Flags, cuts: Cuts, place: tuple[int, bool], again: list[Cuts]) -> Limit:
    """One limit, with its quasi-p and what the resamples make of it."""
    values = [other[place] for other in again if place in other]
    low, high = np.quantile(values, MIDDLE) if values else (math.nan, math.nan)
    return Limit(
        *place, cuts[place], _quasi_p(inputs, cases, cuts, place), len(values), float(low), float(high)
    )


def _quasi_p(inputs: Numbers, cases: Flags, cuts: Cuts, place: tuple[int, bool]) -> float:
    from scipy.special import bdtrc

    inside = cases[_held(inputs, cuts)]
    wider = cases[_held(inputs, {each: value for each, value in cuts.items() if each != place})]
    return float(bdtrc(int(inside.sum()) - 1, len(inside), wider.mean()))
