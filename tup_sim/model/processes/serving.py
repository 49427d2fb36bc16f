"""Helping: who is asked, how long it takes, how it goes."""

from __future__ import annotations

from tup_sim.model.constants import ROUNDING
from tup_sim.model.effects.clients import be_helped
from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.effects.experience import learn_as_professional, learn_as_volunteer
from tup_sim.model.events import ContactEnded, ContactStarted
from tup_sim.model.parameters.among_volunteers import Targets
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import ACTIVITIES, Level
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import FOLLOW_UP, RATIONED, SUCCESS, WITNESS, Call, Contact, Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.queueing import first_for, first_waiting, queue_for_staff
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.processes.supporting import face_difficulty, face_limit
from tup_sim.model.processes.waiting import stop_waiting
from tup_sim.model.rules.contacts import (
    professional_competence,
    success,
    volunteer_competence,
)
from tup_sim.model.rules.matching import ASSIGNMENT, are_volunteers_first, best_suited, familiar_first
from tup_sim.model.rules.relational_time import relational_share, stretch

# Reading a member of an enumeration is slow; these are read for every request.
_ASSIST = Level.ASSIST
_NEARBY = Level.NEARBY
_ON_CALL = Level.ON_CALL
_BEING_SERVED = State.BEING_SERVED
_MET = State.MET
_NO_TARGETS = Targets.NONE
_COUNTED_PROFESSIONALS = (Targets.PROFESSIONALS, Targets.BOTH)
_COUNTED_VOLUNTEERS = (Targets.VOLUNTEERS, Targets.BOTH)


def free_helper_for(world: Stage, unit: Unit, request: Request) -> Helper | None:
    """Somebody free who may take this: core held by professionals goes to them first, the rest to volunteers."""
    rule = world.streams[request.stream]
    if rule.own_helper:
        buddy = request.client.buddy
        return (
            buddy
            if buddy is not None and buddy.free_since is not None and fits(world, buddy, request)
            else None
        )
    for look in world.reactions.keeping:
        for_whom = look(world, unit, request)
        if for_whom is not None:
            return for_whom
    kept = rule.core and is_counted(world.parameters, paid=True)
    if not kept and are_volunteers_first(rule, unit.holds[request.stream]):
        return free_volunteer_for(world, unit, request) or free_professional_for(world, unit, request)
    return free_professional_for(world, unit, request) or free_volunteer_for(world, unit, request)


def free_volunteer_for(world: Stage, unit: Unit, request: Request) -> Volunteer | None:
    """A free volunteer who came for this kind of work and has the mandate."""
    if not unit.free_volunteers or not may_start(unit, request.stream):
        return None
    able = [
        volunteer
        for volunteer in unit.free_volunteers.values()
        if request.stream in volunteer.traits.streams and fits(world, volunteer, request)
    ]
    return familiar_first(request.client, able, world.now - world.familiar_for) if able else None


def free_professional_for(world: Stage, unit: Unit, request: Request) -> Professional | None:
    """A free professional, if this is work for professionals now."""
    if not unit.free_professionals or not _is_staff_work(world, unit, request):
        return None
    able = [person for person in unit.free_professionals.values() if fits(world, person, request)]
    chosen = familiar_first(request.client, able, world.now - world.familiar_for) if able else None
    if chosen is None or world.streams[request.stream].staff != "idle":
        return chosen
    return chosen if _sees_it_as_work(world, chosen) else None


def _sees_it_as_work(world: Stage, person: Professional) -> bool:
    """Somebody with nothing to do sees what is no core as theirs to do."""
    return not any(overlooks(world, person) for overlooks in world.reactions.idle_work)


def may_start(unit: Unit, stream: int) -> bool:
    """A mandate of this unit's volunteers covers the stream here and now."""
    level = unit.levels[stream]
    if level >= _ON_CALL:
        return True
    if level == _NEARBY:
        return bool(unit.present)
    return level == _ASSIST and bool(unit.free_professionals)


def fits(world: Stage, helper: Helper, request: Request) -> bool:
    """Enough is left of the shift to start this, and the request is open to this helper."""
    if request.not_by and request.closed_to(helper, world.now - world.familiar_for):
        return False
    return helper.shift_end - world.now >= world.least_left[request.stream]


def _is_staff_work(world: Stage, unit: Unit, request: Request) -> bool:
    rule = world.streams[request.stream]
    if rule.staff == "always":
        waited = world.now - request.made >= rule.staff_after - ROUNDING
        return waited or is_counted(world.parameters, paid=True)
    return rule.staff == "idle" and surplus_room(world, unit)


def is_counted(p: Parameters, paid: bool) -> bool:
    """Is this person judged on countable tasks (C124)?"""
    return p.target_accountability_for in (_COUNTED_PROFESSIONALS if paid else _COUNTED_VOLUNTEERS)


def surplus_room(world: Stage, unit: Unit) -> bool:
    """Idle professionals have not yet given their share of surplus (last four weeks and this one)."""
    taken = unit.past_surplus + unit.week.surplus_taken
    return taken <= world.parameters.surplus_by_staff_cap * (unit.past_direct + unit.week.direct)


def work_for_volunteer(world: Stage, volunteer: Volunteer) -> Request | None:
    """What a volunteer who comes free takes from what waits, by the rule of the house."""
    if volunteer.client is not None:
        mine = first_waiting(world, volunteer.client.waiting)
        return mine if mine is not None and fits(world, volunteer, mine) else None
    unit = volunteer.unit
    waiting = []
    for stream in volunteer.traits.streams:
        queue = unit.queues[stream]
        if queue and may_start(unit, stream):
            request = first_for(world, queue, volunteer)
            if request is not None and fits(world, volunteer, request):
                waiting.append(request)
    if len(waiting) < 2:
        return waiting[0] if waiting else None
    tailoring = world.parameters.task_tailoring
    for look in world.reactions.tailoring:
        tailoring = max(tailoring, look(volunteer) or 0.0)
    if tailoring > 0.0:
        return best_suited(waiting, volunteer, tailoring)
    return ASSIGNMENT[world.parameters.task_assignment](waiting, volunteer)


def core_for_professional(world: Stage, person: Professional) -> Request | None:
    """The core request with the first due that a professional may take."""
    unit, best = person.unit, None
    for stream in world.core_of_staff:
        queue = queue_for_staff(world, unit, stream)
        request = first_for(world, queue, person) if queue else None
        if request is not None and fits(world, person, request) and (best is None or request.due < best.due):
            best = request
    return best


def surplus_for_professional(world: Stage, person: Professional) -> Request | None:
    """Surplus a professional takes: always where the stream says so, else when idle and within the cap."""
    unit, best = person.unit, None
    for stream in world.surplus_of_staff:
        queue = unit.queues[stream]
        if queue:
            request = first_for(world, queue, person)
            allowed = world.streams[stream].staff == "always" or surplus_room(world, unit)
            if request is None or not allowed or not fits(world, person, request):
                continue
            if best is None or request.due < best.due:
                best = request
    if best is None or world.streams[best.stream].staff == "always":
        return best
    return best if _sees_it_as_work(world, person) else None


def assign(world: Stage, helper: Helper, request: Request) -> None:
    """Somebody who was free is asked and goes at once."""
    contact = begin_contact(world, helper, request)
    stop_waiting(world, helper, contact, contact.hours)


def begin_contact(world: Stage, helper: Helper, request: Request) -> Contact:
    """A helper turns to a client."""
    request.state = _BEING_SERVED
    now, unit, client = world.now, helper.unit, request.client
    rule = world.streams[request.stream]
    contact = Contact(request, helper, now, request.hours, 0.0)
    contact.familiar = client.knows(helper, now - world.familiar_for)
    contact.professional_present = bool(unit.present) and not unit.at_distance[request.stream]
    if isinstance(helper, Volunteer):
        _volunteer_begins(world, helper, contact)
    else:
        _professional_begins(world, helper, contact)
    contact.client_hours = contact.hours * rule.clients_per_helper
    helper.contact = contact
    if request.core:
        unit.week.due_core += 1
        unit.week.met_core += 1
    world.tell_of(ContactStarted, contact)
    return contact


def _volunteer_begins(world: Stage, volunteer: Volunteer, contact: Contact) -> None:
    stream = contact.request.stream
    contact.level = contact.agreed = volunteer.unit.levels[stream]
    for offer in world.reactions.own_mandate:
        agreed = offer(volunteer, stream)
        if agreed is not None:
            _work_beyond_the_table(volunteer.unit, contact, agreed)
            break
    practised = volunteer.practice[stream] / world.to_learn[stream]
    if practised < 1.0:
        contact.hours *= 1.0 + world.parameters.competence.slow_start * (1.0 - practised)
    _be_present(world, contact, 1.0)
    if contact.request.not_by & RATIONED:
        contact.request.client.use_up_a_visit()
    if contact.request.core:
        unit = volunteer.unit
        unit.week.core_by_volunteers += contact.request.hours * unit.standard


def _work_beyond_the_table(unit: Unit, contact: Contact, agreed: int) -> None:
    """Work the unit did not agree on for all: by an own mandate or without one, with somebody near or not."""
    near = bool(unit.present) and not unit.at_distance[contact.request.stream]
    contact.agreed = agreed
    contact.level = max(agreed, int(_NEARBY if near else _ON_CALL))


def _professional_begins(world: Stage, person: Helper, contact: Contact) -> None:
    assert isinstance(person, Professional)
    unit = person.unit
    if person.is_new(world.now):
        contact.newcomer = 1.0 / world.parameters.new_staff_effect
        contact.hours *= contact.newcomer
    presence = 1.0
    for part in world.reactions.presence:
        presence *= part(person)
    _be_present(world, contact, presence)
    if contact.request.core:
        contact.hours *= unit.time_per_task
    else:
        unit.week.surplus_taken += contact.hours


def _be_present(world: Stage, contact: Contact, presence: float) -> None:
    """The relational part of a contact takes as long as somebody is used to, and less when only tasks are counted."""
    p = world.parameters
    if p.target_accountability_for is not _NO_TARGETS:
        presence = presence_under_targets(p, presence, contact.helper.paid)
    if presence != 1.0:
        contact.presence = presence
        contact.hours *= stretch(world.streams[contact.request.stream].relational_weight, presence)


def presence_under_targets(p: Parameters, presence: float, paid: bool) -> float:
    """Who is judged on countable tasks cuts short what is not counted (C124, C078)."""
    return presence * (1.0 - p.coach_care.squeeze) if is_counted(p, paid) else presence


def finish_contact(world: Stage, contact: Contact) -> None:
    """The contact is over: it went well or not, everybody learns, and others may have to step in."""
    helper, request = contact.helper, contact.request
    helper.contact = None
    request.state = _MET
    helper.hours["direct"] += contact.hours
    weight, presence = world.streams[request.stream].relational_weight, contact.presence
    share = weight if presence == 1.0 else relational_share(weight, presence)
    if isinstance(helper, Volunteer):
        _volunteer_has_served(world, contact, helper, share)
    else:
        assert isinstance(helper, Professional)
        _professional_has_served(world, contact, helper, share)
    for react in world.reactions.contact:
        react(world, contact)
    world.tell_of(ContactEnded, contact)


def _volunteer_has_served(world: Stage, contact: Contact, volunteer: Volunteer, share: float) -> None:
    p, stream = world.parameters, contact.request.stream
    competence = volunteer_competence(p, volunteer, stream, world.to_learn[stream])
    ratio = contact_ratio(p, volunteer)
    contact.witness = _witness(contact)
    contact.decided_alone = world.decides_alone[contact.level]
    _evaluate(world, contact, competence, ratio if ratio < 1.0 else 1.0)
    if contact.struggled or contact.limit == "nobody":  # others can see that somebody needs a talk
        volunteer.last_trouble = world.now
    learn_as_volunteer(p, volunteer, contact, competence, world.streams[stream].relational_weight)
    _leave_follow_up(world, contact)
    be_helped(p, contact, share, world.now)
    for react in world.reactions.volunteer_contact:
        react(world, contact, volunteer)


def _professional_has_served(world: Stage, contact: Contact, person: Professional, share: float) -> None:
    competence = professional_competence(world.parameters, person, contact.request.stream, world.now)
    _evaluate(world, contact, competence, 1.0)
    learn_as_professional(person, contact, share)
    _leave_follow_up(world, contact)
    be_helped(world.parameters, contact, share, world.now)
    for react in world.reactions.professional_contact:
        react(world, contact, person)


def _witness(contact: Contact) -> Professional | None:
    """One of the professionals on the unit, by the luck of the request; nobody where they keep at a distance."""
    request, unit = contact.request, contact.helper.unit
    if not unit.present or unit.at_distance[request.stream]:
        return None
    there = list(unit.present.values())
    return there[int(request.luck[WITNESS] * len(there))]


def _evaluate(world: Stage, contact: Contact, competence: float, support: float) -> None:
    request, p = contact.request, world.parameters
    contact.success = request.luck[SUCCESS] < success(p, competence, request.difficulty, support)
    if p.mechanisms.support_on_the_job:
        face_difficulty(world, contact, competence)
        face_limit(world, contact)


def _leave_follow_up(world: Stage, contact: Contact) -> None:
    """Some activities leave work for a professional (a restless client, a form, a phone call)."""
    p = world.parameters
    if contact.request.stream != ACTIVITIES or not p.mechanisms.support_on_the_job:
        return
    if contact.request.luck[FOLLOW_UP] < p.difficulty.follow_up:
        contact.follow_up = True
        unit = contact.helper.unit
        unit.after_work.append(
            Call(None, world.now, world.now + WEEK, follow_up=p.difficulty.follow_up_hours)
        )
