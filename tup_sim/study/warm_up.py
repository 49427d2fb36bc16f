"""Is the warm-up of a scenario long enough? Its runs, looked at from the very start.

Outcomes leave the warm-up out by their windows (``measures/windows.py``), whose weeks count from its end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from tup_sim.errors import Message, TupSimError
from tup_sim.measures import OUTCOMES
from tup_sim.model.parameters import Scenario
from tup_sim.statistics import Difference, holm, mser5, paired_difference, welch
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.design import check, replicate
from tup_sim.study.execute import Interrupted, Progress, check_how
from tup_sim.study.results import Replications

WINDOW = 13  # weeks looked at on either side of a point of the curve
HALF_YEAR, CLEAR = 26, 0.05
SOON = 4  # outcomes that look back over more weeks than this say nothing about the start


class Settling(NamedTuple):
    """One outcome from the very start.

    Attributes:
        outcome: its name.
        mean: over the runs, week by week.
        curve: the same smoothed.
        leave_out: weeks to leave out at the start by MSER-5; None if it cannot tell.
        drift: first half year after the warm-up minus all that follows, run by run.
        p: chance of such a drift if there were none, adjusted for the number of outcomes (Holm).
    """

    outcome: str
    mean: Numbers
    curve: Numbers
    leave_out: int | None
    drift: Difference
    p: float


@dataclass(frozen=True)
class RunIn:
    """A scenario at rest, seen from the first week of its warm-up.

    Attributes:
        name: of the scenario.
        warmup: weeks that it leaves out.
        runs: the runs, in which nothing is left out.
        settlings: one per outcome.
    """

    name: str
    warmup: int
    runs: Replications
    settlings: tuple[Settling, ...]

    @property
    def drifting(self) -> list[Settling]:
        """The outcomes that still move clearly after the warm-up."""
        return [each for each in self.settlings if each.drift.clear and each.p <= CLEAR]


def run_in(
    scenario: Scenario,
    replications: int = 20,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> RunIn:
    """Run a scenario from the first week of its warm-up to its end, and find where each headline outcome settles.

    MSER-5 proposes a cut for the mean over the runs. A series that wanders slowly by itself has none, however many runs
    there are: then only the runs can tell, by the drift between the first half year after the warm-up and what follows.

    Raises:
        TupSimError: what was given is something else than is wanted; the scenario has dated changes; a warm-up can
            only be seen at rest.
        RunFailed: every run failed.
        Interrupted: Ctrl-C; carries what the finished runs show.
    """
    check([scenario])
    check_how(progress, None, None)
    if scenario.changes:
        problem = "{scenario} changes at a date; give an organisation at rest"
        raise TupSimError(Message(problem, scenario=scenario.name))
    p = scenario.parameters
    weeks = p.warmup + p.horizon
    if weeks <= 2 * WINDOW:
        problem = "{weeks} weeks are too few to see a warm-up; more than {fewest} are needed"
        raise TupSimError(Message(problem, weeks=weeks, fewest=2 * WINDOW))
    whole = replace(scenario, parameters=p.model_copy(update={"warmup": 0, "horizon": weeks}))
    try:
        runs = replicate(whole, replications, seed, jobs, progress)
    except Interrupted as stop:
        seen = stop.results and _seen(scenario, stop.results)
        raise Interrupted(stop.done, stop.total, seen) from None
    return _seen(scenario, runs)


def _seen(scenario: Scenario, runs: Replications) -> RunIn:
    names = [name for name, each in OUTCOMES.items() if each.headline and each.trailing <= SOON]
    warmup = scenario.parameters.warmup
    found = [each for name in names if (each := _settling(name, runs, warmup))]
    adjusted = holm(each.drift.p for each in found)
    settlings = tuple(each._replace(p=p) for each, p in zip(found, adjusted, strict=True))
    return RunIn(scenario.name, warmup, runs, settlings)


def _settling(name: str, runs: Replications, warmup: int) -> Settling | None:
    """Where one outcome settles; None if some week has no value in any run."""
    series = [result.weekly[name] for result in runs.results if name in result.weekly]
    mean = _mean(series) if series else np.full(1, np.nan)
    if np.isnan(mean).any():
        return None
    begin = min(warmup + HALF_YEAR, (warmup + mean.size) // 2)
    soon, later = (
        np.array([_of_run(run[span]) for run in series])
        for span in (slice(warmup, begin), slice(begin, None))
    )
    drift = paired_difference(soon, later)
    return Settling(name, mean, welch([mean.tolist()], WINDOW), mser5(mean), drift, drift.p)


def _of_run(weeks: Sequence[float]) -> float:
    """Mean over the weeks with a value; NaN without any."""
    known = np.asarray(weeks, dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.mean()) if known.size else math.nan


def _mean(series: Sequence[Sequence[float]]) -> Numbers:
    """Mean over the runs that have a value in a week; the weeks before anybody has one get the first mean."""
    table = np.array(series, dtype=np.float64)
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    mean = np.where(count > 0, np.where(known, table, 0.0).sum(axis=0) / np.maximum(1, count), np.nan)
    first = int(np.argmax(count > 0))
    if first <= SOON:
        mean[:first] = mean[first]
    return np.asarray(mean)
