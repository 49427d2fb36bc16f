"""What the tests of a class share: a menu with invented numbers, and teams that play by HTTP."""

from __future__ import annotations

from pathlib import Path
from random import Random

from starlette.testclient import TestClient

from tup_sim.files.manifest import fingerprint
from tup_sim.web.classroom.app import classroom
from tup_sim.web.classroom.log import Log
from tup_sim.web.classroom.room import Room
from tup_sim.web.classroom.server import class_of
from tup_sim.web.classroom.stories import Stories, Story
from tup_sim.web.lessons import Case, Lesson, Menu, asks_of, load

HERE = "http://127.0.0.1:8766"
RUNS = 8
HOUR = "fifteen_per_cent_less"


def invented(lesson: Lesson) -> Menu:
    """A menu whose numbers are drawn: without measures everything is clearly worse, each measure helps a little."""
    luck = Random(1)
    base = {each: tuple(0.5 + 0.01 * luck.random() for _ in range(RUNS)) for each in lesson.outcomes}

    def values(case: Case) -> dict[str, tuple[float, ...]]:
        less = 0.1 - 0.02 * len(case.package) + 0.05 * bool(case.surprise)
        return {each: tuple(value - less + 0.001 * luck.random() for value in base[each]) for each in base}

    cases = {lesson.named(case): values(case) for case in lesson.cases()}
    return Menu(lesson, fingerprint(), (), asks_of(lesson), base, cases)


class NoStories(Stories):
    """Stories that are there at once."""

    def ask(self, worlds):
        """Nothing is computed."""

    def told(self, worlds, lang):
        """The same for everybody."""
        return Story(text=f"Paul: <b>left</b> in the worlds of {' and '.join(worlds)}.\n  week 61: something")


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def opened(folder: Path, lesson: str = HOUR, clock: Clock | None = None) -> tuple[Room, object]:
    """The room of the class in a folder, as a server that is started finds it, and its site."""
    asked = load(lesson)
    menu, log = invented(asked), Log(folder)
    kept, _ = class_of(log, asked, menu)
    room = Room(log, kept, asked, menu, clock or Clock())
    return room, classroom(room, NoStories(asked, folder), lambda: ["http://192.168.1.7:8766"])


def browser(site: object) -> TestClient:
    """A device with cookies of its own."""
    return TestClient(site, base_url=HERE, follow_redirects=True)


def teacher_of(room: Room, site: object) -> TestClient:
    """The teacher's device."""
    device = browser(site)
    assert device.get(f"/enter/{room.kept.teacher}").url.path == "/teacher"
    return device
