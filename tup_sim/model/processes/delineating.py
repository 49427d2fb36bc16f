"""A written list of who does what: part of the requests is not offered to the other kind of helper (C187).

Where people talk about their tasks, an exception can be made: somebody who did so lately sees a client wait, and
asks whoever is there, list or no list.
"""

from __future__ import annotations

from tup_sim.model.people.request import Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.serving import assign, free_helper_for
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.delineating import kept_out

_WAITING = State.WAITING


def keep_to_the_list(world: Stage, unit: Unit, request: Request) -> None:
    """Whether this one is on the list is luck of the client who asks, whoever is there."""
    luck = world.chance.stream("on the list", request.client.name)
    if not luck.happens(world.parameters.role_delineation):
        return
    stream = request.stream
    kept = kept_out(world.streams[stream], unit.holds[stream], unit.levels[stream]) & ~request.not_by
    request.not_by |= kept
    if kept and world.parameters.dialogue_interval > 0:
        wait = world.parameters.long_wait * (request.due - request.made)
        world.at(request.made + wait, make_an_exception, world, unit, request, kept)


def make_an_exception(world: Stage, unit: Unit, request: Request, kept: int) -> None:
    """It has waited long: a volunteer at work who lately talked about the task puts the list aside."""
    gone = request.client.left is not None or request.deadline < world.now
    if request.state is not _WAITING or gone or not _somebody_talked_it_over(world, unit):
        return
    request.not_by &= ~kept
    helper = free_helper_for(world, unit, request)
    if helper is not None:
        assign(world, helper, request)


def _somebody_talked_it_over(world: Stage, unit: Unit) -> bool:
    since = world.now - world.parameters.delineation_talk_weeks * WEEK
    return any(volunteer.last_dialogue >= since for volunteer in unit.present_volunteers.values())
