"""When a volunteer has an idea, tells it, and is heard. No clock, no chance."""

from __future__ import annotations

from tup_sim.model.parameters import Parameters


def has_an_idea(p: Parameters, decided_alone: float) -> float:
    """Who decides about the work sees how it could be done better; who only carries out does not (C106)."""
    return p.ideas.rate * decided_alone


def is_adopted(p: Parameters) -> float:
    """Room that whoever hears it has: what a protocol fixes cannot be done otherwise (C106, C131)."""
    return p.ideas.adopted * (1.0 - p.protocol_tightness)
