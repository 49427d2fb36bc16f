"""What is wrong with a store of results, in words: no room, somebody who keeps it busy, or damage."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from pathlib import Path
from shlex import quote

from tup_sim.errors import DamagedStore, Message, OutputError, TupSimError, one_line

PATIENCE = 60.0  # seconds to wait for another program that writes
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
NO_ACCESS = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)
NOT_UNDERSTOOD = (
    struct.error,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)  # in what is kept


def explained(path: Path, error: sqlite3.Error) -> TupSimError:
    """What went wrong when the file was read or written, in words."""
    text, code = one_line(str(error)), _code(error)
    if code == sqlite3.SQLITE_FULL:
        what = "{path}: there is no room; what was finished is kept: make room and repeat the command"
        return OutputError(Message(what, path=path))
    if code == sqlite3.SQLITE_IOERR:
        what = (
            "{path}: cannot be written or read ({text}): no room, a limit on the size of files, or a disk that fails; "
            "what was finished is kept"
        )
        return OutputError(Message(what, path=path, text=text))
    if code in BUSY:
        what = "{path}: another program has kept it busy for {patience} s; repeat the command later"
        return OutputError(Message(what, path=path, patience=f"{PATIENCE:g}"))
    if code in NO_ACCESS:
        what = (
            "{path}: cannot be written or read ({text}): no permission, or its first bytes are damaged; "
            "what was finished is kept"
        )
        return OutputError(Message(what, path=path, text=text))
    return damaged(path, text)


def is_of_the_disk(error: BaseException) -> bool:
    """Whether the disk or its owner does not let us write or read, so that waiting or making room may help."""
    if isinstance(error, sqlite3.Error):
        return _code(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, *BUSY, *NO_ACCESS)
    return isinstance(error, OSError)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & 0xFF


def damaged(path: Path, what: str) -> DamagedStore:
    """The error that says that something in a file is not what was kept."""
    told = (
        "{path}: is damaged or not a store of results ({what}); it is left as it is: put a copy back, or see what is "
        "still whole with 'tup-sim results verify{where}' and keep that with 'tup-sim results repair{where}'"
    )
    return DamagedStore(Message(told, path=path, what=what, where=option(path.parent)))


def in_words(error: Exception) -> str:
    """What is wrong with what was kept: our own words, or those of whoever could not read it."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else one_line(f"{type(error).__name__}: {error}", 200)


def option(folder: Path) -> str:
    """What has to be typed behind a command to have it read this folder."""
    return "" if str(folder) == "results" else f" --results {quote(str(folder))}"
