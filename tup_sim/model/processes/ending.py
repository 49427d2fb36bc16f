"""Saying goodbye: the last talk, and what a leaver who left well does for the house later (C179).

The talk takes the hours that the desk takes for a leaver anyway, and waits there like all work for candidates; when
it comes too late, the leaver is out of reach.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tup_sim.model.events import SaidGoodbye
from tup_sim.model.people.intake import Former
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.volunteer import Candidate, Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.recruiting import apply
from tup_sim.model.processes.stage import WEEK, Stage, Story
from tup_sim.model.rules.ending import ending_after_talk, weeks_until_return

if TYPE_CHECKING:
    from simpy import Event

_OPEN_ENDED = ("citizen", "ex_client", "employer")


def say_goodbye(world: Stage, volunteer: Volunteer) -> None:
    """Somebody has left; the coordinator makes time for a last talk."""
    p = world.parameters
    if p.pipeline_hours.exit_talk <= 0 or volunteer.occasional:
        return
    if p.support_split.ending > 0:
        world.organisation.intake.goodbyes.append(volunteer)
    elif p.ending_practice == "talk":
        hold_last_talk(world, volunteer)


def hold_last_talk(world: Stage, volunteer: Volunteer) -> None:
    """The coordinator asks for a last talk, and has it when the desk allows."""
    done = world.event()
    give_to_desk(world, DeskTask(world.parameters.pipeline_hours.exit_talk, done))
    world.start(_look_back_together(world, volunteer, done))


def _look_back_together(world: Stage, volunteer: Volunteer, done: Event) -> Story:
    """When the coordinator has made time: how well somebody left, and what may come of it."""
    yield done
    assert volunteer.left is not None
    waited = (world.now - volunteer.left) / WEEK
    volunteer.ending = ending_after_talk(world.parameters, volunteer.belonging, waited)
    world.tell(SaidGoodbye(world.now, volunteer, volunteer.ending))
    if volunteer.ending > 0.0:
        world.organisation.intake.former.append(Former(volunteer.name, world.now, volunteer.ending))
        _may_come_back(world, volunteer)


def _may_come_back(world: Stage, volunteer: Volunteer) -> None:
    """Who was not sent away may want to return; each person has a level of their own for that."""
    if not volunteer.open_ended or volunteer.reason in ("asked", "organisation"):
        return
    level = world.chance.fresh("return", volunteer.name).exponential()
    weeks = weeks_until_return(world.parameters, volunteer.ending, level)
    if weeks is not None:
        world.at(world.now + weeks * WEEK, come_back, world, volunteer)


def come_back(world: Stage, volunteer: Volunteer) -> None:
    """The same person asks again, with what they are and what they learned; the pipeline is the usual one."""
    former = world.organisation.intake.former
    former[:] = [each for each in former if each.name != volunteer.name]
    traits = volunteer.traits
    if traits.route not in _OPEN_ENDED:
        traits = replace(traits, route="citizen")
    name = f"{volunteer.name.removeprefix('volunteer-')}-again"
    apply(world, Candidate(name, "return", traits, world.now, former=volunteer))
