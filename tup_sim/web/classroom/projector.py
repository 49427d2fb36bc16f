"""What the whole class sees: large, without names, and never more than what was revealed."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from tup_sim.texts import say
from tup_sim.web.classroom.addresses import qr
from tup_sim.web.classroom.entries import text_names
from tup_sim.web.classroom.frame import Frame
from tup_sim.web.classroom.kinds import DEBRIEF, LOBBY, PREDICT, REVEAL, STORY
from tup_sim.web.classroom.outcomes import Hits, picture, span_of
from tup_sim.web.classroom.telling import rows_of, story_of, story_so_far, votes


class Projector:
    """The page for the projector.

    Args:
        frame: what all pages share.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame, self._room = frame, frame.room

    async def page(self, request: Request) -> Response:
        """The whole page."""
        lang = self._frame.language(request)
        return self._frame.show(request, "class_screen.html", lang, **self._told(lang))

    async def part(self, request: Request) -> Response:
        """The part that changes; nothing (204) where it is the same."""
        lang = self._frame.language(request)
        if request.query_params.get("seen", "") == self._version(lang):
            return Response(status_code=204)
        return self._frame.show(request, "class_screen_part.html", lang, **self._told(lang))

    def _version(self, lang: str) -> str:
        return f"{self._room.hour.number}-{story_so_far(self._frame, lang)}"

    def _told(self, lang: str) -> dict[str, Any]:
        hour, address = self._room.hour, self._frame.address()
        found: dict[str, Any] = {
            **self._frame.step(lang),
            "version": self._version(lang),
            "address": address,
            "qr": Markup(qr(address, say(lang, "class-qr", address=address))) if hour.kind == LOBBY else "",
            "rows": [],
            "came": [],
            "hits": Hits(),
            "story": story_of(self._frame, lang) if hour.kind == STORY else None,
            "answers": self._answers(lang) if hour.kind == DEBRIEF else {},
            "runs": self._room.menu.runs,
        }
        return {**found, **self._revealed(lang)} if hour.kind == REVEAL else found

    def _revealed(self, lang: str) -> dict[str, Any]:
        hour, outcomes = self._room.hour, self._frame.outcomes
        step = hour.revealed()
        hits = outcomes.hits(hour, step)
        if hour.steps[step][0] != PREDICT:
            return {"rows": rows_of(outcomes, hour, step, lang), "hits": hits}
        said = votes(hour, step)
        came = outcomes.of_the_cut(lang)
        shown = [(each, picture(each, span_of([each]), lang), said.get(each.outcome, 0)) for each in came]
        return {"came": shown, "hits": hits}

    def _answers(self, lang: str) -> dict[str, list[tuple[str, str]]]:
        """The answers that are shown, by question."""
        hour, names = self._room.hour, text_names(DEBRIEF)
        found: dict[str, list[tuple[str, str]]] = {say(lang, f"class-ask-{name}"): [] for name in names}
        questions = list(found)
        for letter, step, number in sorted(hour.shown):
            entry = hour.teams[letter].entries.get(step) if letter in hour.teams else None
            if entry and hour.steps[step][0] == DEBRIEF:
                found[questions[number]].append((letter, entry.texts[number]))
        return found
