"""Coaches expect too much, or too little, of a starter whom they knew as a client (C224).

Who is expected to do more than they can is left to decide more alone, and feels it when it fails. A talk at the
start about what to expect takes part of the error away; seeing somebody at work takes the rest.
"""

from __future__ import annotations

from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.contacts import volunteer_competence
from tup_sim.model.rules.intake import left_of_gap


def judge_starter(world: Stage, volunteer: Volunteer) -> None:
    """Coaches think they know a former client."""
    p = world.parameters
    if volunteer.traits.route != "ex_client":
        return
    if p.expectation_talks:
        give_to_desk(world, DeskTask(p.expectations.talk_hours, None))
    if p.expectation_gap <= 0.0:
        return
    gap = world.chance.fresh("expectation", volunteer.name).normal(0.0, p.expectation_gap)
    if p.expectation_talks:
        gap *= 1.0 - p.expectations.talk_effect
    world.organisation.intake.gaps[volunteer.name] = gap


def set_the_bar(world: Stage, contact: Contact) -> None:
    """More (or less) is left to the volunteer than fits; failing at too much costs felt safety."""
    gaps = world.organisation.intake.gaps
    gap = gaps.get(contact.helper.name)
    if gap is None or not isinstance(contact.helper, Volunteer):
        return
    volunteer, p = contact.helper, world.parameters
    gap = left_of_gap(p, gap, volunteer.tenure(world.now) / WEEK)
    before, difficulty, stream = contact.decided_alone, contact.request.difficulty, contact.request.stream
    contact.decided_alone = min(1.0, max(0.0, before + gap))
    usual, now = difficulty * before, difficulty * contact.decided_alone
    able = volunteer_competence(p, volunteer, stream, world.to_learn[stream])
    volunteer.week.burden += now - usual
    volunteer.week.gap += max(0.0, now - able) - max(0.0, usual - able)
    too_much = contact.decided_alone > before
    if too_much and not contact.success and p.mechanisms.support_on_the_job:
        volunteer.safety -= min(1.0, p.expectations.failure * gap) * volunteer.safety


def forget_the_bar(world: Stage, volunteer: Volunteer) -> None:
    """Nothing is expected of somebody who left."""
    world.organisation.intake.gaps.pop(volunteer.name, None)
