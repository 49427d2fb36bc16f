"""What somebody may have meant who wrote something that is no number here: other spellings, changes, sizes of posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tup_sim.files.numerals import PLAIN, in_figures, plain_signs, rewritten
from tup_sim.files.synonyms import FILLERS, LESS, MONTHS, MORE, NUMBERS, PART_OF_A_POST, TIMES
from tup_sim.files.units import POINT, convert, taken_apart

_FILLER = re.compile(rf"(?:{'|'.join(re.escape(word) for word in FILLERS)})\s+(.+)", re.IGNORECASE)
_UNIT_FIRST = re.compile(r"(months?|maand(?:en)?|days?|dag(?:en)?)\.?\s+(\d\S*)", re.IGNORECASE)
_WEEK_FIRST = re.compile(r"(?:wk|weeks?|weken)\.?\s*(\d\S*)", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{4}-?w\d{1,2}|w(?:ee)?k\s*\d{1,2}\D+(19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/]\d{1,2}|(19|20)\d\d|.*\bq[1-4]\b.*",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b", re.IGNORECASE)
_MONTHS = re.compile(r"\b(months?|maand(en)?)\b", re.IGNORECASE)

_NO_CENTS = re.compile(r"(?<=\d)[.,]-+")  # EUR 500,-
_IN_WORDS = re.compile(rf"(?:an? |een )?({'|'.join(NUMBERS)})\s+(?:an? )?(\S.*)", re.IGNORECASE)
PEOPLE = {"person", "client", "volunteer", "starter", "unit", "place", "post"}

Reader = Callable[[str], float | None]


def respelt(text: str) -> Iterator[str]:
    """The text in signs and words the program reads."""
    plain = _NO_CENTS.sub("", plain_signs(text))
    if filler := _FILLER.fullmatch(plain):
        plain = filler[1]
    if in_words := _IN_WORDS.fullmatch(plain):
        plain = f"{NUMBERS[in_words[1].lower()]} {in_words[2]}"
    if turned := _UNIT_FIRST.fullmatch(plain):
        plain = f"{turned[2]} {turned[1]}"
    if point := _WEEK_FIRST.fullmatch(plain):
        plain = f"{POINT} {point[1]}"
    yield from rewritten(plain)


def of_a_post(text: str, group: str, in_force: Callable[[str], Any]) -> Iterator[str]:
    """The size of one post, from a word, hours a week, or full-time equivalents of all posts together."""
    plain = plain_signs(text)
    if size := PART_OF_A_POST.get(plain.lower()):
        yield size
    for each in rewritten(plain):
        hours = convert(each, "hours per week")
        if hours is not None and (week := in_force("contract_hours")):
            yield _part(hours / week)
        total = float(each) if PLAIN.fullmatch(each) else convert(each, "FTE")
        posts = in_force(f"{group}.posts")
        if total is not None and posts and 1 < total <= posts:
            yield _part(total / posts)


def of_the_subsidy(text: str, in_force: Callable[[str], Any]) -> Iterator[str]:
    """The part of the subsidy that an amount of money is."""
    subsidy = (in_force("income") or 0) * (in_force("subsidy_share") or 0)
    for each in rewritten(text):
        amount = float(each) if PLAIN.fullmatch(each) else convert(each, "EUR")
        if amount is not None and subsidy and 100 < amount <= subsidy:
            yield _part(amount / subsidy)


def a_number_of(text: str, unit: str) -> Iterator[str]:
    """The bare number of ``65 volunteers`` where persons are counted."""
    number, _, what = text.partition(" ")
    if PLAIN.fullmatch(number) and {taken_apart(what).what, taken_apart(unit).what} <= PEOPLE:
        yield number


def as_a_point(text: str, start: float | None, horizon: float | None) -> Iterator[str]:
    """The week that a length of time ends in: counted from the start of the same thing, or from week 0.

    Args:
        text: what was written.
        start: week in which the thing starts that ends here; None if nothing does.
        horizon: weeks that are reported, in which everything happens; None if they are not known.
    """
    length = convert(text, "weeks")
    for begin in (start or 0, 0) if length is not None else ():
        week = round(begin + (length or 0))
        if (start is None or week > start) and (horizon is None or week < horizon):
            yield f"{POINT} {week}"


def as_a_length(text: str, unit: str, start: float | None) -> Iterator[str]:
    """The time between a week and the start of the same thing; or as many weeks as the week has for a number.

    Args:
        text: what was written.
        unit: of the length: weeks before that start, or after it.
        start: the week of that start; None if there is none.
    """
    week = convert(text, POINT)
    before = " before" if taken_apart(unit).of == "before" else ""
    if week is None:
        return
    between = None if start is None else start - week if before else week - start
    for length in (between, week):
        if length is not None and length > 0:
            yield f"{in_figures(length)} weeks{before}"


def relative(text: str, read: Reader, now: float, in_points: bool) -> Iterator[float]:
    """The new value if the text says how much the value in force changes.

    Args:
        text: what was written.
        read: reads a number in the unit of the value.
        now: the value in force.
        in_points: also with a percentage taken as points, as people do with a share.
    """
    found = _change(text, read)
    if found is not None:
        yield now * found[0] + found[1]
        if in_points and found[1] == 0:
            yield now + found[0] - 1


def is_relative(text: str, read: Reader) -> bool:
    """Whether the text says how much something changes."""
    return _change(text, read) is not None


def is_date(text: str) -> bool:
    """Whether the text is a day, a month or a year of the calendar."""
    return bool(_DATE.fullmatch(text.strip()) or _MONTH.search(text))


def names_a_month(text: str) -> bool:
    """Whether the text counts in months."""
    return bool(_MONTHS.search(text))


def _part(value: float) -> str:
    return in_figures(float(f"{value:.4g}"))


def _change(text: str, read: Reader) -> tuple[float, float] | None:
    """A change as factor and amount: -12 % is (0.88, 0), -5000 is (1, -5000)."""
    rest, sign = _without_sign(plain_signs(text).lower())
    amount = next(rewritten(rest), rest)
    percent = convert(amount, "share")
    if sign == "times" or (sign == "" and percent is not None and read(amount) is None):
        factor = float(amount) if PLAIN.fullmatch(amount) else percent
        return None if factor is None else (factor, 0.0)
    if sign == "":
        return None
    direction = -1 if sign == "less" else 1
    if percent is not None:
        return 1 + direction * percent, 0.0
    value = read(amount)
    return None if value is None else (1.0, direction * value)


def _without_sign(text: str) -> tuple[str, str]:
    """The text without the word for less, more or times at its begin or end, and which it was."""
    for sign, words in (("less", LESS), ("more", MORE), ("times", TIMES)):
        for word in words:
            if text.startswith(word) and not text.removeprefix(word)[:1].isalpha():
                return text.removeprefix(word).strip(), sign
            if text.endswith(f" {word}"):
                return text.removesuffix(word).strip(), sign
    return text, ""
