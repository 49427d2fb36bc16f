"""How people left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tup_sim.measures.weeks import Weeks, week_of
from tup_sim.model import events


class Goodbyes:
    """Listens to last talks."""

    def __init__(self, weeks: Weeks) -> None:
        self._talks, self._quality = weeks.row("ending.talks"), weeks.row("ending.quality")

    @property
    def hears(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {events.SaidGoodbye: self._said_goodbye}

    def _said_goodbye(self, event: events.SaidGoodbye) -> None:
        week = week_of(event.now)
        self._talks[week] += 1.0
        self._quality[week] += event.ending
