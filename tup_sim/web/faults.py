"""What goes wrong while a page is made, told on a page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tup_sim.errors import Message, OutputError, TupSimError
from tup_sim.files.store_errors import explained
from tup_sim.refused import reason_of

UNKNOWN = Message("something went wrong that should not; the terminal says what, and nothing is lost")
NO_PAGE = Message("there is no such page")
NOT_OURS = Message("this was not sent by a page of this program; open the page again and try once more")

Handler = Callable[[Request, Exception], Response]


def explained_fault(error: Exception, table: Path) -> TupSimError | Message:
    """What went wrong, in words.

    Args:
        error: what was raised.
        table: the SQLite file that a fault of the database is about.
    """
    if isinstance(error, sqlite3.Error):
        return explained(table, error)
    if isinstance(error, OSError):
        return TupSimError(Message("the system refuses something: {why}", why=reason_of(error)))
    return error if isinstance(error, TupSimError) else UNKNOWN


def not_writable(folder: Path, file: str, error: OSError | sqlite3.Error) -> TupSimError:
    """What to say where nothing can be kept in a folder of results.

    Args:
        folder: of results.
        file: the SQLite file in it.
        error: what was raised.
    """
    if isinstance(error, sqlite3.Error):
        return explained(folder / file, error)
    what = Message("{file}: cannot be read or written ({why})", file=folder, why=reason_of(error))
    return OutputError(what)


def handlers(
    trouble: Callable[[Request, TupSimError | Message, int], Response], table: Callable[[], Path]
) -> dict[type[Exception], Handler]:
    """For every fault a page that says it.

    Args:
        trouble: makes the page of what is wrong, with a code.
        table: gives the SQLite file that a fault of the database is about.
    """

    def told(request: Request, error: Exception) -> Response:
        """A page that says what is wrong; of what nobody foresaw the terminal has the rest."""
        if isinstance(error, HTTPException):
            return trouble(request, NO_PAGE, error.status_code)
        return trouble(request, explained_fault(error, table()), 500)

    return dict.fromkeys((HTTPException, TupSimError, OSError, sqlite3.Error, Exception), told)
