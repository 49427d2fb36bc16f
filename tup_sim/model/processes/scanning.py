"""The cooperation scan: everybody says what they miss most, and the hours there are go there first (C172).

No hours are added but those of the scan. Part of every talk goes to what the volunteer named, attention in passing
comes a turn sooner for who misses it, talks are booked first for who was left without help.
"""

from __future__ import annotations

from tup_sim.model.events import CooperationScanned
from tup_sim.model.parameters.week import MINUTES_PER_HOUR, MONTHS_PER_WEEK
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.lived import APPRECIATE, ATTUNE, FACILITATE, INFORM, NOTHING, Lived
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.processes.waiting import spend_outside_shifts
from tup_sim.model.rules.explaining import understood
from tup_sim.model.rules.fading import left
from tup_sim.model.rules.scanning import (
    most_missed,
    most_named,
    shares_of_professional,
    shares_of_volunteer,
    topic_of,
)

_TALKS_OF_THE_HOUSE = ("individual", "floor_talk", "post_incident", "group_talk", "peer_review")


def look_back(world: Stage, unit: Unit) -> None:
    """At the end of a week people remember it, and at the agreed interval the scan is held."""
    interval = world.parameters.wifa_scan_interval
    if interval <= 0:
        return
    volunteers = [v for v in unit.volunteers.values() if v.active and not v.occasional]
    staff = list({**unit.professionals, **unit.coordinators}.values())
    for volunteer in volunteers:
        _remember_help(world, volunteer)
    for person in staff:
        _remember_work(world, person)
    if round(world.now / WEEK) % interval == 0:
        _hold_scan(world, unit, volunteers, staff)


def _lived(person: Helper) -> Lived:
    if person.lived is None:
        person.lived = Lived()
    return person.lived


def _remember_help(world: Stage, volunteer: Volunteer) -> None:
    """Attention and thanks against the usual, questions and calls that found an answer."""
    p, week, lived = world.parameters, volunteer.week, _lived(volunteer)
    lived.fade(left(world.parameters.states.memory_tau))
    lived.attention.add(
        week.attention + p.thanks * MONTHS_PER_WEEK,
        p.attention_reference * week.shifts + p.thanks_reference * MONTHS_PER_WEEK,
    )
    lived.answers.add(week.answers, week.questions)
    lived.help.add(week.helped, week.helped + week.unanswered)


def _remember_work(world: Stage, person: Professional) -> None:
    """Moments for volunteers against the own mean so far, and meetings with them."""
    week, lived = person.week, _lived(person)
    given, weeks = person.hours["attention"], (world.now - max(0.0, person.started)) / WEEK
    lived.fade(left(world.parameters.states.memory_tau))
    if weeks > 0:
        lived.attention.add(given - lived.given, given / weeks)
    lived.given = given
    lived.meetings.add(week.joint - week.joint_bad, week.joint)


def see_what_is_kept(world: Stage, contact: Contact) -> None:
    """A professional sees whether a volunteer stays within what was agreed."""
    if world.parameters.wifa_scan_interval > 0 and contact.witness is not None:
        _lived(contact.witness).kept.add(contact.level == contact.agreed, 1.0)


def _hold_scan(world: Stage, unit: Unit, volunteers: list[Volunteer], staff: list[Professional]) -> None:
    there = [v for v in volunteers if v.week.shifts > 0]
    at_work = [person for person in staff if person.shifts and not person.ill]
    for volunteer in volunteers:
        _lived(volunteer).suited = False
    said = tuple([_answer_as_volunteer(world, volunteer) for volunteer in there])
    staff_said = tuple([_answer_as_professional(world, person) for person in at_work])
    unit.staff_misses = most_named(staff_said)
    world.tell(CooperationScanned(world.now, unit, said, staff_said))


def _answer_as_volunteer(world: Stage, volunteer: Volunteer) -> int:
    """Some minutes on top of the shift."""
    p, lived = world.parameters, _lived(volunteer)
    hours = p.scan.minutes / MINUTES_PER_HOUR
    spend_outside_shifts(world, volunteer, "team", hours)
    volunteer.week.present += hours
    lived.misses = most_missed(shares_of_volunteer(p, volunteer, lived), p.scan.noticeable)
    return lived.misses


def _answer_as_professional(world: Stage, person: Professional) -> int:
    """The same minutes of paid time, filled in when there is a moment, like other administration."""
    p, lived = world.parameters, _lived(person)
    hours = p.scan.minutes / MINUTES_PER_HOUR
    person.debt += hours
    person.week.required += hours
    if person.serves:
        person.unit.week.administration += hours
    lived.misses = most_missed(shares_of_professional(person, lived), p.scan.noticeable)
    return lived.misses


def talk_about_it(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """Part of a talk is about what was named; the talk was held, so it does not have to be held again."""
    p = world.parameters
    if p.wifa_scan_interval <= 0 or appointment.form not in _TALKS_OF_THE_HOUSE:
        return
    for volunteer in appointment.volunteers:
        topic = topic_of(p, volunteer)
        if topic not in (NOTHING, FACILITATE):
            part = appointment.hours * p.scan.part
            volunteer.owed = max(0.0, volunteer.owed - part * appointment.credit)
            _go_into(world, volunteer, topic, part)


def _go_into(world: Stage, volunteer: Volunteer, topic: int, hours: float) -> None:
    """Thanks, who does what, or which work suits: each does what is declared for time spent on it."""
    p, states = world.parameters, world.parameters.states
    if topic == APPRECIATE:
        volunteer.week.attention += round(hours * MINUTES_PER_HOUR / p.attention_minutes)
    elif topic == INFORM and p.mechanisms.belonging_recognition:
        gain = states.clarity_talk * min(1.0, hours / p.sessions.individual)
        volunteer.clarity += understood(p, gain * (1.0 - volunteer.clarity))
    elif topic == ATTUNE:
        _lived(volunteer).suited = True
