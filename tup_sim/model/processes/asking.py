"""Clients ask for help; a request waits as long as its patience lasts."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from heapq import heappush
from math import cos, exp, log, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import HALF
from tup_sim.model.events import RequestMade
from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.plain_groups import Parameters, TaskType
from tup_sim.model.people.client import Client, Need
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE, TASK_TYPES
from tup_sim.model.people.request import DECLINES, PAID, RATIONED, VOLUNTEERS, Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.queueing import decline
from tup_sim.model.processes.serving import assign, free_helper_for, free_professional_for

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

# Reading a member of an enumeration is slow; these are read for every request.
_WAITING: Final = State.WAITING

_CLOSED: Final = {"anybody": 0, "professionals": VOLUNTEERS, "volunteers": PAID}
_FIRST_LUCK: Final = 6  # the uniforms before it, in the row of a request, are used up here
_WHOLE_TURN: Final = 2.0 * pi


def begin_asking(sim: Simulation, client: Client) -> None:
    """A client comes in with needs that run from now on."""
    client.needs = [
        Need(sim.random.fresh(f"requests {name}", client.name), index, rule.rate, rule.regular)
        for index, (name, rule) in enumerate(zip(TASK_TYPES, sim.task_types, strict=True))
        if rule.rate > 0
    ]


def plan_requests(sim: Simulation, client: Client, since: float, factor: float) -> None:
    """Lay out what this client will ask from ``since`` until the end of the week."""
    monday, rates = since - since % WEEK, sim.rates
    begun = sim.calendar.share_at(since - monday) if since > monday else 0.0
    hour_at, at = sim.calendar.hour_at, sim.at
    for need in client.needs:
        rate = rates[need.task_type] * factor
        passed = need.passed
        need.passed = until = passed + rate * (1.0 - begun)
        while need.next_at < until:
            share = begun + (need.next_at - passed) / rate
            at(monday + hour_at(share), ask, sim, client, need.task_type, need.take())


def ask(sim: Simulation, client: Client, task_type: int, row: list[float]) -> None:
    """A client asks for help; whoever is free and may, comes at once; otherwise the request waits."""
    if client.left is not None:
        return
    request = _request(sim, client, task_type, row)
    sim.emit_lazy(RequestMade, request)
    unit = client.unit
    for hook in sim.hooks.request:
        hook(sim, request)
    if request.not_by & DECLINES and not somebody_may(sim, unit, request):
        decline(sim, request)
        return
    if request.core:
        unit.week.core_arrived += request.hours * unit.standard
        unit.week.core_arrived_norm += request.hours
    offer(sim, unit, request)


def _request(sim: Simulation, client: Client, task_type: int, row: list[float]) -> Request:
    rule = sim.task_types[task_type]
    rare = log(1.0 - row[1])
    radius, angle, sigma = sqrt(-2.0 * rare), _WHOLE_TURN * row[5], rule.sigma
    if rule.duration == "exponential":
        hours = -rule.hours * rare
    else:
        hours = rule.hours * exp(sigma * (radius * cos(angle) - HALF * sigma))
    shape, left = rule.patience_shape, 1.0 - row[2]
    if shape > 1:
        left *= 1.0 - row[3]
        if shape > 2:
            left *= 1.0 - row[4]
    patience = rule.patience
    hard = sim.parameters.difficulty
    difficulty = rule.difficulty + hard.complexity_slope * (client.complexity - anchors.COMPLEXITY)
    difficulty += hard.spread * radius * sin(angle)
    now = sim.now
    return Request(
        client,
        task_type,
        rule.core,
        now,
        now + patience,
        now - patience * log(left) / shape,
        hours,
        0.0 if difficulty < 0.0 else 1.0 if difficulty > 1.0 else difficulty,
        tuple(row[_FIRST_LUCK:]),
        sim.number("request"),
        sim.closed[task_type],
    )


def somebody_may(sim: Simulation, unit: Unit, request: Request) -> bool:
    """There are helpers the client lets in who have this work and the mandate for it."""
    rule = sim.task_types[request.task_type]
    volunteers = rule.own_helper or unit.levels[request.task_type] > 0
    paid = rule.staff != "never" and not rule.own_helper
    return (volunteers and not request.not_by & VOLUNTEERS) or (paid and not request.not_by & PAID)


def offer(sim: Simulation, unit: Unit, request: Request) -> None:
    """Find somebody free for a request, or let it wait."""
    rule = sim.task_types[request.task_type]
    helper = None
    for look in sim.hooks.asking:
        helper = helper or look(sim, unit, request)
    helper = helper or free_helper_for(sim, unit, request)
    if helper is not None:
        assign(sim, helper, request)
        return
    entry = (request.due, request.number, request)
    if rule.own_helper:
        heappush(request.client.waiting, entry)
        return
    heappush(unit.queues[request.task_type], entry)
    if request.core:
        for hook in sim.hooks.waiting:
            hook(sim, unit, request)
    if rule.staff_after > 0:
        sim.at(sim.now + rule.staff_after, release, sim, unit, request)


def release(sim: Simulation, unit: Unit, request: Request) -> None:
    """Volunteers had their time; now professionals may take it as well."""
    if request.state is not _WAITING or request.deadline < sim.now or request.client.left is not None:
        return
    professional = free_professional_for(sim, unit, request)
    if professional is not None:
        assign(sim, professional, request)
    else:
        heappush(unit.released[request.task_type], (request.due, request.number, request))


def requests_made(p: Parameters, let_in: Callable[[int], float]) -> list[float]:
    """Requests made per client-week by task type: declared rates count those for which clients let somebody come.

    Args:
        p: parameters in force.
        let_in: part of the requests of a task type for which they do.
    """
    return [
        float(getattr(p.requests, name).rate) / let_in(task_type) for task_type, name in enumerate(TASK_TYPES)
    ]


def task_types_in_force(p: Parameters) -> list[TaskType]:
    """The rules of every task type; professionals always serve what an experiment leaves to them alone."""
    task_types = [getattr(p.requests, name) for name in TASK_TYPES]
    for index, family in enumerate(FAMILY_OF_TASK_TYPE):
        if getattr(p.who_helps, family) == "professionals":
            task_types[index] = copy(task_types[index])
            task_types[index].staff, task_types[index].staff_after = "always", 0.0
    return task_types


def closed_by_the_house(p: Parameters) -> list[int]:
    """To whom requests of each task type are closed from the start (C109, C181: experiments)."""
    rationed = RATIONED if p.volunteer_visits >= 0 else 0
    return [_CLOSED[str(getattr(p.who_helps, family))] | rationed for family in FAMILY_OF_TASK_TYPE]
