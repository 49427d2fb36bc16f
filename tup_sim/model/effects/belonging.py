"""What moves belonging and recognition of volunteers. Nothing does while ``belonging_recognition`` is off."""

from __future__ import annotations

from math import ceil, fsum

from tup_sim.model.constants import ROUNDING
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_WEEK, RECENT_WEEKS
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import bounded, relax_towards


def live_a_week(p: Parameters, volunteer: Volunteer, over: float) -> None:
    """Attention, joint activity and thanks count against what this volunteer is used to (C144, C146, C211).

    Args:
        p: parameters in force.
        volunteer: whose week is over.
        over: hours per week above the own wish (``hours_over_wish``).
    """
    if not p.mechanisms.belonging_recognition:
        return
    s, own, week = p.states, volunteer.traits, volunteer.week
    attention = week.attention - p.attention_reference * week.shifts
    joint = joint_hours_above_usual(p)
    gain = (s.belonging_attention * attention + s.belonging_joint * joint) * (1.0 - volunteer.belonging)
    gain += s.belonging_familiar * max(0, week.joint - week.attention)
    volunteer.belonging = bounded(relax_towards(volunteer.belonging, own.belonging, p.times.mood) + gain)
    thanks = (p.thanks - p.thanks_reference) * MONTHS_PER_WEEK + attention
    gain = s.recognition_thanks * thanks - s.recognition_excess * over
    volunteer.recognition = relax_towards(volunteer.recognition, own.recognition, p.times.mood) + gain


def work_beyond_the_role(p: Parameters, volunteer: Volunteer, hours: float) -> None:
    """Hours outside the role cost recognition, as hours above one's wish do."""
    be_recognised_less(p, volunteer, p.states.recognition_excess * hours)


def be_recognised_more(p: Parameters, volunteer: Volunteer, gain: float) -> None:
    """So much recognition is won."""
    if p.mechanisms.belonging_recognition:
        volunteer.recognition += gain


def be_recognised_less(p: Parameters, volunteer: Volunteer, loss: float) -> None:
    """So much recognition is lost; won, where the loss is negative."""
    if p.mechanisms.belonging_recognition:
        volunteer.recognition -= loss


def belong_less(p: Parameters, volunteer: Volunteer, part: float) -> None:
    """This part of belonging is lost; won, where it is negative."""
    if p.mechanisms.belonging_recognition:
        volunteer.belonging -= part * volunteer.belonging


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
