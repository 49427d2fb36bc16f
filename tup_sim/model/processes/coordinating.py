"""Coordinating: everybody who helps a client has to agree with everybody else who does (C112).

The work grows with the pairs around a client, faster than with their number. What it takes at rest is part of the
meetings; what differs from that is work for the professionals, done when there is time, like administration.
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.events import ClientsCoordinated
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.stage import WEEK, Stage


def coordinate(world: Stage, unit: Unit) -> None:
    """The pairs of parties around clients lately make work for the professionals of the unit."""
    p = world.parameters
    parties, pairs = _parties_and_pairs(world, unit)
    hours = p.coordination.pair_hours * (pairs - p.coordination.pairs_reference * len(unit.clients))
    staff = list(unit.professionals.values())
    fte = fsum(person.fte for person in staff)
    for person in staff:
        share = max(-person.debt, hours * person.fte / fte) if fte > 0 else 0.0
        person.debt += share
        unit.week.administration += share
    world.tell(ClientsCoordinated(world.now, unit, parties, pairs, p.coordination.pair_hours * pairs))


def _parties_and_pairs(world: Stage, unit: Unit) -> tuple[int, int]:
    since, partners = world.now - world.parameters.coordination.look_back * WEEK, world.parameters.partners
    parties = pairs = 0
    for client in unit.clients.values():
        around = partners + sum(1 for last in client.helpers.values() if last >= since)
        parties += around
        pairs += around * (around - 1) // 2
    return parties, pairs
