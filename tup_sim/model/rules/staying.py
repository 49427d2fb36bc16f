"""What a stay at rest makes of a client: their states after some usual weeks. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.client import Client


def wait_at_rest(p: Parameters) -> float:
    """Weeks an applicant waits at rest: until enough have given up to leave one for every free place."""
    free_places = p.places / p.client_stay
    if p.list_leave <= 0 or free_places <= 0 or p.applicants <= free_places:
        return 0.0
    return log(p.applicants / free_places) / p.list_leave


def grow_by_staying(p: Parameters, client: Client, weeks: float, guided: Callable[[float], float]) -> None:
    """Move the states of a client to where some usual weeks bring them: the rules of a week, at their mean.

    Args:
        p: parameters in force.
        client: whose states move.
        weeks: how long they have been here.
        guided: guidance that a client of this trust in professionals has had, against what all clients together have.
    """
    usual, s = p.usual_week, p.client_states
    _trust_by_staying(p, client, weeks, guided)
    ties = min(1.0, (client.network + usual.ties) / s.ties_needed)
    client.isolation = _moved(client.isolation, (1.0 - ties) / s.isolation_tau, 1.0 / s.isolation_tau, weeks)
    better, worse = s.wellbeing_gain * usual.relational_hours, s.wellbeing_loss * usual.missed_relation
    back = 1.0 / s.wellbeing_tau
    client.wellbeing = _moved(
        client.wellbeing, better + s.wellbeing_start * back, better + worse + back, weeks
    )
    solved, grown = s.problem_gain * usual.core_good, s.problem_loss * usual.core_missed
    client.problem = _moved(client.problem, grown, solved + grown, weeks)
    back = 1.0 / s.testing_tau
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
