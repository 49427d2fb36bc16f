"""Leaving by shock or by choice: what attitude is made of, and what it does to the rate at which people choose to go.

A composite of correlated parts has an SD of 1 where each part has one: it is their sum over the square root of
K + K(K - 1) times their mean correlation, with K for the parts that count here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, sqrt

from tup_sim.model.constants import HALF, LARGEST_EXPONENT
from tup_sim.model.quantiles import normal_at

# What somebody says who leaves by choice: the part that was lowest of all.
REASON_OF = {"strain": "overload", "tension": "conflict"}
STEPS = 64  # equal parts of a distribution in which a mean over people is taken; more move no third digit


def sd_of_sum(parts: int, correlation: float) -> float:
    """SD of a sum of standardised parts with this mean correlation; 1 for a single part, and for none."""
    return sqrt(parts + parts * (parts - 1) * correlation) if parts > 0 else 1.0


def composite(parts: Sequence[float], correlation: float) -> float:
    """Standardised parts made into one standardised score; 0 where there are none."""
    return fsum(parts) / sd_of_sum(len(parts), correlation)


def times_drawn_away(spread: float, drawn: float, weight: float, attitude: float) -> float:
    """Rate of leaving by choice against that of the median person in the usual mood.

    Args:
        spread: what one SD of being drawn away adds to the logarithm of the rate.
        drawn: how much life, habit and alternatives draw this person away, SD.
        weight: what one SD of attitude takes off it.
        attitude: of this person, SD.
    """
    return exp(min(LARGEST_EXPONENT, spread * drawn - weight * attitude))


def reason_of(parts: dict[str, float]) -> str:
    """Why somebody says they leave: of what was lowest; disappointed where nothing counts."""
    lowest = min(parts, key=parts.__getitem__) if parts else ""
    return REASON_OF.get(lowest, "disappointed")


def evenly_drawn(mean: float) -> list[float]:
    """Values of a normal number with this mean and an SD of 1, each standing for an equal part of all people."""
    return [normal_at((step + HALF) / STEPS, mean, 1.0) for step in range(STEPS)]


def share_still_there(unavoidable: float, chosen: float, spread: float, drawn: float, mean: float) -> float:
    """Chance that somebody is still there, averaged over how much they might have been drawn away.

    Args:
        unavoidable: integrated risk of all that is no choice.
        chosen: integrated risk of leaving by choice, as this person lived it.
        spread: what one SD of being drawn away adds to the logarithm of the rate.
        drawn: how much this person is drawn away, SD.
        mean: how much people of this style are on average, SD.
    """
    there = [exp(-chosen * times_drawn_away(spread, other - drawn, 0.0, 0.0)) for other in evenly_drawn(mean)]
    return exp(-unavoidable) * fsum(there) / len(there)


def months_of_stay(unavoidable: float, choice: float, spread: float, mean: float) -> float:
    """Mean stay in months of people whose rate of leaving by choice is lognormal; rates per month.

    ``unavoidable`` must be above 0; ``spread`` is that of the logarithm of the rate, ``mean`` the shift of the median
    in SD of being drawn away.
    """
    rates = [unavoidable + choice * times_drawn_away(spread, drawn, 0.0, 0.0) for drawn in evenly_drawn(mean)]
    return fsum(1.0 / rate for rate in rates) / len(rates)
