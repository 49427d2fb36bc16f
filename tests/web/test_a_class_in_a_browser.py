"""A class in a real browser: everybody can use its pages, the keyboard does for the whole hour, a projector is read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from tests.web.browser import ENTER, FOUND, Browser, Page, browser, skipped_without
from tests.web.lesson import HOUR, opened
from tup_sim.texts import LANGUAGES
from tup_sim.web.classroom.entries import by_itself
from tup_sim.web.classroom.hour import Entry
from tup_sim.web.classroom.room import Room
from tup_sim.web.lessons import load
from tup_sim.web.server import HOST, door_at

pytestmark = skipped_without(FOUND)
DESK, PHONE, LARGE, PROJECTOR = 1280, 390, 320, 1920
SMALLEST = 24  # pixels of a letter on the projector
TWO = "for (const [n, word] of [['1', 2], ['2', 4]]) document.querySelector(`#p-${n}-${word}`).click()"
THERE = "document.readyState === 'complete'"
STEPS = [step.kind for step in load(HOUR).steps]


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as it:
        yield it


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Room, str]]:
    """A class whose clock stands still, and its address."""
    room, site = opened(tmp_path)
    door = door_at(HOST, 0)
    server = uvicorn.Server(uvicorn.Config(site, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    yield room, f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    door.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    chromium.ask("Storage.clearCookies")
    it = Page(chromium)
    yield it
    it.close()


def hand_in(room: Room, page: Page) -> None:
    """Fill in what the phone asks, and send it."""
    before = len(room.hour.teams["A"].entries)
    kind = room.hour.kind
    if kind == "predict":
        page.js("document.querySelector('#w-1').click()")
    elif kind == "debrief":
        page.js("document.querySelector('#t-paid').focus()")
        page.ask("Input.insertText", text="With time.")
        assert page.js("document.querySelector('#n-paid').textContent").startswith("10 ")
    else:
        page.js(f"document.querySelector('#m-thanks').click(); {TWO}")
    page.js("document.querySelector('form.entry button').click()")
    page.until(f"{THERE} && document.querySelector('.who') && !document.querySelector('form.entry')")
    assert len(room.hour.teams["A"].entries) == before + 1


def is_well(page: Page, widths: tuple[int, ...]) -> None:
    """Nothing is wrong with a page for whoever reads it, and nothing reaches beyond its side."""
    assert page.findings() == []
    for width in widths:
        page.size(width)
        assert page.js("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_any_step_on_phone_desk_and_projector(chromium, served, page, lang):
    room, address = served
    dark = lang == "nl"
    phone, screen = Page(chromium, PHONE), Page(chromium, PROJECTOR, 1080)
    phone.go(f"{address}/?lang={lang}")
    is_well(phone, (LARGE, PHONE))
    phone.js("document.querySelector('form button.main').click()")
    phone.until(f"{THERE} && document.querySelector('.who')")
    page.go(f"{address}/enter/{room.kept.teacher}?lang={lang}")
    for each in (page, phone, screen):
        each.dark(dark)
    for kind in [*STEPS, "end"]:
        assert room.hour.kind == kind
        for each, place in ((page, "/teacher"), (phone, "/"), (screen, "/screen")):
            each.go(f"{address}{place}?lang={lang}")
        is_well(page, (PHONE, DESK))
        is_well(phone, (LARGE, PHONE))
        assert screen.findings() == []
        if room.hour.open:
            hand_in(room, phone)
            is_well(phone, (PHONE,))
        if kind != "end":
            room.next()
    for place in ("/teacher/teams", "/teacher/cards", "/teacher/as/A", "/kept"):
        page.go(f"{address}{place}?lang={lang}")
        is_well(page, (PHONE, DESK))
    assert [each.complaints() for each in (page, phone, screen)] == [[], [], []]
    phone.close()
    screen.close()


def test_the_teacher_leads_the_whole_hour_with_one_key(served, page):
    room, address = served
    page.go(f"{address}/enter/{room.kept.teacher}?lang=en")
    page.tab_to("#demonstrate")
    page.press(ENTER)
    page.until(f"{THERE} && document.querySelector('.where') && !document.querySelector('#demonstrate')")
    for number in range(1, len(STEPS) + 1):
        page.until("document.activeElement && document.activeElement.id === 'next'")
        page.press(ENTER)
        page.until(
            f"{THERE} && document.querySelector('.where').textContent.includes('Step {number + 1} of')"
        )
    assert room.hour.kind == "end"
    assert page.complaints() == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_projector_shows_is_read_from_the_last_row_and_fits(chromium, served, lang):
    room, address = served
    screen = Page(chromium, PROJECTOR, 1080)
    for _ in range(8):
        room.join("")
    for kind in [*STEPS, "end"]:
        is_read_and_fits(screen, f"{address}/screen?lang={lang}", kind)
        if kind == "surprise":  # each has a heading of its own, and the longest stands over what came
            for each in sorted(room.lesson.surprises, key=lambda each: len(each.label(lang))):
                if room.hour.surprise != each.key:
                    room.draw(each.key)
                is_read_and_fits(screen, f"{address}/screen?lang={lang}", each.key)
        if room.hour.open:
            for letter in room.hour.teams:
                room.hand_in(letter, room.hour.at, with_the_longest_package(entry_of(kind, room), room))
        if kind != "end":
            room.next()
    screen.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_whole_hour_of_eight_teams_is_taken_home_on_two_sheets(served, page, lang):
    room, address = served
    for _ in range(8):
        room.join("")
    for kind in STEPS:
        if room.hour.open:
            for letter in room.hour.teams:
                room.hand_in(letter, room.hour.at, entry_of(kind, room))
        room.next()
    page.go(f"{address}/enter/{room.kept.teacher}")
    page.go(f"{address}/teacher/export/class.html?lang={lang}")
    assert page.sheets() <= 2
    assert page.findings() == []


def is_read_and_fits(screen: Page, address: str, what: str) -> None:
    """No sign on the projector is small, and nothing lies below its edge."""
    small = (
        "[...document.querySelectorAll('main *')].filter(e => e.offsetParent && !e.closest('svg') && [...e.childNodes]"
        ".some(n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < "
        f"{SMALLEST}).map(e => e.outerHTML.slice(0, 90))"
    )
    screen.go(address)
    assert screen.js(small) == [], what
    assert screen.js("document.documentElement.scrollHeight") <= 1080, what


def with_the_longest_package(entry: Entry, room: Room) -> Entry:
    """The same, but for a package that takes the most words to name; nothing else where none was asked."""
    lesson = room.lesson
    words = {each.key: len(each.label("nl")) for each in lesson.measures}
    longest = max((case.package for case in lesson.cases()), key=lambda some: sum(map(words.get, some)))
    return entry._replace(package=tuple(longest)) if entry.package else entry


def entry_of(kind: str, room: Room) -> Entry:
    """What a team may hand in, in a step."""
    return Entry(texts=("x", "", "")) if kind == "debrief" else by_itself(kind, "A", "seed", room.lesson)
