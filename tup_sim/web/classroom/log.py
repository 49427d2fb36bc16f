"""What happened in a class, in the order in which it happened: the only thing that is kept of it."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.web.transactions import Act, begin, transaction

FILE = "class.sqlite"
DAYS = 30  # that a class is kept
DAY = 86_400.0  # seconds
PATIENCE = 10.0  # seconds that another process may hold the file
EVENTS_AT_MOST = 20_000  # of one class; an hour has some hundreds
_TABLES = """
CREATE TABLE IF NOT EXISTS classes (name TEXT PRIMARY KEY, lesson TEXT, model TEXT, began REAL, teacher TEXT);
CREATE TABLE IF NOT EXISTS events (number INTEGER PRIMARY KEY AUTOINCREMENT, class TEXT, moment REAL, kind TEXT,
  team TEXT, said TEXT);
CREATE INDEX IF NOT EXISTS events_of_class ON events (class, number);
"""


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        number: in the order of happening.
        moment: when, seconds since 1970.
        kind: what; ``hour`` says what each means.
        team: the letter of the team; empty if it was the teacher or the server.
        said: what belongs to it.
    """

    number: int
    moment: float
    kind: str
    team: str
    said: Mapping[str, Any]


class Happens(NamedTuple):
    """Something that is about to be written down."""

    kind: str
    team: str = ""
    said: Mapping[str, Any] = {}


class Class(NamedTuple):
    """A class that is kept.

    Attributes:
        name: also the seed of what is drawn in it.
        lesson: that it has.
        model: the model's fingerprint.
        began: seconds since 1970.
        teacher: the secret part of the teacher's address.
    """

    name: str
    lesson: str
    model: str
    began: float
    teacher: str


class Log:
    """The classes of a folder.

    Args:
        folder: of results; made if it is not there.

    Raises:
        OSError: the folder cannot be made.
        sqlite3.Error: the file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        with self._open() as act:
            begin(act, _TABLES)
        # Every page asks whether something happened; only one asks at a time, whichever thread it runs in.
        self._reading = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    def _open(self) -> AbstractContextManager[Act]:
        """One transaction; what is deleted is overwritten."""
        return transaction(self.path, PATIENCE, overwriting=True)

    def begin(self, lesson: str, model: str, now: float, teacher: str = "") -> Class:
        """A new class.

        Args:
            lesson: that it has.
            model: the model's fingerprint.
            now: seconds since 1970.
            teacher: the secret part of the teacher's address; empty for a new one.
        """
        made = Class(secrets.token_hex(4), lesson, model, now, teacher or secrets.token_urlsafe(12))
        with self._open() as act:
            act("INSERT INTO classes VALUES (?,?,?,?,?)", made)
        return made

    def latest(self, lesson: str, since: float) -> Class | None:
        """The class of a lesson that began last, not before a moment."""
        asked = "SELECT name, lesson, model, began, teacher FROM classes WHERE lesson = ? AND began >= ?"
        with self._open() as act:
            row = act(f"{asked} ORDER BY began DESC LIMIT 1", (lesson, since)).fetchone()
        return Class(*row) if row else None

    def add(self, name: str, happens: Sequence[Happens], now: float) -> bool:
        """Write down what happens, all of it or nothing.

        Args:
            name: of the class.
            happens: one after the other.
            now: seconds since 1970.

        Returns:
            Whether there was room for it; a class has a bounded number of events.
        """
        with self._open() as act:
            return _write(act, name, happens, now)

    def since(self, name: str, number: int = 0) -> list[Event]:
        """What happened in a class after an event."""
        asked = "SELECT number, moment, kind, team, said FROM events WHERE class = ? AND number > ? ORDER BY number"
        rows = self._reading.execute(asked, (name, number)).fetchall()
        return [Event(each, moment, kind, team, json.loads(said)) for each, moment, kind, team, said in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._reading.close()

    def keep_draft(self, name: str, team: str, said: Mapping[str, Any], now: float) -> bool:
        """Write down the last draft of a team in a step; earlier ones of it are forgotten."""
        old = "DELETE FROM events WHERE class = ? AND kind = 'draft' AND team = ? AND json_extract(said, '$.step') = ?"
        with self._open() as act:
            act(old, (name, team, said["step"]))
            return _write(act, name, [Happens("draft", team, said)], now)

    def forget(self, name: str) -> None:
        """Delete a class with everything that happened in it."""
        with self._open() as act:
            act("DELETE FROM events WHERE class = ?", (name,))
            act("DELETE FROM classes WHERE name = ?", (name,))
        self._empty_the_journal()

    def forget_old(self, now: float) -> int:
        """Delete classes that began longer ago than they are kept; how many there were."""
        with self._open() as act:
            before = now - DAYS * DAY
            rows = act("SELECT name FROM classes WHERE began < ?", (before,)).fetchall()
        for (name,) in rows:
            self.forget(name)
        return len(rows)

    def _empty_the_journal(self) -> None:
        """Nothing of what was deleted stays behind in SQLite's journal."""
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _write(act: Act, name: str, happens: Sequence[Happens], now: float) -> bool:
    there = act("SELECT COUNT(*) FROM events WHERE class = ?", (name,)).fetchone()[0]
    if there + len(happens) > EVENTS_AT_MOST:
        return False
    for kind, team, said in happens:
        row = (name, now, kind, team, json.dumps(said, ensure_ascii=False))
        act("INSERT INTO events (class, moment, kind, team, said) VALUES (?,?,?,?,?)", row)
    return True
