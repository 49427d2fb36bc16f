"""The file that a store of results lies in: found, made or refused, and opened."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

from tup_sim.errors import Message, OutputError, TupSimError, one_line
from tup_sim.files.store_errors import PATIENCE
from tup_sim.refused import reason_of

FILE = "results.sqlite"
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite may open: the file, and what it lays beside it
LONGEST = 128 * 2**20  # bytes of one text or row of numbers; an experiment of 5,000 points has 90 million


def is_there(path: Path) -> bool:
    """Whether there is such a file.

    Raises:
        TupSimError: nobody may look there.
    """
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        what = "{folder}: cannot be read ({why})"
        folder = one_line(str(path.parent))
        raise TupSimError(Message(what, folder=folder, why=reason_of(error))) from error
    return True


def refuse_no_files(path: Path) -> None:
    """A folder, a pipe or a device in the place of a file would be waited for, or written to, for ever.

    Raises:
        OutputError: there is one.
    """
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        try:
            kind = os.stat(beside).st_mode
        except OSError:
            continue
        if not stat.S_ISREG(kind):
            what = "{path}: cannot be written or read: it is no file, but a folder, a pipe or a device"
            raise OutputError(Message(what, path=beside))


def place_of(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever its name; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def make_folder(folder: Path) -> None:
    """Make a folder if it is not there.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = "{folder}: cannot be made ({why})"
        folder_named = one_line(str(folder))
        raise OutputError(Message(what, folder=folder_named, why=reason_of(error))) from error


def connected(path: Path, write: bool) -> sqlite3.Connection:
    """A connection without transactions of its own; to read, without leaving a trace if the folder is read-only.

    What a program that was killed left half written is taken back first.

    Raises:
        TupSimError: its log cannot be read, or what was half written not taken back, where nothing may be written.
    """
    if not write and _beside(path, "-journal"):
        _take_back(path)
    way = f"file:{_quoted(path)}?mode={'rwc' if write else 'ro'}"
    connection = _opened(way)
    if write:
        return connection
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:  # the log cannot be opened where nothing may be written
        connection.close()
        if _beside(path, "-journal"):
            what = (
                "{path}: a program was ended while it wrote, and what it left half written (-journal) cannot be taken "
                "back where nothing may be written; copy the two to another folder"
            )
            raise TupSimError(Message(what, path=path)) from error
        if _beside(path, "-wal"):
            what = "{path}: its log (-wal) cannot be read where nothing may be written; copy the two to another folder"
            raise TupSimError(Message(what, path=path)) from error
        connection = _opened(f"{way}&immutable=1")
    return connection


def _opened(way: str) -> sqlite3.Connection:
    """A connection that takes nothing longer than anything we write."""
    connection = sqlite3.connect(way, timeout=PATIENCE, isolation_level=None, uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    return connection


def _take_back(path: Path) -> None:
    """Let SQLite take back what was half written, as it does for whoever may write; fine if nothing may be written."""
    with suppress(sqlite3.Error), closing(_opened(f"file:{_quoted(path)}?mode=rw")) as connection:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()


def _beside(path: Path, end: str) -> int:
    """Bytes in a file that SQLite laid beside this one."""
    beside = path.with_name(f"{path.name}{end}")
    return beside.stat().st_size if beside.exists() else 0


def _quoted(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file:")
