"""Working beside each other: what those who are there can see of a contact, and of who does not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import PROFESSIONAL_ACTS, SEVERITY, VOLUNTEER_ACTS, WITNESS, Contact, State
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.meeting import trust_in_the_act
from tup_sim.model.rules.contacts import (
    Lead,
    professional_acts,
    professional_competence,
    severity_of,
    volunteer_acts,
    volunteer_competence,
)

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_WAITING: Final = State.WAITING
Somebody = TypeVar("Somebody", bound=Helper)


def one_of(there: dict[str, Somebody], contact: Contact) -> Somebody | None:
    """Who of those who are there notices it, by the luck of the request."""
    people = list(there.values())
    return people[int(contact.request.uniforms[WITNESS] * len(people))] if people else None


def waited(sim: Simulation, contact: Contact) -> bool:
    """The client had waited long when this was taken on."""
    return contact.request.urgent(contact.started, sim.parameters.long_wait)


def side_by_side(
    sim: Simulation, contact: Contact, volunteer: Volunteer, witness: Professional
) -> tuple[float, float, bool]:
    """What whoever asks can see of the two after a contact; several mechanisms ask, and it is worked out once.

    Returns:
        Competence of the volunteer and of the professional beside them, 0-1, and whether the client knows the latter.
    """
    seen = contact.beside
    if seen is None:
        p, task_type = sim.parameters, contact.request.task_type
        seen = (
            volunteer_competence(p, volunteer, task_type, sim.to_learn[task_type]),
            professional_competence(p, witness, task_type, sim.now),
            contact.request.client.knows(witness, sim.now - sim.familiar_for),
        )
        contact.beside = seen
    return seen


def hours_left(sim: Simulation, contact: Contact) -> float:
    """Hours of work that a contact leaves behind; without coaching nobody talks about an incident."""
    p, hours = sim.parameters, 0.0
    if contact.follow_up:
        hours += p.difficulty.follow_up_hours
    if contact.struggled:
        hours += p.difficulty.call_hours
    if contact.incident and p.post_incident_talks and p.mechanisms.coaching:
        hours += p.sessions.post_incident
    return hours


def would_both_act(sim: Simulation, contact: Contact, volunteer: Volunteer, person: Professional) -> bool:
    """There was a difficulty, or a test of a limit, in which either of them would have done something."""
    if not contact.limit and contact.incident_chance <= 0.0:
        return False
    p, uniforms, unit = sim.parameters, contact.request.uniforms, volunteer.unit
    severity = severity_of(p, uniforms[SEVERITY])
    if uniforms[VOLUNTEER_ACTS] >= volunteer_acts(p, volunteer.authority, contact.level, severity):
        return False
    holds, busy = unit.holds[contact.request.task_type], person.free_since is None
    trust = trust_in_the_act(sim, volunteer, person)
    return bool(uniforms[PROFESSIONAL_ACTS] < professional_acts(p, severity, holds, trust, busy))


def lead_over(sim: Simulation, contact: Contact, volunteer: Volunteer, person: Professional) -> Lead:
    """By what a volunteer at work is ahead of the professional beside them, as whoever asks can see it."""
    ours, theirs, known = side_by_side(sim, contact, volunteer, person)
    return Lead(ours - theirs, contact.familiar - known)


def first_that_waits(sim: Simulation, volunteer: Volunteer) -> float:
    """Hours of the first request that waits of what a volunteer came for; 0 if none does."""
    for task_type in volunteer.traits.task_types:
        for _, _, request in volunteer.unit.queues[task_type]:
            if request.state is _WAITING and request.deadline >= sim.now and request.client.left is None:
                return request.hours
    return 0.0
