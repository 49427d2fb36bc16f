"""Giving in: clients remember with whom a limit was not set, and try it there again (C164)."""

from __future__ import annotations

from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.fading import left


def remember_who_gave_in(world: Stage, contact: Contact) -> None:
    """Nobody set the limit: this client will sooner try one with this helper."""
    if contact.limit == "nobody":
        gave_in, name = contact.request.client.gave_in, contact.helper.name
        gave_in[name] = min(1.0, gave_in.get(name, 0.0) + world.parameters.giving_in.step)


def forget(world: Stage, unit: Unit) -> None:
    """The memory of who gave in fades."""
    keep = left(world.parameters.giving_in.tau)
    for client in unit.clients.values():
        for name in client.gave_in:
            client.gave_in[name] *= keep
