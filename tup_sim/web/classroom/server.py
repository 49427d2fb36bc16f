"""The server of a class: open to the devices on the same network, and to nobody else's page."""

from __future__ import annotations

import socket
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import NamedTuple

import uvicorn

from tup_sim.web.classroom.addresses import answers, machine_addresses
from tup_sim.web.classroom.app import classroom
from tup_sim.web.classroom.log import DAY, FILE, Class, Log
from tup_sim.web.classroom.room import Room
from tup_sim.web.classroom.stories import Stories
from tup_sim.web.faults import not_writable
from tup_sim.web.jobs import Jobs
from tup_sim.web.keeping_on import Dispatcher
from tup_sim.web.lessons import Lesson, Menu
from tup_sim.web.server import MOMENT, SOON, door_at, opened

EVERYWHERE, PORT = "0.0.0.0", 8766
CONNECTIONS = 500  # at once: a browser has up to six
GOES_ON = DAY / 2  # seconds in which a class that was ended is gone on with


class Open(NamedTuple):
    """A class that is open.

    Attributes:
        addresses: for the devices, the likeliest first, and whether this machine reaches itself there.
        teacher: the secret address for the teacher, on this machine.
        screen: the address of the projector's page.
        goes_on: whether it is a class that had begun before.
        forgotten: classes that were deleted because their time was over.
    """

    addresses: Sequence[tuple[str, bool]]
    teacher: str
    screen: str
    goes_on: bool
    forgotten: int


def serve_class(
    lesson: Lesson,
    menu: Menu,
    folder: Path,
    port: int,
    lang: str,
    told: Callable[[Open], None],
    anew: bool = False,
    browser: bool = True,
) -> None:
    """Serve a class to the devices on the network until Ctrl-C; one that was broken off goes on.

    Args:
        lesson: that it has.
        menu: its answers.
        folder: of results, where the log is kept.
        port: to listen on; 0 for any that is free.
        lang: of who says nothing.
        told: is told where it is.
        anew: whether a class that was broken off is left alone, and another begins.
        browser: whether the teacher's page is opened.

    Raises:
        TupSimError: the port is taken.
        OutputError: the folder cannot be written.
    """
    try:
        log = Log(folder)
        jobs = Jobs(folder)
    except (OSError, sqlite3.Error) as error:
        raise not_writable(folder, FILE, error) from error
    forgotten = log.forget_old(time.time())
    kept, goes_on = class_of(log, lesson, menu, anew)
    with door_at(EVERYWHERE, port) as door, suppress(KeyboardInterrupt):
        number = door.getsockname()[1]

        def addresses() -> list[str]:
            return [f"http://{each}:{number}" for each in machine_addresses()]

        room = Room(log, kept, lesson, menu)
        app = classroom(room, Stories(lesson, folder), addresses, lang, Dispatcher(jobs))
        own = f"http://127.0.0.1:{number}"
        reached = [(each, answers(each.split("//")[1].split(":")[0], number)) for each in addresses()]
        told(Open(reached, f"{own}/enter/{kept.teacher}", f"{own}/screen", goes_on, forgotten))
        if browser:
            Timer(SOON, opened, (f"{own}/enter/{kept.teacher}?lang={lang}",)).start()
        _run(app, door)


def class_of(log: Log, lesson: Lesson, menu: Menu, anew: bool = False) -> tuple[Class, bool]:
    """The class that goes on, or a new one; and whether it goes on."""
    now = time.time()
    there = None if anew else log.latest(lesson.name, now - GOES_ON)
    return (there, True) if there else (log.begin(lesson.name, menu.model, now), False)


def _run(app: object, door: socket.socket) -> None:
    quiet = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=MOMENT,
    )
    uvicorn.Server(quiet).run(sockets=[door])
