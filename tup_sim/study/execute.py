"""Carries out many tasks on one or more processes; the results do not depend on how many."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from queue import Empty, SimpleQueue
from threading import Thread, current_thread, main_thread
from types import ModuleType
from typing import Any, NamedTuple, Protocol

from tup_sim.errors import TupSimError
from tup_sim.study.work import Result, Task, failed

Work = Callable[[Task], Result]
Arriving = Generator[tuple[int, Task, Result], None, None]
MORE_TRIES = 2  # for a task whose worker died
BORROWED = 256  # tasks that are handed to somebody's executor at a time
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
        with closing(arriving(work, tasks, workers(jobs, len(tasks)), executor)) as results:
            for number, _, result in results:
                found[number] = result
                if progress:
                    progress(len(found), len(tasks))
    except KeyboardInterrupt:
        stopped = True
    return Harvest([found[number] for number in sorted(found)], stopped)


def arriving(work: Work, tasks: Iterable[Task], processes: int, executor: Executor | None = None) -> Arriving:
    """Each task, its number and its result as it is finished; only a few tasks are under way at a time.

    Args:
        work: what to do with a task; has to be importable by a worker.
        tasks: in the order in which they should be started; taken one by one.
        processes: to use, 1 = none but this one.
        executor: used instead of processes of our own; its owner closes it.
    """
    if executor is None and processes == 1:
        return ((number, task, work(task)) for number, task in enumerate(tasks))
    hands: _Hands = _Processes(work, processes) if executor is None else _Borrowed(work, executor)
    return _Sharing(hands, tasks).results()


def workers(jobs: int | None, tasks: int) -> int:
    """How many processes are worth starting."""
    if jobs is not None and jobs < 1:
        raise TupSimError(f"jobs must be at least 1, not {jobs}")
    most = jobs or os.cpu_count() or 1
    if sys.platform == "win32":
        most = min(most, MOST_ON_WINDOWS)
    return max(1, min(most, tasks))


class _Attempt:
    """A task that is to be done or under way, and how often a worker died while it was under way."""

    __slots__ = ("deaths", "number", "task")

    def __init__(self, number: int, task: Task) -> None:
        self.number, self.task, self.deaths = number, task, 0


class _Hands(Protocol):
    """Workers that tasks are handed to.

    Attributes:
        room: how many tasks are handed out at a time.
        renewable: whether workers that died can be replaced.
    """

    room: int
    renewable: bool

    def submit(self, task: Task) -> Future[Result]:
        """Hand over one task."""

    def look(self) -> None:
        """Nothing has arrived for a while: is everybody alive?"""

    def renew(self) -> None:
        """New workers in the place of those that died."""

    def leave(self, futures: Iterable[Future[Result]], finished: bool) -> None:
        """All is done, or the work is broken off with these tasks under way."""


class _Sharing:
    """Hands tasks out, a few at a time, and takes what comes back, whatever happens to a worker.

    When a worker dies, nobody knows on whose account: all that was under way is done again, one at a time. So a task
    that kills its worker is found out, and those beside it are not blamed.
    """

    def __init__(self, hands: _Hands, tasks: Iterable[Task]) -> None:
        self._hands = hands
        self._tasks = (_Attempt(number, task) for number, task in enumerate(tasks))
        self._suspects: deque[_Attempt] = deque()
        self._under_way: dict[Future[Result], _Attempt] = {}
        self._arrived: SimpleQueue[Future[Result]] = SimpleQueue()
        self._broken = False

    def results(self) -> Arriving:
        """Number, task and result as they come."""
        finished = False
        try:
            while self._hand_out():
                yield from self._next()
            finished = True
        finally:
            self._hands.leave(self._under_way, finished)

    def _hand_out(self) -> bool:
        """Fill the hands; False if there is nothing more to wait for."""
        if self._broken and not self._under_way:
            self._hands.renew()
            self._broken = False
        while not self._broken and len(self._under_way) < self._room():
            attempt = self._suspects.popleft() if self._suspects else next(self._tasks, None)
            if attempt is None:
                break
            future = self._hands.submit(attempt.task)
            self._under_way[future] = attempt
            future.add_done_callback(self._arrived.put)
        return bool(self._under_way)

    def _room(self) -> int:
        alone = self._suspects or any(each.deaths for each in self._under_way.values())
        return 1 if alone else self._hands.room

    def _next(self) -> Arriving:
        """Wait for the next finished task, looking up now and then; nothing if it is to be done again."""
        while True:
            try:
                future = self._arrived.get(timeout=LOOK_UP)
                break
            except Empty:
                self._hands.look()
        attempt = self._under_way.pop(future)
        lost, result = _outcome(future, attempt.task)
        if lost and self._hands.renewable:
            self._broken = True
            attempt.deaths += 1
            if attempt.deaths <= MORE_TRIES:
                self._suspects.append(attempt)
                return
        yield attempt.number, attempt.task, result


def _outcome(future: Future[Result], task: Task) -> tuple[bool, Result]:
    """Whether the worker was lost, and the result; a failed one if it could not be delivered."""
    try:
        return False, future.result()
    except BrokenExecutor:
        return True, failed(task, WorkerLost())
    except (Exception, CancelledError) as error:
        return False, failed(task, error)


def _broken_future(error: BrokenExecutor) -> Future[Result]:
    """What a pool that is broken already would have said later."""
    future: Future[Result] = Future()
    future.set_exception(error)
    return future


class _Borrowed:
    """Somebody's executor: what it has lost is lost, and what has not begun is withdrawn at the end."""

    room, renewable = BORROWED, False

    def __init__(self, work: Work, pool: Executor) -> None:
        self._work, self._pool = work, pool

    def submit(self, task: Task) -> Future[Result]:
        """Hand over one task."""
        try:
            with _without_main():
                return self._pool.submit(self._work, task)
        except BrokenExecutor as error:
            return _broken_future(error)

    def look(self) -> None:
        """Its owner looks after it."""

    def renew(self) -> None:
        """Its owner would have to."""

    def leave(self, futures: Iterable[Future[Result]], finished: bool) -> None:
        """Withdraw what has not begun."""
        for future in futures:
            future.cancel()


class _Processes:
    """Processes of our own; killed if the work is broken off, replaced if one dies."""

    renewable = True

    def __init__(self, work: Work, processes: int) -> None:
        self.room = 2 * processes + 1  # so that nobody waits while a result is looked at
        self._work, self._processes = work, processes
        self._dead_before = False
        self.renew()

    def renew(self) -> None:
        """A pool made anew."""
        context = _context(self._work.__module__)
        self._pool = ProcessPoolExecutor(self._processes, context, initializer=_follow_the_parent)

    def submit(self, task: Task) -> Future[Result]:
        """Hand over one task; it may start a process."""
        try:
            if len(self._living()) == self._processes:
                return self._pool.submit(self._work, task)
            with _deaf_to_ctrl_c(), _without_main():
                return self._pool.submit(self._work, task)
        except BrokenExecutor as error:
            return _broken_future(error)

    def look(self) -> None:
        """End a pool that waits for ever for the rest of what a dead worker was saying."""
        dead = bool(wait([each.sentinel for each in self._living()], timeout=0))
        if dead and self._dead_before:
            self._kill()
            self._pool._result_queue._writer.close()  # type: ignore[attr-defined]  # nobody is left to write
        self._dead_before = dead

    def leave(self, futures: Iterable[Future[Result]], finished: bool) -> None:
        """End the processes: at once if there is work under way, which is of no use any more."""
        if not finished:
            self._kill()
        self._pool.shutdown(wait=finished)

    def _living(self) -> list[Any]:
        return list((getattr(self._pool, "_processes", None) or {}).values())

    def _kill(self) -> None:
        """End all processes, and let nobody wait for them to take what was still to be handed over."""
        for process in self._living():
            process.kill()
        self._pool._call_queue._reader.close()  # type: ignore[attr-defined]  # else Python 3.11.2 waits for ever


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


def _follow_the_parent() -> None:
    """A worker leaves Ctrl-C to the parent, and ends when the parent does, however that came to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
