"""Measuring on a machine that others use too: CPU time, rounds in turn, medians, and only ratios between them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import Any, NamedTuple

Work = Callable[[], Any]
TIMEOUTS = 300_000


class Row(NamedTuple):
    """One line of the table.

    Attributes:
        what: what was measured.
        measured: the value, ready to print.
        goal: what is aimed for; empty when it is only told.
        met: whether the goal is met; None without a goal.
    """

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None


def at_most(what: str, value: float, goal: float, unit: str = " x", digits: int = 2) -> Row:
    return Row(what, f"{value:.{digits}f}{unit}", f"at most {goal:g}{unit}", value <= goal)


def at_least(what: str, value: float, goal: float, unit: str = " x", digits: int = 2) -> Row:
    return Row(what, f"{value:.{digits}f}{unit}", f"at least {goal:g}{unit}", value >= goal)


def told(what: str, value: float, unit: str = " x", digits: int = 2) -> Row:
    return Row(what, f"{value:.{digits}f}{unit}")


def cpu(work: Work) -> float:
    """CPU seconds of this process for one piece of work; a collection before it, so that no one pays for another."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


class Rounds:
    """CPU times of several pieces of work, taken in turn, round by round.

    A busy neighbour slows a whole round rather than one piece of work; so ratios are taken within a round and the
    median of the rounds is reported.
    """

    def __init__(self, works: Mapping[str, Callable[[], Work]], rounds: int) -> None:
        """Each piece of work comes as a function that prepares it; the preparation is not measured."""
        self.times: dict[str, list[float]] = {name: [] for name in works}
        for number in range(rounds):
            order = list(works) if number % 2 == 0 else list(reversed(works))
            for name in order:
                self.times[name].append(cpu(works[name]()))

    def ratio(self, one: str, other: str, factor: float = 1.0) -> float:
        """How many times the work of ``other`` fits into ``one``, times a factor."""
        pairs = zip(self.times[one], self.times[other], strict=True)
        return factor * median(mine / theirs for mine, theirs in pairs)


def prepared(work: Work) -> Callable[[], Work]:
    """Work that needs no preparation."""
    return lambda: work


@contextmanager
def quiet_collector() -> Iterator[None]:
    """The garbage collector as a run of the model sets it, for those that are compared with it."""
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def bare_timeouts(number: int = TIMEOUTS, processes: int = 100) -> Work:
    """The yardstick: processes that do nothing but wait, in plain SimPy."""
    from simpy import Environment

    env = Environment()

    def wait(length: float) -> Iterator[Any]:
        while True:
            yield env.timeout(length)

    for each in range(processes):
        env.process(wait(0.5 + 0.013 * each))

    def work() -> None:
        with quiet_collector():
            step = env.step
            for _ in range(number):
                step()

    return work
