"""A transaction on a file of SQLite: what the pages write is there whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Act = Callable[..., sqlite3.Cursor]


@contextmanager
def transaction(path: Path, patience: float, overwriting: bool = False) -> Iterator[Act]:
    """One transaction; gives what carries out a statement.

    Args:
        path: of the file; made if it is not there.
        patience: seconds that another process may hold the file.
        overwriting: whether what is deleted is overwritten too.

    Raises:
        sqlite3.Error: the file cannot be read or written, or another process held it for too long.
    """
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        if overwriting:
            connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        yield connection.execute
        connection.execute("COMMIT")
    finally:
        connection.close()


def begin(act: Act, tables: str) -> None:
    """Make the tables that are not there yet.

    Args:
        act: of the transaction that makes them.
        tables: a ``CREATE TABLE IF NOT EXISTS`` each, with a semicolon between them.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    for each in tables.split(";"):
        act(each)
