"""The server: takes its port, says its address, opens the browser, and ends cleanly."""

from __future__ import annotations

import errno
import socket
import sqlite3
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer

import uvicorn

from tup_sim.errors import Message, TupSimError
from tup_sim.refused import reason_of
from tup_sim.web.app import application
from tup_sim.web.faults import not_writable
from tup_sim.web.jobs import FILE
from tup_sim.web.pages import make_ready

HOST, PORT = "127.0.0.1", 8765
SOON = 0.5  # seconds until the browser is opened
MOMENT = 2  # seconds that an answer under way gets when the server ends


def serve(
    folder: Path,
    port: int = PORT,
    lang: str = "en",
    browser: bool = True,
    told: Callable[[str], None] = print,
) -> None:
    """Serve the pages to this machine until Ctrl-C.

    Args:
        folder: of results; made if it is not there.
        port: to listen on; 0 for any that is free.
        lang: of who says nothing.
        browser: whether one is opened.
        told: is told the address.

    Raises:
        TupSimError: the port is taken.
        OutputError: the folder cannot be written.
    """
    try:
        app = application(folder, lang)
    except (OSError, sqlite3.Error) as error:
        raise not_writable(folder, FILE, error) from error
    with door_at(HOST, port) as door, suppress(KeyboardInterrupt):
        address = f"http://{HOST}:{door.getsockname()[1]}/"
        told(address)
        if browser:
            Timer(SOON, opened, (address,)).start()
        make_ready(lang)  # meanwhile the browser opens, and who is there already waits at the door
        quiet = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=MOMENT
        )
        uvicorn.Server(quiet).run(sockets=[door])


def door_at(host: str, port: int) -> socket.socket:
    """A port of this machine, listened to.

    Args:
        host: on which of its addresses.
        port: its number; 0 for any that is free.

    Raises:
        TupSimError: it is taken, or not allowed.
    """
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen()
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            taken = (
                "port {port} is taken: the page may be open already at http://{host}:{port}/; "
                "else give another --port"
            )
            raise TupSimError(Message(taken, port=port, host=HOST)) from error
        what = Message("port {port} cannot be used ({why})", port=port, why=reason_of(error))
        raise TupSimError(what) from error
    return door


def opened(address: str) -> None:
    """Open a browser there, if there is one."""
    with suppress(Exception):  # where there is no browser the address was said
        webbrowser.open(address)
