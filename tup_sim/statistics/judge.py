"""The one judge of whether a difference matters: what an interval and the pairs behind it allow one to say.

Table, JSON, brief, figures, sensitivity, attribution and evidence all ask it, so they cannot contradict each other.
Who looks for a difference asks ``judge``; who predicted its sign beforehand asks ``held_against``.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple, Protocol

FEWEST = 4  # pairs from which a difference is called one; two or three that happen to agree are no proof
NOTHING = 1e-12  # what is smaller, beside figures of about 1, is left over from reckoning
GOOD = ("higher", "lower")  # ways that can be the good one


class Shown(StrEnum):
    """What a difference was shown to be; ``judge`` says when it is which."""

    SAME = "same"
    CLEAR = "clear"
    SMALL = "clear but small"
    NEGLIGIBLE = "shown negligible"
    CANNOT_TELL = "cannot tell"


class Judgement(NamedTuple):
    """What one may say of a difference.

    Attributes:
        shown: one of the five answers.
        way: ``higher`` or ``lower`` if the direction was shown and may matter (``clear`` and ``clear but small``).
        value: ``better`` or ``worse`` if there is a way and it is known which one is good.
        pairs: on which it rests.
    """

    shown: Shown
    way: str
    value: str
    pairs: int

    @property
    def clear(self) -> bool:
        """Whether its direction was shown and may matter."""
        return bool(self.way)


class Verdict(StrEnum):
    """What became of a prediction; ``held_against`` says when it is which.

    Not tested is what nobody ran, and no answer of the judge.
    """

    REPRODUCED = "reproduced"
    SLIGHT = "slight"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot tell"
    NOT_TESTED = "not tested"


class Estimate(Protocol):
    """A mean with its interval, such as ``Interval`` and ``Difference``; NaN bounds if there is none."""

    @property
    def mean(self) -> float:
        """The middle."""
        ...

    @property
    def low(self) -> float:
        """Lower bound."""
        ...

    @property
    def high(self) -> float:
        """Upper bound."""
        ...

    @property
    def n(self) -> int:
        """Pairs, or runs, behind it."""
        ...


def judge(
    found: Estimate, better: str = "neutral", smallest: float | None = None, size: float = 0.0
) -> Judgement:
    """Say what a difference was shown to be.

    The first of these that holds is the answer, with the interval ``[low, high]`` and the smallest difference that
    matters ``s``:

    - *same*: the interval is ``[0, 0]``, so every pair is equal. That is what happened and no inference, so two pairs
      are enough.
    - *cannot tell*: there is no interval, or there are fewer than four pairs.
    - *shown negligible*: ``-s < low`` and ``high < s``, whether 0 lies in it or not: whatever it is, it is too small to
      matter.
    - *cannot tell*: the interval holds 0.
    - *clear*: ``low >= s`` or ``high <= -s``: all of the interval is on one side and large enough; without a known
      ``s`` all that leave out 0.
    - *clear but small*: the rest, in which the interval leaves out 0 and crosses ``s``: the way is clear, and the
      difference may still be too small to matter.

    With a larger ``s`` an answer moves from *clear* over *clear but small* to *shown negligible*, or from *cannot tell*
    to *shown negligible*, and never back.

    Args:
        found: the difference and its interval, in the unit of the outcome.
        better: which way is good: ``higher``, ``lower`` or anything else for neither.
        smallest: the smallest difference that matters, in the same unit; None (or nothing above 0) if nobody said so.
        size: how large the figures are that were subtracted; an end that is nothing beside them counts as 0.
    """
    low, high = (_without_noise(end, size) for end in (found.low, found.high))
    least = smallest if smallest is not None and smallest > 0 else 0.0
    shown = _shown(low, high, found.n, least)
    way = ("higher" if low > 0 else "lower") if shown in (Shown.CLEAR, Shown.SMALL) else ""
    value = ("better" if way == better else "worse") if way and better in GOOD else ""
    return Judgement(shown, way, value, found.n)


def held_against(found: Estimate, sign: int, smallest: float | None = None, size: float = 0.0) -> Verdict:
    """Say what became of a difference whose sign was predicted.

    Turned so that the predicted way is up, with the 95 % interval ``[low, high]`` and the smallest difference that
    matters ``s``, the first of these that holds is the answer:

    - *absent*: every pair is equal.
    - *cannot tell*: there is no interval, or there are fewer than four pairs.
    - *reproduced*: ``low > 0`` and the middle is ``s`` or more.
    - *slight*: ``low > 0``, and the middle is less than ``s``: the way is right, and it is too small to matter.
    - *absent*: ``-s < low`` and ``high < s``: shown to be too small to matter by equivalence, also if the interval has
      the other sign, since what does not matter contradicts nothing.
    - *contradicted*: ``high < 0`` and the middle is ``-s`` or less.
    - *cannot tell*: the rest. The interval holds 0, or it has the other sign with a middle within ``s`` and an end
      beyond it: that speaks against the prediction, but not that it matters.

    Without a known ``s`` nothing is slight, and nothing absent but what is equal.

    Args:
        found: the difference and its interval, in the unit of the outcome.
        sign: 1 if it should be above nought, -1 if below.
        smallest: the smallest difference that matters, in the same unit; None (or nothing above 0) if nobody said so.
        size: how large the figures are that were subtracted; an end that is nothing beside them counts as 0.
    """
    low, high = sorted(sign * _without_noise(end, size) for end in (found.low, found.high))
    least = smallest if smallest is not None and smallest > 0 else 0.0
    shown, middle = _shown(low, high, found.n, least), sign * found.mean
    if shown is Shown.SAME:
        return Verdict.ABSENT
    if math.isnan(middle) or math.isnan(low + high) or found.n < FEWEST:
        return Verdict.CANNOT_TELL
    if low > 0:
        return Verdict.REPRODUCED if middle >= least else Verdict.SLIGHT
    if shown is Shown.NEGLIGIBLE:
        return Verdict.ABSENT
    return Verdict.CONTRADICTED if high < 0 and middle <= -least else Verdict.CANNOT_TELL


def is_noise(value: float, size: float) -> bool:
    """Whether a difference between figures of this size is only left over from reckoning."""
    return abs(value) < NOTHING * max(1.0, abs(size))


def _without_noise(end: float, size: float) -> float:
    return 0.0 if is_noise(end, size) else end


def _shown(low: float, high: float, pairs: int, least: float) -> Shown:
    if low == high == 0:
        return Shown.SAME
    if math.isnan(low) or math.isnan(high) or pairs < FEWEST:
        return Shown.CANNOT_TELL
    if -least < low and high < least:
        return Shown.NEGLIGIBLE
    if low <= 0 <= high:
        return Shown.CANNOT_TELL
    return Shown.CLEAR if low >= least or high <= -least else Shown.SMALL
