"""Which combinations of levels are run, and what each is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from tup_sim.statistics.intervals import Numbers

Levels = Mapping[str, str]  # name of a factor to the name of its level
Names = Mapping[str, Sequence[str]]  # name of a factor to the names of all its levels


def grid(names: Names) -> Iterator[Levels]:
    """Every level of every factor with every level of the others, one by one."""
    return (dict(zip(names, row, strict=True)) for row in product(*names.values()))


def one_at_a_time(names: Names, centre: Levels) -> list[Levels]:
    """The centre, and from there every other level of one factor at a time."""
    others = [
        {**centre, factor: name}
        for factor, levels in names.items()
        for name in levels
        if name != centre[factor]
    ]
    return [centre, *others]


def latin_hypercube(factors: int, draws: int, seed: int) -> Numbers:
    """Per draw and factor a part of the way from its low to its high end; every part of the way is used evenly."""
    from scipy.stats.qmc import LatinHypercube

    parts: Numbers = LatinHypercube(factors, seed=np.random.default_rng([seed, factors, draws])).random(draws)
    return parts


def numbered(combinations: Sequence[Levels], reference: Levels) -> list[tuple[Levels, int | None]]:
    """Every combination once, each reference before what is compared with it; per combination its reference.

    Args:
        combinations: what is wanted, in order.
        reference: levels that make the reference of a combination; where these are all its factors, there is one
            reference for all.
    """
    places: dict[tuple[str, ...], int] = {}
    found: list[tuple[Levels, int | None]] = []
    for each in _with_references(combinations, reference):
        if tuple(each.values()) not in places:
            mine = {**each, **reference}
            found.append((each, None if mine == each else places[tuple(mine.values())]))
            places[tuple(each.values())] = len(places)
    return found


def _with_references(combinations: Sequence[Levels], reference: Levels) -> Iterator[Levels]:
    for each in combinations:
        yield {**each, **reference}
        yield each
