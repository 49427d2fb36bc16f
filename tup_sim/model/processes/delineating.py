"""A written list of who does what: part of the requests is not offered to the other kind of helper (C187)."""

from __future__ import annotations

from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.delineating import kept_out


def keep_to_the_list(world: Stage, unit: Unit, request: Request) -> None:
    """Whether this one is on the list is luck of the client who asks, whoever is there."""
    luck = world.chance.stream("on the list", request.client.name)
    if luck.happens(world.parameters.role_delineation):
        stream = request.stream
        request.not_by |= kept_out(world.streams[stream], unit.holds[stream], unit.levels[stream])
