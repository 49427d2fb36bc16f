"""A brief on disk: the page, and its pictures beside it."""

from __future__ import annotations

from pathlib import Path

from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.saving import PAGE, check_ending, make_folder, save
from tup_sim.study.findings import Findings


def write_brief(found: Findings, lang: str, path: Path) -> list[Path]:
    """Write what an experiment found as one page of HTML, and its pictures as SVG and PNG in a folder beside it.

    Args:
        found: what the experiment found.
        lang: ``en`` or ``nl``.
        path: of the page; the pictures of ``brief.html`` come in ``brief_figures``.

    Returns:
        The files written, the page first.

    Raises:
        OutputError: a file could not be written, or its ending is not that of a page.
    """
    check_ending(path, PAGE)
    speech = Speech(lang, found.experiment.outcomes[0].window, found.experiment.windows)
    drawn = pictures(found, speech)
    text = page(found, speech, drawn)
    save(path, lambda place: place.write_text(text, encoding="utf-8", newline="\n"))
    return [path, *_save_pictures(drawn, path.with_name(f"{path.stem}_figures"))]


def _save_pictures(drawn: list[Picture], folder: Path) -> list[Path]:
    if not drawn:
        return []
    make_folder(folder)
    return [_save(each, folder / f"{each.name}.{form}") for each in drawn for form in ("svg", "png")]


def _save(picture: Picture, path: Path) -> Path:
    content = picture.svg if path.suffix == ".svg" else picture.png()
    save(path, lambda place: place.write_bytes(content))
    return path
