"""Professionals see volunteers at work: who does my work, who needs me, and is it true what we are told?

Counts of what one person saw or lived through (a Beta belief), which fade. Overlap and clarity of roles act
through what is seen and no other way (C107, C126, C187).
"""

from __future__ import annotations

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.fading import left
from tup_sim.model.rules.witnessing import is_own_work, seen_openness, weight_of


def see(world: Stage, contact: Contact) -> None:
    """A volunteer's contact that a professional saw is evidence, against what is usually seen here (C107, C126)."""
    witness, volunteer = contact.witness, contact.helper
    if witness is None or not isinstance(volunteer, Volunteer):
        return
    p, seen = world.parameters, world.parameters.threat
    belief = witness.replaceable
    belief.speaks -= seen.usual_replaced
    belief.against -= seen.usual_calls
    if contact.success and is_own_work(p, witness, contact.request.stream):
        belief.speaks += weight_of(p, volunteer.tenure(world.now) / WEEK)
    _judge_training(p, witness, contact)
    if p.surplus_message > 0 and contact.request.core:
        witness.message.against += 1.0


def _judge_training(p: Parameters, witness: Professional, contact: Contact) -> None:
    """Untrained people who succeed in hard tasks make one wonder what training is for (C126)."""
    belief = witness.legitimacy
    belief.against -= p.threat.usual_able
    belief.speaks -= p.threat.usual_unable
    if contact.request.difficulty > p.threat.hard:
        if contact.success:
            belief.against += 1.0
        else:
            belief.speaks += 1.0


def be_called(world: Stage, volunteer: Volunteer, person: Professional) -> None:
    """A volunteer who calls shows that a professional is needed."""
    person.replaceable.against += 1.0


def hear_of_notice(world: Stage, colleague: Professional, part: float) -> None:
    """A colleague loses the post, or a part of it, and everybody in the organisation knows."""
    for unit in world.organisation.units:
        for person in unit.staff():
            person.replaceable.speaks += world.parameters.threat.redundancy * part


def reflect(world: Stage, unit: Unit) -> None:
    """At the end of the week: what was seen fades, and the message is heard by who was there (C183)."""
    p = world.parameters
    told = p.surplus_message > 0 and round(world.now / WEEK) % p.threat.message_weeks == 0
    for person in unit.staff():
        _forget(p, person)
        if told and person.week.available > 0:
            person.replaceable.against += p.threat.message * p.surplus_message * person.message.share()
        person.seen_openness = seen_openness(p, person)


def _forget(p: Parameters, person: Professional) -> None:
    seen, keep = p.threat, left(p.threat.memory)
    person.replaceable.forget(keep, seen.start, seen.prior, seen.least_against)
    # Not being called is no evidence: only what was seen in own work speaks for being replaceable.
    person.replaceable.against = max(person.replaceable.against, seen.prior * (1.0 - seen.start))
    person.legitimacy.forget(keep, seen.legitimacy, seen.prior, seen.least_against)
    person.message.forget(keep, seen.credibility, seen.prior, seen.least_against)
