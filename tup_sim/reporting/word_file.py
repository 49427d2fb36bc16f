"""Files of a word processor (.docx), and the table for a paper as one, in which it can be edited and restyled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tup_sim.errors import Message, TupSimError
from tup_sim.reporting.paper import HEAD, NUMBERS, by_heading
from tup_sim.study.cells import visible
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key
from tup_sim.texts import say

NO_WRITER = Message(
    '--format docx needs python-docx: pip install "tup-sim[word]"; --format html does without'
)
MADE = datetime(2000, 1, 1)  # said in every file: when it was written says nothing
SMALL = 9  # points, so that eight columns fit on a sheet that lies
A4, MARGIN = (210, 297), 18  # mm


def begun(lang: str, without: Message) -> Any:
    """An empty document on A4 in a language, which says nothing of who made it and when.

    Args:
        lang: ``en`` or ``nl``.
        without: what is said if the library is not there.

    Raises:
        TupSimError: python-docx is not there.
    """
    try:
        from docx import Document
        from docx.oxml.ns import qn
        from docx.shared import Mm
    except ImportError:
        raise TupSimError(without) from None
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = ""
    (sheet,) = document.sections
    sheet.page_width, sheet.page_height = map(Mm, A4)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Mm(MARGIN)
    for each in document.styles.element.xpath("//w:rPrDefault//w:lang"):
        each.set(qn("w:val"), say(lang, "spelled"))  # or it would call every word a mistake
    return document


def write_docx(found: Findings, lang: str, path: Path, outcomes: Sequence[Key] = ()) -> None:
    """Write the differences of an experiment as a table in a Word file, on a sheet that lies.

    Args:
        found: what the experiment found.
        lang: ``en`` or ``nl``.
        path: of the file.
        outcomes: which; those that the experiment looks at if none are named.

    Raises:
        TupSimError: python-docx is not there.
    """
    document = begun(lang, NO_WRITER)
    _lay_down(document.sections[0])
    document.add_heading(visible(found.experiment.title.in_language(lang)), level=1)
    table = document.add_table(rows=1, cols=len(HEAD), style="Light List")
    _fill(table.rows[0], [say(lang, f"paper-{name}") for name in HEAD])
    for heading, rows in by_heading(found, lang, outcomes):
        row = table.add_row()
        row.cells[0].merge(row.cells[-1])
        written(row.cells[0], heading, italic=True)
        for cells in rows:
            _fill(table.add_row(), cells)
    document.add_paragraph(say(lang, "paper-note"))
    document.save(str(path))


def _lay_down(section: Any) -> None:
    """Turn the sheet on its side."""
    from docx.enum.section import WD_ORIENT

    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _fill(row: Any, cells: Sequence[str]) -> None:
    for place, text in enumerate(cells):
        written(row.cells[place], text, right=place in NUMBERS)


def written(cell: Any, text: str, size: float = SMALL, italic: bool = False, right: bool = False) -> None:
    """Add a text to a cell of a table, at the end of its last paragraph.

    Args:
        cell: of python-docx.
        text: what is added.
        size: of the letters, in points.
        italic: whether they lean.
        right: whether the paragraph is set to the right.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[-1]
    run = paragraph.add_run(visible(text))
    run.font.size, run.italic = Pt(size), italic
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
