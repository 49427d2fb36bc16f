"""Questions, answers and findings in words of either language; loads nothing heavy, so that asking begins at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tup_sim.own_house.questions import Answers, Budget, Cut, Question, value_of
from tup_sim.texts import say, written


def numeral(value: float, lang: str, places: int = 0) -> str:
    """A number as people of a language write it; with no more decimals than it has."""
    text = f"{value:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return written(lang, text)


def question_text(question: Question, lang: str) -> str:
    """What is asked."""
    return say(lang, f"own-ask-{question.key}")


def explanation(question: Question, lang: str) -> str:
    """What is said to who answers with a question mark."""
    return say(lang, f"own-why-{question.key}")


def choices(question: Question, lang: str) -> list[str]:
    """What can be chosen, each in a line."""
    return [say(lang, f"own-{question.key}-{each}") for each in question.choices]


def suggestion_text(question: Question, text: str, lang: str) -> str:
    """A suggested answer as people of a language write it."""
    if question.choices:
        return str(question.choices.index(text) + 1) if text in question.choices else text
    number, space, unit = text.partition(" ")
    if unit == "weeks":
        return say(lang, "own-weeks", n=number)
    return numeral(float(number), lang, 3) if not space and _is_number(number) else text


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def understood(key: str, answers: Answers, lang: str, subsidy: float | None = None) -> str:
    """What was understood, to be shown back.

    Args:
        key: of the question.
        answers: all so far.
        lang: ``en`` or ``nl``.
        subsidy: EUR a year that a cut can take from; None if that is not known.
    """
    value = value_of(answers, key)
    if key in _SHOWN:
        return _SHOWN[key](value, answers, lang)
    if key == "cut":
        return _cut(value, lang, subsidy)
    return say(lang, f"own-shown-{key}", n=numeral(value, lang, 3))


def _fte(value: float, answers: Answers, lang: str) -> str:
    people = value_of(answers, "people", 0)
    if not people or not value:
        return say(lang, "own-shown-fte", n=numeral(value, lang, 3))
    return say(lang, "own-shown-fte-each", n=numeral(value, lang, 3), each=numeral(value / people, lang, 2))


def _budget(value: Budget, answers: Answers, lang: str) -> str:
    if value.subsidy is None:
        return say(lang, "own-shown-budget", total=numeral(value.total, lang))
    return say(
        lang, "own-shown-budget-of", total=numeral(value.total, lang), subsidy=numeral(value.subsidy, lang)
    )


def _cut(value: Cut, lang: str, subsidy: float | None) -> str:
    if not value.planned:
        return say(lang, "own-shown-no-cut")
    euro = value.euro if value.euro else (value.share or 0.0) * (subsidy or 0.0)
    share = value.share if value.share else euro / subsidy if subsidy else 0.0
    return say(lang, "own-shown-cut", euro=numeral(euro, lang), percent=numeral(100 * share, lang, 1))


def day_text(day: date, lang: str) -> str:
    """A day in words."""
    return f"{day.day} {say(lang, 'own-months').split()[day.month - 1]} {day.year}"


def _day(value: Any, answers: Answers, lang: str) -> str:
    return say(lang, "own-shown-week", n=value) if isinstance(value, int) else day_text(value, lang)


def _notice(value: Any, answers: Answers, lang: str) -> str:
    if isinstance(value, int):
        return say(lang, "own-shown-notice", n=value) if value else say(lang, "own-shown-no-notice")
    return day_text(value, lang)


def _pattern(value: str, answers: Answers, lang: str) -> str:
    return say(lang, f"own-pattern-{value}")


def _spared(value: tuple[str, ...], answers: Answers, lang: str) -> str:
    return "; ".join(say(lang, f"own-spared-{each}") for each in value) or say(
        lang, "own-shown-nothing-spared"
    )


def _week(value: float, answers: Answers, lang: str) -> str:
    return say(lang, "own-shown-full-time", n=numeral(value, lang, 2))


_SHOWN: Mapping[str, Callable[[Any, Answers, str], str]] = {
    "week": _week,
    "fte": _fte,
    "budget": _budget,
    "day": _day,
    "notice": _notice,
    "pattern": _pattern,
    "spared": _spared,
}


def sentence(told: tuple[str, dict[str, Any]], lang: str) -> str:
    """Something that was assumed, or does not balance."""
    name, values = told
    return say(lang, name, **{key: _in_words(key, value, lang) for key, value in values.items()})


def _in_words(key: str, value: Any, lang: str) -> str:
    if key == "house":
        return say(lang, f"own-like-{value}")
    if key == "questions":
        return ", ".join(say(lang, f"own-named-{each}") for each in value)
    return numeral(value, lang) if isinstance(value, int | float) else str(value)


def numbered(question: Question, of: int = 12) -> str:
    """``7/12`` of a question.

    Args:
        question: that is asked.
        of: how many are asked; a page asks for the cut apart.
    """
    return f"{question.number}/{of}"
