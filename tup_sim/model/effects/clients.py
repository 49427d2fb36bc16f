"""What moves clients: their trust, wellbeing, problem, testing of limits, isolation and complexity.

Nothing does while ``client_outcomes`` is off.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.parameters.plain_groups import ClientStates, Parameters
from tup_sim.model.parameters.week import HOURS_PER_WEEK
from tup_sim.model.people.client import Client
from tup_sim.model.people.request import Contact, Request
from tup_sim.model.rules.decay import bounded, relax_towards

# -- coming and staying -----------------------------------------------------------------------------------------


def begin(
    p: Parameters,
    client: Client,
    complexity: float,
    testing: float,
    trust_professionals: float,
    trust_volunteers: float,
) -> None:
    """Somebody applies: what is their own, and for the rest what clients here begin with."""
    states = p.client_states
    client.complexity = complexity
    client.testing = client.own_testing = testing
    client.trust_professionals, client.trust_volunteers = trust_professionals, trust_volunteers
    client.isolation, client.wellbeing = states.isolation_start, states.wellbeing_start
    client.problem = states.problem_start


def wait_for_a_place(p: Parameters, client: Client, weeks: float) -> None:
    """Problems pile up while somebody waits to be admitted."""
    if p.mechanisms.client_outcomes:
        client.complexity = min(1.0, client.complexity + p.client_states.complexity_waiting * weeks)


def wait_at_rest(p: Parameters) -> float:
    """Weeks an applicant waits at rest: until enough have given up to leave one for every free place."""
    free_places = p.places / p.client_stay
    if p.waiting_list_exit_rate <= 0 or free_places <= 0 or p.applicants <= free_places:
        return 0.0
    return log(p.applicants / free_places) / p.waiting_list_exit_rate


def live_a_week(p: Parameters, client: Client, now: float) -> None:
    """Isolation follows ties; wellbeing fades; testing returns to its own level (C181, NE07 allows no effect)."""
    if not p.mechanisms.client_outcomes:
        return
    s = p.client_states
    ties = client.ties(s.tie_hours, now, s.tie_weeks * HOURS_PER_WEEK)
    target = 1.0 - min(1.0, (client.network + ties) / s.ties_needed)
    client.isolation = relax_towards(client.isolation, target, p.times.mood)
    client.wellbeing = bounded(relax_towards(client.wellbeing, s.wellbeing_start, p.times.relation))
    client.testing = bounded(relax_towards(client.testing, client.own_testing, p.times.relation))


# -- being helped, or not ---------------------------------------------------------------------------------------


def be_helped(p: Parameters, contact: Contact, relational_share: float, now: float) -> None:
    """A contact is over: one that went well helps and is trusted, one that went wrong costs trust."""
    client, states = contact.request.client, p.client_states
    client.meets(contact.helper, now)
    if not p.mechanisms.client_outcomes:
        return
    relational = contact.hours * relational_share
    client.spends_time_with(contact.helper, relational, now, states.tie_weeks * HOURS_PER_WEEK)
    if contact.incident or contact.limit == "nobody":
        _trust_less(states, client, contact.helper.paid)
    elif contact.success:
        client.wellbeing += (
            states.wellbeing_gain * contact.hours * relational_share * (1.0 - client.wellbeing)
        )
        if contact.request.core:
            solved = states.problem_gain * contact.skill
            client.problem -= (solved if solved < 1.0 else 1.0) * client.problem
        _trust_more(states, client, contact.helper.paid, contact.familiar)


def _trust_less(states: ClientStates, client: Client, paid: bool) -> None:
    if paid:
        client.trust_professionals -= states.trust_bad * client.trust_professionals
    else:
        client.trust_volunteers -= states.trust_bad * client.trust_volunteers


def _trust_more(states: ClientStates, client: Client, paid: bool, familiar: bool) -> None:
    """Who helps well is trusted more; part of the trust in a familiar face passes to the others."""
    trust = client.trust_professionals if paid else client.trust_volunteers
    other = client.trust_volunteers if paid else client.trust_professionals
    gain = states.trust_good * (1.0 - trust)
    trust += gain
    if familiar:
        other += states.trust_pass * gain
        other = other if other < 1.0 else 1.0
    if paid:
        client.trust_professionals, client.trust_volunteers = trust, other
    else:
        client.trust_volunteers, client.trust_professionals = trust, other


def go_without(p: Parameters, request: Request, relational_weight: float) -> None:
    """Nobody came for a request: the problem grows where it was core, and company is missed (weight 0: it is not)."""
    if not p.mechanisms.client_outcomes:
        return
    client, states = request.client, p.client_states
    if request.core:
        client.problem += states.problem_loss * (1.0 - client.problem)
    client.wellbeing -= states.wellbeing_gain * relational_weight * client.wellbeing


def see_a_limit(p: Parameters, client: Client, held: bool) -> None:
    """A limit was tested: who gives in teaches to test more, who holds it to test less (C163, C164)."""
    if p.mechanisms.client_outcomes:
        learning = p.client_states.testing_learning
        client.testing = max(0.0, client.testing - learning) if held else min(1.0, client.testing + learning)


# -- what else helpers do to them -------------------------------------------------------------------------------


def be_hurt(p: Parameters, client: Client) -> None:
    """A volunteer went over a limit of this client: it costs wellbeing, and trust in volunteers."""
    if p.mechanisms.client_outcomes:
        client.trust_volunteers -= p.client_states.trust_bad * client.trust_volunteers
        client.wellbeing -= p.client_states.wellbeing_gain * client.wellbeing


def trust_volunteers_less(p: Parameters, client: Client, part: float) -> None:
    """Part of the trust in volunteers (0-1) is lost."""
    if p.mechanisms.client_outcomes:
        client.trust_volunteers -= part * client.trust_volunteers


def trust_volunteers_more(p: Parameters, client: Client, times: float) -> None:
    """What a good contact with a volunteer brings counts so many times the usual, which was counted already."""
    if p.mechanisms.client_outcomes:
        more = p.client_states.trust_good * (times - 1.0)
        client.trust_volunteers += more * (1.0 - client.trust_volunteers)


def trust_professionals_more(p: Parameters, client: Client, times: float) -> None:
    """What a good contact with a professional brings counts so many times the usual, which was counted already."""
    if p.mechanisms.client_outcomes:
        gain = (times - 1.0) * p.client_states.trust_good
        trust = client.trust_professionals
        client.trust_professionals = min(1.0, trust + gain * (1.0 - trust))


def readiness_to_help(p: Parameters, client: Client) -> float:
    """How ready a client who leaves is to help others, against such clients at rest: little to solve, and trust."""
    if not p.mechanisms.client_outcomes:
        return 1.0
    return (1.0 - client.problem) * client.trust_volunteers / p.ex_client_reference


# -- what a stay at rest makes of a client: the rules above, at their mean ----------------------------------------


def grow_by_staying(p: Parameters, client: Client, weeks: float, guided: Callable[[float], float]) -> None:
    """Move the states of a client to where some usual weeks bring them: the rules of a week, at their mean.

    Args:
        p: parameters in force.
        client: whose states move.
        weeks: how long they have been here.
        guided: guidance that a client of this trust in professionals has had, against what all clients together have.
    """
    if not p.mechanisms.client_outcomes:
        return
    usual, s = p.usual_week, p.client_states
    _trust_by_staying(p, client, weeks, guided)
    ties = min(1.0, (client.network + usual.ties) / s.ties_needed)
    client.isolation = _moved(client.isolation, (1.0 - ties) / p.times.mood, 1.0 / p.times.mood, weeks)
    better, worse = s.wellbeing_gain * usual.relational_hours, s.wellbeing_gain * usual.missed_relation
    back = 1.0 / p.times.relation
    client.wellbeing = _moved(
        client.wellbeing, better + s.wellbeing_start * back, better + worse + back, weeks
    )
    solved, grown = s.problem_gain * usual.core_good, s.problem_loss * usual.core_missed
    client.problem = _moved(client.problem, grown, solved + grown, weeks)
    back = 1.0 / p.times.relation
    taught = s.testing_learning * (usual.limits_unanswered - usual.limits_followed)
    taught *= client.own_testing / max(s.testing_mean, LEAST_DIVISOR)
    client.testing = max(0.0, _moved(client.testing, client.own_testing * back + taught, back, weeks))


def _moved(state: float, gained: float, lost: float, weeks: float) -> float:
    """A state after some weeks in which it gains so much and loses that part of itself per week."""
    if lost <= 0:
        return state + gained * weeks
    return gained / lost + (state - gained / lost) * exp(-lost * weeks)


def _trust_by_staying(p: Parameters, client: Client, weeks: float, guided: Callable[[float], float]) -> None:
    usual, s = p.usual_week, p.client_states
    ours, theirs = client.trust_professionals, client.trust_volunteers
    elsewhere = usual.good_professionals - usual.good_guidance
    for _ in range(round(weeks)):
        gain_ours, gain_theirs = s.trust_good * (1.0 - ours), s.trust_good * (1.0 - theirs)
        ours += (
            elsewhere + usual.good_guidance * guided(ours)
        ) * gain_ours - usual.harm_professionals * s.trust_bad * ours
        theirs += usual.good_volunteers * gain_theirs - usual.harm_volunteers * s.trust_bad * theirs
        ours = min(1.0, ours + usual.familiar_volunteers * s.trust_pass * gain_theirs)
        theirs = min(1.0, theirs + usual.familiar_professionals * s.trust_pass * gain_ours)
    client.trust_professionals, client.trust_volunteers = ours, theirs
