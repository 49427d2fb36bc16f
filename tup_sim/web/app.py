"""The whole site as one ASGI application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tup_sim.web.behind import Behind
from tup_sim.web.faults import NOT_OURS, handlers
from tup_sim.web.jobs import Jobs
from tup_sim.web.keeping_on import Dispatcher
from tup_sim.web.model_page import model_page
from tup_sim.web.own_page import SENT_AT_MOST, own_page, sent_page
from tup_sim.web.pages import Explore
from tup_sim.web.results_page import RESULTS, ResultPages
from tup_sim.web.safety import App, Guard, is_ours
from tup_sim.web.site import HERE, Site

KEY_AT_MOST = 64  # signs of what tells one question from another


class Forms:
    """What forms of ours send: anything else is refused.

    Args:
        site: the site.
        explore: pages that a form goes back to.
        results: the others.
        behind: what one of the forms begins.
    """

    def __init__(self, site: Site, explore: Explore, results: ResultPages, behind: Behind) -> None:
        self.site, self._explore, self._results, self._behind = site, explore, results, behind

    async def _ours(self, request: Request) -> dict[str, str] | Response:
        """What a form of ours sends; the page that refuses any other."""
        sent = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        if not is_ours(request.scope) or sent.get("secret") != self.site.secret:
            return self.site.trouble(request, NOT_OURS, 403)
        return sent

    def ordering(self, act: Callable[[str], None]) -> Callable[[Request], Awaitable[Response]]:
        """Answers a form that says what is to be done with something on the table.

        Args:
            act: what is to be done with it.
        """

        async def ordered(request: Request) -> Response:
            sent = await self._ours(request)
            if isinstance(sent, Response):
                return sent
            await run_in_threadpool(act, sent.get("key", "")[:KEY_AT_MOST])
            return self._results.back(sent) if sent.get("on") == RESULTS else self._explore.back(sent)

        return ordered

    async def begin(self, request: Request) -> Response:
        """Begin what stands behind an answer."""
        sent = await self._ours(request)
        if isinstance(sent, Response):
            return sent
        return await run_in_threadpool(self._behind.begin, request, sent)

    async def file(self, request: Request) -> Response:
        """Take a file that is sent."""
        if not is_ours(request.scope):
            return self.site.trouble(request, NOT_OURS, 403)
        body = await request.body()
        return await run_in_threadpool(sent_page, self.site, request, body)


def application(folder: Path, lang: str = "en", works: bool = True) -> App:
    """The site.

    Args:
        folder: of results.
        lang: of who says nothing.
        works: whether what is asked is computed.

    Raises:
        OSError: the folder cannot be made.
        sqlite3.Error: the table in it cannot be written.
    """
    jobs = Jobs(folder)
    site = Site(folder, lang, jobs, Dispatcher(jobs) if works else None)
    explore, results, behind = Explore(site), ResultPages(site), Behind(site)
    forms = Forms(site, explore, results, behind)
    routes = [
        *_pages(site, explore, results, behind),
        Route("/turns", forms.begin, methods=["POST"]),
        Route("/own/file", forms.file, methods=["POST"]),
        Route("/again", forms.ordering(jobs.again), methods=["POST"]),
        Route("/pause", forms.ordering(jobs.pause), methods=["POST"]),
        Route("/go_on", forms.ordering(jobs.go_on), methods=["POST"]),
        Route("/give_up", forms.ordering(jobs.cancel), methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    faults = handlers(site.trouble, lambda: site.table)
    starlette = Starlette(routes=routes, lifespan=site.lifespan, exception_handlers=faults)  # type: ignore[arg-type]
    return Guard(starlette, larger={"/own/file": SENT_AT_MOST})


def _pages(site: Site, explore: Explore, results: ResultPages, behind: Behind) -> list[Route]:
    """What is only read."""

    def own(request: Request) -> Response:
        return own_page(site, request)

    def model(request: Request) -> Response:
        return model_page(site, request)

    return [
        Route("/", explore.begin),
        Route("/explore", explore.page),
        Route("/compare", explore.compare),
        Route("/why", behind.why),
        Route("/story", behind.story),
        Route("/turns", behind.turns),
        Route("/answer", explore.answer),
        Route("/explore.yaml", explore.experiment_file),
        Route("/own_house.yaml", explore.house_file),
        Route("/own", own),
        Route("/model", model),
        Route("/results", results.every),
        Route("/results/{name}", results.one),
        Route("/results/{name}/brief", results.brief),
        Route("/results/{name}/differences.csv", results.numbers),
    ]
