"""What gets across when a task is explained."""

from __future__ import annotations

from tup_sim.model.parameters.whole import Parameters


def understood(p: Parameters, said: float) -> float:
    """What is left of what was said, where the usual quality of explaining leaves all that is declared (C158)."""
    return said * (p.communication_quality / p.communication_reference)
