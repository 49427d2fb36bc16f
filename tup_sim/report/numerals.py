"""Numbers as people read them: no more digits than the interval carries."""

from __future__ import annotations

import math

from tup_sim.report.words import say

MOST = 4  # decimals


def decimals(mean: float, low: float, high: float, digits: int = 3) -> int:
    """Decimals that show two digits of the half-width of the interval; without a width, three of the mean."""
    half = (high - low) / 2
    if math.isfinite(half) and half > 1e-12 * max(1.0, abs(mean)):
        return _clip(1 - math.floor(math.log10(half)))
    if not math.isfinite(mean) or mean == 0:
        return 0
    return _clip(digits - 1 - math.floor(math.log10(abs(mean))))


def numeral(value: float, places: int, lang: str = "en", sign: bool = False) -> str:
    """A number with this many decimals, as written in the language; with a plus sign if asked for."""
    if math.isnan(value):
        return say(lang, "unknown")
    text = f"{round(value, places) + 0.0:{'+' if sign and round(value, places) else ''},.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def short(value: float, lang: str = "en") -> str:
    """Three digits, without zeros at the end."""
    places = decimals(value, math.nan, math.nan)
    text = numeral(value, places, lang)
    return text.rstrip("0").rstrip(".,") if places else text


def bounds(low: float, high: float, places: int, lang: str = "en", sign: bool = False) -> str:
    """``[low, high]``, or that it is not known."""
    if math.isnan(low) or math.isnan(high):
        return f"[{say(lang, 'unknown')}]"
    between = "; " if lang == "nl" else ", "
    return f"[{numeral(low, places, lang, sign)}{between}{numeral(high, places, lang, sign)}]"


def shift(value: float, places: int, lang: str = "en") -> str:
    """A difference, which never looks like a level: ``+0.10``, ``-0.10``, ``±0.00``."""
    text = numeral(value, places, lang, sign=True)
    return text if math.isnan(value) or text[0] in "+-" else f"±{text}"


def _clip(places: int) -> int:
    return max(0, min(MOST, places))
