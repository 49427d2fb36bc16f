"""One run: the piece of work that goes to a process, and the plain numbers that come back."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import ClassVar, NamedTuple

from tup_sim import measures
from tup_sim.errors import RunFailed, cause_of, is_of_what_ran
from tup_sim.measures.observe import first_of
from tup_sim.model.parameters import Scenario
from tup_sim.study.environment import environment
from tup_sim.study.replay import observe_with_replays

NOTHING = array("d")
Windows = Mapping[str, tuple[float, float]]


class Task(NamedTuple):
    """One run to be done: the same task gives the same result in any process.

    Attributes:
        arm: number of the arm of the study it belongs to.
        scenario: what is run.
        seed: seed of the study.
        replication: number of the luck; arms with the same number share their luck.
        windows: name of a window to its begin and end, weeks from week 0.
        only: names of the outcomes that are wanted, without weekly figures; empty for everything.
        replay: windows for which the run is done again without volunteers, for ``prosthesis_index``.
        weekly: outcomes whose weekly figures are wanted; None for all.
    """

    arm: int
    scenario: Scenario
    seed: int
    replication: int
    windows: Windows
    only: tuple[str, ...] = ()
    replay: tuple[str, ...] = ()
    weekly: tuple[str, ...] | None = None


class Values(Mapping[str, float]):
    """Name to number, read only; all runs with the same names share one table of names."""

    __slots__ = ("_numbers", "_places")
    _known: ClassVar[dict[tuple[str, ...], dict[str, int]]] = {}

    def __init__(self, names: tuple[str, ...] = (), numbers: array[float] = NOTHING) -> None:
        if names not in self._known:
            self._known[names] = {name: place for place, name in enumerate(names)}
        self._places, self._numbers = self._known[names], numbers

    def __getitem__(self, name: str) -> float:
        return self._numbers[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._numbers)

    def __reduce__(self) -> tuple[Callable[..., Values], tuple[tuple[str, ...], array[float]]]:
        return Values, (tuple(self._places), self._numbers)

    def __repr__(self) -> str:
        """The first of them; ``dict(values)`` has all."""
        return f"Values({first_of(self)})"


@dataclass(frozen=True)
class Result:
    """What one run gave; numbers only, so that thousands fit in memory.

    Attributes:
        arm: number of the arm.
        scenario: name of the scenario.
        seed: seed of the study.
        replication: number of the luck.
        values: ``core_met`` (over the horizon) or ``core_met@late`` to its value; NaN = no value.
        weekly: outcome to one value per week.
        error: why the run failed, in one line; empty if it did not.
        seconds: what the run took.
        environment: of the process that carried it out, from ``environment``; empty if nobody knows.
        trace: traceback of the error; not part of what a run gave, as it names lines of the source.
    """

    arm: int
    scenario: str
    seed: int
    replication: int
    values: Values = field(default_factory=Values, hash=False)
    weekly: dict[str, array[float]] = field(default_factory=dict, hash=False)
    error: str = ""
    seconds: float = field(default=0.0, compare=False, repr=False)
    environment: str = field(default="", compare=False, repr=False)
    trace: str = field(default="", compare=False, repr=False)

    @property
    def failure(self) -> RunFailed:
        """The error of a run that failed, with the run it happened in."""
        return RunFailed(self.scenario, self.seed, self.replication, self.error, self.trace)

    def __repr__(self) -> str:
        """Which run it was and how much it says."""
        said = f"error={self.error!r}" if self.error else f"values={len(self.values)}"
        return f"Result({self.scenario!r}, seed={self.seed}, replication={self.replication}, {said})"


def carry_out(task: Task) -> Result:
    """Run the model once; an error of the model becomes a result that says so."""
    begin = perf_counter()
    try:
        seen = _observed(task)
    except BaseException as error:
        if not is_of_what_ran(error):
            raise
        return failed(task, error)
    return result_of(task, seen, perf_counter() - begin)


def result_of(task: Task, seen: measures.Observation, seconds: float) -> Result:
    """What a run gave, packed."""
    values = Values(tuple(seen.values), array("d", seen.values.values()))
    weekly = {key: array("d", series) for key, series in seen.weekly.items()}
    luck = (task.arm, task.scenario.name, task.seed, task.replication)
    return Result(*luck, values, weekly, seconds=seconds, environment=environment())


def _observed(task: Task) -> measures.Observation:
    """The run as it is wanted: everything, a few outcomes only, or with its replays."""
    luck = (task.scenario, task.seed, task.replication, task.windows)
    if task.replay:
        return observe_with_replays(*luck, task.replay, task.weekly)
    if task.weekly is not None:
        return measures.observe(*luck, task.only, task.weekly)
    return measures.observe(*luck, task.only) if task.only else measures.observe(*luck)


def failed(task: Task, error: BaseException) -> Result:
    """The result of a run that ended in an error."""
    cause, trace = cause_of(error)
    luck = (task.arm, task.scenario.name, task.seed, task.replication)
    return Result(*luck, error=cause, environment=environment(), trace=trace)
