"""Limits that are crossed: a small step nobody talks about becomes what is usual (C097, C158, C196).

Every contact is an occasion. The risk is added up and a limit is crossed when it reaches a level drawn for the person,
so that another policy changes when it happens and not to whom luck turns.
"""

from __future__ import annotations

from tup_sim.model.events import BoundaryCrossed, CrossingNoticed
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.serving import one_more
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.processes.supporting import call_for_help
from tup_sim.model.rules.fading import pull
from tup_sim.model.rules.limits import SEVERITIES, chance_to_stay_on, crossing_risk, severity_weights


def keep_to_limits(world: Stage, contact: Contact) -> None:
    """A volunteer was with a client: the risk of this contact is lived through, and now and then a limit is crossed."""
    volunteer = contact.helper
    if not isinstance(volunteer, Volunteer):
        return
    limits, complexity = volunteer.limits, contact.request.client.complexity
    if limits.until <= 0.0:
        _begin(world, volunteer)
    risk = crossing_risk(world.parameters, complexity, limits.closeness, volunteer.clarity, limits.alone)
    contact.crossing_risk = risk
    limits.risk += risk
    if limits.risk >= limits.until:
        limits.until = limits.risk + world.chance.stream("crossing", volunteer.name).exponential()
        if not _calls_first(world, volunteer):
            _cross(world, volunteer, contact)
    _grow_close(world, volunteer, contact)


def _begin(world: Stage, volunteer: Volunteer) -> None:
    """Somebody starts as close to clients as is agreed here, with the luck that is theirs."""
    p, limits = world.parameters, volunteer.limits
    limits.closeness = p.closeness_norm
    limits.alone = min(p.coaching_interval, max(0.0, world.now - volunteer.last_talk) / WEEK)
    limits.until = world.chance.stream("crossing", volunteer.name).exponential()


def _calls_first(world: Stage, volunteer: Volunteer) -> bool:
    """Who knows whom to call may call before it goes too far (C196)."""
    hard = world.parameters.difficulty
    if not world.parameters.help_line:
        return False
    calls = world.chance.stream("help line", volunteer.name).happens(hard.asks)
    return calls and call_for_help(world, volunteer, hard.question_limit, about_limit=False)


def _cross(world: Stage, volunteer: Volunteer, contact: Contact) -> None:
    """A limit is crossed; until somebody talks about it, it is how things are done."""
    p = world.parameters
    luck = world.chance.stream("severity of crossing", volunteer.name)
    severity = SEVERITIES[luck.pick(severity_weights(p))]
    _become_usual(world, volunteer)
    volunteer.limits.open += 1
    if severity == SEVERITIES[0]:
        _hurt(world, volunteer, contact)
    world.tell(BoundaryCrossed(world.now, volunteer, contact, severity))


def _become_usual(world: Stage, volunteer: Volunteer) -> None:
    rules, limits = world.parameters.crossing, volunteer.limits
    limits.closeness = min(rules.closeness_most, limits.closeness * (1.0 + rules.closeness_step))
    if world.parameters.mechanisms.belonging_recognition:
        volunteer.clarity *= 1.0 - rules.clarity_step


def _hurt(world: Stage, volunteer: Volunteer, contact: Contact) -> None:
    """The client is hurt, and the volunteer feels less safe."""
    p, client = world.parameters, contact.request.client
    if p.mechanisms.client_outcomes:
        client.trust_volunteers -= p.client_states.trust_bad * client.trust_volunteers
        client.wellbeing -= p.client_states.wellbeing_loss * client.wellbeing
    if p.mechanisms.support_on_the_job:
        volunteer.safety -= p.states.safety_incident * volunteer.safety


def _grow_close(world: Stage, volunteer: Volunteer, contact: Contact) -> None:
    """A good contact with somebody who is closer than usual brings more trust (C196)."""
    p, client = world.parameters, contact.request.client
    if contact.success and p.mechanisms.client_outcomes:
        more = p.client_states.trust_good * (volunteer.limits.closeness - 1.0)
        client.trust_volunteers += more * (1.0 - client.trust_volunteers)


def talk_about_limits(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """In a talk crossings come up, or they do not; what comes up is put right."""
    if appointment.form == "attention":
        return
    rules = world.parameters.crossing
    for volunteer in appointment.volunteers:
        limits = volunteer.limits
        limits.alone = 0.0
        while limits.open > 0:
            limits.open -= 1
            if world.chance.stream("crossing noticed", volunteer.name).happens(rules.noticed):
                _put_right(world, volunteer)


def _put_right(world: Stage, volunteer: Volunteer) -> None:
    rules, limits = world.parameters.crossing, volunteer.limits
    limits.closeness /= 1.0 + rules.closeness_step
    if world.parameters.mechanisms.belonging_recognition:
        volunteer.clarity = min(1.0, volunteer.clarity / (1.0 - rules.clarity_step))
    world.tell(CrossingNoticed(world.now, volunteer))


def close_the_week(world: Stage, unit: Unit) -> None:
    """One more week of work without a talk; closeness slowly returns to what is agreed in the house (C196)."""
    p = world.parameters
    most = p.crossing.gap_longest if p.mechanisms.coaching else p.coaching_interval
    for volunteer in unit.volunteers.values():
        limits = volunteer.limits
        if volunteer.week.contacts:
            limits.alone = min(most, limits.alone + 1.0)
        limits.closeness = pull(limits.closeness, p.closeness_norm, p.crossing.closeness_tau)


def stay_for_one_more(world: Stage, volunteer: Volunteer) -> bool:
    """The shift is over and somebody waits: who is more enthusiastic than usual may stay for them (C097)."""
    chance = chance_to_stay_on(world.parameters, volunteer.enthusiasm)
    if chance <= 0.0 or volunteer.left is not None or one_more(world, volunteer) is None:
        return False
    return world.chance.stream("stays on", volunteer.name).happens(chance)
