"""Vision meetings: the coordinator explains, or everybody makes the vision together (C182, C200)."""

from __future__ import annotations

from math import fsum

from tup_sim.model.events import VisionShared
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import coaches_of, groups_due, invite
from tup_sim.model.processes.sharing import hear, talk_in_a_group
from tup_sim.model.processes.stage import MONTH, WEEK, Stage
from tup_sim.model.rules.fading import moved


def plan_vision_meetings(world: Stage, unit: Unit) -> None:
    """Groups meet in turn, as often as the hours allow, in real hours of a coordinator and of those who come."""
    p, rules = world.parameters, world.parameters.vision
    if p.vision_work == "none" or p.vision_hours <= 0:
        return
    weeks = rules.meeting / p.vision_hours * MONTH / WEEK
    leader = next((c for c in coaches_of(world, unit) if c.shifts), None)
    for number, members in groups_due(world, unit, rules.meeting_size, weeks):
        coming = tuple(v for v in members if _comes(world, v))
        if coming and leader is not None:
            invite(world, leader, number, Appointment(0.0, rules.meeting, coming, "vision", 0.0))


def _comes(world: Stage, volunteer: Volunteer) -> bool:
    """A signature is an obligation; otherwise people come as they like."""
    p = world.parameters
    agreed = p.vision_work == "contract"
    attendance = p.vision.attendance_contract if agreed else p.vision.attendance_free
    return world.chance.stream("comes to a vision meeting", volunteer.name).happens(attendance)


def meet_about_the_vision(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """Under a contract the coordinator speaks and is heard; made together, all are heard, and decide some things."""
    if appointment.form != "vision":
        return
    together = world.parameters.vision_work == "co_creation"
    if together:
        _make_it_together(world, coach, appointment)
    else:
        talk_in_a_group(world, coach, appointment.volunteers, appointment.hours, lead=1.0)
    world.tell(VisionShared(world.now, coach, appointment, together))


def _make_it_together(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """Everybody, the coordinator too, is moved by what all say, and so are their own norms."""
    rules, hours = world.parameters.vision, appointment.hours
    everybody: tuple[Helper, ...] = (coach, *appointment.volunteers)
    said = fsum(person.alignment for person in everybody) / len(everybody)
    for person in everybody:
        hear(person, said, hours)
        person.norms = moved(person.norms, said, rules.contact * hours)
    for volunteer in appointment.volunteers:
        volunteer.week.granted += rules.decisions * rules.own_say
