"""Which levels of a factor one can choose between, and which are what happens to an organisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tup_sim.files.document import read_heading
from tup_sim.files.factors import WrittenFactor, WrittenLevel
from tup_sim.files.places import find

SHOCK = "shock"
HAPPENS = ("cut", "volunteer_shock", "demand_shock")  # groups of parameters that nobody in the house decides
FEWEST = 2  # alternatives that make a choice


def to_choose(factor: WrittenFactor, folder: Path) -> list[str]:
    """The levels of a factor one can choose between; none if the factor is no choice.

    What the file says with ``choice:`` holds, of a level before what it says of the factor. Otherwise a level lays a
    *shock* over the base, or sets a figure of a cut, of volunteers who leave at once, or of a demand that jumps, or it
    does not. Without shocks all levels are alternatives. Where all shocks are the same and several levels have it,
    those are: one may choose what to do about a cut, and not whether there is one. In any other case it is no choice.

    Args:
        factor: as it is written.
        folder: of the experiment, where paths of scenarios start.
    """
    if factor.choice is False:
        return []
    written = {name: each.choice for name, each in factor.levels.items()}
    open_ones = [*factor.levels] if factor.choice else _not_happening(factor, folder)
    if False in written.values() and factor.choice is None:
        open_ones = [*factor.levels]
    found = [name for name in factor.levels if written[name] or (written[name] is None and name in open_ones)]
    return found if len(found) >= FEWEST else []


def _not_happening(factor: WrittenFactor, folder: Path) -> list[str]:
    """The levels that share what happens, if what happens is no part of the choice."""
    if factor.path.partition(".")[0] in HAPPENS:
        return []
    shocks = {name: tuple(_shocks(each, folder)) for name, each in factor.levels.items()}
    there = {each for each in shocks.values() if each}
    if not there:
        return [*factor.levels]
    under = [name for name, each in shocks.items() if each]
    return under if len(there) == 1 and len(under) >= FEWEST else []


def _shocks(level: WrittenLevel, folder: Path) -> Iterator[tuple[str, str]]:
    """What a level does that nobody in the house decides."""
    for setting in level.settings:
        if setting.path.partition(".")[0] in HAPPENS:
            yield setting.path, repr(setting.value)
    for mixin in level.mixins:
        if read_heading(find(str(mixin.value), mixin.where, folder))[0] == SHOCK:
            yield SHOCK, str(mixin.value)
