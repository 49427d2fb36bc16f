"""Numbers as people write them: what ``480.000``, ``2,5`` or ``0,48 mln`` may mean, in signs the program reads.

The program itself reads a decimal point, no comma, and nothing between thousands. What else people write is told
apart here, so that a message can say what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tup_sim.files.lookalikes import with_plain_signs
from tup_sim.files.synonyms import MULTIPLES, NUMBERS

PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_THOUSANDS = r"[1-9]\d{0,2}"
_UNCLEAR = re.compile(rf"({_THOUSANDS})[.,](\d{{3}})")
_COMMA = re.compile(r"(\d+),(\d+)")
_GROUPED = re.compile(rf"({_THOUSANDS}(?:(?P<sign>[.,'_\s])\d{{3}})(?:(?P=sign)\d{{3}})*)(?:[.,](\d+))?")
_PART = re.compile(r"(\d{1,4})\s?/\s?(\d{1,4})")
_NUMERAL = re.compile(r"(?:\d|\.(?=\d))(?:(?:[.,'_]|\s?/\s?|\s(?=\d{3}(?!\d)))?\d)*")
_MULTIPLE = re.compile(rf"\s?({'|'.join(sorted(MULTIPLES, key=len, reverse=True))})\b", re.IGNORECASE)


class Numeral(NamedTuple):
    """A number in a text: what it may mean, and where it stands."""

    meanings: tuple[str, ...]
    start: int
    end: int


def plain_signs(text: str) -> str:
    """The text with the signs of a keyboard, without quotes around it."""
    return " ".join(with_plain_signs(text).split()).strip("'\" ")


def meanings(numeral: str) -> tuple[str, ...]:
    """What a number without a sign may mean, as a plain number; two if it may be thousands or a decimal."""
    if found := _UNCLEAR.fullmatch(numeral):
        whole, part = found.groups()
        return f"{whole}{part}", whole if part == "000" else f"{whole}.{part}0"
    if PLAIN.fullmatch(numeral):
        return (numeral,)
    if found := _COMMA.fullmatch(numeral):
        return (f"{found[1]}.{found[2]}",)
    if found := _GROUPED.fullmatch(numeral):
        return (re.sub(r"\D", "", found[1]) + (f".{found[3]}" if found[3] else ""),)
    if (found := _PART.fullmatch(numeral)) and int(found[2]):
        return (in_figures(Fraction(int(found[1]), int(found[2]))),)
    return ()


def numeral_in(text: str) -> Numeral | None:
    """The first number in a text, with the word for thousands or millions behind it."""
    found = _NUMERAL.search(text)
    if found is None:
        return None
    meant, end = meanings(found[0]), found.end()
    if multiple := _MULTIPLE.match(text, end):
        factor = MULTIPLES[multiple[1].lower()]
        meant = tuple(in_figures(Fraction(each.rstrip(".")) * factor) for each in meant[-1:])
        end = multiple.end()
    return Numeral(meant, found.start(), end)


def rewritten(text: str) -> Iterator[str]:
    """The text with keyboard signs, once for everything its number may mean."""
    plain = plain_signs(text)
    if (word := NUMBERS.get(plain.lower())) is not None:
        yield word
    found = numeral_in(plain)
    for meant in found.meanings if found else ():
        yield f"{plain[: found.start]}{meant}{plain[found.end :]}" if found else plain


def in_figures(value: float | Fraction) -> str:
    """A number as the program reads it: at most six digits behind the point, never three that look like thousands."""
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return unmistakable(text)


def unmistakable(text: str) -> str:
    """A plain number with one more zero if its decimals could be read as thousands."""
    return f"{text}0" if _UNCLEAR.fullmatch(text.lstrip("-+")) else text


def mistakable(text: str) -> bool:
    """Whether a number with decimals could be read as thousands, or was written not to be."""
    return bool(_UNCLEAR.fullmatch(text.removesuffix("0")))
