"""Relational hours: what the requests ask, and what people made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tup_sim.measures.weeks import Weeks, week_of
from tup_sim.model import events
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.rules.relational_time import relational_share


class AmongVolunteers:
    """Listens to contacts whose relational part was not the usual one."""

    def __init__(self, weeks: Weeks, parameters: Parameters) -> None:
        self._weeks = weeks
        self._weights = [
            getattr(parameters.requests, task_type).relational_weight for task_type in TASK_TYPES
        ]
        self._more = {
            True: weeks.row("professional.relational_more"),
            False: weeks.row("volunteer.relational_more"),
        }

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {events.ContactEnded: self._contact_ended}

    def _contact_ended(self, event: events.ContactEnded) -> None:
        now, contact = event
        if contact.presence == 1.0:
            return
        weight = self._weights[contact.request.task_type]
        more = relational_share(weight, contact.presence) - weight
        self._more[contact.helper.paid][week_of(now)] += contact.client_hours * more

    def finish(self) -> None:
        """Relational hours as they were: what the requests ask, and what people made of it."""
        for side in ("professional", "volunteer"):
            self._weeks.add_up(f"{side}.relational", (f"{side}.relational", f"{side}.relational_more"))
