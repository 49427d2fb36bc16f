"""Every two levers at every two of their extremes, together in some forty organisations: no crash, no infinity.

Each lever alone stands in test_levers_at_their_extremes.py, for ``make verify``: what only breaks when nothing else is
extreme is found there, and what only breaks when two things are is found here.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from math import isinf
from typing import Any, NamedTuple

import pytest

from tests.conservation.worlds import with_values
from tests.pairs import in_pairs
from tests.parts.test_levers_at_their_extremes import (
    AT_ONCE,
    BASE,
    DESK,
    LEVERS,
    SIZES,
    TOGETHER,
    WHOLES,
    WITHIN,
    extremes,
    fitting,
)
from tup_sim.measures import observe
from tup_sim.model.parameters import Change, Scenario

ROWS = 52
SHARED = {path: name for name, whole in WHOLES.items() for path in whole}
SHARED |= {path: " and ".join(pair) for pair in (*TOGETHER, DESK) for path in pair}
Values = dict[str, Any]


class Factor(NamedTuple):
    """What is moved together, and the values it takes; one that is fixed cannot change during a run."""

    name: str
    values: list[Values]
    fixed: bool


def factors() -> list[Factor]:
    """All levers, those that share something as one."""
    found: dict[str, Factor] = {}
    for lever in LEVERS:
        if lever.path in SIZES or lever.path.startswith("mechanisms."):
            continue
        name = SHARED.get(lever.path, lever.path)
        ends = extremes(lever)[-1:] if name in WHOLES else extremes(lever)
        if ends:
            factor = found.setdefault(name, Factor(name, [], lever.fixed))
            factor.values.extend(fitting(lever.path, value) for value in ends)
    return list(found.values())


FACTORS = factors()
VALUES = [values for factor in FACTORS for values in factor.values]
NUMBERS = [[n for n, v in enumerate(VALUES) if any(v is each for each in f.values)] for f in FACTORS]
OF = {path: factor.name for factor in FACTORS for values in factor.values for path in values}


@cache
def rows() -> list[tuple[Values, Values]]:
    """For each organisation the values of levers that are fixed, and of those that are not."""
    found = []
    for row in in_pairs([len(factor.values) for factor in FACTORS]):
        chosen = list(zip(FACTORS, row, strict=True))
        found.append(tuple(_together(chosen, fixed) for fixed in (True, False)))
    return found


def _together(chosen: list[tuple[Factor, int]], fixed: bool) -> Values:
    """The values of the factors of one sort."""
    return {path: v for f, n in chosen if f.fixed == fixed for path, v in f.values[n].items()}


def ways(fixed: Values, others: Values) -> list[Scenario]:
    """From the start; and what can change, numbers along a ramp and back and choices by a trigger."""
    choices = {path: value for path, value in others.items() if isinstance(value, bool | str)}
    numbers = {path: value for path, value in others.items() if path not in choices}
    changes = [Change(numbers, at=1, over=2, until=4)] if numbers else []
    changes += [Change(choices, trigger=AT_ONCE)] if choices else []
    base = with_values(BASE, fixed)
    return [Scenario("start", with_values(base, others)), Scenario("changed", base, tuple(changes))]


def fault(fixed: Values, others: Values) -> str:
    """What goes wrong; empty if nothing does."""
    for scenario in ways(fixed, others):
        try:
            seen = observe(scenario, 1, 0).values
        except Exception as error:
            return f"{scenario.name}: {type(error).__name__}: {error}"
        if endless := [name for name, value in seen.items() if isinf(value)]:
            return f"{scenario.name}: infinite: {endless}"
        if len(seen) <= 170:
            return f"{scenario.name}: {len(seen)} outcomes"
    return ""


def fewest(fixed: Values, others: Values) -> Values:
    """The values without which nothing would go wrong, usually one or two: halves are left out, then smaller parts."""
    left, size = [factor.name for factor in FACTORS], len(FACTORS) // 2
    while size:
        begin = 0
        while begin < len(left):
            fewer = left[:begin] + left[begin + size :]
            if fault(*(only(fewer, values) for values in (fixed, others))):
                left = fewer
            else:
                begin += size
        size //= 2
    return only(left, fixed | others)


def only(names: list[str], values: Values) -> Values:
    """Values of these factors."""
    return {path: value for path, value in values.items() if OF[path] in names}


@pytest.mark.parametrize("number", range(ROWS))
def test_nothing_breaks_where_much_is_extreme_at_once(number: int) -> None:
    if number < len(rows()) and (wrong := fault(*rows()[number])):
        pytest.fail(f"{wrong}\nwith no more than {fewest(*rows()[number])}")


def test_every_two_values_of_every_two_levers_meet() -> None:
    assert len(rows()) <= ROWS, "there are more levers now: raise ROWS"
    whole = [fixed | others for fixed, others in rows()]
    met = {
        pair
        for row in whole
        for pair in combinations([n for n, values in enumerate(VALUES) if values.items() <= row.items()], 2)
    }
    for one, other in combinations(range(len(FACTORS)), 2):
        for pair in product(NUMBERS[one], NUMBERS[other]):
            assert pair in met, [VALUES[number] for number in pair]


def test_every_lever_is_in_pairs_with_both_its_ends() -> None:
    levers = [each for each in LEVERS if each.path not in SIZES and not each.path.startswith("mechanisms.")]
    assert len(FACTORS) > 100
    for lever in levers:
        tried = [values[lever.path] for values in VALUES if lever.path in values]
        ends = (
            extremes(lever)[:1] if lever.path in (*DESK, *WITHIN) else extremes(lever)
        )  # there is no more than that
        assert all(value in tried for value in ends), lever.path


def test_what_breaks_is_told_with_the_fewest_values_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        f"{__name__}.fault",
        lambda fixed, others: "bad" if {"mentors", "help_line"} <= {*fixed, *others} else "",
    )
    assert set(fewest(*rows()[0])) == {"mentors", "help_line"}
