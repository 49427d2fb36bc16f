"""A document with results says which model made them, and that the model has changed since if it has."""

from __future__ import annotations

import pytest

from docs.older_models import CHANGED, DOCUMENTS, HERE, MADE, marked
from tests.reporting.briefs import findings
from tup_sim.files.manifest import fingerprint
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.markdown import made_with

OLD, NEW = "0123456789abcdef", "fedcba9876543210"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_whether_its_model_is_the_one_that_is_here(name):
    path = HERE / name
    text = path.read_text(encoding="utf-8")
    found = MADE.search(text)
    assert found, "it does not say which model made it"
    assert text == marked(text, fingerprint(), path.suffix == ".html"), "brought up to date by: make docs"


@pytest.mark.parametrize("page", [True, False])
@pytest.mark.parametrize("words", list(CHANGED))
def test_the_sentence_comes_and_goes_with_the_model(words, page):
    text = f"# A title\n\n{words} model `{OLD}`, 25 November 2026.\n\nMore."
    older = marked(text, NEW, page)
    assert CHANGED[words] in older and older != text
    assert marked(older, NEW, page) == older
    assert marked(older, OLD, page) == text


def test_what_is_written_anew_bears_the_line():
    assert MADE.search(made_with(OLD, "2026-11-30"))
    for lang in ("en", "nl"):
        found = findings()
        found.manifest["model"] = OLD
        assert MADE.search(page(found, Speech(lang), []))
