"""Relational work is kept by doing it: practice fades unused, returns slowly, and shapes contacts (C156, C157)."""

from __future__ import annotations

from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.fading import pull
from tup_sim.model.rules.witnessing import own_relational_share


def sees_it_as_own_work(world: Stage, person: Professional) -> bool:
    """Does somebody with nothing to do see that a client would like company? The less practised, the less."""
    if person.presence >= 1.0:
        return True
    return world.chance.stream("sees company as work", person.name).happens(person.presence)


def keep_or_lose_practice(world: Stage, unit: Unit) -> None:
    """At the end of the week practice moves to what the own contacts of the last months ask of it (C156)."""
    rules = world.parameters.relational_practice
    for person in unit.professionals.values():
        share = own_relational_share(world.parameters, person)
        if share is not None:
            target = min(1.0, rules.start * share / rules.usual)
            tau = rules.tau_up if target > person.practice else rules.tau_down
            person.practice = pull(person.practice, target, tau)
            person.presence = person.practice / rules.start
