"""How often clients ask, who serves what, and requests that are closed to some. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Final

from tup_sim.model.parameters.requests import Stream
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import FAMILY_OF_STREAM, STREAMS
from tup_sim.model.people.request import PAID, RATIONED, VOLUNTEERS

_CLOSED: Final = {"anybody": 0, "professionals": VOLUNTEERS, "volunteers": PAID}


def requests_made(p: Parameters, let_in: Callable[[int], float]) -> list[float]:
    """Requests made per client-week by stream: declared rates count those for which clients let somebody come.

    Args:
        p: parameters in force.
        let_in: part of the requests of a stream for which they do.
    """
    return [float(getattr(p.requests, name).rate) / let_in(stream) for stream, name in enumerate(STREAMS)]


def streams_in_force(p: Parameters) -> list[Stream]:
    """The rules of every stream; professionals always serve what an experiment leaves to them alone."""
    streams = [getattr(p.requests, name) for name in STREAMS]
    for index, family in enumerate(FAMILY_OF_STREAM):
        if getattr(p.who_helps, family) == "professionals":
            streams[index] = copy(streams[index])
            streams[index].staff, streams[index].staff_after = "always", 0.0
    return streams


def closed_by_the_house(p: Parameters) -> list[int]:
    """To whom requests of each stream are closed from the start (C109, C181: experiments)."""
    rationed = RATIONED if p.volunteer_visits >= 0 else 0
    return [_CLOSED[str(getattr(p.who_helps, family))] | rationed for family in FAMILY_OF_STREAM]
