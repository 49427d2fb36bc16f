"""Which factors of an experiment are choices, and which are what happens to an organisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tup_sim.files.document import read_heading
from tup_sim.files.factors import WrittenFactor
from tup_sim.files.places import find

SHOCK = "shock"
HAPPENS = ("cut", "volunteer_shock", "demand_shock")  # groups of parameters that nobody in the house decides


def is_choice(factor: WrittenFactor, folder: Path) -> bool:
    """Whether somebody can choose between the levels of a factor.

    What the file says with ``choice:`` holds. Otherwise it is none if a level lays a shock over the base, or sets a
    figure of a cut, of volunteers who leave at once, or of a demand that jumps.

    Args:
        factor: as it is written.
        folder: of the experiment, where paths of scenarios start.
    """
    if factor.choice is not None:
        return factor.choice
    return not any(_shocks(factor, folder))


def _shocks(factor: WrittenFactor, folder: Path) -> Iterator[bool]:
    """Per thing that the factor does whether it is a shock."""
    yield factor.path.partition(".")[0] in HAPPENS
    for level in factor.levels.values():
        yield from (setting.path.partition(".")[0] in HAPPENS for setting in level.settings)
        places = (find(str(mixin.value), mixin.where, folder) for mixin in level.mixins)
        yield from (read_heading(place)[0] == SHOCK for place in places)
