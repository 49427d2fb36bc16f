"""The results of an experiment as a workbook for a spreadsheet: one sheet for each table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tup_sim.errors import Message, TupSimError
from tup_sim.study.cells import harmless_table

if TYPE_CHECKING:
    from pandas import DataFrame

ROWS_AT_MOST = 1_048_576  # of a sheet
NO_WRITER = Message('--xlsx needs XlsxWriter: pip install "tup-sim[spreadsheet]"; --csv does without')
TOO_LONG = "a sheet has room for {most} rows, and there are more; write --parquet or --csv"
MADE = datetime(2000, 1, 1)  # said in every file, so that equal tables give equal files
SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}


def write_workbook(path: Path, sheets: Mapping[str, Iterable[DataFrame]]) -> None:
    """Write tables as sheets of a workbook; numbers stay numbers, and no text is run as a formula.

    Args:
        path: of the file.
        sheets: name of a sheet to its table, in parts that have the same columns.

    Raises:
        TupSimError: XlsxWriter is not there, or a table is longer than a sheet.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise TupSimError(NO_WRITER) from None
    book = Workbook(str(path), SAFE)
    book.set_properties({"created": MADE})
    try:
        for name, parts in sheets.items():
            _fill(book.add_worksheet(name), book.add_format({"bold": True}), parts)
    finally:
        book.close()


def _fill(sheet: Any, bold: Any, parts: Iterable[DataFrame]) -> None:
    """One sheet: the names of the columns, which stay in sight, and the rows."""
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(_rows(parts)):
        if number >= ROWS_AT_MOST:
            raise TupSimError(Message(TOO_LONG, most=ROWS_AT_MOST))
        for column, value in enumerate(row):
            if not (isinstance(value, float) and not math.isfinite(value)):
                sheet.write(number, column, value, *([bold] if number == 0 else []))


def _rows(parts: Iterable[DataFrame]) -> Iterator[list[Any]]:
    """The names of the columns, then every row."""
    for number, frame in enumerate(parts):
        table = harmless_table(frame)
        if number == 0:
            yield list(table.columns)
        for row in table.itertuples(index=False):
            yield [value.item() if hasattr(value, "item") else value for value in row]
