"""The catalogue of errors: every sentence has the gaps of the English one, and can be filled in."""

from __future__ import annotations

import ast

import pytest

from tests.rooms.source import ROOT
from tup_sim.errors import Message
from tup_sim.report.translate import LOCALE, _catalogue

SENTENCES = _catalogue("nl")


def said_in_the_source():
    """Every text in the package that a message may begin from."""
    for path in (ROOT / "tup_sim").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def gaps(sentence):
    found = Message.__new__(Message, "")
    found.template = sentence
    return found.gaps


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_translation_has_the_gaps_of_the_sentence(sentence):
    assert SENTENCES[sentence] and gaps(SENTENCES[sentence]) == gaps(sentence)


def test_no_translation_is_of_a_sentence_that_is_said_nowhere():
    assert set(SENTENCES) <= set(said_in_the_source())


def test_a_sentence_is_translated_once():
    text = (LOCALE / "nl" / "LC_MESSAGES" / "errors.po").read_text("utf-8")
    assert text.count("\nmsgid ") - 1 == len(SENTENCES)
