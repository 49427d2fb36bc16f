"""Tone and relational part of a contact, and what is left out of it by who is judged on tasks. Pure functions."""

from __future__ import annotations

from math import fsum

from tup_sim.model.parameters.among_volunteers import Targets
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.professional import Professional


def coolness(p: Parameters, person: Professional) -> float:
    """Chance that a contact in passing is cool: as far as somebody is less welcoming than they usually are (C143)."""
    return p.welcome.tone * (person.usual_welcome - person.seen_openness)


def relational_share(weight: float, presence: float) -> float:
    """Relational part of the time of a contact, of a request with this weight, at this presence (C156)."""
    return weight if presence == 1.0 else weight * presence / stretch(weight, presence)


def stretch(weight: float, presence: float) -> float:
    """How much longer or shorter a contact is when its relational part is."""
    return 1.0 - weight * (1.0 - presence)


def own_relational_share(person: Professional, least_hours: float) -> float | None:
    """Relational part of the own contact time of the last 13 weeks; None when there was too little."""
    hours = fsum(person.recent)
    return person.recent_relational / hours if hours > least_hours else None


_COUNTED_PROFESSIONALS = (Targets.PROFESSIONALS, Targets.BOTH)
_COUNTED_VOLUNTEERS = (Targets.VOLUNTEERS, Targets.BOTH)


def is_counted(p: Parameters, paid: bool) -> bool:
    """Is this person judged on countable tasks (C124)?"""
    return p.target_accountability_for in (_COUNTED_PROFESSIONALS if paid else _COUNTED_VOLUNTEERS)


def presence_under_targets(p: Parameters, presence: float, paid: bool) -> float:
    """Who is judged on countable tasks cuts short what is not counted (C124, C078)."""
    return presence * (1.0 - p.coach_care.squeeze) if is_counted(p, paid) else presence
