"""What is left of the work: frustration and pleasure follow the own contacts of the week (C168, C105)."""

from __future__ import annotations

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.professional import Professional, Usual, WeekOfWork
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.fading import bounded, pull
from tup_sim.model.rules.witnessing import frustration_now, lift


def note_bad_meeting(world: Stage, volunteer: Volunteer, person: Professional, good: bool) -> None:
    """A bad contact with a volunteer is not forgotten before the week is over."""
    person.week.joint_bad += not good


def weigh_the_week(world: Stage, unit: Unit) -> None:
    """The own week against the weeks one is used to, which it then joins."""
    p = world.parameters
    for person in unit.staff():
        week = person.week
        if week.available > 0 and (week.contacts or week.joint):
            _weigh(p, person, week)


def _weigh(p: Parameters, person: Professional, week: WeekOfWork) -> None:
    if person.usual.weeks > 0:
        week.lift = lift(p, week, person.usual)
        if week.contacts:
            target = frustration_now(p, week, person.usual)
            person.frustration = bounded(pull(person.frustration, target, p.frustration.tau))
    _get_used_to(person.usual, week, p.frustration.habit)


def _get_used_to(usual: Usual, week: WeekOfWork, habit: float) -> None:
    """A running mean of all weeks so far; once there were many, the last ones count most."""
    usual.weeks += 1.0
    part = 1.0 / min(usual.weeks, habit)
    usual.joint += part * ((week.joint - 2.0 * week.joint_bad) / week.available - usual.joint)
    usual.relational += part * (week.relational / week.available - usual.relational)
    if week.contacts:
        usual.hardness += part * (week.hardness / week.contacts - usual.hardness)
        usual.successes += part * (week.successes / week.contacts - usual.successes)
