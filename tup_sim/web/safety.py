"""What every request passes: it is for this machine, it is small, and its answer may do nothing but show itself."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HERE = ("127.0.0.1", "localhost", "[::1]")
ADDRESS_AT_MOST, BODY_AT_MOST = 8_000, 16_000  # signs, bytes
BRIEF = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"  # has its style in it
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none at all, browsers send our own forms without their origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses what is not for this machine or too large, and puts the headers on every answer.

    Args:
        app: that answers.
        known: whether a request for this host is for us.
        larger: paths to which more may be sent than to all others, with how many bytes.
    """

    def __init__(
        self,
        app: App,
        known: Callable[[str], bool] = HERE.__contains__,
        larger: Mapping[str, int] | None = None,
    ) -> None:
        self._app, self._known, self._larger = app, known, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            most = self._larger.get(scope["path"], BODY_AT_MOST)
            refused = _refused(scope, self._known, most)
            told = _with_headers(send)
            await (_refuse(told, *refused) if refused else self._app(scope, receive, told))


def is_this_machine(host: str) -> bool:
    """Whether a host is an address in figures, or a name of this machine: no page elsewhere has such a name.

    Args:
        host: of a request, without its port.
    """
    try:
        return bool(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        own = socket.gethostname().lower()
        return host in (*HERE, own, f"{own}.local")


def is_ours(scope: Scope) -> bool:
    """Whether a request comes from one of our own pages, or was typed: no other page makes this machine compute."""
    sent = dict(scope["headers"])
    site = sent.get(b"sec-fetch-site", b"none").decode("latin-1")
    origin = sent.get(b"origin", b"").decode("latin-1")
    host = sent.get(b"host", b"").decode("latin-1")
    return site in ("none", "same-origin") and origin in ("", f"http://{host}")


def _refused(scope: Scope, known: Callable[[str], bool], most: int) -> tuple[int, str] | None:
    """Code and reason, if a request is refused before anybody reads it."""
    sent = dict(scope["headers"])
    host = sent.get(b"host", b"").decode("latin-1").lower()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    if not known(name):
        return 421, "This page is for this machine only: open it as http://127.0.0.1"
    if len(scope["query_string"]) + len(scope["path"]) > ADDRESS_AT_MOST:
        return 414, "The address is too long."
    length = sent.get(b"content-length", b"0")
    if b"transfer-encoding" in sent or not length.isdigit() or int(length) > most:
        return 413, "Too much was sent."
    return None


async def _refuse(send: Send, code: int, why: str) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": code, "headers": [kind]})
    await send({"type": "http.response.body", "body": why.encode()})


def _with_headers(send: Send) -> Send:
    """Puts the headers on an answer that does not have its own."""

    async def told(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name for name, _ in message["headers"]}
            more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in there]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return told
