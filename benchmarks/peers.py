"""One queue and eleven servers (Erlang C, 9.5 Erlang): the model's own primitives against a bare heap and peers.

The numbers are those of ``theory_erlang_c``. Our own version is written as the model is: clients are asked for by
``Simulation.at``, servers are processes, a free server is woken by one event at the end of its next task. The world
around it is empty. The bare heap, ours and textbook SimPy draw the same numbers from the same streams.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from importlib.util import find_spec
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from benchmarks.clock import Rounds, Row, Work, at_least, at_most, told
from benchmarks.scenarios import year
from tup_sim.model.random_streams import RandomStreams
from tup_sim.model.simulation import Simulation

NAME = "peers"
SERVERS, LOAD, HOURS = 11, 9.5, 1.0
EMPTY = ("places=0", "professionals.posts=0", "coordinators.posts=0")


def theory() -> float:
    """Mean wait by the Erlang C formula, hours."""
    blocked = 1.0
    for servers in range(1, SERVERS + 1):
        blocked = LOAD * blocked / (servers + LOAD * blocked)
    waits = blocked / (1.0 - (LOAD / SERVERS) * (1.0 - blocked))
    return waits * HOURS / (SERVERS - LOAD)


def ours(customers: int, found: list[float]) -> Work:
    """As the model does it: a clock, stories, records in a queue of our own."""
    weeks = int(customers * HOURS / LOAD / 168.0) + 2
    sim = Simulation(year("theory_erlang_c", weeks, *EMPTY))
    arrivals, services = sim.random.stream("arrivals"), sim.random.stream("services")
    queue: deque[float] = deque()
    free: deque[list[Any]] = deque()
    left = customers

    def arrive() -> None:
        nonlocal left
        if free:
            server = free.popleft()
            event, server[0] = server[0], None
            found.append(0.0)
            event._ok, event._value = True, None
            sim.env.schedule(event, delay=services.exponential(HOURS))
        else:
            queue.append(sim.now)
        left -= 1
        if left:
            sim.at(sim.now + arrivals.exponential(HOURS / LOAD), arrive)

    def serve() -> Iterator[Any]:
        me: list[Any] = [None]
        while True:
            if queue:
                found.append(sim.now - queue.popleft())
                yield sim.hours(services.exponential(HOURS))
            else:
                me[0] = sim.event()
                free.append(me)
                yield me[0]

    for _ in range(SERVERS):
        sim.start(serve())
    sim.at(arrivals.exponential(HOURS / LOAD), arrive)
    return sim.run


def heap(customers: int, found: list[float]) -> Work:
    """Callbacks on a bare heap."""
    chance = RandomStreams(1, 0)
    arrivals, services = chance.stream("arrivals"), chance.stream("services")

    def work() -> None:
        events: list[tuple[float, int, bool]] = [(arrivals.exponential(HOURS / LOAD), 0, True)]
        queue: deque[float] = deque()
        free, left, planned = SERVERS, customers, 0
        while events:
            now, _, arrival = heappop(events)
            if arrival:
                left -= 1
                if free:
                    free -= 1
                    found.append(0.0)
                    planned += 1
                    heappush(events, (now + services.exponential(HOURS), planned, False))
                else:
                    queue.append(now)
                if left:
                    planned += 1
                    heappush(events, (now + arrivals.exponential(HOURS / LOAD), planned, True))
            elif queue:
                found.append(now - queue.popleft())
                planned += 1
                heappush(events, (now + services.exponential(HOURS), planned, False))
            else:
                free += 1

    return work


def textbook(customers: int, found: list[float]) -> Work:
    """SimPy as its tutorial writes it: a process per customer and a Resource."""
    from simpy import Environment, Resource

    env, chance = Environment(), RandomStreams(1, 0)
    arrivals, services = chance.stream("arrivals"), chance.stream("services")
    servers = Resource(env, capacity=SERVERS)

    def customer() -> Iterator[Any]:
        came = env.now
        with servers.request() as turn:
            yield turn
            found.append(env.now - came)
            yield env.timeout(services.exponential(HOURS))

    def source() -> Iterator[Any]:
        for _ in range(customers):
            yield env.timeout(arrivals.exponential(HOURS / LOAD))
            env.process(customer())

    env.process(source())
    return env.run


def by_ciw(customers: int, found: list[float]) -> Work:
    """Ciw; it counts those who arrived."""
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=LOAD / HOURS)],
        service_distributions=[ciw.dists.Exponential(rate=1.0 / HOURS)],
        number_of_servers=[SERVERS],
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)

    def work() -> None:
        simulation.simulate_until_max_customers(customers, method="Arrive")
        records = [record for record in simulation.get_all_records() if record.record_type == "service"]
        found.extend(record.waiting_time for record in sorted(records, key=lambda r: r.arrival_date))

    return work


def interval(waits: list[float], batches: int = 20) -> tuple[float, float]:
    """Mean wait and half the width of its 99 % interval, from batches of customers in a row."""
    size = len(waits) // batches
    means = [fmean(waits[each * size : (each + 1) * size]) for each in range(batches)]
    return fmean(means), 2.86 * stdev(means) / sqrt(batches)


def rows(quick: bool) -> list[Row]:
    customers = 20_000 if quick else 100_000
    ways: dict[str, Callable[[int, list[float]], Work]] = {"heap": heap, "ours": ours, "textbook": textbook}
    if find_spec("ciw"):
        ways["ciw"] = by_ciw
    waits: dict[str, list[float]] = {name: [] for name in ways}
    timed = Rounds({name: lambda way=way: way(20_000, []) for name, way in ways.items()}, 3 if quick else 7)
    for name, way in ways.items():
        way(customers, waits[name])()
    found = [
        at_most("M/M/11, the model's primitives against a bare heap", timed.ratio("ours", "heap"), 4),
        at_least("M/M/11, textbook SimPy against the model's primitives", timed.ratio("textbook", "ours"), 3),
    ]
    if "ciw" in ways:
        found.append(at_least("M/M/11, Ciw against the model's primitives", timed.ratio("ciw", "ours"), 5))
    else:
        found.append(Row("M/M/11, Ciw against the model's primitives", "Ciw is not installed"))
    expected = theory()
    for name, mine in waits.items():
        mean, half = interval(mine)
        what = f"M/M/11, mean wait by {name}, minutes ({len(mine):,} customers)"
        goal = f"{60 * expected:.2f} in the 99 % interval"
        found.append(Row(what, f"{60 * mean:.2f} ± {60 * half:.2f}", goal, abs(mean - expected) <= half))
    return [*found, told("M/M/11, textbook SimPy against a bare heap", timed.ratio("textbook", "heap"))]
