"""What every page of a class has: its language, the step, the clock, and where the class is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tup_sim.errors import Message, TupSimError
from tup_sim.texts import say
from tup_sim.web.classroom.kinds import HANDED_IN, PACKAGES, PREDICT, REVEAL, STORY, SURPRISE
from tup_sim.web.classroom.outcomes import Outcomes, hits_in_words
from tup_sim.web.classroom.room import Room
from tup_sim.web.classroom.stories import Stories
from tup_sim.web.classroom.telling import chosen_in_words, worlds_of
from tup_sim.web.site import in_words, known_to_pages, language_of, templates

Told = Mapping[str, Any]
THIS_MACHINE = ("127.", "::1")


class Frame:
    """What all pages of a class share.

    Args:
        room: the class.
        stories: of volunteers in two worlds.
        addresses: gives those of the machine with the port, the likeliest first.
        lang: of who says nothing.
    """

    def __init__(
        self, room: Room, stories: Stories, addresses: Callable[[], Sequence[str]], lang: str = "en"
    ) -> None:
        self.room, self.stories, self.addresses, self.lang = room, stories, addresses, lang
        self.outcomes = Outcomes(room.lesson, room.menu)
        self.reached = (
            False  # whether a device besides this machine has opened the page since the server began
        )

    def seen_by(self, client: str) -> None:
        """Notice whether a device besides this machine asks; which one is not kept.

        Args:
            client: the address that a request comes from.
        """
        if not self.reached and client and not client.startswith(THIS_MACHINE):
            own = {urlsplit(each).hostname for each in self.addresses()}
            self.reached = client not in own

    @cached_property
    def pages(self) -> Environment:
        """The templates."""
        return templates()

    def language(self, request: Request) -> str:
        """The language of an address; that of the server if it says none."""
        return language_of(request, self.lang)

    def address(self) -> str:
        """Where devices find the class: what the teacher chose, or the likeliest of the machine's addresses."""
        found, chosen = self.addresses(), self.room.hour.address
        return chosen if chosen in found else next(iter(found), "")

    def show(self, request: Request, template: str, lang: str, code: int = 200, **values: Any) -> Response:
        """A page, or a part of one.

        Args:
            request: that is answered.
            template: its file.
            lang: ``en`` or ``nl``.
            code: of the answer.
            values: that it shows.
        """
        shared = {
            **known_to_pages(request, lang),
            "lesson": self.room.lesson,
            "hits_of": lambda hits: hits_in_words(hits, lang),
        }
        text = self.pages.get_template(template).render(shared | values)
        return HTMLResponse(text, code)

    def trouble(self, request: Request, error: TupSimError | Message, code: int, back: str) -> Response:
        """A page that says what is wrong, with the way back."""
        lang = self.language(request)
        faults = in_words(error, lang)
        return self.show(request, "class_trouble.html", lang, code, faults=faults, back=f"{back}?lang={lang}")

    def to(self, place: str, lang: str, **more: str) -> Response:
        """Go on to another page."""
        rest = "".join(f"&{name}={value}" for name, value in more.items() if value)
        return RedirectResponse(f"{place}?lang={lang}{rest}", 303)

    def step(self, lang: str) -> dict[str, Any]:
        """What every page says of the step."""
        hour, lesson = self.room.hour, self.room.lesson
        left = None if hour.until is None else hour.until - (hour.paused or self.room.clock())
        surprise = next((each for each in lesson.surprises if each.key == hour.surprise), None)
        return {
            "hour": hour,
            "kind": hour.kind,
            "asks": hour.kind in HANDED_IN,
            "revealed": hour.steps[hour.revealed()][0] if hour.revealed() >= 0 else "",
            "heading": say(lang, f"class-step-{self.heading()}"),
            "at": hour.at + 1,
            "steps": len(hour.steps),
            "left": None if left is None or not hour.open else max(0, round(left)),
            "paused": hour.paused is not None,
            "surprise": surprise if hour.kind in (SURPRISE, REVEAL) and hour.surprised(hour.about) else None,
            "packages": any(kind in PACKAGES for kind, _ in hour.steps[: hour.at + 1]),
            "teams": list(hour.teams.values()),
            "in_already": [team.letter for team in hour.teams.values() if hour.at in team.entries],
            "names_of": {each: self.outcomes.name(each, lang) for each in lesson.outcomes},
            "named": {each: self.outcomes.named(each, lang) for each in lesson.outcomes},
            "worlds": self.worlds(lang) if hour.kind == STORY else [],
            "labels": {each.key: each.label(lang) for each in lesson.measures},
        }

    def worlds(self, lang: str) -> list[tuple[str, str]]:
        """The two teams whose worlds are told, and what they chose."""
        lesson, worlds = self.room.lesson, worlds_of(self.room.hour)
        return [(letter, chosen_in_words(lesson, case.package, lang)) for letter, case in worlds.items()]

    def heading(self) -> str:
        """Which word the heading of the step is: a reveal is called by what it reveals."""
        hour = self.room.hour
        if hour.revealed() < 0:
            return hour.kind
        return "cut" if hour.steps[hour.revealed()][0] == PREDICT else "reveal"
