"""Days of the calendar in a file: which week they lie in, counted from the Monday that ``starts:`` names.

Nobody asks what day it is today: without ``starts:`` a day says nothing, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.hints import pasted, write_lines
from tup_sim.files.strict_yaml import Node, described
from tup_sim.files.synonyms import MONTHS_BY_NUMBER

STARTS = "starts"
EXAMPLE = "2027-01-04"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_BY_NUMBER = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTH = re.compile(r"(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/. ](\d{4}))")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})"
)

_first_day: ContextVar[date | None] = ContextVar("Monday of week 0", default=None)


class Begin(NamedTuple):
    """The Monday of week 0, and the place that says so."""

    day: date
    where: str


@contextmanager
def counting_from(day: date | None) -> Iterator[None]:
    """While files are read, days are counted from this Monday; None: nobody said which."""
    token = _first_day.set(day)
    try:
        yield
    finally:
        _first_day.reset(token)


def first_day() -> date | None:
    """The Monday of week 0 in what is read; None if nobody said which."""
    return _first_day.get()


def read_starts(node: Node | None) -> Begin | None:
    """Read ``starts: 2027-01-04``.

    Raises:
        ScenarioError: it is no day, or no Monday; says which Mondays are nearest.
    """
    if node is None:
        return None
    day = day_in(node.value)
    if day is None:
        problem = Message("starts: expects the day of a Monday, not {what}", what=described(node))
        lines = write_lines(pasted(node.spot, str(each)) for each in meant_by(node.value))
        raise ScenarioError(problem, node.where, lines or Message("as {day}", day=EXAMPLE))
    if day.weekday():
        problem = Message("starts: {day} is no Monday", day=day)
        near = sorted((monday_of(day), monday_of(day) + timedelta(weeks=1)), key=lambda each: abs(each - day))
        raise ScenarioError(problem, node.where, write_lines(pasted(node.spot, str(each)) for each in near))
    return Begin(day, node.where)


def roughly(node: Node | None) -> date | None:
    """The Monday of week 0 as far as it can be seen: what is wrong with it is told by ``read_starts``."""
    day = None if node is None else day_in(node.value)
    return None if day is None else monday_of(day)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def day_in(value: object) -> date | None:
    """The day that a text says as year-month-day; None if it says none."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO.fullmatch(value.strip()):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def meant_by(value: object) -> list[date]:
    """The days that a text may mean in other spellings, the likeliest first: 4/1/2027 is the 4th of January here.

    A month is its first day.
    """
    text = str(value).strip().lower()
    found: list[tuple[int, int, int]] = []
    if by_number := _BY_NUMBER.fullmatch(text):
        one, other, last, year, month, day = (int(each or 0) for each in by_number.groups())
        found = [(year, month, day)] if year else [(last, other, one), (last, one, other)]
    elif whole := _MONTH.fullmatch(text):
        found = [(int(whole[1] or whole[4]), int(whole[2] or whole[3]), 1)]
    elif in_words := _IN_WORDS.fullmatch(text):
        before, word, after, in_year = in_words.groups()
        found = [(int(in_year), MONTHS_BY_NUMBER.get(word[:3], 0), int(before or after or 1))]
    return [*dict.fromkeys(day for each in found for day in _days(*each))]


def _days(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def week_of(node: Node) -> int | None:
    """The week in which a day lies that stands here; None if no day does, or none can be counted.

    Raises:
        ScenarioError: the day is before the Monday of week 0.
    """
    day, begin = day_in(node.value), first_day()
    if day is None or begin is None:
        return None
    if day < begin:
        problem = Message(
            "{day} is before the start, {begin}, which is the Monday of week 0", day=day, begin=begin
        )
        hint = Message("choose a later day, or let starts: be a Monday before it")
        raise ScenarioError(problem, node.where, hint)
    return (day - begin).days // 7


def as_a_day(node: Node) -> str:
    """What to write instead of a day in another spelling; empty if it is none, or nobody said what week 0 is."""
    if first_day() is None or day_in(node.value) is not None:
        return ""
    return write_lines(pasted(node.spot, str(each)) for each in meant_by(node.value))


def in_the_week_of(node: Node) -> str:
    """What a week was made from, as its reason; empty if it was written as a week."""
    day = day_in(node.value)
    return f"the week of {day}" if day is not None else ""
