"""What people said they miss in the cooperation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tup_sim.measures.weeks import Weeks, week_of
from tup_sim.model import events
from tup_sim.model.people.lived import SUPPORT4


class Scans:
    """Listens to scans of the cooperation."""

    def __init__(self, weeks: Weeks) -> None:
        self._weeks = weeks

    @property
    def hears(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {events.CooperationScanned: self._scanned}

    def _scanned(self, event: events.CooperationScanned) -> None:
        for side, said in (("volunteers", event.volunteers), ("staff", event.staff)):
            self._weeks.row(f"scan.{side}")[week_of(event.now)] += len(said)
            for duty, name in enumerate(SUPPORT4):
                self._weeks.row(f"scan.{side}.{name}")[week_of(event.now)] += said.count(duty)
