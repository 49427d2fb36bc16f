"""How tense volunteers are with professionals over tasks, and how far somebody paid feels threatened."""

from __future__ import annotations

from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer


def be_tense(volunteer: Volunteer, tension: float) -> None:
    """Mean tension of a volunteer with the professionals they have to do with, 0-1."""
    volunteer.tension = tension


def feel_threatened(person: Professional, threat: float) -> None:
    """How far somebody paid feels that their own work is at stake, 0-1."""
    person.threat = threat
