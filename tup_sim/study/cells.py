"""Texts that somebody else wrote, made harmless before they go into a table, a page or a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TextIO

from tup_sim.signs import acts

if TYPE_CHECKING:
    from pathlib import Path

    from pandas import DataFrame

# What a spreadsheet takes for a formula, and the wide forms that some of them read as the same.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
KEPT = "\t\n\r\u2028\u2029"  # ends of a line, and tabs, which belong into a text
UNSEEN = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """A text in which every control sign is seen, so that it can neither steer a terminal nor break a picture."""
    if text.isprintable():
        return text
    return "".join(UNSEEN if acts(sign, KEPT) else sign for sign in text)


def harmless(text: str) -> str:
    """A text cell that no spreadsheet runs as a formula; a number that stands in a text stays what it is.

    A text that begins with ``= + - @``, a tab or a new line gets an apostrophe in front, and so does one that begins
    with apostrophes and then one of these. Who reads it back takes one apostrophe away: ``as_written``.
    """
    seen = visible(text)
    return f"'{seen}" if _FORMULA.match(seen) and not _is_number(seen) else seen


def as_written(cell: str) -> str:
    """The text of a cell that ``harmless`` wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def harmless_table(frame: DataFrame) -> DataFrame:
    """The same table with every text and every name of a column made harmless; numbers are left alone."""
    return frame.map(_cell).rename(columns=_cell)


def write_text(frame: DataFrame, place: Path | TextIO, lang: str = "en", header: bool = True) -> None:
    """Write a table as text that a spreadsheet opens as a table.

    In English with commas and decimal points, which every program reads. In Dutch as a spreadsheet expects it that is
    set to Belgium or the Netherlands: semicolons, decimal commas, and in a file the sign that says it is UTF-8.

    Args:
        frame: the table; its texts are made harmless.
        place: a file, or where text goes.
        lang: ``en`` or ``nl``.
        header: whether the names of the columns stand in front.
    """
    sep, decimal = (";", ",") if lang == "nl" else (",", ".")
    harmless_table(frame).to_csv(
        place,
        sep=sep,
        decimal=decimal,
        index=False,
        header=header,
        lineterminator="\n",
        encoding=encoding_in(lang),
    )


def encoding_in(lang: str) -> str:
    """How a file of such text is encoded."""
    return "utf-8-sig" if lang == "nl" else "utf-8"


def _cell(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text == text.strip()
