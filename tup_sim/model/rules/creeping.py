"""How likely it is that work beyond the mandate is offered and accepted. Probabilities only; no chance, no clock.

Nothing here knows a pattern, work pressure or education: whoever needs help reads what they have seen a volunteer do.
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import EXPERT_STREAM, STREAMS, Level
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.contacts import logistic


def streams_that_may_creep(p: Parameters, levels: list[int]) -> tuple[int, ...]:
    """Core work a volunteer could be asked for without the mandate; expert care takes a certificate (C093)."""
    return tuple(
        stream
        for stream, level in enumerate(levels)
        if level < Level.ON_CALL
        and stream != EXPERT_STREAM
        and getattr(p.requests, STREAMS[stream]).core
        and not getattr(p.requests, STREAMS[stream]).own_helper
    )


def agreed_level(volunteer: Volunteer, stream: int) -> int:
    """What is agreed with this volunteer: the table of the unit, or more if that was agreed with them alone."""
    return max(volunteer.unit.levels[stream], volunteer.standing.agreed.get(stream, 0))


def seen_success(p: Parameters, volunteer: Volunteer, stream: int) -> float:
    """What people expect of a volunteer: what they saw in this work, else in other work, else a first impression."""
    standing, weight = volunteer.standing, p.drift.impression_weight
    everywhere = weight * p.drift.first_impression + fsum(standing.successes)
    everywhere /= weight + fsum(standing.contacts)
    return (weight * everywhere + standing.successes[stream]) / (weight + standing.contacts[stream])


def chance_of_being_asked(p: Parameters, volunteer: Volunteer, stream: int, difficulty: float) -> float:
    """Somebody in need turns to a volunteer the more, the better they did this work before (C093, C150)."""
    trust = seen_success(p, volunteer, stream) - difficulty
    return p.drift.ask * logistic(trust / p.difficulty.decision_scale)


def chance_of_direct_offer(p: Parameters, volunteer: Volunteer, stream: int) -> float:
    """What somebody did before, they are asked for again as a matter of course (C095, C150)."""
    precedents = volunteer.standing.precedents[stream]
    return precedents / (precedents + p.drift.precedent_constant)


def chance_of_yes(p: Parameters, volunteer: Volunteer, outside: bool) -> float:
    """Enthusiasm says yes; who knows that it is outside the mandate says so less often (C097).

    How clear the role is to somebody is both the chance that they know and what makes them hold back.
    """
    willing = min(1.0, p.drift.accept * volunteer.enthusiasm / p.drift.enthusiasm_usual)
    return willing * (1.0 - volunteer.clarity * volunteer.clarity) if outside else willing
