"""Clients ask for help; a request waits as long as its patience lasts."""

from __future__ import annotations

from heapq import heappop, heappush
from math import cos, exp, log, pi, sin, sqrt

from tup_sim.model.chance import Stream as Luck
from tup_sim.model.events import RequestDropped, RequestMade, RequestUnmet
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import STREAMS
from tup_sim.model.people.request import Request, State
from tup_sim.model.people.unit import Queue, Unit
from tup_sim.model.processes.stage import WEEK, Stage

_COLUMNS = 18
_FIRST_LUCK = 6
_WEEKS_AHEAD = 10


class Asking:
    """The requests of one client for one stream: the n-th has its own moment and its own luck.

    Moments are counted in expected requests (operational time), so that a change of rate moves them and
    nothing else.
    """

    __slots__ = ("next_at", "passed", "rows", "size", "source", "stream")

    def __init__(self, source: Luck, stream: int, rate: float) -> None:
        self.source, self.stream = source, stream
        self.size = int(min(32, max(2, rate * _WEEKS_AHEAD)))
        self.rows: list[list[float]] = []
        self.passed = 0.0
        self.next_at = 0.0
        self.draw_next()

    def draw_next(self) -> None:
        """Move on to the next request."""
        if not self.rows:
            self.rows = self.source.table(self.size, _COLUMNS)[::-1].tolist()
        self.next_at -= log(1.0 - self.rows[-1][0])

    def take(self) -> list[float]:
        """The luck of the request that is due; the next one is drawn."""
        row = self.rows.pop()
        self.draw_next()
        return row


def begin_asking(world: Stage, client: Client) -> None:
    """A client comes in with needs that run from now on."""
    client.demand = [
        Asking(world.chance.fresh(f"requests {name}", client.name), index, rule.rate)
        for index, (name, rule) in enumerate(zip(STREAMS, world.streams, strict=True))
        if rule.rate > 0
    ]


def plan_requests(world: Stage, client: Client, since: float, factor: float) -> None:
    """Lay out what this client will ask from ``since`` until the end of the week."""
    monday = since - since % WEEK
    begun = world.calendar.share_at(since - monday) if since > monday else 0.0
    hour_at, streams, at = world.calendar.hour_at, world.streams, world.at
    for asking in client.demand:
        rate = streams[asking.stream].rate * factor
        passed = asking.passed
        asking.passed = until = passed + rate * (1.0 - begun)
        while asking.next_at < until:
            share = begun + (asking.next_at - passed) / rate
            at(monday + hour_at(share), ask, world, client, asking.stream, asking.take())


def ask(world: Stage, client: Client, stream: int, row: list[float]) -> None:
    """A client asks for help; whoever is free and may, comes at once; otherwise the request waits."""
    if client.left is not None:
        return
    request = _request(world, client, stream, row)
    world.tell(RequestMade(world.now, request))
    unit = client.unit
    if request.core:
        unit.week.core_arrived += request.hours * unit.standard
    offer(world, unit, request)


def _request(world: Stage, client: Client, stream: int, row: list[float]) -> Request:
    rule = world.streams[stream]
    radius, angle = sqrt(-2.0 * log(1.0 - row[1])), 2.0 * pi * row[5]
    if rule.duration == "exponential":
        hours = -rule.hours * log(1.0 - row[1])
    else:
        hours = rule.hours * exp(rule.sigma * (radius * cos(angle) - 0.5 * rule.sigma))
    shape = rule.patience_shape
    product = 1.0
    for u in row[2 : 2 + shape]:
        product *= 1.0 - u
    patience = -rule.patience * log(product) / shape
    hard = world.parameters.difficulty
    difficulty = rule.difficulty + hard.complexity_slope * (client.complexity - 0.4)
    difficulty += hard.spread * radius * sin(angle)
    now = world.now
    return Request(
        client,
        stream,
        rule.core,
        now,
        now + patience,
        hours,
        min(1.0, max(0.0, difficulty)),
        tuple(row[_FIRST_LUCK:]),
        world.number("request"),
    )


def offer(world: Stage, unit: Unit, request: Request) -> None:
    """Find somebody free for a request, or let it wait."""
    from tup_sim.model.processes.serving import assign, free_helper_for

    rule = world.streams[request.stream]
    helper = free_helper_for(world, unit, request)
    if helper is not None:
        assign(world, helper, request)
        return
    entry = (request.deadline, request.number, request)
    if rule.own_helper:
        heappush(request.client.waiting, entry)
        return
    heappush(unit.queues[request.stream], entry)
    if rule.staff_after > 0:
        world.at(world.now + rule.staff_after, release, world, unit, request)


def release(world: Stage, unit: Unit, request: Request) -> None:
    """Volunteers had their time; now professionals may take it as well."""
    from tup_sim.model.processes.serving import assign, free_professional_for

    if request.state is not State.WAITING or request.deadline < world.now or request.client.left is not None:
        return
    professional = free_professional_for(world, unit, request)
    if professional is not None:
        assign(world, professional, request)
    else:
        heappush(unit.released[request.stream], (request.deadline, request.number, request))


def first_waiting(world: Stage, queue: Queue) -> Request | None:
    """The waiting request with the first deadline; those that are past it are noticed and left behind."""
    while queue:
        request = queue[0][2]
        if request.state is State.WAITING:
            if request.client.left is not None:
                drop(world, request)
            elif request.deadline < world.now:
                miss(world, request)
            else:
                return request
        heappop(queue)
    return None


def miss(world: Stage, request: Request) -> None:
    """Nobody came in time: the client goes without."""
    request.state = State.UNMET
    client, unit = request.client, request.client.unit
    if request.core:
        unit.week.core_unmet += request.hours
        unit.week.due_core += 1
    if world.parameters.mechanisms.client_outcomes:
        states = world.parameters.client_states
        if request.core:
            client.problem += states.problem_loss * (1.0 - client.problem)
        weight = world.streams[request.stream].relational_weight
        client.wellbeing -= states.wellbeing_loss * weight * client.wellbeing
    world.tell(RequestUnmet(world.now, request))


def drop(world: Stage, request: Request) -> None:
    """The client left before anybody came."""
    request.state = State.CLIENT_GONE
    world.tell(RequestDropped(world.now, request))


def notice_the_missed(world: Stage, unit: Unit) -> None:
    """Look through what waits and notice what is past its time, so that no week ends with a hidden loss."""
    waiting = [queue for queue in unit.queues if queue]
    waiting += [client.waiting for client in unit.clients.values() if client.waiting]
    for queue in waiting:
        _notice(world, queue)
    for queue in unit.released:
        queue[:] = sorted(entry for entry in queue if entry[2].state is State.WAITING)


def _notice(world: Stage, queue: Queue) -> None:
    late = sorted(entry for entry in queue if entry[0] < world.now or entry[2].client.left is not None)
    for _, _, request in late:
        if request.state is State.WAITING:
            if request.client.left is not None:
                drop(world, request)
            else:
                miss(world, request)
    queue[:] = sorted(entry for entry in queue if entry[2].state is State.WAITING)
