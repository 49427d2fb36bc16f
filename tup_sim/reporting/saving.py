"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tup_sim.errors import Message, OutputError
from tup_sim.refused import reason_of
from tup_sim.study.cells import write_text

if TYPE_CHECKING:
    from pandas import DataFrame


CSV, MARKDOWN, PAGE = (".csv", ".txt"), (".md", ".markdown", ".txt"), (".html", ".htm")
PICTURE, PARQUET, JSON, PDF = (".png", ".svg"), (".parquet",), (".json",), (".pdf",)
XLSX, LATEX, DOCX = (".xlsx",), (".tex", ".txt"), (".docx",)
# Endings that say what is in a file; another, as in "v1.2", says nothing.
SPEAKING = {
    *CSV, *MARKDOWN, *PAGE, *PICTURE, *PARQUET, *JSON, *LATEX, ".tsv", ".xlsx", ".xls", ".ods", ".pdf", ".doc", ".docx",
    ".odt", ".rtf", ".ppt", ".pptx", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".eps", ".ps",
    ".xml", ".yaml", ".yml", ".db", ".sqlite", ".feather", ".zip", ".gz", ".bz2", ".xz", ".zst",
}  # fmt: skip


def check_place(path: Path, kind: Sequence[str] = ()) -> None:
    """Find out before the work whether a file can be written there, without changing anything.

    Args:
        path: where the file is wanted.
        kind: endings of what will be written; with none the ending is not looked at.

    Raises:
        OutputError: no such folder, no permission, the file is locked, or its ending says that it is something else.
    """
    _check_name(path)
    if path.is_dir():
        raise OutputError(Message("{path}: is a folder, not a file", path=path))
    check_ending(path, kind)
    if not path.parent.is_dir():
        raise OutputError(Message("{path}: there is no folder '{folder}'", path=path, folder=path.parent))
    if _is_device(path):
        return _try(path, lambda: path.open("ab").close())
    _try(path, lambda: _touch(_beside(path)))
    if path.exists():
        _try(path, lambda: path.open("ab").close())


def check_ending(path: Path, kind: Sequence[str]) -> None:
    """Refuse a name whose ending says that something else is in the file.

    Raises:
        OutputError: it does; with a name that would do.
    """
    ending = path.suffix.lower()
    if not kind or ending in kind or ending not in SPEAKING:
        return
    bare = path.with_suffix("")
    instead = bare if bare.suffix.lower() in kind else path.with_suffix(kind[0])
    problem = "{path}: what is written here is no {ending} file; write {instead}"
    raise OutputError(Message(problem, path=path, ending=ending, instead=instead))


def make_folder(path: Path) -> None:
    """Make a folder for results, with the folders above it; fine if it exists.

    Raises:
        OutputError: it cannot be made.
    """
    _check_name(path)
    _try(path, lambda: path.mkdir(parents=True, exist_ok=True))


def save_csv(frame: DataFrame, path: Path, lang: str = "en") -> None:
    """Write a table as CSV; a text that a spreadsheet would run as a formula is made harmless.

    Args:
        frame: the table.
        path: of the file.
        lang: ``nl`` for a spreadsheet that is set to Belgium or the Netherlands (``cells.write_text``).

    Raises:
        OutputError: the disk is full, the file locked, or its ending says that it is no CSV; what stood there before
            is left.
    """
    check_ending(path, CSV)
    save(path, lambda place: write_text(frame, place, lang))


def save(path: Path, write: Callable[[Path], object]) -> None:
    """Let something be written beside its place, then put it there in one move.

    Args:
        path: where the file is wanted; a device such as ``/dev/stdout`` is written directly.
        write: writes the file to the place it is given.

    Raises:
        OutputError: it could not be written; what stood there before is left.
    """
    if _is_device(path):
        return _try(path, lambda: write(path))
    target = path.resolve()
    part = _beside(target)
    try:
        _try(path, lambda: write(part))
        _try(path, lambda: os.replace(part, target))
    finally:
        with suppress(OSError):
            part.unlink()


def _try(path: Path, act: Callable[[], object]) -> None:
    """Do something with a file; an error of the system becomes one line."""
    try:
        act()
    except OSError as error:
        problem = "{path}: cannot be written ({why})"
        raise OutputError(Message(problem, path=path, why=reason_of(error))) from error


def _check_name(path: Path) -> None:
    """A name is told back, kept in results and stands in texts, so it has to be text."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        shown = str(path).encode("utf-8", "replace").decode()
        raise OutputError(Message("{path}: this name is no UTF-8; choose another", path=shown)) from None
    if "\0" in str(path):
        raise OutputError(Message("{path}: a name cannot have a zero in it", path=path))


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _beside(path: Path) -> Path:
    """A place for an unfinished file in the same folder, with the same ending."""
    return path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")


def _touch(path: Path) -> None:
    path.touch()
    path.unlink()
