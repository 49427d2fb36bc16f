"""In a real browser without a screen: its scripts run, everybody can use it, and nothing leaves the machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn

from tests.web.browser import ENTER, FOUND, SPACE, TAB, Browser, Page, browser, skipped_without
from tests.web.pages import answered
from tup_sim.texts import LANGUAGES
from tup_sim.web.app import application
from tup_sim.web.asking import ALL, asked_of
from tup_sim.web.jobs import Jobs
from tup_sim.web.one_person import story_of
from tup_sim.web.own_files import keep, sign_of
from tup_sim.web.server import HOST, door_at
from tup_sim.web.state import State
from tup_sim.web.turning import BEHIND, SIZES, turns_of

pytestmark = skipped_without(FOUND)
DESK, PHONE, LARGE = 1280, 390, 320  # widths: of a desk, of a phone, of a desk at 400 %
READ_ON = {"en": (DESK, False), "nl": (PHONE, True)}  # each width, and light and dark, once on every page
BEGUN = State()
FILE = "about: {en: A house of our own, nl: Een eigen huis}\nextends: open_house\nthanks: 3 per month\n"
MOVED = replace(BEGUN, numbers=(("cut", 15.0), ("thanks", 1.5)))
PAUSED = replace(BEGUN, numbers=(("cut", 15.0), ("thanks", 8.0)))
CHOSEN = replace(MOVED, spared=("coordinator",))
PAGES = {
    "an answer": "/explore?v=1&thanks=1.5&lang={lang}",
    "an answer that is on its way": "/explore?v=1&thanks=7&lang={lang}",
    "an answer that is paused": "/explore?v=1&thanks=8&lang={lang}",
    "what cannot be": "/explore?v=1&cut=900&lang={lang}&m=deadbeef",
    "states that are compared": "/compare?v=1&lang={lang}&keep=v%3D1&keep=v%3D1%26thanks%3D1.5",
    "who was affected": "/why?v=1&lang={lang}",
    "the history of one person": "/story?v=1&lang={lang}&story=client-3&world=cut",
    "what would turn it around": "/turns?v=1&lang={lang}",
    "what is looked for": "/turns?v=1&lang={lang}&turns=200",
    "an own organisation": "/own?lang={lang}&q-people=8&q-fte=none&go=1",
    "an own organisation in a file": "/own?lang={lang}&house=own&file={sign}",
    "what can be moved in it": "/explore?lang={lang}&house=own&file={sign}&v=1&cut=0",
    "results": "/results?lang={lang}",
    "one result": "/results/{name}?lang={lang}",
    "the model": "/model?lang={lang}&q=coaching",
    "trouble": "/results/nothing?lang={lang}",
}


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A folder with three answers, and the name of one."""
    folder = tmp_path_factory.mktemp("browser")
    keep(FILE, folder)
    paused = asked_of(PAUSED, PAUSED.house)
    Jobs(folder).ask(*paused)
    Jobs(folder).pause(paused.key)
    behind_an_answer(folder)
    return str(folder), [answered(folder, each) for each in (BEGUN, CHOSEN, MOVED)][-1]


def behind_an_answer(folder: Path) -> None:
    """Keep what is told behind the first answer, as the worker does; what 200 worlds say is on its way."""
    jobs, question = Jobs(folder), asked_of(BEGUN, BEGUN.house)
    row = [["assumption", "effect"], ["coaching_need.incident", "-0.61"]]
    view = {"title": "What decides it", "parts": ["40 of 40 draws.", row], "blocks": [], "foot": []}
    card = {"name": "Contact", "lines": ["In 31 of 40 worlds."], "moves": ["Hours (0.25 – 1.5): smaller."]}
    texts = [
        (turns_of(question, SIZES[0]), json.dumps({"about": "In 40 worlds:", "cards": [card], "view": view})),
        (story_of(question, "client-3", "cut"), "Ada (client-3)\n\nWeeks 0 to 12\n  week 2: she came."),
    ]
    for asked, text in texts:
        jobs.ask(*asked)
        jobs.keep_text(asked.key, {"en": text, "nl": text})
        jobs.reached(asked.key, ALL, last=True)
    jobs.ask(*turns_of(question, SIZES[1]), there=BEHIND[SIZES[1]])


@pytest.fixture(scope="module")
def address(name: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a server with these, whose table nobody works on."""
    folder = type(tmp_path_factory.getbasetemp())(name[0])
    door = door_at(HOST, 0)
    server = uvicorn.Server(
        uvicorn.Config(application(folder, works=False), log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    door.close()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as it:
        yield it


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    it = Page(chromium)
    yield it
    it.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_its_scripts_run_and_nothing_is_refused(page, address, lang):
    page.go(address + PAGES["an answer"].format(lang=lang))
    assert page.js("document.querySelectorAll('svg.dots').length") == 5
    assert page.js("document.querySelectorAll('input[type=range]:not([hidden])').length") == 6
    assert page.js("document.querySelectorAll('.step[hidden]').length") == 0
    assert page.complaints() == []


def test_a_page_that_waits_asks_again_by_itself(page, address):
    page.go(address + PAGES["an answer that is on its way"].format(lang="en"))
    page.until("document.querySelector('progress')")
    page.until(
        "performance.getEntriesByType('resource').filter(each => each.name.includes('/answer?')).length >= 2"
    )
    assert page.complaints() == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_sixty_seconds_can_be_done_with_the_keyboard_alone(page, address, lang):
    page.go(f"{address}/?lang={lang}")
    page.until("document.querySelectorAll('svg.dots').length === 5")
    page.tab_to("input[data-slides=l-thanks]")
    page.press("ArrowRight")
    page.until("location.search.includes('thanks=1.5')")
    page.until("document.querySelectorAll('.card .square').length >= 20")
    assert page.js("document.querySelector('#l-thanks').value") == ("1.5" if lang == "en" else "1,5")
    assert "2" in page.js("document.querySelector('.changed summary').textContent")
    page.go(page.js("location.href"))  # a reload keeps everything
    page.tab_to("input[name=spare][value=coordinator]")
    page.press(SPACE)
    page.until("location.search.includes('spare=coordinator')")
    page.until("document.querySelectorAll('.sentences p').length >= 2")
    page.tab_to("a.button[href*='/brief']", 200)
    page.press(ENTER)
    page.until("location.pathname.endsWith('/brief')")
    page.until(f"document.documentElement.lang === '{lang}' && document.querySelector('svg')")
    assert page.complaints() == []


def write(page, key, text):
    """Write in the box of a lever and leave it."""
    page.js(
        f"(() => {{ const box = document.querySelector('#l-{key}'); box.value = '{text}';"
        "for (const each of ['input', 'change']) box.dispatchEvent(new Event(each, {bubbles: true})); })()"
    )


@pytest.mark.parametrize(("lang", "thanks"), [("en", "1.5"), ("nl", "1,5")])
def test_what_is_written_in_a_box_is_understood_or_told_and_never_lost(page, address, lang, thanks):
    page.go(f"{address}/explore?v=1&lang={lang}")
    write(page, "thanks", "1,5")
    page.until("location.search.includes('thanks=1.5')")
    page.until(f"document.querySelector('#l-thanks').value === '{thanks}'")
    assert page.js("document.querySelector('input[data-slides=l-thanks]').value") == "1.5"
    write(page, "start", "90")
    page.until("document.querySelector('#s-start.wrong')")
    assert page.js("document.querySelector('#l-start').value") == "90"
    assert page.js("document.querySelector('#l-start').getAttribute('aria-invalid')") == "true"
    assert page.js("document.querySelectorAll('svg.dots').length") == 5 and "start" not in page.js(
        "location.search"
    )
    write(page, "start", "2 weken")  # as it is now
    page.until(
        "document.querySelector('#s-start:not(.wrong)') && document.querySelector('#l-start').value === '14'"
    )
    page.js("document.querySelector('.step[data-for=l-thanks][data-way=\"1\"]').click()")
    page.until("location.search.includes('thanks=2')")
    assert page.complaints() == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("which", PAGES)
def test_axe_finds_nothing_and_nothing_reaches_beyond_the_side(page, address, name, which, lang):
    page.go(address + PAGES[which].format(lang=lang, name=name[1], sign=sign_of(FILE)))
    width, dark = READ_ON[lang]
    page.size(width)
    page.dark(dark)
    assert page.findings() == []
    for width in (DESK, PHONE, LARGE):
        page.size(width)
        assert page.js("document.documentElement.scrollWidth") <= width, width


SEEN_FROM_THE_TOP = "Math.abs(document.querySelector('#found')?.getBoundingClientRect().top) < 40"


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("scripts", [True, False])
def test_who_presses_the_button_of_an_answer_sees_it(page, address, width, scripts):
    page.size(width)
    page.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
    page.go(f"{address}/explore?v=1&more=mentors&lang=nl")
    page.js("document.querySelector('#l-thanks').value = '1.5'")
    page.js("document.querySelector('button.main').scrollIntoView()")
    assert not page.js(SEEN_FROM_THE_TOP)
    page.js("document.querySelector('button.main').focus()")
    page.press(ENTER)
    page.until("location.search.includes('thanks=1.5')")
    page.until(SEEN_FROM_THE_TOP)
    assert "show" not in page.js("location.search")


@pytest.mark.parametrize("scripts", [True, False])
def test_who_presses_it_with_something_wrong_is_brought_to_a_summary_with_links(page, address, scripts):
    page.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
    page.go(f"{address}/explore?v=1&more=mentors&lang=en")
    page.js("document.querySelector('#l-start').value = '90'")
    page.js("document.querySelector('button.main').focus()")
    page.press(ENTER)
    page.until("document.querySelector('#wrong a[href=\"#l-start\"]')")
    page.until("document.querySelector('#wrong [role=alert]').getBoundingClientRect().top < innerHeight / 2")
    if scripts:
        page.until("document.activeElement.matches('#wrong [role=alert]')")
        write(page, "start", "9")
        page.until("!document.querySelector('#wrong [role=alert]')")
        assert page.complaints() == []


def test_who_leaves_a_box_stays_where_they_are(page, address):
    page.go(f"{address}/explore?v=1&lang=en")
    page.js("document.querySelector('#l-thanks').focus()")
    before = page.js("scrollY")
    write(page, "thanks", "1.5")
    page.until("location.search.includes('thanks=1.5')")
    page.until("document.querySelectorAll('.card .square').length >= 20")
    assert page.js("scrollY") == before and page.js("document.activeElement.id") == "l-thanks"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_focus_goes_to_what_is_wrong_with_an_organisation_and_from_there_to_its_box(page, address, lang):
    page.go(f"{address}/own?lang={lang}")
    page.js("document.querySelector('#q-fte').value = 'many'")
    page.js("document.querySelector('form.questions button').focus()")
    page.press(ENTER)
    page.until("document.readyState === 'complete' && document.activeElement.id === 'said'")
    page.is_drawn()
    page.tab_to("a[href='#q-fte']", 3)
    page.press(ENTER)
    page.until("location.hash === '#q-fte'")
    page.press(TAB)
    assert page.js("document.activeElement.id") != "said"
    page.js("document.querySelector('#q-fte').value = ''")
    page.js("document.querySelector('form.questions button').focus()")
    page.press(ENTER)
    page.until("document.querySelector('#said[role=status]') && document.activeElement.id === 'said'")
    assert page.findings() == []


def test_whoever_scrolled_down_sees_that_the_program_is_gone(page, address):
    page.size(PHONE)
    page.go(f"{address}/explore?v=1&more=mentors&lang=nl")
    page.js("scrollTo(0, 2000)")
    page.js("document.dispatchEvent(new Event('htmx:sendError'))")
    page.until("document.querySelector('#gone').getBoundingClientRect().top === 0")
    assert page.js("document.querySelector('#gone').getBoundingClientRect().height < innerHeight / 3")


def test_a_word_finds_a_choice_whatever_heading_it_stands_under(page, address):
    page.go(f"{address}/explore?v=1&more=mentors&lang=en")
    find = "(() => {{ const box = document.querySelector('#find'); box.value = '{}'; box.dispatchEvent(new Event('input')); }})()"  # noqa: E501
    seen = "[...document.querySelectorAll('#policies details:not([hidden])[open] label:not([hidden])')].map(e => e.querySelector('input').value)"  # noqa: E501
    assert page.js(seen) == ["tailored_coaching", "universal_coaching", "mentors", "peer_review_monthly"]
    page.js(find.format("ring-fenced"))
    assert page.js(seen) == ["mentors", "protect_coaching"]  # what is chosen stays in sight
    page.js(find.format(""))
    assert page.js(f"{seen}.length") == 4
    assert page.js("document.querySelectorAll('#policies details[hidden]').length") == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_is_paused_and_goes_on_with_the_keyboard_alone(page, address, lang):
    page.go(f"{address}/explore?v=1&thanks=9&lang={lang}")
    page.tab_to("form[action='/pause'] button", 200)
    page.press(ENTER)
    page.until("document.readyState === 'complete' && document.querySelector('form[action=\"/go_on\"]')")
    assert page.js("document.querySelectorAll('progress').length") == 0
    page.tab_to("form[action='/go_on'] button", 200)
    page.press(ENTER)
    page.until("document.querySelector('progress')")
    assert page.complaints() == []


def test_a_file_is_opened_and_what_was_filled_in_stays_where_it_cannot_be(page, address, tmp_path):
    page.go(f"{address}/own?lang=en")
    page.js("document.querySelector('#q-people').value = '8'")
    (tmp_path / "mine.yaml").write_text(FILE.replace("thanks", "thank_you"))
    page.choose("#sent", tmp_path / "mine.yaml")
    page.js("document.querySelector('button[name=secret]').click()")
    page.until("document.readyState === 'complete' && document.querySelector('[role=alert]')")
    assert "mine.yaml:3: " in page.js("document.querySelector('[role=alert]').textContent")
    assert page.js("document.querySelector('#q-people').value") == "8"
    (tmp_path / "mine.yaml").write_text(FILE)
    page.choose("#sent", tmp_path / "mine.yaml")
    page.tab_to("button[name=secret]")
    page.press(ENTER)
    page.until("document.readyState === 'complete' && document.querySelector('#l-thanks')?.value === '3'")
    assert sign_of(FILE) in page.js("location.search")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_results_needs_no_scrolling_within_it_on_a_phone(page, address, lang):
    page.go(f"{address}/results?lang={lang}")
    for width in (PHONE, LARGE):
        page.size(width)
        assert page.js("document.querySelectorAll('.stacked tbody tr').length") == 3
        assert page.js(
            "document.querySelector('.wide').scrollWidth <= document.querySelector('.wide').clientWidth"
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_of_numbers_are_read_on_a_phone_without_scrolling_or_words_cut_in_pieces(
    page, address, name, lang
):
    page.size(PHONE)
    for place in (f"/model?lang={lang}&q=coaching", f"/results/{name[1]}?lang={lang}"):
        page.go(address + place)
        assert page.js(
            "[...document.querySelectorAll('.wide')].every(e => e.scrollWidth <= e.clientWidth)"
        ), place
        tall = "[...document.querySelectorAll('.wide th code, .flows td')].filter(e => e.getBoundingClientRect().height > 45).map(e => e.textContent)"  # noqa: E501
        assert page.js(tall) == [], place
    page.size(DESK)
    page.go(f"{address}/model?lang={lang}&q=coaching")
    assert page.js(tall) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_prints_on_two_sheets_at_most(page, address, lang):
    page.go(f"{address}/explore?v=1&thanks=1.5&spare=coordinator&lang={lang}")
    page.until("document.querySelectorAll('svg.dots').length === 5")
    assert 1 <= page.sheets() <= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_is_touched_is_large_enough_on_a_phone(page, address, lang):
    page.size(PHONE)
    page.go(address + PAGES["an answer"].format(lang=lang))
    small = page.js(
        "[...document.querySelectorAll('button, select, summary, input:not([type=hidden]):not([type=checkbox])')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []
