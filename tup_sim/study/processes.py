"""Processes of our own that carry out pieces of work: each may die, hang or be killed, and touches no other.

Each process stands in a Pebble pool of its own, with a line of its own on which its results come back one by one. Why
not one pool for all: its processes share pipes and locks, and one that is killed amid an answer stops the others.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import current_process
from multiprocessing.connection import Connection, wait
from time import sleep
from typing import NamedTuple

from pebble import ProcessPool

from tup_sim.errors import Message, TupSimError
from tup_sim.study.shared_past import live_together
from tup_sim.study.starting import context_for, end_with, like_a_stranger, undisturbed
from tup_sim.study.work import Result, Task, carry_out, failed

Work = Callable[[Task], Result]
Arriving = Generator[tuple[int, Task, Result], None, None]
AHEAD = 2  # pieces a process is given at a time, so that it need not wait while a result is looked at
MORE_TRIES = 2  # for a piece whose process died
STILLBORN = 6  # processes in a row that end before they begin, after which no more are made
PAUSE = 0.1  # seconds after the first of them, twice as long after each: a killed fork server takes a moment to be gone
LOOK_UP = 0.5  # seconds between looks at processes that say nothing
NOTICED = 5.0  # seconds within which a pool has noticed that its process is gone
MOST_ON_WINDOWS = 61  # more processes than this cannot be waited for there


class WorkerLost(TupSimError):
    """A process ended without an answer."""

    def __str__(self) -> str:
        return self.said(lambda template: template)

    def said(self, translate: Callable[[str], str]) -> str:
        """What happened and what may help, in another language."""
        text = "a worker process ended without an answer (out of memory, or killed); fewer --jobs may help"
        return Message(text).said(translate)


class TookTooLong(TupSimError):
    """A run was ended because it took longer than its limit."""


class Piece:
    """Tasks with one luck, carried out by one worker; their results come back one by one.

    Attributes:
        numbers: of its tasks, in the study.
        tasks: what is still to be done.
        deaths: how many processes died of it.
    """

    __slots__ = ("deaths", "numbers", "tasks")

    def __init__(self, numbers: Sequence[int], tasks: Sequence[Task]) -> None:
        self.numbers, self.tasks, self.deaths = deque(numbers), deque(tasks), 0

    def done(self) -> tuple[int, Task]:
        """The first task is done; which one that was."""
        return self.numbers.popleft(), self.tasks.popleft()

    def one_by_one(self) -> list[Piece]:
        """What is left of it, each task alone, as it is done again; the process died of the first."""
        pieces = [Piece([number], [task]) for number, task in zip(self.numbers, self.tasks, strict=True)]
        pieces[0].deaths = self.deaths
        return pieces


class Processes:
    """Some processes, and what has come back from them.

    Args:
        work: what to do with a task; has to be importable by a worker.
        number: of processes.
        limit: seconds that a run may take; None for no limit.
    """

    def __init__(self, work: Work, number: int, limit: float | None = None) -> None:
        if current_process().daemon:
            raise TupSimError(
                Message("a daemonic process can have no worker processes: use jobs=1, no limit")
            )
        self._work, self._number, self._limit = work, number, limit
        self._workers: list[_Worker] = []
        self._again: deque[Piece] = deque()
        self._stillborn = 0

    def results(self, pieces: Iterator[Piece]) -> Arriving:
        """Number, task and result as they come; all processes have ended when this has.

        Raises:
            WorkerLost: processes cannot begin at all; told with the reason.
        """
        try:
            while self._hand_out(pieces):
                yield from self._arrived()
        finally:
            with undisturbed():
                _end(self._workers)

    def _hand_out(self, pieces: Iterator[Piece]) -> bool:
        """Give every process something to do, and then something more; False if there is nothing to wait for."""
        for ahead in range(1, AHEAD + 1):
            while worker := self._free(ahead):
                piece = self._again.popleft() if self._again else next(pieces, None)
                if piece is None:
                    break
                worker.give(piece)
        return any(worker.pieces for worker in self._workers)

    def _free(self, ahead: int) -> _Worker | None:
        """A process with fewer tasks than this; a new one if there may be more."""
        for worker in self._workers:
            if worker.left < ahead and not worker.gone:
                return worker
        if len(self._workers) < self._number:
            self._workers.append(_Worker(self._work, self._limit))
            return self._workers[-1]
        return None

    def _arrived(self) -> Arriving:
        """What the processes have said meanwhile; those that are gone are replaced."""
        lines = {worker.line: worker for worker in self._workers}
        heard = wait(list(lines), timeout=LOOK_UP)
        for line in heard:
            yield from self._heard(lines[line])  # type: ignore[index]  # a connection, as was asked
        silent = [each for each in self._workers if each.line not in heard]
        gone = [each for each in self._workers if each.gone] + [each for each in silent if each.given_up()]
        for worker in gone:
            yield from self._lost(worker)

    def _heard(self, worker: _Worker) -> Arriving:
        said = worker.hear()
        if said is None:
            return
        self._stillborn = 0
        if said.result is not None:
            number, task = worker.pieces[0].done()
            if not worker.pieces[0].tasks:
                worker.finished()
            yield number, task, said.result

    def _lost(self, worker: _Worker) -> Arriving:
        """What a process that is gone had under way is done again; the piece it died of not for ever."""
        error = worker.why()
        self._workers.remove(worker)
        with undisturbed():
            _end([worker])
        again = list(worker.pieces)
        if worker.began and again:
            again[:1] = again[0].one_by_one()
        self._again.extend(again)
        if not worker.began:
            self._stillborn += 1
            if self._stillborn == STILLBORN:
                raise error
            sleep(PAUSE * 2 ** (self._stillborn - 1))
            return
        if again:
            yield from self._blamed(again[0], error)

    def _blamed(self, piece: Piece, error: TupSimError) -> Arriving:
        """Whoever took too long is done; a death may have had another cause, so it is tried again."""
        piece.deaths += 1
        if isinstance(error, TookTooLong) or piece.deaths > MORE_TRIES:
            number, task = piece.done()
            piece.deaths = 0
            if not piece.tasks:
                self._again.remove(piece)
            yield number, task, failed(task, error)


class _Said(NamedTuple):
    """What a process says on its line: that it has begun, why it cannot, or the result of a task."""

    result: Result | None = None
    unable: str = ""


class _Worker:
    """One process, in a pool of its own.

    Attributes:
        line: on which it says what it has done; who closes it ends the process.
        pieces: what it was given and has not finished, in this order.
        began: whether it came so far that it could work.
        gone: whether nothing more will come from it.
    """

    def __init__(self, work: Work, limit: float | None) -> None:
        context = context_for(work.__module__)
        self._work, self._limit = work, limit
        self.line, self._its_end = context.Pipe()
        begin = (self._its_end, work.__module__, __file__)
        self._pool = ProcessPool(1, initializer=_begin, initargs=begin, context=context)
        self.pieces: deque[Piece] = deque()
        self._futures: deque[Future[None]] = deque()
        self.began = self.gone = False
        self._unable = ""

    @property
    def left(self) -> int:
        """Tasks it has not finished."""
        return sum(len(piece.tasks) for piece in self.pieces)

    def give(self, piece: Piece) -> None:
        """Give it something to do; what is given first starts the process."""
        self.pieces.append(piece)
        limit = None if self._limit is None else self._limit * len(piece.tasks)
        try:
            with undisturbed():
                if self._its_end.closed:
                    self._futures.append(self._schedule(piece, limit))
                    return
                with like_a_stranger():
                    self._futures.append(self._schedule(piece, limit))
        except (BrokenProcessPool, RuntimeError, OSError, MemoryError) as error:
            cause = error.__cause__ or error
            self.gone, self._unable = True, f"{type(cause).__name__}: {cause}".strip(": ")
        finally:
            self._its_end.close()  # so that the line ends when the process does

    def _schedule(self, piece: Piece, limit: float | None) -> Future[None]:
        return self._pool.schedule(_carry_out, (self._work, tuple(piece.tasks)), timeout=limit)

    def hear(self) -> _Said | None:
        """What it says; None if it is gone."""
        try:
            said = pickle.loads(self.line.recv_bytes())
            assert isinstance(said, _Said)
        except (Exception, MemoryError):  # it broke off amid an answer, which can end in anything
            self.gone = True
            return None
        self.gone, self._unable, self.began = bool(said.unable), said.unable, not said.unable
        return None if self.gone else said

    def finished(self) -> None:
        """The first of its pieces is done."""
        self.pieces.popleft()
        self._futures.popleft()

    def given_up(self) -> bool:
        """Whether its pool has given it up although its line is open: then nobody hands it anything any more."""
        future = self._futures[0] if self._futures else None
        failed_there = future is not None and future.done() and future.exception() is not None
        return (failed_there or not self._pool.active) and not self.gone and not self.line.poll()

    def why(self) -> TupSimError:
        """Why it is gone."""
        if self._unable and not self.began:
            return TupSimError(Message("worker processes cannot begin: {why}", why=self._unable))
        try:
            patience = NOTICED if self._pool.active else 0
            error = self._futures[0].exception(patience) if self._futures else None
        except TimeoutError:  # it ended as if all were well, which its pool does not look for
            error = None
        if isinstance(error, TimeoutError) and self._limit is not None:
            return TookTooLong(Message("it took longer than the limit of {limit:g} s", limit=self._limit))
        return WorkerLost()

    def stop(self) -> None:
        """End it at once."""
        self.line.close()
        self._pool.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        self._pool.join()


def _end(workers: Sequence[_Worker]) -> None:
    """End processes, all at once, and wait until they have."""
    for worker in workers:
        worker.stop()
    for worker in workers:
        worker.join()


# -- in the process -----------------------------------------------------------------------------------------

_line: Connection | None = None


def _begin(line: Connection, module: str, here: str) -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it, however the parent came to its end."""
    global _line
    _line = line
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end_with(line)
        if here != __file__:
            raise ImportError(f"they would use another copy of TUP-sim, {__file__}")
        import_module(module)
        _say(_Said())
    except Exception as error:
        _say(_Said(unable=f"{type(error).__name__}: {error}".strip(": ")))
        os._exit(1)


def _carry_out(work: Work, tasks: Sequence[Task]) -> None:
    """The tasks of a piece, one after the other or together; each result is said at once."""
    if work is carry_out and len(tasks) > 1:
        return live_together(tasks, lambda result: _say(_Said(result)))
    for task in tasks:
        try:
            result = work(task)
        except BaseException as error:
            result = failed(task, error)
        try:
            _say(_Said(result))
        except (pickle.PicklingError, TypeError, AttributeError, MemoryError) as error:
            _say(_Said(failed(task, error)))


def _say(said: _Said) -> None:
    assert _line is not None
    what = pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
    try:
        _line.send_bytes(what)
    except OSError:  # nobody listens any more
        os._exit(1)
