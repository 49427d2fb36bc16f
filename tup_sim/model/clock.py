"""Lengths of time on the clock, and what a person or a department does over time."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final

from tup_sim.model.parameters.week import HOURS_PER_WEEK, MONTHS_PER_YEAR, WEEKS_PER_YEAR

if TYPE_CHECKING:
    from simpy import Event

Process = Generator["Event", Any, None]  # yields what it waits for; SimPy goes on with it when that has come

WEEK: Final = HOURS_PER_WEEK
YEAR: Final = WEEKS_PER_YEAR * WEEK
MONTH: Final = YEAR / MONTHS_PER_YEAR
