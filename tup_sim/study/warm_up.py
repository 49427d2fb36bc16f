"""Is the warm-up of a scenario long enough? Its runs, looked at from the very start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from tup_sim.errors import TupSimError
from tup_sim.measures import OUTCOMES
from tup_sim.model.parameters import Scenario
from tup_sim.statistics import mser5, welch
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.design import replicate
from tup_sim.study.execute import Interrupted, Progress
from tup_sim.study.results import Replications

WINDOW = 13  # weeks looked at on either side of a point of the curve
SOON = 4  # outcomes that look back over more weeks than this say nothing about the start


class Settling(NamedTuple):
    """One outcome from the very start.

    Attributes:
        outcome: its name.
        mean: over the runs, week by week.
        curve: the same smoothed.
        leave_out: weeks to leave out at the start; None if the series does not settle.
    """

    outcome: str
    mean: Numbers
    curve: Numbers
    leave_out: int | None


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

    def enough(self, settling: Settling) -> bool:
        """Whether the warm-up is long enough for this outcome."""
        return settling.leave_out is not None and settling.leave_out <= self.warmup


def run_in(
    scenario: Scenario,
    replications: int = 20,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> RunIn:
    """Run a scenario from the first week of its warm-up to its end, and find where each headline outcome settles.

    Raises:
        TupSimError: the scenario has dated changes; a warm-up can only be seen at rest.
        RunFailed: every run failed.
        Interrupted: Ctrl-C; carries what the finished runs show.
    """
    if scenario.changes:
        raise TupSimError(f"{scenario.name} changes at a date; give an organisation at rest")
    p = scenario.parameters
    weeks = p.warmup + p.horizon
    if weeks <= 2 * WINDOW:
        raise TupSimError(f"{weeks} weeks are too few to see a warm-up; more than {2 * WINDOW} are needed")
    whole = replace(scenario, parameters=p.model_copy(update={"warmup": 0, "horizon": weeks}))
    try:
        runs = replicate(whole, replications, seed, jobs, progress)
    except Interrupted as stop:
        seen = stop.results and _seen(scenario, stop.results)
        raise Interrupted(stop.done, stop.total, seen) from None
    return _seen(scenario, runs)


def _seen(scenario: Scenario, runs: Replications) -> RunIn:
    names = [name for name, each in OUTCOMES.items() if each.headline and each.trailing <= SOON]
    found = tuple(each for name in names if (each := _settling(name, runs)))
    return RunIn(scenario.name, scenario.parameters.warmup, runs, found)


def _settling(name: str, runs: Replications) -> Settling | None:
    """Where one outcome settles; None if some week has no value in any run."""
    series = [result.weekly[name] for result in runs.results if name in result.weekly]
    mean = _mean(series)
    if not mean.size or np.isnan(mean).any():
        return None
    return Settling(name, mean, welch([mean.tolist()], WINDOW), mser5(mean))


def _mean(series: Sequence[Sequence[float]]) -> Numbers:
    """Mean over the runs that have a value in a week; the weeks before anybody has one get the first mean."""
    table = np.array(series, dtype=np.float64).reshape(len(series), -1)
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    mean = np.where(count > 0, np.where(known, table, 0.0).sum(axis=0) / np.maximum(1, count), np.nan)
    first = int(np.argmax(count > 0)) if count.any() else 0
    if first <= SOON:
        mean[:first] = mean[first] if mean.size else np.nan
    return np.asarray(mean)
