"""The first two sheets of a brief as a file of a word processor (.docx), in which they can be edited and restyled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from tup_sim.errors import Message
from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.one_table import Cell, FirstTable
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.word_file import written
from tup_sim.study.cells import visible

NO_WRITER = Message(
    '--docx needs python-docx: pip install "tup-sim[word]"; without it, open the page in a word processor'
)
SMALL, SMALLEST, ACROSS = 8, 7, 2  # points, points, and pictures in a row
IN_A_CELL = 82  # mm: half of what a sheet of A4 has between its margins, less those of the cell


def fill(document: Any, sheets: Mapping[str, Any], speech: Speech) -> None:
    """Put what stands on the first two sheets into a document, in the same order; the annex is on the page.

    Args:
        document: an empty one, from ``word_file.begun``.
        sheets: from ``page.first_sheets``.
        speech: the language.
    """
    front = sheets["front"]
    _small(document, speech.say("kind"))
    document.add_heading(visible(sheets["title"]), level=1)
    document.add_paragraph(visible(sheets["question"]))
    _small(document, " · ".join(sheets["facts"]))
    _listed(document, speech.say("head-alarm"), sheets["alarms"])
    document.add_heading(speech.say("head-answer"), level=2)
    for each in front.sentences:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{each.head} ").bold = True
        paragraph.add_run(visible(" ".join(each.parts)))
    document.add_heading(speech.say("front-table"), level=2)
    _add_table(document, front.table)
    for text in filter(None, (front.more, sheets["about"])):
        _small(document, text)
    _add_pictures(document, speech.say("head-two"), sheets["first"])
    _listed(document, speech.say("head-depends"), front.depends, style="Normal")
    _listed(document, speech.say("head-trust"), [front.evidence], style="Normal")
    _listed(document, speech.say("head-limits"), front.limits)
    _listed(document, speech.say("head-words"), front.words)
    again = [sheets["commands"][0], sheets["file"], speech.say("about-annex")]
    _listed(document, speech.say("head-again"), [*filter(None, again)], style="Normal")


def _listed(document: Any, heading: str, texts: Sequence[str], style: str = "List Bullet") -> None:
    """A heading and what stands below it; nothing at all if that is nothing."""
    if texts:
        document.add_heading(heading, level=2)
    for text in texts:
        document.add_paragraph(visible(text), style=style)


def _small(document: Any, text: str) -> None:
    from docx.shared import Pt

    document.add_paragraph().add_run(visible(text)).font.size = Pt(SMALL)


def _add_table(document: Any, shown: FirstTable) -> None:
    """The comparisons, with a row across for each question."""
    table = document.add_table(rows=1, cols=len(shown.head), style="Light List Accent 1")
    for cell, name in zip(table.rows[0].cells, shown.head, strict=True):
        written(cell, name, SMALL)
    for part in shown.parts:
        row = table.add_row().cells
        written(row[0].merge(row[-1]), part.heading, SMALL, italic=True)
        for line in part.lines:
            first, *others = table.add_row().cells
            written(first, line.name, SMALL)
            for place, cell in zip(others, line.cells, strict=True):
                _fill(place, cell)


def _fill(place: Any, cell: Cell) -> None:
    """The number and the judge's word, and below them where it probably lies."""
    written(place, f"{cell.value} {cell.word}".rstrip(), SMALL)
    if cell.between:
        place.paragraphs[0].add_run().add_break()
        written(place, cell.between, SMALLEST)


def _add_pictures(document: Any, heading: str, pictures: Sequence[Picture]) -> None:
    """The pictures beside each other, each with what it shows for who cannot see it, and how it is read."""
    from docx.shared import Mm

    if not pictures:
        return
    document.add_heading(heading, level=2)
    places = document.add_table(rows=1, cols=ACROSS).rows[0].cells
    for place, each in zip(places, pictures, strict=False):
        shown = place.paragraphs[0].add_run().add_picture(BytesIO(each.png()), width=Mm(IN_A_CELL))
        shown._inline.docPr.set("descr", each.alternative)
        place.add_paragraph()
        written(place, each.caption, SMALL)
