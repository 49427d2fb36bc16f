"""What strain (stress, towards burnout) people's work brings: rival rules of load, and what volunteers meet.

In SD of what occurs at rest.
"""

from __future__ import annotations

from math import exp, fsum, log1p
from typing import NamedTuple

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import LEAST_HOURS, LEAST_SPREAD
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import RECENT_WEEKS
from tup_sim.model.people.volunteer import Volunteer

HINGE = "hinge"
LINEAR = "linear"


def strain_of_load(p: Parameters, load: float, coordinator: bool) -> float:
    """Strain, in SD, of the own load of the last weeks.

    Args:
        p: parameters.
        load: own hours asked, as a share of own hours.
        coordinator: whether the person is one; their load at rest is another.
    """
    rules = p.strain
    if p.submodels.strain == HINGE:
        return max(0.0, load - 1.0) / rules.overload_scale
    if p.submodels.strain == LINEAR:
        usual = rules.load_reference_coordinator if coordinator else rules.load_reference
        return rules.load_slope * (load - usual) / rules.overload_scale
    return rules.load_slope * _softplus((load - rules.knee) / rules.overload_scale)


def _softplus(x: float) -> float:
    """The hinge max(0, x) without its edge, in a form that no x makes overflow."""
    return max(0.0, x) + log1p(exp(-abs(x)))


class Demands(NamedTuple):
    """What a volunteer met in a week.

    Attributes:
        gap: what was beyond their competence, per contact, 0-1.
        over: hours beyond the wish, as a share of it.
        alone: calls in a difficulty that nobody answered.
        tension: own mean tension with paid people met in the last four weeks, above that of strangers.
    """

    gap: float
    over: float
    alone: float
    tension: float


def demands_on(p: Parameters, volunteer: Volunteer, over: float, now: float) -> Demands:
    """What a volunteer met this week.

    Args:
        p: parameters.
        volunteer: who.
        over: hours a week beyond the own wish.
        now: hours on the clock.
    """
    week = volunteer.week
    return Demands(
        week.gap / week.contacts if week.contacts else 0.0,
        over / max(LEAST_HOURS, volunteer.traits.wish),
        float(week.unanswered),
        _tension(p.states.pair_tension, volunteer, now),
    )


def _tension(of_strangers: float, volunteer: Volunteer, now: float) -> float:
    since = now - RECENT_WEEKS * WEEK
    met = [pair.felt - of_strangers for pair in volunteer.pairs.values() if pair.last >= since]
    return fsum(met) / len(met) if met else 0.0


def strain_of_demands(p: Parameters, met: Demands) -> float:
    """Strain, in SD, of what differs from what volunteers meet at rest; each demand in SD of what occurs there."""
    usual = p.usual_demands_on_volunteers
    return p.strain.load_slope * (
        _in_spreads(met.gap, usual.gap, usual.gap_spread)
        + _in_spreads(met.over, usual.over, usual.over_spread)
        + _in_spreads(met.alone, usual.alone, usual.alone_spread)
        + _in_spreads(met.tension, usual.tension, usual.tension_spread)
    )


def _in_spreads(met: float, usual: float, spread: float) -> float:
    """Distance from the mean in standard deviations; what hardly occurs at rest is counted in hundredths."""
    return (met - usual) / (spread if spread > LEAST_SPREAD else LEAST_SPREAD)
