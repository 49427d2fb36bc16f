"""The tables of a store of results, open: asked, changed in whole transactions, and never taken for ours unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tup_sim.errors import DamagedStore, Message, OutputError, TupSimError, one_line
from tup_sim.files.store_errors import NOT_UNDERSTOOD, damaged, explained, in_words
from tup_sim.files.store_file import FILE, connected, is_there, make_folder, place_of, refuse_no_files
from tup_sim.files.tables import BEFORE_DIGESTS, VERSION, add_digests, lacking, loose, make, small
from tup_sim.model.parameters.given import text

LOG_PAGES = 100  # of the log beside the file, before they are put into the file


class OpenTables:
    """The tables in a folder of results, open.

    Attributes:
        path: the file.
        sealed: whether it keeps digests; one of the first version that is only read does not.
    """

    def __init__(self, folder: Path, write: bool = True, check: bool = True, log: bool = True) -> None:
        """Open the results of a folder; to write, the folder is made if it is not there.

        Args:
            folder: of the results.
            write: whether runs will be kept or forgotten; a store of the first version gets its digests now.
            check: whether small tables and indexes must hold together; only who looks for damage does without.
            log: whether what is written goes to a log first, so that others can read meanwhile; a network disk cannot
                have one.

        Raises:
            OutputError: it cannot be written.
            TupSimError: there are no results, or they cannot be read.
        """
        folder = Path(text(folder, "folder", Message("write the path of a folder")))
        self.path = folder / FILE
        self.sealed, self._log = True, log
        self._place: tuple[int, int] | None = None
        if write:
            make_folder(folder)
        elif not is_there(self.path):
            raise TupSimError(
                Message("{folder}: there are no results here (no file {file})", folder=folder, file=FILE)
            )
        refuse_no_files(self.path)
        with self._told():
            self._connection = connected(self.path, write)
            try:
                self._prepare(write, check)
            except BaseException:
                self._connection.close()
                raise
        self._place = place_of(self.path)

    def close(self) -> None:
        """Nothing more is read or written."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def rows(self, asked: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """What a question to the tables gives.

        Raises:
            TupSimError: it cannot be read, or is damaged.
        """
        with self._told():
            return self._connection.execute(asked, values).fetchall()

    def each(self, asked: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """What a question to the tables gives, one row after the other; errors as for ``rows``."""
        with self._told():
            yield from self._connection.execute(asked, values)

    @contextmanager
    def change(self) -> Iterator[Any]:
        """One transaction: all of it is there afterwards, or nothing.

        Raises:
            OutputError: the file was removed or replaced meanwhile, or cannot be written.
            DamagedStore: it is damaged.
        """
        if self._place is not None and place_of(self.path) != self._place:
            raise OutputError(
                Message(
                    "{path}: was removed or replaced while running; put it back, or begin again",
                    path=self.path,
                )
            )
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                self.taken_back()
                raise

    def taken_back(self) -> None:
        """A transaction has come to nothing: what was learnt in it is forgotten."""

    @contextmanager
    def understood(self) -> Iterator[None]:
        """What is kept in the file but cannot be understood is told as damage.

        Raises:
            DamagedStore: something inside was not understood.
        """
        try:
            yield
        except NOT_UNDERSTOOD as error:
            raise self.damaged(in_words(error)) from error

    def damaged(self, what: str) -> DamagedStore:
        """The error that says that something in this file is not what was kept."""
        return damaged(self.path, what)

    def problems(self, tables: str = "") -> Iterator[str]:
        """What does not hold together in the tables and their indexes.

        Args:
            tables: one that is looked at; empty for all small ones.
        """
        version = VERSION if self.sealed else BEFORE_DIGESTS
        with self._told():
            yield from loose(self._connection.execute, (tables,) if tables else small(version))

    def shrink(self) -> None:
        """Give the room of what was forgotten back to the disk.

        Raises:
            TupSimError: it cannot be written, or is damaged.
        """
        with self._told():
            self._connection.execute("VACUUM")

    def _prepare(self, write: bool, check: bool) -> None:
        """Make the tables in a new file; refuse one that is not ours, of a later version, or damaged."""
        found = self._version(write)
        if write:
            self._connection.execute(f"PRAGMA journal_mode = {'WAL' if self._log else 'DELETE'}")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            with self.change() as act:
                if (found := self._version(write)) == 0:
                    make(act)
                elif found == BEFORE_DIGESTS:
                    self._refuse_damage(found, True)
                    add_digests(act)
                found = VERSION
            self._connection.execute("PRAGMA wal_checkpoint")
        self._refuse_damage(found, check)

    def _version(self, write: bool) -> int:
        """Version of the tables; 0 for a new file that may be written."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        empty = not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        if version == 0 and empty and not write:
            what = "{path}: is empty; if results were there, their log (-wal) may be missing"
            raise TupSimError(Message(what, path=self.path))
        if version not in (BEFORE_DIGESTS, VERSION) and not (version == 0 and empty):
            what = (
                "{path}: was not written by this version of TUP-sim (tables {version}, here {here}), or is damaged; "
                "it is left as it is: use another folder"
            )
            raise TupSimError(Message(what, path=self.path, version=version, here=VERSION))
        return int(version)

    def _refuse_damage(self, version: int, check: bool) -> None:
        """The tables have to be ours, or anything could hide behind their names; and, mostly, hold together."""
        self.sealed = version == VERSION
        for name in lacking(self._connection.execute, version):
            raise self.damaged(Message("'{name}' is not as it was made", name=one_line(str(name))))
        for problem in self.problems() if check else ():
            raise self.damaged(one_line(problem, 200))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """An error of the store becomes one line that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise explained(self.path, error) from error
        except UnicodeDecodeError as error:  # of a message of SQLite that quotes what is no text
            raise self.damaged(in_words(error)) from error
        except UnicodeEncodeError as error:
            what = "{path}: '{text}' cannot be looked up: it is no text"
            raise TupSimError(Message(what, path=self.path, text=one_line(error.object))) from error
