"""What professionals make of what they see: threat, welcome, relational work. Pure functions."""

from __future__ import annotations

from math import fsum

from tup_sim.model.parameters.among_volunteers import Targets
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import FAMILY_OF_STREAM
from tup_sim.model.people.professional import Professional


def is_own_work(p: Parameters, person: Professional, stream: int) -> bool:
    """A family that takes a good part of the person's own time with clients (C107)."""
    family, recent = FAMILY_OF_STREAM[stream], person.recent
    own = fsum(hours for hours, name in zip(recent, FAMILY_OF_STREAM, strict=True) if name == family)
    return own > p.threat.own_share * fsum(recent)


def weight_of(p: Parameters, weeks: float) -> float:
    """A success of a stranger counts double, less so for somebody who was announced (C153, C212)."""
    if weeks >= p.threat.stranger_weeks:
        return 1.0
    return 1.0 + (p.threat.stranger - 1.0) * (1.0 - p.announce_newcomers)


def seen_openness(p: Parameters, person: Professional) -> float:
    """What others see of somebody's openness: fatigue hides some of it, and so does fear (C141, C107)."""
    hidden = p.population.fatigue_weight * person.fatigue
    if p.mechanisms.displacement_threat:
        hidden += p.threat.guard * (person.replaceable.share() - p.threat.start)
    return min(1.0, max(0.0, person.openness - hidden))


def coolness(p: Parameters, person: Professional) -> float:
    """Chance that a contact in passing is cool: as far as somebody is less welcoming than they usually are (C143)."""
    return p.welcome.tone * (person.usual_welcome - person.seen_openness)


def role_strain(p: Parameters, person: Professional) -> float:
    """Strain, in SD, of feeling replaceable, above the usual (ND21)."""
    if not p.mechanisms.displacement_threat:
        return 0.0
    return p.threat.strain * (person.replaceable.share() - p.threat.start)


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
