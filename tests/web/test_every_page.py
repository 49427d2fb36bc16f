"""Every page in both languages: what it shows, what it refuses, and that nothing gets in or out."""

from __future__ import annotations

import json
import re
import time
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from tests.web.pages import ADDRESS, answered, client_of
from tup_sim.files.experiments import load_experiment
from tup_sim.files.export import differences_to_csv
from tup_sim.files.store import ResultStore
from tup_sim.own_house.questions import SPARED
from tup_sim.study.store import identity_of_scenario
from tup_sim.texts import LANGUAGES
from tup_sim.web import answers, levers
from tup_sim.web.app import application
from tup_sim.web.asking import ALL, FIRST, headings_of
from tup_sim.web.jobs import Jobs
from tup_sim.web.levers import policies, policies_by_subject
from tup_sim.web.pages import make_ready
from tup_sim.web.results_page import local_time
from tup_sim.web.site import ASKED_AT_MOST
from tup_sim.web.state import State
from tup_sim.web.telling import SIGNS_AT_MOST, apart, what_differs

CHOICES = State(numbers=(("cut", 15.0), ("thanks", 4.0)))
ASKS = "/explore?v=1&thanks=4&lang="
KEEP = re.compile('href="([^"]*)">(?:Keep this|Houd dit)')
MARKUP = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder with one answer."""
    folder = tmp_path_factory.mktemp("kept")
    return folder, answered(folder, CHOICES)


@pytest.fixture
def client(tmp_path):
    return client_of(tmp_path)


def shown(client, address):
    """A page, at the address that it was sent on to."""
    answer = client.get(address)
    for _ in range(3):
        if answer.status_code != 303:
            break
        answer = client.get(answer.headers["location"])
    return answer


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_first_page_needs_is_read_before_anybody_asks(tmp_path, lang, monkeypatch):
    client = client_of(tmp_path, lang)
    for each in (levers.policies, levers.policies_by_subject, levers.as_now, levers.subsidy_of):
        each.cache_clear()
    make_ready(lang)
    for name in ("list_scenarios", "load_any"):
        monkeypatch.setattr(levers, name, None)  # whoever read again would fail
    assert shown(client, "/").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_begins_with_a_cut_and_asks_for_its_answer(tmp_path, lang):
    client = client_of(tmp_path, lang)
    page = shown(client, "/")
    assert page.status_code == 200 and f'<html lang="{lang}">' in page.text
    assert 'name="cut" value="15"' in page.text and 'min="0" max="60"' in page.text
    assert 'value="15"' in page.text and "hx-get" in page.text
    job = Jobs(tmp_path).take()
    assert job and job.there == 0 and "15 %" in job.asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_has_sentences_dots_and_a_table(kept, lang):
    page = shown(client_of(kept[0]), ASKS + lang)
    assert page.status_code == 200
    assert page.text.count('<svg class="dots"') == 5
    assert (
        page.text.count('class="open"') == 5 * FIRST + 0
        and page.text.count('<rect class="square"') == 5 * FIRST
    )
    assert {"en": "What it costs.", "nl": "Wat het kost."}[lang] in page.text
    assert {"en": f"runs: {FIRST} of {ALL}", "nl": f"runs: {FIRST} van {ALL}"}[lang] in page.text
    assert "<table>" in page.text and "alarm" not in page.text


def test_the_page_says_what_the_brief_says(kept):
    said = answers.shown(kept[0], kept[1], FIRST, "en").sentences
    brief = client_of(kept[0]).get(f"/results/{kept[1]}/brief?lang=en").text
    page = shown(client_of(kept[0]), ASKS + "en").text
    for part in said[0].parts:
        words = part.replace("“", "").split("(")[0][:40]
        assert words in brief and words in page


def test_nothing_new_costs_nothing(kept):
    client = client_of(kept[0])
    part = client.get("/answer?v=1&thanks=4&lang=en")
    seen = re.search(r"seen=([a-z0-9-]+)", part.text)[1]
    again = client.get(f"/answer?v=1&thanks=4&lang=en&seen={seen}")
    assert (part.status_code, again.status_code, again.text) == (200, 204, "")


def taken(jobs, name):
    """The job of this name, begun; what other tests have asked for in this folder stays on the table."""
    others = []
    while (job := jobs.take()).name != name:
        others.append(job)
    for each in others:
        jobs.put_back(each.key)
    return job


def test_who_reads_is_not_disturbed_by_the_progress(kept):
    client, jobs = client_of(kept[0]), Jobs(kept[0])
    first = client.get("/answer?v=1&thanks=4&lang=en")
    again = re.search(r'hx-get="([^"]*)"', first.text)[1].replace("&amp;", "&")
    job = taken(jobs, kept[1])
    jobs.tell(job.key, 3, 32)
    part = client.get(again)
    assert 'id="progress"' in part.text and "3 of 32" in part.text and "<svg" not in part.text
    assert "hx-retarget" not in part.headers
    jobs.reached(job.key, FIRST, last=True)
    whole = client.get(again)
    assert whole.headers["hx-retarget"] == "#answer" and "<svg" in whole.text and "hx-get" not in whole.text
    jobs.reached(job.key, FIRST, last=False)


def test_results_that_were_forgotten_are_computed_again(tmp_path):
    name = answered(tmp_path, State(numbers=(("cut", 15.0), ("thanks", 5.0))))
    for file in tmp_path.glob("results.sqlite*"):
        file.unlink()
    answers.shown.cache_clear()
    page = shown(client_of(tmp_path), "/explore?v=1&thanks=5&lang=en")
    assert page.status_code == 200 and "<svg" not in page.text
    job = Jobs(tmp_path).take()
    assert job and (job.name, job.there) == (name, 0)


def test_nothing_changed_is_nothing_to_compute(client, tmp_path):
    page = shown(client, "/explore?v=1&cut=0&lang=en")
    assert "nothing to compare" in page.text
    assert Jobs(tmp_path).take() is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_states_that_are_kept_are_held_against_the_first(client, tmp_path, lang):
    page = shown(client, f"/explore?v=1&thanks=4&lang={lang}")
    for change in ("&start=5", "&pattern=peer"):
        kept = KEEP.search(page.text)[1].replace("&amp;", "&")
        page = shown(client, kept.replace("&lang=", f"{change}&lang="))
    kept = KEEP.search(page.text)[1].replace("&amp;", "&")
    page = shown(client, kept)
    assert page.text.count('name="keep"') == 3
    door = re.search(r'href="(/compare\?[^"]*)"', page.text)[1].replace("&amp;", "&")
    while Jobs(tmp_path).take():
        pass
    compared = client.get(door)
    assert compared.status_code == 200 and "alarm" not in compared.text
    job = Jobs(tmp_path).take()
    levels = {each["name"]: each for each in job.headings["factors"][0]["levels"]}
    assert levels["first"]["set"]["thanks"] == 4 and "delay_talk_to_start" not in levels["first"]["set"]
    assert levels["second"]["set"]["delay_talk_to_start"] == 5 and levels["third"]["with"] == ["peer"]
    assert job.headings["reference"] == {"plan": "first"}
    again = re.search(r'hx-get="([^"]*)"', compared.text)[1].replace("&amp;", "&")
    assert client.get(again).status_code == 200 and "/compare?" not in client.get(again).headers
    file = client.get(again.replace("/answer?", "/explore.yaml?"))
    assert file.status_code == 200 and '"reference"' in file.text


@pytest.mark.parametrize(
    ("lang", "labels", "common"),
    [
        (
            "en",
            ["nothing else changed", "Thanks: 4 a month", "Thanks: 5 a month"],
            "In all of them: ",
        ),
        ("nl", ["verder niets aangepast", "Bedankjes: 4 per maand", "Bedankjes: 5 per maand"], "In alle: "),
    ],
)
def test_states_that_are_compared_are_called_by_what_differs(client, tmp_path, lang, labels, common):
    """Three that share the cut and three policies; before, their names were cut off where they differed."""
    shared = "v=1&spare=coordinator&more=mentors,no_groups,role_separation"
    kept = [("keep", shared), ("keep", f"{shared}&thanks=4"), ("keep", f"{shared}&thanks=5")]
    page = client.get(f"/compare?{urlencode([('v', '1'), ('lang', lang), *kept])}").text
    assert re.findall("<li>([^<]*)</li>", page.partition("<ol>")[2].partition("</ol>")[0]) == labels
    assert common in page and page.partition(common)[2].count("; ") >= 4
    asked = Jobs(tmp_path).take().headings
    assert [each["label"][lang] for each in asked["factors"][0]["levels"]] == labels
    assert asked["question"][lang].endswith(f"({' / '.join(labels)})")  # tells comparisons apart in the list


def test_names_that_would_be_cut_off_to_the_same_are_not_cut_off():
    few = tuple([*policies("en", "open_house")][:6])
    names = apart([State(spared=SPARED), State(spared=SPARED[:3]), State()], "en")
    assert len(set(names)) == 3 and names[0].startswith(names[1]) and len(names[1]) > SIGNS_AT_MOST
    short = apart([State(more=few), State(pattern="peer"), State()], "en")
    assert short[0].endswith(" …") and len(short[0]) <= SIGNS_AT_MOST
    peers = State(pattern="peer", more=("mentors",))
    assert what_differs([State(), State(more=("mentors",)), peers], "en")[2].startswith(
        "Who carries the work: peers"
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Your choices: Thanks: 4 a month (now 1)."),
        ("nl", "Uw keuzes: Bedankjes: 4 per maand (nu 1)."),
    ],
)
def test_an_answer_says_which_choices_it_is_about(kept, lang, said):
    page = shown(client_of(kept[0]), ASKS + lang).text
    assert said in page.partition('id="answer"')[2]
    assert said not in shown(client_of(kept[0]), f"/explore?v=1&lang={lang}").text


def test_the_question_of_a_brief_says_all_choices():
    more = tuple([*policies("en", "open_house")][:6])
    asked = headings_of(State(more=more), "open_house")["question"]
    for lang in LANGUAGES:
        assert all(policies(lang)[each] in asked[lang] for each in more)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_was_affected_can_be_asked_beside_today_and_beside_the_cut(client, tmp_path, lang):
    address = f"/why?v=1&thanks=4&lang={lang}"
    page = client.get(address).text
    assert f"<b>{'today' if lang == 'en' else 'vandaag'}</b>" in page
    other = re.search(r'<a href="(/why\?[^"]*why=cut)"', page)[1].replace("&amp;", "&")
    assert client.get(other).status_code == 200
    pairs = {}
    for _ in range(2):
        asked = load_experiment(Jobs(tmp_path).take().headings["why"])
        last = asked.comparisons()[-1]
        pairs[asked.points[last.reference].levels["plan"]] = last.levels["plan"]
    assert pairs == {"now": "chosen", "cut": "chosen"}
    assert (
        "why=cut" not in client.get(f"/why?v=1&lang={lang}").text
    )  # the cut alone is held against today only
    assert client.get(f"/why?v=1&thanks=4&lang={lang}&why=hell").status_code == 200


@pytest.mark.parametrize(
    ("zone", "shown_"), [("Europe/Brussels", "12:30 UTC+02:00"), ("UTC", "10:30 UTC+00:00")]
)
def test_moments_are_told_by_the_clock_of_this_machine(zone, shown_, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert local_time("2027-07-01T10:30:00+00:00") == f"2027-07-01 {shown_}"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_one_state_is_nothing_to_compare(client, tmp_path):
    page = client.get("/compare?v=1&lang=en&keep=v%3D1%26thanks%3D4")
    assert page.status_code == 200 and "no two states" in page.text
    assert client.get("/explore.yaml?v=1&lang=en&compare=1").status_code == 404
    assert Jobs(tmp_path).take() is None


def test_what_was_kept_of_another_organisation_is_let_go(client):
    page = shown(client, "/explore?v=1&house=buddy_programme&lang=en&keep=v%3D1%26thanks%3D4")
    assert 'name="keep"' not in page.text


def test_what_cannot_be_used_in_an_address_is_shown_and_harmless(client):
    page = client.get("/explore", params={"cut": MARKUP, MARKUP: "1", "house": MARKUP, "lang": "nl"})
    assert page.status_code == 200 and MARKUP not in page.text
    assert page.text.count("&lt;script&gt;") >= 3 and "schrijf EUR 1 of 1 %" in page.text


@pytest.mark.parametrize(
    ("lang", "heading", "last"),
    [("en", "Coaching", "Several at once"), ("nl", "Begeleiding", "Meer tegelijk")],
)
def test_other_choices_stand_under_what_they_are_about_by_the_alphabet_of_the_language(
    client, lang, heading, last
):
    found = policies_by_subject(lang, "open_house")
    headings = [each for each, _ in found]
    assert headings == [*sorted(headings[:-1]), last] and len(headings) > 15
    names = [name for _, each in found for name in each]
    assert sorted(names) == sorted(policies(lang, "open_house"))
    for _, each in found:
        assert [*each.values()] == sorted(each.values(), key=str.casefold)
    there = dict(found)
    assert "mentors" in there[heading] and "policy_step_3" in there[last]
    page = shown(client, f"/explore?v=1&more=mentors&lang={lang}").text
    assert page.count('type="checkbox" name="more"') == len(names)
    assert [
        each for each in re.findall(r"<details open>\n<summary>([^<(]+) \(", page) if each in headings
    ] == [heading]


def test_a_link_of_another_model_says_so(client):
    page = shown(client, "/explore?v=1&lang=en&m=deadbeef")
    assert "made with model deadbeef" in page.text


def test_what_contradicts_itself_is_told_and_not_computed(client, tmp_path):
    page = shown(client, "/explore?v=1&more=no_groups,many_groups&lang=en")
    job = Jobs(tmp_path).take()
    assert page.status_code == 200
    assert (job is None) == ("This cannot be computed" in page.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_own_organisation_is_asked_read_and_explored(client, lang, tmp_path):
    asked = client.get(f"/own?lang={lang}")
    assert asked.status_code == 200 and asked.text.count('class="question"') == 12
    answers_ = "q-people=8&q-fte=5%2C2&q-volunteers=40&q-clients=90&q-budget=480k"
    on = client.get(f"/own?lang={lang}&{answers_}&go=1")
    assert on.status_code == 303
    page = shown(client, on.headers["location"])
    assert page.status_code == 200 and "alarm" not in page.text
    assert {"en": "your organisation", "nl": "uw organisatie"}[lang] in page.text
    file = client.get(on.headers["location"].replace("/explore?", "/own_house.yaml?"))
    assert file.status_code == 200 and "volunteers: 40" in file.text and "clients: 90" in file.text
    assert [path.name[:4] for path in (tmp_path / "own_houses").iterdir()] == ["own_"]


def test_an_answer_that_contradicts_another_is_named_beside_its_question(client):
    page = shown(client, "/own?lang=en&q-people=3&q-fte=9&q-clients=many&go=1")
    assert page.status_code == 200
    assert "9 FTE over 3 people" in page.text and "no number in &#39;many&#39;" in page.text
    assert page.text.count('aria-invalid="true"') == 2


@pytest.mark.parametrize(
    ("lang", "right", "off", "balances"),
    [
        ("en", "Everything you filled in can be used", "33 % of wages", "Nothing in the answers contradicts"),
        ("nl", "Alles wat u invulde is bruikbaar", "33 % van de lonen", "Niets in de antwoorden"),
    ],
)
def test_who_has_answers_checked_is_told_that_all_is_right_and_what_does_not_add_up(
    client, lang, right, off, balances
):
    assert right not in client.get(f"/own?lang={lang}").text
    checked = client.get(f"/own?lang={lang}&house=own&q-people=").text
    assert right in checked and balances in checked and 'role="alert"' not in checked
    much = "q-people=7&q-fte=5,2&q-coordinator=halftijds&q-clients=80&q-volunteers=38&q-budget=480.000"
    checked = client.get(f"/own?lang={lang}&house=own&{much}").text
    assert right in checked and off in checked and balances not in checked
    wrong = client.get(f"/own?lang={lang}&house=own&q-people=3&q-fte=9").text
    assert right not in wrong


def test_what_is_wrong_with_a_form_is_reached_without_scripts(client):
    """The form leads to a summary, which has a link to every box; a form without faults has none there."""
    page = client.get("/own?lang=en&house=own&q-people=3&q-fte=9&q-clients=many").text
    assert '<form action="/own#said"' in page
    summary = re.search(
        r'<div class="alarm" role="alert" id="said" tabindex="-1">(.*?)</div>', page, re.DOTALL
    )[1]
    boxes = re.findall('href="#([^"]*)"', summary)
    assert boxes == ["q-fte", "q-clients"] and all(f'id="{each}"' in page for each in boxes)
    wrong = client.get("/explore?v=1&thanks=900&lang=en").text
    assert '<form id="levers" action="/explore#found"' in wrong
    assert "Something does not fit yet" in wrong and "Part of this address" not in wrong
    assert wrong.count('id="found"') == 1 and wrong.index('id="found"') < wrong.index('href="#l-thanks"')
    right = shown(client, "/explore?v=1&thanks=4&show=1&lang=en").text
    assert right.count('id="found"') == 1 and right.index('id="found"') < right.index('id="answer"')


def test_an_address_with_impossible_answers_leads_back_to_the_questions(client):
    on = client.get("/explore?v=1&house=own&q-people=very%20many&lang=en&m=")
    page = shown(client, on.headers["location"])
    assert page.status_code == 200 and 'class="wrong"' in page.text


@pytest.mark.parametrize(
    ("lang", "cut"), [("en", "EUR 59,736 a year, 13.1 %"), ("nl", "EUR 59.736 per jaar, 13,1 %")]
)
def test_a_cut_is_told_in_euro_too(client, lang, cut):
    asks = f"q-people=7&q-fte=5.2&q-budget=480000%20of%20which%20456000%20subsidy&cut=13.1&lang={lang}"
    assert cut in shown(client, f"/explore?v=1&house=own&{asks}").text


@pytest.mark.parametrize(
    ("lang", "cut"), [("en", "15 %, EUR 89,713 a year"), ("nl", "15 %, EUR 89.713 per jaar")]
)
def test_wherever_a_cut_is_spoken_of_its_euros_are_too(client, lang, cut):
    kept = "&keep=v%3D1&keep=v%3D1%26thanks%3D4"
    pages = [f"/{page}?v=1&lang={lang}&thanks=4" for page in ("explore", "why", "turns")]
    for page in (*pages, f"/compare?v=1&lang={lang}{kept}", f"/results?lang={lang}"):
        assert cut in shown(client, page).text, page
    assert cut in experiment_in_the_file(client, pages[0])["question"][lang]


def experiment_in_the_file(client, page):
    """The experiment of a page, without the lines of remarks above it."""
    text = client.get(page.replace("/explore?", "/explore.yaml?")).text
    return json.loads(text[text.index("{") :])


@pytest.mark.parametrize(
    ("lang", "box", "cut"),
    [("en", "10.03", "EUR 60,000 a year, 10.03 %"), ("nl", "10,03", "EUR 60.000 per jaar, 10,03 %")],
)
def test_a_cut_can_be_written_in_euro_and_is_said_back_beside_its_box(client, lang, box, cut):
    page = shown(client, f"/explore?v=1&lang={lang}&cut=60.000%20euro&coaching=7%2C50")
    assert f'name="cut" value="{box}"' in page.text
    assert f'id="s-cut" data-box="l-cut" data-at="10.032" data-text="{box}">{cut}' in page.text
    sent = dict(re.findall(r'<input type="hidden" name="(exact-cut)" value="([^"]*)"', page.text))
    assert sent == {"exact-cut": "10.0320"}
    again = client.get("/explore", params={"v": "1", "lang": lang, "cut": box, **sent})
    assert "cut=10.0320" in again.headers["location"]
    moved = client.get("/explore", params={"v": "1", "lang": lang, "cut": "10", **sent})
    assert "cut=10&" in moved.headers["location"]
    assert f'name="coaching" value="{"7.5" if lang == "en" else "7,5"}"' in page.text


def test_what_is_wrong_stands_beside_its_box_and_what_was_written_stays_in_it(client):
    address = "/explore?v=1&lang=nl&cut=12%2C5&thanks=veel&start=90"
    page = shown(client, address)
    assert page.text.count('class="wrong" id="s-') == page.text.count('aria-invalid="true"') == 2
    assert 'name="thanks" value="veel"' in page.text and 'name="start" value="90"' in page.text
    assert (
        "Bedankjes: in &#39;veel&#39; staat geen getal" in page.text
        and 'name="cut" value="12,5"' in page.text
    )
    part = client.get(address, headers={"hx-request": "true"})
    assert (part.headers["hx-reswap"], part.headers["hx-push-url"]) == ("none", "false")
    assert part.text.count('class="wrong" id="s-') == 2 and 'id="answer"' not in part.text


def test_the_question_goes_out_as_a_file_that_asks_the_same(client, tmp_path):
    file = client.get(ASKS.replace("/explore?", "/explore.yaml?") + "en")
    (tmp_path / "explore.yaml").write_text(file.text, encoding="utf-8")
    same, ours = (
        load_experiment(str(tmp_path / "explore.yaml")),
        load_experiment(headings_of(CHOICES, "open_house")),
    )
    keys = [[identity_of_scenario(each.scenario) for each in one.points] for one in (same, ours)]
    assert keys[0] == keys[1] and len(set(keys[0])) == 3
    assert (same.at_least, same.windows, same.questions) == (ALL, ours.windows, ours.questions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_differences_are_the_file_that_the_command_line_writes_in_that_language(kept, lang, tmp_path):
    folder, name = kept
    client = client_of(folder)
    for page in (f"/results/{name}?lang={lang}", ASKS + lang):
        assert f'href="/results/{name}/differences.csv?lang={lang}"' in shown(client, page).text
    with ResultStore(folder, write=False) as store:
        differences_to_csv(store, name, tmp_path / "same.csv", lang)
    ours = client.get(f"/results/{name}/differences.csv?lang={lang}").content
    assert ours == (tmp_path / "same.csv").read_bytes()
    assert ours.decode("utf-8-sig").startswith("point;reference" if lang == "nl" else "point,reference")


def test_results_are_listed_found_and_taken_along(kept):
    folder, name = kept
    client = client_of(folder)
    assert name in client.get("/results?lang=nl").text
    assert name not in client.get("/results?lang=nl&q=nothing%20such").text
    one = client.get(f"/results/{name}?lang=nl")
    assert one.status_code == 200 and f"tup-sim results reproduce {name}" in one.text
    numbers = client.get(f"/results/{name}/differences.csv")
    assert (
        numbers.text.startswith("point,reference,outcome") and len(numbers.text.splitlines()) == 16
    )  # three comparisons
    brief = client.get(f"/results/{name}/brief?lang=nl")
    assert brief.status_code == 200 and "script" not in brief.headers["content-security-policy"]
    assert "<span>explore.yaml</span>" in brief.text and "Deze vraag als bestand" in brief.text


@pytest.mark.parametrize(("lang", "remark"), [("en", "Is it in order?"), ("nl", "Is het in orde?")])
def test_the_file_of_an_own_organisation_is_there_before_anything_is_asked(client, lang, remark):
    page = shown(client, f"/explore?v=1&house=own&q-people=8&cut=0&lang={lang}").text
    door = re.search(r'href="(/own_house.yaml\?[^"]*)"', page)[1].replace("&amp;", "&")
    file = client.get(door)
    assert file.status_code == 200 and remark in file.text
    assert "10/10" in file.text and "/12" not in file.text and {"en": "ten", "nl": "tien"}[lang] in file.text
    assumed = {"en": "suggested for: their full-time", "nl": "voorstel bij: hun voltijds"}[lang]
    assert (
        assumed in page and {"en": "cut,", "nl": "besparing,"}[lang] not in page.partition(assumed)[2][:300]
    )
    asks = client.get(door.replace("/own_house.yaml", "/explore.yaml").replace("cut=0", "cut=20"))
    first, *_ = asks.text.partition("{")
    assert "own_house.yaml" in first and all(line.startswith("#") for line in first.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_of_the_model_is_found_with_its_source(client, lang):
    page = client.get(f"/model?lang={lang}&q=coaching_share")
    assert page.status_code == 200 and "<code>coaching_share</code>" in page.text
    by_source = client.get(f"/model?lang={lang}&q=C220").text
    assert "delay_talk_to_start" in by_source and "coaching_share" not in by_source
    measured = client.get(f"/model?lang={lang}&kind=measured").text
    assert "<code>contract_hours</code>" in measured and "<code>thanks</code>" not in measured
    strange = client.get("/model", params={"lang": lang, "kind": MARKUP, "q": MARKUP})
    assert strange.status_code == 200 and MARKUP not in strange.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_kept_that_is_said(client, lang):
    assert client.get(f"/results?lang={lang}").status_code == 200
    for path in (
        "/results/nothing",
        "/results/nothing/brief",
        "/results/%2e%2e/brief",
        "/nowhere",
        "/static/../app.py",
    ):
        answer = client.get(f"{path}?lang={lang}")
        assert answer.status_code == 404, path


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8765", "evil.example:8765", "", "192.168.1.4"]
)
def test_another_host_is_refused(client, host):
    assert client.get("/explore", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "[::1]:8765", "127.0.0.1:1"])
def test_this_machine_by_any_of_its_names_is_not(client, host):
    assert client.get("/results", headers={"host": host}).status_code == 200


def test_every_answer_forbids_what_it_does_not_need(client):
    for path in ("/", "/explore", "/results", "/own", "/nowhere", "/static/page.css"):
        sent = client.get(path).headers
        policy = sent["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy
        assert "access-control-allow-origin" not in sent and sent["x-content-type-options"] == "nosniff"


def test_no_page_has_a_script_or_style_in_it_or_an_address_elsewhere(kept):
    client = client_of(kept[0])
    for address in (
        ASKS + "en",
        "/own?lang=en",
        "/model?lang=en",
        "/results?lang=en",
        f"/results/{kept[1]}?lang=en",
    ):
        text = shown(client, address).text
        assert (
            re.findall(r"<script(?! src=\"/static/)|<style| style=| on[a-z]+=|https?://|hx-on", text) == []
        ), address


def test_another_page_makes_this_machine_compute_nothing(client, tmp_path):
    page = client.get("/explore?v=1&lang=en&m=x", headers={"sec-fetch-site": "cross-site"})
    assert page.status_code == 200 and "nothing was computed yet" in page.text
    assert Jobs(tmp_path).take() is None


def test_a_form_of_another_page_is_refused(client, tmp_path):
    secret = Jobs(tmp_path).secret()
    sent = {"secret": secret, "key": "x", "address": "v=1"}
    assert client.post("/again", data=sent).status_code == 303
    assert client.post("/again", data={**sent, "secret": "guessed"}).status_code == 403
    assert client.post("/again", data=sent, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/again", data=sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert (
        client.post("/again", data={**sent, "address": "http://evil.example"})
        .headers["location"]
        .startswith("/explore?")
    )
    assert client.get("/again").status_code == 405


def test_what_is_too_large_is_refused(client):
    assert client.get("/explore?more=" + "x" * 9000).status_code == 414
    assert client.post("/again", content=b"x" * 20_000).status_code == 413
    assert client.post("/again", content=(b"x" for _ in range(3))).status_code == 413


@pytest.mark.slow
def test_who_asks_too_much_waits(client, tmp_path):
    codes = [
        shown(client, f"/explore?v=1&cut={n / 4:g}&lang=en").status_code for n in range(1, ASKED_AT_MOST + 10)
    ]
    assert set(codes[:ASKED_AT_MOST]) == {200} and set(codes[ASKED_AT_MOST:]) == {429}


@pytest.mark.slow
@pytest.mark.parametrize("half", [500, pytest.param(5000, marks=pytest.mark.verify)])
def test_a_thousand_and_ten_thousand_requests_are_answered(client, half):
    """What a request leaves behind would pile up."""
    for _ in range(half):
        assert client.get("/static/page.css").status_code == 200
        assert client.get("/", headers={"host": "evil.example"}).status_code == 421


def test_what_failed_is_told_and_can_be_tried_once_more(tmp_path):
    client, jobs = client_of(tmp_path), Jobs(tmp_path)
    shown(client, "/?lang=nl")
    job = jobs.take()
    jobs.failed(job.key, OSError(MARKUP))
    page = shown(client, "/?lang=nl")
    assert "Probeer opnieuw" in page.text and MARKUP not in page.text
    sent = dict(re.findall(r'name="(secret|key|address)" value="([^"]*)"', page.text))
    on = client.post("/again", data={**sent, "address": sent["address"].replace("&amp;", "&")})
    assert on.headers["location"].startswith("/explore?v=1&lang=nl")
    assert jobs.look(job.key).status == "queued"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("Pause", "Go on", "Paused.")), ("nl", ("Pauzeer", "Ga verder", "Gepauzeerd."))],
)
def test_a_question_is_paused_and_goes_on_and_every_page_says_so(tmp_path, lang, words):
    client, jobs = client_of(tmp_path), Jobs(tmp_path)
    pause, go_on, paused = words
    first = shown(client, f"/explore?v=1&thanks=4&lang={lang}")
    sent = form(first.text, "/pause")
    assert f"<button>{pause}</button>" in first.text and go_on not in first.text
    on = client.post("/pause", data=sent)
    assert on.status_code == 303 and "thanks=4" in on.headers["location"]
    page = client.get(on.headers["location"])
    assert paused in page.text and f"<button>{go_on}</button>" in page.text
    assert 'id="progress"' not in page.text and 'http-equiv="refresh"' not in page.text
    assert jobs.take() is None
    every = client.get(f"/results?lang={lang}")
    assert {"en": "<b>paused.</b>", "nl": "<b>gepauzeerd.</b>"}[lang] in every.text
    back = client.post("/go_on", data=form(every.text, "/go_on"))
    assert back.headers["location"] == f"/results?lang={lang}"
    assert 'action="/pause"' in client.get(back.headers["location"]).text
    assert jobs.take().key == sent["key"]


def test_who_corrects_an_answer_keeps_what_was_moved_and_is_told_what_does_not_add_up(tmp_path):
    """33 % of the wages would be left over: that stands where the answer does, not in a fold below it."""
    told = (
        "house=own&q-people=7&q-fte=5,2&q-coordinator=halftijds&q-clients=80&q-volunteers=38&q-budget=480.000"
    )
    moved = "cut=12.5&spare=coordinator&more=mentors"
    page = client_of(tmp_path).get(f"/own?v=1&lang=nl&{told}&{moved}")
    names = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">', page.text))
    assert {"cut": "12.5", "spare": "coordinator", "more": "mentors"}.items() <= names.items()
    answer = client_of(tmp_path).get(f"/explore?v=1&lang=nl&{told}&{moved}", follow_redirects=True)
    note = answer.text.index('role="note"')
    assert note < answer.text.index('id="answer"') and "33 % van de lonen" in answer.text[note:]


def test_nobody_else_pauses_or_has_go_on(tmp_path):
    client, jobs = client_of(tmp_path), Jobs(tmp_path)
    sent = form(shown(client, "/explore?v=1&lang=en").text, "/pause")
    for path in ("/pause", "/go_on"):
        assert client.post(path, data={**sent, "secret": "guessed"}).status_code == 403
        assert client.post(path, data=sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert client.get(path).status_code == 405
    assert client.post("/pause", data={**sent, "key": "no such"}).status_code == 303
    assert jobs.look(sent["key"]).status == "queued"


def test_results_say_how_far_they_are(kept):
    client = client_of(kept[0])
    assert '<td data-head="State">waiting</td>' in client.get("/results?lang=en").text
    assert '<td data-head="Stand">wacht</td>' in client.get("/results?lang=nl&q=wacht").text
    assert kept[1] not in client.get("/results?lang=nl&q=gepauzeerd").text


def form(text, action):
    """What the hidden fields of a form hold."""
    (inside,) = re.findall(f'<form method="post" action="{action}">(.*?)</form>', text, re.DOTALL)
    found = dict(re.findall(r'type="hidden" name="([a-z]*)" value="([^"]*)"', inside))
    return {name: value.replace("&amp;", "&") for name, value in found.items()}


def test_what_nobody_foresaw_is_told_on_a_page(tmp_path, monkeypatch):
    monkeypatch.setattr("tup_sim.web.app.model_page", lambda *_: 1 / 0)
    client = TestClient(application(tmp_path, "nl", works=False), ADDRESS, raise_server_exceptions=False)
    page = client.get("/model")
    assert page.status_code == 500 and "er ging iets mis" in page.text and "ZeroDivision" not in page.text
    assert "content-security-policy" in page.headers


def test_a_table_that_cannot_be_read_is_told(client, tmp_path):
    (tmp_path / "web.sqlite").write_bytes(b"no database" * 100)
    for extra in tmp_path.glob("web.sqlite-*"):
        extra.unlink()
    page = shown(client, "/explore?v=1&lang=en")
    assert page.status_code == 500 and "web.sqlite" in page.text
