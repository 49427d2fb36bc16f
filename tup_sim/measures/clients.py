"""How clients come to be helped: what they decline, when they first accept a professional, who comes instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from tup_sim.measures.weeks import PER_HOUR, Weeks, week_of
from tup_sim.model import events
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.families import GUIDANCE, TASK_TYPES
from tup_sim.model.people.request import Request
from tup_sim.model.rules.matching import are_volunteers_first


@dataclass
class Arrival:
    """A client admitted during the run.

    Attributes:
        admitted, helped, left: hours of admission, of the first guidance by a professional, of leaving.
        trust: in professionals, on admission.
    """

    admitted: float
    trust: float
    helped: float = inf
    left: float = inf


class Clients:
    """Listens to what happens around clients.

    Attributes:
        arrivals: clients admitted after the first hour, by name.
        line: trust at which every second offer of help is accepted.
    """

    def __init__(self, weeks: Weeks, parameters: Parameters, line: float) -> None:
        self._weeks, self._p, self.line = weeks, parameters, line
        self._declined, self._declined_guidance = weeks.row("declined"), weeks.row("declined.guidance")
        self._other, self._other_met = weeks.row("other.due"), weeks.row("other.met")
        self.arrivals: dict[str, Arrival] = {}

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.RequestDeclined: self._request_declined,
            events.RequestUnmet: self._request_unmet,
            events.ContactStarted: self._contact_started,
            events.ClientAdmitted: self._client_admitted,
            events.ClientLeft: self._client_left,
        }

    def _request_declined(self, event: events.RequestDeclined) -> None:
        week = week_of(event.now)
        self._declined[week] += 1.0
        self._declined_guidance[week] += event.request.task_type == GUIDANCE

    def _request_unmet(self, event: events.RequestUnmet) -> None:
        if event.request.deadline < self._weeks.end:
            self._other[int(event.request.deadline * PER_HOUR)] += 1.0

    def _contact_started(self, event: events.ContactStarted) -> None:
        request, paid = event.contact.request, event.contact.helper.paid
        if paid and request.task_type == GUIDANCE:
            arrival = self.arrivals.get(request.client.name)
            if arrival is not None and arrival.helped == inf:
                arrival.helped = event.now
        if paid is self._volunteers_first(request) and request.deadline < self._weeks.end:
            week = int(request.deadline * PER_HOUR)
            self._other[week] += 1.0
            self._other_met[week] += 1.0

    def _volunteers_first(self, request: Request) -> bool:
        rule = getattr(self._p.requests, TASK_TYPES[request.task_type])
        return are_volunteers_first(rule, request.client.unit.holds[request.task_type])

    def _client_admitted(self, event: events.ClientAdmitted) -> None:
        if event.now > 0:
            client = event.client
            self.arrivals[client.name] = Arrival(event.now, client.trust_professionals)

    def _client_left(self, event: events.ClientLeft) -> None:
        arrival = self.arrivals.get(event.client.name)
        if arrival is not None:
            arrival.left = event.now

    def finish(self) -> None:
        """Write the row that is a sum of others."""
        self._weeks.add_up("guidance.asked", ("declined.guidance", "guidance.due"))
