"""Accepting help: clients let a professional in as far as they trust professionals (C110).

The rule is the same for everybody. A volunteer matters only through trust: a familiar volunteer's good contacts
pass on part of it, and a first meeting with a professional counts for more when a familiar volunteer is there.
"""

from __future__ import annotations

from tup_sim.model.constants import NEVER
from tup_sim.model.people.families import GUIDANCE
from tup_sim.model.people.request import DECLINES, PAID, VOLUNTEERS, Contact, Request
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.accepting import accepts


def decide(world: Stage, request: Request) -> None:
    """A client who asks for guidance lets professionals help, or not; volunteers too, where clients may choose."""
    p, client = world.parameters, request.client
    if request.stream == GUIDANCE:
        luck = world.chance.stream("accepting help", client.name)
        if not luck.happens(accepts(p, client.trust_professionals)):
            request.not_by |= PAID | DECLINES
    if p.client_choice:
        luck = world.chance.stream("accepting a volunteer", client.name)
        if not luck.happens(accepts(p, client.trust_volunteers)):
            request.not_by |= VOLUNTEERS | DECLINES


def be_introduced(world: Stage, contact: Contact) -> None:
    """A good first meeting with a professional counts for more when a volunteer the client knows is there."""
    p, client = world.parameters, contact.request.client
    if not contact.helper.paid or not contact.success or contact.incident:
        return
    if client.meetings[contact.helper.name][1] != NEVER or not p.mechanisms.client_outcomes:
        return
    gain = (p.acceptance.introduction - 1.0) * p.client_states.trust_good
    since = world.now - p.client_states.familiar_weeks * WEEK
    there = contact.helper.unit.present_volunteers
    if any(client.knows(volunteer, since) for volunteer in there.values()):
        client.trust_professionals = min(
            1.0, client.trust_professionals + gain * (1.0 - client.trust_professionals)
        )
