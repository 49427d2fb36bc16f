"""What an experiment found: per design point its runs, against its reference the differences, per world a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from tup_sim.errors import RunFailed
from tup_sim.statistics.intervals import Numbers
from tup_sim.study.experiment import AS_THEY_ARE, DesignPoint, Experiment, Run, Text
from tup_sim.study.results import Comparison, Contrast, Key, Replications
from tup_sim.study.work import Result

NOTHING_TO_CHECK = "nothing to check"  # name of a check that holds because it has no object


class Check(NamedTuple):
    """One check that an experiment makes of itself.

    Attributes:
        name: short, such as ``placebo``.
        passed: whether it held.
        said: what was checked and what came out.
    """

    name: str
    passed: bool
    said: Text

    @property
    def applies(self) -> bool:
        """Whether there was anything to check."""
        return self.name != NOTHING_TO_CHECK


@dataclass(frozen=True)
class Findings:
    """The results of an experiment, as far as they are there.

    Attributes:
        experiment: what was asked.
        found: per design point its runs with the assumptions as they are.
        worlds: per world (from 1) and design point its run; a missing or failed one is left out.
        failed_worlds: the errors of the failed ones.
        checks: what the experiment checked of itself.
        manifest: versions, hashes, seeds, machine and duration, as plain data.
    """

    experiment: Experiment
    found: tuple[Replications, ...]
    worlds: Mapping[tuple[int, int], Result]
    checks: tuple[Check, ...] = ()
    manifest: Mapping[str, Any] | None = None
    failed_worlds: tuple[RunFailed, ...] = ()

    def __repr__(self) -> str:
        """Which experiment it is of, and how many runs there are."""
        return f"Findings({self.experiment!r}, runs={self.there})"

    @property
    def failures(self) -> list[RunFailed]:
        """The errors of the runs that failed."""
        return [*(failure for each in self.found for failure in each.failures), *self.failed_worlds]

    @property
    def there(self) -> int:
        """Runs that are there, failed ones too."""
        return sum(len(each.results) for each in self.found) + len(self.worlds) + len(self.failed_worlds)

    @property
    def environments(self) -> Mapping[str, int]:
        """What the runs were made in, and how many in each."""
        runs = [*(each for point in self.found for each in point.results), *self.worlds.values()]
        return Counter(each.environment for each in runs)

    @property
    def mixed(self) -> bool:
        """Whether the runs were made in more than one environment."""
        return len(self.environments) > 1

    @property
    def complete(self) -> bool:
        """Whether every point has at least the replications that were asked for."""
        return all(len(each.results) >= self.experiment.at_least for each in self.found)

    def comparison(self, reference: int) -> Comparison:
        """A reference point and all that are compared with it; their intervals hold together."""
        return self._comparisons[reference]

    def contrast(self, point: DesignPoint, key: Key) -> Contrast | None:
        """The difference of a point with its reference; None for a reference, or if one does not know the outcome."""
        if point.reference is None:
            return None
        beside = [each.number for each in self.experiment.compared_with(point.reference)]
        return self.comparison(point.reference).contrast(beside.index(point.number), *key)

    def smallest_of(self, key: Key) -> float | None:
        """The smallest difference that matters, at the level of the first point; None if nobody said so."""
        return self.experiment.smallest_of(key, self.found[0].interval(*key).mean)

    def in_worlds(self, key: Key) -> Numbers:
        """Values of an outcome: one row per world, one column per design point; NaN where there is none."""
        worlds, points = len(self.experiment.worlds), len(self.experiment.points)
        table = np.full((worlds, points), np.nan)
        for (world, point), result in self.worlds.items():
            table[world - 1, point] = result.values.get(key.text, np.nan)
        return table

    @cached_property
    def _comparisons(self) -> dict[int, Comparison]:
        return {number: self._compared(number) for number in self.experiment.references()}

    def _compared(self, reference: int) -> Comparison:
        others = tuple(self.found[each.number] for each in self.experiment.compared_with(reference))
        same = {name: name for name in self.experiment.windows}
        return Comparison(self.found[reference], others, (same,) * len(others))


def findings_of(
    experiment: Experiment,
    results: Sequence[tuple[Run, Result]],
    checks: Sequence[Check] = (),
    manifest: Mapping[str, Any] | None = None,
) -> Findings:
    """Sort the results of an experiment; all points have room for as many replications as the longest."""
    asked = max((run.replication + 1 for run, _ in results if run.world == AS_THEY_ARE), default=0)
    own = [[each for run, each in results if run[:2] == (p.number, AS_THEY_ARE)] for p in experiment.points]
    found = tuple(
        Replications(point.scenario, experiment.seed, asked, experiment.windows, tuple(mine))
        for point, mine in zip(experiment.points, own, strict=True)
    )
    worlds = {(run.world, run.point): each for run, each in results if run.world != AS_THEY_ARE}
    good = {place: each for place, each in worlds.items() if not each.error}
    bad = tuple(
        replace(each, scenario=f"{each.scenario} in world {world}").failure
        for (world, _), each in worlds.items()
        if each.error
    )
    return Findings(experiment, found, good, tuple(checks), manifest, bad)
