"""What moves how safe volunteers feel, and incidents nobody has talked about yet.

Nothing does while ``support_on_the_job`` is off.
"""

from __future__ import annotations

from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import bounded, relax_towards


def feel_less_safe(p: Parameters, volunteer: Volunteer, part: float) -> None:
    """This part (0-1) of feeling safe is lost."""
    if p.mechanisms.support_on_the_job:
        volunteer.safety -= part * volunteer.safety


def be_left_alone(p: Parameters, volunteer: Volunteer) -> None:
    """Nobody answered when it was needed."""
    feel_less_safe(p, volunteer, p.states.safety_incident)


def live_through_incident(p: Parameters, volunteer: Volunteer) -> None:
    """A difficulty became an incident; somebody has to talk about it."""
    feel_less_safe(p, volunteer, p.states.safety_incident)
    volunteer.incidents_due += 1


def talk_about_incidents(p: Parameters, volunteer: Volunteer) -> None:
    """What happened was talked about."""
    volunteer.incidents_due = 0
    if p.mechanisms.support_on_the_job:
        volunteer.safety += p.states.safety_incident * (1.0 - volunteer.safety)


def live_a_week(p: Parameters, volunteer: Volunteer) -> None:
    """Volunteers take their safety from the team they are in (C165)."""
    if p.mechanisms.support_on_the_job:
        own = volunteer.traits.safety + (p.team_safety - anchors.TEAM_SAFETY)
        volunteer.safety = bounded(relax_towards(volunteer.safety, own, p.times.mood))
