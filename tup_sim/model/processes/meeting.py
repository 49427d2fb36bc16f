"""A volunteer and a professional meet: the sparse table of pairs.

Trust between them is one of two things (``submodels.trust``): a count of good meetings, or what each could count on
the other for. By the second, a meeting is as good as what was promised: it is a disappointment where one of them was
not what the other could count on since they last met.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import HALF, NEVER
from tup_sim.model.parameters import anchors
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Pair, Volunteer
from tup_sim.model.rules.relations import acquaintance

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def meet(
    sim: Simulation, volunteer: Volunteer, person: Professional, good: bool, conflict: bool = False
) -> Pair:
    """One joint contact, good or bad; between meetings both drift back to being strangers."""
    states, now = sim.parameters.states, sim.now
    pair = volunteer.pairs.get(person.name)
    if pair is None:
        pair = _strangers(sim, volunteer, person, now)
    left = exp(-(now - pair.last) / (sim.parameters.times.relation * WEEK))
    if sim.by_expectations:
        good = good and not pair.sore
        pair.sore = False
    else:
        pair.trust = states.pair_trust + (pair.trust - states.pair_trust) * left
        pair.trust += states.pair_success * (1.0 - pair.trust) if good else -states.pair_failure * pair.trust
    pair.tension = states.pair_tension + (pair.tension - states.pair_tension) * left
    pair.felt = states.pair_tension + (pair.felt - states.pair_tension) * left
    if conflict:
        pair.tension = min(1.0, pair.tension + states.pair_conflict)
        pair.felt = min(1.0, pair.felt + states.pair_conflict)
    pair.contacts += 1
    pair.last = now
    volunteer.week.joint += 1
    person.week.joint += 1
    person.week.joint_bad += not good
    for hook in sim.hooks.meeting:
        hook(sim, volunteer, person, good)
    return pair


def _strangers(sim: Simulation, volunteer: Volunteer, person: Professional, last: float) -> Pair:
    """Two who have had nothing to do with each other yet."""
    states = sim.parameters.states
    pair = Pair(0.0, states.pair_tension, 0, last, felt=states.pair_tension)
    if sim.by_expectations:
        rules = sim.parameters.relation
        pair.of_volunteer.believe(person.openness, rules.prior)
        pair.of_professional.believe(rules.usual, rules.prior)
        pair.trust = HALF * (pair.of_volunteer.trust + pair.of_professional.trust)
    else:
        pair.trust = states.pair_trust
        if volunteer.tenure(sim.now) < sim.parameters.threat.stranger_weeks * WEEK:
            pair.trust += sim.parameters.announce_newcomers * (1.0 - pair.trust)
    volunteer.pairs[person.name] = pair
    return pair


def trust_in_the_act(sim: Simulation, volunteer: Volunteer, person: Professional) -> float:
    """Trust (0-1) that decides whether somebody paid steps in, or would.

    Where trust is what one may count on, what counts is how far this one differs from what one is used to here.
    """
    trust = trust_of(sim, volunteer, person)
    return trust + anchors.TRUST - sim.parameters.relation.usual if sim.by_expectations else trust


def stand_between(sim: Simulation, pair: Pair, of_professional: float, of_volunteer: float) -> None:
    """Friction over tasks (0-1, on each side) is what stands between two people, beside being strangers."""
    stranger = sim.parameters.states.pair_tension
    pair.tension = stranger + (1.0 - stranger) * of_professional
    pair.felt = stranger + (1.0 - stranger) * of_volunteer


def lose_trust(sim: Simulation, volunteer: Volunteer, person: Professional, part: float) -> None:
    """This part (0-1) of the trust between two who know each other is gone."""
    pair = volunteer.pairs.get(person.name)
    if pair is None:
        return
    if sim.by_expectations:
        count_on_professional(sim, volunteer, person, kept=False)
    else:
        pair.trust -= part * pair.trust


def know_again(volunteer: Volunteer, former: Volunteer) -> None:
    """Who comes back knows the people who are still there."""
    volunteer.pairs = dict(former.pairs)


def trust_of(sim: Simulation, volunteer: Volunteer, person: Professional) -> float:
    """How far this professional trusts this volunteer, 0-1."""
    return how_close(sim, volunteer, person)[0]


def how_close(sim: Simulation, volunteer: Volunteer, person: Professional) -> tuple[float, float]:
    """How far a professional trusts this volunteer, and how well they know them, 0-1 each.

    A newcomer who was announced is known so far beforehand. Both at once, since relation is weighed for everybody who
    is there.
    """
    pair, p = volunteer.pairs.get(person.name), sim.parameters
    if pair is None:
        trust, known = person.openness if sim.by_expectations else p.states.pair_trust, 0.0
    else:
        trust = pair.of_volunteer.trust if sim.by_expectations else pair.trust
        known = acquaintance(pair.contacts, p.relation.prior)
    if p.announce_newcomers > known and volunteer.tenure(sim.now) < p.threat.stranger_weeks * WEEK:
        known = p.announce_newcomers
    return trust, known


# -- what one could count on; all of it only where trust is that -----------------------------------------------


def count_on_volunteer(sim: Simulation, volunteer: Volunteer, person: Professional, kept: bool) -> None:
    """A volunteer did what somebody paid could count on, or did not.

    It also says something of volunteers in general, the more the better this one is known.
    """
    pair, rules = pair_of(sim, volunteer, person), sim.parameters.relation
    mine, now, memory = pair.of_volunteer, sim.now, sim.parameters.times.relation * WEEK
    for_it, against = (1.0, 0.0) if kept else (0.0, 1.0)
    mine.add(now, memory, for_it, against)
    mine.believe(person.openness, rules.prior)
    known = acquaintance(pair.contacts, rules.prior)
    person.of_volunteers.add(now, memory, known * for_it, known * against)
    if not kept:
        pair.sore = True
    pair.trust = HALF * (mine.trust + pair.of_professional.trust)


def count_on_professional(sim: Simulation, volunteer: Volunteer, person: Professional, kept: bool) -> None:
    """A professional answered or kept a talk, or left a volunteer alone."""
    pair = pair_of(sim, volunteer, person)
    hear_of(sim, pair, 1.0 if kept else 0.0, 1.0)
    if not kept:
        pair.sore = True


def hear_of(sim: Simulation, pair: Pair, good: float, weight: float) -> None:
    """A volunteer learns how far this professional can be counted on; so much of it speaks for them."""
    rules, theirs = sim.parameters.relation, pair.of_professional
    theirs.add(sim.now, sim.parameters.times.relation * WEEK, weight * good, weight * (1.0 - good))
    theirs.believe(rules.usual, rules.prior)
    pair.trust = HALF * (pair.of_volunteer.trust + theirs.trust)


def pair_of(sim: Simulation, volunteer: Volunteer, person: Professional) -> Pair:
    """What two are to each other, who need not have met."""
    pair = volunteer.pairs.get(person.name)
    return _strangers(sim, volunteer, person, NEVER) if pair is None else pair
