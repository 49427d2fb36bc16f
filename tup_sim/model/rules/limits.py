"""How likely a volunteer is to cross a limit, and how it weighs. Probabilities only; no chance, no clock."""

from __future__ import annotations

from typing import Final

from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.whole import Parameters

SEVERITIES: Final = ("definite", "potential", "questionable")


def crossing_risk(p: Parameters, complexity: float, closeness: float, clarity: float, weeks: float) -> float:
    """Risk in one contact: complex clients, closeness, an unclear role and a long time without a talk (C097, C158).

    Risk per contact and not per week: whoever takes on more hours and more tasks meets more occasions.
    """
    rules = p.crossing
    alone = 1.0 + (weeks / rules.gap_weeks) ** 2
    return rules.rate * complexity / anchors.COMPLEXITY * closeness * alone * (1.0 - clarity)


def severity_weights(p: Parameters) -> tuple[float, float, float]:
    """How often a crossing is definite, potential or questionable (NE10)."""
    rules = p.crossing
    return rules.definite, rules.potential, max(0.0, 1.0 - rules.definite - rules.potential)


def chance_to_stay_on(p: Parameters, enthusiasm: float) -> float:
    """The more enthusiastic than usual, the likelier somebody stays for one who waits (C097)."""
    return p.crossing.stay_on * max(0.0, enthusiasm - p.drift.enthusiasm_usual)
