"""Parameters that change at a date, along a ramp, or when something has been seen for weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tup_sim.model.events import LeverChanged
from tup_sim.model.parameters import Parameters
from tup_sim.model.processes.stage import Progress, Stage


def apply_changes(world: Stage) -> None:
    """On Monday: which parameters take another value?"""
    new: dict[str, Any] = {}
    for progress in world.progress:
        if progress.began is None and _begins(world, progress):
            progress.began = world.week
            progress.before = {path: value_at(world.parameters, path) for path in progress.change.values}
        if progress.began is not None and not progress.ended:
            new.update(_values(world, progress))
    if new:
        world.change(with_values(world.declared, new))
        for path, value in new.items():
            world.tell(LeverChanged(world.now, path, value))


def _begins(world: Stage, progress: Progress) -> bool:
    change = progress.change
    if world.week < change.at:
        return False
    trigger = change.trigger
    if trigger is None:
        return True
    seen = world.seen(trigger.figure)
    pulled = seen is not None and (seen > trigger.line if trigger.above else seen < trigger.line)
    progress.weeks = progress.weeks + 1 if pulled else 0
    return progress.weeks >= trigger.weeks


def _values(world: Stage, progress: Progress) -> Mapping[str, Any]:
    change, began = progress.change, progress.began
    assert began is not None
    if change.until is not None and world.week >= change.until:
        progress.ended = True
        return progress.before
    if progress.done:
        return {}
    part = 1.0 if change.over <= 0 else min(1.0, (world.week - began + 1) / change.over)
    progress.done = part >= 1.0
    return {path: _between(progress.before[path], value, part) for path, value in change.values.items()}


def _between(old: Any, new: Any, part: float) -> Any:
    if part >= 1.0 or isinstance(new, bool) or not isinstance(new, int | float):
        return new
    value = old + (new - old) * part
    return round(value) if isinstance(old, int) and isinstance(new, int) else value


def value_at(p: Parameters, path: str) -> Any:
    """Value of a parameter by its dotted path."""
    value: Any = p
    for name in path.split("."):
        value = getattr(value, name)
    return value


def with_values(p: Parameters, values: Mapping[str, Any]) -> Parameters:
    """A changed copy; the same checks as at the start."""
    data = p.model_dump()
    for path, value in values.items():
        *groups, name = path.split(".")
        place = data
        for group in groups:
            place = place[group]
        place[name] = value
    return Parameters.model_validate(data)
