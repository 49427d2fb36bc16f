"""Being treated as an equal, or not: who is addressed in daily work, and who is seen being paid for the same.

What is promised does not enter daily treatment. Whether the distance to it closes depends on who somebody becomes
in the eyes of those who ask (C160).
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.people.families import FAMILIES, FAMILY_OF_STREAM
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.contacts import professional_competence, volunteer_competence
from tup_sim.model.rules.fading import pull
from tup_sim.model.rules.treating import felt, pain_of_comparing, share_addressed, treatment

_BIT = tuple(1 << FAMILIES.index(family) for family in FAMILY_OF_STREAM)


def begin_as_treated(world: Stage, volunteer: Volunteer) -> None:
    """What somebody with these skills is used to on the first day of the run, or expects on their own first day."""
    p, streams = world.parameters, volunteer.traits.streams
    able = [volunteer_competence(p, volunteer, stream, world.to_learn[stream]) for stream in streams]
    known = p.equality.known_reference if volunteer.started is not None else 0.0
    staff = p.competence.professional
    share = share_addressed(p, fsum(able) / len(able), known, staff, p.equality.known_staff_reference)
    volunteer.treated = treatment(share)
    volunteer.equality = felt(p, volunteer.treated)
    if not p.mechanisms.felt_equality:  # nobody will become somebody: all feel as people here do at rest
        volunteer.equality = p.formal_equality - p.equality.gap_reference


def see_who_is_addressed(world: Stage, contact: Contact) -> None:
    """A volunteer at work with a professional in sight: to whom do client and colleagues turn?"""
    helper, stream = contact.helper, contact.request.stream
    if not isinstance(helper, Volunteer):
        _be_seen(helper.unit, _BIT[stream])
        return
    helper.week.did |= _BIT[stream]
    if contact.witness is None:
        return
    p, colleague = world.parameters, contact.witness
    since = world.now - p.client_states.familiar_weeks * WEEK
    helper.week.beside += 1
    helper.week.addressed += share_addressed(
        p,
        volunteer_competence(p, helper, stream, world.to_learn[stream]),
        contact.familiar,
        professional_competence(p, colleague, stream, world.now),
        contact.request.client.knows(colleague, since),
    )


def _be_seen(unit: Unit, bit: int) -> None:
    """Volunteers who are there see a paid person do this kind of work, unless professionals work at a distance."""
    if not unit.off_the_floor:
        for volunteer in unit.present_volunteers.values():
            volunteer.week.saw |= bit


def feel_treated(world: Stage, unit: Unit) -> None:
    """The week is over: how one was treated, what was promised, and who was paid for the same."""
    p, rules = world.parameters, world.parameters.equality
    for volunteer in unit.regulars():
        week = volunteer.week
        if week.beside:
            volunteer.treated = pull(volunteer.treated, treatment(week.addressed / week.beside), rules.tau)
        volunteer.equality = pull(volunteer.equality, felt(p, volunteer.treated), rules.tau)
        if p.mechanisms.belonging_recognition:
            _weigh(world, volunteer)


def _weigh(world: Stage, volunteer: Volunteer) -> None:
    """What is promised and not felt, and comparing, count against what people here are used to (C127, C160)."""
    p, week = world.parameters, volunteer.week
    rules = p.equality
    loss = rules.gap * (p.formal_equality - volunteer.equality - rules.gap_reference)
    if week.shifts:
        hurts = pain_of_comparing(volunteer.recognition) if week.did & week.saw else 0.0
        loss += rules.comparison * (hurts - rules.comparison_reference)
    volunteer.recognition -= loss
