"""What queueing and renewal theory say, worked out here without the model."""

from __future__ import annotations

from math import exp
from typing import NamedTuple


def erlang_b(servers: int, load: float) -> float:
    """Share of customers lost when nobody may wait (Erlang loss formula)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Probability of having to wait in M/M/c with endless patience."""
    blocked = erlang_b(servers, load)
    return blocked / (1.0 - load / servers * (1.0 - blocked))


def mean_wait(servers: int, load: float, hours: float) -> float:
    """Mean wait in M/M/c over all customers, in the unit of ``hours`` (mean service time)."""
    return erlang_c(servers, load) * hours / (servers - load)


class Impatient(NamedTuple):
    """M/M/c+M: share lost, mean wait of those served, mean number waiting."""

    lost: float
    wait_of_served: float
    waiting: float


def erlang_a(servers: int, load: float, hours: float, patience: float, states: int = 2000) -> Impatient:
    """M/M/c with exponential patience, first come first served, by its birth-death chain."""
    arrive, serve, give_up = load / hours, 1.0 / hours, 1.0 / patience
    weight, chances = 1.0, [1.0]
    for n in range(1, states):
        weight *= arrive / (min(n, servers) * serve + max(0, n - servers) * give_up)
        chances.append(weight)
    total = sum(chances)
    chances = [chance / total for chance in chances]
    waiting = sum((n - servers) * chance for n, chance in enumerate(chances) if n > servers)
    # Somebody at place j of the queue moves up when a server comes free or somebody before them gives up.
    served, spent = 1.0, 0.0  # chance of being served, and mean wait if it comes to that, from place 0
    all_served, all_spent = sum(chances[:servers]), 0.0
    for place in range(1, states - servers + 1):
        rate = servers * serve + place * give_up
        up = 1.0 - give_up / rate
        spent = up * (spent + served / rate)
        served *= up
        all_served += chances[servers + place - 1] * served
        all_spent += chances[servers + place - 1] * spent
    return Impatient(give_up * waiting / arrive, all_spent / all_served, waiting)


def priority_waits(servers: int, first: float, second: float, hours: float) -> tuple[float, float]:
    """Mean waits of two classes with equal service times, the first served first, nobody interrupted.

    Kella and Yechiali 1985.
    """
    both = erlang_c(servers, first + second) * hours / servers
    ahead = 1.0 - first / servers
    return both / ahead, both / (ahead * (1.0 - (first + second) / servers))


def stock(inflow: float, short: float, h_short: float, h_long: float) -> float:
    """Mean and variance of the stock in M/G/infinity: starters per unit of time x mean stay."""
    return inflow * (short / h_short + (1.0 - short) / h_long)


def short_in_stock(short: float, h_short: float, h_long: float) -> float:
    """Share of short-stayers in the stock, when ``short`` is their share among starters."""
    return short / h_short / (short / h_short + (1.0 - short) / h_long)


def survival(time: float, short: float, h_short: float, h_long: float) -> float:
    """Share that lasts longer than ``time``: two classes of stayers, each with its own steady rate of leaving."""
    return short * exp(-h_short * time) + (1.0 - short) * exp(-h_long * time)
