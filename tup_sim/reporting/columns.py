"""Rows of a table in columns that fit: beside each other, the first one wrapped, or else each row on several lines."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

ENDLESS = sys.maxsize  # a file or a pipe has no right edge
NAME = 20  # signs of the first cell that keep it readable where it is wrapped
WORDS = 16  # and of the last
DEEPER = 2
Row = Sequence[str]


class Look(NamedTuple):
    """How columns stand beside each other.

    Attributes:
        right: columns against the right edge.
        near: columns with one space behind them instead of two.
        heading: the column that stands behind the first cell, in brackets, where that is a heading; 0 for none.
        headed: whether the first row names the columns; then each cell gets that name where it cannot stand below it.
    """

    right: Collection[int] = (1,)
    near: Collection[int] = (1,)
    heading: int = 3
    headed: bool = False

    def gap(self, column: int) -> int:
        """Spaces behind a column."""
        return 1 if column in self.near else 2

    def cell(self, row: Row, column: int, size: int) -> str:
        """A cell as wide as its column."""
        return row[column].rjust(size) if column in self.right else row[column].ljust(size)


NUMBERED, HEADED = Look(), Look((), (), 0, True)


def columns(rows: Sequence[Row], width: int = ENDLESS, look: Look = NUMBERED, indent: int = 2) -> list[str]:
    """The lines of a table.

    Args:
        rows: cells, as many in every row.
        width: signs in a line.
        look: how columns stand beside each other.
        indent: spaces in front.
    """
    return [line for lines in blocks_of_rows(rows, width, look, indent) for line in lines]


def blocks_of_rows(
    rows: Sequence[Row], width: int = ENDLESS, look: Look = NUMBERED, indent: int = 2
) -> list[list[str]]:
    """The same, the lines of every row by themselves; all rows are laid out in one way."""
    sizes = [max(map(len, column)) for column in zip(*rows, strict=True)]
    while sizes and not sizes[-1]:
        sizes.pop()  # nothing stands in the last column
    if not sizes:
        return [[] for _ in rows]
    others, room = range(1, len(sizes)), width - indent
    first = room - _wide(sizes, others, look) - look.gap(0)
    if first >= min(NAME, sizes[0]):
        beside = [min(first, sizes[0]), *sizes[1:]]
        return [list(_beside(row, beside, look, indent)) for row in rows]
    if look.headed:
        return [[], *(list(_by_name(rows[0], row, width, indent)) for row in rows[1:])]
    lines = _shared_out(sizes, [each for each in others if each != look.heading], look, room - DEEPER)
    return [list(_below(row, sizes, lines, look, width, indent)) for row in rows]


def _wide(sizes: Sequence[int], chosen: Sequence[int], look: Look) -> int:
    """How wide these columns are together."""
    return sum(sizes[each] + look.gap(each) for each in chosen) - (look.gap(chosen[-1]) if chosen else 0)


def _shared_out(sizes: Sequence[int], chosen: Sequence[int], look: Look, room: int) -> list[list[int]]:
    """Which columns stand on which line: as many as fit, and the last one wrapped if there is room for a few words."""
    lines: list[list[int]] = [[]]
    for each in chosen:
        last = min(sizes[each], WORDS) if each == chosen[-1] else sizes[each]
        needed = _wide([*sizes[:each], last], [*lines[-1], each], look)
        if lines[-1] and needed > room:
            lines.append([])
        lines[-1].append(each)
    return lines


def _beside(row: Row, sizes: Sequence[int], look: Look, indent: int) -> Iterator[str]:
    """A row on one line, the rest of its first cell below it."""
    name, *more = wrap(row[0], sizes[0], break_on_hyphens=False) or [""]
    yield " " * indent + _joined([name, *row[1:]], range(len(sizes)), sizes, look)
    yield from (" " * indent + each for each in more)


def _below(
    row: Row, sizes: Sequence[int], lines: Sequence[Sequence[int]], look: Look, width: int, indent: int
) -> Iterator[str]:
    """A row with its first cell as a heading, and the other columns on lines below it."""
    heading = f"{row[0]} ({row[look.heading]})" if look.heading and row[look.heading] else row[0]
    yield from (" " * indent + each for each in wrap(heading, width - indent, break_on_hyphens=False))
    for chosen in lines:
        if not any(row[each] for each in chosen):
            continue
        start = " " * (indent + DEEPER)
        *front, last = chosen
        before = start + _joined(row, front, sizes, look, end=look.gap(front[-1]) if front else 0)
        words = wrap(look.cell(row, last, 0), max(width - len(before), WORDS), break_on_hyphens=False) or [""]
        lone = look.cell(row, last, sizes[last]) if len(words) == 1 else words[0]
        yield f"{before}{lone}".rstrip()
        yield from (" " * len(before) + each for each in words[1:])


def _by_name(head: Row, row: Row, width: int, indent: int) -> Iterator[str]:
    """A row as a heading and its other cells, each behind the name of its column."""
    named = (f"{name} {cell}".strip() for name, cell in zip(head[1:], row[1:], strict=True) if cell)
    for text, deeper in ((row[0], 0), ("; ".join(named), DEEPER)):
        space = " " * (indent + deeper)
        yield from wrap(text, width, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)


def _joined(row: Row, chosen: Sequence[int], sizes: Sequence[int], look: Look, end: int = 0) -> str:
    parts = [look.cell(row, each, sizes[each]) + " " * look.gap(each) for each in chosen]
    text = "".join(parts)
    return text[: len(text) - look.gap(chosen[-1])].rstrip() if parts and not end else text
