"""The event loop: SimPy's environment with bare moments on its queue, and a loop without a call per event.

The only file that touches what SimPy does not document: its queue, its counter of events and how an event keeps its
callbacks. A moment is a bare pair, whom to call and with what: far lighter than an event nobody waits for.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, Protocol

from simpy import Environment
from simpy.events import NORMAL

from tup_sim.model.constants import LESS_THAN_A_SECOND


class Clock(Protocol):
    """Who carries the hour it is, in plain sight of everybody."""

    now: float


class EventLoop(Environment):
    """An environment of SimPy, with the same order of events and the same face.

    Args:
        clock: whose ``now`` is kept at the hour of the event that is being handled.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.now)
        self._clock = clock
        self._queue: list[Any]  # of events, and of moments

    def at(self, hour: float, what: Callable[..., object], *who: object) -> None:
        """Have something happen at an hour on the clock, after what was planned for that hour before.

        Raises:
            ValueError: the hour is over; the clock never goes back.
        """
        now = self._now
        if not hour >= now:  # so written, no number at all is refused as well
            if not hour >= now - LESS_THAN_A_SECOND:
                name = getattr(what, "__name__", what)
                raise ValueError(f"{name} was to happen at hour {hour!r}, but it is hour {now!r} already")
            hour = now  # it lies before now by no more than rounding
        heappush(self._queue, (hour, NORMAL, next(self._eid), (what, who)))

    @property
    def waiting(self) -> int:
        """Events and moments that are still to come."""
        return len(self._queue)

    def step(self) -> None:
        """Handle the next event or moment.

        Raises:
            EmptySchedule: there is none.
        """
        if self._queue and type(self._queue[0][3]) is tuple:
            self._now, _, _, (what, who) = heappop(self._queue)
            self._clock.now = self._now
            what(*who)
        else:
            self._clock.now = self.peek()
            super().step()

    def live_until(self, end: float) -> int:
        """Run the clock up to an hour (SimPy's ``env.run``): all that comes before it, without a call per event.

        Args:
            end: hours; what happens at this very hour is left for later.

        Returns:
            Number of events and moments handled.

        Raises:
            Exception: what a process raised and nobody caught.
        """
        queue, clock, steps = self._queue, self._clock, 0
        while queue and queue[0][0] < end:
            now, _, _, event = heappop(queue)
            clock.now = self._now = now
            if type(event) is tuple:
                what, who = event
                what(*who)
            else:
                callbacks, event.callbacks = event.callbacks, None
                for callback in callbacks:
                    callback(event)
                if not event._ok and not hasattr(event, "_defused"):
                    raise event._value
            steps += 1
        clock.now = self._now = end
        return steps
