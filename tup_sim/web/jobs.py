"""The table of what is to be computed: the only truth about it, so that a server that is killed loses nothing.

What comes out stands in the store of results; here stands who waits for what, and how far it is.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.errors import Message, TupSimError
from tup_sim.texts import LANGUAGES, translator
from tup_sim.web.transactions import Act, begin, transaction

FILE = "web.sqlite"
ADDRESS = "address of "  # how what is kept of results begins, before their name
QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
PAUSED = "paused"  # by somebody, who has it go on; no restart does
RUNS, AT_REST, WEEKS = "runs", "rest", "weeks"  # what is counted; how it is said is called web-done-...
WAITING_AT_MOST = 30  # that nobody looks at any more are given up beyond that
ROWS_AT_MOST = 2000
TRIES = 3
LOOKED_AWAY = 10.0  # seconds; a page that is open looks every second
PATIENCE = 30.0  # seconds that another process may hold the file
_TABLES = """
CREATE TABLE IF NOT EXISTS jobs (key TEXT PRIMARY KEY, name TEXT, asked TEXT, status TEXT, there INTEGER,
  done INTEGER, total INTEGER, began REAL, seen REAL, tries INTEGER, error TEXT, step TEXT DEFAULT 'runs');
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT);
"""
_COLUMNS = "key, name, asked, status, there, done, total, began, seen, tries, error, step"


class Job(NamedTuple):
    """Something that is to be computed.

    Attributes:
        key: what it is, with the model.
        name: of its results.
        asked: the headings of the experiment, as JSON.
        status: queued, running, paused, done, failed or cancelled.
        there: runs of each arm that are complete: 0, those of the first look, or all.
        done, total: of what is counted in the present step, how much is finished, and how much it has.
        began, seen: when the step began, and when somebody last looked; seconds.
        tries: how often a worker died of it.
        error: what went wrong, by language, as JSON.
        step: what is counted: runs, those of an organisation at rest that are measured first, or weeks.
    """

    key: str
    name: str
    asked: str
    status: str
    there: int
    done: int
    total: int
    began: float
    seen: float
    tries: int
    error: str
    step: str

    @property
    def headings(self) -> Mapping[str, Any]:
        """The headings of the experiment."""
        found: Mapping[str, Any] = json.loads(self.asked)
        return found

    def wrong(self, lang: str) -> str:
        """What went wrong, in a language."""
        return str(json.loads(self.error)[lang]) if self.error else ""

    @property
    def under_way(self) -> bool:
        """Whether more will come."""
        return self.status in (QUEUED, RUNNING)

    @property
    def paused(self) -> bool:
        """Whether somebody paused it."""
        return self.status == PAUSED


class Jobs:
    """The table in a folder of results.

    Args:
        folder: of results; made if it is not there.

    Raises:
        OSError: the folder cannot be made.
        sqlite3.Error: the file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._path = folder, folder / FILE
        with self._open() as act:
            begin(act, _TABLES)
            if "step" not in [row[1] for row in act("PRAGMA table_info(jobs)")]:  # of an earlier version
                act(f"ALTER TABLE jobs ADD COLUMN step TEXT DEFAULT '{RUNS}'")

    def _open(self) -> AbstractContextManager[Act]:
        """One transaction."""
        return transaction(self._path, PATIENCE)

    def ask(self, key: str, name: str, headings: Mapping[str, Any], there: int = 0) -> Job:
        """Put something on the table, or say how far it is; only what was given up is begun again, not what failed.

        Args:
            key: what it is, with the model.
            name: of its results.
            headings: what is asked.
            there: its place in the queue: behind whatever has fewer runs of each arm.
        """
        now = time.time()
        with self._open() as act:
            row = (key, name, json.dumps(headings), QUEUED, there, 0, 0, 0.0, now, 0, "", RUNS)
            act(f"INSERT OR IGNORE INTO jobs ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
            act("UPDATE jobs SET seen = ? WHERE key = ?", (now, key))
            act("UPDATE jobs SET status = ? WHERE key = ? AND status = ?", (QUEUED, key, CANCELLED))
            _bound(act)
            return Job(*act(f"SELECT {_COLUMNS} FROM jobs WHERE key = ?", (key,)).fetchone())

    def again(self, key: str) -> None:
        """Try once more what failed."""
        with self._open() as act:
            asked = "UPDATE jobs SET status = ?, tries = 0, error = '' WHERE key = ? AND status = ?"
            act(asked, (QUEUED, key, FAILED))

    def pause(self, key: str) -> None:
        """Let something rest until somebody has it go on; what is finished of it is kept."""
        with self._open() as act:
            asked = "UPDATE jobs SET status = ? WHERE key = ? AND status IN (?, ?)"
            act(asked, (PAUSED, key, QUEUED, RUNNING))

    def go_on(self, key: str) -> None:
        """Let something go on that was paused."""
        with self._open() as act:
            asked = "UPDATE jobs SET status = ?, seen = ? WHERE key = ? AND status = ?"
            act(asked, (QUEUED, time.time(), key, PAUSED))

    def cancel(self, key: str) -> None:
        """Give something up that is not done; whoever asks for it again goes on with what is finished of it."""
        with self._open() as act:
            asked = "UPDATE jobs SET status = ? WHERE key = ? AND status IN (?, ?, ?)"
            act(asked, (CANCELLED, key, QUEUED, RUNNING, PAUSED))

    def rests(self, key: str) -> bool:
        """Whether somebody paused it or gave it up."""
        with self._open() as act:
            asked = "SELECT 1 FROM jobs WHERE key = ? AND status IN (?, ?)"
            return act(asked, (key, PAUSED, CANCELLED)).fetchone() is not None

    def every(self) -> list[Job]:
        """All that was asked, what somebody looked at last first."""
        with self._open() as act:
            return [Job(*row) for row in act(f"SELECT {_COLUMNS} FROM jobs ORDER BY seen DESC").fetchall()]

    def forget(self, key: str) -> None:
        """Begin with it anew: its results are no longer there."""
        with self._open() as act:
            act("UPDATE jobs SET status = ?, there = 0, done = 0, total = 0 WHERE key = ?", (QUEUED, key))

    def look(self, key: str) -> Job | None:
        """How far something is; None if nobody asked for it."""
        with self._open() as act:
            act("UPDATE jobs SET seen = ? WHERE key = ?", (time.time(), key))
            row = act(f"SELECT {_COLUMNS} FROM jobs WHERE key = ?", (key,)).fetchone()
            return Job(*row) if row else None

    def ahead_of(self, key: str) -> int:
        """How many others are computed before it, while somebody looks at it."""
        with self._open() as act:
            own = act("SELECT there, seen FROM jobs WHERE key = ?", (key,)).fetchone() or (0, 0.0)
            sooner = "status = ? OR (status = ? AND seen > ? AND (there < ? OR (there = ? AND seen > ?)))"
            asked = f"SELECT COUNT(*) FROM jobs WHERE key <> ? AND ({sooner})"
            values = (key, RUNNING, QUEUED, time.time() - LOOKED_AWAY, own[0], own[0], own[1])
            return int(act(asked, values).fetchone()[0])

    def take(self) -> Job | None:
        """The next to be computed: what somebody looks at before what nobody does, and of these first looks first."""
        with self._open() as act:
            order = (
                f"SELECT {_COLUMNS} FROM jobs WHERE status = ? ORDER BY seen < ?, there, seen DESC LIMIT 1"
            )
            row = act(order, (QUEUED, time.time() - LOOKED_AWAY)).fetchone()
            if row is None:
                return None
            took = "UPDATE jobs SET status = ?, began = ?, done = 0, total = 0 WHERE key = ?"
            act(took, (RUNNING, time.time(), row[0]))
            return Job(*row)

    def begin_step(self, key: str, step: str) -> None:
        """From now on something else is counted, from the beginning."""
        with self._open() as act:
            begun = "UPDATE jobs SET step = ?, began = ?, done = 0, total = 0 WHERE key = ?"
            act(begun, (step, time.time(), key))

    def tell(self, key: str, done: int, total: int) -> None:
        """So many of so many are finished.

        What was there before the step began took no time of it: the first that is told sets its beginning back, so
        that how long the others will take is not underestimated.
        """
        with self._open() as act:
            before = "UPDATE jobs SET began = began - (? - began) * (? - 1) WHERE key = ? AND done = 0"
            act(before, (time.time(), done, key))
            act("UPDATE jobs SET done = ?, total = ? WHERE key = ?", (done, total, key))

    def somebody_waits(self, there: int) -> bool:
        """Whether somebody waits for what goes before this one: for a first look, while it goes on to more."""
        with self._open() as act:
            asked = "SELECT 1 FROM jobs WHERE status = ? AND there < ? AND seen > ? LIMIT 1"
            return act(asked, (QUEUED, there, time.time() - LOOKED_AWAY)).fetchone() is not None

    def makes_way(self, key: str) -> bool:
        """Whether nobody looks at this one any more, while somebody waits for as much of another.

        So who moves a lever does not wait for what was asked before.
        """
        with self._open() as act:
            own = act("SELECT there, seen FROM jobs WHERE key = ?", (key,)).fetchone() or (0, time.time())
            asked = "SELECT 1 FROM jobs WHERE status = ? AND there = ? AND seen > ? LIMIT 1"
            return act(asked, (QUEUED, own[0], own[1] + LOOKED_AWAY)).fetchone() is not None

    def put_back(self, key: str) -> None:
        """It was broken off, and goes on when it is its turn; what was paused stays so."""
        with self._open() as act:
            asked = "UPDATE jobs SET status = ? WHERE key = ? AND status = ?"
            act(asked, (QUEUED, key, RUNNING))

    def reached(self, key: str, there: int, last: bool) -> None:
        """So many runs of each arm are there; if more are wanted it waits for its next turn, or goes on resting."""
        with self._open() as act:
            act("UPDATE jobs SET there = ?, tries = 0 WHERE key = ?", (there, key))
            asked = "UPDATE jobs SET status = ? WHERE key = ? AND (? OR status NOT IN (?, ?))"
            act(asked, (DONE if last else QUEUED, key, last, PAUSED, CANCELLED))

    def failed(self, key: str, error: BaseException) -> None:
        """It cannot be computed, and why."""
        said = dict(zip(LANGUAGES, said_in_both(error), strict=True))
        with self._open() as act:
            asked = "UPDATE jobs SET status = ?, error = ? WHERE key = ?"
            act(asked, (FAILED, json.dumps(said, ensure_ascii=False), key))

    def nobody_works(self, error: BaseException | None = None) -> None:
        """No worker is there: what was under way waits again; what killed several of them has failed.

        Args:
            error: what the worker died of; None if that was nobody's fault.
        """
        with self._open() as act:
            rows = act("SELECT key, tries FROM jobs WHERE status = ?", (RUNNING,)).fetchall()
            act("UPDATE jobs SET status = ? WHERE status = ?", (QUEUED, RUNNING))
            for key, tries in rows if error else ():
                act("UPDATE jobs SET tries = ? WHERE key = ?", (tries + 1, key))
        for key, tries in rows if error else ():
            if error and tries + 1 >= TRIES:
                self.failed(key, error)

    def keep_text(self, key: str, text: Mapping[str, str]) -> None:
        """Keep what was told, by language; results that are numbers stand in the store."""
        with self._open() as act:
            act("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, json.dumps(text, ensure_ascii=False)))

    def text(self, key: str, lang: str) -> str:
        """What was told, in a language or under another name; empty if nothing was."""
        with self._open() as act:
            row = act("SELECT value FROM kept WHERE name = ?", (key,)).fetchone()
        return str(json.loads(row[0]).get(lang, "")) if row else ""

    def remember(self, name: str, address: str) -> None:
        """Keep at which address results of this name were asked for, so that they lead back there."""
        self.keep_text(f"{ADDRESS}{name}", {"": address})

    def address(self, name: str) -> str:
        """The address at which results of this name were last asked for; empty if that is not known."""
        return self.text(f"{ADDRESS}{name}", "")

    def secret(self) -> str:
        """What the forms of this folder's pages carry, so that no other page can send one."""
        with self._open() as act:
            act("INSERT OR IGNORE INTO kept VALUES ('secret', ?)", (secrets.token_hex(16),))
            return str(act("SELECT value FROM kept WHERE name = 'secret'").fetchone()[0])


def said_in_both(error: object) -> list[str]:
    """What is wrong, in each language: in our own words, or else in those of whoever raised it."""
    if isinstance(error, TupSimError | Message):
        return [error.said(translator(lang)) for lang in LANGUAGES]
    return [str(error)] * len(LANGUAGES)


def _bound(act: Act) -> None:
    """Give up what waits longest unseen beyond a number, and forget the oldest rows beyond another."""
    which = "SELECT key FROM jobs WHERE status = ? ORDER BY seen DESC LIMIT -1 OFFSET ?"
    act(f"UPDATE jobs SET status = ? WHERE key IN ({which})", (CANCELLED, QUEUED, WAITING_AT_MOST))
    old = "SELECT key FROM jobs WHERE status <> ? ORDER BY seen DESC LIMIT -1 OFFSET ?"
    act(f"DELETE FROM jobs WHERE key IN ({old})", (RUNNING, ROWS_AT_MOST))
