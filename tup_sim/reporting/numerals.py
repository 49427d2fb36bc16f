"""Numbers as people read them: no more digits than the interval carries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from tup_sim.statistics import Interval
from tup_sim.statistics.judge import NOTHING, is_noise
from tup_sim.study.results import Contrast
from tup_sim.texts import say, written

MOST = 4  # decimals, unless nothing of an interval is seen with so few


def decimals(mean: float, low: float, high: float, digits: int = 3) -> int:
    """Decimals that show two digits of the half-width of the interval; without a width, three of the mean."""
    half = (high - low) / 2
    if math.isfinite(half) and half > NOTHING * max(1.0, abs(mean)):
        return max(0, digits_for(half, max(abs(low), abs(high))))
    if not math.isfinite(mean) or mean == 0:
        return 0
    return _clip(digits - 1 - math.floor(math.log10(abs(mean))))


def digits_for(half: float, largest: float) -> int:
    """Decimals that show two digits of a half-width, below 0 for tens; enough to see the largest number beside it."""
    return min(1 - math.floor(math.log10(half)), max(MOST, -math.floor(math.log10(largest))))


def end_places(end: float, places: int) -> int:
    """Decimals with which an end of an interval that is not 0 is not written as 0: its sign is what counts."""
    if not math.isfinite(end) or abs(end) < NOTHING or round(end, places):
        return places
    return -math.floor(math.log10(abs(end)))


def numeral(value: float, places: int, lang: str = "en", sign: bool = False) -> str:
    """A number with this many decimals, as written in the language; with a plus sign if asked for."""
    if math.isnan(value):
        return say(lang, "unknown")
    text = f"{round(value, places) + 0.0:{'+' if sign and round(value, places) else ''},.{places}f}"
    return written(lang, text)


def short(value: float, lang: str = "en") -> str:
    """Three digits, without zeros at the end."""
    places = decimals(value, math.nan, math.nan)
    text = numeral(value, places, lang)
    return text.rstrip("0").rstrip(".,") if places else text


def bounds(low: float, high: float, places: int, lang: str = "en", sign: bool = False) -> str:
    """``[low, high]``, or that it is not known; an end is written as 0 only if it is 0."""
    if math.isnan(low) or math.isnan(high):
        return f"[{say(lang, 'unknown')}]"
    between = "; " if lang == "nl" else ", "
    ends = (numeral(end, end_places(end, places), lang, sign) for end in (low, high))
    return f"[{between.join(ends)}]"


def or_zero(value: float) -> float:
    """0 for what is not known: it comes last."""
    return 0.0 if math.isnan(value) else value


def from_to(numbers: Iterable[int], lang: str = "en") -> str:
    """The smallest and the largest of some whole numbers; one number if they are the same."""
    low, high = (numeral(end, 0, lang) for end in _ends(numbers))
    return low if low == high else say(lang, "span", low=low, high=high)


def _ends(numbers: Iterable[int]) -> tuple[int, int]:
    found = list(numbers)
    return min(found), max(found)


def percent(share: float) -> str:
    """A share out of a hundred, as a whole number."""
    return "-" if math.isnan(share) else f"{100 * share:.0f}"


def percents(share: Interval) -> dict[str, str]:
    """A share and its interval out of a hundred: ``part``, ``low`` and ``high`` of a sentence."""
    return dict(zip(("part", "low", "high"), map(percent, share[:3]), strict=True))


def known(numbers: Mapping[str, float]) -> dict[str, float | None]:
    """The numbers for JSON, with null for what is not a number or without end."""
    return {name: value if math.isfinite(value) else None for name, value in numbers.items()}


def cleaned(contrast: Contrast) -> Contrast:
    """The same, but a difference that is only left over from reckoning with numbers as large as the base is none."""
    difference = contrast.difference
    if not all(is_noise(each, contrast.base) for each in difference[:3]):
        return contrast
    return contrast._replace(difference=difference._replace(mean=0.0, low=0.0, high=0.0))


def shift(value: float, places: int, lang: str = "en") -> str:
    """A difference, which never looks like a level: ``+0.10``, ``-0.10``, ``±0.00``."""
    text = numeral(value, places, lang, sign=True)
    return text if math.isnan(value) or text[0] in "+-" else f"±{text}"


def _clip(places: int) -> int:
    return max(0, min(MOST, places))
