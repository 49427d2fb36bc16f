"""Keeps one worker at work: starts it, notices when it dies, and ends it with the server."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread

from tup_sim.errors import Message, TupSimError
from tup_sim.web.jobs import Jobs

LOOK = 0.5  # seconds between two looks
REST = (
    3.0  # seconds in which the first page has the processors for itself, unless somebody waits for an answer
)
PATIENCE = 10.0  # seconds that a worker gets to end
DIED = Message(
    "the process that computes this was ended from outside several times; too little memory may be why"
)


class Dispatcher:
    """Sees to it that what is on the table is computed.

    Args:
        jobs: the table.
        command: that starts a worker; None for the one of this package.
    """

    def __init__(self, jobs: Jobs, command: Sequence[str] | None = None) -> None:
        self._jobs = jobs
        own = (sys.executable, "-m", "tup_sim.web.worker", str(jobs.folder))
        self._command = list(command or own)
        self._stop = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._worker: subprocess.Popen[bytes] | None = None
        self._begun = time.monotonic()

    def start(self) -> None:
        """Begin; what an earlier server left under way goes on."""
        self._jobs.nobody_works()
        self._begun = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """End the worker, which keeps what is finished."""
        self._stop.set()
        self._thread.join()
        if self._worker is not None:
            _end(self._worker)
        self._jobs.nobody_works()

    def _watch(self) -> None:
        while not self._stop.is_set():
            with suppress(
                sqlite3.Error, OSError
            ):  # a full disk: whoever looks at the page is told; we try again
                self._see_to_it()
            self._stop.wait(LOOK)

    def _see_to_it(self) -> None:
        if self._worker is None:
            if time.monotonic() - self._begun > REST or self._jobs.somebody_waits(1):
                self._worker = self._started()
        elif self._worker.poll() is not None:
            _end(self._worker)
            self._worker = None
            self._jobs.nobody_works(TupSimError(DIED))

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Let a worker end in order; one that does not is killed."""
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
