"""Whether two experiments ask for the same runs, and in what they differ if they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from tup_sim.errors import Message, chained
from tup_sim.study.experiment import Experiment, weeks_kept
from tup_sim.study.store import plain_scenario

SHOWN = 6  # differences that are named
NOTHING = "nothing"


def decides(experiment: Experiment) -> dict[str, Any]:
    """What decides which runs an experiment has; their number does not, nor what is said about it."""
    whole = {"seed": experiment.seed, "replay": sorted(experiment.replay)}
    windows = {f"window '{name}'": list(span) for name, span in experiment.windows.items()}
    points = {f"point '{each.scenario.name}'": plain_scenario(each.scenario) for each in experiment.points}
    worlds = {f"world {number}": dict(values) for number, values in enumerate(experiment.worlds, 1)}
    return {**whole, "weekly figures": sorted(weeks_kept(experiment)), **windows, **points, **worlds}


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Message]:
    """Where what decides one experiment differs from what decides another, and how."""
    return [
        line
        for name in dict.fromkeys((*old, *new))
        for line in _differences(old.get(name, NOTHING), new.get(name, NOTHING), name)
    ]


def the_first(found: Sequence[Message]) -> Message:
    """Differences in one line: the first of them, and how many more there are."""
    first = chained("{one}; {other}", found[:SHOWN])
    if len(found) <= SHOWN:
        return Message("{differences}", differences=first)
    return Message("{differences}; and {n} more", differences=first, n=len(found) - SHOWN)


def _differences(old: Any, new: Any, where: str, path: str = "") -> Iterator[Message]:
    """Where two pieces of plain data differ, and how."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            below = f"{path}.{name}" if path else str(name)
            yield from _differences(old.get(name, NOTHING), new.get(name, NOTHING), where, below)
    elif (
        isinstance(old, list | tuple) and isinstance(new, list | tuple) and (old or new) and _nested(old, new)
    ):
        for number, (mine, theirs) in enumerate(zip_longest(old, new, fillvalue=NOTHING), 1):
            yield from _differences(mine, theirs, where, f"{path} {number}")
    elif old != new and not (old != old and new != new):
        place = f"{where}, {path}" if path else where
        yield Message("{place}: was {old}, is {new}", place=place, old=_short(old), new=_short(new))


def _nested(*lists: Sequence[Any]) -> bool:
    """Whether there is more to say of their elements than what they are."""
    return any(isinstance(each, Mapping) for some in lists for each in some)


def _short(value: Any) -> str:
    if value == NOTHING:
        return Message("nothing")
    return Message("there") if isinstance(value, Mapping) else str(value)
