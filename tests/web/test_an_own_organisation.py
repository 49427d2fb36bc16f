"""An own organisation has a name and a day from which the cut counts, and its brief says what does not add up."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from tests.web.pages import client_of, tiny
from tup_sim.api import experiment
from tup_sim.files.experiments import load_experiment
from tup_sim.own_house.questions import NAME_AT_MOST
from tup_sim.study.store import identity_of_scenario
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.asking import CUT_WEEK, FIRST, asked_of, base_of
from tup_sim.web.jobs import Jobs
from tup_sim.web.sent_file import opened
from tup_sim.web.state import State, read

NAME = "De Linde <b>& co</b>"
TOLD = {"house": "own", "q-people": "7", "q-fte": "5,2", "q-coordinator": "halftijds", "q-clients": "80",
        "q-volunteers": "38", "q-budget": "480.000", "q-name": NAME, "q-day": "juli 2027"}  # fmt: skip
OFF = {"en": "33 % of wages, where 13 to 21 % is usual", "nl": "33 % van de lonen"}


def state_of(**others: str) -> State:
    return read([*{**TOLD, **others}.items()]).state


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A client of a folder with an answer about this organisation, asked on the page, and the name of its results."""
    folder = tmp_path_factory.mktemp("own")
    client = client_of(folder)
    page = client.get("/explore", params={**TOLD, "lang": "en"}, follow_redirects=True)
    assert page.status_code == 200
    asked = asked_of(state_of(), base_of(state_of(), folder))
    few_weeks = {**tiny(asked.headings), "set": {"warmup": 1, "submodels.at_rest": "written"}}
    experiment(few_weeks, folder, asked.name, replications=FIRST, jobs=1)
    job = Jobs(folder).take()
    assert job.name == asked.name
    Jobs(folder).reached(job.key, FIRST, last=False)
    return client, asked.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_stands_in_the_answer_the_list_and_the_brief_and_is_harmless(kept, lang):
    client, name = kept
    answer = client.get("/explore", params={**TOLD, "lang": lang}, follow_redirects=True).text
    for text in (
        answer,
        client.get(f"/results?lang={lang}").text,
        client.get(f"/results/{name}/brief?lang={lang}").text,
    ):
        assert "De Linde &lt;b&gt;&amp; co&lt;/b&gt;" in text and "<b>&" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brief_has_dates_beside_weeks_and_what_does_not_add_up_among_its_limits(kept, lang):
    client, name = kept
    brief = unescape(client.get(f"/results/{name}/brief?lang={lang}").text)
    week = {"en": "1 (6 July 2026)", "nl": "1 (6 juli 2026)"}[lang]  # in which this answer begins to look
    assert week in brief and {"en": "from 1 July 2027", "nl": "vanaf 1 juli 2027"}[lang] in brief
    for name in ("head-limits", "head-all-limits"):  # on the first sheets, and in the annex
        assert OFF[lang] in brief.partition(f"<h2>{say(lang, name)}</h2>")[2].partition("</ul>")[0]
    page = client.get("/explore", params={**TOLD, "lang": lang}, follow_redirects=True).text
    assert week in page and {"en": "from 1 July 2027", "nl": "vanaf 1 juli 2027"}[lang] in page


@pytest.mark.parametrize("text", ["juli 2027", "2027-07", "7/2027", "1 July 2027", "1/7/2027"])
def test_a_month_or_a_day_makes_the_week_of_the_cut_that_of_the_day(text, tmp_path):
    state = state_of(**{"q-day": text})
    asked = load_experiment(asked_of(state, base_of(state, tmp_path)).headings)
    assert asked.starts + timedelta(weeks=CUT_WEEK) == date(2027, 6, 28)
    assert asked.points[-1].scenario.parameters.cut.at == CUT_WEEK


def test_without_a_day_nothing_is_said_of_days(tmp_path):
    state = state_of(**{"q-day": ""})
    assert load_experiment(asked_of(state, base_of(state, tmp_path)).headings).starts is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("week 30", "write a day or a month"), ("ooit", "is no day"), ("1/1/0001", "is no day"),
     ("31/12/9999", "is no day")],
)  # fmt: skip
def test_what_is_no_day_is_said_beside_its_box(tmp_path, text, words):
    page = client_of(tmp_path).get("/own", params={**TOLD, "q-day": text, "lang": "en", "go": "1"})
    assert page.status_code == 200 and words in page.text
    assert re.search(r'id="q-day"[^>]*aria-invalid="true"', page.text)


def test_a_name_that_is_too_long_is_named(tmp_path):
    page = client_of(tmp_path).get("/own", params={**TOLD, "q-name": "x" * (NAME_AT_MOST + 1), "lang": "en"})
    assert f"name: an answer has {NAME_AT_MOST} signs at most" in page.text
    assert f'maxlength="{NAME_AT_MOST}"' in page.text


def test_name_and_day_do_not_change_what_is_computed(tmp_path):
    one, other = state_of(), state_of(**{"q-name": "", "q-day": ""})
    worlds = [
        [
            identity_of_scenario(each.scenario)
            for each in load_experiment(asked_of(state, base_of(state, tmp_path)).headings).points
        ]
        for state in (one, other)
    ]
    assert worlds[0] == worlds[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_of_the_organisation_keeps_name_and_day(tmp_path, lang):
    client = client_of(tmp_path)
    text = client.get("/own_house.yaml", params={**TOLD, "v": "1", "lang": lang}).text
    assert "starts: 2026-06-29" in text
    answers = dict(opened(text.encode(), "own_house.yaml", tmp_path, lang).answers)
    assert (answers["name"], answers["day"]) == (NAME, "2027-06-28")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_result_leads_back_to_its_levers_and_its_organisation(kept, lang):
    client, name = kept
    doors = re.findall(
        r'<a[^>]* href="(/(?:explore|own)\?[^"]*)"', client.get(f"/results/{name}?lang={lang}").text
    )
    doors = [unescape(each) for each in doors if "q-people" in each]
    assert [urlsplit(each).path for each in doors] == ["/explore", "/own"]
    for each in doors:
        assert read(parse_qsl(urlsplit(each).query)).state == state_of()
    page = client.get(doors[0], follow_redirects=True)
    assert page.status_code == 200 and f'<html lang="{lang}">' in page.text


def test_a_comparison_leads_back_to_what_was_compared(tmp_path):
    client = client_of(tmp_path)
    client.get("/compare?v=1&lang=nl&keep=v%3D1&keep=v%3D1%26thanks%3D4")
    address = Jobs(tmp_path).address(Jobs(tmp_path).take().name)
    assert address.startswith("/compare?") and parse_qs(address)["keep"] == ["v=1", "v=1&thanks=4"]


def test_another_page_leaves_no_address_behind(tmp_path):
    client = client_of(tmp_path)
    client.get("/explore?v=1&lang=nl", follow_redirects=True)
    name = Jobs(tmp_path).take().name
    Jobs(tmp_path).remember(name, "")
    client.get("/explore?v=1&lang=nl", headers={"sec-fetch-site": "cross-site"}, follow_redirects=True)
    assert Jobs(tmp_path).address(name) == ""
