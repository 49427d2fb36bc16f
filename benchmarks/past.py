"""Arms that share a past: each study with and without, on the same two processes, wall-clock time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

from benchmarks.clock import Row, at_least
from tup_sim import load_scenario
from tup_sim.study.design import windows_of_pair
from tup_sim.study.execute import execute
from tup_sim.study.work import Result, Task, carry_out

NAME = "past"
PROCESSES = 2
CUTS = ("cut_6", "cut_12", "cut_20", "cut_30", "cut_20_restored")
STUDIES = (("two arms, before and after a cut", CUTS[2:3], 1.25), ("six arms around a cut", CUTS, 1.5))


def tasks_of(cuts: Sequence[str], quick: bool) -> list[Task]:
    """The house without and with each cut, at their own dates, with as much luck as there are processes."""
    short = ["warmup=2 weeks", "horizon=16 weeks", "cut.at=week 10", "cut.announced=2 weeks"] if quick else []
    named = [cut for cut in cuts if not quick or cut != "cut_20_restored"]
    house = load_scenario("open_house", settings=short)
    arms = [house, *(load_scenario("open_house", [cut], settings=short) for cut in named)]
    windows = windows_of_pair(house, arms[-1])
    return [Task(arm, each, 1, luck, windows) for luck in range(PROCESSES) for arm, each in enumerate(arms)]


def same(one: Sequence[Result], other: Sequence[Result]) -> bool:
    """Equal to the last bit, values and weeks; what cannot be said is not said twice."""
    return [repr((r.arm, dict(r.values), r.weekly)) for r in one] == [
        repr((r.arm, dict(r.values), r.weekly)) for r in other
    ]


def rows(quick: bool) -> list[Row]:
    found: list[Row] = []
    for about, cuts, goal in STUDIES:
        tasks = tasks_of(cuts, quick)
        results: dict[bool, list[Result]] = {}
        times: dict[bool, list[float]] = {True: [], False: []}
        for number in range(1 if quick else 3):
            for alone in (True, False) if number % 2 == 0 else (False, True):
                begin = time.perf_counter()
                results[alone] = execute(carry_out, tasks, PROCESSES, alone=alone).results
                times[alone].append(time.perf_counter() - begin)
        gain = median(one / other for one, other in zip(times[True], times[False], strict=True))
        equal = same(results[True], results[False])
        found.append(at_least(f"{about}: their past lived once, against each arm alone", gain, goal))
        found.append(Row(f"{about}: same numbers with and without", "yes" if equal else "no", "yes", equal))
    return found
