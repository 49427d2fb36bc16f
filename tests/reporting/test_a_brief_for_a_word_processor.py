"""The first two sheets of a brief as a Word file say what the page says, and their pictures are on it."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache

import pytest
from docx.shared import Mm

from tests.reporting.html_page import Page
from tests.reporting.test_the_first_pages import HELP
from tests.reporting.two_questions import two_questions
from tup_sim.cli.brief import deliver
from tup_sim.errors import TupSimError
from tup_sim.files.manifest import fingerprint
from tup_sim.reporting.brief import write_brief
from tup_sim.reporting.brief.page import first_sheets
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.speech import Speech

LANGUAGES = ("en", "nl")
BETWEEN = Mm(4)  # the margins of a cell left and right, and a hair
SPELLED = {"en": "en-GB", "nl": "nl-BE"}


def texts_of(document):
    """Every paragraph and every cell, in single spaces."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [" ".join(each.split()) for each in (*(one.text for one in document.paragraphs), *cells)]


def findings():
    """What the model of now found, so that a brief has nothing to say of another one."""
    found = two_questions(HELP)
    return replace(found, manifest={**(found.manifest or {}), "model": fingerprint()})


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What a brief and its Word file are called in a language; each is written once."""
    folder = tmp_path_factory.mktemp("briefs")

    @cache
    def of(lang):
        page, *_, word = write_brief(findings(), lang, folder / f"{lang}.html", folder / f"{lang}.docx")
        return page, word

    return of


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_what_the_page_says(lang, written):
    from docx import Document

    page, word = written(lang)
    assert (page.name, word.name) == (f"{lang}.html", f"{lang}.docx")
    document = Document(str(word))
    found, speech = findings(), Speech(lang)
    drawn = pictures(found, speech)
    told = "".join(Page(page.read_text("utf-8")).text.split())
    shown = [each for each in texts_of(document) if each]
    sheets = first_sheets(found, speech, drawn)
    assert {" ".join(each.caption.split()) for each in sheets["first"]} < set(shown)
    assert [each for each in shown if "".join(each.split()) not in told] == []
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert heads[0] == speech.say("head-answer") and speech.say("head-words") in heads
    glance, places = document.tables
    assert len(glance.columns) == len(sheets["front"].table.head)
    assert len(glance.rows) == 1 + 2 + 6  # heads, two questions, six comparisons
    described = places._element.xpath(".//wp:docPr/@descr")
    assert described == [each.alternative for each in sheets["first"]] and all(described)
    widths = [int(each) for each in places._element.xpath(".//wp:extent/@cx")]
    assert max(widths) <= min(each.width for each in places.columns) - BETWEEN, (
        "a picture is cut off by its cell"
    )
    (spelled,) = document.styles.element.xpath("//w:rPrDefault//w:lang/@w:val")
    assert spelled == SPELLED[lang]


@pytest.mark.slow
def test_the_same_findings_give_the_same_text_and_nobody_is_named(written, tmp_path, capsys):
    from docx import Document

    deliver(findings(), "en", tmp_path / "again.html", docx=True)
    assert "again.docx" in capsys.readouterr().out
    documents = [Document(str(each)) for each in (written("en")[1], tmp_path / "again.docx")]
    assert texts_of(documents[0]) == texts_of(documents[1])
    assert {each.core_properties.author for each in documents} == {""}
    assert len({each.core_properties.modified for each in documents}) == 1


def test_without_its_library_nothing_is_written_and_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(TupSimError, match=r'--docx needs python-docx: pip install "tup-sim\[word\]"'):
        deliver(two_questions(HELP), "en", tmp_path / "brief.html", docx=True)
    assert list(tmp_path.iterdir()) == []
