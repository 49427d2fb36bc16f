"""Does the model show what a statement of the report leads one to expect, and is it this mechanism that does it?

A statement becomes a hypothesis: a few arms, and sums over their outcomes whose sign is predicted. The same runs then
say whether it comes out, whether it is gone without the mechanism that should cause it, and in which part of the
worlds with other plausible assumptions it has the same sign. Directions only: nobody measured magnitudes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, TypeVar

import numpy as np

from tup_sim.measures.outcomes import outcome_of
from tup_sim.model.parameters import Scenario, value_at
from tup_sim.model.processes.changing import with_values
from tup_sim.statistics import FEWEST, Interval, Verdict, held_against, mean_interval
from tup_sim.statistics import judge as judge_difference
from tup_sim.statistics.intervals import Numbers
from tup_sim.statistics.sensitivity import share_interval
from tup_sim.study.ranges import placed
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Task

YEAR, LATE = 52, "late"
IN_EACH = 2  # runs of an arm in each world: one alone would mostly show its luck
FINDINGS = ("mediated", "emergent")  # the tags that count as findings; the others only test the code
AGAIN = "b"
Worlds = Sequence[Mapping[str, float | int]]
Value = TypeVar("Value")


class Without(StrEnum):
    """What becomes of a hypothesis when the mechanism that should cause it is switched off in every arm.

    Says nothing: without it the arms do not differ at all, because the outcome is the state it moves or the lever acts
    through it alone; that the hypothesis is gone then is so by construction.
    """

    REMOVED = "removed"
    WEAKENED = "weakened"
    STAYS = "stays"
    FROZEN = "says nothing"
    CANNOT_TELL = "cannot tell"


class Prediction(NamedTuple):
    """A sum over arms whose sign is predicted: two arms for a direction, four for an interaction.

    Attributes:
        key: outcome and window.
        weights: name of an arm to its weight in the sum.
        sign: 1 if the sum should be above nought, -1 if below.
        plus: constant that is added to the sum.
    """

    key: Key
    weights: Mapping[str, float]
    sign: int
    plus: float = 0.0


@dataclass(frozen=True)
class Hypothesis:
    """A statement as something that can be run.

    Attributes:
        name: id of the statement, such as C117.
        arms: name of an arm to its scenario.
        predictions: all of them must hold.
        tag: identity, written, mediated or emergent (docs/model.md, *What kind of result is what*).
        because: why this tag.
        without: mechanisms that should cause it, switched off together.
        no_switch: why there is no such mechanism.
        split: ``open`` if it may be looked at while values are set, otherwise ``held_out``.
        weeks: that are run; all outcomes are of the last year of them.
        not_tested: why it cannot be run; it has no arms then.
        again: other arms for a statement whose first experiment could not show it, chosen after its verdict was read;
            it counts in no score, and its name is that of the statement with ``b`` behind it.
        extensions: parts of the model that are off by default and that it needs; their switches are on in every arm.
    """

    name: str
    arms: Mapping[str, Scenario]
    predictions: tuple[Prediction, ...]
    tag: str
    because: str
    without: tuple[str, ...]
    no_switch: str
    split: str
    weeks: int = 104
    not_tested: str = ""
    again: bool = False
    extensions: tuple[str, ...] = ()

    @property
    def claim(self) -> str:
        """Id of the statement."""
        return self.name.removesuffix(AGAIN)

    def switched_off(self) -> dict[str, Scenario]:
        """The arms without the mechanisms."""
        off = {f"mechanisms.{name}": False for name in self.without}
        return {
            name: replace(each, parameters=with_values(each.parameters, off))
            for name, each in self.arms.items()
        }

    def in_world(self, values: Mapping[str, float | int]) -> dict[str, Scenario | None]:
        """The arms with other assumptions; one that an arm sets itself stays as the arm has it."""
        base = next(iter(self.arms.values()))
        return {name: placed(each, left_to(each, base, values)) for name, each in self.arms.items()}


def untested(name: str, reason: str) -> Hypothesis:
    """A statement that cannot be run, with the reason."""
    return Hypothesis(name, {}, (), "", "", (), "", "", not_tested=reason)


class Judged(NamedTuple):
    """A prediction, the sum over the runs and what it shows.

    Attributes:
        prediction: with its sign.
        found: the sum, with its interval.
        small: the smallest difference that matters, in the unit of the outcome; None if nobody said so.
        verdict: what the judge says.
    """

    prediction: Prediction
    found: Interval
    small: float | None
    verdict: Verdict


class Evidence(NamedTuple):
    """What the runs say of a hypothesis.

    Attributes:
        hypothesis: that was run.
        verdict: over all predictions.
        judged: per prediction.
        without: what is left without the mechanisms; None if it was not run.
        same_sign: part of the worlds in which all predictions have their sign; n is the number of worlds.
        runs: pairs (or more arms) with the same luck that were complete.
    """

    hypothesis: Hypothesis
    verdict: Verdict
    judged: tuple[Judged, ...] = ()
    without: Without | None = None
    same_sign: Interval = Interval(math.nan, math.nan, math.nan, 0)
    runs: int = 0

    @property
    def finding(self) -> bool:
        """Whether it would count as a finding, not only as a test of the code."""
        return self.hypothesis.tag in FINDINGS


class Slot(NamedTuple):
    """Where a run belongs: hypothesis, arm, switched off, world (0 = assumptions as they are), number of the luck."""

    hypothesis: str
    arm: str
    off: bool
    world: int
    replication: int


def tasks_of(
    hypothesis: Hypothesis, replications: int, without: int, worlds: Worlds, seed: int
) -> Iterator[tuple[Slot, Task]]:
    """The runs of a hypothesis; hypotheses that share an arm share its runs, since equal tasks are run once.

    Args:
        hypothesis: to be tested.
        replications: runs of each arm.
        without: runs of each arm with the mechanisms switched off.
        worlds: values of the assumptions; each arm is run ``IN_EACH`` times in each.
        seed: of all of them.
    """
    windows = {LATE: (float(hypothesis.weeks - YEAR), float(hypothesis.weeks))}
    plain = [(run, False, 0, hypothesis.arms) for run in range(replications)]
    off = [(run, True, 0, hypothesis.switched_off()) for run in range(without)] if hypothesis.without else []
    other = [
        (IN_EACH * number + run, False, number, arms)
        for number, arms in enumerate(map(hypothesis.in_world, worlds), 1)
        for run in range(IN_EACH)
    ]
    for run, switched, world, arms in (*plain, *off, *other):
        for name, scenario in arms.items():
            if scenario is not None:
                slot = Slot(hypothesis.name, name, switched, world, run)
                yield slot, Task(0, scenario, seed, run, windows, weekly=())


def judge(hypothesis: Hypothesis, results: Mapping[Slot, Result]) -> Evidence:
    """What the runs say; runs that failed or are missing drop out with their partners."""
    if hypothesis.not_tested:
        return Evidence(hypothesis, Verdict.NOT_TESTED)
    mine = {
        slot: each for slot, each in results.items() if slot.hypothesis == hypothesis.name and not each.error
    }
    judged = tuple(_judged(each, mine) for each in hypothesis.predictions)
    signs = _signs(hypothesis, mine)
    return Evidence(
        hypothesis,
        overall([each.verdict for each in judged]),
        judged,
        _without(judged, mine),
        share_interval(sum(signs), len(signs)),
        min(each.found.n for each in judged),
    )


def overall(verdicts: Sequence[Verdict]) -> Verdict:
    """Of several predictions: contradicted if one is, reproduced only if all are, slight if all have their sign."""
    for worst in (Verdict.CONTRADICTED, Verdict.ABSENT, Verdict.CANNOT_TELL, Verdict.SLIGHT):
        if worst in verdicts:
            return worst
    return Verdict.REPRODUCED


def _judged(prediction: Prediction, results: Mapping[Slot, Result]) -> Judged:
    found, level = mean_interval(_sums(prediction, results, off=False)), _size(prediction, results)
    small = outcome_of(prediction.key.outcome).smallest_at(level)
    return Judged(prediction, found, small, held_against(found, prediction.sign, small, level))


def _without(judged: Sequence[Judged], results: Mapping[Slot, Result]) -> Without | None:
    """The strongest prediction that came out, with and without the mechanisms."""
    clear = [each for each in judged if each.verdict is Verdict.REPRODUCED]
    if not clear or not any(slot.off for slot in results):
        return None
    said = [_left(each.prediction, results) for each in clear]
    order = (Without.REMOVED, Without.WEAKENED, Without.CANNOT_TELL, Without.STAYS, Without.FROZEN)
    return next(each for each in order if each in said)


def _left(prediction: Prediction, results: Mapping[Slot, Result]) -> Without:
    on, off = (_sums(prediction, results, off=switched) for switched in (False, True))
    known = off[~np.isnan(off)]
    if known.size and np.all(known == prediction.plus):
        return Without.FROZEN
    pairs = min(on.size, off.size)
    lost, left = (
        judge_difference(mean_interval(prediction.sign * each)) for each in (on[:pairs] - off[:pairs], off)
    )
    if min(lost.pairs, left.pairs) < FEWEST:
        return Without.CANNOT_TELL
    if lost.way == "higher":
        return Without.WEAKENED if left.way == "higher" else Without.REMOVED
    return Without.STAYS if left.way == "higher" else Without.CANNOT_TELL


def _sums(prediction: Prediction, results: Mapping[Slot, Result], off: bool) -> Numbers:
    """The sum per number of the luck, NaN where a run is missing."""
    runs = {slot.replication for slot in results if slot.off is off and slot.world == 0}
    by_arm = _by_arm(results, off)
    sums = [_sum(prediction, by_arm, run) for run in range(max(runs, default=-1) + 1)]
    return np.array(sums, dtype=np.float64)


def _by_arm(results: Mapping[Slot, Result], off: bool) -> dict[tuple[str, int], Result]:
    return {(s.arm, s.replication): each for s, each in results.items() if s.off is off and s.world == 0}


def _sum(prediction: Prediction, results: Mapping[tuple[str, int], Result], run: int) -> float:
    parts = prediction.weights.items()
    return prediction.plus + math.fsum(
        weight * _value(results.get((arm, run)), prediction.key) for arm, weight in parts
    )


def _value(result: Result | None, key: Key) -> float:
    return math.nan if result is None else result.values.get(key.text, math.nan)


def _size(prediction: Prediction, results: Mapping[Slot, Result]) -> float:
    """How large the outcome is in the arms of the sum, on average and without sign."""
    values = [
        abs(_value(each, prediction.key))
        for slot, each in results.items()
        if not slot.off and slot.world == 0 and slot.arm in prediction.weights
    ]
    return mean_interval(values).mean if values else math.nan


def _signs(hypothesis: Hypothesis, results: Mapping[Slot, Result]) -> list[bool]:
    """Per world with all numbers, whether every prediction has its sign, on average over the runs there."""
    worlds = sorted({slot.world for slot in results if slot.world})
    found = []
    for world in worlds:
        here = {(s.arm, s.replication): each for s, each in results.items() if s.world == world}
        runs = sorted({run for _, run in here})
        sums = [
            each.sign * sum(_sum(each, here, run) for run in runs) / len(runs)
            for each in hypothesis.predictions
        ]
        if len(runs) == IN_EACH and not any(math.isnan(each) for each in sums):
            found.append(all(each > 0 for each in sums))
    return found


def left_to(arm: Scenario, base: Scenario, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a world that an arm does not set itself."""
    dated = {path for change in arm.changes for path in change.values}
    return {
        path: value
        for path, value in values.items()
        if path not in dated and value_at(arm.parameters, path) == value_at(base.parameters, path)
    }
