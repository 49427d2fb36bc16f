"""Weekly sums under a name: the compact form in which a run is remembered.

A row has one number for every week of the run, warm-up included. Outside this file weeks count from week 0
(the end of the warm-up), so the warm-up has negative weeks.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Final

from tup_sim.model.constants import LESS_THAN_A_SECOND
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import HOURS_PER_WEEK, RECENT_WEEKS, WEEKS_PER_YEAR

HOURS: Final = HOURS_PER_WEEK
PER_HOUR: Final = 1.0 / HOURS
YEAR: Final = int(WEEKS_PER_YEAR)
HALF_YEAR: Final = YEAR // 2  # weeks
QUARTER: Final = HALF_YEAR // 2  # weeks
FOUR_WEEKS: Final = RECENT_WEEKS  # what outcomes look back on that say how things are now
TINY: Final = LESS_THAN_A_SECOND  # hours; what is told at the end of a week belongs to that week


class Weeks:
    """Rows of weekly sums of one run.

    Attributes:
        warmup, horizon, count: weeks before week 0, from week 0 on, and together.
        end: end of the run, hours on the clock.
    """

    def __init__(self, parameters: Parameters) -> None:
        self.warmup, self.horizon = parameters.warmup, parameters.horizon
        self.count = self.warmup + self.horizon
        self.end = self.count * HOURS
        self._rows: dict[str, list[float]] = {}

    def row(self, name: str) -> list[float]:
        """The row of that name, for writing; new rows are zero."""
        found = self._rows.get(name)
        if found is None:
            found = self._rows[name] = [0.0] * self.count
        return found

    def put(self, name: str, values: Iterable[float]) -> None:
        """Write a whole row."""
        self._rows[name] = list(values)

    def add_up(self, name: str, names: Iterable[str]) -> None:
        """Write a row that is the sum of others."""
        self.put(name, (fsum(each) for each in zip(*map(self.row, names), strict=True)))

    def sum(self, name: str, start: int, end: int) -> float:
        """Sum over the weeks from start (included) to end (not included); 0 for a name nobody wrote."""
        row = self._rows.get(name)
        if row is None:
            return 0.0
        return fsum(row[max(0, start + self.warmup) : max(0, end + self.warmup)])

    def span(self, start: int, end: int) -> int:
        """How many weeks of the run lie between start and end."""
        return max(0, min(self.horizon, end) - max(-self.warmup, start))

    def hour(self, week: float) -> float:
        """Hours on the clock at the beginning of a week."""
        return (week + self.warmup) * HOURS


def week_of(now: float) -> int:
    """Number of the week, from the start of the run, to which an event at this hour belongs."""
    return int((now - TINY) * PER_HOUR)
