"""Explore: the page that is opened, and the answer that comes to it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from tup_sim.errors import Message, TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.own_house.questions import PATTERNS, SPARED
from tup_sim.own_house.telling import numeral
from tup_sim.texts import say
from tup_sim.web.answers import Shown, shown
from tup_sim.web.asking import ALL, FIRST, Asked, about_own, as_file, asked_of, base_of, own_house
from tup_sim.web.jobs import Job
from tup_sim.web.levers import BY_KEY, HOUSES, LEVERS, THEMES, policies
from tup_sim.web.safety import is_ours
from tup_sim.web.site import Site, in_words
from tup_sim.web.state import OWN, Read, State, written

TOO_MANY = Message("too much was asked at once; wait a minute and ask again")
EXPERIMENT, HOUSE_FILE = "explore.yaml", "own_house.yaml"
FULL = 100


class Explore:
    """The pages about one organisation.

    Args:
        site: what all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def begin(self, request: Request) -> Response:
        """The first page."""
        return RedirectResponse(f"/explore?{written(State(), self._site.language(request))}", 303)

    def page(self, request: Request) -> Response:
        """The organisation, its levers, and the answer or how far it is."""
        site, asked = self._site, self._site.read(request)
        model = asked.model or site.model
        address = written(asked.state, asked.lang, model)
        if not asked.problems and address != request.url.query:
            return RedirectResponse(f"/explore?{address}", 303)
        try:
            base = base_of(asked.state, site.folder)
        except TupSimError:
            return RedirectResponse(f"/own?{written(asked.state, asked.lang)}", 303)
        found = self._answer(request, asked, base, is_ours(request.scope))
        code = 429 if found.get("busy") else 200
        return site.show(request, "explore.html", asked.lang, code, **self._frame(asked, base), **found)

    def answer(self, request: Request) -> Response:
        """The part of the page that changes; nothing (204) where it would be the same."""
        asked = self._site.read(request)
        try:
            base = base_of(asked.state, self._site.folder)
        except TupSimError as error:
            return self._site.trouble(request, error)
        found = self._answer(request, asked, base, False)
        if request.query_params.get("seen") == found["version"]:
            return Response(status_code=204)
        frame: dict[str, Any] = {"address": written(asked.state, asked.lang, asked.model or self._site.model)}
        return self._site.show(request, "answer.html", asked.lang, **frame, **found)

    def again(self, request: Request, sent: Mapping[str, str]) -> Response:
        """Try once more what failed."""
        self._site.jobs.again(sent.get("key", "")[:64])
        pairs = parse_qsl(sent.get("address", ""))
        back = self._read(pairs)
        return RedirectResponse(f"/explore?{written(back.state, back.lang, self._site.model)}", 303)

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
        text = as_file(asked_of(asked.state, base), told)
        if name == HOUSE_FILE:
            with open(base, encoding="utf-8") as file:
                text = file.read()
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return PlainTextResponse(text, headers=headers, media_type="application/yaml")

    def _read(self, pairs: list[tuple[str, str]]) -> Read:
        from tup_sim.web.state import read

        return read(pairs, self._site.lang, self._site.now)

    # ------------------------------------------------------------ the frame

    def _frame(self, asked: Read, base: str) -> dict[str, Any]:
        """Everything around the answer."""
        state, lang = asked.state, asked.lang
        now = self._site.now(state)
        changed = described(state, now, lang)
        own = state.house == OWN
        built = own_house(state) if own else None
        assumed, off = about_own(built, lang) if built else ([], [])
        return {
            "state": state,
            "address": written(state, lang, asked.model or self._site.model),
            "problems": [line for each in asked.problems for line in in_words(each, lang)],
            "other_model": asked.model if asked.model not in ("", self._site.model) else "",
            "houses": HOUSES,
            "own": own,
            "house": say(lang, "web-own-house") if own else say(lang, f"own-like-{state.house}"),
            "themes": {name: [_lever(key, state, now) for key in keys] for name, keys in THEMES.items()},
            "patterns": PATTERNS,
            "spared": SPARED,
            "policies": policies(lang, state.house),
            "changed": changed,
            "levers": len(LEVERS) + 2,
            "as_now": written(state.untouched(), lang),
            "as_begun": written(state.preset(), lang),
            "assumed": assumed,
            "off": off,
        }

    # ----------------------------------------------------------- the answer

    def _answer(self, request: Request, asked: Read, base: str, may_ask: bool) -> dict[str, Any]:
        """What is known of an answer, and how far the rest is."""
        state, lang, site = asked.state, asked.lang, self._site
        found: dict[str, Any] = {
            "job": None, "shown": None, "busy": False, "wrong": [], "version": "", "first": FIRST, "all": ALL,
            "nothing": not (state.cut or state.chooses), "unasked": False, "secret": site.secret, "name": "",
        }  # fmt: skip
        if found["nothing"]:
            return found
        question = asked_of(state, base)
        found["name"] = question.name
        job = site.jobs.look(question.key)
        if job is None or job.status == "cancelled":
            if not may_ask:
                return {**found, "unasked": True}
            wrong = self._wrong(question, lang)
            if wrong:
                return {**found, "wrong": wrong}
            if job is None and not site.may_ask():
                return {**found, "busy": True, "wrong": in_words(TOO_MANY, lang)}
            job = site.jobs.ask(*question)
        return {**found, **self._of_job(job, lang)}

    def _wrong(self, question: Asked, lang: str) -> list[str]:
        """What is wrong with an experiment; nothing if it can be run."""
        try:
            load_experiment(question.headings)
        except TupSimError as error:
            return in_words(error, lang)
        return []

    def _of_job(self, job: Job, lang: str) -> dict[str, Any]:
        ahead = self._site.jobs.ahead_of(job.key) if job.status == "queued" else 0
        known, wrong = self._shown(job, lang)
        version = f"{job.status}-{job.there}-{job.done}-{job.total}-{ahead}"
        return {
            "job": job,
            "shown": known,
            "wrong": [*wrong, *([job.wrong(lang)] if job.error else [])],
            "ahead": ahead,
            "part": round(FULL * job.done / job.total) if job.total else 0,
            "left": _left(job),
            "version": version,
            "refresh": job.under_way,
        }

    def _shown(self, job: Job, lang: str) -> tuple[Shown | None, list[str]]:
        """The answer so far, and why there is none; one whose results were forgotten is computed again."""
        if not job.there:
            return None, []
        try:
            return shown(self._site.folder, job.name, job.there, lang), []
        except KeyError:
            self._site.jobs.forget(job.key)
        except TupSimError as error:
            return None, in_words(error, lang)
        return None, []


def described(state: State, now: Mapping[str, float], lang: str) -> list[str]:
    """What is changed, in a line each, with what it is now."""
    found = []
    for key, value in state.numbers:
        lever = BY_KEY[key]
        unit, was = say(lang, lever.unit), now.get(key, 0.0)
        numbers = {"value": numeral(value, lang, 2), "now": numeral(was, lang, 2), "unit": unit}
        found.append(say(lang, "web-changed-number", name=say(lang, f"web-lever-{key}"), **numbers))
    if state.pattern:
        found.append(f"{say(lang, 'web-lever-pattern')}: {say(lang, f'own-pattern-{state.pattern}')}")
    if state.spared:
        names = "; ".join(say(lang, f"own-spared-{each}") for each in state.spared)
        found.append(f"{say(lang, 'web-lever-spare')}: {names}")
    return [*found, *(policies(lang)[each] for each in state.more)]


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


def _left(job: Job) -> int:
    """Seconds until this stage is over, by how long it took so far; 0 if that is not known yet."""
    if job.status != "running" or not job.done:
        return 0
    return round((time.time() - job.began) * (job.total - job.done) / job.done)
