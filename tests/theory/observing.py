"""Listeners that time what theory speaks of, and the interval a theory has to lie in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tup_sim.model.events import ContactStarted, RequestMade, RequestUnmet
from tup_sim.model.parameters import Scenario
from tup_sim.model.simulation import Simulation, run
from tup_sim.statistics.intervals import mean_interval

WEEK = 168.0
CONFIDENCE = 0.999


def at_length(*values: object) -> Any:
    """A second case of the same theory, for ``make verify``."""
    return pytest.param(*values, marks=pytest.mark.verify)


class Waits:
    """Waiting times by task type of all requests made after the warm-up; None for those nobody came to."""

    def __init__(self, scenario: Scenario) -> None:
        p = scenario.parameters
        self.start, self.end = p.warmup * WEEK, (p.warmup + p.horizon) * WEEK
        self.waits: dict[int, list[float | None]] = {}
        self.handlers = {ContactStarted: self._served, RequestUnmet: self._unmet}

    def _served(self, event: ContactStarted) -> None:
        request = event.contact.request
        if request.made >= self.start:
            self.waits.setdefault(request.task_type, []).append(event.now - request.made)

    def _unmet(self, event: RequestUnmet) -> None:
        if event.request.made >= self.start:
            self.waits.setdefault(event.request.task_type, []).append(None)

    def served(self, task_type: int) -> list[float]:
        """Waits of those somebody came to."""
        return [wait for wait in self.waits[task_type] if wait is not None]

    def mean(self, task_type: int) -> float:
        """Mean wait of those somebody came to."""
        served = self.served(task_type)
        return sum(served) / len(served)

    def share_waiting(self, task_type: int) -> float:
        """Share of those served who had to wait."""
        served = self.served(task_type)
        return sum(wait > 1e-9 for wait in served) / len(served)

    def share_lost(self, task_type: int) -> float:
        """Share nobody came to in time."""
        waits = self.waits[task_type]
        return sum(wait is None for wait in waits) / len(waits)


class QueueSeen:
    """Person-hours in the queue of one task type, by looking at the queue itself whenever it changes."""

    def __init__(self, task_type: int) -> None:
        self.task_type, self.area, self.last = task_type, 0.0, 0.0
        self.stays: dict[int, list[float]] = {}
        self.sim: Simulation
        self.handlers = {RequestMade: self._made, ContactStarted: self._served}

    def _length(self) -> int:
        queues = (unit.queues[self.task_type] for unit in self.sim.organisation.units)
        return sum(1 for queue in queues for *_, request in queue if request.state == 0)

    def _pass(self, now: float, length: int) -> None:
        self.area += length * (now - self.last)
        self.last = now

    def close(self, end: float) -> None:
        """Look a last time."""
        self._pass(end, self._length())

    def _made(self, event: RequestMade) -> None:
        """Told before the request is put into the queue."""
        self._pass(event.now, self._length())
        self.stays[event.request.number] = [event.now]

    def _served(self, event: ContactStarted) -> None:
        """Told when the request waits no longer; whoever was served at once never waited."""
        request = event.contact.request
        self._pass(event.now, self._length() + (request.made < event.now))
        self.stays[request.number].append(event.now)


def observe(scenario: Scenario, replications: int, seed: int = 7) -> list[Waits]:
    """Several runs with their waits."""
    found = []
    for replication in range(replications):
        waits = Waits(scenario)
        run(scenario, seed, replication, [waits])
        found.append(waits)
    return found


def agrees(values: Iterable[float], theory: float, narrow: float = 0.1) -> None:
    """Theory lies in the interval over runs, which is narrow enough to fail, and one 15 % off does not."""
    seen = mean_interval(values, CONFIDENCE)
    half = (seen.high - seen.low) / 2
    assert half < narrow * theory, f"{seen} is too wide to say anything about {theory:.5g}"
    assert seen.low <= theory <= seen.high, f"theory {theory:.5g}, seen {seen}"
    wrong = max(0.15, 1.5 * narrow)
    assert not seen.low <= theory * (1 + wrong) <= seen.high
    assert not seen.low <= theory * (1 - wrong) <= seen.high
