"""Creeping task shift: somebody in need asks who is there, and what went well once is asked for again.

Nobody reassigns anything. A core request that has waited long, or a professional who is called away, makes the asker
look at the volunteers who are there. What they did well before is offered to them directly later. A task review
writes that into their own mandate or ends it (C093, C095, C150).
"""

from __future__ import annotations

from math import exp, log

from tup_sim.model.constants import LESS_THAN_A_SECOND
from tup_sim.model.events import AskedBeyondMandate, MandateWritten
from tup_sim.model.people.families import Level
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact, Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import ask_for_a_talk, coaches_of
from tup_sim.model.processes.queueing import first_waiting
from tup_sim.model.processes.serving import assign, fits, may_start
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.creeping import (
    chance_of_being_asked,
    chance_of_direct_offer,
    chance_of_yes,
)

_WAITING = State.WAITING


def look_around_later(world: Stage, unit: Unit, request: Request) -> None:
    """A core request that nobody takes at once: when it has waited long the client looks around."""
    if request.stream in unit.beyond:
        wait = world.parameters.long_wait * (request.due - request.made)
        world.at(request.made + wait + LESS_THAN_A_SECOND, look_around, world, unit, request)


def look_around(world: Stage, unit: Unit, request: Request) -> None:
    """It has waited long: volunteers who are there and free are asked, one after the other."""
    if request.state is _WAITING and request.client.left is None and request.deadline >= world.now:
        _ask_who_is_free(world, unit, request)


def ask_for_the_next(world: Stage, person: Professional) -> None:
    """A professional who is called away sees whether a volunteer could take what they would have done next."""
    waiting = [_first_beyond(world, person.unit, stream) for stream in person.unit.beyond]
    requests = [request for request in waiting if request is not None]
    if requests:
        _ask_who_is_free(world, person.unit, min(requests, key=_due))


def _due(request: Request) -> tuple[float, int]:
    return request.due, request.number


def _first_beyond(world: Stage, unit: Unit, stream: int) -> Request | None:
    """What waits first of a kind of work that volunteers of this unit may not do here and now."""
    queue = unit.queues[stream]
    return first_waiting(world, queue) if queue and not may_start(unit, stream) else None


def _ask_who_is_free(world: Stage, unit: Unit, request: Request) -> None:
    for volunteer in list(unit.free_volunteers.values()):
        if _can_take(world, volunteer, request) and _takes_it(world, volunteer, request, in_need=True):
            assign(world, volunteer, request)
            return


def _can_take(world: Stage, volunteer: Volunteer, request: Request) -> bool:
    """Time enough is left; who has a client of their own is there for that one only."""
    own = volunteer.client
    return (own is None or own is request.client) and fits(world, volunteer, request)


def take_what_presses(world: Stage, volunteer: Volunteer) -> Request | None:
    """A volunteer comes in or comes free: who waits sees them, before they turn to what they came for."""
    unit = volunteer.unit
    for stream in unit.beyond:
        request = _first_beyond(world, unit, stream)
        if request is not None and _can_take(world, volunteer, request):
            pressing = request.urgent(world.now, world.parameters.long_wait)
            if _is_theirs(volunteer, stream) or _takes_it(world, volunteer, request, pressing):
                return request
    return None


def offer_directly(world: Stage, unit: Unit, request: Request) -> Helper | None:
    """A request comes in: who did such work before may be asked first, who has the own mandate if nobody else is."""
    stream = request.stream
    known = unit.known_for[stream]
    if not known or not unit.free_volunteers or may_start(unit, stream):
        return None
    able = [v for v in unit.free_volunteers.values() if v.name in known and _can_take(world, v, request)]
    for volunteer in sorted(able, key=lambda v: -v.standing.precedents[stream]):
        if _is_theirs(volunteer, stream) and not unit.free_professionals:
            return volunteer
        if _takes_it(world, volunteer, request, in_need=False):
            return volunteer
    return None


def _is_theirs(volunteer: Volunteer, stream: int) -> bool:
    """Agreed with this volunteer, and possible here and now."""
    own = volunteer.standing.agreed.get(stream, 0)
    return own >= Level.ON_CALL or (own == Level.NEARBY and bool(volunteer.unit.present))


def _takes_it(world: Stage, volunteer: Volunteer, request: Request, in_need: bool) -> bool:
    """A volunteer is asked, or not, and says yes, or not; at most once in a shift for each kind of work."""
    p, stream, standing = world.parameters, request.stream, volunteer.standing
    if standing.was_asked(stream, volunteer.shift_start):
        return False
    direct = chance_of_direct_offer(p, volunteer, stream)
    need = chance_of_being_asked(p, volunteer, stream, request.difficulty) if in_need else 0.0
    if direct + need <= 0.0:
        return False
    luck = world.chance.stream("asked beyond the mandate", volunteer.name).uniform()
    if luck >= direct + (1.0 - direct) * need:
        return False
    standing.remember_asking(stream, volunteer.shift_start)
    yes = chance_of_yes(p, volunteer, outside=not _is_theirs(volunteer, stream))
    says_yes = world.chance.stream("says yes", volunteer.name).happens(yes)
    world.tell(AskedBeyondMandate(world.now, volunteer, request, luck < direct, says_yes))
    return says_yes


def see_what_was_done(world: Stage, contact: Contact) -> None:
    """Others see how a volunteer does; what went well beyond the mandate becomes a precedent."""
    volunteer = contact.helper
    if not isinstance(volunteer, Volunteer):
        return
    stream, standing = contact.request.stream, volunteer.standing
    standing.contacts[stream] += 1.0
    standing.successes[stream] += contact.success
    if contact.level <= contact.agreed:
        return
    p = world.parameters
    if p.mechanisms.belonging_recognition:
        volunteer.recognition -= p.states.recognition_excess * contact.hours
    if contact.success:
        standing.precedents[stream] += 1.0
        volunteer.unit.known_for[stream][volunteer.name] = volunteer
        if p.mechanisms.belonging_recognition:
            volunteer.clarity = max(0.0, volunteer.clarity - p.drift.clarity_loss)


def forget(world: Stage, unit: Unit) -> None:
    """A week passes: precedents and what was seen fade; the unit knows who is known for what."""
    keep = exp(-log(2.0) / world.parameters.drift.half_life)
    for known in unit.known_for:
        known.clear()
    for volunteer in unit.volunteers.values():
        standing = volunteer.standing
        standing.fade(keep)
        for stream in unit.beyond:
            if standing.precedents[stream] > 0.0 or stream in standing.agreed:
                unit.known_for[stream][volunteer.name] = volunteer


def plan_task_reviews(world: Stage, unit: Unit) -> None:
    """At their interval volunteers sit down with a coach, to see what they have come to do (C150)."""
    p = world.parameters
    if p.task_review_interval <= 0:
        return
    coaches = coaches_of(world, unit)
    for volunteer in unit.regulars():
        due = world.now - volunteer.standing.reviewed >= p.task_review_interval * WEEK
        if due and volunteer.shifts:
            ask_for_a_talk(world, volunteer, coaches, "task_review")


def review_tasks(world: Stage, coach: Helper, appointment: Appointment) -> None:
    """What has grown is written into the volunteer's own mandate, or it ends (C150)."""
    if appointment.form != "task_review":
        return
    p = world.parameters
    for volunteer in appointment.volunteers:
        standing = volunteer.standing
        standing.reviewed = world.now
        for stream in volunteer.unit.beyond:
            if standing.precedents[stream] > p.drift.review_line:
                if p.task_review == "write_in":
                    _write_in(world, volunteer, stream)
                else:
                    standing.precedents[stream] = 0.0


def _write_in(world: Stage, volunteer: Volunteer, stream: int) -> None:
    """From now on it is theirs: with somebody near, or on call where professionals keep at a distance."""
    level = int(Level.ON_CALL if volunteer.unit.at_distance[stream] else Level.NEARBY)
    if volunteer.standing.agreed.get(stream, 0) < level:
        volunteer.standing.agreed[stream] = level
        world.tell(MandateWritten(world.now, volunteer, stream, level))
