"""Sharing a vision: people come to see things as those do with whom they spend time, and as they did before.

Nobody's view fades because time passes or because they decide much alone: who meets carriers of the vision less is
moved by them less, and a carrier who has drifted passes that on (C139, C195). What management states has no hours of
contact, and so does nothing here (C186).
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.constants import HALF
from tup_sim.model.parameters.week import MINUTES_PER_HOUR, MONTHS_PER_WEEK
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import EVEN
from tup_sim.model.processes.stage import Stage
from tup_sim.model.quantiles import normal_at
from tup_sim.model.rules.fading import moved
from tup_sim.model.rules.visions import after_tenure


def bring_views(world: Stage, person: Helper, weeks: float = 0.0) -> None:
    """Somebody comes in with norms of their own and what the intake made of them, or what years here did."""
    rules, luck = world.parameters.vision, world.chance.fresh("vision", person.name)
    if isinstance(person, Professional):
        take_a_view(world.parameters, person, luck.uniform())
        return
    assert isinstance(person, Volunteer)
    person.norms = luck.share(rules.norms_mean, rules.norms_sd)
    start = luck.share(rules.start, rules.start_sd)
    hours = rules.contact_reference * person.traits.wish
    person.alignment = after_tenure(world.parameters, start, person.norms, hours, weeks)


def take_a_view(p: Parameters, person: Professional, u: float) -> None:
    """What a paid person brings from schooling and work; ``u`` says where among colleagues."""
    mean = p.vision.norms_coordinator if person.coordinator else p.vision.norms_professional
    person.norms = person.alignment = min(1.0, max(0.0, normal_at(u, mean, p.vision.norms_staff_sd)))


def learn_the_vision(world: Stage, volunteer: Volunteer, hours: float) -> None:
    """Hours of training before the first shift are hours with the coordinators, or with staff if there are none."""
    p, unit = world.parameters, volunteer.unit
    carriers = list((unit.coordinators or unit.professionals).values())
    if p.mechanisms.vision_alignment and carriers:
        theirs = fsum(person.alignment for person in carriers) / len(carriers)
        volunteer.alignment = moved(volunteer.alignment, theirs, p.vision.contact * hours)


def hear(listener: Helper, alignment: float, hours: float) -> None:
    """Time with somebody who sees it this way."""
    listener.heard += alignment * hours
    listener.heard_hours += hours


def hear_each_other(world: Stage, one: Helper, other: Helper, hours: float) -> None:
    """Two people have to do with each other; a paid person is moved less by a volunteer than the other way round."""
    listening = world.parameters.vision.listening
    hear(one, other.alignment, hours * (listening if one.paid and not other.paid else 1.0))
    hear(other, one.alignment, hours * (listening if other.paid and not one.paid else 1.0))


def see_each_other_at_work(world: Stage, contact: Contact) -> None:
    """A volunteer served a client, and a professional on the unit saw it."""
    if contact.witness is not None:
        hear_each_other(world, contact.helper, contact.witness, world.parameters.vision.seen_hours)


def meet_in_passing(world: Stage, volunteer: Volunteer, person: Professional, good: bool) -> None:
    """Attention, a call, the beginning of a talk: some minutes together."""
    hear_each_other(world, volunteer, person, world.parameters.attention_minutes / MINUTES_PER_HOUR)


def talk_together(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """A talk: for two it is half and half; in a group the coach leads, and everybody hears the others (C166, C200)."""
    people, hours = appointment.volunteers, appointment.hours
    if appointment.form in ("attention", "vision"):
        return
    if appointment.guides:
        hours *= world.parameters.coaching_content.vision / EVEN
    if len(people) == 1:
        hear_each_other(world, people[0], coach, hours)
        return
    talk_in_a_group(world, coach, people, hours, world.parameters.vision.lead)


def talk_in_a_group(
    world: Stage, coach: Helper, people: tuple[Volunteer, ...], hours: float, lead: float
) -> None:
    """The coach speaks part of the time, the rest is shared by all others."""
    total, others = fsum(v.alignment for v in people), len(people) - 1
    for volunteer in people:
        theirs = (total - volunteer.alignment) / others if others else coach.alignment
        hear(volunteer, lead * coach.alignment + (1.0 - lead) * theirs, hours)
    listening = world.parameters.vision.listening if coach.paid else 1.0
    hear(coach, total / len(people), hours * listening * (1.0 - lead))


def come_to_share(world: Stage, unit: Unit) -> None:
    """The week is over: what was heard and what one thinks oneself have moved everybody."""
    _be_together(world, unit)
    rules = world.parameters.vision
    for person in unit.staff():
        _take_in(person, rules.contact, rules.own_staff)
    for volunteer in unit.regulars():
        _take_in(volunteer, rules.contact, rules.own)


def _take_in(person: Helper, contact: float, own: float) -> None:
    view = person.alignment
    if person.heard_hours > 0:
        view = moved(view, person.heard / person.heard_hours, contact * person.heard_hours)
    person.alignment = moved(view, person.norms, own)
    person.heard = person.heard_hours = 0.0


def _be_together(world: Stage, unit: Unit) -> None:
    """Team meetings of staff; shared breaks and joint activities of everybody who was there this week (C188)."""
    p = world.parameters
    staff = [person for person in unit.staff() if not person.ill]
    volunteers = [v for v in unit.volunteers.values() if v.active and v.week.shifts > 0]
    if not staff:
        return
    among_staff = fsum(person.alignment for person in staff) / len(staff)
    for person in staff:
        hear(person, among_staff, p.team_share * person.week.available)
    joint = p.togetherness_hours * MONTHS_PER_WEEK
    if not volunteers or joint <= 0:
        return
    among_volunteers = fsum(v.alignment for v in volunteers) / len(volunteers)
    everybody = HALF * (among_staff + among_volunteers)
    for volunteer in volunteers:
        hear(volunteer, everybody, joint)
    for person in staff:
        hear(person, among_volunteers, HALF * joint * p.vision.listening)
