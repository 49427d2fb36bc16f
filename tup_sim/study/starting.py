"""How worker processes are started: strangers to the script that calls us, deaf to Ctrl-C, by a server of our own.

The server of the standard library is one for the whole program. Whoever needs it first starts it as they are: with the
signals they block and the modules they load; so what we start for ourselves would reach the workers of somebody else.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from threading import Lock, Thread, current_thread, main_thread
from types import ModuleType

from tup_sim.study.work import Task

LOOK = 0.2  # seconds between two looks at whether the process we work for is still there


def context_for(module: str) -> BaseContext:
    """How processes are started: from a clean server that has loaded the model once, where that exists.

    Args:
        module: what the processes need besides the model.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    from tup_sim.study.fork_server import our_context

    return our_context((Task.__module__, module))


def end_with(line: Connection) -> None:
    """This process ends when a line is closed at its other end, however whoever held that came to an end.

    It looks now and then, since a thread that waits for it would keep this process from being copied
    (``shared_past``). Nothing may be said on the line from there.
    """
    if sys.platform == "win32":
        Thread(target=_wait_and_end, args=(line,), daemon=True).start()
        return
    signal.signal(signal.SIGALRM, lambda *_: _end_if_closed(line))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})  # whoever began us may have blocked it
    signal.setitimer(signal.ITIMER_REAL, LOOK, LOOK)


def _wait_and_end(line: Connection) -> None:
    try:
        line.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


def _end_if_closed(line: Connection) -> None:
    try:
        closed = line.poll()
    except OSError:
        closed = True
    if closed:
        os._exit(1)


_starting = Lock()


@contextmanager
def like_a_stranger() -> Iterator[None]:
    """Start processes that do not run the caller's script again, and are deaf to Ctrl-C from their first moment.

    They need nothing of the script. So a script or a notebook works without ``if __name__ == "__main__"``. Ctrl-C is
    blocked, not ignored: what is pressed meanwhile is not lost on us.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            with _same_roads(), _ctrl_c_blocked():
                yield
        finally:
            sys.modules["__main__"] = main


@contextmanager
def _same_roads() -> Iterator[None]:
    """A new interpreter looks for modules where this one does, and not in the working folder first.

    Else a folder that happens to hold another copy of the model, or a file called ``random.py``, would be used there.
    """
    roads = os.pathsep.join(os.path.abspath(road) for road in sys.path)
    ours = {"PYTHONPATH": roads, "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _ctrl_c_blocked() -> Iterator[None]:
    if sys.platform == "win32":  # there a process ignores it as soon as it begins
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # unblocks Ctrl-C if it has to start first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C, or who asks the program to end, is answered after this and not amid it."""
    if current_thread() is not main_thread():
        yield
        return
    pressed: list[int] = []
    signs = [each for each in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(each) is not None]
    before = {each: signal.signal(each, lambda number, _: pressed.append(number)) for each in signs}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if pressed:
            signal.raise_signal(pressed[0])
