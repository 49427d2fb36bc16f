"""A brief on disk: the page, and its pictures beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.page import first_sheets, page
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.speech import speech_of
from tup_sim.reporting.brief.word import NO_WRITER, fill
from tup_sim.reporting.saving import PAGE, check_ending, make_folder, save
from tup_sim.reporting.word_file import begun
from tup_sim.study.findings import Findings


def write_brief(found: Findings, lang: str, path: Path, word: Path | None = None) -> list[Path]:
    """Write what an experiment found as one page of HTML, and its pictures as SVG and PNG in a folder beside it.

    Args:
        found: what the experiment found.
        lang: ``en`` or ``nl``.
        path: of the page; the pictures of ``brief.html`` come in ``brief_figures``.
        word: of a Word file with the first two sheets; None for no such file.

    Returns:
        The files written, the page first, the Word file last.

    Raises:
        TupSimError: there is to be a Word file, and python-docx is not there; nothing is written then.
        OutputError: a file could not be written, or its ending is not that of what is in it.
    """
    check_ending(path, PAGE)
    document: Any = None if word is None else begun(lang, NO_WRITER)
    speech = speech_of(found.experiment, lang)
    drawn = pictures(found, speech)
    text = page(found, speech, drawn)
    save(path, lambda place: place.write_text(text, encoding="utf-8", newline="\n"))
    files = [path, *_save_pictures(drawn, path.with_name(f"{path.stem}_figures"))]
    if word is None:
        return files
    fill(document, first_sheets(found, speech, drawn), speech)
    save(word, lambda place: document.save(str(place)))
    return [*files, word]


def _save_pictures(drawn: list[Picture], folder: Path) -> list[Path]:
    if not drawn:
        return []
    make_folder(folder)
    return [_save(each, folder / f"{each.name}.{form}") for each in drawn for form in ("svg", "png")]


def _save(picture: Picture, path: Path) -> Path:
    content = picture.svg if path.suffix == ".svg" else picture.png()
    save(path, lambda place: place.write_bytes(content))
    return path
