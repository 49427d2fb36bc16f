"""Ideas of volunteers: had at work, kept, told in a talk by who feels safe enough, and adopted or not (C106, C125).

A fellow volunteer who coaches cannot change how the house works; an idea told there is kept for somebody who can.
"""

from __future__ import annotations

from tup_sim.model.events import IdeaHeard
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.improving import has_an_idea, is_adopted


def have_an_idea(world: Stage, contact: Contact) -> None:
    """Something went wrong, and afterwards one knows how it could have gone."""
    volunteer = contact.helper
    if contact.struggled and isinstance(volunteer, Volunteer):
        luck = world.chance.stream("idea", volunteer.name)
        if luck.happens(has_an_idea(world.parameters, contact.decided_alone)):
            volunteer.idea = world.now


def tell_it(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """Whoever has an idea and feels safe tells it in a talk with somebody paid."""
    if not coach.paid or appointment.form == "attention":
        return
    p = world.parameters
    for volunteer in appointment.volunteers:
        if volunteer.idea is None or world.now - volunteer.idea > p.ideas.memory_weeks * WEEK:
            continue
        luck = world.chance.stream("tells an idea", volunteer.name)
        if luck.happens(volunteer.safety):
            volunteer.idea = None
            adopted = world.chance.stream("is heard", volunteer.name).happens(is_adopted(p))
            world.tell(IdeaHeard(world.now, volunteer, coach, adopted))
