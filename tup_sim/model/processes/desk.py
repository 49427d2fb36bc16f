"""Work for candidates, leavers and groups, which waits for a coordinator."""

from __future__ import annotations

from tup_sim.model.people.professional import DeskTask
from tup_sim.model.processes.stage import Stage
from tup_sim.model.processes.waiting import stop_waiting


def give_to_desk(world: Stage, task: DeskTask, first: bool = False) -> None:
    """Work for the coordinator: now if one is free, otherwise it waits its turn, or comes first of all."""
    to_fit = world.parameters.pipeline_hours.start_rule * task.hours
    for coordinator in world.coordinators():
        if coordinator.free_since is not None and coordinator.shift_end - world.now >= to_fit:
            stop_waiting(world, coordinator, task, task.hours)
            return
    if first:
        world.organisation.desk.appendleft(task)
    else:
        world.organisation.desk.append(task)
