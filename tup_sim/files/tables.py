"""The tables of a store of results: how they are made, and whether they are those of this version and hold together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from typing import Any

from tup_sim.files.sealing import NO_WINDOW, seal, seal_of_numbers, seal_of_text

VERSION = 2  # of the tables below
BEFORE_DIGESTS = 1  # the version that kept none
KEPT_BEFORE = "unknown (kept before there were digests)"  # environment of the runs of that version
AS_BEFORE = """
CREATE TABLE names (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE runs (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL, seed TEXT NOT NULL,
    replication INTEGER NOT NULL, error TEXT NOT NULL, seconds REAL NOT NULL, kept TEXT NOT NULL);
CREATE TABLE numbers (run INTEGER NOT NULL, window TEXT NOT NULL, names INTEGER NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY (run, window));
CREATE TABLE weeks (run INTEGER PRIMARY KEY, names INTEGER NOT NULL, numbers BLOB NOT NULL);
CREATE TABLE experiments (name TEXT PRIMARY KEY, digest TEXT NOT NULL, definition TEXT NOT NULL, text TEXT NOT NULL,
    manifest TEXT NOT NULL, began TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE belongs (experiment TEXT NOT NULL, point INTEGER NOT NULL, world INTEGER NOT NULL,
    replication INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (experiment, point, world, replication)) WITHOUT ROWID;
CREATE INDEX belongs_by_key ON belongs (key);
"""
ADDED = """
CREATE TABLE provenance (run INTEGER PRIMARY KEY, environment TEXT NOT NULL, trace TEXT NOT NULL, parts TEXT NOT NULL,
    seal TEXT NOT NULL);
CREATE TABLE seals (experiment TEXT PRIMARY KEY, seal TEXT NOT NULL);
"""
SMALL = ("names", "runs", "experiments", "belongs")
SMALL_ADDED = ("provenance", "seals")
FRONT = "number, key, scenario, seed, replication, error, seconds, kept"
RECORD = "name, digest, definition, text, manifest, began, changed"
Act = Callable[..., sqlite3.Cursor]


def make(act: Act) -> None:
    """Make all tables in an empty file; inside a transaction."""
    _make(act, AS_BEFORE + ADDED)
    act(f"PRAGMA user_version = {VERSION}")


def add_digests(act: Act) -> None:
    """Make a store of the version before into one of this; inside a transaction.

    From now on its runs are guarded; what happened to them before, nobody can know, and their environment says so.
    A run whose names are gone gets no seal, so it is damaged from the beginning.
    """
    _make(act, ADDED)
    names = {number: seal_of_text(text) for number, text in act("SELECT number, text FROM names")}
    for number, *front in act(f"SELECT {FRONT} FROM runs").fetchall():
        if (parts := _parts(act, number, front[0], names)) is not None:
            rest = (KEPT_BEFORE, "", json.dumps(parts))
            act("INSERT INTO provenance VALUES (?, ?, ?, ?, ?)", (number, *rest, seal(*front, *rest)))
    for row in act(f"SELECT {RECORD} FROM experiments").fetchall():
        act("INSERT INTO seals VALUES (?, ?)", (row[0], seal(*row)))
    act(f"PRAGMA user_version = {VERSION}")


def _parts(act: Act, run: int, key: str, names: dict[int, str]) -> dict[str, str] | None:
    """Window to the seal of its numbers, as they are now."""
    asked = "SELECT window, names, numbers FROM numbers WHERE run = ? ORDER BY rowid"
    weeks = f"SELECT '{NO_WINDOW}', names, numbers FROM weeks WHERE run = ?"
    rows = [*act(asked, (run,)), *act(weeks, (run,))]
    if any(number not in names or not isinstance(blob, bytes) for _, number, blob in rows):
        return None
    return {window: seal_of_numbers(key, window, names[number], blob) for window, number, blob in rows}


def lacking(act: Act, version: int) -> list[str]:
    """What of the tables of a version is not there as it was made; a foreign trigger or view is one too many."""
    there = _made(act)
    strange = [name for kind, name, _ in there if kind in ("trigger", "view")]
    return sorted({name for _, name, _ in _right(version) - there} | set(strange), key=str)


def small(version: int) -> tuple[str, ...]:
    """The tables of a version that are looked at whenever it is opened; numbers are guarded by their seals."""
    return SMALL + (SMALL_ADDED if version == VERSION else ())


def loose(act: Act, tables: tuple[str, ...]) -> Iterator[str]:
    """What does not hold together in some tables and their indexes."""
    for table in tables:
        yield from (str(said) for (said,) in act(f"PRAGMA integrity_check({table})") if said != "ok")


def _make(act: Act, lines: str) -> None:
    for line in lines.strip().split(";\n"):
        act(line)


def _made(act: Act) -> frozenset[tuple[Any, ...]]:
    return frozenset(act("SELECT type, name, sql FROM sqlite_master"))


@cache
def _right(version: int) -> frozenset[tuple[Any, ...]]:
    """The tables and indexes of a version, as they lie in a new file."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _make(connection.execute, AS_BEFORE + (ADDED if version == VERSION else ""))
        return _made(connection.execute)
