"""Coaching: booked talks on real people's time, right after the volunteer's shift.

A talk is an appointment. A professional cancels it only when a core request past half its patience waits and
nobody else is free; ring-fenced coaching (``cut_protects.coaching``) is not cancelled for that either.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import HALF, LESS_THAN_A_SECOND, ROUNDING
from tup_sim.model.effects import coaching_received, felt_safety, role_clarity
from tup_sim.model.events import SessionCancelled, SessionHeld
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MINUTES_PER_HOUR, MONTHS_PER_WEEK
from tup_sim.model.patterns import peer_review_interval
from tup_sim.model.people.professional import ABOUT_THE_TASK, Appointment, Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.counting_on import keep_the_appointment, leave_out, miss
from tup_sim.model.processes.meeting import meet
from tup_sim.model.processes.queueing import first_for
from tup_sim.model.processes.waiting import spend, spend_outside_shifts, stop_waiting

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_GROUP_FORMS = ("peer_review", "vision", "group_talk")


def plan_talks(sim: Simulation, unit: Unit) -> None:
    """On Monday the talks of the week are booked: by who lacks most or in turn, as far as hours go."""
    p = sim.parameters
    coaches = coaches_of(sim, unit)
    _grant_hours(sim, coaches)
    if p.mechanisms.coaching and coaches:
        _plan_peer_reviews(sim, unit, coaches)
        for volunteer in _in_order(sim, unit):
            _book(sim, volunteer, coaches)
    if p.dialogue_interval > 0 and coaches:
        _plan_dialogues(sim, unit, coaches)
    if p.attention_booked:
        _plan_attention(sim, unit)


def coaches_of(sim: Simulation, unit: Unit) -> list[Professional]:
    """Who can be asked for a talk this week: coordinators first, then professionals."""
    own = [c for c in unit.coordinators.values() if not c.ill]
    return own + [person for person in unit.professionals.values() if not person.ill and person not in own]


def _grant_hours(sim: Simulation, coaches: list[Professional]) -> None:
    p = sim.parameters
    factor = _factor_of_fixed_hours(sim, coaches) if p.support_hours_per_volunteer_month >= 0 else 1.0
    for person in coaches:
        hours = _usual_hours(p, person) * factor
        most = max(p.sessions.saved_least, p.sessions.saved_weeks * hours)
        person.coaching_credit = min(person.coaching_credit + hours, most)


def _usual_hours(p: Parameters, person: Professional) -> float:
    share = p.coordinators.coaching * p.support_split.running if person.coordinator else p.coaching_share
    return share * fsum([end - start for start, end in person.shifts])


def _factor_of_fixed_hours(sim: Simulation, coaches: list[Professional]) -> float:
    """Fixed hours per volunteer, divided as coaching usually is (C179)."""
    p = sim.parameters
    usual = fsum([_usual_hours(p, person) for person in coaches])
    people = len(coaches[0].unit.regulars()) if coaches else 0
    wanted = p.support_hours_per_volunteer_month * people * MONTHS_PER_WEEK
    return wanted / usual if usual > 0 else 0.0


def _in_order(sim: Simulation, unit: Unit) -> list[Volunteer]:
    there = unit.regulars()
    interval = sim.parameters.coaching_interval * WEEK
    if sim.parameters.coaching_timing == "after_problems":
        recent = sim.now - sim.parameters.times.mood * WEEK
        there = [v for v in there if v.last_trouble >= recent]
    if sim.parameters.coaching_distribution == "universal":
        return sorted(there, key=lambda v: v.last_coached)
    if sim.parameters.submodels.booking == "by_hours":
        return sorted(there, key=lambda v: _turn_by_hours(sim, v, interval))
    length = sim.parameters.sessions.individual
    lacking = [v for v in there if v.owed >= HALF * length or sim.now - v.last_coached >= interval]
    return sorted(lacking, key=lambda v: (-_urgency(sim, v), -v.owed))


def _turn_by_hours(
    sim: Simulation, volunteer: Volunteer, interval: float
) -> tuple[float, bool, float, float]:
    """Who had no talk for the interval comes first, then who lacks most; how far it goes is up to the hours."""
    waited_long = sim.now - volunteer.last_coached >= interval
    return -_urgency(sim, volunteer), not waited_long, -volunteer.owed, volunteer.last_coached


def _urgency(sim: Simulation, volunteer: Volunteer) -> float:
    return fsum([more(volunteer) for more in sim.hooks.urgency])


def _book(sim: Simulation, volunteer: Volunteer, coaches: list[Professional]) -> None:
    """Talks of one volunteer this week: after a shift if a coach is there, else at a moment that suits both."""
    p = sim.parameters
    after_incident = p.post_incident_talks and volunteer.incidents_due > 0
    form = "post_incident" if after_incident else "individual"
    length = p.sessions.post_incident if after_incident else p.sessions.individual
    credit = p.sessions.post_incident_credit if after_incident else 1.0
    for keeps_away in sim.hooks.talk_with:
        coaches = [coach for coach in coaches if not keeps_away(sim, coach, volunteer)]
    for booked in range(p.coaching_cap):
        coaches = [coach for coach in coaches if coach.coaching_credit >= length]
        if not coaches:
            return
        if booked and volunteer.owed < (booked + HALF) * length:
            return
        found = find_moment(p, volunteer, coaches, length)
        if found is None:
            return
        coach, hour, special = found
        coach.coaching_credit -= length
        put_in_agenda(sim, coach, Appointment(hour, length, (volunteer,), form, credit, special))


Found = tuple[Professional, float, bool]


def find_moment(
    p: Parameters, volunteer: Volunteer, coaches: list[Professional], length: float
) -> Found | None:
    """After a shift if a coach is there, else at a moment that suits both: coach, hour, whether outside the shifts."""
    return _after_shift(p, volunteer, coaches, length) or _at_another_moment(p, volunteer, coaches, length)


def _after_shift(
    p: Parameters, volunteer: Volunteer, coaches: list[Professional], length: float
) -> Found | None:
    """A coach who is there when the client work of a shift ends."""
    for _, end in volunteer.shifts:
        coach = _free_coach(p, coaches, end, length)
        if coach is not None:
            return coach, end, False
    return None


def _at_another_moment(
    p: Parameters, volunteer: Volunteer, coaches: list[Professional], length: float
) -> Found | None:
    """A day-part that suits the volunteer, without a shift of theirs, in which a coach has room."""
    busy = [start for start, _ in volunteer.shifts]
    for coach in coaches:
        for part, (start, end) in zip(coach.parts, coach.shifts, strict=True):
            if part in volunteer.traits.dayparts and not any([start - 1.0 <= hour < end for hour in busy]):
                hour = _first_room(coach, start + p.sessions.hand_over, end, length)
                if hour is not None:
                    return coach, hour, True
    return None


def _first_room(coach: Professional, start: float, end: float, length: float) -> float | None:
    """First moment between two hours for which the coach has nothing booked."""
    hour = start
    while hour + length <= end:
        if not _clashes(coach, hour, length):
            return hour
        hour += length
    return None


def _clashes(coach: Professional, hour: float, length: float) -> bool:
    end = hour + length - ROUNDING
    for booked in coach.agenda:  # noqa: SIM110 - asked 20,000 times a year; a generator takes twice as long
        if booked.start < end and hour < booked.start + booked.hours - ROUNDING:
            return True
    return False


def _free_coach(
    p: Parameters, coaches: list[Professional], hour: float, length: float
) -> Professional | None:
    for coach in coaches:
        if _is_there(p, coach, hour, length) and not _clashes(coach, hour, length):
            return coach
    return None


def _is_there(p: Parameters, coach: Professional, hour: float, length: float) -> bool:
    far_enough = hour + p.sessions.start_rule * length
    for start, end in coach.shifts:  # noqa: SIM110 - as above
        if start <= hour and far_enough <= end:
            return True
    return False


def ask_for_a_talk(sim: Simulation, volunteer: Volunteer, coaches: list[Professional], form: str) -> None:
    """A talk about one thing, which is no coaching, is booked at the first moment that suits both."""
    length = sim.parameters.sessions.individual
    found = find_moment(sim.parameters, volunteer, coaches, length)
    if found is not None:
        coach, hour, special = found
        put_in_agenda(sim, coach, Appointment(hour, length, (volunteer,), form, 0.0, special))


def put_in_agenda(sim: Simulation, coach: Professional, appointment: Appointment) -> None:
    """A talk is booked; the coach looks at the clock when it begins."""
    coach.agenda.append(appointment)
    sim.at(appointment.start, keep_appointment, sim, coach)


def _plan_peer_reviews(sim: Simulation, unit: Unit, coaches: list[Professional]) -> None:
    """Group peer reviews at their interval: everybody who can, in groups, with one coach (C166)."""
    p = sim.parameters
    interval = peer_review_interval(p, unit.number)
    if interval <= 0:
        return
    length, credit = p.sessions.peer_review, p.sessions.shared_credit
    for number, members in groups_due(sim, unit, p.sessions.peer_review_size, interval):
        coach = next((c for c in coaches if c.shifts and c.coaching_credit >= length), None)
        if coach is None:
            return
        invite(sim, coach, number, Appointment(0.0, length, members, "peer_review", credit))


Groups = list[tuple[int, tuple[Volunteer, ...]]]


def groups_due(sim: Simulation, unit: Unit, size: int, interval: float) -> Groups:
    """Groups of volunteers, numbered, that meet this week when each of them meets once in so many weeks."""
    people, week, every = unit.regulars(), round(sim.now / WEEK), max(1, round(interval))
    firsts = enumerate(range(0, len(people), size))
    return [
        (number, tuple(people[first : first + size]))
        for number, first in firsts
        if (week + number) % every == 0
    ]


def invite(sim: Simulation, coach: Professional, number: int, appointment: Appointment) -> None:
    """A group meets at the end of a shift of the coach; groups of one week are spread over the shifts.

    A meeting that is longer than the shift begins with it.
    """
    if appointment.guides:
        coach.coaching_credit -= appointment.hours
    start, end = coach.shifts[number % len(coach.shifts)]
    appointment.start = max(start, end - appointment.hours)
    put_in_agenda(sim, coach, appointment)


def _plan_dialogues(sim: Simulation, unit: Unit, coaches: list[Professional]) -> None:
    """Talks about the task itself: what is yours, what is ours (C187)."""
    p = sim.parameters
    for volunteer in unit.volunteers.values():
        due = sim.now - volunteer.last_dialogue >= p.dialogue_interval * WEEK
        if due and volunteer.shifts and not volunteer.occasional:
            ready = volunteer.shifts[0][1]
            coach = next((c for c in coaches if _is_there(p, c, ready, p.sessions.individual)), None)
            if coach is not None:
                put_in_agenda(
                    sim, coach, Appointment(ready, p.sessions.individual, (volunteer,), "dialogue", 0.0)
                )


def _plan_attention(sim: Simulation, unit: Unit) -> None:
    """Attention as an appointment instead of a gap (the test of C145)."""
    p = sim.parameters
    length = p.attention_booked_minutes / MINUTES_PER_HOUR
    people = list(unit.professionals.values())
    for volunteer in unit.volunteers.values():
        if volunteer.shifts and not volunteer.occasional:
            start = volunteer.shifts[0][0]
            there = [person for person in people if _is_there(p, person, start, length)]
            if there:
                coach = min(there, key=lambda person: len(person.agenda))
                put_in_agenda(sim, coach, Appointment(start, length, (volunteer,), "attention", 0.0))


def keep_appointment(sim: Simulation, coach: Professional) -> None:
    """It is time; if the coach is free the talk begins, otherwise it is put off, but not for long."""
    if coach.free_since is not None:
        appointment = due_appointment(sim, coach)
        if appointment is not None:
            stop_waiting(sim, coach, appointment, appointment.hours)


def due_appointment(sim: Simulation, coach: Professional) -> Appointment | None:
    """The appointment that is due now and can take place."""
    agenda = coach.agenda
    if not agenda:
        return None
    for appointment in [a for a in agenda if a.start <= sim.now + ROUNDING]:
        if not _still_possible(sim, coach, appointment):
            agenda.remove(appointment)
            continue
        if _must_cancel(sim, coach):
            agenda.remove(appointment)
            _give_back(coach, appointment)
            if sim.by_expectations:
                leave_out(sim, coach, appointment.volunteers)
            _disappoint(sim, coach, appointment)
            sim.emit(SessionCancelled(sim.now, coach, appointment, "request"))
            continue
        agenda.remove(appointment)
        return appointment
    return None


def _still_possible(sim: Simulation, coach: Professional, appointment: Appointment) -> bool:
    here = tuple(v for v in appointment.volunteers if _came(sim, v, appointment))
    why = ""
    if sim.now > appointment.start + sim.parameters.sessions.postpone or not coach.on_shift:
        why = "coach absent"
    elif not here:
        why = "volunteer absent"
    if sim.by_expectations and why != "coach absent" and len(here) < len(appointment.volunteers):
        miss(sim, coach, appointment, here)
    if why:
        _give_back(coach, appointment)
        if sim.by_expectations:
            leave_out(sim, coach, here)
        if why == "coach absent":
            appointment.volunteers = here
            _disappoint(sim, coach, appointment)
        sim.emit(SessionCancelled(sim.now, coach, appointment, why))
        return False
    appointment.volunteers = here
    return True


def clear_agenda(sim: Simulation, coach: Professional) -> None:
    """What was not held by the end of the week is not held at all; who expected it notes that, too."""
    for appointment in coach.agenda:
        appointment.volunteers = tuple(each for each in appointment.volunteers if each.left is None)
        if sim.by_expectations:
            leave_out(sim, coach, appointment.volunteers)
        _disappoint(sim, coach, appointment)
        sim.emit(SessionCancelled(sim.now, coach, appointment, "coach absent"))
    coach.agenda.clear()


def _disappoint(sim: Simulation, coach: Professional, appointment: Appointment) -> None:
    """Those who were to have the talk hear that the coach has no time for it."""
    for hook in sim.hooks.cancelled:
        hook(sim, coach, appointment)


def _came(sim: Simulation, volunteer: Volunteer, appointment: Appointment) -> bool:
    if volunteer.left is not None:
        return False
    if appointment.form in _GROUP_FORMS:
        return volunteer.active
    if appointment.special:
        return not sim.random.stream("comes to talk", volunteer.name).happens(sim.parameters.no_show)
    return volunteer.shift_start <= appointment.start <= volunteer.shift_end + LESS_THAN_A_SECOND


def _give_back(coach: Professional, appointment: Appointment) -> None:
    if appointment.guides:
        coach.coaching_credit += appointment.hours


def _must_cancel(sim: Simulation, coach: Professional) -> bool:
    """A core request past half its patience waits, and nobody else is free."""
    if (
        not coach.serves
        or sim.parameters.cut_protects.coaching
        or len(coach.unit.free_professionals) > (coach.free_since is not None)
    ):
        return False
    for task_type in sim.core_of_staff:
        request = first_for(sim, coach.unit.queues_for_staff[task_type], coach)
        if request is not None and request.urgent(sim.now, sim.parameters.long_wait):
            return True
    return False


def finish_appointment(sim: Simulation, coach: Professional, appointment: Appointment) -> None:
    """The talk took place: the coach's hours, the volunteers' credit, and what it did to them."""
    kind = "attention" if appointment.form == "attention" else "coaching"
    spend(sim, coach, kind, appointment.hours)
    if kind == "coaching":
        coach.last_coached = sim.now
    for volunteer in appointment.volunteers:
        _receive(sim, coach, volunteer, appointment)
    if sim.by_expectations:
        keep_the_appointment(sim, coach, appointment, in_a_group=appointment.form in _GROUP_FORMS)
    for hook in sim.hooks.talk:
        hook(sim, coach, appointment)
    sim.emit(SessionHeld(sim.now, coach, appointment))


def _receive(sim: Simulation, coach: Professional, volunteer: Volunteer, appointment: Appointment) -> None:
    p = sim.parameters
    form = appointment.form
    meet(sim, volunteer, coach, True)
    if form == "attention":
        volunteer.week.attention += max(1, round(appointment.hours * MINUTES_PER_HOUR / p.attention_minutes))
        return
    sit_in(sim, volunteer, appointment.hours)
    if form in ABOUT_THE_TASK:
        volunteer.last_dialogue = sim.now
        role_clarity.talk_about_the_task(p, volunteer)
    if not appointment.guides:
        return
    volunteer.last_coached = sim.now
    credit = appointment.hours * appointment.credit
    for part in sim.hooks.coached_part:
        credit *= part(volunteer)
    for gets_across in sim.hooks.credit:
        credit *= gets_across(sim, coach, volunteer)
    coaching_received.be_coached(p, volunteer, credit)
    coach.week.emotional += appointment.hours * volunteer.traits.vulnerability
    if form == "post_incident":
        felt_safety.talk_about_incidents(p, volunteer)


def sit_in(sim: Simulation, volunteer: Volunteer, hours: float) -> None:
    """Hours a volunteer spends in a talk; they come on top of the shift."""
    spend_outside_shifts(sim, volunteer, "coaching", hours)
