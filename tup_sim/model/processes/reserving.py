"""Relational work that the house keeps for professionals who did too little of it lately (C157)."""

from __future__ import annotations

from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.queueing import first_for
from tup_sim.model.processes.serving import core_for_professional, fits
from tup_sim.model.processes.stage import Stage
from tup_sim.model.rules.witnessing import is_relational, lacks_relation


def relational_work_for(world: Stage, person: Professional) -> Request | None:
    """What somebody who lacks relational work may take first, unless core is pressing."""
    p = world.parameters
    if p.minimum_relational_share <= 0 or not lacks_relation(p, person):
        return None
    core = core_for_professional(world, person)
    return (
        None
        if core is not None and core.urgent(world.now, world.parameters.long_wait)
        else _first_relational(world, person)
    )


def _first_relational(world: Stage, person: Professional) -> Request | None:
    unit: Unit = person.unit
    best: Request | None = None
    for stream, rule in enumerate(world.streams):
        queue = unit.queues[stream]
        if queue and is_relational(world.parameters, rule):
            request = first_for(world, queue, person)
            if (
                request is not None
                and fits(world, person, request)
                and (best is None or request.due < best.due)
            ):
                best = request
    return best
