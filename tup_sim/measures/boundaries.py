"""Work beyond the agreed mandate, and limits that were crossed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tup_sim.measures.weeks import PER_HOUR, TINY, Weeks, week_of
from tup_sim.model import events
from tup_sim.model.mechanisms.boundary_crossing import BoundaryCrossed
from tup_sim.model.people.own import kept


class BeyondMandate:
    """Listens to contacts of volunteers and to crossings."""

    def __init__(self, weeks: Weeks) -> None:
        self._beyond = weeks.row("volunteer.hours_beyond")
        self._beyond_core = weeks.row("volunteer.core_hours_beyond")
        self._risk = weeks.row("crossing.risk")
        self._crossed = weeks.row("crossing")
        self._definite = weeks.row("crossing.definite")

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {events.ContactEnded: self._contact_ended, BoundaryCrossed: self._boundary_crossed}

    def _contact_ended(self, event: events.ContactEnded) -> None:
        now, contact = event
        if contact.helper.paid:
            return
        week = int((now - TINY) * PER_HOUR)
        occasion = kept(contact.request, "boundary_crossing")
        if occasion is not None:
            self._risk[week] += occasion.risk
        if contact.level > contact.agreed:
            self._beyond[week] += contact.hours
            if contact.request.core:
                self._beyond_core[week] += contact.hours

    def _boundary_crossed(self, event: BoundaryCrossed) -> None:
        week = week_of(event.now)
        self._crossed[week] += 1.0
        if event.severity == "definite":
            self._definite[week] += 1.0
