"""One language: its words, its numbers and its dates."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta

from tup_sim.measures import outcome_of
from tup_sim.reporting.judged import in_words
from tup_sim.reporting.numerals import decimals, digits_for, end_places, numeral
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.statistics import Judgement
from tup_sim.study.experiment import Experiment
from tup_sim.study.results import HORIZON, Key
from tup_sim.study.work import Windows
from tup_sim.texts import knows, many, say

HUNDRED = 100
RECEIVED = "share of hours needed"  # what the contact ratio is in a brief: guidance received of that needed


@dataclass(frozen=True)
class Speech:
    """Says the same in Dutch or in English.

    Attributes:
        lang: ``en`` or ``nl``.
        window: the stretch of weeks that goes without saying.
        windows: begin and end of every stretch, for those without a word of their own.
        plain: whether outcomes are called what somebody calls them who has never heard of the model.
        starts: the Monday of week 0; None if nobody said which day that is.
    """

    lang: str
    window: str = HORIZON
    windows: Windows = field(default_factory=dict)
    plain: bool = False
    starts: date | None = None

    def say(self, message: str, **values: object) -> str:
        """A message, filled in."""
        return say(self.lang, message, **values)

    def verdict(self, judged: Judgement) -> str:
        """What the judge says, as every table says it."""
        said = in_words(judged, self.lang)
        return said[:1].upper() + said[1:]

    def many(self, message: str, n: int, **values: object) -> str:
        """A message about ``n`` things."""
        return many(self.lang, message, n, n=self.number(n, 0), **values)

    def knows(self, message: str) -> bool:
        """Whether there is such a message."""
        return knows(self.lang, message)

    def number(self, value: float, places: int | None = None, sign: bool = False) -> str:
        """A number; three digits, without zeros at the end, if its decimals are not given."""
        shown = _needed(value) if places is None else places
        return numeral(value, shown, self.lang, sign).replace("-", "−")

    def rounded(self, value: float, half: float, sign: bool = False) -> str:
        """A number with the digits that an interval with this half-width leaves."""
        if not (math.isfinite(half) and half > 0 and math.isfinite(value)):
            return self.number(value, sign=sign)
        return self._written(value, digits_for(half, max(half, abs(value))), sign)

    def end(self, value: float, half: float, sign: bool = False) -> str:
        """An end of an interval, in the same way; it is written as 0 only if it is 0."""
        if not (math.isfinite(half) and half > 0 and math.isfinite(value)):
            return self.number(value, sign=sign)
        return self._written(value, end_places(value, digits_for(half, half)), sign)

    def _written(self, value: float, places: int, sign: bool) -> str:
        return self.number(round(value, places), max(0, places), sign)

    def day(self, moment: str) -> str:
        """The date of a moment that is written as ``2026-11-24T10:00``; empty if there is none."""
        if not moment:
            return ""
        day = date.fromisoformat(moment[:10])
        return f"{day.day} {self.say(f'month.{day.month}')} {day.year}"

    def week(self, week: float) -> str:
        """The number of a week, and the Monday on which it begins where that is known."""
        number = f"{week:g}"
        if self.starts is None:
            return number
        return f"{number} ({self.day(str(self.starts + timedelta(weeks=week)))})"

    def outcome(self, key: Key) -> str:
        """What an outcome is called, with its window if that does not go without saying."""
        own = f"plain-{key.outcome}"
        name = self.say(own) if self.plain and self.knows(own) else label(self.lang, key.outcome)
        return name if key.window == self.window else f"{name} ({self._window(key.window)})"

    def _window(self, name: str) -> str:
        """A stretch of weeks by its word, or by its weeks."""
        if name not in self.windows or self.knows(f"window.{name}"):
            return window_name(self.lang, name)
        begin, end = (self.number(week, 0) for week in self.windows[name])
        return self.say("weeks-from-to", begin=begin, end=end)

    def unit(self, key: Key) -> str:
        """Unit of the figures of an outcome, or their scale; shares are counted out of a hundred."""
        own = _unit(key)
        return self.say(f"scale.{own}") if self.knows(f"scale.{own}") else self.counted(key)

    def counted(self, key: Key, number: str = "") -> str:
        """What figures of an outcome count, and one of them if that is the number; empty if they stand on a scale."""
        own = _unit(key)
        if number.lstrip("+−") == "1" and self.knows(f"one.{own}"):
            return self.say(f"one.{own}")
        if self.knows(f"scale.{own}"):
            return ""
        return self.say(f"unit.{own}") if self.knows(f"unit.{own}") else unit(self.lang, key.outcome)

    def named(self, key: Key) -> str:
        """An outcome with its unit."""
        unit = self.unit(key)
        return self.outcome(key) + (f" ({unit})" if unit else "")

    def listed(self, parts: list[str]) -> str:
        """``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("list-and", first=", ".join(parts[:-1]), last=parts[-1])


def speech_of(asked: Experiment, lang: str) -> Speech:
    """The language of what is written about an experiment: its main window goes without saying."""
    return Speech(lang, asked.outcomes[0].window, asked.windows, starts=asked.starts)


def _needed(value: float) -> int:
    """Decimals that three digits need, zeros at the end left out."""
    places = decimals(value, math.nan, math.nan)
    return len(f"{value:.{places}f}".rstrip("0").partition(".")[2])


def scale(key: Key) -> float:
    """What figures of an outcome are multiplied with: shares of any kind are counted out of a hundred."""
    return HUNDRED if _unit(key).startswith("share") else 1


def _unit(key: Key) -> str:
    """The unit of an outcome as a brief shows it."""
    outcome = outcome_of(key.outcome)
    return RECEIVED if (outcome.base or outcome.name) == "contact_ratio" else outcome.unit
