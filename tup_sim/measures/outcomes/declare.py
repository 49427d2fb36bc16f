"""Short forms for declaring outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tup_sim.measures.outcome import Better, Function, Group, Outcome

Declare = Callable[..., Outcome]


def declare_for(group: Group) -> Declare:
    """A function that declares outcomes of one group: name, labels, unit, better direction, definition, formula."""

    def declare(
        name: str,
        english: str,
        dutch: str,
        unit: str,
        better: Better,
        definition: str,
        function: Function,
        **more: Any,
    ) -> Outcome:
        return Outcome(name, group, english, dutch, unit, definition, better, function, **more)

    return declare


MONEY_WEEKS = 13  # hiring and severance are paid at once; a quarter evens them out
