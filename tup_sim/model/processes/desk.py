"""Work for candidates, leavers and groups, which waits for a coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tup_sim.model.people.professional import DeskTask
from tup_sim.model.processes.waiting import stop_waiting

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def give_to_desk(sim: Simulation, task: DeskTask, first: bool = False) -> None:
    """Work for the coordinator: now if one is free, otherwise it waits its turn, or comes first of all."""
    to_fit = sim.parameters.pipeline_hours.start_rule * task.hours
    for coordinator in sim.coordinators():
        if coordinator.free_since is not None and coordinator.shift_end - sim.now >= to_fit:
            stop_waiting(sim, coordinator, task, task.hours)
            return
    if first:
        sim.organisation.desk.appendleft(task)
    else:
        sim.organisation.desk.append(task)
