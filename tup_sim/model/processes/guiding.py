"""Other ways to coach: on the floor right after an activity, in a group, after trouble only; and the first weeks."""

from __future__ import annotations

from tup_sim.model.effects import belonging
from tup_sim.model.people.families import ACTIVITIES
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import coaches_of, groups_due, invite
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.processes.waiting import spend_outside_shifts, stop_waiting, walk_the_floor
from tup_sim.model.rules.caring import joint_hours_above_usual


def talk_on_the_floor(world: Stage, contact: Contact, volunteer: Volunteer) -> None:
    """Right after an activity the coordinator who walks the floor takes some minutes (C186, C204)."""
    p = world.parameters
    if not p.floor_talks or contact.request.stream != ACTIVITIES:
        return
    if volunteer.occasional or volunteer.left is not None or volunteer.week.credit > 0:
        return
    length = p.guiding.floor_talk
    coach = next((c for c in volunteer.unit.coordinators.values() if _walks_the_floor(c, length)), None)
    if coach is not None:
        walk_the_floor(coach, length)
        talk = Appointment(world.now, length, (volunteer,), "floor_talk", p.guiding.floor_talk_credit)
        stop_waiting(world, coach, talk, length)


def _walks_the_floor(coach: Professional, length: float) -> bool:
    return coach.on_shift and coach.free_since is not None and coach.floor_debt >= length


def remember_trouble(world: Stage, contact: Contact, volunteer: Volunteer) -> None:
    """A difficulty nobody solved, an incident, a limit nobody set: others can see that somebody needs a talk."""
    if contact.struggled or contact.limit == "nobody":
        volunteer.last_trouble = world.now


def plan_group_talks(world: Stage, unit: Unit) -> None:
    """Once a year or so everybody is asked in groups, in hours that are meant for coaching (C200)."""
    p, rules = world.parameters, world.parameters.guiding
    if p.group_talk_interval <= 0:
        return
    leader = next((c for c in coaches_of(world, unit) if c.shifts), None)
    if leader is None:
        return
    length, credit = rules.group_talk, rules.group_talk_credit
    for number, members in groups_due(world, unit, rules.group_talk_size, p.group_talk_interval):
        invite(world, leader, number, Appointment(0.0, length, members, "group_talk", credit))


def stay_for_joint_activities(world: Stage, unit: Unit) -> None:
    """Joint hours beyond what is usual come on top of the shifts of those who were there (C146, C188)."""
    p = world.parameters
    more = joint_hours_above_usual(p)
    if more <= 0:
        return
    for volunteer in unit.volunteers.values():
        if volunteer.active and volunteer.week.shifts:
            spend_outside_shifts(world, volunteer, "team", more)
            volunteer.week.present += more


def settle_in(world: Stage, unit: Unit) -> None:
    """After a warm intake come the first weeks on the unit: does anybody turn to the newcomer? (C207)"""
    rules = world.parameters.guiding
    until = rules.welcome_weeks * WEEK
    for volunteer in unit.regulars():
        tenure = volunteer.tenure(world.now)
        if tenure >= until + WEEK:
            continue
        volunteer.first_attention += volunteer.week.attention
        volunteer.first_shifts += volunteer.week.shifts
        if tenure >= until:
            _look_back_on_the_welcome(world, volunteer)


def _look_back_on_the_welcome(world: Stage, volunteer: Volunteer) -> None:
    p = world.parameters
    usual = p.attention_reference * volunteer.first_shifts
    if usual > 0:
        belonging.be_welcomed(p, volunteer, max(0.0, 1.0 - volunteer.first_attention / usual))
