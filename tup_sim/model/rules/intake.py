"""Who is let in, with what work, and who goes on after a term. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from tup_sim.model.constants import LEAST_SPREAD
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import STREAMS
from tup_sim.model.people.volunteer import Traits, Volunteer
from tup_sim.model.rules.caring import strain_of_leaving
from tup_sim.model.rules.contacts import logistic


def goes_on_after_term(p: Parameters, volunteer: Volunteer, at_rest: float) -> float:
    """Probability of going on after a term: what would make a volunteer leave makes this one not stay (C020)."""
    if not 0.0 < at_rest < 1.0:
        return at_rest
    disappointed, overload = strain_of_leaving(p, volunteer) if p.mechanisms.exit else (0.0, 0.0)
    return logistic(log(at_rest / (1.0 - at_rest)) - disappointed - overload)


def matched_streams(p: Parameters, traits: Traits, levels: Sequence[int]) -> tuple[int, ...]:
    """Of the work somebody came for and may do: what lies nearest to what they say they can (C222)."""
    open_to = [stream for stream in traits.streams if levels[stream] > 0]
    if not open_to:
        return traits.streams
    far = {stream: _distance(p, traits, stream) for stream in open_to}
    nearest = min(far.values())
    return tuple(stream for stream in open_to if far[stream] <= nearest + p.match_tolerance)


def _distance(p: Parameters, traits: Traits, stream: int) -> float:
    return abs(traits.competence[stream] - _difficulty(p, stream))


def _difficulty(p: Parameters, stream: int) -> float:
    """Declared difficulty of a stream."""
    return float(getattr(p.requests, STREAMS[stream]).difficulty)


def eased(passes: float, ease: float, vulnerability: float) -> float:
    """Share that goes on when part of the withdrawals out of nerves is prevented (C216, C227)."""
    return 1.0 - (1.0 - passes) * (1.0 - min(1.0, ease * vulnerability))


def moves_inward(p: Parameters, volunteer: Volunteer) -> float:
    """Probability per quarter that somebody at the edge moves inward: who feels at home sooner does (C229)."""
    outer, spread = p.outer_circle, max(LEAST_SPREAD, p.states.belonging_sd)
    if not 0.0 < outer.inward < 1.0:
        return outer.inward
    at_home = (volunteer.belonging - volunteer.traits.belonging) / spread
    return logistic(log(outer.inward / (1.0 - outer.inward)) + at_home)
