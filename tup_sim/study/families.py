"""Which tasks are lived together because they are one run for a while, and by how many workers.

A family is what one worker gets at a time: tasks with one luck whose runs are the same for a good part. In a family
those that stay together longest stand together, so that it can be lived as a tree, branch by branch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heapreplace
from itertools import groupby, islice
from typing import NamedTuple

from tup_sim.study.first_difference import Acting, first_of, what_acts
from tup_sim.study.work import Task

LEAST = 0.05  # part of a run that has to be common: less is not worth a copy
AT_A_TIME = 64  # tasks among which families are looked for, so that endless ones are not all made at once
Numbered = tuple[int, Task]  # a task and its number in the study
Family = list[Numbered]


class Parting(NamedTuple):
    """When the first of some tasks part from the others.

    Attributes:
        week: from week 0; infinity if never.
        groups: who is one run in that week too; the largest last, else in the order in which the first of each came.
            It goes on in the same process, so copies of copies are few.
    """

    week: float
    groups: list[list[Task]]


def parting(tasks: Sequence[Task]) -> Parting:
    """When the first of some tasks with one luck part from the others."""
    acting = [what_acts(each.scenario) for each in tasks]
    week = min(first_of(acting[0], each) for each in acting)
    groups: list[list[int]] = []
    for place, mine in enumerate(acting):
        same = (each for each in groups if first_of(acting[each[0]], mine) > week)
        if (group := next(same, None)) is None:
            groups.append([place])
        else:
            group.append(place)
    return Parting(week, [[tasks[place] for place in group] for group in sorted(groups, key=len)])


def weeks_of(tasks: Sequence[Task], since: float) -> float:
    """Weeks that are simulated when tasks are lived together from a week on."""
    week, groups = parting(tasks)
    if len(groups) == 1:
        return tasks[0].scenario.parameters.horizon - since
    return week - since + sum(weeks_of(group, week) for group in groups)


def begin_of(task: Task) -> float:
    """The week in which its warm-up begins."""
    return -float(task.scenario.parameters.warmup)


def families(tasks: Iterable[Task], total: int, workers: int) -> Iterator[Family]:
    """Tasks by family, in order; the last round is divided so that no worker is idle, the longest first.

    Args:
        tasks: in the order in which they should be started; taken when they are needed.
        total: how many there are.
        workers: among whom the families are shared out.
    """
    left, round_ = total, 0
    batches = _batches(tasks)
    for batch in batches:
        if round_ % workers == 0 and left <= workers * len(batch):
            last = [*batch, *(each for more in batches for each in more)]
            yield from shared_out(_families_of(last), workers)
            return
        yield from _families_of(batch)
        left, round_ = left - len(batch), round_ + 1


def _batches(tasks: Iterable[Task]) -> Iterator[Family]:
    """Tasks with one luck that follow each other."""
    for _, same in groupby(enumerate(tasks), lambda each: _luck(each[1])):
        while batch := list(islice(same, AT_A_TIME)):
            yield batch


def _luck(task: Task) -> tuple[object, ...]:
    """What tasks have in common that can be lived together; windows are only looked at in the end."""
    return task.seed, task.replication, task.only, task.weekly, task.replay


def _families_of(batch: Sequence[Numbered]) -> Iterator[Family]:
    """Tasks of one luck, or of several, by family."""
    for _, same in groupby(batch, lambda each: _luck(each[1])):
        found: list[tuple[float, Mapping[str, Acting], Family]] = []
        for number, task in same:
            mine = what_acts(task.scenario)
            theirs = (family for least, acts, family in found if first_of(acts, mine) >= least)
            if (family := next(theirs, None)) is None:
                found.append((_least(task), mine, [(number, task)]))
            else:
                family.append((number, task))
        yield from (_in_living_order(family) for *_, family in found)


def _least(task: Task) -> float:
    """Week until which a run has to be that of a task as well, to be worth a copy; one with replays is alone."""
    begin = begin_of(task)
    return math.inf if task.replay else begin + LEAST * (task.scenario.parameters.horizon - begin)


def _in_living_order(family: Family) -> Family:
    """Those that stay together longest stand together, and larger groups behind smaller ones; else as they came."""
    numbers = {id(task): number for number, task in family}
    return [(numbers[id(task)], task) for task in _branch_by_branch([task for _, task in family])]


def _branch_by_branch(tasks: Sequence[Task]) -> list[Task]:
    _, groups = parting(tasks)
    if len(groups) == 1:
        return list(tasks)
    return [task for group in groups for task in _branch_by_branch(group)]


def shared_out(found: Iterable[Family], workers: int) -> list[Family]:
    """Families in so many parts each that all is done soonest, if all workers are free now."""
    whole = list(found)
    alone = max(map(len, whole), default=1)
    enough = (
        math.ceil(workers / max(1, len(whole))) + 1
    )  # more parts than workers gain nothing, but for all alone
    ways = [
        [part for family in whole for part in _in_parts(family, many)]
        for many in (*range(1, min(enough, alone)), alone)
    ]
    longest_first = (sorted(parts, key=_weeks, reverse=True) for parts in ways)
    return min(longest_first, key=lambda parts: time_of(parts, workers))


def _in_parts(family: Family, many: int) -> list[Family]:
    size = math.ceil(len(family) / many)
    parts = (family[place : place + size] for place in range(0, len(family), size))
    return [_in_living_order(part) for part in parts]


def time_of(found: Sequence[Family], workers: int) -> float:
    """Weeks until all families are lived, each begun by the first worker that is free."""
    free = [0.0] * workers
    heapify(free)
    for family in found:
        heapreplace(free, free[0] + _weeks(family))
    return max(free)


def _weeks(family: Family) -> float:
    tasks = [task for _, task in family]
    return weeks_of(tasks, begin_of(tasks[0]))
