"""Which values hold in a week: the declared ones, and the changes laid over them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tup_sim.model.parameters import Change


def in_force(
    declared: Mapping[str, Any], changes: Iterable[tuple[Change, int | None]], week: int
) -> dict[str, Any]:
    """The declared values, overlaid by the changes that hold in a week; who is written last lies on top.

    A ramp is a mixture: of what lies below it in that week, and of its own value. So when something below it ends,
    the ramp goes on from what is left, and after the last ``until`` the declared value is back.

    Args:
        declared: path to value, as the scenario begins; at least of all parameters that a change sets.
        changes: in order of writing, each with the week in which it began; None if it has not.
        week: counted from the end of the warm-up.
    """
    values = dict(declared)
    for change, began in changes:
        if began is not None and holds(change, began, week):
            part = part_of_the_way(change, began, week)
            for path, value in change.values.items():
                values[path] = _between(values[path], value, part, isinstance(declared[path], int))
    return values


def holds(change: Change, began: int, week: int) -> bool:
    """Whether a change that began in a week holds in another; never from its ``until`` on, however late it began."""
    return began <= week and (change.until is None or week < change.until)


def part_of_the_way(change: Change, began: int, week: int) -> float:
    """How far a ramp has come (0-1): equal steps, the first in the week it begins; 1 for a change without a ramp."""
    return 1.0 if change.over <= 0 else min(1.0, (week - began + 1) / change.over)


def _between(below: Any, value: Any, part: float, whole: bool) -> Any:
    """Part of the way from one number to another; words and switches change at once."""
    if part >= 1.0 or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    mixed = below + (value - below) * part
    return round(mixed) if whole else mixed
