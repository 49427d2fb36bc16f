"""A brief says how the model did against the report, and whether that is the model behind its results."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.reporting.briefs import findings
from tests.reporting.html_page import Page
from tup_sim.reporting.brief.limits import limits, score_in_short
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.evidence_score import evidence_score
from tup_sim.texts import LANGUAGES, say

SCORE = evidence_score()


def of_model(model, ended="2026-12-24T20:31:00+00:00"):
    found = findings()
    found.manifest.update(model=model, ended=ended)
    return found


def last(found, lang):
    return list(limits(found, Speech(lang)))[-1]


@pytest.mark.parametrize(
    ("lang", "numbers", "older"),
    [
        (
            "en",
            "Came out: {}; the right way but too small to matter: {}; shown to be too small to matter, whichever way: "
            "{}; the other way round: {}",
            "with an older model ({})",
        ),
        (
            "nl",
            "Uitgekomen: {}; de goede kant op maar te klein om ertoe te doen: {}; aangetoond te klein om ertoe te "
            "doen, welke kant ook op: {}; andersom: {}",
            "met een ouder model ({})",
        ),
    ],
)  # fmt: skip
def test_the_score_stands_among_the_limits_with_its_model(lang, numbers, older):
    found = of_model("ab12cd34")
    text = " ".join(Page(page(found, Speech(lang), [])).text.split())
    counted = [SCORE.both(verdict) for verdict in ("reproduced", "slight", "absent", "contradicted")]
    assert numbers.format(*counted) in text
    assert older.format(SCORE.model) in text
    assert last(found, lang) in text


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_it_says_so_if_the_model_is_the_same_or_a_later_one(lang):
    same, later = of_model(SCORE.model), of_model("ab12cd34", "2020-01-01T00:00:00+00:00")
    assert SCORE.model not in last(same, lang)
    assert {"en": "another model", "nl": "een ander model"}[lang] in last(later, lang)


def test_results_that_do_not_know_their_model_are_told_of_another():
    found = replace(findings(), manifest=None)
    assert "another model" in last(found, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_says_when_another_model_was_counted(lang):
    speech, score = Speech(lang), evidence_score()
    same, other = score_in_short(speech, score.model), score_in_short(speech, "0123456789abcdef")
    assert other.startswith(same) and other != same
    assert say(lang, "evidence-short-other") in other


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_is_counted_in_the_sentence_of_the_first_page(lang):
    score = evidence_score()
    small = score.both("absent") + score.both("cannot tell")
    counts = [score.both("reproduced"), score.both("slight"), score.both("contradicted"), small]
    assert re.findall(r"\d+", score_in_short(Speech(lang), score.model)) == [
        str(each) for each in (score.tried, *counts)
    ]
    assert sum(counts) == score.tried
