"""How often somebody may ask: enough for a class on one router, not enough to keep the server from it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from tup_sim.web.safety import App, Receive, Scope, Send

ADDRESSES_AT_MOST = 1000  # that are remembered
REQUESTS = (40.0, 200.0)  # a second, and at once, from one address: thirty devices behind one, and a burst
JOINING = (0.5, 12.0)  # joining or taking a team over: a pin has 9000 values
HANDING_IN = (4.0, 40.0)  # entries and drafts of one team


class Limit:
    """A bucket for each who asks: it fills slowly, and every request takes from it.

    Args:
        rate: requests a second, and how many at once.
        clock: seconds.
    """

    def __init__(self, rate: tuple[float, float], clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._most = rate
        self._clock = clock
        self._there: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, who: str) -> bool:
        """Whether one more request is allowed now; it is counted."""
        now = self._clock()
        left, since = self._there.pop(who, (self._most, now))
        left = min(self._most, left + (now - since) * self._rate)
        allowed = left >= 1
        self._there[who] = (left - 1 if allowed else left, now)
        if len(self._there) > ADDRESSES_AT_MOST:
            self._there.popitem(last=False)
        return allowed


class Bounded:
    """Refuses who asks too often, before anything is read.

    Args:
        app: that answers.
        limit: how often is too often.
    """

    def __init__(self, app: App, limit: Limit) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http" and not self._limit.allows(client_of(scope)):
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"2")]
            await send({"type": "http.response.start", "status": 429, "headers": headers})
            await send({"type": "http.response.body", "body": b"Too many requests; wait a moment."})
            return
        await self._app(scope, receive, send)


def client_of(scope: Scope) -> str:
    """The address that a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""
