"""What levers promise on paper, in the unit of what is counted, and how much of it could ever take place."""

from __future__ import annotations

from collections.abc import Collection
from math import fsum, isinf, nan

from tup_sim.errors import Message
from tup_sim.model.parameters import plain, value_at
from tup_sim.model.parameters.week import MONTHS_PER_YEAR, WEEKS_PER_MONTH, WEEKS_PER_YEAR
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.patterns import peer_review_interval
from tup_sim.model.rules.budget import cut_in_force
from tup_sim.model.rules.resting import at_rest, starters

RECRUITING = ("recruitment_asks", "recruitment_channels", "word_of_mouth", "ask_yield", "starters_per_month")


def hours_of_coaches(p: Parameters) -> float:
    """Hours that everybody who may coach is at work, per volunteer-month at rest."""
    posts = p.professionals.posts * p.professionals.fte + p.coordinators.posts * p.coordinators.fte
    return _per_volunteer(p, posts * p.contract_hours * (1.0 - p.leave_share))


def talk_hours(p: Parameters, week: float = 0.0) -> float:
    """Hours granted for talks that guide: fixed, or the share of their time that coaches have for it."""
    if p.support_hours_per_volunteer_month >= 0:
        return float(p.support_hours_per_volunteer_month)
    desk = p.coordinators.coaching * p.support_split.running * p.coordinators.posts * p.coordinators.fte
    shares = desk + p.coaching_share * p.professionals.posts * p.professionals.fte
    return _per_volunteer(p, shares * p.contract_hours * (1.0 - p.leave_share))


def most_talk_hours(p: Parameters) -> float:
    """Hours of talks that guide one volunteer can get in a month: so many a week, and the turns of groups."""
    talk = max(p.sessions.individual, p.sessions.post_incident if p.post_incident_talks else 0.0)
    as_plain = plain(p)
    every = max((peer_review_interval(as_plain, unit) for unit in range(p.units)), default=0.0)
    peers = p.sessions.peer_review / p.sessions.peer_review_size / every if every > 0 else 0.0
    groups, every = (
        value_at(p, "guiding.group_talk") / value_at(p, "guiding.group_talk_size"),
        _between_talks(p),
    )
    groups = groups / every if every > 0 else 0.0
    floor = hours_of_coaches(p) / WEEKS_PER_MONTH if value_at(p, "floor_talks") else 0.0
    return float((p.coaching_cap * talk + peers + groups + floor) * WEEKS_PER_MONTH)


def booked_attention(p: Parameters, week: float = 0.0) -> float:
    """Minutes of attention booked for each volunteer in a week; NaN where attention is not booked."""
    return float(p.attention_booked_minutes) if p.attention_booked else nan


def core_share(p: Parameters, week: float = 0.0) -> float:
    """Part of core work that is meant for volunteers: none under the rule of extra only; otherwise not said."""
    return 0.0 if p.extra_only else nan


def starters_on_paper(p: Parameters, week: float = 0.0) -> float:
    """Starters a year, with the volunteers of the start."""
    return MONTHS_PER_YEAR * starters(plain(p), float(p.volunteers_initial * p.units))


def coordinator_hours(p: Parameters, week: float = 0.0) -> float:
    """Hours of coordinators a week who are no staff, after leave."""
    hours = p.coordinators.posts * p.coordinators.fte * p.contract_hours * (1.0 - p.leave_share) * p.units
    return nan if p.coordinators_are_staff else hours


def places_for_volunteers(p: Parameters, week: float = 0.0) -> float:
    """Places for volunteers without an agreed end; NaN for no limit, or where places follow what is not done."""
    fixed = p.volunteer_places >= 0 and p.volunteer_places_rule == "fixed"
    return float(p.volunteer_places * p.units) if fixed else nan


def talks_about_the_task(p: Parameters, week: float = 0.0) -> float:
    """Talks about the task and reviews of it, per volunteer-year; NaN for none."""
    return _turns(p.dialogue_interval, value_at(p, "task_review_interval"))


def meetings(p: Parameters, week: float = 0.0) -> float:
    """Meetings in a group to which a volunteer is asked in a year; NaN for none."""
    vision = (
        p.vision.meeting / value_at(p, "vision_hours") * WEEKS_PER_MONTH if _meets_about_vision(p) else 0.0
    )
    return _turns(peer_review_interval(plain(p), 0), _between_talks(p), vision)


def _between_talks(p: Parameters) -> float:
    """Weeks between two group talks; 0 for none."""
    return float(value_at(p, "group_talk_interval"))


def training_before(p: Parameters, week: float = 0.0) -> float:
    """Hours of training of a candidate before the first shift; NaN for none."""
    return float(p.pre_start_training_hours) or nan


def posts(p: Parameters, week: float = 0.0) -> float:
    """FTE of posts for professionals."""
    return float(p.professionals.posts * p.professionals.fte * p.units)


def saved_by_the_cut(p: Parameters, week: float = 0.0) -> float:
    """EUR a year that a cut takes from the costs in a week, as a negative number."""
    size = cut_in_force(plain(p), week) if p.mechanisms.money else 0.0
    return -size * p.subsidy_share * p.income * p.units


def limits(p: Parameters, paths: Collection[str]) -> list[Message]:
    """What is set beyond a limit that stands in the parameters themselves.

    Args:
        p: values in force.
        paths: parameters that were set, or in which two scenarios differ; only these are looked at.
    """
    fixed = "support_hours_per_volunteer_month" in paths and p.support_hours_per_volunteer_month >= 0
    found = [
        _more_than_talks(p) if fixed else None,
        _more_than_coaches(p) if fixed else None,
        _places_full(p) if recruits(paths) else None,
    ]
    return [each for each in found if each is not None]


def recruits(paths: Collection[str]) -> bool:
    """Whether one of these parameters is about how many people come to help."""
    return any(f"{path}.".startswith(f"{part}.") for path in paths for part in RECRUITING)


def no_more_places(p: Parameters) -> Message | None:
    """That clients wait for places and not for volunteers, where more apply than places come free."""
    rest = at_rest(plain(p))
    if rest.apply <= rest.leave or isinf(rest.waiting):
        return None
    return Message(
        "{apply} clients a week apply for {leave} places that come free (places {places}), so on paper {waiting} "
        "wait; more recruitment makes no places",
        apply=_short(rest.apply),
        leave=_short(rest.leave),
        places=p.places,
        waiting=f"{rest.waiting:.0f}",
    )


def _more_than_talks(p: Parameters) -> Message | None:
    wanted, most = talk_hours(p), most_talk_hours(p)
    if wanted <= most:
        return None
    return Message(
        "support_hours_per_volunteer_month is {wanted} and no more than {most} can take place: talks a week "
        "(coaching_cap {cap}) of {each} hours (sessions.individual)",
        wanted=_short(wanted),
        most=_short(most),
        cap=p.coaching_cap,
        each=_short(p.sessions.individual),
    )


def _more_than_coaches(p: Parameters) -> Message | None:
    wanted, there = talk_hours(p), hours_of_coaches(p)
    if not wanted > there:
        return None
    return Message(
        "support_hours_per_volunteer_month is {wanted} and coaches are at work for {there} hours per "
        "volunteer-month in all",
        wanted=_short(wanted),
        there=_short(there),
    )


def _places_full(p: Parameters) -> Message | None:
    if not (p.mechanisms.recruitment and at_rest(plain(p)).become >= places_for_volunteers(p)):
        return None
    return Message(
        "places for volunteers are full (volunteer_places {places}): more recruitment brings no more of them",
        places=p.volunteer_places,
    )


def _meets_about_vision(p: Parameters) -> bool:
    work, hours = value_at(p, "vision_work"), value_at(p, "vision_hours")
    return bool(value_at(p, "mechanisms.vision_alignment") and work != "none" and hours > 0)


def _turns(*intervals: float) -> float:
    """How often in a year something takes its turn that comes round once in so many weeks; NaN for never."""
    return fsum(WEEKS_PER_YEAR / each for each in intervals if each > 0) or nan


def _per_volunteer(p: Parameters, weekly: float) -> float:
    return weekly * WEEKS_PER_MONTH / p.volunteers_initial if p.volunteers_initial > 0 else nan


def _short(value: float) -> str:
    return f"{value:.3g}"
