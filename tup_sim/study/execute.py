"""Carries out many tasks on one or more processes; the results do not depend on how many."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from queue import Empty, SimpleQueue
from threading import current_thread, main_thread
from types import ModuleType
from typing import Any, NamedTuple, Protocol

from tup_sim.errors import TupSimError
from tup_sim.study.work import Result, Task, failed

Work = Callable[[Task], Result]
Arriving = Generator[tuple[int, Result], None, None]
MOST_ON_WINDOWS = 61  # more processes than this cannot be waited for there
LOOK_UP = 0.5  # seconds between looks at the keyboard, where waiting alone would not notice Ctrl-C


class Progress(Protocol):
    """Is told after every run how many of how many are done."""

    def __call__(self, done: int, total: int, /) -> object:
        """Take notice."""


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C; what was finished is kept.

    Args:
        done: runs that were finished.
        total: runs that were asked for.
        results: what the study would have returned, with the finished runs only; None if there are none.
    """

    def __init__(self, done: int, total: int, results: Any = None) -> None:
        super().__init__(done, total, results)
        self.done, self.total, self.results = done, total, results

    def __str__(self) -> str:
        return f"stopped after {self.done} of {self.total} runs"


class WorkerLost(TupSimError):
    """A process ended without an answer."""

    def __str__(self) -> str:
        return "a worker process ended without an answer (out of memory, or killed); fewer --jobs may help"


class Harvest(NamedTuple):
    """Finished results in the order of the tasks, and whether Ctrl-C ended the work early."""

    results: list[Result]
    stopped: bool


def execute(
    work: Work,
    tasks: Sequence[Task],
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Harvest:
    """Carry out all tasks.

    Args:
        work: what to do with a task; has to be importable by a worker.
        tasks: in the order in which they should be started.
        jobs: processes to use, 1 = none but this one, None = one per processor.
        progress: told after every run.
        executor: used instead of processes of our own; its owner closes it.
    """
    found: dict[int, Result] = {}
    stopped = False
    try:
        with closing(_arriving(work, tasks, jobs, executor)) as arriving:
            for number, result in arriving:
                found[number] = result
                if progress:
                    progress(len(found), len(tasks))
    except KeyboardInterrupt:
        stopped = True
    return Harvest([found[number] for number in sorted(found)], stopped)


def _arriving(work: Work, tasks: Sequence[Task], jobs: int | None, executor: Executor | None) -> Arriving:
    """Number and result of each task as it is finished."""
    workers = _workers(jobs, len(tasks))
    if executor is not None:
        return _on_borrowed(executor, work, tasks)
    if workers == 1:
        return ((number, work(task)) for number, task in enumerate(tasks))
    return _on_processes(work, tasks, workers)


def _workers(jobs: int | None, tasks: int) -> int:
    """How many processes are worth starting."""
    if jobs is not None and jobs < 1:
        raise TupSimError(f"jobs must be at least 1, not {jobs}")
    most = jobs or os.cpu_count() or 1
    if sys.platform == "win32":
        most = min(most, MOST_ON_WINDOWS)
    return max(1, min(most, tasks))


def _on_processes(work: Work, tasks: Sequence[Task], workers: int) -> Arriving:
    """Share the tasks out over processes of our own; kill these if the work is broken off."""
    pool = ProcessPoolExecutor(workers, _context(work.__module__), initializer=_leave_ctrl_c_to_the_parent)
    try:
        with _deaf_to_ctrl_c():
            futures = _handed_out(pool, work, tasks)
        yield from _arrived(futures, tasks)
    except BaseException:
        _kill(pool)
        raise
    pool.shutdown()


def _on_borrowed(pool: Executor, work: Work, tasks: Sequence[Task]) -> Arriving:
    """Share the tasks out over somebody's executor; withdraw what has not begun if the work is broken off."""
    futures = _handed_out(pool, work, tasks)
    try:
        yield from _arrived(futures, tasks)
    finally:
        for future in futures:
            future.cancel()


def _handed_out(pool: Executor, work: Work, tasks: Sequence[Task]) -> list[Future[Result]]:
    """Hand all tasks to an executor."""
    with _without_main():
        return [_submit(pool, work, task) for task in tasks]


def _arrived(futures: Sequence[Future[Result]], tasks: Sequence[Task]) -> Arriving:
    """Number and result of each task as it comes, whatever happens to a worker."""
    numbers = {future: number for number, future in enumerate(futures)}
    arrived: SimpleQueue[Future[Result]] = SimpleQueue()
    for future in futures:
        future.add_done_callback(arrived.put)
    for _ in tasks:
        future = _next(arrived)
        yield numbers[future], _result(future, tasks[numbers[future]])


def _submit(pool: Executor, work: Work, task: Task) -> Future[Result]:
    """Hand over one task; to a pool that is broken already, as a future that says so."""
    try:
        return pool.submit(work, task)
    except BrokenExecutor as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


def _next(arrived: SimpleQueue[Future[Result]]) -> Future[Result]:
    """Wait for the next finished task, looking up now and then."""
    while True:
        try:
            return arrived.get(timeout=LOOK_UP)
        except Empty:
            continue


def _result(future: Future[Result], task: Task) -> Result:
    """The result, or a failed one if the worker could not deliver it."""
    try:
        return future.result()
    except BrokenExecutor:
        return failed(task, WorkerLost())
    except Exception as error:
        return failed(task, error)


def _context(module: str) -> BaseContext:
    """How processes are started: from a clean server that has loaded the model once, where that exists."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


@contextmanager
def _without_main() -> Iterator[None]:
    """Start workers that do not run the caller's script again.

    They need nothing of it. So a script or a notebook works without ``if __name__ == "__main__"``.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes that start meanwhile ignore Ctrl-C from their first moment; it is ours to answer."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _kill(pool: ProcessPoolExecutor) -> None:
    """End the workers at once; a run under way is of no use any more."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()
    pool.shutdown(wait=False)
