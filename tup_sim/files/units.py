"""Reads a value with its unit (``20 %``, ``38 hours``, ``EUR 500``) in the unit a parameter is declared in.

A year has 52 weeks and 12 months, a week 7 days of 24 hours. A unit that is left out, wholly or after ``per``,
is the declared one. Fractions keep ``20 %`` exactly 0.2. Dutch words are understood as the English ones.
A point in time (``week 52``) is no length of time (``52 weeks``): where one is declared, the other is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tup_sim.files.synonyms import UNITS

HOURS = {
    "second": Fraction(1, 3600),
    "minute": Fraction(1, 60),
    "hour": Fraction(1),
    "day": Fraction(24),
    "week": Fraction(168),
    "month": Fraction(168 * 52, 12),
    "year": Fraction(168 * 52),
}
SAME = {**UNITS, "eur": "EUR", "min": "minute", "h": "hour", "s": "second"}
# What a percentage can stand for; the empty word is a bare rate, as in "per year".
SHARES = {"share", "probability", "0-1", "ratio", "factor", "fte", "work pressure", ""}

_NUMBER = r"[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})"
_NUMBER_FIRST = re.compile(rf"({_NUMBER})\s*([^\d\s.,].*)")
_WORD_FIRST = re.compile(rf"(EURO?|\u20ac)\s*({_NUMBER})(.*)", re.IGNORECASE)
_POINT = re.compile(rf"week\s*({_NUMBER})", re.IGNORECASE)
_MONEY = re.compile(r"\beur(?:o'?s?)?\b|\u20ac", re.IGNORECASE)
POINT = "week"  # declared unit of a point in time; that of a length is weeks


@dataclass(frozen=True)
class Unit:
    """A unit taken apart: ``EUR per volunteer-year`` is what=EUR, per=volunteer, per_hours=8736.

    Attributes:
        what: the thing counted, in the singular; empty for a bare rate (``per year``).
        of: what the thing is a part of (``the subsidy``), or ``before``.
        per: noun after ``per``, without its time.
        hours: length of ``what`` in hours, if it is a time.
        per_hours: length of the time after ``per`` in hours, if there is one.
    """

    what: str
    of: str
    per: str
    hours: Fraction | None
    per_hours: Fraction | None

    @property
    def is_rate(self) -> bool:
        """Whether anything stands after ``per``."""
        return bool(self.per) or self.per_hours is not None


def convert(text: str, declared: str) -> float | None:
    """The number in the declared unit that the text says; None if it says no such number."""
    if declared == POINT:
        point = _POINT.fullmatch(text.strip())
        return float(Fraction(point[1])) if point else None
    split = _split(text.strip())
    if split is None or declared == "-":
        return None
    amount, unit = split
    factor = _factor(taken_apart(unit), taken_apart(declared))
    return None if factor is None else float(amount * factor)


def is_money(value: object) -> bool:
    """Whether a text speaks of euros."""
    return isinstance(value, str) and bool(_MONEY.search(value))


def _split(text: str) -> tuple[Fraction, str] | None:
    """Number and unit of a text: '20 %' or 'EUR 500 per year'."""
    if match := _NUMBER_FIRST.fullmatch(text):
        return Fraction(match[1]), match[2]
    if match := _WORD_FIRST.fullmatch(text):
        return Fraction(match[2]), match[1] + match[3]
    return None


@cache
def taken_apart(unit: str) -> Unit:
    """Take a unit apart; ``/`` and ``a`` mean ``per``."""
    text = re.sub(r"\s*/\s*|\s+an?\s+", " per ", f" {unit} ").replace("\u20ac", "EUR").replace("%", "% ")
    words = " ".join(UNITS.get(word.lower(), word) for word in text.replace("\u2019", "'").split())
    head, *per = re.split(r"(?:^|\s)per\s", words, maxsplit=1)
    what, of = _head(head.strip())
    noun, per_hours = _denominator(per[0] if per else "")
    return Unit(what, of, noun, HOURS.get(what), per_hours)


def _head(text: str) -> tuple[str, str]:
    """The thing and what it is a part of: 'share of worked hours', 'weeks before'."""
    if text.endswith(" before"):
        return _singular(text.removesuffix(" before")), "before"
    what, _, of = text.partition(" of ")
    return _singular(what), of


def _denominator(text: str) -> tuple[str, Fraction | None]:
    """Noun and time after 'per': 'volunteer-year', 'contact', 'week'."""
    words = [_singular(word) for word in re.split(r"[-\s]", text) if word]
    hours = HOURS.get(words[-1]) if words else None
    return " ".join(words if hours is None else words[:-1]), hours


def _singular(word: str) -> str:
    word = word.strip().lower()
    if word in SAME:
        return SAME[word]
    if word.endswith("ies"):
        word = word.removesuffix("ies") + "y"
    elif word.endswith("s") and len(word) > 2:
        word = word.removesuffix("s")
    return SAME.get(word, word)


def _factor(said: Unit, declared: Unit) -> Fraction | None:
    """By what a number in the unit said must be multiplied; None if the two do not measure the same."""
    what, per = _what_factor(said, declared), _per_factor(said, declared)
    return None if what is None or per is None or said.of not in ("", declared.of) else what * per


def _what_factor(said: Unit, declared: Unit) -> Fraction | None:
    if said.what == "%":
        return Fraction(1, 100) if declared.what.lower() in SHARES else None
    if said.hours is not None and declared.hours is not None:
        return said.hours / declared.hours
    return Fraction(1) if said.what in ("", declared.what) else None


def _per_factor(said: Unit, declared: Unit) -> Fraction | None:
    if not said.is_rate:
        return Fraction(1)
    if said.per not in ("", declared.per):
        return None
    if said.per_hours is None or declared.per_hours is None:
        return Fraction(1) if said.per_hours is declared.per_hours and said.per == declared.per else None
    return declared.per_hours / said.per_hours
