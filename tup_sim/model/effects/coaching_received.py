"""The account of coaching: what volunteers need, what they have received, and what is owed to them."""

from __future__ import annotations

from math import fsum

from tup_sim.model.constants import LEAST_HOURS
from tup_sim.model.effects import authority, experience, role_clarity
from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import HOURS_PER_WEEK, RECENT_WEEKS, WEEKS_PER_YEAR
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import retention


def contact_ratio(p: Parameters, volunteer: Volunteer) -> float:
    """Coaching received against needed over about 13 weeks; the reference while nothing is known."""
    return volunteer.received / volunteer.needed if volunteer.needed > 0 else p.contact_ratio_reference


def be_coached(p: Parameters, volunteer: Volunteer, credit: float) -> None:
    """Coaching received, in hours that count: it teaches, strengthens and makes clear what it was about."""
    volunteer.week.credit += credit
    experience.be_coached(p, volunteer, credit)
    authority.be_coached(p, volunteer, credit)
    role_clarity.talk_about_limits(p, volunteer, credit)


def talk_of_something_else(volunteer: Volunteer, hours: float) -> None:
    """A talk was held and does not have to be held again, though it was not about the work."""
    volunteer.owed = max(0.0, volunteer.owed - hours)


def live_a_week(p: Parameters, volunteer: Volunteer, now: float) -> float:
    """Add what was needed and received this week; returns the hours needed."""
    volunteer.hours4 = [*volunteer.hours4[1 - RECENT_WEEKS :], volunteer.week.present]
    hours = fsum(volunteer.hours4) / len(volunteer.hours4)
    need = coaching_need(p, volunteer, volunteer.burden, hours, now) / WEEKS_PER_YEAR
    if volunteer.incidents_due > volunteer.incidents_counted:
        need += p.coaching_need.incident * (volunteer.incidents_due - volunteer.incidents_counted)
    volunteer.incidents_counted = volunteer.incidents_due
    if not p.mechanisms.coaching:
        be_coached(p, volunteer, need * p.contact_ratio_reference)
    if volunteer.needed == 0.0:
        # A newcomer expects the first talk within the usual interval; until then nothing is missed.
        volunteer.needed = p.coaching_interval * need
        volunteer.received = volunteer.needed * p.contact_ratio_reference
    kept, credit = retention(p.times.mood), volunteer.week.credit
    volunteer.needed = volunteer.needed * kept + need
    volunteer.received = volunteer.received * kept + credit
    most = p.times.mood * max(need, p.coaching_need.least)
    volunteer.owed = min(max(volunteer.owed + need - credit, 0.0), most)
    return need


def begin_anew(volunteer: Volunteer) -> None:
    """Nothing is known yet of what somebody needs in other work."""
    volunteer.needed = volunteer.received = 0.0


def grow_by_staying(p: Parameters, volunteer: Volunteer) -> float:
    """What somebody of the stock has needed and received lately; returns the credit of a week, hours."""
    wish = volunteer.traits.wish
    size = p.coaching_need.fixed_part + (1.0 - p.coaching_need.fixed_part) * wish / max(
        LEAST_HOURS, p.planned_hours.mean
    )
    usual = p.coaching_need.per_responsibility * volunteer.burden * size * vulnerability_factor(p, volunteer)
    volunteer.needed = usual / WEEKS_PER_YEAR * p.times.mood
    volunteer.received = volunteer.needed * p.contact_ratio_reference
    return usual * p.contact_ratio_reference / WEEKS_PER_YEAR


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
