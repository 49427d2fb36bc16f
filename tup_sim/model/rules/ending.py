"""What somebody who leaves takes along, and what it is worth later. No clock, no chance."""

from __future__ import annotations

from math import expm1, log1p

from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.parameters.whole import Parameters


def ending_after_talk(p: Parameters, belonging: float, waited: float) -> float:
    """How well somebody left, 0-1: what they felt here, put into words while they can still be reached (C179)."""
    return belonging * max(0.0, 1.0 - waited / p.ending.reach_weeks)


def still_speaks_of_it(p: Parameters, ending: float, weeks: float) -> float:
    """Word of mouth of a leaver, as a part of that of a volunteer; it fades."""
    return p.ending.ambassador * ending * (1.0 + expm1(-weeks / p.ending.memory_weeks))


def weeks_until_return(p: Parameters, ending: float, level: float) -> float | None:
    """When the wish to come back, which fades, has added up to the level of this person; None if it never does."""
    at_most = p.ending.return_rate * ending * p.ending.memory_weeks / WEEKS_PER_YEAR
    return -p.ending.memory_weeks * log1p(-level / at_most) if level < at_most else None
