"""Acting against the vision: what a volunteer does, who gets to know of it, the talk about it, and sometimes the end.

Who sees something can name a fact. What nobody saw may go round as a story, now and then about the wrong person. Which
of the two is enough to ask somebody to leave is the practice of the house (C204); what colleagues make of it is
their own affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tup_sim.model.events import ActedAgainstVision, AskedToLeave
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import ask_for_a_talk, coaches_of
from tup_sim.model.processes.leaving import leave
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.fading import moved
from tup_sim.model.rules.visions import chance_of_straying

if TYPE_CHECKING:
    from tup_sim.model.chance import Stream


def act_by_own_lights(world: Stage, contact: Contact) -> None:
    """A volunteer may do what the vision of the house would not: decide for a client who could decide (C193)."""
    volunteer = contact.helper
    if not isinstance(volunteer, Volunteer):
        return
    chance = chance_of_straying(world.parameters, volunteer)
    if not world.chance.stream("against the vision", volunteer.name).happens(chance):
        return
    luck = world.chance.stream("who gets to know of it", volunteer.name)
    client, p = contact.request.client, world.parameters
    if p.mechanisms.client_outcomes:
        client.trust_volunteers -= p.vision.act_trust * client.trust_volunteers
    noticed = _is_noticed(world, contact, luck)
    if noticed:
        volunteer.facts += 1.0
        volunteer.reproached = True
    else:
        _let_a_story_go_round(world, volunteer, luck)
    world.tell(ActedAgainstVision(world.now, contact, noticed))


def _is_noticed(world: Stage, contact: Contact, luck: Stream) -> bool:
    """A professional who saw the volunteer at work, or a coordinator who walks the floor."""
    p, noticed = world.parameters, luck.uniform()
    if contact.witness is not None and noticed < p.vision.notice:
        return True
    walking = sum(1 for c in contact.helper.unit.coordinators.values() if c.on_shift)
    return noticed > 1.0 - p.vision.notice * min(1.0, walking * p.coordinators.floor_share)


def _let_a_story_go_round(world: Stage, volunteer: Volunteer, luck: Stream) -> None:
    rules = world.parameters.vision
    told, about, whom = luck.uniform(), luck.uniform(), luck.uniform()
    if told >= rules.hearsay:
        return
    there = [v for v in volunteer.unit.present_volunteers.values() if v is not volunteer]
    if there and about < rules.wrong_person:
        volunteer = there[int(whom * len(there))]
    volunteer.rumours += 1.0
    if world.parameters.exit_practice == "hearsay":
        volunteer.reproached = True


def plan_corrections(world: Stage, unit: Unit) -> None:
    """Who has something held against them is asked for a talk, where the house has such talks (C182, C204)."""
    p = world.parameters
    if p.exit_practice == "none" and p.vision_work != "contract":
        return
    coaches = coaches_of(world, unit)
    for volunteer in unit.regulars():
        if volunteer.reproached:
            ask_for_a_talk(world, volunteer, coaches, "correction")


def talk_it_over(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """The talk shows how far apart the two are; that costs fit, and some then go by themselves (C205)."""
    if appointment.form != "correction":
        return
    p, volunteer = world.parameters, appointment.volunteers[0]
    volunteer.reproached = False
    if p.mechanisms.needs_fit:
        gap = max(0.0, coach.alignment - volunteer.norms)
        volunteer.fit = max(0.0, volunteer.fit - p.vision.gap_fit * gap)
    if _is_enough(world, volunteer):
        assert isinstance(coach, Professional)
        _ask_to_leave(world, volunteer, coach)


def _is_enough(world: Stage, volunteer: Volunteer) -> bool:
    """Facts always count where people are asked to leave; stories where the house goes by hearsay."""
    p = world.parameters
    if p.exit_practice == "none":
        return False
    stories = volunteer.rumours if p.exit_practice == "hearsay" else 0.0
    return volunteer.facts + stories >= p.vision.exit_after


def _ask_to_leave(world: Stage, volunteer: Volunteer, coach: Professional) -> None:
    """Colleagues who hear of no fact wonder when it will be their turn."""
    unit, rules = volunteer.unit, world.parameters.vision
    founded = volunteer.facts >= volunteer.rumours
    leave(world, volunteer, "asked")
    if not founded:
        for other in unit.regulars():
            _feel_less_safe(world, other, coach, rules.unfounded)
    world.tell(AskedToLeave(world.now, volunteer, coach, founded))


def _feel_less_safe(world: Stage, volunteer: Volunteer, coach: Professional, loss: float) -> None:
    if world.parameters.mechanisms.support_on_the_job:
        volunteer.safety -= loss * volunteer.safety
    pair = volunteer.pairs.get(coach.name)
    if pair is not None:
        pair.trust -= loss * pair.trust


def forget(world: Stage, unit: Unit) -> None:
    """What is held against somebody fades."""
    fading = 1.0 / world.parameters.vision.memory
    for volunteer in unit.volunteers.values():
        if volunteer.facts or volunteer.rumours:
            volunteer.facts = moved(volunteer.facts, 0.0, fading)
            volunteer.rumours = moved(volunteer.rumours, 0.0, fading)
