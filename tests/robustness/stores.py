"""What is done to a store of results behind its back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tup_sim.files.store_file import FILE


def harmed(folder: Path, line: str) -> None:
    """Change the content with a line of SQL."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute(line)
        connection.commit()


def as_before(folder: Path) -> None:
    """Make it what the first version would have written: without digests."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript("DROP TABLE provenance; DROP TABLE seals; PRAGMA user_version = 1; VACUUM;")
