"""Short forms for declaring outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tup_sim.measures.outcome import Better, Function, Group, Outcome
from tup_sim.measures.weeks import QUARTER

Declare = Callable[..., Outcome]


def declare_for(group: Group) -> Declare:
    """A function that declares outcomes of one group: name, label, unit, better direction, definition, formula."""

    def declare(
        name: str,
        english: str,
        unit: str,
        better: Better,
        definition: str,
        function: Function,
        **more: Any,
    ) -> Outcome:
        """An outcome of the group; ``more`` is what else an ``Outcome`` may say of itself."""
        return Outcome(name, group, english, unit, definition, better, function, **more)

    return declare


PER_100, PER_1000 = 100.0, 1000.0  # by their names: of so many people or contacts
MONEY_WEEKS = QUARTER  # hiring and severance are paid at once; a quarter evens them out
