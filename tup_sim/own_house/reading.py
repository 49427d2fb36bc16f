"""What people write as an answer: 5,2 and 5.2, 480.000 and 480k, two half-times, 1 juli 2027.

A dot or a comma before three digits means thousands where money or people are counted, and decimals where posts or
hours are: whoever asks shows back what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tup_sim.errors import Message, TupSimError, one_line
from tup_sim.files.calendar import day_in, meant_by
from tup_sim.files.guesses import respelt
from tup_sim.files.numerals import PLAIN, plain_signs, rewritten
from tup_sim.files.synonyms import (
    AND,
    CHOICES,
    NO_IDEA,
    NOTHING,
    NUMBERS,
    OF_WHICH,
    PART_OF_A_POST,
    PARTS_OF_A_YEAR,
    SPARED_IN_WORDS,
    SUBSIDIES,
    YEARS,
    the_word,
)
from tup_sim.files.units import convert, is_money
from tup_sim.own_house.questions import Answers, Budget, Cut, Kind, Question, When, value_of

FULL_TIME = 38.0  # hours a week, until the question is answered
_ONE_NUMBER = re.compile(r"\D*?(?P<minus>-\s*)?(?P<number>\d+(?:\.\d*)?|\.\d+)\D*")
_PARTS = re.compile(rf"\s*(?:[+;\n]|,\s|\b(?:{'|'.join(AND)})\b)\s*", re.IGNORECASE)
_OF_WHICH = re.compile(rf"\s*[,(]?\s*\b(?:{'|'.join(OF_WHICH)})\b\s*", re.IGNORECASE)
_SIZES = "|".join(sorted(map(re.escape, PART_OF_A_POST), key=len, reverse=True))
_OF_A_SIZE = re.compile(
    rf"(?P<n>.*?)\s*(?:[x\u00d7*]\s*)?\b(?P<size>{_SIZES})(?:e|en|s|er|ers)?\b\D*", re.IGNORECASE
)
_PERCENT = re.compile(
    r"(?:(?P<n>[^%]+?)\s*[x\u00d7*]\s*)?(?P<part>[\d.,]+)\s*(?:%|procent|percent|per cent)\s*(?P<of>\D*)"
)
_WEEK = re.compile(r"week\s*(\d+)")
_LISTED = re.compile(r"[,;\n]\s")  # parts one after the other, where nobody says that they are added
_TWO_NUMBERS = re.compile(r"(?:^|[+;])\s*\d+\s*,\s+\d")  # 5, 2 may be a decimal that was mistyped
_BARE = re.compile(r"(?:[\W\d_]|eur|euro|k|mln)*", re.IGNORECASE)  # an amount that says not what it is
_LETTER_FOR_DIGIT = re.compile(r"\d[oOlI](?![a-z])|(?<![a-zA-Z])[oO]\d")  # 3o, 1l, o5
_MANY = [
    word for word, number in NUMBERS.items() if number not in ("0", "1")
]  # "een" says other things as well
_IN_WORDS = re.compile(rf"\b(?:(?:{'|'.join(_MANY)})(?:tal)?|dozijn|dozen)\b", re.IGNORECASE)
_OTHER_PERIOD = re.compile(rf"\bper\s+(?!{'|'.join(YEARS)})|{'|'.join(PARTS_OF_A_YEAR)}", re.IGNORECASE)
UNCLEAR_BELOW = 100  # 12 may be 12 % or 12 euro
YEARS_OF_A_CUT = range(1950, 2200)  # another year was mistyped
ONE_SHARE = (
    "'{text}' is not one percentage of the subsidy; write it as 10 % of the subsidy, or as an amount in EUR"
)
WHOLE_OR_SOURCES = (
    "'{text}' may be a whole and a part of it, or several sources; write 480,000 of which 400,000 subsidy, or "
    "80,000 gifts + 400,000 subsidy"
)


def read(question: Question, text: str, answers: Answers) -> Any:
    """What an answer means.

    Args:
        question: that was asked.
        text: the answer as it was written.
        answers: those given before.

    Raises:
        TupSimError: it means nothing that this question asks for; says what to write.
    """
    return _READERS[question.kind](plain_signs(text), question, answers)


def _amount(text: str, thousands: bool) -> float:
    """The one number of a text.

    Raises:
        TupSimError: there is none, more than one, or one below nought.
    """
    if _LETTER_FOR_DIGIT.search(text):
        raise TupSimError(
            Message("'{text}' has a letter among its digits; write figures alone", text=one_line(text))
        )
    written = [*respelt(text)] or [text]
    found = _ONE_NUMBER.fullmatch(written[0] if thousands else written[-1])
    in_words = _IN_WORDS.findall(written[0])
    if found is None or in_words:
        raise _not_understood(text, several=len(re.findall(r"\d+", written[0])) + len(in_words) > 1)
    if found["minus"]:
        raise TupSimError(Message("'{text}' is less than nothing; write 0 or more", text=one_line(text)))
    return float(found["number"])


def _not_understood(text: str, several: bool) -> TupSimError:
    if several:
        return TupSimError(Message("'{text}' is more than one number; write one", text=one_line(text)))
    return TupSimError(
        Message("there is no number in '{text}'; write one, as 12 or 5.2", text=one_line(text))
    )


def _is_nothing(text: str) -> bool:
    """Whether it says nought, or begins with a word for it; not if more comes of which something may be meant."""
    first, _, rest = text.lower().partition(" ")
    unclear = re.search(r"[\d,;+]", rest) or any(word in rest for word in NO_IDEA)
    return first.rstrip(".") in NOTHING and (not unclear)


def _within(value: float, question: Question) -> float:
    if not question.low <= value <= question.high:
        problem = Message(
            "{value:g} is not possible here; between {low:g} and {high:g}",
            value=value, low=question.low, high=question.high,
        )  # fmt: skip
        raise TupSimError(problem)
    return value


def _count(text: str, question: Question, answers: Answers) -> int:
    value = _within(_amount(text, thousands=True), question)
    if value != int(value):
        raise TupSimError(
            Message("'{text}' is no whole number; people are counted whole", text=one_line(text))
        )
    return int(value)


def _fte(text: str, question: Question, answers: Answers) -> float:
    if _TWO_NUMBERS.search(text):
        raise _not_understood(text, several=True)
    parts = [each for each in _PARTS.split(text) if each]
    week = value_of(answers, "week", FULL_TIME)
    return _within(round(sum(_posts(each, week) for each in parts or [text]), 6), question)


def _posts(text: str, week: float) -> float:
    """Full-time equivalents of a number, of so many half-times, a percentage, or hours a week."""
    if found := _PERCENT.fullmatch(text.lower()):
        return _times(found["n"]) * _amount(found["part"], thousands=False) / 100
    if found := _OF_A_SIZE.fullmatch(text):
        return _times(found["n"]) * float(PART_OF_A_POST[found["size"].lower()].rstrip(" %")) / 100
    hours = _converted(text, "hours per week", thousands=False)
    return hours / week if hours is not None else _amount(text, thousands=False)


def _times(text: str | None) -> float:
    return _amount(text, thousands=False) if text and text.strip() else 1.0


def _converted(text: str, unit: str, thousands: bool) -> float | None:
    """A number that stands with its unit, in the unit that is wanted."""
    written = [*respelt(text)]
    return convert(written[0 if thousands else -1], unit) if written else None


def _hours(text: str, question: Question, answers: Answers) -> float:
    hours = _converted(text, "hours per week", thousands=False)
    return _within(_amount(text, thousands=False) if hours is None else hours, question)


def measure(text: str, unit: str, times: float = 1.0) -> float:
    """A number that is asked in a unit, and may be said in another: 12,5 is so many weeks, 3 maanden is 13.

    Args:
        text: as it was written.
        unit: in which it is declared.
        times: how many times the declared number the asked one is, as 100 for a share that is asked in per cent.

    Raises:
        TupSimError: it is no number, more than one, or one below nought.
    """
    text = plain_signs(text)
    declared = _converted(text, unit, thousands=False)
    return _amount(text, thousands=False) if declared is None else declared * times


def bare(text: str) -> float | None:
    """The number of a text that says nothing besides; the larger one where it may be thousands or a decimal."""
    written = [*rewritten(plain_signs(text))]
    return float(written[0]) if written and PLAIN.fullmatch(written[0]) else None


def _euro(text: str) -> float:
    """Euros a year; a month's or a week's are made a year's."""
    euro = _converted(text, "EUR per year", thousands=True) if is_money(text) else None
    if euro is None and _OTHER_PERIOD.search(text):
        raise TupSimError(
            Message("'{text}' is not for a year; write what it is per year or per month", text=one_line(text))
        )
    return _amount(text, thousands=True) if euro is None else euro


def _budget(text: str, question: Question, answers: Answers) -> Budget:
    """In total, in total and the subsidy of it, or by source."""
    whole, *of_which = _OF_WHICH.split(text, maxsplit=1)
    if of_which:
        total, part = _euro(whole), of_which[0].strip(" )")
        return Budget(_within(total, question), _part_of(total, part))
    parts = [each for each in _PARTS.split(text) if each]
    if len(parts) < 2 and not _is_subsidy(text):
        return Budget(_within(_euro(text), question))
    if _LISTED.search(text) and any(_BARE.fullmatch(each) for each in parts):
        raise TupSimError(Message(WHOLE_OR_SOURCES, text=one_line(text)))
    euros = [(_is_subsidy(each), _euro(each)) for each in parts]
    total = sum(euro for _, euro in euros)
    return Budget(_within(total, question), sum(euro for is_subsidy, euro in euros if is_subsidy))


def _part_of(total: float, text: str) -> float:
    if found := _PERCENT.fullmatch(text.lower()):
        return total * _share(found, text)
    return _euro(text)


def _share(found: re.Match[str], text: str) -> float:
    """The share of one percentage of the subsidy, as a part of 1.

    Raises:
        TupSimError: it is several times something, or a share of something else.
    """
    of = found["of"].strip(" .)")
    if found["n"] or (of and not _is_subsidy(of)):
        raise TupSimError(Message(ONE_SHARE, text=one_line(text)))
    return _amount(found["part"], thousands=False) / 100


def _is_subsidy(text: str) -> bool:
    return any(word in text.lower() for word in SUBSIDIES)


def _cut(text: str, question: Question, answers: Answers) -> Cut:
    if _is_nothing(text):
        return Cut(0.0)
    if found := _PERCENT.fullmatch(text.lower()):
        share = _share(found, text)
        if share > 1:
            raise TupSimError(Message("a cut takes 100 % at most"))
        return Cut(share=share) if share else Cut(0.0)
    euro = _within(_euro(text), question)
    if 0 < euro < UNCLEAR_BELOW and not is_money(text):
        raise TupSimError(Message("is {n:g} in euro or in per cent? write EUR {n:g} or {n:g} %", n=euro))
    return Cut(euro=euro)


def _when(text: str, question: Question, answers: Answers) -> When:
    """A day, or the number of a week."""
    if found := _WEEK.fullmatch(text.lower()):
        return int(_within(float(found[1]), question))
    return _day(text)


def _day(text: str) -> date:
    found = day_in(text) or next(iter(meant_by(text)), None)
    if found is None or found.year not in YEARS_OF_A_CUT:
        problem = Message("'{text}' is no day; write it as 2027-07-01 or 1/7/2027", text=one_line(text))
        raise TupSimError(problem)
    return found


def _notice(text: str, question: Question, answers: Answers) -> When:
    """A length of time before the start, or a day."""
    if _is_nothing(text):
        return 0
    weeks = _converted(text, "weeks before", thousands=False)
    if weeks is not None:
        return round(_within(weeks, question))
    if re.fullmatch(r"\d+", text):
        return round(_within(float(text), question))
    try:
        return _day(text)
    except TupSimError:
        problem = Message(
            "'{text}' is no length of time and no day; write 3 months, 13 weeks or 2027-04-01",
            text=one_line(text),
        )  # fmt: skip
        raise TupSimError(problem) from None


def _choice(text: str, question: Question, answers: Answers) -> str:
    found = _chosen(text, question, {})
    if len(found) != 1:
        raise _choose(text, question)
    return found[0]


def _several(text: str, question: Question, answers: Answers) -> tuple[str, ...]:
    """Numbers or words, with commas between; nothing is a choice too."""
    parts = [each for each in re.split(r"[,;+]|\s+", text) if each and each.lower() not in AND]
    if _is_nothing(text) and not any(_chosen(each, question, SPARED_IN_WORDS) for each in parts):
        return ()
    found = [name for each in parts for name in _chosen(each, question, SPARED_IN_WORDS)]
    if not found or any(not _chosen(each, question, SPARED_IN_WORDS) for each in parts):
        raise _choose(text, question)
    return tuple(each for each in question.choices if each in found)


def _chosen(text: str, question: Question, words: Mapping[str, str]) -> list[str]:
    """The choice that a number, its name or the beginning of a word for it means."""
    word = the_word(text)
    if word.isdecimal():
        return [*question.choices[int(word) - 1 : int(word)]] if int(word) else []
    meant = {word, *CHOICES.get(word, ()), *(name for begin, name in words.items() if word.startswith(begin))}
    return [each for each in question.choices if each in meant]


def _choose(text: str, question: Question) -> TupSimError:
    problem = Message(
        "'{text}' is none of these; write a number from 1 to {n}",
        text=one_line(text),
        n=len(question.choices),
    )
    return TupSimError(problem)


_READERS: Mapping[Kind, Callable[[str, Question, Answers], Any]] = {
    Kind.COUNT: _count,
    Kind.FTE: _fte,
    Kind.HOURS: _hours,
    Kind.BUDGET: _budget,
    Kind.CHOICE: _choice,
    Kind.CUT: _cut,
    Kind.DAY: _when,
    Kind.NOTICE: _notice,
    Kind.SEVERAL: _several,
}
