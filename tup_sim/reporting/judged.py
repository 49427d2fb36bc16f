"""The five answers of the judge in words and as plain data: the same in every table, brief, figure and JSON."""

from __future__ import annotations

from typing import Any

from tup_sim.statistics import FEWEST, Judgement, Shown
from tup_sim.texts import say

MATTERS = (
    "worse",
    "better",
    "higher",
    "lower",
)  # clear, and beyond the smallest that matters if that is known
WAYS = (*MATTERS, "small")  # everything with a clear direction
KINDS = (*WAYS, "unclear", "few", "negligible", "same", "one_run", "none")
FIXED = {Shown.SAME: "same", Shown.NEGLIGIBLE: "negligible", Shown.SMALL: "small"}


def kind(judged: Judgement) -> str:
    """Which of ``KINDS`` a judgement is: a clear one by its value or way, one that cannot tell by its reason."""
    if judged.shown is Shown.CLEAR:
        return judged.value or judged.way
    if judged.shown is Shown.CANNOT_TELL:
        return _why_not(judged.pairs)
    return FIXED[judged.shown]


def in_words(judged: Judgement, lang: str) -> str:
    """A judgement as it stands in a column: ``lower: worse``, ``no clear difference``."""
    if not judged.way:
        return _small_letter(say(lang, f"verdict-{kind(judged)}"))
    said = way_in_words(judged.way, judged.value, lang)
    return say(lang, "verdict-perhaps", said=said) if judged.shown is Shown.SMALL else said


def way_in_words(way: str, value: str, lang: str) -> str:
    """``lower: worse``, or ``lower`` where nobody says which way is good."""
    return ": ".join(_small_letter(say(lang, f"verdict-{word}")) for word in (way, value) if word)


def as_data(judged: Judgement) -> dict[str, Any]:
    """A judgement for JSON: the answer, its way and value (null if there is none), and whether the way is clear."""
    return {
        "verdict": judged.shown.value,
        "way": judged.way or None,
        "better": judged.value or None,
        "clear": judged.clear,
    }


def _why_not(pairs: int) -> str:
    if pairs < 2:
        return "one_run" if pairs else "none"
    return "few" if pairs < FEWEST else "unclear"


def _small_letter(text: str) -> str:
    return text[:1].lower() + text[1:]
