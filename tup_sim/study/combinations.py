"""Which combinations of levels are run, and what each is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


def numbered(
    combinations: Iterable[Levels], references: Callable[[Levels], Iterable[Levels]]
) -> list[tuple[Levels, int | None]]:
    """Every combination once, references before what is compared with them; per combination its first reference.

    Args:
        combinations: what is wanted, in order.
        references: says what a combination is compared with, itself included if it is a reference; what is not wanted
            otherwise is added.
    """
    found: dict[tuple[str, ...], Levels] = {}
    for each in combinations:
        _add(each, references, found, [])
    places = {levels: place for place, levels in enumerate(found)}
    return [(each, next(iter(_others(each, references, places)), None)) for each in found.values()]


def _add(
    levels: Levels,
    references: Callable[[Levels], Iterable[Levels]],
    found: dict[tuple[str, ...], Levels],
    waiting: Sequence[Levels],
) -> None:
    """A combination behind its references, and those behind theirs; ``waiting`` are those that are being added."""
    if tuple(levels.values()) in found or levels in waiting:
        return
    for each in references(levels):
        _add(each, references, found, [*waiting, levels])
    found[tuple(levels.values())] = levels


def _others(
    levels: Levels, references: Callable[[Levels], Iterable[Levels]], places: Mapping[tuple[str, ...], int]
) -> Iterator[int]:
    """Places of the references of a combination that are other combinations."""
    return (places[tuple(each.values())] for each in references(levels) if each != levels)
