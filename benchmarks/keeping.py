"""An experiment against its runs alone: what the study and the store cost, and whether memory stays flat."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.clock import Row, at_most, cpu
from benchmarks.scenarios import year
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.processes.changing import with_values
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Level, Run, Text, task_of
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import Result, carry_out

NAME = "keeping"
PEAK = 1024.0 if sys.platform == "darwin" else 1.0  # bytes there, KiB elsewhere
LOOKED_AT = Key("core_met", "late")


def experiment(base: Scenario, runs: int) -> Experiment:
    """A scenario against itself with fewer hours of coordinators from half-way on."""
    half = base.parameters.horizon // 2
    fewer = replace(base, name="fewer", changes=(Change({"coordinators.fte": 0.5}, at=half),))
    words, horizon = Text("bench", "bench"), float(base.parameters.horizon)
    arms = tuple(enumerate((base, fewer)))
    levels = tuple(Level(each.name, words) for _, each in arms)
    points = tuple(DesignPoint(i, {"arm": each.name}, each, 0 if i else None) for i, each in arms)
    windows = {"horizon": (0.0, horizon), "before": (0.0, float(half)), "late": (float(half), horizon)}
    factors = (Factor("arm", words, levels),)
    return Experiment(
        "bench", words, words, (), factors, points, windows, (LOOKED_AT,), {}, runs, runs, text="bench"
    )  # fmt: skip


@contextmanager
def empty_store() -> Iterator[object]:
    from tup_sim.files.store import ResultStore

    with TemporaryDirectory() as folder, ResultStore(Path(folder)) as store:
        yield store


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def overhead(base: Scenario, runs: int) -> tuple[float, float]:
    """Share of the time of the runs that the study and the store add, and seconds of a run."""
    asked, told = experiment(base, runs), []
    with empty_store() as store:
        keep = store.keep
        store.keep = lambda key, result: (told.append(result.seconds), keep(key, result))
        whole = seconds(lambda: carry_on(asked, store, "bench", jobs=1))
    return (whole - sum(told)) / sum(told), median(told)


def one_commit(result: Result, number: int) -> float:
    """Seconds to keep one run for good."""
    with empty_store() as store:
        return median(seconds(lambda each=each: store.keep(f"run {each}", result)) for each in range(number))


def one_outcome(result: Result, number: int) -> float:
    """CPU seconds to read one outcome of many runs."""
    with empty_store() as store:
        keys = [f"run {each}" for each in range(number)]
        for key in keys:
            store.keep(key, result)
        return median(cpu(lambda: dict(store.results(keys, [LOOKED_AT.text]))) for _ in range(5))


def growth(base: Scenario, first: int, then: int) -> float:
    """MiB by which the memory of this process grows from so many runs on, to so many."""
    peaks = []
    with empty_store() as store:

        def look(done: int, _: int) -> None:
            if done in (first, then):
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PEAK / 1024)

        carry_on(experiment(base, then // 2), store, "bench", jobs=1, progress=look)
    return peaks[1] - peaks[0]


def rows(quick: bool) -> list[Row]:
    house = year("open_house", 4 if quick else 52)
    short = replace(house, parameters=with_values(house.parameters, {"warmup": 0, "horizon": 1}))
    asked = experiment(house, 1)
    result = carry_out(task_of(asked, Run(0, 0, 0), house))
    added, run = overhead(house, 1 if quick else 4)
    commit = one_commit(result, 20 if quick else 200)
    read = one_outcome(result, 100 if quick else 1000)
    runs = 40 if quick else 2000
    return [
        at_most("keeping a run for good, of a run of a year", 100 * commit / run, 1, " %"),
        at_most("study and store, of the runs of an experiment", 100 * added, 5, " %"),
        at_most("one outcome of 1,000 runs, read from the store (CPU)", 1000 * read, 50, " ms", 0),
        at_most(
            f"growth of memory from run {runs // 10} to run {runs}",
            growth(short, runs // 10, runs),
            20,
            " MiB",
            1,
        ),
    ]
