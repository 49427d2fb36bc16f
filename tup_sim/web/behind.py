"""The pages behind an answer: who was affected, the history of one person, and what would turn it around."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tup_sim.errors import TupSimError
from tup_sim.reporting.naming import Names
from tup_sim.web.affected import PEOPLE, WHY, held_against
from tup_sim.web.answering import answer_to
from tup_sim.web.asking import Asked, asked_of, base_of
from tup_sim.web.jobs import CANCELLED
from tup_sim.web.levers import subsidy_of
from tup_sim.web.one_person import RUN, SEED, STORY, levels
from tup_sim.web.pages import On, addresses, asked_on, page_of
from tup_sim.web.safety import is_ours
from tup_sim.web.site import TOO_MANY, Site
from tup_sim.web.state import Read, read, written
from tup_sim.web.telling import house_named, in_short
from tup_sim.web.turning import BEHIND, SIZES, TURNS, seconds_of, turns_of

MINUTE = 60.0


class Behind:
    """The pages behind an answer.

    Args:
        site: what all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def why(self, request: Request) -> Response:
        """Who was affected, and through what; with a door to the history of each."""
        return self._page(request, WHY)

    def story(self, request: Request) -> Response:
        """The history of one person in one of the worlds."""
        return self._page(request, STORY)

    def turns(self, request: Request) -> Response:
        """Which assumption would turn the answer around; how long that takes is said before it begins."""
        return self._page(request, TURNS)

    def begin(self, request: Request, sent: Mapping[str, str]) -> Response:
        """Have it looked for, as a form asks.

        Args:
            request: that brought the form.
            sent: what stands in it.
        """
        site, address = self._site, sent.get("address", "")
        asked, on = read(parse_qsl(address), site.lang, site.now), page_of(address, TURNS)
        try:
            question = asked_on(on, asked, base_of(asked.state, site.folder))
        except TupSimError as error:
            return site.trouble(request, error)
        if question is not None:
            if not site.may_ask():
                return site.trouble(request, TOO_MANY, 429)
            site.jobs.ask(*question, there=BEHIND[on.worlds])
        here = addresses(site, asked, on)["address"]
        return RedirectResponse(f"/{TURNS}?{here}", 303)

    def _page(self, request: Request, page: str) -> Response:
        site, asked, on = self._site, self._site.read(request), page_of(request.url.query, page)
        try:
            base = base_of(asked.state, site.folder)
            question = asked_on(on, asked, base)
        except TupSimError as error:
            return site.trouble(request, error)
        may_ask = is_ours(request.scope) and page != TURNS
        found = answer_to(site, question, asked.lang, may_ask)
        frame = {
            "house": house_named(asked.state, asked.lang),
            "back": written(asked.state, asked.lang, site.model),
            "what": in_short(asked.state, asked.lang, subsidy_of(base)),
            **self._beside(asked, on, base, question),
        }
        code = 429 if found.get("busy") else 200
        shown = {**frame, **addresses(site, asked, on), **found}
        return site.show(request, f"{page}.html", asked.lang, code, **shown)

    def _beside(self, asked: Read, on: On, base: str, question: Asked | None) -> dict[str, Any]:
        """What a page has besides its answer."""
        if question is None:
            return {
                "people": [],
                "worlds": {},
                "pairs": [],
                "sizes": [],
                "who": "",
                "world": "",
                "against": [],
            }
        whole = asked_of(asked.state, base)
        worlds = levels(whole.headings, asked.lang)
        if on.page == TURNS:
            return {"sizes": [self._size(whole, asked, on, each) for each in SIZES]}
        if on.page == STORY:
            return {"who": Names(SEED, RUN, [])(on.who), "world": worlds[on.world]}
        people = self._site.jobs.text(question.key, PEOPLE).splitlines()
        names = Names(SEED, RUN, people)
        pairs = parse_qsl(written(asked.state, asked.lang, self._site.model))
        told = [(each, names(each)) for each in people]
        return {"people": told, "worlds": worlds, "pairs": pairs, "against": self._against(whole, asked, on)}

    def _against(self, whole: Asked, asked: Read, on: On) -> list[dict[str, Any]]:
        """What the last world may be held against: what each is called, whether it is, and the address of the page."""
        names = held_against(whole)
        now = on.against if on.against in names else names[-1]
        called = levels(whole.headings, asked.lang)
        return [
            {
                "name": called[each],
                "is": each == now,
                "here": addresses(self._site, asked, on._replace(against=each))["address"],
            }
            for each in reversed(names)
        ]

    def _size(self, whole: Asked, asked: Read, on: On, worlds: int) -> dict[str, Any]:
        """How many worlds can be looked at: whether that was asked, and how long it takes."""
        question = turns_of(whole, worlds)
        job = self._site.jobs.look(question.key)
        here = addresses(self._site, asked, on._replace(worlds=worlds))["address"]
        try:
            minutes = seconds_of(question.headings) / MINUTE
        except TupSimError:  # what is wrong with it is told where it is asked
            minutes = 0.0
        chosen = worlds == on.worlds
        there = job is not None and job.status != CANCELLED
        return {"worlds": worlds, "minutes": minutes, "chosen": chosen, "there": there, "here": here}
