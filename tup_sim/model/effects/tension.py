"""How tense volunteers are with professionals over tasks, and what somebody paid makes of the worth of own work."""

from __future__ import annotations

from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer


def be_tense(volunteer: Volunteer, tension: float) -> None:
    """Mean tension of a volunteer with the professionals they have to do with, 0-1."""
    volunteer.tension = tension


def feel_worth(person: Professional, threat: float, legitimacy: float) -> None:
    """How far somebody paid feels that own work is at stake, and that own training is needed for it; each 0-1."""
    person.threat, person.legitimacy = threat, legitimacy
