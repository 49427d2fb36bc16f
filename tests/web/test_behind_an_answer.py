"""Behind an answer: what would turn it around, and the history of one person, by what says so in a terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.pages import client_of, tiny
from tup_sim.api import experiment
from tup_sim.api.stories import story
from tup_sim.files.experiments import load_experiment
from tup_sim.files.store import ResultStore
from tup_sim.reporting.brief.verdicts import answer
from tup_sim.reporting.sweep import sweep_views
from tup_sim.reporting.view import as_html
from tup_sim.study.run_experiment import at_rest
from tup_sim.study.sweep import sweep
from tup_sim.texts import LANGUAGES
from tup_sim.web.affected import PEOPLE, why_of
from tup_sim.web.asking import ALL, FIRST, asked_of
from tup_sim.web.jobs import Jobs
from tup_sim.web.one_person import STORY, WORLD, story_of
from tup_sim.web.state import State
from tup_sim.web.turning import (
    BEHIND,
    SIZES,
    TURNS,
    UNMOVED,
    WORLDS,
    read_turned,
    seconds_of,
    turned,
    turns_of,
)
from tup_sim.web.worker import carry_on

QUESTION = asked_of(State(), "open_house")
TURNING = turns_of(QUESTION, SIZES[0])
WHO = "volunteer-initial-0-2"
ABOUT = f"/story?v=1&story={WHO}&world=cut&lang="


@pytest.fixture
def jobs(tmp_path):
    return Jobs(tmp_path)


@pytest.fixture
def client(tmp_path):
    return client_of(tmp_path)


def few_worlds(headings=QUESTION.headings):
    """The same question of a few people in a year and a week, and of three worlds."""
    year = {**tiny(headings), "weeks": 53, "windows": {"late": [1, 53]}}
    return {TURNS: year, WORLDS: 3, UNMOVED: 2}


def form(text, action):
    """What the hidden fields of the first form hold that goes there."""
    inside = re.findall(f'<form method="post" action="{action}">(.*?)</form>', text, re.DOTALL)[0]
    found = dict(re.findall(r'type="hidden" name="([a-z]*)" value="([^"]*)"', inside))
    return {name: value.replace("&amp;", "&") for name, value in found.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_long_it_takes_is_said_before_anything_begins(client, jobs, lang):
    page = client.get(f"/turns?v=1&lang={lang}")
    assert page.status_code == 200 and jobs.take() is None
    minutes = [
        int(each)
        for each in re.findall({"en": r"about (\d+) minute", "nl": r"ongeveer (\d+) minu"}[lang], page.text)
    ]
    assert len(minutes) == len(SIZES) and 1 <= minutes[0] < minutes[1]
    few, many = (seconds_of(turns_of(QUESTION, each).headings) for each in SIZES)
    assert many / few == pytest.approx(220 / 60)


def test_it_begins_when_somebody_says_so_and_goes_behind_every_answer(client, jobs):
    page = client.get("/turns?v=1&lang=en")
    on = client.post("/turns", data=form(page.text, "/turns"))
    assert on.status_code == 303 and parse_qs(urlsplit(on.headers["location"]).query)["turns"] == ["40"]
    assert jobs.look(TURNING.key).status == "queued"
    for key, there in (("first", 0), ("rest", FIRST)):
        jobs.ask(key, key, {})
        jobs.reached(jobs.take().key, there, last=False) if there else None
    assert [jobs.take().key for _ in range(3)] == ["first", "rest", TURNING.key]
    few, many = (BEHIND[each] for each in SIZES)
    assert FIRST < few < many < ALL and not jobs.somebody_waits(few)
    jobs.put_back("rest")
    assert jobs.somebody_waits(few) and not jobs.somebody_waits(FIRST)
    jobs.pause("rest")
    jobs.put_back(TURNING.key)
    assert jobs.somebody_waits(many) and not jobs.somebody_waits(few)


def test_another_page_begins_nothing(client, jobs):
    sent = form(client.get("/turns?v=1&lang=en").text, "/turns")
    assert client.post("/turns", data={**sent, "secret": "guessed"}).status_code == 403
    assert client.post("/turns", data=sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    strange = client.post("/turns", data={**sent, "address": "http://evil.example/?turns=999999"})
    assert strange.headers["location"].startswith("/turns?v=1")
    assert jobs.look(TURNING.key).headings[WORLDS] == SIZES[0]


def test_it_says_what_the_command_line_says(client, jobs):
    asked = few_worlds()
    jobs.ask(TURNING.key, TURNING.name, asked, BEHIND[40])
    carry_on(jobs.take(), jobs, processes=1)
    assert jobs.look(TURNING.key).status == "done", jobs.look(TURNING.key).wrong("en")
    with ResultStore(jobs.folder) as store:
        whole = at_rest(load_experiment(asked[TURNS]), store, "m", 1)
    base, cut = whole.points
    names = [key.text for key in whole.outcomes]
    (found,) = sweep([(base.scenario, cut.scenario)], names, draws=3, unmoved=2, seed=whole.seed, jobs=1)
    for lang in LANGUAGES:
        told = read_turned(jobs.text(TURNING.key, lang))
        called = [replace(each.scenario, name=f"“{whole.label(each, lang)}”") for each in (base, cut)]
        (same,) = sweep_views([replace(found, base=called[0], other=called[1])], lang)
        assert told["tables"] == as_html(same, 3) and len(told["cards"]) == len(names)
        page = client.get(f"/turns?v=1&lang={lang}").text
        assert {"en": "in 3 worlds", "nl": "in 3 werelden"}[lang] in page and "<table>" in page
        assert {"en": "“the cut of 15 %”", "nl": "“de besparing van 15 %”"}[lang] in page


def test_what_is_clear_here_is_what_is_clear_in_the_answer(jobs):
    """With as many runs as the answer, the worlds with every assumption in its place are those of the answer."""
    deep = asked_of(State(numbers=(("cut", 60.0),)), "open_house").headings
    asked = {**few_worlds(deep), WORLDS: 1, UNMOVED: FIRST}
    answered = experiment(asked[TURNS], jobs.folder, "answered", replications=FIRST, jobs=1).findings
    (cut,) = answered.experiment.comparisons()
    clear = [bool(answer(answered, cut, key).judged.way) for key in answered.experiment.outcomes]
    texts = turned(asked, jobs.folder, 1, lambda done, total: None)
    cards = read_turned(texts["en"])["cards"]
    assert [len(card["lines"]) == 3 for card in cards] == clear
    assert {True, False} == set(clear)


def test_a_pause_keeps_the_worlds_that_are_finished(jobs):
    jobs.ask(TURNING.key, TURNING.name, few_worlds(), BEHIND[40])
    under_way = jobs.take()
    jobs.pause(TURNING.key)
    carry_on(under_way, jobs, processes=1)
    assert jobs.look(TURNING.key).status == "paused" and jobs.look(TURNING.key).done == 1
    jobs.go_on(TURNING.key)
    seen: list[int] = []
    tell = jobs.tell
    jobs.tell = lambda key, done, total: seen.append(done) or tell(key, done, total)
    carry_on(jobs.take(), jobs, processes=1)
    assert seen == list(range(1, 10)) and jobs.look(TURNING.key).status == "done"


def test_it_makes_way_for_an_answer_and_can_be_given_up(client, jobs):
    client.post("/turns", data=form(client.get("/turns?v=1&lang=en").text, "/turns"))
    under_way = jobs.take()
    jobs.ask("sooner", "sooner", {})
    carry_on(under_way._replace(asked=json.dumps(few_worlds())), jobs, processes=1)
    assert jobs.look(TURNING.key).status == "queued" and jobs.take().key == "sooner"
    page = client.get("/turns?v=1&lang=en")
    on = client.post("/give_up", data=form(page.text, "/give_up"))
    assert on.headers["location"].startswith("/turns?")
    assert jobs.look(TURNING.key).status == "cancelled" and jobs.take() is None
    again = client.get(on.headers["location"]).text
    assert again.count('action="/turns"') == len(SIZES) and 'id="progress"' not in again


def test_what_was_given_up_under_way_stays_so(jobs):
    jobs.ask(TURNING.key, TURNING.name, few_worlds(), BEHIND[40])
    under_way = jobs.take()
    jobs.cancel(TURNING.key)
    carry_on(under_way, jobs, processes=1)
    assert jobs.look(TURNING.key).status == "cancelled" and jobs.text(TURNING.key, "en") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_changed_there_is_nothing_to_turn(client, jobs, lang):
    page = client.get(f"/turns?v=1&cut=0&lang={lang}")
    assert page.status_code == 200 and 'action="/turns"' not in page.text and jobs.take() is None


def test_a_history_is_the_one_of_the_command_line(client, jobs):
    question = story_of(QUESTION, WHO, "cut")
    headings = tiny(QUESTION.headings)
    jobs.ask(question.key, question.name, {STORY: headings, "who": WHO, WORLD: "cut"})
    carry_on(jobs.take(), jobs, processes=1)
    assert jobs.look(question.key).status == "done", jobs.look(question.key).wrong("en")
    with ResultStore(jobs.folder) as store:
        whole = at_rest(load_experiment(headings), store, "m", 1)
    for lang in LANGUAGES:
        text = jobs.text(question.key, lang)
        same = story(whole.points[1].scenario, person=WHO, lang=lang).text
        assert text.splitlines()[1:] == same.splitlines()[1:] and len(same.splitlines()) > 2
        page = client.get(ABOUT + lang)
        assert page.status_code == 200 and WHO in page.text
        assert text.splitlines()[1].strip()[:30] in page.text.replace("&#39;", "'")


def test_a_history_is_asked_for_on_its_page(client, jobs):
    assert client.get(ABOUT + "en").status_code == 200
    job = jobs.take()
    assert (job.headings["who"], job.headings[WORLD]) == (WHO, "cut")
    paused = client.post("/pause", data=form(client.get(ABOUT + "en").text, "/pause"))
    assert f"story={WHO}&world=cut" in paused.headers["location"]
    cross = client.get(ABOUT.replace("cut", "now") + "en", headers={"sec-fetch-site": "cross-site"})
    assert cross.status_code == 200 and jobs.take() is None


@pytest.mark.parametrize(
    "what", ["world=cut", "story=me&world=cut", f"story={WHO}&world=hell", "story=../x&world="]
)
def test_whose_history_cannot_be_told_is_said(client, jobs, what):
    page = client.get(f"/story?v=1&lang=en&{what}")
    assert page.status_code == 400 and 'role="alert"' in page.text and jobs.take() is None
    assert client.get(f"/answer?v=1&lang=en&{what}").status_code in (200, 204)


def test_who_was_affected_has_a_door_to_their_history(client, jobs):
    question = why_of(QUESTION)
    jobs.ask(question.key, question.name, question.headings)
    jobs.keep_text(question.key, {"en": "told", "nl": "verteld", PEOPLE: f"{WHO}\nclient-3"})
    jobs.reached(jobs.take().key, ALL, last=True)
    page = client.get("/why?v=1&lang=en").text
    assert f'<option value="{WHO}">' in page and '<option value="cut">the cut of 15 %</option>' in page
    assert 'name="lang" value="en"' in page
    jobs.keep_text(question.key, {"en": "told", "nl": "verteld"})
    assert 'action="/story"' not in client.get("/why?v=1&lang=en").text
