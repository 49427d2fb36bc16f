"""The weekly ledger: a listener that turns all that happens into weekly sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tup_sim.measures.among_volunteers import AmongVolunteers
from tup_sim.measures.boundaries import BeyondMandate
from tup_sim.measures.clients import Clients
from tup_sim.measures.coming_in import ComingIn
from tup_sim.measures.counting import Counting
from tup_sim.measures.flow import Flow
from tup_sim.measures.initiative import Initiative
from tup_sim.measures.people import People
from tup_sim.measures.service import Service
from tup_sim.measures.sharing import Sharing
from tup_sim.measures.weeks import Weeks
from tup_sim.measures.work import Work
from tup_sim.model import events
from tup_sim.model.catalogue import catalogue_of, made
from tup_sim.model.mechanisms.accepting_help import AcceptingHelp
from tup_sim.model.parameters import Scenario, plain

Handlers = Callable[[Any], None]


class Part(Protocol):
    """Listens, and writes what follows from what it heard."""

    @property
    def handlers(self) -> Mapping[type, Handlers]:
        """Type of event to what to do with it."""

    def finish(self) -> None:
        """The run is over."""


class Ledger:
    """Weekly sums of one run, from which every outcome is computed.

    Give it to ``run`` as a listener, call ``close`` when the run is over, then ask outcomes.

    Attributes:
        parameters: of the scenario at its start.
        weeks: weekly sums by name.
        service, flow, people, work, clients, among_volunteers, sharing, boundaries, coming_in,
            initiative, counting: the parts that listen.
        handlers: what to call for which event.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.parameters = scenario.parameters
        p = plain(self.parameters)
        self.weeks = Weeks(p)
        self.service = Service(self.weeks, p)
        self.flow = Flow(self.weeks, p)
        self.people = People(self.weeks, p, self.flow)
        self.work = Work(self.weeks, self.parameters)
        self.clients = Clients(self.weeks, p, made(AcceptingHelp, self.parameters).line)
        self.among_volunteers = AmongVolunteers(self.weeks, p)
        self.boundaries = BeyondMandate(self.weeks)
        self.sharing = Sharing(self.weeks, p)
        self.coming_in = ComingIn(self.weeks)
        self.initiative = Initiative(self.weeks)
        self.counting = Counting(self.weeks, catalogue_of(self.parameters).declared)
        self.handlers: Mapping[type, Handlers] = self._listen()
        self._closed = False

    def _listen(self) -> dict[type, Handlers]:
        """Put the ears of the parts together; two parts may hear the same."""
        handlers: dict[type, Handlers] = {}
        parts = [part.handlers for part in self._closing()]
        parts += [self.boundaries.handlers, self.coming_in.handlers]
        parts += [self.initiative.handlers, self.counting.handlers]
        parts.append({events.VolunteerLeft: lambda event: self.people.forget(event.volunteer)})
        for part in parts:
            for kind, hear in part.items():
                handlers[kind] = hear if kind not in handlers else _both(handlers[kind], hear)
        return handlers

    def close(self) -> Ledger:
        """Write the rows that follow from others; once, when the run is over."""
        if not self._closed:
            for part in self._closing():
                part.finish()
            self._closed = True
        return self

    def _closing(self) -> tuple[Part, ...]:
        """The parts with rows that follow from others, in the order in which these are written."""
        return (
            self.people,
            self.service,
            self.flow,
            self.work,
            self.clients,
            self.among_volunteers,
            self.sharing,
        )

    def sum(self, name: str, start: int, end: int, group: str = "") -> float:
        """Sum of a row over weeks counted from week 0, for a subgroup where the row has them."""
        return self.weeks.sum(f"{name}|{group}" if group else name, start, end)


def _both(first: Handlers, second: Handlers) -> Handlers:
    def hear(event: Any) -> None:
        first(event)
        second(event)

    return hear
