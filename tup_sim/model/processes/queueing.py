"""Requests that wait: the first due on top; whose patience has ended is noticed and left behind."""

from __future__ import annotations

from heapq import heappop

from tup_sim.model.effects import clients
from tup_sim.model.events import RequestDeclined, RequestDropped, RequestUnmet
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.request import DECLINES, Request, State
from tup_sim.model.people.unit import Queue, Unit
from tup_sim.model.processes.stage import Stage

# Reading a member of an enumeration is slow; these are read for every request.
_CLIENT_GONE = State.CLIENT_GONE
_DECLINED = State.DECLINED
_UNMET = State.UNMET
_WAITING = State.WAITING


def first_waiting(world: Stage, queue: Queue) -> Request | None:
    """The waiting request that is due first; those whose patience has ended are noticed and left behind."""
    while queue:
        request = queue[0][2]
        if request.state is _WAITING:
            if request.client.left is not None:
                drop(world, request)
            elif request.deadline < world.now:
                miss(world, request)
            else:
                return request
        heappop(queue)
    return None


def queue_for_staff(world: Stage, unit: Unit, stream: int) -> Queue:
    """Where core work waits for professionals: from the start, or once volunteers had their time."""
    return unit.released[stream] if world.streams[stream].staff_after > 0 else unit.queues[stream]


def first_for(world: Stage, queue: Queue, helper: Helper) -> Request | None:
    """The waiting request that is due first, passing over those that are closed to this helper."""
    request = first_waiting(world, queue)
    if request is None or not request.not_by:
        return request
    return _first_open_to(world, queue, helper)


def _first_open_to(world: Stage, queue: Queue, helper: Helper) -> Request | None:
    """The waiting request that is due first of those this helper may serve."""
    now, since = world.now, world.now - world.familiar_for
    for _, _, request in sorted(queue):
        here = request.state is _WAITING and request.client.left is None and request.deadline >= now
        if here and not request.closed_to(helper, since):
            return request
    return None


def decline(world: Stage, request: Request) -> None:
    """The client does not let in those who could come, and goes without."""
    request.end(_DECLINED)
    clients.go_without(world.parameters, request, relational_weight=0.0)
    world.tell(RequestDeclined(world.now, request))


def miss(world: Stage, request: Request) -> None:
    """Nobody came in time: the client goes without."""
    if request.not_by & DECLINES:
        if request.core:
            take_off(request)
        decline(world, request)
        return
    request.end(_UNMET)
    unit = request.client.unit
    unit.missed[request.stream] += request.hours
    if request.core:
        unit.week.core_unmet += request.hours
        unit.week.due_core += 1
    clients.go_without(world.parameters, request, world.streams[request.stream].relational_weight)
    world.tell(RequestUnmet(world.now, request))


def take_off(request: Request) -> None:
    """A request that was counted as asked of professionals is none of theirs."""
    unit = request.client.unit
    unit.week.core_arrived -= request.hours * unit.standard
    unit.week.core_arrived_norm -= request.hours


def drop(world: Stage, request: Request) -> None:
    """The client left before anybody came."""
    request.end(_CLIENT_GONE)
    world.tell(RequestDropped(world.now, request))


def notice_the_missed(world: Stage, unit: Unit) -> None:
    """Look through what waits and notice what is past its time, so that no week ends with a hidden loss."""
    waiting = [queue for queue in unit.queues if queue]
    waiting += [client.waiting for client in unit.clients.values() if client.waiting]
    for queue in waiting:
        _notice(world, queue)
    for queue in unit.released:
        queue[:] = sorted(entry for entry in queue if entry[2].state is _WAITING)


def _notice(world: Stage, queue: Queue) -> None:
    late = sorted(
        entry for entry in queue if entry[2].deadline < world.now or entry[2].client.left is not None
    )
    for _, _, request in late:
        if request.state is _WAITING:
            if request.client.left is not None:
                drop(world, request)
            else:
                miss(world, request)
    queue[:] = sorted(entry for entry in queue if entry[2].state is _WAITING)
