"""What a volunteer needs, feels and risks: coaching need, fit, the risk of leaving. Pure functions."""

from __future__ import annotations

from math import ceil, exp, fsum, log

from tup_sim.model.constants import LEAST_HOURS, LEAST_SPREAD, ROUNDING
from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.week import HOURS_PER_WEEK, MONTHS_PER_WEEK, MONTHS_PER_YEAR, RECENT_WEEKS
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.volunteer import CAUSES, Volunteer


def coaching_need(p: Parameters, volunteer: Volunteer, burden: float, hours: float, now: float) -> float:
    """Hours of coaching a volunteer needs per year (C004, C236; NC22, NH05).

    ``burden`` is the mean of difficulty x share of decisions taken alone over recent contacts, ``hours`` the
    hours given per week. More responsibility, harder tasks, being new and being vulnerable need more.
    """
    need = p.coaching_need
    new = need.newness if volunteer.tenure(now) < need.new_weeks * HOURS_PER_WEEK else 0.0
    mean_hours = max(LEAST_HOURS, p.planned_hours.mean)
    size = need.fixed_part + (1.0 - need.fixed_part) * hours / mean_hours
    return (need.per_responsibility * burden + new) * size * vulnerability_factor(p, volunteer)


def vulnerability_factor(p: Parameters, volunteer: Volunteer) -> float:
    """1 for most people, ``vulnerable_multiplier`` for a typical vulnerable starter."""
    slope = (p.coaching_need.vulnerable_multiplier - 1.0) / (anchors.VULNERABLE - anchors.VULNERABILITY)
    return max(0.0, 1.0 + slope * (volunteer.traits.vulnerability - anchors.VULNERABILITY))


def hours_over_wish(p: Parameters, volunteer: Volunteer) -> float:
    """Hours per week above the own wish, mean of four weeks; whole shifts that hold the wish do not count (C133)."""
    wish, line = volunteer.traits.wish, p.states.hours_over_line
    given = fsum(volunteer.hours4) / len(volunteer.hours4) if volunteer.hours4 else 0.0
    if given <= line * wish:
        return 0.0
    shifts_that_hold_it = ceil(RECENT_WEEKS * wish / p.shift_hours - ROUNDING)
    usual = max(wish, shifts_that_hold_it * p.shift_hours / RECENT_WEEKS)
    return max(0.0, given - line * usual)


def joint_hours_above_usual(p: Parameters) -> float:
    """Hours of joint activities per week beyond those people here are used to (C146, C188)."""
    return (p.togetherness_hours - p.togetherness_reference) * MONTHS_PER_WEEK


def contact_ratio(p: Parameters, volunteer: Volunteer) -> float:
    """Coaching received against needed over about 13 weeks; the reference while nothing is known."""
    return volunteer.received / volunteer.needed if volunteer.needed > 0 else p.contact_ratio_reference


def strain_of_leaving(p: Parameters, volunteer: Volunteer) -> tuple[float, float]:
    """Two exponents of the managed part of leaving: disappointment and overload; both 0 at rest."""
    w, s, own = p.exit_weights, p.states, volunteer.traits
    ratio = max(p.exit_shares.least_ratio, contact_ratio(p, volunteer)) / p.contact_ratio_reference
    disappointed = -(
        w.contact_ratio * log(ratio)
        + w.support * (volunteer.safety - own.safety) / max(LEAST_SPREAD, s.safety_sd)
        + w.clarity * (volunteer.clarity - own.clarity) / max(LEAST_SPREAD, s.clarity_sd)
        + w.recognition * (volunteer.recognition - own.recognition) / max(LEAST_SPREAD, s.recognition_sd)
        + w.belonging * (volunteer.belonging - own.belonging) / max(LEAST_SPREAD, s.belonging_sd)
        + w.fit * (volunteer.fit - s.fit_start) / s.fit_sd
    )
    overload = w.strain * (volunteer.strain - own.strain)
    return disappointed, overload


def leaving_rates(p: Parameters, volunteer: Volunteer) -> tuple[float, ...]:
    """Risk of leaving per year by cause (``CAUSES``) for an open-ended volunteer (NB08, NB11).

    Three quarters of leaving is life and work, beyond anybody's reach; the rest moves with what the person
    experiences. Exits to a job are part of the three quarters, so that the total at rest is that of NB08.
    """
    base = MONTHS_PER_YEAR * (p.h_short if volunteer.traits.short_stayer else p.h_long)
    job = p.job_hazard_seeker if volunteer.traits.job_seeker else p.job_hazard
    job = min(job, p.job_exits.most * (1.0 - p.management_share) * base)
    without = p.job_exits.without_growth
    life = (1.0 - p.management_share) * base - job * (without + p.states.growth_reference)
    job *= without + (min(1.0, volunteer.growth) if p.mechanisms.exit else p.states.growth_reference)
    moved = p.management_share * base
    shares = p.exit_shares
    if not p.mechanisms.exit:
        weights = (shares.disappointed, shares.overload, shares.asked)
        factor = 1.0
    else:
        disappointed, overload = strain_of_leaving(p, volunteer)
        factor = min(p.exit_ceiling, max(p.exit_floor, exp(disappointed + overload)))
        weights = (
            shares.disappointed * exp(max(-shares.most_moved, min(shares.most_moved, disappointed))),
            shares.overload * exp(max(-shares.most_moved, min(shares.most_moved, overload))),
            shares.asked,
        )
    total = fsum(weights) or 1.0
    rates = (life, job, *[moved * factor * weight / total for weight in weights])
    assert len(rates) == len(CAUSES)
    return rates
