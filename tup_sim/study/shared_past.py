"""Runs that are one run up to a date are lived once until then: there the process is copied, and both go on.

A worker process lives the common weeks of its tasks, is forked before the week in which the first of them part, and
waits for the copy, so that as many processors are used as there are workers. Who has common weeks follows from the
scenarios alone (``first_difference``). Whatever is in doubt, or goes wrong, is lived alone, from the beginning.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from itertools import chain
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from tup_sim.errors import is_of_what_ran
from tup_sim.measures.observe import UnderWay
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.study.families import parting
from tup_sim.study.starting import end_with
from tup_sim.study.work import Result, Task, carry_out, result_of

LOST = 1  # exit code of a process whose copy was killed
THREADS = Path("/proc/self/task")
Say = Callable[[Result], None]
CAN_FORK = sys.platform in ("linux", "darwin")


class InDoubt(Exception):
    """What was lived together may not be the past of all."""


def live_together(tasks: Sequence[Task], say: Say) -> None:
    """Carry out tasks of one luck that share a past, in this order.

    Args:
        tasks: as ``families`` puts them together.
        say: is told each result as soon as it is there.
    """
    try:
        _or_alone(lambda told: _Past(tasks[0]).live(tasks, told), tasks, say)
    finally:
        gc.unfreeze()


def _or_alone(live: Callable[[Say], None], tasks: Sequence[Task], say: Say) -> None:
    """Live tasks as they ask for; whatever that ends in, who is left is lived alone and ends in the same."""
    left = deque(tasks)

    def told(result: Result) -> None:
        left.popleft()
        say(result)

    try:
        with using(catalogue_of(tasks[0].scenario.parameters)):
            live(told)
    except BaseException as error:
        if not is_of_what_ran(error):
            raise
    while left:
        told(carry_out(left[0]))


def _refuse_two_threads() -> None:
    """A process with one thread may be copied; a lock that another held would be held for ever in the copy.

    Raises:
        InDoubt: there is another thread; also a plug-in may have begun one.
    """
    threads = len(list(THREADS.iterdir())) if THREADS.exists() else threading.active_count()
    if threads > 1 or not CAN_FORK:
        raise InDoubt


class _Past:
    """A run that is that of several tasks until they part.

    Args:
        task: as whose run it begins.
    """

    def __init__(self, task: Task) -> None:
        _refuse_two_threads()
        self._began = perf_counter()
        self._run = UnderWay(task.scenario, task.seed, task.replication)

    def live(self, tasks: Sequence[Task], say: Say) -> None:
        """Live until the first of the tasks part; all but the last of their groups go on in a copy.

        Raises:
            InDoubt: they may have parted already.
        """
        week, groups = parting(tasks)
        if [*chain(*groups)] != [*tasks]:  # results are told apart by their order
            raise InDoubt
        if len(groups) > 1:
            self._run.sim.live_until(int(week))
            if self._run.sim.organisation.was_overdrawn:  # then what a cut spares acts before there is one
                raise InDoubt
            for group in groups[:-1]:
                self._copied(group, say)
            return self._go_on(groups[-1], say)
        for task in tasks:
            seen = self._run.seen(task.windows, task.only, task.weekly)
            say(result_of(task, seen, perf_counter() - self._began))
            self._began = perf_counter()

    def _go_on(self, tasks: Sequence[Task], say: Say) -> None:
        """From now on it is the run of these."""
        self._run.sim.go_on_as(tasks[0].scenario)
        self.live(tasks, say)

    def _copied(self, tasks: Sequence[Task], say: Say) -> None:
        """A copy of this process goes on with these tasks; it is waited for."""
        _refuse_two_threads()
        began = perf_counter()
        ours, its = Pipe()
        gc.freeze()  # what is there already need not be copied to be looked at
        if (copy := os.fork()) == 0:
            ours.close()
            self._be_a_copy(tasks, its)
        its.close()
        with ours:
            for _ in tasks:
                say(_heard(ours))
        os.waitpid(copy, 0)
        self._began += perf_counter() - began

    def _be_a_copy(self, tasks: Sequence[Task], line: Connection) -> None:
        """Go on, say what was found, and end without looking back."""
        code = LOST
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            end_with(line)
            self._began = perf_counter()
            _or_alone(lambda told: self._go_on(tasks, told), tasks, line.send)
            code = 0
        finally:
            os._exit(code)


def _heard(line: Connection) -> Result:
    """What a copy says; if it was killed this process ends too, so that its tasks are begun again as for any other."""
    try:
        found = line.recv()
        assert isinstance(found, Result)
    except (Exception, MemoryError):  # it broke off amid an answer, which can end in anything
        os._exit(LOST)
    return found
