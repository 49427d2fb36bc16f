"""The relational part of the time of a contact. Pure functions."""

from __future__ import annotations

from math import fsum

from tup_sim.model.people.professional import Professional


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
