"""Helping: who is asked, how long it takes, how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import ROUNDING
from tup_sim.model.effects.clients import be_helped
from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.effects.experience import learn_as_professional, learn_as_volunteer
from tup_sim.model.events import ContactEnded, ContactStarted
from tup_sim.model.people.families import ACTIVITIES, Level
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import FOLLOW_UP, RATIONED, SUCCESS, WITNESS, Call, Contact, Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.counting_on import see_work
from tup_sim.model.processes.queueing import first_for, first_waiting
from tup_sim.model.processes.supporting import face_difficulty, face_limit
from tup_sim.model.processes.waiting import stop_waiting
from tup_sim.model.rules.contacts import (
    NEEDS_EXPERTISE,
    backed_by,
    professional_competence,
    skill,
    success,
    volunteer_competence,
)
from tup_sim.model.rules.matching import ASSIGNMENT, best_liked, best_suited, familiar_first
from tup_sim.model.rules.relational_time import relational_share, stretch

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

# Reading a member of an enumeration is slow; these are read for every request.
_ASSIST: Final = Level.ASSIST
_NEARBY: Final = Level.NEARBY
_ON_CALL: Final = Level.ON_CALL
_BEING_SERVED: Final = State.BEING_SERVED
_MET: Final = State.MET


def free_helper_for(sim: Simulation, unit: Unit, request: Request) -> Helper | None:
    """Somebody free who may take this: core held by professionals goes to them first, the rest to volunteers."""
    rule = sim.task_types[request.task_type]
    if rule.own_helper:
        buddy = request.client.buddy
        return (
            buddy
            if buddy is not None and buddy.free_since is not None and fits(sim, buddy, request)
            else None
        )
    for look in sim.hooks.keeping:
        for_whom = look(sim, unit, request)
        if for_whom is not None:
            return for_whom
    kept = rule.core and sim.staff_is_counted
    if unit.volunteers_first[request.task_type] and not kept:
        return free_volunteer_for(sim, unit, request) or free_professional_for(sim, unit, request)
    return free_professional_for(sim, unit, request) or free_volunteer_for(sim, unit, request)


def free_volunteer_for(sim: Simulation, unit: Unit, request: Request) -> Volunteer | None:
    """A free volunteer who came for this kind of work and has the mandate."""
    if not unit.free_volunteers or not may_start(unit, request.task_type):
        return None
    able = [
        volunteer
        for volunteer in unit.free_volunteers.values()
        if request.task_type in volunteer.traits.task_types and fits(sim, volunteer, request)
    ]
    return familiar_first(request.client, able, sim.now - sim.familiar_for) if able else None


def free_professional_for(sim: Simulation, unit: Unit, request: Request) -> Professional | None:
    """A free professional, if this is work for professionals now."""
    if not unit.free_professionals or not _is_staff_work(sim, unit, request):
        return None
    able = [person for person in unit.free_professionals.values() if fits(sim, person, request)]
    chosen = familiar_first(request.client, able, sim.now - sim.familiar_for) if able else None
    if chosen is None or sim.task_types[request.task_type].staff != "idle":
        return chosen
    return chosen if _sees_it_as_work(sim, chosen) else None


def _sees_it_as_work(sim: Simulation, person: Professional) -> bool:
    """Somebody with nothing to do sees what is no core as theirs to do."""
    return not any(overlooks(sim, person) for overlooks in sim.hooks.idle_work)


def may_start(unit: Unit, task_type: int) -> bool:
    """A mandate of this unit's volunteers covers the stream here and now."""
    level = unit.levels[task_type]
    if level >= _ON_CALL:
        return True
    if level == _NEARBY:
        return bool(unit.present)
    return level == _ASSIST and bool(unit.free_professionals)


def fits(sim: Simulation, helper: Helper, request: Request) -> bool:
    """Enough is left of the shift to start this, and the request is open to this helper."""
    if request.not_by and request.closed_to(helper, sim.now - sim.familiar_for):
        return False
    return helper.shift_end - sim.now >= sim.least_left[request.task_type]


def _is_staff_work(sim: Simulation, unit: Unit, request: Request) -> bool:
    rule = sim.task_types[request.task_type]
    if rule.staff == "always":
        waited = sim.now - request.made >= rule.staff_after - ROUNDING
        return waited or sim.staff_is_counted
    return rule.staff == "idle" and surplus_room(sim, unit)


def surplus_room(sim: Simulation, unit: Unit) -> bool:
    """Idle professionals have not yet given their share of surplus (last four weeks and this one)."""
    taken = unit.past_surplus + unit.week.surplus_taken
    return taken <= sim.parameters.surplus_by_staff_cap * (unit.past_direct + unit.week.direct)


def work_for_volunteer(sim: Simulation, volunteer: Volunteer) -> Request | None:
    """What a volunteer who comes free takes from what waits, by the rule of the house."""
    if volunteer.client is not None:
        mine = first_waiting(sim, volunteer.client.waiting)
        return mine if mine is not None and fits(sim, volunteer, mine) else None
    unit = volunteer.unit
    waiting = []
    for task_type in volunteer.traits.task_types:
        queue = unit.queues[task_type]
        if queue and may_start(unit, task_type):
            request = first_for(sim, queue, volunteer)
            if request is not None and fits(sim, volunteer, request):
                waiting.append(request)
    if not waiting:
        return None
    if len(waiting) == 1:
        return waiting[0]
    tailoring = sim.parameters.task_tailoring
    for look in sim.hooks.tailoring:
        tailoring = max(tailoring, look(volunteer) or 0.0)

    def able(task_type: int) -> float:
        return volunteer_competence(sim.parameters, volunteer, task_type, sim.to_learn[task_type])

    liking = volunteer.traits.liking
    if tailoring > 0.0:
        return best_suited(waiting, able, tailoring, liking)
    if liking and sim.parameters.task_assignment == "preference":
        return best_liked(waiting, liking)
    return ASSIGNMENT[sim.parameters.task_assignment](waiting, able)


def core_for_professional(sim: Simulation, person: Professional) -> Request | None:
    """The core request with the first due that a professional may take."""
    unit, best = person.unit, None
    for task_type in sim.core_of_staff:
        queue = unit.queues_for_staff[task_type]
        request = first_for(sim, queue, person) if queue else None
        if request is not None and fits(sim, person, request) and (best is None or request.due < best.due):
            best = request
    return best


def surplus_for_professional(sim: Simulation, person: Professional) -> Request | None:
    """Surplus a professional takes: always where the stream says so, else when idle and within the cap."""
    unit, best = person.unit, None
    for task_type in sim.surplus_of_staff:
        queue = unit.queues[task_type]
        if queue:
            request = first_for(sim, queue, person)
            allowed = sim.task_types[task_type].staff == "always" or surplus_room(sim, unit)
            if request is None or not allowed or not fits(sim, person, request):
                continue
            if best is None or request.due < best.due:
                best = request
    if best is None or sim.task_types[best.task_type].staff == "always":
        return best
    return best if _sees_it_as_work(sim, person) else None


def assign(sim: Simulation, helper: Helper, request: Request) -> None:
    """Somebody who was free is asked and goes at once."""
    contact = begin_contact(sim, helper, request)
    stop_waiting(sim, helper, contact, contact.hours)


def begin_contact(sim: Simulation, helper: Helper, request: Request) -> Contact:
    """A helper turns to a client."""
    request.state = _BEING_SERVED
    now, unit, client = sim.now, helper.unit, request.client
    rule = sim.task_types[request.task_type]
    contact = Contact(request, helper, now, request.hours, 0.0)
    contact.familiar = client.knows(helper, now - sim.familiar_for)
    contact.professional_present = bool(unit.present) and not unit.at_distance[request.task_type]
    if isinstance(helper, Volunteer):
        _volunteer_begins(sim, helper, contact)
    else:
        _professional_begins(sim, helper, contact)
    contact.client_hours = contact.hours * rule.clients_per_helper
    helper.contact = contact
    if request.core:
        unit.week.due_core += 1
        unit.week.met_core += 1
    sim.emit_lazy(ContactStarted, contact)
    return contact


def _volunteer_begins(sim: Simulation, volunteer: Volunteer, contact: Contact) -> None:
    task_type = contact.request.task_type
    contact.level = contact.agreed = volunteer.unit.levels[task_type]
    own: int | None = None
    for offer in sim.hooks.own_mandate:
        agreed = offer(volunteer, task_type)
        if agreed is not None and (own is None or agreed > own):
            own = agreed
    if own is not None:
        _work_beyond_the_table(volunteer.unit, contact, own)
    practised = volunteer.practice[task_type] / sim.to_learn[task_type]
    if practised < 1.0:
        contact.hours *= 1.0 + sim.parameters.competence.slow_start * (1.0 - practised)
    _be_present(sim, contact, 1.0)
    if contact.request.not_by & RATIONED:
        contact.request.client.use_up_a_visit()
    if contact.request.core:
        unit = volunteer.unit
        unit.week.core_by_volunteers += contact.request.hours * unit.standard


def _work_beyond_the_table(unit: Unit, contact: Contact, agreed: int) -> None:
    """Work the unit did not agree on for all: by an own mandate or without one, with somebody near or not."""
    near = bool(unit.present) and not unit.at_distance[contact.request.task_type]
    contact.agreed = agreed
    contact.level = max(agreed, int(_NEARBY if near else _ON_CALL))


def _professional_begins(sim: Simulation, person: Helper, contact: Contact) -> None:
    assert isinstance(person, Professional)
    unit = person.unit
    if person.is_new(sim.now):
        contact.newcomer = 1.0 / sim.parameters.new_staff_effect
        contact.hours *= contact.newcomer
    presence = 1.0
    for part in sim.hooks.presence:
        presence *= part(person)
    _be_present(sim, contact, presence)
    if contact.request.core:
        contact.hours *= unit.time_per_task
    else:
        unit.week.surplus_taken += contact.hours


def _be_present(sim: Simulation, contact: Contact, presence: float) -> None:
    """The relational part of a contact takes as long as somebody is used to, and less when only tasks are counted."""
    presence *= sim.presence_under_targets[contact.helper.paid]
    if presence != 1.0:
        contact.presence = presence
        contact.hours *= stretch(sim.task_types[contact.request.task_type].relational_weight, presence)


def finish_contact(sim: Simulation, contact: Contact) -> None:
    """The contact is over: it went well or not, everybody learns, and others may have to step in."""
    helper, request = contact.helper, contact.request
    helper.contact = None
    request.state = _MET
    helper.hours["direct"] += contact.hours
    weight, presence = sim.task_types[request.task_type].relational_weight, contact.presence
    share = weight if presence == 1.0 else relational_share(weight, presence)
    if isinstance(helper, Volunteer):
        _volunteer_has_served(sim, contact, helper, share)
    else:
        assert isinstance(helper, Professional)
        _professional_has_served(sim, contact, helper, share)
    for hook in sim.hooks.contact:
        hook(sim, contact)
    sim.emit_lazy(ContactEnded, contact)


def _volunteer_has_served(sim: Simulation, contact: Contact, volunteer: Volunteer, share: float) -> None:
    p, task_type = sim.parameters, contact.request.task_type
    competence = volunteer_competence(p, volunteer, task_type, sim.to_learn[task_type])
    contact.witness = _witness(contact)
    contact.decided_alone = sim.decides_alone[contact.level]
    ratio = contact_ratio(p, volunteer)
    _evaluate(sim, contact, competence, ratio if ratio < 1.0 else backed_by(ratio))
    if contact.struggled or contact.limit == "nobody":  # others can see that somebody needs a talk
        volunteer.last_trouble = sim.now
    learn_as_volunteer(p, volunteer, contact, competence, sim.task_types[task_type].relational_weight)
    _leave_follow_up(sim, contact)
    be_helped(p, contact, share, sim.now)
    if sim.by_expectations and contact.witness is not None:
        see_work(sim, volunteer, contact, contact.witness)
    for hook in sim.hooks.volunteer_contact:
        hook(sim, contact, volunteer)


def _professional_has_served(sim: Simulation, contact: Contact, person: Professional, share: float) -> None:
    competence = professional_competence(sim.parameters, person, contact.request.task_type, sim.now)
    _evaluate(sim, contact, competence, 1.0)
    learn_as_professional(person, contact, share)
    _leave_follow_up(sim, contact)
    be_helped(sim.parameters, contact, share, sim.now)
    for hook in sim.hooks.professional_contact:
        hook(sim, contact, person)


def _witness(contact: Contact) -> Professional | None:
    """One of the professionals on the unit, by the luck of the request; nobody where they keep at a distance."""
    request, unit = contact.request, contact.helper.unit
    if not unit.present or unit.at_distance[request.task_type]:
        return None
    there = list(unit.present.values())
    return there[int(request.uniforms[WITNESS] * len(there))]


def _evaluate(sim: Simulation, contact: Contact, competence: float, support: float) -> None:
    request, p = contact.request, sim.parameters
    succeeds = success(p, competence, request.difficulty, support)
    contact.success = request.uniforms[SUCCESS] < succeeds
    if NEEDS_EXPERTISE[request.task_type]:
        contact.skill = skill(p, competence, request.task_type)
    if p.mechanisms.support_on_the_job:
        face_difficulty(sim, contact, competence, succeeds)
        face_limit(sim, contact)


def _leave_follow_up(sim: Simulation, contact: Contact) -> None:
    """Some activities leave work for a professional (a restless client, a form, a phone call)."""
    p = sim.parameters
    if contact.request.task_type != ACTIVITIES or not p.mechanisms.support_on_the_job:
        return
    if contact.request.uniforms[FOLLOW_UP] < p.difficulty.follow_up:
        contact.follow_up = True
        unit = contact.helper.unit
        unit.after_work.append(Call(None, sim.now, sim.now + WEEK, follow_up=p.difficulty.follow_up_hours))
