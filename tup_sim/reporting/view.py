"""A result as people read it: made once, and shown in a terminal, as Markdown, or its tables in the page of a brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from tup_sim.reporting.columns import ENDLESS, HEADED, NUMBERED, Look, blocks_of_rows
from tup_sim.reporting.markdown import markdown_table
from tup_sim.texts import say

Row = tuple[str, ...]


class Table(NamedTuple):
    """Rows in columns.

    Attributes:
        rows: cells, as many in every row.
        look: how columns stand beside each other in a terminal, and whether the first row names them.
        headings: what stands above a row, by its place, where rows stand in groups.
        total: whether the last row is what those before it add up to.
        indent: spaces in front.
    """

    rows: Sequence[Row]
    look: Look = NUMBERED
    headings: Mapping[int, str] = MappingProxyType({})
    total: bool = False
    indent: int = 2

    @property
    def head(self) -> Row:
        """The names of the columns; empty ones if they have none."""
        return self.rows[0] if self.look.headed else ("",) * len(self.rows[0])

    def groups(self) -> Iterator[tuple[str, Sequence[Row]]]:
        """The rows below the names of the columns, by group with its heading; one without heading if there are none."""
        begins = sorted({int(self.look.headed), *self.headings})
        for begin, end in zip(begins, [*begins[1:], len(self.rows)], strict=True):
            if begin < end:
                yield self.headings.get(begin, ""), self.rows[begin:end]


def grouped(head: Row, groups: Iterable[tuple[str, Sequence[Row]]]) -> Table:
    """A table with named columns, and its rows in groups with a heading."""
    rows, headings = [head], {}
    for name, inside in groups:
        headings[len(rows)] = name
        rows += inside
    return Table(rows, HEADED, headings)


Part = str | Table


class View(NamedTuple):
    """A result, or one of the things in it.

    Attributes:
        title: what it is about; empty if that goes without saying.
        parts: sentences and tables.
        blocks: the things in it, one after the other.
        foot: what to bear in mind.
    """

    title: str
    parts: Sequence[Part]
    blocks: Sequence[View] = ()
    foot: Sequence[str] = ()


def foot(lang: str, quick: bool = False, warning: str = "quick") -> list[str]:
    """What to bear in mind with any result; first of all if it was a quick look."""
    return [*([say(lang, warning)] if quick else []), say(lang, "laboratory")]


def as_text(*views: View, width: int = ENDLESS) -> str:
    """Results for a terminal, in tables with so many signs in a line; sentences are left as they are."""
    mark = "== " if len(views) > 1 else ""
    return "\n\n".join("\n".join(_lines(view, width, mark)) for view in views)


def as_markdown(view: View, level: int = 2) -> str:
    """A result as part of a document, its title a heading of this level."""
    title = [f"{'#' * level} {view.title}"] if view.title else []
    blocks = (as_markdown(block, level + 1) for block in view.blocks)
    return "\n\n".join([*title, *map(_in_markdown, view.parts), *blocks, *view.foot])


def as_html(view: View, level: int = 3) -> str:
    """A result as a part of a page or notebook, its title a heading of this level; all text is escaped."""
    title = [f"<h{level}>{escape(view.title)}</h{level}>"] if view.title else []
    blocks = (as_html(block, level + 1) for block in view.blocks)
    return "\n".join([*title, *map(_in_html, view.parts), *blocks, *map(_in_html, view.foot)])


def _in_html(part: Part) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part.strip())}</p>" if part.strip() else ""
    rows = [_html_row(part.head, "th")] if any(part.head) else []
    for name, inside in part.groups():
        rows += [f'<tr><th colspan="{len(part.head)}">{escape(name)}</th></tr>'] if name else []
        rows += [_html_row(row, "td") for row in inside]
    return f"<table>{''.join(rows)}</table>"


def _html_row(row: Row, cell: str) -> str:
    return f"<tr>{''.join(f'<{cell}>{escape(each)}</{cell}>' for each in row)}</tr>"


def _lines(view: View, width: int, mark: str = "") -> Iterable[str]:
    yield from [mark + view.title] if view.title else []
    for part in view.parts:
        yield from [part] if isinstance(part, str) else _laid_out(part, width)
    for block in view.blocks:
        yield from ("", *_lines(block, width))
    yield from ("", *view.foot) if view.foot else ()


def _laid_out(table: Table, width: int) -> Iterable[str]:
    """The lines of a table, with its headings, and a rule above its total."""
    each = blocks_of_rows(table.rows, width, table.look, table.indent)
    for place, shown in enumerate(each):
        yield from ("", table.headings[place]) if place in table.headings else ()
        if table.total and place == len(each) - 1:
            long = sum(max(len(row[column]) for row in table.rows) for column in (0, 1))
            yield (" " * table.indent + "-" * (long + table.look.gap(0)))[:width]
        yield from shown


def _in_markdown(part: Part) -> str:
    if isinstance(part, str):
        return part.strip()
    rows: list[Row] = []
    for name, inside in part.groups():
        rows += [(f"**{name}**", *[""] * (len(part.head) - 1))] if name else []
        rows += [tuple(cell.replace("*", "\\*") for cell in row) for row in inside]
    return markdown_table(part.head, rows)
