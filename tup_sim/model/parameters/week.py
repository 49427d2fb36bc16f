"""The open hours of a week, in hours after Monday midnight."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tup_sim.errors import Message

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS_PER_WEEK = 168.0
WEEKS_PER_YEAR = 52.0
WEEKS_PER_MONTH = WEEKS_PER_YEAR / 12
MONTHS_PER_WEEK = 12.0 / 52.0
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
    midnight = 24.0 * DAYS.index(match[1])
    start, end = int(match[2]) + int(match[3]) / 60, int(match[4]) + int(match[5]) / 60
    if not start < end <= 24:
        raise ValueError(
            Message("open_dayparts: '{text}' must end after it starts, on the same day", text=text)
        )
    part = "morning" if start < 12 else "afternoon" if start < 17 else "evening"
    return DayPart(midnight + start, midnight + end, part)
