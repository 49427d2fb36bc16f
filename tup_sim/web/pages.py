"""Explore: the page that is opened, and the answer that comes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from tup_sim.errors import Message, OutputError, TupSimError
from tup_sim.files.manifest import fingerprint
from tup_sim.own_house.questions import PATTERNS, SPARED
from tup_sim.texts import say
from tup_sim.web.affected import WHY, why_of
from tup_sim.web.answering import answer_to
from tup_sim.web.answers import came_with_the_package
from tup_sim.web.asking import Asked, about_own, as_file, asked_of, base_of, compared_of, own_house
from tup_sim.web.faults import explained_fault
from tup_sim.web.first_page import first_page
from tup_sim.web.levers import BY_KEY, HOUSES, LEVERS, THEMES, as_now, policies
from tup_sim.web.own_files import about
from tup_sim.web.safety import is_ours
from tup_sim.web.site import Site, in_words
from tup_sim.web.state import OWN, PINS_AT_MOST, Read, State, read, with_pins, written
from tup_sim.web.telling import described, house_named, in_short

EXPLORE, COMPARE = "explore", "compare"  # pages with an answer, beside that of who was affected
EXPERIMENT, HOUSE_FILE = "explore.yaml", "own_house.yaml"


class Explore:
    """The pages about one organisation.

    Args:
        site: what all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def begin(self, request: Request) -> Response:
        """The first page."""
        address = written(State(), self._site.language(request), self._site.model)
        return RedirectResponse(f"/explore?{address}", 303)

    def page(self, request: Request) -> Response:
        """The organisation, its levers, and the answer or how far it is."""
        site, asked = self._site, self._site.read(request)
        model = asked.model or site.model
        address = with_pins(written(asked.state, asked.lang, model), asked.pins)
        if not asked.problems and address != request.url.query:
            return RedirectResponse(f"/explore?{address}", 303)
        try:
            base = base_of(asked.state, site.folder)
        except OutputError as error:
            return site.trouble(request, error, 500)
        except TupSimError:
            return RedirectResponse(f"/own?{written(asked.state, asked.lang)}", 303)
        found = answer_to(site, _asked_on(EXPLORE, asked, base), asked.lang, is_ours(request.scope))
        code = 429 if found.get("busy") else 200
        return site.show(request, "explore.html", asked.lang, code, **self._frame(asked, base), **found)

    def answer(self, request: Request) -> Response:
        """The part of the page that changes: how far it is, or all of the answer where there is more of it.

        Nothing (204) where it would be the same. So whoever reads the answer is not disturbed by the progress. Where
        the table cannot be read or written that is said in the place of the progress, and it is looked at once more.
        """
        asked, on = self._site.read(request), _page(request.url.query)
        try:
            base = base_of(asked.state, self._site.folder)
            found = answer_to(self._site, _asked_on(on, asked, base), asked.lang, False)
        except (TupSimError, OSError, sqlite3.Error) as error:
            faults = in_words(explained_fault(error, self._site.table), asked.lang)
            again = request.url.query
            return self._site.show(request, "progress_trouble.html", asked.lang, faults=faults, again=again)
        seen, version = request.query_params.get("seen", ""), found["version"]
        if seen == version:
            return Response(status_code=204)
        same = bool(seen) and seen.partition("-")[0] == version.partition("-")[0]
        template = "progress.html" if same and found.get("refresh") else "answer.html"
        part = self._site.show(request, template, asked.lang, **_addresses(self._site, asked, on), **found)
        if template == "answer.html":
            part.headers.update({"hx-retarget": "#answer", "hx-reswap": "outerHTML"})
        return part

    def compare(self, request: Request) -> Response:
        """The states that were kept, held against the first of them."""
        site, asked = self._site, self._site.read(request)
        try:
            base = base_of(asked.state, site.folder)
        except TupSimError as error:
            return site.trouble(request, error)
        found = answer_to(site, _asked_on(COMPARE, asked, base), asked.lang, is_ours(request.scope))
        frame = {"house": house_named(asked.state, asked.lang), "kept": self._kept(asked)}
        frame["back"] = with_pins(written(asked.state, asked.lang, site.model), asked.pins)
        code = 429 if found.get("busy") else 200
        return site.show(
            request, "compare.html", asked.lang, code, **frame, **_addresses(site, asked, COMPARE), **found
        )

    def why(self, request: Request) -> Response:
        """Who was affected, and through what."""
        site, asked = self._site, self._site.read(request)
        try:
            base = base_of(asked.state, site.folder)
        except TupSimError as error:
            return site.trouble(request, error)
        found = answer_to(site, _asked_on(WHY, asked, base), asked.lang, is_ours(request.scope))
        frame = {
            "house": house_named(asked.state, asked.lang),
            "back": written(asked.state, asked.lang, site.model),
            "what": in_short(asked.state, asked.lang),
        }
        code = 429 if found.get("busy") else 200
        return site.show(
            request, "why.html", asked.lang, code, **frame, **_addresses(site, asked, WHY), **found
        )

    def _kept(self, asked: Read) -> list[dict[str, Any]]:
        """The states that are kept, each with what it changes, and the address of the page without it."""
        now, lang = self._site.now(asked.state), asked.lang
        here = written(asked.state, lang, self._site.model)
        return [
            {
                "lines": described(each, now, lang) or [say(lang, "web-level-now")],
                "without": with_pins(here, [other for other in asked.pins if other != each]),
            }
            for each in asked.pins
        ]

    def back(self, sent: Mapping[str, str]) -> Response:
        """To the page on which a form stood."""
        back = read(parse_qsl(sent.get("address", "")), self._site.lang, self._site.now)
        page = _page(sent.get("address", ""))
        address = with_pins(written(back.state, back.lang, self._site.model), back.pins)
        return RedirectResponse(f"/{page}?{address}", 303)

    def experiment_file(self, request: Request) -> Response:
        """The experiment, as a file for the command line."""
        return self._file(request, EXPERIMENT)

    def house_file(self, request: Request) -> Response:
        """The own organisation, as a file for the command line."""
        return self._file(request, HOUSE_FILE)

    def _file(self, request: Request, name: str) -> Response:
        asked = self._site.read(request)
        own = asked.state.house == OWN
        try:
            base = base_of(asked.state, self._site.folder)
        except TupSimError as error:
            return self._site.trouble(request, error)
        if name == HOUSE_FILE and not own:
            return self._site.trouble(request, Message("there is no such page"), 404)
        told = f"./{HOUSE_FILE}" if own else base
        question = _asked_on(_page(request.url.query), asked, base)
        if question is None:
            return self._site.trouble(request, Message("there is no such page"), 404)
        text = as_file(question, told)
        if name == HOUSE_FILE:
            with open(base, encoding="utf-8") as file:
                text = file.read()
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return PlainTextResponse(text, headers=headers, media_type="application/yaml")

    # ------------------------------------------------------------ the frame

    def _frame(self, asked: Read, base: str) -> dict[str, Any]:
        """Everything around the answer."""
        state, lang = asked.state, asked.lang
        now, here = self._site.now(state), written(state, lang, self._site.model)
        own = state.house == OWN
        built = own_house(state) if own and not state.file else None
        assumed, off = about_own(built, lang) if built else ([], [])
        return {
            "state": state,
            **_addresses(self._site, asked, EXPLORE),
            "kept": self._kept(asked),
            "pins": [written(each) for each in asked.pins],
            "keeps_more": len(asked.pins) < PINS_AT_MOST and state not in asked.pins,
            "keep": with_pins(here, [*asked.pins, state]),
            "compare": with_pins(here, asked.pins),
            "pins_at_most": PINS_AT_MOST,
            "problems": [line for each in asked.problems for line in in_words(each, lang)],
            "other_model": asked.model if asked.model not in ("", self._site.model) else "",
            "houses": HOUSES,
            "own": own,
            "about_file": about(state.file, self._site.folder, lang) if state.file else "",
            "house": house_named(state, lang),
            "themes": {name: [_lever(key, state, now) for key in keys] for name, keys in THEMES.items()},
            "patterns": PATTERNS,
            "spared": SPARED,
            "policies": policies(lang, state.house),
            "changed": described(state, now, lang),
            "levers": len(LEVERS) + 2,
            "as_now": with_pins(written(state.untouched(), lang), asked.pins),
            "as_begun": with_pins(written(state.preset(), lang), asked.pins),
            "assumed": assumed,
            "off": off,
        }


def make_ready(lang: str) -> None:
    """Work out what the page opens with before anybody asks for it; asked for again, it is there at once.

    Args:
        lang: of who says nothing.
    """
    begun = State()
    fingerprint()
    policies(lang, begun.house)
    as_now(begun.house)
    if first_page() is not None:
        with suppress(TupSimError, KeyError):  # of a model that knew other outcomes
            came_with_the_package(lang)


def _lever(key: str, state: State, now: Mapping[str, float]) -> dict[str, Any]:
    """A lever as the page shows it."""
    lever, there = BY_KEY[key], now.get(key, 0.0)
    moved = state.moved(key)
    value = there if moved is None else moved
    return {
        "lever": lever,
        "value": value,
        "now": there,
        "high": max(lever.high, there),
        "low": min(lever.low, there),
    }


def _page(address: str) -> str:
    """Which page an address with a part of it belongs to."""
    names = {name for name, _ in parse_qsl(address)}
    return next((page for page in (COMPARE, WHY) if page in names), EXPLORE)


def _asked_on(page: str, asked: Read, base: str) -> Asked | None:
    """What is asked on a page; None where nothing is changed, or there are no two states to compare."""
    if page == COMPARE:
        return compared_of(asked.pins, base) if len(asked.pins) > 1 else None
    if not (asked.state.cut or asked.state.chooses):
        return None
    question = asked_of(asked.state, base)
    return why_of(question) if page == WHY else question


def _addresses(site: Site, asked: Read, page: str) -> dict[str, Any]:
    """Where the part with the answer is found again, and which page it is on."""
    address = written(asked.state, asked.lang, asked.model or site.model)
    if page != EXPLORE:
        address = f"{address}&{page}=1"
    return {"address": with_pins(address, asked.pins if page == COMPARE else ()), "on": page}
