"""Says before an experiment runs what it will cost and how sharp its answer will be, by trying a little of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tup_sim.model.parameters import Scenario
from tup_sim.model.processes.changing import with_values
from tup_sim.statistics import confidence_of_each, expected_half_width, expected_runs
from tup_sim.statistics.intervals import Interval, Numbers
from tup_sim.study.execute import BatchResult, Progress, execute
from tup_sim.study.experiment import AS_THEY_ARE, DesignPoint, Experiment, Run, task_of
from tup_sim.study.families import families, time_of
from tup_sim.study.replay import probe_of
from tup_sim.study.results import Key, as_html
from tup_sim.study.run_experiment import STEP
from tup_sim.study.shared_past import CAN_FORK
from tup_sim.study.work import Result, Task, carry_out, failed

if TYPE_CHECKING:
    from pandas import DataFrame

PAIRS = 3  # runs of the pilot with and without the difference
PROBE = 13  # weeks of the short probe of every other point; no warm-up
TRIES = 2  # of a short probe; the quicker one counts, since other work on a machine only slows
PROBES = 24  # points that are probed; of a larger design evenly spread ones
Clock = Callable[[], float]
Work = Callable[[Task], Result]
Size = Callable[[Result], int]


class Pilot(NamedTuple):
    """What was tried before the experiment.

    Attributes:
        points: the two points that were run in full, the reference first.
        pairs: with how much luck.
        seconds: per simulated week of a run in full, mean of the two, while all processes are busy.
        relative: per design point how long its weeks take, against the mean of the two.
        start: seconds until the processes are there.
        size: bytes of one result as it is stored.
        differences: per outcome with a smallest difference that matters what the pairs differ in.
    """

    points: tuple[int, int]
    pairs: int
    seconds: float
    relative: Mapping[int, float]
    start: float
    size: float
    differences: Mapping[Key, Numbers]


class Expected(NamedTuple):
    """Half the width of the interval of a difference, and what it takes to make it narrow enough.

    Attributes:
        smallest: the smallest difference that matters.
        at_least: half the width after the fewest replications.
        at_most: half the width after the most.
        needed: replications until it is below the smallest difference; None if the pilot cannot tell.

    Examples:
        >>> import tup_sim
        >>> smallest = {"smallest_difference": {"recognition": 0.05}}
        >>> planned = tup_sim.plan({**thanks, **smallest}, pairs=2, jobs=1)  # thanks: as in ``experiment``
        >>> [(key.text, each.smallest) for key, each in planned.expected.items()]
        [('recognition', 0.05)]
    """

    smallest: float
    at_least: float
    at_most: float
    needed: int | None


@dataclass(frozen=True)
class Plan:
    """An experiment before it is run.

    Attributes:
        experiment: what was asked.
        pilot: what was tried.
        jobs: processes.
        definition: bytes that the experiment itself takes where it is kept.
    """

    experiment: Experiment
    pilot: Pilot
    jobs: int
    definition: int = 0

    def __repr__(self) -> str:
        """What was asked, and how many runs it takes; ``to_frame()`` says how sharp the answer will be."""
        asked = self.experiment
        return f"Plan({asked.name!r}, points={len(asked.points)}, runs={self.least} to {self.most})"

    @property
    def least(self) -> int:
        """Runs with the fewest replications."""
        return self._runs(self.experiment.at_least)

    @property
    def most(self) -> int:
        """Runs with the most replications."""
        return self._runs(self.experiment.at_most)

    @property
    def replications(self) -> int:
        """Replications that the pilot expects: the first look at which every interval is narrow enough, or the most."""
        least, most = self.experiment.at_least, self.experiment.at_most
        wanted = [each.needed or most for each in self.expected.values()]
        looks = math.ceil(max([0, *(each - least for each in wanted)]) / STEP)
        return min(least + looks * STEP, most)

    def seconds(self, replications: int) -> float:
        """Seconds it will take: the start, the work shared out, and the last run that some processes wait for.

        Args:
            replications: of each point.
        """
        work, longest = self._work(replications), max(self._of_point(each) for each in self.experiment.points)
        work *= 1 - self.lived_once(replications)
        return self.pilot.start + work / self.jobs + longest * (self.jobs - 1) / self.jobs

    def lived_once(self, replications: int) -> float:
        """Part of the time that is won since arms share a past (``families``), in the first runs that are begun.

        None where runs are repeated without volunteers, or where all is done in this process.

        Args:
            replications: of each point.
        """
        if self.jobs == 1 or self.experiment.replay or not CAN_FORK:
            return 0.0
        begun = min(replications, self.experiment.at_least)
        if begun not in self._won:
            self._won[begun] = _won(self.experiment, self.jobs, begun)
        return self._won[begun]

    @cached_property
    def _won(self) -> dict[int, float]:
        """What was worked out already, by replications."""
        return {}

    def bytes(self, replications: int) -> float:
        """Room on the disk, in bytes.

        Args:
            replications: of each point.
        """
        return self.definition + self._runs(replications) * self.pilot.size

    @property
    def expected(self) -> dict[Key, Expected]:
        """Per outcome with a smallest difference that matters how sharp the answer will be."""
        return {key: self._expected(key, smallest) for key, smallest in self.experiment.smallest.items()}

    def width(self, key: Key, replications: int) -> float:
        """Half the width of the interval of a difference after so many replications; NaN if nothing is known.

        Args:
            key: outcome and window, of those in ``expected``.
            replications: of each point.
        """
        return self._width(key, replications).mean

    def to_frame(self) -> DataFrame:
        """outcome, window, unit, matters, width, needed.

        ``matters``: the smallest difference that does; ``width``: half of the interval with the runs asked for;
        ``needed``: pairs of runs until it is narrow enough, missing where the pilot cannot tell.
        """
        from pandas import DataFrame

        rows = [
            (*key, key.unit, each.smallest, each.at_most, each.needed) for key, each in self.expected.items()
        ]
        table = DataFrame(rows, columns=["outcome", "window", "unit", "matters", "width", "needed"])
        return table.astype({"needed": "Int64"})

    def _repr_html_(self) -> str:
        return as_html(self.to_frame())

    @property
    def leeway(self) -> tuple[float, float]:
        """How many times as narrow or wide the intervals may turn out, seen from so few pairs."""
        for key in self.experiment.smallest:
            width, low, high, _ = self._width(key, 2)
            if width > 0:
                return low / width, high / width
        return math.nan, math.nan

    def within(self, seconds: float) -> int:
        """Replications that can be had in so much time; 0 if not even one.

        Args:
            seconds: that it may take.
        """
        affordable = 0
        while self.seconds(affordable + 1) <= seconds:
            affordable += 1
        return affordable

    def _width(self, key: Key, replications: int) -> Interval:
        return expected_half_width(self.pilot.differences[key], replications, self._confidence)

    @property
    def _confidence(self) -> float:
        """Of one interval among those that are reported together."""
        reference = self.experiment.points[self.pilot.points[0]].number
        return confidence_of_each(len(self.experiment.compared_with(reference)))

    def _runs(self, replications: int) -> int:
        return len(self.experiment.points) * (replications + len(self.experiment.worlds))

    def _work(self, replications: int) -> float:
        points, worlds = self.experiment.points, len(self.experiment.worlds)
        own = sum(self._of_point(each) for each in points)
        return replications * own + worlds * sum(self._of_point(each, replayed=False) for each in points)

    def _of_point(self, point: DesignPoint, replayed: bool = True) -> float:
        weeks = weeks_of(self.experiment, point, replayed)
        known = self.pilot.relative
        usual = sum(known.values()) / len(known)
        return weeks * self.pilot.seconds * known.get(point.number, usual)

    def _expected(self, key: Key, smallest: float) -> Expected:
        least, most = self.experiment.at_least, self.experiment.at_most
        needed = expected_runs(self.pilot.differences[key], smallest, self._confidence)
        return Expected(smallest, self.width(key, least), self.width(key, most), needed)


def _won(experiment: Experiment, jobs: int, replications: int) -> float:
    """Part of the time that so many replications take, each run alone, that is won by living them together."""
    runs = [(luck, point) for luck in range(replications) for point in experiment.points]
    tasks = [_task(experiment, point.number, luck) for luck, point in runs]
    alone = time_of([[each] for each in enumerate(tasks)], jobs)
    return 1 - time_of(list(families(tasks, len(tasks), jobs)), jobs) / alone if tasks else 0.0


def plan(
    experiment: Experiment,
    jobs: int,
    size: Size,
    pairs: int = PAIRS,
    work: Work = carry_out,
    clock: Clock = perf_counter,
    progress: Progress | None = None,
) -> Plan:
    """Try a little of an experiment and say what all of it will take.

    Args:
        experiment: what is planned.
        jobs: processes that will be used.
        size: bytes that a result takes where it is kept.
        pairs: runs of the most important contrast; with one, nothing is known of the width of an interval.
        work: what a run is.
        clock: seconds.
        progress: told after every run in full.

    Raises:
        RunFailed: a run of the pilot failed.
    """
    points = important(experiment)
    tasks = [_task(experiment, point, luck) for luck in range(pairs) for point in points]
    start = _start(jobs, tasks[0], clock)
    results, seconds = _together(work, tasks, jobs, clock, progress)
    weeks = sum(weeks_of(experiment, experiment.points[point]) for point in points) / len(points)
    pilot = Pilot(
        points=points,
        pairs=pairs,
        seconds=seconds / weeks,
        relative=_relative(experiment, points, work, clock),
        start=start,
        size=float(np.mean([size(result) for result in results])),
        differences=_differences(experiment, results[0::2], results[1::2]),
    )
    return Plan(experiment, pilot, jobs)


def important(experiment: Experiment) -> tuple[int, int]:
    """The contrast the pilot looks at: the last point of the design, which is the strongest, and its reference."""
    last = max(experiment.comparisons(), key=lambda each: each.number)
    return last.reference or 0, last.number


def weeks_of(experiment: Experiment, point: DesignPoint, replayed: bool = True) -> float:
    """Weeks that one run simulates: warm-up, horizon, and every repetition without volunteers."""
    parameters = point.scenario.parameters
    probes = [probe_of(experiment.windows[name])[1] for name in experiment.replay] if replayed else []
    again = [parameters.warmup + end for end in probes if end <= parameters.horizon]
    return parameters.warmup + parameters.horizon + sum(again)


def _task(experiment: Experiment, point: int, luck: int) -> Task:
    return task_of(experiment, Run(point, AS_THEY_ARE, luck), experiment.points[point].scenario)


def _together(
    work: Work, tasks: Sequence[Task], jobs: int, clock: Clock, progress: Progress | None
) -> tuple[list[Result], float]:
    """All results, and the seconds of one run while as many run at once as there are processes."""
    ready = _start(jobs, tasks[0], clock)  # quicker than the first time, which loaded the model
    begin = clock()
    results = _done(execute(work, tasks, jobs, progress, alone=True))
    rounds = math.ceil(len(tasks) / min(jobs, len(tasks)))
    return results, max(clock() - begin - ready, 0.0) / rounds


def _timed(work: Work, task: Task, clock: Clock) -> float:
    """The seconds a run took, in this process."""
    begin = clock()
    _done(execute(work, [task], 1))
    return clock() - begin


def _done(harvest: BatchResult) -> list[Result]:
    """The results; an error if somebody broke off, or if a run failed."""
    if harvest.stopped:
        raise KeyboardInterrupt
    for each in harvest.results:
        if each.error:
            raise each.failure
    return harvest.results


def _relative(experiment: Experiment, pilot: tuple[int, int], work: Work, clock: Clock) -> dict[int, float]:
    """How long a few weeks of each point take, against those of the two points that were run in full."""
    chosen = {*pilot, *_evenly(len(experiment.points))}
    seconds: dict[int, float] = {}
    for number in sorted(chosen):
        task = _task(experiment, number, 0)
        short = task._replace(
            scenario=_shortened(task.scenario), windows={"horizon": (0.0, float(PROBE))}, replay=()
        )
        seconds[number] = min(_timed(work, short, clock) for _ in range(TRIES))
    anchor = float(np.mean([seconds[number] for number in pilot]))
    return {number: each / anchor if anchor > 0 else 1.0 for number, each in seconds.items()}


def _evenly(points: int) -> list[int]:
    return [int(each) for each in np.unique(np.linspace(0, points - 1, min(points, PROBES)).round())]


def _shortened(scenario: Scenario) -> Scenario:
    """The first weeks of a scenario, without a warm-up."""
    weeks = {"warmup": 0, "horizon": PROBE}
    return replace(scenario, parameters=with_values(scenario.parameters, weeks))


def _start(jobs: int, task: Task, clock: Clock) -> float:
    """Seconds until the processes are there and have answered once."""
    if jobs == 1:
        return 0.0
    begin = clock()
    execute(answer, [task] * jobs, jobs)
    return clock() - begin


def answer(task: Task) -> Result:
    """What a process answers that is only asked whether it is there."""
    return failed(task, RuntimeError("nothing was run"))


def _differences(
    experiment: Experiment, reference: Sequence[Result], changed: Sequence[Result]
) -> dict[Key, Numbers]:
    return {key: _values(changed, key) - _values(reference, key) for key in experiment.smallest}


def _values(arm: Sequence[Result], key: Key) -> Numbers:
    return np.array([result.values.get(key.text, math.nan) for result in arm])
