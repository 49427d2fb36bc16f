"""The open hours of a week, in hours after Monday midnight."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from tup_sim.errors import Message

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# A year of the model has 52 weeks and twelve months of equal length; days have 24 hours and no summer time.
MINUTES_PER_HOUR: Final = 60.0
HOURS_PER_DAY: Final = 24.0
DAYS_PER_WEEK: Final = 7.0
MONTHS_PER_YEAR: Final = 12.0
WEEKS_PER_YEAR: Final = 52.0
HOURS_PER_WEEK: Final = HOURS_PER_DAY * DAYS_PER_WEEK
WEEKS_PER_MONTH: Final = WEEKS_PER_YEAR / MONTHS_PER_YEAR
MONTHS_PER_WEEK: Final = MONTHS_PER_YEAR / WEEKS_PER_YEAR
NOON, EVENING = 12, 17  # hours of the day: where ``demand_profile`` parts morning, afternoon and evening
WEEKEND = HOURS_PER_DAY * DAYS.index("Sat")  # hours after Monday midnight
RECENT_WEEKS = (
    4  # what "lately" means in the definitions of work pressure, load, overtime and hours of a week
)
ALWAYS = "24/7"


class DayPart(NamedTuple):
    """One open day-part: hours after Monday midnight, and its part of the day."""

    start: float
    end: float
    part: str

    @property
    def hours(self) -> float:
        """Length in hours."""
        return self.end - self.start


@cache  # asked whenever parameters are checked: a sweep does so thousands of times
def read_dayparts(texts: tuple[str, ...]) -> tuple[DayPart, ...]:
    """Turn ``("Mon 08:30-12:30", ...)`` into day-parts in order of time.

    Raises:
        ValueError: a text that is no day-part, ends before it starts or overlaps another one.
    """
    if texts == (ALWAYS,):
        return (DayPart(0.0, HOURS_PER_WEEK, "morning"),)
    parts = sorted(_read(text) for text in texts)
    for earlier, later in pairwise(parts):
        if later.start < earlier.end:
            raise ValueError(Message("open_dayparts: two day-parts overlap"))
    if not parts:
        raise ValueError(Message("open_dayparts: the organisation must be open at least once a week"))
    return tuple(parts)


def _read(text: str) -> DayPart:
    match = re.fullmatch(r"(\w{3}) (\d\d):(\d\d)-(\d\d):(\d\d)", text)
    if match is None or match[1] not in DAYS:
        what = "open_dayparts: '{text}' is no day-part; write it as 'Mon 08:30-12:30', or '24/7' alone"
        raise ValueError(Message(what, text=text))
    midnight = HOURS_PER_DAY * DAYS.index(match[1])
    times = ((match[2], match[3]), (match[4], match[5]))
    start, end = (int(hours) + int(minutes) / MINUTES_PER_HOUR for hours, minutes in times)
    if not start < end <= HOURS_PER_DAY:
        raise ValueError(
            Message("open_dayparts: '{text}' must end after it starts, on the same day", text=text)
        )
    part = "morning" if start < NOON else "afternoon" if start < EVENING else "evening"
    return DayPart(midnight + start, midnight + end, part)
