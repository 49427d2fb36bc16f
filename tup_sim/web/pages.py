"""Explore: the page that is opened, and the answer that comes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from tup_sim.errors import Message, OutputError, TupSimError
from tup_sim.files.manifest import fingerprint
from tup_sim.files.numerals import in_figures
from tup_sim.own_house.questions import PATTERNS, SPARED
from tup_sim.own_house.writing import house_file
from tup_sim.texts import say
from tup_sim.texts import written as figures
from tup_sim.web.affected import WHY, why_of
from tup_sim.web.answering import answer_to
from tup_sim.web.answers import came_with_the_package
from tup_sim.web.asking import CUT, NOW, Asked, about_own, as_file, asked_of, base_of, compared_of, own_house
from tup_sim.web.faults import explained_fault
from tup_sim.web.first_page import first_page
from tup_sim.web.levers import (
    BY_KEY,
    HOUSES,
    LEVERS,
    THEMES,
    as_now,
    in_a_box,
    policies,
    policies_by_subject,
    subsidy_of,
)
from tup_sim.web.one_person import STORY, WORLD, story_of
from tup_sim.web.own_files import about
from tup_sim.web.safety import is_ours
from tup_sim.web.site import Site, in_words
from tup_sim.web.state import LONGEST, OWN, PINS_AT_MOST, PRESSED, Read, State, read, with_pins, written
from tup_sim.web.telling import chosen, cut_in_euro, described, house_named, in_common, what_differs
from tup_sim.web.turning import SIZES, TURNS, turns_of

EXPLORE, COMPARE = "explore", "compare"  # pages with an answer, beside those behind it
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
        if asked.wrong and "hx-request" in request.headers:
            return self._said_beside(request, asked, base)
        found = answer_to(site, asked_on(On(EXPLORE), asked, base), asked.lang, is_ours(request.scope))
        code = 429 if found.get("busy") else 200
        self._remember(request, found, address)
        return site.show(request, "explore.html", asked.lang, code, **self._frame(asked, base), **found)

    def _remember(self, request: Request, found: Mapping[str, Any], address: str) -> None:
        """Keep where an answer was asked for."""
        if found["job"] and is_ours(request.scope):
            self._site.jobs.remember(found["name"], f"{request.url.path}?{address}")

    def _said_beside(self, request: Request, asked: Read, base: str) -> Response:
        """What is wrong, beside the lever it was written for; answer, address and what was written stay as they are."""
        levers = [each for theme in self._themes(asked, base).values() for each in theme]
        told = {**_amiss(asked, levers), "levers": levers, "pressed": PRESSED in request.query_params}
        said = self._site.show(request, "levers_wrong.html", asked.lang, **told)
        said.headers.update({"hx-reswap": "none", "hx-push-url": "false"})
        return said

    def _themes(self, asked: Read, base: str) -> dict[str, list[dict[str, Any]]]:
        """The levers by theme, as the page shows them."""
        now, euro = self._site.now(asked.state), cut_in_euro(asked.state, subsidy_of(base), asked.lang)
        return {
            name: [_lever(key, asked, now, euro if key == "cut" else "") for key in keys]
            for name, keys in THEMES.items()
        }

    def answer(self, request: Request) -> Response:
        """The part of the page that changes: how far it is, or all of the answer where there is more of it.

        Nothing (204) where it would be the same. So whoever reads the answer is not disturbed by the progress. Where
        the table cannot be read or written that is said in the place of the progress, and it is looked at once more.
        """
        asked, on = self._site.read(request), page_of(request.url.query)
        try:
            base = base_of(asked.state, self._site.folder)
            found = answer_to(self._site, asked_on(on, asked, base), asked.lang, False)
        except (TupSimError, OSError, sqlite3.Error) as error:
            faults = in_words(explained_fault(error, self._site.table), asked.lang)
            again = request.url.query
            return self._site.show(request, "progress_trouble.html", asked.lang, faults=faults, again=again)
        seen, version = request.query_params.get("seen", ""), found["version"]
        if seen == version:
            return Response(status_code=204)
        same = bool(seen) and seen.partition("-")[0] == version.partition("-")[0]
        template = "progress.html" if same and found.get("refresh") else "answer.html"
        part = self._site.show(request, template, asked.lang, **addresses(self._site, asked, on), **found)
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
        found = answer_to(site, asked_on(On(COMPARE), asked, base), asked.lang, is_ours(request.scope))
        told = asked.lang, subsidy_of(base)
        frame: dict[str, Any] = {
            "house": house_named(asked.state, asked.lang),
            "common": "; ".join(in_common(asked.pins, *told)) if len(asked.pins) > 1 else "",
            "names": what_differs(asked.pins, *told) if asked.pins else [],
        }
        frame["back"] = back = with_pins(written(asked.state, asked.lang, site.model), asked.pins)
        code = 429 if found.get("busy") else 200
        self._remember(request, found, back)
        return site.show(
            request, "compare.html", asked.lang, code, **frame, **addresses(site, asked, On(COMPARE)), **found
        )

    def _kept(self, asked: Read, base: str) -> list[dict[str, Any]]:
        """The states that are kept, each with what it changes, and the address of the page without it."""
        now, lang = self._site.now(asked.state), asked.lang
        here = written(asked.state, lang, self._site.model)
        return [
            {
                "lines": described(each, now, lang, subsidy_of(base)) or [say(lang, "web-level-now")],
                "without": with_pins(here, [other for other in asked.pins if other != each]),
            }
            for each in asked.pins
        ]

    def back(self, sent: Mapping[str, str]) -> Response:
        """To the page on which a form stood."""
        back = read(parse_qsl(sent.get("address", "")), self._site.lang, self._site.now)
        on = page_of(sent.get("address", ""))
        address = "&".join(filter(None, (written(back.state, back.lang, self._site.model), on.rest)))
        return RedirectResponse(f"/{on.page}?{with_pins(address, back.pins)}", 303)

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
        if name == HOUSE_FILE:
            text = _own_text(asked, base)
        else:
            question = asked_on(page_of(request.url.query), asked, base)
            if question is None:
                return self._site.trouble(request, Message("there is no such page"), 404)
            text = as_file(question, f"./{HOUSE_FILE}" if own else base, own, asked.lang)
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return PlainTextResponse(text, headers=headers, media_type="application/yaml")

    # ------------------------------------------------------------ the frame

    def _frame(self, asked: Read, base: str) -> dict[str, Any]:
        """Everything around the answer."""
        state, lang, themes = asked.state, asked.lang, self._themes(asked, base)
        now, here = self._site.now(state), written(state, lang, self._site.model)
        own = state.house == OWN
        built = own_house(state) if own and not state.file else None
        assumed, off = about_own(built, lang) if built else ([], [])
        return {
            "state": state,
            **addresses(self._site, asked, On(EXPLORE)),
            "kept": self._kept(asked, base),
            "pins": [written(each) for each in asked.pins],
            "keeps_more": len(asked.pins) < PINS_AT_MOST and state not in asked.pins,
            "keep": with_pins(here, [*asked.pins, state]),
            "compare": with_pins(here, asked.pins),
            "pins_at_most": PINS_AT_MOST,
            **_amiss(asked, [each for theme in themes.values() for each in theme]),
            "longest": LONGEST,
            "other_model": asked.model if asked.model not in ("", self._site.model) else "",
            "houses": HOUSES,
            "own": own,
            "about_file": about(state.file, self._site.folder, lang) if state.file else "",
            "house": house_named(state, lang),
            "themes": themes,
            "patterns": PATTERNS,
            "spared": SPARED,
            "policies": policies_by_subject(lang, state.house),
            "more": len(policies(lang, state.house)),
            "changed": described(state, now, lang, subsidy_of(base)),
            "cut_in_euro": cut_in_euro(state, subsidy_of(base), lang),
            "levers": len(LEVERS) + 2,
            "as_now": with_pins(written(state.untouched(), lang), asked.pins),
            "as_begun": with_pins(written(state.preset(), lang), asked.pins),
            "assumed": assumed,
            "off": off,
        }


def _amiss(asked: Read, levers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What is wrong with what was asked: lines, and the levers that have a box to mend it in."""
    elsewhere = [each for each in asked.problems if each.values.get("key") not in asked.wrong]
    lines = [line for each in elsewhere for line in in_words(each, asked.lang)]
    return {"problems": lines, "wrong_levers": [each for each in levers if each["wrong"]]}


def _own_text(asked: Read, base: str) -> str:
    """The file of an own organisation: as it was sent, or else with remarks in the language of the page."""
    if not asked.state.file:
        return house_file(own_house(asked.state), HOUSE_FILE, asked.lang, page=True)
    with open(base, encoding="utf-8") as file:
        return file.read()


def make_ready(lang: str) -> None:
    """Work out what the page opens with before anybody asks for it; asked for again, it is there at once.

    Args:
        lang: of who says nothing.
    """
    begun = State()
    fingerprint()
    policies_by_subject(lang, begun.house)
    as_now(begun.house)
    subsidy_of(begun.house)
    if first_page() is not None:
        with suppress(TupSimError, KeyError):  # of a model that knew other outcomes
            came_with_the_package(lang)


def _lever(key: str, asked: Read, now: Mapping[str, float], said: str) -> dict[str, Any]:
    """A lever as the page shows it.

    Args:
        key: which.
        asked: what stands in the address.
        now: what every lever is at in the organisation.
        said: beside it, of what was understood.
    """
    lever, there = BY_KEY[key], now.get(key, 0.0)
    moved = asked.state.moved(key)
    value = there if moved is None else moved
    wrote, what = asked.wrong.get(key, ("", ""))
    return {
        "text": wrote or figures(asked.lang, in_figures(in_a_box(value))),
        "exact": "" if in_a_box(value) == value else in_figures(value),
        "wrong": " ".join(in_words(what, asked.lang)) if wrote else "",
        "said": said,
        "lever": lever,
        "value": value,
        "now": there,
        "high": max(lever.high, there),
        "low": min(lever.low, there),
    }


class On(NamedTuple):
    """Which page an address belongs to, with what that page asks beside the state.

    Attributes:
        page: its name.
        worlds: with other assumptions, in which something is looked for.
        against: the name of the world that another is held against, where several are.
        who: whose history is told.
        world: in which.
    """

    page: str
    worlds: int = SIZES[0]
    who: str = ""
    world: str = ""
    against: str = ""

    @property
    def rest(self) -> str:
        """What stands behind the state in an address of that page."""
        if self.page == TURNS:
            return urlencode({TURNS: self.worlds})
        if self.page == STORY:
            return urlencode({STORY: self.who, WORLD: self.world})
        if self.page == WHY and self.against:
            return urlencode({WHY: self.against})
        return "" if self.page == EXPLORE else urlencode({self.page: 1})


def page_of(address: str, page: str = "") -> On:
    """Which page an address belongs to; one of its own, or one that a part of it names.

    Args:
        address: what stands behind the question mark.
        page: the page, if that is known.
    """
    said = dict(parse_qsl(address))
    page = page or next((each for each in (COMPARE, WHY, TURNS, STORY) if each in said), EXPLORE)
    worlds = next((each for each in SIZES if str(each) == said.get(TURNS)), SIZES[0])
    who, world, against = (said.get(name, "")[:LONGEST] for name in (STORY, WORLD, WHY))
    return On(page, worlds, who, world, against if against in (NOW, CUT) else "")


def asked_on(on: On, asked: Read, base: str) -> Asked | None:
    """What is asked on a page; None where nothing is changed, or there are no two states to compare.

    Args:
        on: the page.
        asked: what stands in its address.
        base: name or file of the organisation.

    Raises:
        TupSimError: nobody can be called as whose history is asked, or there is no such world.
    """
    if on.page == COMPARE:
        return compared_of(asked.pins, base) if len(asked.pins) > 1 else None
    if not (asked.state.cut or asked.state.chooses):
        return None
    question = asked_of(asked.state, base)
    if on.page == STORY:
        return story_of(question, on.who, on.world)
    if on.page == TURNS:
        return turns_of(question, on.worlds)
    return why_of(question, on.against) if on.page == WHY else question


def addresses(site: Site, asked: Read, on: On) -> dict[str, Any]:
    """Where the part with the answer is found again, and which page it is on."""
    address = written(asked.state, asked.lang, asked.model or site.model)
    address = "&".join(part for part in (address, on.rest) if part)
    choices = chosen(asked.state, site.now(asked.state), asked.lang) if on.page == EXPLORE else ""
    pins = asked.pins if on.page == COMPARE else ()
    return {"address": with_pins(address, pins), "on": on.page, "choices": choices}
