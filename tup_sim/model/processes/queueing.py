"""Requests that wait: the first due on top; whose patience has ended is noticed and left behind."""

from __future__ import annotations

from heapq import heappop
from typing import TYPE_CHECKING, Final

from tup_sim.model.effects import clients
from tup_sim.model.events import RequestDeclined, RequestDropped, RequestUnmet
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.request import DECLINES, Request, State
from tup_sim.model.people.unit import Queue, Unit

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

# Reading a member of an enumeration is slow; these are read for every request.
_CLIENT_GONE: Final = State.CLIENT_GONE
_DECLINED: Final = State.DECLINED
_UNMET: Final = State.UNMET
_WAITING: Final = State.WAITING


def first_waiting(sim: Simulation, queue: Queue) -> Request | None:
    """The waiting request that is due first; those whose patience has ended are noticed and left behind."""
    while queue:
        request = queue[0][2]
        if request.state is _WAITING:
            if request.client.left is not None:
                drop(sim, request)
            elif request.deadline < sim.now:
                miss(sim, request)
            else:
                return request
        heappop(queue)
    return None


def first_for(sim: Simulation, queue: Queue, helper: Helper) -> Request | None:
    """The waiting request that is due first, passing over those that are closed to this helper."""
    request = first_waiting(sim, queue)
    if request is None or not request.not_by:
        return request
    return _first_open_to(sim, queue, helper)


def _first_open_to(sim: Simulation, queue: Queue, helper: Helper) -> Request | None:
    """The waiting request that is due first of those this helper may serve."""
    now, since = sim.now, sim.now - sim.familiar_for
    for _, _, request in sorted(queue):
        here = request.state is _WAITING and request.client.left is None and request.deadline >= now
        if here and not request.closed_to(helper, since):
            return request
    return None


def decline(sim: Simulation, request: Request) -> None:
    """The client does not let in those who could come, and goes without."""
    request.end(_DECLINED)
    clients.go_without(sim.parameters, request, relational_weight=0.0)
    sim.emit(RequestDeclined(sim.now, request))


def miss(sim: Simulation, request: Request) -> None:
    """Nobody came in time: the client goes without."""
    if request.not_by & DECLINES:
        if request.core:
            take_off(request)
        decline(sim, request)
        return
    request.end(_UNMET)
    unit = request.client.unit
    unit.missed[request.task_type] += request.hours
    if request.core:
        unit.week.core_unmet += request.hours
        unit.week.due_core += 1
    clients.go_without(sim.parameters, request, sim.task_types[request.task_type].relational_weight)
    sim.emit(RequestUnmet(sim.now, request))


def take_off(request: Request) -> None:
    """A request that was counted as asked of professionals is none of theirs."""
    unit = request.client.unit
    unit.week.core_arrived -= request.hours * unit.standard
    unit.week.core_arrived_norm -= request.hours


def drop(sim: Simulation, request: Request) -> None:
    """The client left before anybody came."""
    request.end(_CLIENT_GONE)
    sim.emit(RequestDropped(sim.now, request))


def notice_the_missed(sim: Simulation, unit: Unit) -> None:
    """Look through what waits and notice what is past its time, so that no week ends with a hidden loss."""
    waiting = [queue for queue in unit.queues if queue]
    waiting += [client.waiting for client in unit.clients.values() if client.waiting]
    for queue in waiting:
        _notice(sim, queue)
    for queue in unit.released:
        queue[:] = sorted(entry for entry in queue if entry[2].state is _WAITING)


def _notice(sim: Simulation, queue: Queue) -> None:
    late = sorted(entry for entry in queue if entry[2].deadline < sim.now or entry[2].client.left is not None)
    for _, _, request in late:
        if request.state is _WAITING:
            if request.client.left is not None:
                drop(sim, request)
            else:
                miss(sim, request)
    queue[:] = sorted(entry for entry in queue if entry[2].state is _WAITING)
