"""The pages by their addresses, and what all of them share: the folder, the table of jobs, the language, the frame."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tup_sim.errors import Message, TupSimError, said
from tup_sim.files.manifest import fingerprint
from tup_sim.own_house.telling import day_text, numeral
from tup_sim.study.cells import visible
from tup_sim.texts import LANGUAGES, say, translator
from tup_sim.web.asking import base_of
from tup_sim.web.jobs import FILE, Jobs
from tup_sim.web.keeping_on import Dispatcher
from tup_sim.web.levers import as_now, share_of_cut
from tup_sim.web.state import SIGNS, Read, State, read

HERE = Path(__file__).parent
ASKED_AT_MOST, IN = 60, 60.0  # new questions in so many seconds
TOO_MANY = Message("too much was asked at once; wait a minute and ask again")


@dataclass
class Site:
    """What all pages share.

    Attributes:
        folder: of results.
        lang: of who says nothing.
        jobs: the table of what is computed.
        dispatcher: keeps a worker at work; None where nothing is to be computed.
        asked: moments of the last new questions.
    """

    folder: Path
    lang: str
    jobs: Jobs
    dispatcher: Dispatcher | None = None
    asked: deque[float] = field(default_factory=lambda: deque(maxlen=ASKED_AT_MOST))

    @cached_property
    def secret(self) -> str:
        """What our forms carry."""
        return self.jobs.secret()

    @property
    def table(self) -> Path:
        """The file with the table of jobs."""
        return self.folder / FILE

    @cached_property
    def model(self) -> str:
        """The first signs of the model's fingerprint."""
        return fingerprint()[:SIGNS]

    @cached_property
    def pages(self) -> Environment:
        """The templates; every text in them is made safe."""
        return templates()

    @asynccontextmanager
    async def lifespan(self, app: Any) -> AsyncIterator[None]:
        """Work is done as long as the server is there."""
        if self.dispatcher:
            self.dispatcher.start()
        yield
        if self.dispatcher:
            self.dispatcher.stop()

    def may_ask(self) -> bool:
        """Whether one more new question may be asked now; it is counted."""
        now = time.monotonic()
        if len(self.asked) == ASKED_AT_MOST and now - self.asked[0] < IN:
            return False
        self.asked.append(now)
        return True

    def now(self, state: State) -> Mapping[str, float]:
        """What every lever is at in an organisation; nothing where there is none such."""
        try:
            return as_now(base_of(state, self.folder))
        except TupSimError:
            return {}

    def share(self, state: State, euro: float) -> float:
        """Per cent of the subsidy of an organisation that so many EUR a year are.

        Raises:
            TupSimError: there is none such, or it has no subsidy.
        """
        return share_of_cut(base_of(state, self.folder), euro)

    def read(self, request: Request) -> Read:
        """What an address asks."""
        pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        return read(pairs, self.language(request), self.now, self.share)

    def language(self, request: Request) -> str:
        """The language of an address; that of the server if it says none."""
        return language_of(request, self.lang)

    def show(self, request: Request, template: str, lang: str, code: int = 200, **values: Any) -> Response:
        """A page.

        Args:
            request: that is answered.
            template: its file.
            lang: ``en`` or ``nl``.
            code: of the answer.
            values: that it shows.
        """
        shared = {
            "other_language": _in(request, "nl" if lang == "en" else "en"),
            "model": self.model,
            "day": day_text(date.today(), lang),
        }
        text = self.pages.get_template(template).render(known_to_pages(request, lang) | shared | values)
        return HTMLResponse(text, code)

    def trouble(self, request: Request, error: Exception | str, code: int = 400) -> Response:
        """A page that says what is wrong."""
        lang = self.language(request)
        return self.show(request, "trouble.html", lang, code, faults=in_words(error, lang))


def language_of(request: Request, otherwise: str) -> str:
    """The language that an address asks; another if it asks none that there is."""
    given = request.query_params.get("lang", otherwise)
    return given if given in LANGUAGES else otherwise


def known_to_pages(request: Request, lang: str) -> dict[str, Any]:
    """What the template of every page knows: how things are said in its language, and its address."""
    return {
        "lang": lang,
        "say": partial(say, lang),
        "number": lambda value, places=2: numeral(value, lang, places),
        "here": request.url.path,
        "refresh": False,
    }


def templates() -> Environment:
    """The templates of all pages; every text that is put in is made safe."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def in_words(error: Exception | str, lang: str) -> list[str]:
    """What is wrong, in a language, a line for each mistake."""
    if isinstance(error, TupSimError):
        return error.said(translator(lang)).splitlines()
    if isinstance(error, Message):
        return [str(said(error, translator(lang)))]
    return [str(error)]


def _in(request: Request, lang: str) -> str:
    """The same address in another language."""
    return f"{request.url.path}?{request.url.include_query_params(lang=lang).query}"
