"""Text for a terminal of any width: wrapped paragraphs and tables that become lists when there is no room."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from textwrap import wrap

NARROWEST = 30
COMMAND = "tup-sim "  # what follows on the line is to be copied in one piece
LAST_COLUMN = 30
GAP = "  "


def terminal_width() -> int:
    """Columns to fill: those of the terminal or of ``COLUMNS``, 80 in a file or a pipe; never too few to wrap to."""
    return max(get_terminal_size((80, 24)).columns, NARROWEST)


def fitted(text: str, width: int) -> str:
    """The text with each line that is too long wrapped between words, and indented as it begins.

    A command at the end of a line stays in one piece, and so does a word such as a path.
    """
    return "\n".join(line if len(line) <= width else _wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> str:
    said = line.lstrip(" ")
    if said.startswith(COMMAND):
        return line
    indent = " " * (len(line) - len(said))
    before, command, behind = said.partition(COMMAND)
    words, kept = (before, command + behind) if before.endswith(": ") else (said, "")
    lines = wrap(words, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                 break_on_hyphens=False)  # fmt: skip
    if kept and lines and len(lines[-1]) + 1 + len(kept) <= width:
        return "\n".join([*lines[:-1], f"{lines[-1]} {kept}"])
    return "\n".join([*lines, *([indent + kept] if kept else [])])


def printable(text: str) -> str:
    """The text with a question mark for every sign that standard output cannot show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def paragraph(text: str, width: int, indent: int = 0) -> str:
    """A text wrapped and indented as a whole."""
    space = " " * indent
    lines = wrap(text, width, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)
    return "\n".join(lines)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    """Rows under a header, the last column wrapped; a list of blocks if the columns do not fit."""
    body = [list(row) for row in rows]
    sizes = [max(len(row[column]) for row in [header, *body]) for column in range(len(header))]
    room = width - sum(sizes[:-1]) - len(GAP) * (len(header) - 1)
    if room < min(LAST_COLUMN, sizes[-1]):
        return "\n".join(_block(header, row, width) for row in body)
    rule = ["-" * size for size in [*sizes[:-1], min(room, sizes[-1])]]
    return "\n".join(_row(row, sizes, room) for row in [list(header), rule, *body])


def listed(rows: Sequence[tuple[str, str]], width: int) -> str:
    """Labels and what belongs to each, wrapped behind the longest label."""
    sizes = [max(len(label) for label, _ in rows), 0]
    return "\n".join(_row(row, sizes, width - sizes[0] - len(GAP)) for row in rows)


def _row(cells: Sequence[str], sizes: Sequence[int], room: int) -> str:
    first = GAP.join([cell.ljust(size) for cell, size in zip(cells[:-1], sizes, strict=False)] + [""])
    last = wrap(cells[-1], room, break_on_hyphens=False) or [""]
    return f"\n{' ' * len(first)}".join([f"{first}{last[0]}".rstrip(), *last[1:]])


def _block(header: Sequence[str], row: Sequence[str], width: int) -> str:
    """One row as a list: the first cell as heading, the others with the name of their column."""
    lines = [f"{name} {cell}" for name, cell in zip(header[1:], row[1:], strict=True) if cell]
    return "\n".join([row[0], paragraph("; ".join(lines), width, indent=4)])
