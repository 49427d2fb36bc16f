"""Outcomes that mechanisms declare as data: one listener counts for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tup_sim.measures.weeks import Weeks, week_of
from tup_sim.model.mechanisms.base import Count, Declared, Outcome

Handlers = Callable[[Any], None]


class Counting:
    """Adds up whatever mechanisms have asked to be counted."""

    def __init__(self, weeks: Weeks, declared: Iterable[Declared]) -> None:
        handlers: dict[type, list[Handlers]] = {}
        for each in declared:
            for outcome in each.outcomes:
                for row, count in sums(outcome):
                    handlers.setdefault(count.event, []).append(_adds(count, weeks.row(row)))
        self.handlers: Mapping[type, Handlers] = {kind: _all_of(counts) for kind, counts in handlers.items()}


def sums(outcome: Outcome) -> Iterator[tuple[str, Count]]:
    """The weekly sums an outcome is made of, each with the name of its row."""
    yield f"{outcome.name}.above", outcome.above
    if outcome.below is not None:
        yield f"{outcome.name}.below", outcome.below


def _adds(count: Count, row: list[float]) -> Handlers:
    if count.each is not None:
        return _adds_each(count, count.each, row)
    value, counts = _value(count), count.when

    def add(event: Any) -> None:
        row[week_of(event[0])] += value(event)

    def add_some(event: Any) -> None:
        if counts is not None and counts(event):
            row[week_of(event[0])] += value(event)

    return add if counts is None else add_some


def _adds_each(count: Count, each: Callable[[Any], Iterable[float]], row: list[float]) -> Handlers:
    counts = count.when

    def add(event: Any) -> None:
        if counts is None or counts(event):
            week = week_of(event[0])
            for value in each(event):
                row[week] += value

    return add


def _value(count: Count) -> Callable[[Any], float]:
    """What one event counts for."""
    if callable(count.of):
        return count.of
    if not count.of:
        return lambda event: 1.0
    place = count.event._fields.index(count.of)  # type: ignore[attr-defined]  # events are named tuples
    return lambda event: event[place]  # type: ignore[no-any-return]


def _all_of(counts: list[Handlers]) -> Handlers:
    if len(counts) == 1:
        return counts[0]

    def hear(event: Any) -> None:
        for count in counts:
            count(event)

    return hear
