"""The page of a team: it joins, hands in, waits, and sees what came of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from tup_sim.errors import Message, TupSimError
from tup_sim.web.classroom.entries import NAME_AT_MOST, TEXT_AT_MOST, price, read, text_names
from tup_sim.web.classroom.frame import Frame
from tup_sim.web.classroom.hour import Entry, Team
from tup_sim.web.classroom.kinds import END, PACKAGES, REVEAL, STORY
from tup_sim.web.classroom.limits import HANDING_IN, JOINING, Limit, client_of
from tup_sim.web.classroom.outcomes import Hits, picture, span_of
from tup_sim.web.classroom.room import LETTERS, NOT_YOURS
from tup_sim.web.classroom.telling import chosen_by, story_of
from tup_sim.web.site import in_words

COOKIE = "tup_sim_team"
LASTS = 12 * 3600  # seconds
TOO_OFTEN = Message("this was tried too often; wait a moment")
FIELDS_AT_MOST = 40  # of a form

Sent = list[tuple[str, str]]


class Phone:
    """The pages of teams.

    Args:
        frame: what all pages share.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame, self._room = frame, frame.room
        self._joining, self._handing_in = Limit(JOINING), Limit(HANDING_IN)

    # ------------------------------------------------------------------ who asks

    def team(self, request: Request) -> Team | None:
        """The team of the device that asks."""
        key = request.cookies.get(COOKIE, "")
        return self._room.team_of(key) if key else None

    # ------------------------------------------------------------------ pages

    async def page(self, request: Request) -> Response:
        """The page of the device that asks."""
        self._frame.seen_by(client_of(request.scope))
        return self.of(request, self.team(request))

    def of(
        self, request: Request, team: Team | None, filled_in: bool = False, code: int = 200, wrong: str = ""
    ) -> Response:
        """The whole page of a team.

        Args:
            request: that is answered.
            team: whose page; None for who has not joined.
            filled_in: whether the teacher fills it in.
            code: of the answer.
            wrong: what was wrong with what was sent.
        """
        lang = self._frame.language(request)
        told = {
            **self._told(request, team, filled_in),
            "wrong": " ".join(in_words(wrong, lang)) if wrong else "",
        }
        return self._frame.show(request, "class_phone.html", lang, code, **told)

    async def part(self, request: Request) -> Response:
        """The part of it that changes; nothing (204) where it is the same."""
        team = self.team(request)
        if request.query_params.get("seen", "") == self._version(request, team):
            return Response(status_code=204)
        told = self._told(request, team, False)
        return self._frame.show(request, "class_phone_part.html", self._frame.language(request), **told)

    def _version(self, request: Request, team: Team | None) -> str:
        hour = self._room.hour
        if team is None:
            return f"join-{hour.locked}-{len(hour.teams) >= self._room.lesson.teams}"
        story = story_of(self._frame, self._frame.language(request)) if hour.kind == STORY else None
        there = bool(story and (story.text or story.failed))
        return f"{team.letter}-{hour.turn}-{team.version}-{there:d}"

    def _told(self, request: Request, team: Team | None, filled_in: bool) -> dict[str, Any]:
        """Everything that the page of a team shows."""
        lang = self._frame.language(request)
        told = {
            **self._frame.step(lang),
            "team": team,
            "filled_in": filled_in,
            "version": self._version(request, team),
            "letters": LETTERS[: self._room.lesson.teams],
            "full": len(self._room.hour.teams) >= self._room.lesson.teams,
            "name_at_most": NAME_AT_MOST,
            "text_at_most": TEXT_AT_MOST,
            "wrong": "",
            "other_language": f"{request.url.path}?lang={'nl' if lang == 'en' else 'en'}",
        }
        return told if team is None else {**told, **self._of_step(team, lang)}

    def _of_step(self, team: Team, lang: str) -> dict[str, Any]:
        """What a team does or sees in the present step."""
        hour, room = self._room.hour, self._room
        late = room.asks_late(team)
        step = hour.revealed() if late else hour.at
        kind = hour.steps[step][0]
        entry = team.entries.get(step)
        may = (hour.open and step == hour.at) or late
        found: dict[str, Any] = {
            "late": late,
            "step": step,
            "of": kind,
            "form": may and entry is None,
            "draft": self._draft(team, step),
            "entry": entry,
            "chosen": chosen_by(room.lesson, hour, team, hour.about, lang),
            "price": price,
            "text_names": text_names(kind),
            "predictions": [],
            "came": [],
            "story": story_of(self._frame, lang) if hour.kind == STORY else None,
            "hits": self._frame.outcomes.hits(hour, hour.revealed()) if hour.kind == REVEAL else Hits(),
            "ends": hour.kind == END,
        }
        return found if late or hour.kind != REVEAL else {**found, **self._revealed(team, lang)}

    def _draft(self, team: Team, step: int) -> Entry:
        """What the form begins with: the last draft; in a second round the package of the first."""
        if step in team.drafts:
            return team.drafts[step]
        again = self._room.hour.steps[step][0] in PACKAGES
        return Entry(package=tuple(self._room.hour.package(team, step)) if again else ())

    def _revealed(self, team: Team, lang: str) -> dict[str, Any]:
        hour, outcomes = self._room.hour, self._frame.outcomes
        step = hour.revealed()
        came = outcomes.revealed(hour, team, step, lang)
        return {
            "came": [(each, picture(each, span_of([each]), lang)) for each in came],
            "predictions": {
                each.came.outcome: each for each in outcomes.predictions(came, team.entries.get(step))
            },
            "entry": team.entries.get(step),
            "counted": team.in_time(step),
            "nothing_chosen": hour.steps[step][0] in PACKAGES and not hour.package(team, step),
        }

    # ------------------------------------------------------------------ what is sent

    async def join(self, request: Request) -> Response:
        """A new team."""
        sent, lang = dict(await form(request)), self._frame.language(request)
        if not self._joining.allows(client_of(request.scope)):
            return self.of(request, None, code=429, wrong=TOO_OFTEN)
        if self.team(request) is not None:
            return self._frame.to("/", lang)
        try:
            _, key = self._room.join(sent.get("name", ""))
        except TupSimError as error:
            return self.of(request, None, code=409, wrong=error.args[0])
        return self._known(self._frame.to("/", lang), key)

    async def return_to(self, request: Request) -> Response:
        """Another device of a team that is there."""
        sent, lang = dict(await form(request)), self._frame.language(request)
        if not self._joining.allows(client_of(request.scope)):
            return self.of(request, None, code=429, wrong=TOO_OFTEN)
        try:
            _, key = self._room.return_to(sent.get("letter", ""), sent.get("pin", ""))
        except TupSimError as error:
            return self.of(request, None, code=409, wrong=error.args[0])
        return self._known(self._frame.to("/", lang), key)

    def _known(self, answer: Response, key: str) -> Response:
        answer.set_cookie(COOKIE, key, max_age=LASTS, httponly=True, samesite="lax")
        return answer

    async def hand_in(self, request: Request) -> Response:
        """What a team hands in."""
        return self.take(request, self.team(request), await form(request), "/")

    def take(self, request: Request, team: Team | None, sent: Sent, back: str) -> Response:
        """Take what a team sent.

        Args:
            request: that is answered.
            team: that sent it, or for which the teacher did.
            sent: names and values of the form.
            back: the page that is shown afterwards.
        """
        lang, given = self._frame.language(request), dict(sent)
        if team is None:
            return self.of(request, None, code=409, wrong=NOT_YOURS)
        if not self._handing_in.allows(team.letter):
            return self.of(request, team, back != "/", 429, TOO_OFTEN)
        step = int(given["step"]) if given.get("step", "").isdecimal() else -1
        known = 0 <= step < len(self._room.hour.steps)
        entry = read(self._room.hour.steps[step][0], sent, self._room.lesson) if known else Entry()
        try:
            self._room.hand_in(team.letter, step, entry)
        except TupSimError as error:
            return self.of(request, team, back != "/", 409, error.args[0])
        return self._frame.to(back, lang)

    async def draft(self, request: Request) -> Response:
        """What a team has not handed in yet; a device that falls silent is taken at it."""
        team, sent = self.team(request), await form(request)
        if team is None or not self._handing_in.allows(team.letter):
            return Response(status_code=204)
        if dict(sent).get("step") == str(self._room.hour.at):
            self._room.draft(team.letter, read(self._room.hour.kind, sent, self._room.lesson))
        return Response(status_code=204)

    async def undo(self, request: Request) -> Response:
        """A team wants to change what it handed in."""
        return self.take_back(request, self.team(request), "/")

    def take_back(self, request: Request, team: Team | None, back: str) -> Response:
        """Give a team back what it handed in."""
        try:
            if team is not None:
                self._room.undo(team.letter)
        except TupSimError as error:
            return self.of(request, team, back != "/", 409, error.args[0])
        return self._frame.to(back, self._frame.language(request))


async def form(request: Request) -> Sent:
    """Names and values of a form; the guard has bounded its size."""
    text = (await request.body()).decode("utf-8", "replace")
    return parse_qsl(text, keep_blank_values=True)[:FIELDS_AT_MOST]
