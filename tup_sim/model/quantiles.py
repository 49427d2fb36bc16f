"""Numbers at a quantile: no chance, and no library that takes long to load."""

from __future__ import annotations

from math import exp
from statistics import NormalDist
from typing import Final

from tup_sim.model.constants import GOLDEN, HALF

_LEAST_UNIFORM: Final = 1e-12  # a quantile at 0 or 1 would be infinite
_normal_quantile, _normal_below = NormalDist().inv_cdf, NormalDist().cdf


def evenly(number: int, shift: float) -> float:
    """A uniform for person ``number`` of a first team, so that together they cover 0-1 evenly whatever the shift.

    Keeps the composition of a first team or stock that of the population, run after run.
    """
    return (number * GOLDEN + shift) % 1.0


def normal_at(u: float, mean: float, sd: float) -> float:
    """The normal number at quantile ``u``."""
    return mean + sd * _normal_quantile(min(max(u, _LEAST_UNIFORM), 1.0 - _LEAST_UNIFORM))


def chance_above_nought(mean: float, sd: float) -> float:
    """Probability that a normal number is 0 or more."""
    if sd <= 0.0:
        return 1.0 if mean >= 0.0 else 0.0
    return _normal_below(mean / sd)


def lognormal_at(u: float, mean: float, sigma: float) -> float:
    """The lognormal number with this mean at quantile ``u``."""
    return mean * exp(normal_at(u, 0.0, sigma) - HALF * sigma * sigma)
