"""What it saved that all scenarios met the same luck, in a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tup_sim.reporting.numerals import numeral
from tup_sim.study.results import Contrast
from tup_sim.texts import say

MOST = 1000  # runs, beyond which it only matters that they are many


def luck_sentence(contrasts: Iterable[Contrast], lang: str) -> str:
    """The correlation between runs with the same luck, and the runs a pair is worth; empty if neither is known."""
    found = list(contrasts)
    alike = _known(each.difference.correlation for each in found)
    saved = _known(each.saved for each in found)
    if not alike or not saved:
        return ""
    pairs = max(each.difference.n for each in found)
    worth = _span([_worth(each, lang) for each in saved], lang)
    return say(
        lang,
        "same-luck",
        n=pairs,
        saved=worth,
        correlation=_span([numeral(each, 2, lang) for each in alike], lang),
    )


def _worth(runs: float, lang: str) -> str:
    """A number of runs; above ``MOST`` the number itself tells nobody anything."""
    if runs > MOST:
        return say(lang, "very-many", n=numeral(MOST, 0, lang))
    return numeral(runs, int(runs < 10), lang)


def _known(values: Iterable[float]) -> list[float]:
    return sorted(value for value in values if math.isfinite(value))


def _span(sorted_values: list[str], lang: str) -> str:
    """``0.21 to 0.84``, or the one value there is."""
    low, high = sorted_values[0], sorted_values[-1]
    return low if low == high else say(lang, "span", low=low, high=high)
