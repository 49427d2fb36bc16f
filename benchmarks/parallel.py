"""Two processes against one: 40 replications of a short run, wall-clock time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from statistics import median

from benchmarks.clock import Row, at_least, at_most
from benchmarks.scenarios import year
from tup_sim import measures, replicate
from tup_sim.model.parameters import Scenario
from tup_sim.study import Replications
from tup_sim.study.execute import execute
from tup_sim.study.work import Result, Task, carry_out

NAME = "parallel"


def nothing(task: Task) -> Result:
    """A task without work, to see what handing it over costs."""
    return Result(task.arm, task.scenario.name, task.seed, task.replication)


def wall(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def two_forks(scenario: Scenario, replications: int) -> None:
    """The least two processes can cost: two forks that share the work and say nothing."""
    windows = measures.windows_of(scenario)
    children = []
    for first in range(2):
        child = os.fork()
        if child == 0:
            for replication in range(first, replications, 2):
                carry_out(Task(0, scenario, 1, replication, windows))
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def handing_over(scenario: Scenario, number: int) -> float:
    """Wall seconds per task, beyond starting the processes."""
    tasks = [Task(0, scenario, 1, each, {}) for each in range(number + 20)]
    few = wall(lambda: execute(nothing, tasks[:20], 2))
    return (wall(lambda: execute(nothing, tasks, 2)) - few) / number


def same(one: Replications, other: Replications) -> bool:
    """Equal to the last bit, values and weeks; what cannot be said is not said twice."""
    return [repr((r.replication, r.values, r.weekly)) for r in one.results] == [
        repr((r.replication, r.values, r.weekly)) for r in other.results
    ]


def rows(quick: bool) -> list[Row]:
    weeks, replications, rounds = (4, 12, 1) if quick else (26, 40, 3)
    scenario = year("open_house", weeks)
    alone, together, forked = [], [], []
    found: dict[int, Replications] = {}
    for _ in range(rounds):
        for jobs, times in ((1, alone), (2, together)):
            times.append(
                wall(lambda jobs=jobs: found.update({jobs: replicate(scenario, replications, jobs=jobs)}))
            )
        if hasattr(os, "fork"):
            forked.append(wall(lambda: two_forks(scenario, replications)))
    gain = median(one / two for one, two in zip(alone, together, strict=True))
    equal = same(found[1], found[2])
    what = f"{replications} runs of {weeks} weeks"
    lines = [at_least(f"{what}: two processes against one ({os.cpu_count()} processors)", gain, 1.7)]
    if forked:
        share = median(bare / two for bare, two in zip(forked, together, strict=True))
        lines.append(at_least(f"{what}: two processes against two bare forks", share, 0.85))
    lost = median(handing_over(scenario, 200 if quick else 1000) for _ in range(rounds))
    lines.append(at_most("handing over a task and its result", 1000 * lost, 1, " ms"))
    lines.append(
        Row(f"{what}: same numbers on one and two processes", "yes" if equal else "no", "yes", equal)
    )
    return lines
