"""What moves how far people share the vision of the house (alignment), and their own norms: hearing others."""

from __future__ import annotations

from tup_sim.model.people.helper import Helper
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import pulled


def bring(person: Helper, norms: float, alignment: float) -> None:
    """Somebody comes in with norms of their own, and shares the vision so far (0-1)."""
    person.norms, person.alignment = norms, alignment


def take_up_again(volunteer: Volunteer, former: Volunteer) -> None:
    """Who comes back sees it as when they left."""
    volunteer.alignment = former.alignment


def hear(listener: Helper, alignment: float, hours: float) -> None:
    """Time with somebody who sees it this way; at the end of the week it is taken in."""
    listener.heard += alignment * hours
    listener.heard_hours += hours


def take_in(person: Helper, contact: float, own: float) -> None:
    """The week is over: what was heard moves somebody, and so do their own norms, with these strengths."""
    view = person.alignment
    if person.heard_hours > 0:
        view = pulled(view, person.heard / person.heard_hours, contact * person.heard_hours)
    person.alignment = pulled(view, person.norms, own)
    person.heard = person.heard_hours = 0.0


def be_convinced(person: Helper, view: float, strength: float) -> None:
    """Hours in which only this was heard move somebody at once."""
    person.alignment = pulled(person.alignment, view, strength)


def change_norms(person: Helper, view: float, strength: float) -> None:
    """What was decided together moves even what somebody thinks is right."""
    person.norms = pulled(person.norms, view, strength)
