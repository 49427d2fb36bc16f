"""Control contacts: now and then guidance means talking about the client with parents, school or an authority (C129).

Whoever has that contact may have to bring the client unwelcome news, and the client trusts that person less.
"""

from __future__ import annotations

from tup_sim.model.people.families import GUIDANCE
from tup_sim.model.people.request import FAMILIAR, VOLUNTEERS, Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.fading import left

_KEPT_OUT = {"none": 0, "professionals": VOLUNTEERS, "other_professionals": VOLUNTEERS | FAMILIAR}


def become_control(world: Stage, request: Request) -> None:
    """Some guidance is a control contact; by the rule of the house some helpers are kept out of it."""
    if request.stream != GUIDANCE:
        return
    p = world.parameters
    luck = world.chance.stream("control contact", request.client.name)
    request.control = luck.happens(p.control_contacts.share)
    request.unwelcome = luck.happens(p.control_contacts.unwelcome)
    if request.control:
        request.not_by |= _KEPT_OUT[p.role_separation]


def bring_the_news(world: Stage, contact: Contact) -> None:
    """Unwelcome news costs its bearer part of the client's trust in them."""
    request = contact.request
    if request.control and request.unwelcome:
        doubts, name = request.client.doubts, contact.helper.name
        doubts[name] = min(1.0, doubts.get(name, 0.0) + world.parameters.control_contacts.loss)


def forget(world: Stage, unit: Unit) -> None:
    """Doubts about a person fade."""
    keep = left(world.parameters.control_contacts.tau)
    for client in unit.clients.values():
        for name in client.doubts:
            client.doubts[name] *= keep
