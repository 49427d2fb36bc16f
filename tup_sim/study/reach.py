"""Which mechanisms and levers reach which outcomes: each is moved alone, with the same luck, and what differs is seen.

Of a world and some weeks: what moves nothing there may act in another world. What moves something is no matter of
chance, for the luck is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from math import ceil
from typing import Any, NamedTuple

from pydantic import ValidationError

from tup_sim.errors import RunFailed
from tup_sim.model.parameters import Declaration, Kind, Scenario, declarations, value_at
from tup_sim.model.processes.changing import with_values
from tup_sim.study import design
from tup_sim.study.execute import Progress, execute
from tup_sim.study.work import Task

SWITCH = "mechanisms"
STEPS = (1.25, 0.8)  # of a lever: a quarter more, or else as much less
OUT_OF_ZERO = 0.25  # of the range, for a lever that is at nought
KEPT = ("warmup", "horizon", "units")  # what decides how long and how large the world is, and nothing else


class Reach(NamedTuple):
    """What reaches what.

    Attributes:
        outcomes: every outcome and subgroup to the paths that change it, in the order of moving.
        moved: every path that was moved, and to what.
        not_moved: paths that could not be moved alone.
        failures: runs that ended in an error.
    """

    outcomes: Mapping[str, tuple[str, ...]]
    moved: Mapping[str, Any]
    not_moved: tuple[str, ...]
    failures: list[RunFailed]

    @property
    def unreached(self) -> list[str]:
        """Outcomes that nothing changed."""
        return [name for name, paths in self.outcomes.items() if not paths]


def reach(
    scenario: Scenario,
    levers: bool = False,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Reach:
    """Move every mechanism, and every lever if asked, alone and see which outcomes differ.

    Args:
        scenario: the world.
        levers: whether levers are moved too, not only switches.
        seed: seed of the luck.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for.

    Raises:
        TupSimError: what was given is no scenario, or is not possible.
        RunFailed: every run failed.
    """
    design.check([scenario])
    worlds: dict[str, Scenario] = {}
    moved: dict[str, Any] = {}
    not_moved = []
    for key in _movable(scenario, levers):
        value, world = _moved(scenario, key)
        if world is None:
            not_moved.append(key.path)
        else:
            moved[key.path], worlds[key.path] = value, world
    window = {"horizon": (0.0, float(scenario.parameters.horizon))}
    arms = [scenario, *worlds.values()]
    tasks = [Task(arm, each, seed, 0, window, weekly=()) for arm, each in enumerate(arms)]
    results = execute(design.WORK, tasks, jobs, progress).results
    design.refuse_if_all_failed(results)
    base, *others = results
    if base.error:
        raise base.failure
    different = {
        path: {name for name, value in base.values.items() if repr(value) != repr(each.values.get(name))}
        for path, each in zip(worlds, others, strict=True)
        if not each.error
    }
    outcomes = {name: tuple(path for path in different if name in different[path]) for name in base.values}
    return Reach(outcomes, moved, tuple(not_moved), [each.failure for each in others if each.error])


def _movable(scenario: Scenario, levers: bool) -> Iterator[Declaration]:
    for key in declarations(type(scenario.parameters)):
        if key.path.startswith(f"{SWITCH}.") or (levers and key.kind is Kind.CHOSEN and key.path not in KEPT):
            yield key


def _moved(scenario: Scenario, key: Declaration) -> tuple[Any, Scenario | None]:
    """The world with one value changed; None where no change of it alone is possible."""
    now = value_at(scenario.parameters, key.path)
    for value in _others(key, now):
        try:
            parameters = with_values(scenario.parameters, {key.path: value})
        except ValidationError:
            continue
        return value, replace(scenario, name=key.path, parameters=parameters)
    return now, None


def _others(key: Declaration, now: Any) -> Iterator[Any]:
    """Values that may be tried instead."""
    if isinstance(now, bool):
        yield not now
    elif isinstance(now, StrEnum):
        yield from (each for each in type(now) if each != now)
    elif isinstance(now, int | float):
        yield from _numbers(key, now)


def _numbers(key: Declaration, now: float) -> Iterator[float]:
    low = now if key.low is None else key.low
    high = now * max(STEPS) if key.high is None else key.high
    steps = [now * step for step in STEPS] if now else [low + OUT_OF_ZERO * (high - low)]
    for value in [*steps, low, high]:
        value = min(max(value, low), high)
        value = ceil(value) if isinstance(now, int) else value
        if value != now:
            yield value
