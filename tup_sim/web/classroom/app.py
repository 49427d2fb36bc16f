"""The site of a class as one ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tup_sim.study.cells import encoding_in
from tup_sim.web.classroom.export import Export
from tup_sim.web.classroom.frame import Frame
from tup_sim.web.classroom.limits import REQUESTS, Bounded, Limit
from tup_sim.web.classroom.log import DAYS
from tup_sim.web.classroom.phone import Phone
from tup_sim.web.classroom.projector import Projector
from tup_sim.web.classroom.room import Room
from tup_sim.web.classroom.stories import Stories
from tup_sim.web.classroom.teacher import Teacher
from tup_sim.web.faults import NOT_OURS, handlers
from tup_sim.web.keeping_on import Dispatcher
from tup_sim.web.safety import BRIEF, App, Guard, is_ours, is_this_machine
from tup_sim.web.site import HERE

Page = Callable[[Request], Awaitable[Response]]


def classroom(
    room: Room,
    stories: Stories,
    addresses: Callable[[], Sequence[str]],
    lang: str = "en",
    dispatcher: Dispatcher | None = None,
) -> App:
    """The site.

    Args:
        room: the class.
        stories: of volunteers in two worlds.
        addresses: gives those of the machine with the port, the likeliest first.
        lang: of who says nothing.
        dispatcher: keeps a worker at work on stories; None where nothing is to be computed.
    """
    frame = Frame(room, stories, addresses, lang)
    phone = Phone(frame)
    teacher, projector = Teacher(frame, phone), Projector(frame)

    async def kept(request: Request) -> Response:
        return frame.show(request, "class_kept.html", frame.language(request), days=DAYS)

    routes = [
        Route("/", phone.page),
        Route("/part", phone.part),
        Route("/join", _ours(frame, phone.join), methods=["POST"]),
        Route("/return", _ours(frame, phone.return_to), methods=["POST"]),
        Route("/hand-in", _ours(frame, phone.hand_in), methods=["POST"]),
        Route("/draft", _ours(frame, phone.draft), methods=["POST"]),
        Route("/undo", _ours(frame, phone.undo), methods=["POST"]),
        Route("/screen", projector.page),
        Route("/screen/part", projector.part),
        Route("/kept", kept),
        *_of_the_teacher(frame, teacher),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        if dispatcher:
            dispatcher.start()
        yield
        if dispatcher:
            dispatcher.stop()

    faults = handlers(partial(frame.trouble, back="/"), lambda: room.log.path)
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=faults)  # type: ignore[arg-type]
    return Guard(Bounded(app, Limit(REQUESTS)), is_this_machine)


def _of_the_teacher(frame: Frame, teacher: Teacher) -> list[Route]:
    def only(page: Page) -> Page:
        async def shown(request: Request) -> Response:
            return await page(request) if teacher.is_teacher(request) else teacher.refused(request)

        return shown

    def posted(page: Page) -> Page:
        return only(_ours(frame, page))

    async def export(request: Request) -> Response:
        return exported(frame, request)

    return [
        Route("/teacher", only(teacher.page)),
        Route("/teacher/part", only(teacher.part)),
        Route("/teacher/teams", only(teacher.teams)),
        Route("/teacher/cards", only(teacher.cards)),
        Route("/teacher/act", posted(teacher.act), methods=["POST"]),
        Route("/teacher/forget", posted(teacher.forget), methods=["POST"]),
        Route("/teacher/as/{letter}", only(teacher.as_team)),
        Route("/teacher/as/{letter}", posted(teacher.hand_in_as), methods=["POST"]),
        Route("/teacher/export/{name}", only(export)),
        Route("/enter/{key}", teacher.enter),
    ]


def exported(frame: Frame, request: Request) -> Response:
    """What is taken home, by the name of its file.

    Raises:
        HTTPException: there is no file of that name.
    """
    room, lang = frame.room, frame.language(request)
    told = Export(room.kept, room.lesson, room.menu, room.log.since(room.kept.name))
    name = request.path_params["name"]
    if name == "class.html":
        return HTMLResponse(told.page(lang), headers={"content-security-policy": BRIEF})
    files: dict[str, tuple[str, Callable[[], str | bytes]]] = {
        "class.csv": ("text/csv", lambda: told.table(lang).encode(encoding_in(lang))),
        "log.json": ("application/json", told.log),
        "class.zip": ("application/zip", lambda: told.everything(lang)),
    }
    if name not in files:
        raise HTTPException(404)
    kind, make = files[name]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(make(), headers=headers, media_type=kind)


def _ours(frame: Frame, page: Page) -> Page:
    """Only what one of our own pages sent."""

    async def shown(request: Request) -> Response:
        if not is_ours(request.scope):
            return frame.trouble(request, NOT_OURS, 403, "/")
        return await page(request)

    return shown
