"""The relational part of the time of a contact. Pure functions."""

from __future__ import annotations

from math import fsum
from typing import Final

from tup_sim.model.parameters.among_volunteers import Targets
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.professional import Professional

_COUNTED_PROFESSIONALS: Final = (Targets.PROFESSIONALS, Targets.BOTH)
_COUNTED_VOLUNTEERS: Final = (Targets.VOLUNTEERS, Targets.BOTH)


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


def is_counted(p: Parameters, paid: bool) -> bool:
    """Are people of this kind judged on countable tasks (C124)?"""
    return p.target_accountability_for in (_COUNTED_PROFESSIONALS if paid else _COUNTED_VOLUNTEERS)


def presence_under_targets(p: Parameters, paid: bool) -> float:
    """Part of the relational time that is left to who is judged on countable tasks (C124, C078); 1 for others."""
    return 1.0 - p.coach_care.squeeze if is_counted(p, paid) else 1.0
