"""The teacher's pages: one button for the whole hour, and everything else that a class may need beside it."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tup_sim.errors import Message, TupSimError
from tup_sim.texts import say
from tup_sim.web.classroom.entries import NAME_AT_MOST, text_names
from tup_sim.web.classroom.frame import Frame
from tup_sim.web.classroom.hour import Hour, Team
from tup_sim.web.classroom.kinds import DEBRIEF, END, HANDED_IN, LOBBY, REVEAL, STORY
from tup_sim.web.classroom.outcomes import Hits, Prediction
from tup_sim.web.classroom.phone import LASTS, Phone, form
from tup_sim.web.classroom.telling import chosen_by, story_ahead, story_of, story_so_far
from tup_sim.web.site import in_words

COOKIE = "tup_sim_teacher"
NOT_THE_TEACHER = Message("this page is the teacher's; open the address that the terminal says")
MAIN, TEAMS = "/teacher", "/teacher/teams"


class Teacher:
    """The pages of the teacher.

    Args:
        frame: what all pages share.
        phone: the pages of teams, that the teacher may fill in.
    """

    def __init__(self, frame: Frame, phone: Phone) -> None:
        self._frame, self._phone, self._room = frame, phone, frame.room

    # ------------------------------------------------------------------ who asks

    async def enter(self, request: Request) -> Response:
        """The secret address: the device is the teacher's from now on, and the address is no longer seen."""
        if not self._is_key(request.path_params["key"]):
            return self.refused(request)
        answer = self._frame.to(MAIN, self._frame.language(request))
        answer.set_cookie(COOKIE, self._room.kept.teacher, max_age=LASTS, httponly=True, samesite="lax")
        return answer

    def is_teacher(self, request: Request) -> bool:
        """Whether the device that asks is the teacher's."""
        return self._is_key(request.cookies.get(COOKIE, ""))

    def _is_key(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._room.kept.teacher.encode())

    def refused(self, request: Request) -> Response:
        """What anybody else is told."""
        return self._frame.trouble(request, NOT_THE_TEACHER, 403, "/")

    # ------------------------------------------------------------------ pages

    async def page(self, request: Request) -> Response:
        """The page with the button."""
        return self._shown(request, "class_teacher.html")

    async def part(self, request: Request) -> Response:
        """The part of it that changes; nothing (204) where it is the same."""
        if request.query_params.get("seen", "") == self._version(self._frame.language(request)):
            return Response(status_code=204)
        return self._shown(request, "class_teacher_part.html")

    async def teams(self, request: Request) -> Response:
        """The page on which teams are named, removed, added and filled in."""
        return self._shown(request, "class_teams.html")

    async def cards(self, request: Request) -> Response:
        """The menu and the predictions on paper, for a class with one laptop."""
        return self._shown(request, "class_cards.html")

    async def as_team(self, request: Request) -> Response:
        """The page of a team, for the teacher to fill in."""
        team = self._room.hour.teams.get(request.path_params["letter"])
        return (
            self._phone.of(request, team, True)
            if team
            else self._frame.to(TEAMS, self._frame.language(request))
        )

    async def hand_in_as(self, request: Request) -> Response:
        """What the teacher fills in for a team."""
        letter = request.path_params["letter"]
        team, back = self._room.hour.teams.get(letter), f"/teacher/as/{letter}"
        sent = await form(request)
        if ("undo", "1") in sent:
            return self._phone.take_back(request, team, back)
        return self._phone.take(request, team, sent, back)

    def _version(self, lang: str) -> str:
        return f"{self._room.hour.number}-{self._frame.reached:d}-{story_so_far(self._frame, lang)}"

    def _shown(self, request: Request, template: str, code: int = 200, wrong: str = "") -> Response:
        lang = self._frame.language(request)
        told = {**self._told(request, lang), "wrong": " ".join(in_words(wrong, lang)) if wrong else ""}
        return self._frame.show(request, template, lang, code, **told)

    def _told(self, request: Request, lang: str) -> dict[str, Any]:
        hour, room = self._room.hour, self._room
        story_ahead(self._frame)
        step = hour.about
        return {
            **self._frame.step(lang),
            "version": self._version(lang),
            "button": say(lang, f"class-next-{self._next(hour)}"),
            "note": say(lang, f"class-note-{self._frame.heading()}", minutes=round(hour.steps[hour.at][1])),
            "from_here": f"{hour.at}-{hour.open:d}",
            "rows": [self._row(hour, team, step, lang) for team in hour.teams.values()],
            "hits": self._frame.outcomes.hits(hour, step) if hour.kind == REVEAL else Hits(),
            "missing": [team.letter for team in hour.missing() if not team.made]
            if hour.kind in HANDED_IN
            else [],
            "addresses": self._frame.addresses(),
            "address": self._frame.address(),
            "reached": self._frame.reached,
            "warning": " ".join(in_words(room.menu.warning, lang)) if room.menu.warning else "",
            "answers": self._answers(hour, lang) if hour.kind == DEBRIEF else [],
            "story": story_of(self._frame, lang) if hour.kind == STORY else None,
            "name_at_most": NAME_AT_MOST,
            "may_demonstrate": hour.kind == LOBBY and not hour.teams,
            "ends": hour.kind == END,
            "minutes": sum(minutes for _, minutes in hour.steps),
            "other_language": f"{request.url.path}?lang={'nl' if lang == 'en' else 'en'}",
        }

    def _next(self, hour: Hour) -> str:
        """Which word the button has: what it closes, or what it goes on to."""
        if hour.kind == END:
            return "none"
        if hour.open and any(not team.made for team in hour.missing()):
            return "close"
        following = hour.steps[hour.at + 1][0]
        return following

    def _row(self, hour: Hour, team: Team, step: int, lang: str) -> dict[str, Any]:
        """A team, and how far it is."""
        return {
            "team": team,
            "state": _state(hour, team),
            "chosen": chosen_by(self._room.lesson, hour, team, step, lang),
            "said": self._came_true(hour, team, step, lang),
            "why": " ".join(team.entries[step].texts)
            if step in team.entries and hour.kind != DEBRIEF
            else "",
        }

    def _came_true(self, hour: Hour, team: Team, step: int, lang: str) -> list[Prediction]:
        """What a team had said of what is revealed; nothing if it said it late."""
        if hour.kind != REVEAL or step in team.late:
            return []
        outcomes = self._frame.outcomes
        return outcomes.predictions(outcomes.revealed(hour, team, step, lang), team.entries.get(step))

    def _answers(self, hour: Hour, lang: str) -> list[dict[str, Any]]:
        """Every answer of the debrief, for the teacher to show or hide."""
        return [
            {
                "letter": team.letter,
                "question": say(lang, f"class-ask-{name}"),
                "text": team.entries[hour.at].texts[number],
                "number": number,
                "on": (team.letter, hour.at, number) in hour.shown,
            }
            for number, name in enumerate(text_names(DEBRIEF))
            for team in hour.teams.values()
            if hour.at in team.entries and team.entries[hour.at].texts[number]
        ]

    # ------------------------------------------------------------------ what is pressed

    async def act(self, request: Request) -> Response:
        """What the teacher pressed."""
        sent, lang = dict(await form(request)), self._frame.language(request)
        back = TEAMS if sent.get("back") == "teams" else MAIN
        try:
            self._do(sent)
        except TupSimError as error:
            page = "class_teams.html" if back == TEAMS else "class_teacher.html"
            return self._shown(request, page, 409, error.args[0])
        return self._frame.to(back, lang)

    def _do(self, sent: Mapping[str, str]) -> None:
        """One of the things a teacher can do; what is unknown is nothing.

        Raises:
            TupSimError: it may not be done now.
        """
        room, hour = self._room, self._room.hour
        team = sent.get("team", "")
        step = int(sent["step"]) if sent.get("step", "").isdecimal() else hour.at
        number = int(sent["number"]) if sent.get("number", "").isdecimal() else -1
        acts: Mapping[str, Callable[[], object]] = {
            "back": room.back,
            "close": room.close,
            "reopen": room.reopen,
            "pause": room.pause,
            "more": room.more,
            "lock": lambda: room.switch("locked"),
            "blank": lambda: room.switch("blank"),
            "names": lambda: room.switch("names"),
            "draw": lambda: room.draw(sent.get("surprise", "")),
            "pair": lambda: room.pair(sent.get("one", ""), sent.get("other", "")),
            "show": lambda: room.show(team, step, number, True),
            "hide": lambda: room.show(team, step, number, False),
            "rename": lambda: room.rename(team, sent.get("name", "")),
            "remove": lambda: room.remove(team),
            "add": room.add_here,
            "demonstrate": room.demonstrate,
            "address": lambda: room.show_address(sent.get("address", "")),
        }
        if sent.get("do") == "next" and sent.get("from") == f"{hour.at}-{hour.open:d}":
            room.next()  # a button that was pressed twice goes on once
        elif act := acts.get(sent.get("do", "")):
            act()

    async def forget(self, request: Request) -> Response:
        """Delete the class; another begins, in its lobby."""
        if dict(await form(request)).get("sure") == "yes":
            self._room.begin_anew()
        return self._frame.to(MAIN, self._frame.language(request))


def _state(hour: Hour, team: Team) -> str:
    """How far a team is in a step in which something is handed in."""
    if hour.at in team.entries:
        return "draft-taken" if hour.at in team.by_draft else "in"
    if team.made:
        return "made"
    return "draft" if hour.at in team.drafts else "nothing"
