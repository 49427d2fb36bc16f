"""A volunteer and a professional meet: the sparse table of pairs."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Pair, Volunteer

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def meet(
    sim: Simulation, volunteer: Volunteer, person: Professional, good: bool, conflict: bool = False
) -> Pair:
    """One joint contact, good or bad; between meetings both drift back to being strangers."""
    states, now = sim.parameters.states, sim.now
    pair = volunteer.pairs.get(person.name)
    if pair is None:
        trust = states.pair_trust
        if volunteer.tenure(now) < sim.parameters.threat.stranger_weeks * WEEK:
            trust += sim.parameters.announce_newcomers * (1.0 - trust)
        pair = volunteer.pairs[person.name] = Pair(trust, states.pair_tension, 0, now)
    left = exp(-(now - pair.last) / (states.pair_tau * WEEK))
    pair.trust = states.pair_trust + (pair.trust - states.pair_trust) * left
    pair.tension = states.pair_tension + (pair.tension - states.pair_tension) * left
    pair.trust += states.pair_success * (1.0 - pair.trust) if good else -states.pair_failure * pair.trust
    if conflict:
        pair.tension = min(1.0, pair.tension + states.pair_conflict)
    pair.contacts += 1
    pair.last = now
    volunteer.week.joint += 1
    for hook in sim.hooks.meeting:
        hook(sim, volunteer, person, good)
    return pair


def lose_trust(volunteer: Volunteer, person: Professional, part: float) -> None:
    """This part (0-1) of the trust between two who know each other is gone."""
    pair = volunteer.pairs.get(person.name)
    if pair is not None:
        pair.trust -= part * pair.trust


def know_again(volunteer: Volunteer, former: Volunteer) -> None:
    """Who comes back knows the people who are still there."""
    volunteer.pairs = dict(former.pairs)


def trust_of(volunteer: Volunteer, person: Professional, stranger: float) -> float:
    """How far this professional trusts this volunteer."""
    pair = volunteer.pairs.get(person.name)
    return stranger if pair is None else pair.trust
