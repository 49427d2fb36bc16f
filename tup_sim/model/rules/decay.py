"""How states move to where they belong and memories fade: by the same part of what is left in every week."""

from __future__ import annotations

from math import exp, expm1
from typing import Final

from tup_sim.model.constants import KEPT_AT_HAND


class _OfAWeek(dict[float, float]):
    """What a week leaves to go, as ``expm1(-1 / tau)``, by time constant: there are few, and many states have them."""

    def __missing__(self, tau: float) -> float:
        if len(self) >= KEPT_AT_HAND:
            self.clear()
        part = self[tau] = expm1(-1.0 / tau)
        return part


_OF_A_WEEK: Final = _OfAWeek()


def pulled(value: float, target: float, strength: float) -> float:
    """A state after a pull of this strength; two pulls in turn are one pull of their sum."""
    return value - (target - value) * expm1(-strength)


def relax_towards(value: float, target: float, tau: float) -> float:
    """One week of a state moving to its target."""
    return value - (target - value) * _OF_A_WEEK[tau]


def retention(tau: float, weeks: float = 1.0) -> float:
    """Part that is left after some weeks of a memory of ``tau`` weeks."""
    return exp(-weeks / tau)


def bounded(value: float) -> float:
    """Keep a state between 0 and 1."""
    return 0.0 if value < 0.0 else 1.0 if value > 1.0 else value
