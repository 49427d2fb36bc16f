"""The page opens with an answer that came with the package; of another model, it says so and computes."""

from __future__ import annotations

import re

import pytest

from tests.web.pages import client_of, tiny
from tup_sim.api import experiment
from tup_sim.errors import TupSimError
from tup_sim.files.manifest import fingerprint
from tup_sim.texts import LANGUAGES
from tup_sim.web import answers, first_page
from tup_sim.web.asking import ALL, FIRST
from tup_sim.web.jobs import Jobs
from tup_sim.web.menus import keep

OLDER = "0" * 16


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What a house that lives three weeks answers to the first question."""
    asked = first_page.question()
    return experiment(
        tiny(asked.headings), tmp_path_factory.mktemp("first"), "x", replications=FIRST, jobs=1
    ).findings


@pytest.fixture
def came(monkeypatch, tmp_path, found):
    """An answer of our own in the place of that of the package."""
    monkeypatch.setattr(first_page, "PLACE", tmp_path / "first_page.json")
    forgotten_now()
    return first_page.write(found)


def forgotten_now():
    first_page.first_page.cache_clear()
    answers.came_with_the_package.cache_clear()


def older(place):
    """The same file, of another model."""
    came = first_page.first_page()
    keep(place, {"model": OLDER, "asks": came.asks, "cases": came.levels})
    forgotten_now()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_shows_an_answer_and_computes_nothing(came, tmp_path, lang):
    client = client_of(tmp_path / "results", lang)
    page = client.get(client.get("/").headers["location"])
    assert page.status_code == 200 and "alarm" not in page.text and "<progress" not in page.text
    assert page.text.count('<svg class="dots"') == 5
    assert {"en": "What it costs.", "nl": "Wat het kost."}[lang] in page.text
    assert Jobs(tmp_path / "results").take() is None


def test_the_first_page_says_the_same_as_the_runs_it_came_from(came, found):
    ours, theirs = answers.came_with_the_package("en"), answers.shown_of(found, "en")
    assert (ours.sentences, ours.cards, ours.arms, ours.runs) == (
        theirs.sentences,
        theirs.cards,
        theirs.arms,
        FIRST,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_of_the_first_page_has_a_brief_and_tables(came, tmp_path, lang):
    client = client_of(tmp_path / "results", lang)
    page = client.get(client.get("/").headers["location"])
    brief = client.get(re.search(r'href="(/results/[^"]*/brief[^"]*)"', page.text)[1])
    assert brief.status_code == 200 and "<svg" in brief.text
    assert "tup-sim experiment explore.yaml" in brief.text and "experiment experiment" not in brief.text
    assert client.get(f"/results/{first_page.question().name}?lang={lang}").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_of_another_model_is_shown_named_and_computed_anew(came, tmp_path, lang):
    older(came)
    client = client_of(tmp_path / "results", lang)
    page = client.get(client.get("/").headers["location"])
    assert page.text.count('<svg class="dots"') == 5 and "<progress" in page.text
    assert OLDER[:8] in page.text and fingerprint()[:8] in page.text and "/brief" not in page.text
    job = Jobs(tmp_path / "results").take()
    assert job and (job.name, job.there) == (first_page.question().name, 0)


def test_an_answer_that_was_changed_by_hand_or_is_about_something_else_is_not_shown(came, tmp_path):
    text = came.read_text(encoding="utf-8")
    for broken in (text.replace("0.", "1.", 1), text[:-9], "{}"):
        came.write_text(broken, encoding="utf-8")
        forgotten_now()
        assert first_page.first_page() is None
    client = client_of(tmp_path / "results")
    page = client.get(client.get("/").headers["location"])
    assert page.status_code == 200 and "<svg" not in page.text and "<progress" in page.text


def test_the_answer_that_came_with_the_package_is_whole(monkeypatch, shipped):
    monkeypatch.setattr(first_page, "PLACE", shipped)
    forgotten_now()
    came = first_page.first_page()
    if came is None:
        pytest.skip("tup-sim menu first_page has not written it yet")
    if came.stale:
        pytest.skip(f"it is of model {came.model[:8]}; tup-sim menu first_page writes it again")
    try:
        assert came.runs == ALL and came.found().there == 2 * ALL
    except TupSimError as error:
        pytest.fail(str(error))
