"""Runs of an organisation at rest, for what is measured there and nowhere else."""

from __future__ import annotations

from array import array

from tup_sim.errors import is_of_what_ran
from tup_sim.measures.references import measured_at_rest
from tup_sim.study.work import Result, Task, Values, failed


def measure_references(task: Task) -> Result:
    """One run: what stands against every reference; an error of the model becomes a result that says so."""
    try:
        seen = measured_at_rest(task.scenario, task.seed, task.replication)
    except BaseException as error:
        if not is_of_what_ran(error):
            raise
        return failed(task, error)
    values = Values(tuple(seen), array("d", seen.values()))
    return Result(task.arm, task.scenario.name, task.seed, task.replication, values)
