"""Carries out many tasks on one or more processes; the results do not depend on how many."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing import current_process
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, Protocol

from tup_sim.errors import Message, TupSimError
from tup_sim.model.parameters.given import is_number, whole_number
from tup_sim.study.families import families
from tup_sim.study.processes import LOOK_UP, MOST_ON_WINDOWS, Arriving, Piece, Processes, Work, WorkerLost
from tup_sim.study.shared_past import CAN_FORK
from tup_sim.study.work import Result, Task, carry_out, failed

BORROWED = 256  # pieces that are handed to somebody's executor at a time
QUOTA = Path(
    "/sys/fs/cgroup/cpu.max"
)  # what a container may use of the processors, where there is such a bound


class Progress(Protocol):
    """Is told after every run how many of how many are done."""

    def __call__(self, done: int, total: int, /) -> object:
        """Take notice."""


class Tasks(Protocol):
    """Tasks that can be counted before they are made."""

    def __len__(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[Task]:
        """Each in turn."""


@dataclass(frozen=True)
class Made:
    """Tasks that are made when their turn comes, so that a billion of them take no room.

    Attributes:
        total: how many there are.
        each: makes them, in order.
    """

    total: int
    each: Callable[[], Iterator[Task]]

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Task]:
        return self.each()


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
        return self.message

    @property
    def message(self) -> Message:
        """How far it came."""
        return Message("stopped after {done} of {total} runs", done=self.done, total=self.total)


class BatchResult(NamedTuple):
    """Finished results in the order of the tasks, and whether Ctrl-C ended the work early."""

    results: list[Result]
    stopped: bool


def execute(
    work: Work,
    tasks: Tasks,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
) -> BatchResult:
    """Carry out all tasks.

    Args:
        work: what to do with a task; has to be importable by a worker.
        tasks: in the order in which they should be started.
        jobs: processes to use, 1 = none but this one, None = one per processor this process may use.
        progress: told after every run.
        executor: used instead of processes of our own; its owner closes it.
        limit: seconds that a run may take (above 0); one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning, also those that share a past; the same numbers, later.

    Raises:
        TupSimError: jobs, progress, executor or limit is something else, or no worker process can begin.
    """
    check_how(progress, executor, limit)
    found: dict[int, Result] = {}
    stopped = False
    try:
        with closing(arriving(work, tasks, workers(jobs, len(tasks)), executor, limit, alone)) as results:
            for number, _, result in results:
                found[number] = result
                if progress is not None:
                    progress(len(found), len(tasks))
    except KeyboardInterrupt:
        stopped = True
    return BatchResult([found[number] for number in sorted(found)], stopped)


def arriving(
    work: Work,
    tasks: Tasks,
    processes: int,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
) -> Arriving:
    """Each task, its number and its result as it is finished; only a few tasks are under way at a time.

    Args:
        work: what to do with a task; has to be importable by a worker.
        tasks: in the order in which they should be started; taken one by one.
        processes: to use, 1 = none but this one, or one more if there is a limit.
        executor: used instead of processes of our own; its owner closes it.
        limit: seconds that a run may take; None for no limit.
        alone: whether every run is lived from its beginning, also those that share a past.

    Raises:
        TupSimError: the executor or the limit is something else, or the limit cannot be kept.
    """
    check_how(None, executor, limit)
    if executor is not None:
        if limit is not None:
            raise TupSimError(Message("a limit needs processes of our own, not an executor or a cluster"))
        return _Borrowed(work, executor).results(_pieces(tasks))
    if processes == 1 and limit is None:
        return ((number, task, work(task)) for number, task in enumerate(tasks))
    together = CAN_FORK and work is carry_out and limit is None and not alone
    pieces = _shared(tasks, processes) if together else _pieces(tasks)
    return Processes(work, processes, limit).results(pieces)


def check_how(progress: Any, executor: Any, limit: Any, jobs: Any = None) -> None:
    """Refuse what runs cannot be carried out with, before the first of them.

    Raises:
        TupSimError: progress cannot be called, executor is none, limit is no number of seconds, or jobs no number.
    """
    if jobs is not None:
        whole_number(jobs, "jobs", 1)
    if limit is not None and not (is_number(limit) and 0 < limit < math.inf):
        raise TupSimError(Message("a limit is a number of seconds above 0, not {limit!r}", limit=limit))
    if progress is not None and not callable(progress):
        what = (
            "progress must be a function, not {value!r}; as progress=lambda done, total: print(done, total)"
        )
        raise TupSimError(Message(what, value=progress))
    if executor is not None and (
        isinstance(executor, type) or not callable(getattr(executor, "submit", None))
    ):
        what = "executor must be a concurrent.futures executor, not {value!r}; as executor=ProcessPoolExecutor(2)"
        raise TupSimError(Message(what, value=executor))


def _pieces(tasks: Iterable[Task]) -> Iterator[Piece]:
    """Every task is a piece of its own."""
    return (Piece((number,), (task,)) for number, task in enumerate(tasks))


def _shared(tasks: Tasks, processes: int) -> Iterator[Piece]:
    """Tasks that share a past are one piece."""
    for family in families(tasks, len(tasks), processes):
        numbers, together = zip(*family, strict=True)
        yield Piece(numbers, together)


def workers(jobs: int | None, tasks: int) -> int:
    """How many processes are worth starting.

    Args:
        jobs: what was asked for; None = one per processor this process may use.
        tasks: how many tasks there are.

    Raises:
        TupSimError: jobs is no whole number of at least 1.
    """
    if jobs is not None:
        jobs = whole_number(jobs, "jobs", 1)
    if current_process().daemon:
        return 1  # it may have no processes of its own
    most = jobs or processors()
    if sys.platform == "win32":
        most = min(most, MOST_ON_WINDOWS)
    return max(1, min(most, tasks))


def processors() -> int:
    """Processors that this process may use: by its affinity, and by the bound of its container."""
    counted = getattr(os, "process_cpu_count", None)  # from Python 3.13 on
    if counted is not None:
        most = counted() or 1
    elif hasattr(os, "sched_getaffinity"):
        most = len(os.sched_getaffinity(0))
    else:
        most = os.cpu_count() or 1
    with suppress(OSError, ValueError):  # no such file, or "max": no bound
        share, period = map(int, QUOTA.read_text("ascii").split())
        most = min(most, math.ceil(share / period))
    return max(1, most)


class Watched(Protocol):
    """An executor that knows when nothing more will come from it."""

    def look(self) -> None:
        """Nothing has arrived for a while; raises an error that ends the work if nothing will."""


class _Borrowed:
    """Somebody's executor: what it has lost is lost, and what has not begun is withdrawn at the end."""

    def __init__(self, work: Work, pool: Executor) -> None:
        self._work, self._pool = work, pool
        self._under_way: dict[Future[list[Result]], Piece] = {}
        self._arrived: SimpleQueue[Future[list[Result]]] = SimpleQueue()

    def results(self, pieces: Iterator[Piece]) -> Arriving:
        """Number, task and result as they come."""
        try:
            while self._hand_out(pieces):
                future = self._next()
                piece = self._under_way.pop(future)
                for result in _outcome(future, piece):
                    number, task = piece.done()
                    yield number, task, result
        finally:
            for future in self._under_way:
                future.cancel()

    def _hand_out(self, pieces: Iterator[Piece]) -> bool:
        """Fill the hands; False if there is nothing more to wait for."""
        while len(self._under_way) < BORROWED:
            piece = next(pieces, None)
            if piece is None:
                break
            future = self._submit(piece)
            self._under_way[future] = piece
            future.add_done_callback(self._arrived.put)
        return bool(self._under_way)

    def _submit(self, piece: Piece) -> Future[list[Result]]:
        try:
            return self._pool.submit(carry_out_all, self._work, tuple(piece.tasks))
        except BrokenExecutor as error:
            future: Future[list[Result]] = Future()
            future.set_exception(error)
            return future

    def _next(self) -> Future[list[Result]]:
        """Wait for the next finished piece, looking up now and then."""
        look = getattr(self._pool, "look", None)  # that of Watched
        while True:
            try:
                return self._arrived.get(timeout=LOOK_UP)
            except Empty:
                if look is not None:
                    look()


def carry_out_all(work: Work, tasks: Sequence[Task]) -> list[Result]:
    """The results of a piece together, for an executor that hands back one thing for one call."""
    return [work(task) for task in tasks]


def _outcome(future: Future[list[Result]], piece: Piece) -> list[Result]:
    """The results of a piece; failed ones if they could not be delivered."""
    try:
        return future.result()
    except BrokenExecutor:
        error: BaseException = WorkerLost()
    except (Exception, CancelledError) as other:
        error = other
    return [failed(task, error) for task in piece.tasks]
