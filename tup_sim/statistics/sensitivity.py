"""Which inputs of a model move its output: rank correlations for random draws, elementary effects for paths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tup_sim.statistics.intervals import Interval, Numbers, mean_interval

SHUFFLES, RESAMPLES = 400, 200
DRAWS_PER_LEADER = 10  # so many draws for each input that is kept; more inputs could not be told apart
ROUNDING = 1e-9


class Influence(NamedTuple):
    """How one input moves the output.

    Attributes:
        column: place of the input.
        effect: partial rank correlation given the leading inputs, -1 to 1.
        low, high: 95 % bootstrap interval of it.
        clear: stands out above what luck alone gives the most striking of all inputs in 5 of 100 cases.
    """

    column: int
    effect: float
    low: float
    high: float
    clear: bool


class Influences(NamedTuple):
    """The inputs that move the output most.

    Attributes:
        found: the leading inputs and the runners-up, strongest first; the clear ones in front.
        noise: rank correlation that the most striking of all inputs stays below by luck, 95 times in 100.
        explained: part of the variance of the ranks that the clear ones explain, corrected for their number.
        n: draws with a value.
    """

    found: tuple[Influence, ...]
    noise: float
    explained: float
    n: int


class Elementary(NamedTuple):
    """Effects of one input, each moved by itself from somewhere else (Morris).

    Attributes:
        size: mean of the effects without their sign, and its interval.
        mean: mean of the effects.
        spread: standard deviation of the effects; large where it depends on the other inputs.
    """

    size: Interval
    mean: float
    spread: float


def ranked(values: Numbers) -> Numbers:
    """Columns as ranks, with mean 0 and variance 1; ties share their rank, and a column without variety is 0."""
    from scipy.stats import rankdata

    ranks = np.asarray(rankdata(values, axis=0), dtype=np.float64)
    ranks -= ranks.mean(axis=0)
    spread = ranks.std(axis=0)
    return np.asarray(ranks / np.where(spread > ROUNDING, spread, np.inf), dtype=np.float64)


def influences(inputs: Numbers, output: Numbers, seed: int, shown: int = 10) -> Influences:
    """The inputs that move an output most, found by screening and ordered by partial rank correlation.

    One by one the input that follows the output best is kept, as long as it stands out above what luck would give the
    most striking of all inputs; each next one is judged by what the kept ones leave open.

    Args:
        inputs: a row per draw, a column per input.
        output: one value per draw; a draw with a NaN drops out.
        seed: of the shuffles and the bootstrap.
        shown: how many to return at least, if there are so many.
    """
    known = ~np.isnan(output)
    x, y, n = inputs[known], output[known], int(known.sum())
    if n < 4 or np.all(y == y[0]):
        return Influences((), math.nan, math.nan, n)
    luck = np.random.default_rng([seed, n])
    leaders, noise = _leaders(ranked(x), ranked(y), luck)
    left = np.abs(
        _left_open(ranked(x), ranked(x)[:, leaders]).T @ _left_open(ranked(y), ranked(x)[:, leaders])
    )
    runners = [int(each) for each in np.argsort(-left, kind="stable") if each not in leaders]
    runners = runners[: max(0, shown - len(leaders))]
    found = [_influence(x, y, column, leaders, True, luck) for column in leaders]
    behind = [_influence(x, y, column, leaders, False, luck) for column in runners]
    for each in (found, behind):
        each.sort(key=_by_strength)
    return Influences((*found, *behind), noise, _explained(ranked(x)[:, leaders], ranked(y)), n)


def partial_rank_correlation(x: Numbers, y: Numbers, given: Numbers) -> float:
    """Rank correlation of x and y when what follows the given columns is taken out of both; NaN if nothing is left."""
    ranks = ranked(given) if given.shape[1] else given
    a, b = _left_open(ranked(x), ranks), _left_open(ranked(y), ranks)
    size = math.sqrt(float(a @ a) * float(b @ b))
    return float(np.clip(a @ b / size, -1, 1)) if size > ROUNDING * len(y) else math.nan


def elementary_effects(points: Numbers, output: Numbers, length: int) -> list[Elementary]:
    """Effects per input along paths on which one input moves at a time.

    Args:
        points: a row per point, inputs from 0 to 1; paths one after the other.
        output: one value per point; a step from or to a NaN drops out.
        length: points of a path.
    """
    effects: list[list[float]] = [[] for _ in range(points.shape[1])]
    for row in range(1, len(points)):
        moved = np.flatnonzero(points[row] != points[row - 1])
        if row % length and len(moved) == 1:
            column = int(moved[0])
            step = points[row, column] - points[row - 1, column]
            effects[column].append(float((output[row] - output[row - 1]) / step))
    return [_summed_up([each for each in one if not math.isnan(each)]) for one in effects]


def share_interval(hits: int, n: int) -> Interval:
    """A share and Wilson's 95 % interval."""
    if n == 0:
        return Interval(math.nan, math.nan, math.nan, 0)
    z2, share = 1.959964**2, hits / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half), n)


def _leaders(x: Numbers, y: Numbers, luck: np.random.Generator) -> tuple[list[int], float]:
    """The inputs that stand out, in order of finding, and the line above which the first of them had to be."""
    kept: list[int] = []
    first = math.nan
    while len(kept) <= len(y) // DRAWS_PER_LEADER:
        left_x, left_y = _scaled(_left_open(x, x[:, kept])), _scaled(_left_open(y, x[:, kept]))
        line = _noise(left_x, left_y, luck)
        first = line if math.isnan(first) else first
        strength = np.abs(left_x.T @ left_y) / len(y)
        best = int(np.argmax(strength))
        if strength[best] <= line or len(kept) == len(y) // DRAWS_PER_LEADER:
            break
        kept.append(best)
    return kept, first


def _noise(x: Numbers, y: Numbers, luck: np.random.Generator) -> float:
    """Strength that the most striking input reaches in 5 of 100 shuffles of the output."""
    shuffled = luck.permuted(np.tile(y, (SHUFFLES, 1)), axis=1)
    return float(np.quantile(np.abs(shuffled @ x).max(axis=1) / len(y), 0.95))


def _left_open(values: Numbers, given: Numbers) -> Numbers:
    """What a straight line through the given columns leaves over."""
    if given.shape[1] == 0:
        return values
    fit, *_ = np.linalg.lstsq(given, values, rcond=None)
    return np.asarray(values - given @ fit, dtype=np.float64)


def _scaled(values: Numbers) -> Numbers:
    spread = values.std(axis=0)
    return np.asarray(values / np.where(spread > ROUNDING, spread, np.inf), dtype=np.float64)


def _influence(
    x: Numbers, y: Numbers, column: int, leaders: Sequence[int], clear: bool, luck: np.random.Generator
) -> Influence:
    """Partial rank correlation of one input given the leaders, and its bootstrap interval."""
    given = x[:, [each for each in leaders if each != column]]
    effect = partial_rank_correlation(x[:, column], y, given)
    rows = luck.integers(0, len(y), (RESAMPLES, len(y)))
    table = ranked(np.column_stack([x[:, column], y, given]))
    again = [_partial(table[row]) for row in rows]
    known = [each for each in again if not math.isnan(each)]
    low, high = np.quantile(known, (0.025, 0.975)) if known else (math.nan, math.nan)
    return Influence(column, effect, float(low), float(high), clear)


def _partial(table: Numbers) -> float:
    """Correlation of the first two columns given the others; NaN if one of the two does not vary."""
    spread = table.std(axis=0)
    if min(spread[:2]) < ROUNDING:
        return math.nan
    centred = (table - table.mean(axis=0)) / np.where(spread > ROUNDING, spread, np.inf)
    inverse = np.linalg.pinv(centred.T @ centred / len(table))
    return float(np.clip(-inverse[0, 1] / math.sqrt(inverse[0, 0] * inverse[1, 1]), -1, 1))


def _by_strength(influence: Influence) -> float:
    """Strongest first; an input that does not vary last."""
    return 1.0 if math.isnan(influence.effect) else -abs(influence.effect)


def _explained(leading: Numbers, y: Numbers) -> float:
    """Adjusted R squared of the ranks; 0 without leaders."""
    n, k = leading.shape
    if k == 0:
        return 0.0
    over = _left_open(y, leading)
    return float(max(0.0, 1 - float(over @ over) / float(y @ y) * (n - 1) / (n - k - 1)))


def _summed_up(effects: Sequence[float]) -> Elementary:
    size = mean_interval([abs(each) for each in effects])
    spread = float(np.std(effects, ddof=1)) if len(effects) > 1 else math.nan
    return Elementary(size, float(np.mean(effects)) if effects else math.nan, spread)
