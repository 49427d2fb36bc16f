"""Who works when: a roster levelled on demand, with leave known beforehand. Pure functions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import fsum

from tup_sim.model.constants import GOLDEN, HALF
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import DayPart, read_dayparts


class Week:
    """The open hours of the week: where work and requests fall.

    Attributes:
        dayparts: in order of time.
        weights: part of the week's requests that falls in each.
        shift_hours: paid hours of one shift in each.
        shift_beyond: hours by which a shift may be longer than what a person has to work.
    """

    def __init__(self, p: Parameters) -> None:
        self.dayparts: tuple[DayPart, ...] = read_dayparts(p.open_dayparts)
        busy = [part.hours * float(getattr(p.demand_profile, part.part)) for part in self.dayparts]
        if p.evening_share >= 0.0:
            busy = _with_evenings(self.dayparts, busy, p.evening_share)
        total = fsum(busy)
        self.weights = [b / total for b in busy] if total > 0 else [1.0 / len(busy)] * len(busy)
        self.shift_hours = [
            min(p.work_hours_per_daypart, p.professionals.longest_shift * part.hours)
            for part in self.dayparts
        ]
        self.shift_beyond = p.professionals.shift_beyond
        self._ends: list[float] = []
        passed = 0.0
        for weight in self.weights:
            passed += weight
            self._ends.append(passed)
        self._ends[-1] = 1.0
        self._begins = [0.0, *self._ends[:-1]]
        self._last = len(self.dayparts) - 1

    def hour_at(self, share: float) -> float:
        """Hour of the week at which this share (0-1) of the week's requests has been made."""
        index = bisect_right(self._ends, share, 0, self._last)
        part, weight = self.dayparts[index], self.weights[index]
        inside = (share - self._begins[index]) / weight if weight > 0 else 0.0
        return part.start + (inside if inside < 1.0 else 1.0) * (part.end - part.start)

    def share_at(self, hour: float) -> float:
        """Share of the week's requests made before this hour of the week."""
        begun = 0.0
        for part, weight in zip(self.dayparts, self.weights, strict=True):
            if hour < part.end:
                return begun + weight * max(0.0, hour - part.start) / part.hours
            begun += weight
        return 1.0


def _with_evenings(dayparts: tuple[DayPart, ...], busy: list[float], share: float) -> list[float]:
    """The same week with another share of what is asked in the evening, where evenings are open (NA13)."""
    evening = fsum(b for part, b in zip(dayparts, busy, strict=True) if part.part == "evening")
    rest = fsum(busy) - evening
    if evening <= 0.0 or rest <= 0.0:
        return busy
    return [
        b * (share / evening if part.part == "evening" else (1.0 - share) / rest)
        for part, b in zip(dayparts, busy, strict=True)
    ]


def is_week_off(post: int, week: int, share: float) -> bool:
    """Whole weeks of leave, evenly spread over the year and over the colleagues: levelled, known beforehand."""
    if share <= 0:
        return False
    phase = (post * GOLDEN) % 1.0
    return int((week + 1) * share + phase) > int(week * share + phase)


def level(hours_due: Sequence[float], week: Week, first: int) -> list[list[int]]:
    """Divide shifts so that staff follow demand: for each person the indices of the day-parts to work.

    Args:
        hours_due: hours each person has to work this week.
        week: open hours.
        first: who may choose first this week; rotates so that nobody always gets the rest.
    """
    people, hours = len(hours_due), week.shift_hours
    shortest = HALF * min(hours)
    total = fsum(hours_due)
    short = [weight * total for weight in week.weights]
    chosen: list[list[int]] = [[] for _ in range(people)]
    for turn in range(people):
        person = (first + turn) % people
        due = hours_due[person]
        while due >= shortest:
            best = _neediest(short, hours, chosen[person], due + week.shift_beyond)
            if best is None:
                break
            chosen[person].append(best)
            short[best] -= hours[best]
            due -= hours[best]
        chosen[person].sort()
    return chosen


def _neediest(
    short: Sequence[float], hours: Sequence[float], taken: Sequence[int], most: float
) -> int | None:
    """The day-part that lacks most for its length among those not taken that are not too long; the first of equals."""
    best, lack = None, 0.0
    for part, length in enumerate(hours):
        if length <= most and part not in taken:
            lacking = short[part] / length
            if best is None or lacking > lack:
                best, lack = part, lacking
    return best


def shift_times(week: Week, index: int, monday: float) -> tuple[float, float]:
    """Start and end (hours on the clock) of the paid shift in a day-part."""
    start = monday + week.dayparts[index].start
    return start, start + week.shift_hours[index]
