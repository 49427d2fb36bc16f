"""What somebody may have meant who wrote something that is no number here: other spellings, changes, sizes of posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tup_sim.files.numerals import PLAIN, in_figures, plain_signs, rewritten
from tup_sim.files.synonyms import FILLERS, LESS, MONTHS, MORE, PART_OF_A_POST, TIMES
from tup_sim.files.units import convert

_FILLER = re.compile(rf"(?:{'|'.join(re.escape(word) for word in FILLERS)})\s+(.+)", re.IGNORECASE)
_UNIT_FIRST = re.compile(r"(wk|weken|months?|maand(?:en)?|days?|dag(?:en)?)\.?\s+(\d\S*)", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/]\d{1,2}|(19|20)\d\d|.*\bq[1-4]\b.*",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b", re.IGNORECASE)
_MONTHS = re.compile(r"\b(months?|maand(en)?)\b", re.IGNORECASE)

Reader = Callable[[str], float | None]


def respelt(text: str) -> Iterator[str]:
    """The text in signs and words the program reads."""
    plain = plain_signs(text)
    if filler := _FILLER.fullmatch(plain):
        plain = filler[1]
    if turned := _UNIT_FIRST.fullmatch(plain):
        plain = f"{turned[2]} {turned[1]}"
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


def relative(text: str, read: Reader, now: float) -> float | None:
    """The new value if the text says how much the value in force changes; None if it does not."""
    found = _change(text, read)
    return None if found is None else now * found[0] + found[1]


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
