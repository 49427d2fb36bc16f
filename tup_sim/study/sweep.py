"""Which assumptions decide an outcome, or a difference: all of them are moved over their plausible ranges at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from itertools import zip_longest
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tup_sim import measures
from tup_sim.errors import Message, RunFailed, TupSimError
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.given import texts, whole_number
from tup_sim.model.parameters.renamed import name_now
from tup_sim.model.plugins import side_by_side
from tup_sim.statistics import Interval, mean_interval
from tup_sim.statistics.intervals import Numbers
from tup_sim.statistics.sensitivity import (
    Elementary,
    Influences,
    elementary_effects,
    influences,
    share_interval,
)
from tup_sim.statistics.sobol import FEWEST, Indices, share_beyond_luck, sobol_indices
from tup_sim.study import design
from tup_sim.study.at_rest import rested
from tup_sim.study.execute import BatchResult, Progress, arriving, check_how, execute, workers
from tup_sim.study.ranges import Range, drawn, fits, hypercube, only_these, placed, ranges_of
from tup_sim.study.results import Key, as_html
from tup_sim.study.store import Store, identity_of_run, identity_of_scenario
from tup_sim.study.work import Result, Task, Windows

if TYPE_CHECKING:
    from pandas import DataFrame

DRAWS, UNMOVED = 200, 20
LEVELS = 4  # of a Morris path
PATHS = 4
BLOCKS = 64  # of Sobol points
METHODS = LATIN, MORRIS, SOBOL = "lhs", "morris", "sobol"
MIDDLE = (0.05, 0.95)
NO_SALIB = 'the method {method} needs SALib: pip install "tup-sim[sensitivity]"; the method lhs does without'
Pair = tuple[Scenario, Scenario | None]


class Spread(NamedTuple):
    """One outcome over many draws.

    Attributes:
        unmoved: runs in which every assumption stays where it is; luck only.
        moved: mean over the draws.
        low: nine of ten draws lie between this and ``high``; assumptions and luck together.
        high: the other end.
        sign: part of the draws that have the sign of the unmoved mean.
        sign_unmoved: part of the unmoved runs that have it.

    Examples:
        >>> from tup_sim import load_scenario, sensitivity
        >>> house = load_scenario("open_house", weeks=2, settings={"warmup": 0})
        >>> moved = sensitivity(house, ["contact_ratio"], only=["times.role"], draws=2, unmoved=1, jobs=1)
        >>> moved.spread("contact_ratio").sign.mean
        1.0
    """

    unmoved: Interval
    moved: Interval
    low: float
    high: float
    sign: Interval
    sign_unmoved: Interval


@dataclass(frozen=True)
class Sweep:
    """One scenario, or the difference of another with it, in many worlds with other assumptions.

    Attributes:
        base: the scenario.
        other: whose difference with it is looked at; None: the outcome itself is.
        method: ``lhs``, ``morris`` or ``sobol``.
        seed: seed of the study.
        keys: outcomes and windows that were asked for.
        ranges: the assumptions that were moved.
        left_out: those that were not, with the reason.
        parts: per draw and assumption the part of its range, as it was asked for.
        points: per draw and assumption the value it had.
        redrawn: draws whose first values did not go together.
        results: per draw (then per unmoved run) its runs; fewer if the work was broken off.
    """

    base: Scenario
    other: Scenario | None
    method: str
    seed: int
    keys: tuple[Key, ...]
    ranges: tuple[Range, ...]
    left_out: Mapping[str, str]
    parts: Numbers
    points: Numbers
    redrawn: int
    results: Mapping[int, Sequence[Result]]

    def __repr__(self) -> str:
        """What was swept; ``draws`` is a table of what came out."""
        other = f", other={self.other.name!r}" if self.other else ""
        size = f"draws={len(self.points)}, assumptions={len(self.ranges)}"
        return f"Sweep({self.base.name!r}{other}, method={self.method!r}, {size})"

    @property
    def failures(self) -> list[RunFailed]:
        """The errors of the runs that failed; their draws are left out."""
        return [each.failure for runs in self.results.values() for each in runs if each.error]

    @property
    def finished(self) -> int:
        """Draws all of whose runs gave numbers."""
        return sum(self._good(draw) for draw in range(len(self.points)))

    def values(self, key: Key) -> Numbers:
        """One value per draw, in the unit of the outcome; NaN where a run failed, is missing or has none.

        Args:
            key: outcome and window, of those in ``keys``.
        """
        return np.array([self._value(draw, key) for draw in range(len(self.points))])

    def unmoved(self, key: Key) -> Numbers:
        """The same for the runs with every assumption in its place.

        Args:
            key: outcome and window, of those in ``keys``.
        """
        return np.array([self._value(run, key) for run in sorted(self.results) if run >= len(self.points)])

    def spread(self, outcome: Key | str) -> Spread:
        """The outcome over all draws, and whether its sign holds.

        Args:
            outcome: its name, as ``core_met@late``, or its key.
        """
        key = outcome if isinstance(outcome, Key) else Key.of(outcome)
        moved, still = self.values(key), self.unmoved(key)
        known = moved[~np.isnan(moved)]
        middle = mean_interval(still)
        side = np.sign(middle.mean if middle.n else np.median(known) if known.size else math.nan)
        ends = np.quantile(known, MIDDLE) if known.size else (math.nan, math.nan)
        return Spread(
            middle,
            mean_interval(moved),
            float(ends[0]),
            float(ends[1]),
            share_interval(int((np.sign(known) == side).sum()), known.size),
            share_interval(int((np.sign(still) == side).sum()), int((~np.isnan(still)).sum())),
        )

    def influences(self, key: Key, shown: int = 10) -> Influences:
        """The assumptions that move the outcome most, in random draws.

        Args:
            key: outcome and window, of those in ``keys``.
            shown: how many of them.
        """
        return influences(self.points, self.values(key), self.seed, shown)

    def elementary(self, key: Key) -> list[Elementary]:
        """The effect of every assumption over its whole range, along paths, in the unit of the outcome.

        Args:
            key: outcome and window, of those in ``keys``.
        """
        return elementary_effects(self.parts, self.values(key), len(self.ranges) + 1)

    def indices(self, key: Key) -> Indices | None:
        """The share of the variance that comes from each assumption (0-1), in blocks; None if too few are whole.

        Args:
            key: outcome and window, of those in ``keys``.
        """
        return sobol_indices(self.values(key), len(self.ranges), self.seed)

    def rests_on_assumptions(self, key: Key) -> Interval | None:
        """The share of the variance over the draws that comes from assumptions rather than luck; None along paths.

        From random draws held against the unmoved runs; from blocks, in which A and B share only their luck.

        Args:
            key: outcome and window, of those in ``keys``.
        """
        if self.method == LATIN:
            return share_beyond_luck(self.values(key), self.unmoved(key))
        found = self.indices(key) if self.method == SOBOL else None
        if found is None:
            return None
        luck = found.luck
        mean, low, high = (min(1.0, max(0.0, 1 - end)) for end in (luck.mean, luck.high, luck.low))
        return Interval(mean, low, high, found.used)

    def to_frame(self) -> DataFrame:
        """What decides each outcome: outcome, window, assumption, effect, low, high, clear; strongest first.

        ``effect``: the partial rank correlation in random draws (-1 to 1), the mean effect over the whole range along
        paths (in the unit of the outcome), or the share of the variance in blocks (0-1). ``low`` and ``high`` are its
        95 % interval; ``clear``: it stands out above what luck gives.
        """
        from pandas import DataFrame

        rows = [(*key, *row) for key in self.keys for row in self._deciding(key)]
        return DataFrame(rows, columns=["outcome", "window", "assumption", "effect", "low", "high", "clear"])

    def _repr_html_(self) -> str:
        return as_html(self.to_frame())

    def _deciding(self, key: Key) -> list[tuple[Any, ...]]:
        paths = [each.path for each in self.ranges]
        if self.method == LATIN:
            return [(paths[each.column], *each[1:]) for each in self.influences(key).found]
        if self.method == MORRIS:
            sizes = [each.size for each in self.elementary(key)]
        else:
            sizes = [*found.total] if (found := self.indices(key)) else []
        rows = [
            (path, each.mean, each.low, each.high, each.low > 0)
            for path, each in zip(paths, sizes, strict=False)
        ]
        return sorted(rows, key=lambda row: -abs(row[1]))

    @cached_property
    def draws(self) -> DataFrame:
        """A row per draw: scenario, draw, error, the outcomes asked for, and every assumption that was moved."""
        from pandas import DataFrame

        name = self.other.name if self.other else self.base.name
        front = DataFrame({"scenario": name, "draw": range(len(self.points))})
        front["error"] = [
            " | ".join(e.error for e in self.results.get(d, ()) if e.error) for d in front["draw"]
        ]
        outcomes = DataFrame({key.text: self.values(key) for key in self.keys})
        moved = DataFrame(self.points, columns=[each.path for each in self.ranges])
        return front.join(outcomes).join(moved)

    def _good(self, draw: int) -> bool:
        runs = self.results.get(draw, ())
        return len(runs) == (2 if self.other else 1) and not any(each.error for each in runs)

    def _value(self, draw: int, key: Key) -> float:
        if not self._good(draw):
            return math.nan
        base, *other = (run.values.get(key.text, math.nan) for run in self.results[draw])
        return other[0] - base if other else base


class _Plan(NamedTuple):
    """All draws of one pair, before anything is run."""

    pair: Pair
    keys: tuple[Key, ...]
    windows: Windows
    ranges: tuple[Range, ...]
    left_out: dict[str, str]
    parts: Numbers
    values: list[dict[str, float | int] | None]
    redrawn: int
    path: int


def sweep(
    pairs: Sequence[Pair],
    outcomes: Sequence[str],
    method: str = LATIN,
    draws: int | None = None,
    unmoved: int = UNMOVED,
    seed: int = 1,
    only: Sequence[str] = (),
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
    store: Store | None = None,
    model: str = "",
) -> tuple[Sweep, ...]:
    """Move every assumption over its plausible range and look at outcomes, or at differences.

    Args:
        pairs: base and other scenario; None instead of an other looks at the base itself. Both get the same
            assumptions and the same luck.
        outcomes: keys such as ``core_met@late``.
        method: ``lhs`` (Latin hypercube: all move at once, each draw with luck of its own), ``morris`` (one after
            the other along paths, each path with luck of its own; needs SALib) or ``sobol`` (shares of the variance,
            from blocks with luck of their own; needs SALib and a choice of assumptions).
        draws: how many worlds; None: 200, four paths or 64 blocks.
        unmoved: runs with every assumption in its place, to know what luck alone does.
        seed: seed of draws and luck.
        only: paths of the assumptions that are moved; empty for all.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for; with a store, of those that it lacked.
        executor: used instead of processes of our own.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning, also where arms share a past; never changes a result.
        store: keeps every run at once, so that a sweep that is broken off goes on; None for none.
        model: version of the model, part of the identity of the runs in a store.

    Raises:
        TupSimError: something given is not what is wanted, values cannot go together, draws are too few, no SALib.
        RunFailed: every run failed.
        Interrupted: Ctrl-C; carries the finished draws.
    """
    check_how(progress, executor, limit, jobs)
    unmoved, seed = whole_number(unmoved, "unmoved", 0), whole_number(seed, "seed", 0)
    plans = _plans(pairs, outcomes, method, draws, seed, only, jobs)
    tasks = _in_turn(plans, unmoved, seed)
    harvest = _run(tasks, store, model, jobs, progress, executor, limit, alone)
    design.refuse_if_all_failed(harvest.results)
    found = tuple(_found(plan, harvest, number, method, seed) for number, plan in enumerate(plans))
    return design.unless_stopped(found, harvest, len(tasks))


def _run(
    tasks: Sequence[Task], store: Store | None, model: str,
    jobs: int | None, progress: Progress | None, executor: Executor | None, limit: float | None, alone: bool,
) -> BatchResult:  # fmt: skip
    """All tasks from the store, if there is one, or carried out now and kept there one by one."""
    if store is None:
        return execute(design.WORK, tasks, jobs, progress, executor, limit, alone)
    worlds = {id(each.scenario): each.scenario for each in tasks}
    named = {number: identity_of_scenario(each) for number, each in worlds.items()}
    keys = [identity_of_run(each, model, named[id(each.scenario)]) for each in tasks]
    there = {key: run for key, run in store.results(dict.fromkeys(keys), None) if not run.error}
    found = {
        number: replace(there[key], arm=tasks[number].arm, scenario=tasks[number].scenario.name)
        for number, key in enumerate(keys)
        if key in there
    }
    missing = [number for number in range(len(tasks)) if number not in found]
    stopped = False
    try:
        how = (workers(jobs, len(missing)), executor, limit, alone)
        with closing(arriving(design.WORK, [tasks[number] for number in missing], *how)) as results:
            for place, _, result in results:
                store.keep(keys[missing[place]], result)
                found[missing[place]] = result
                if progress is not None:
                    progress(len(found) - len(tasks) + len(missing), len(missing))
    except KeyboardInterrupt:
        stopped = True
    return BatchResult([found[number] for number in sorted(found)], stopped)


def _plans(
    pairs: Sequence[Pair],
    outcomes: Sequence[str],
    method: str,
    draws: int | None,
    seed: int,
    only: Sequence[str],
    jobs: int | None,
) -> list[_Plan]:
    """The draws of every pair, once everything that was given is what is wanted."""
    outcomes = texts(outcomes, "outcomes", "core_met@late")
    only = [name_now(path) for path in texts(only, "only", "strain.pleasure")]
    draws = None if draws is None else whole_number(draws, "draws", 1)
    _check_method(method)
    return [_plan(pair, outcomes, method, draws, seed, only) for pair in _at_rest(pairs, outcomes, jobs)]


def _check_method(method: str) -> None:
    if method not in METHODS:
        known = ", ".join(METHODS)
        raise TupSimError(Message("method is one of {known}, not {value!r}", known=known, value=method))


def _pairs(pairs: Any) -> Iterator[Pair]:
    """Bases, each with another scenario or none."""
    wanted = Message("pairs is a list of pairs (base, other) or (base, None), not {value!r}", value=pairs)
    if not isinstance(pairs, Iterable) or isinstance(pairs, str | Mapping):
        raise TupSimError(wanted)
    for pair in pairs:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise TupSimError(wanted)
        base, other = pair
        design.check([base] if other is None else [base, other])
        if other is not None:
            base, other = side_by_side([base, other])
        yield base, other


def _at_rest(pairs: Any, outcomes: Sequence[str], jobs: int | None) -> list[Pair]:
    """The pairs, with what people are used to measured; only once all of them have the outcomes that are asked."""
    found = list(_pairs(pairs))
    for pair in found:
        _keys_of(pair, outcomes)
    return [
        (first, rest[0] if rest else None) for first, *rest in (rested(_there(each), jobs) for each in found)
    ]


def _there(pair: Pair) -> list[Scenario]:
    return [each for each in pair if each is not None]


def check_outcomes(scenarios: Sequence[Scenario], outcomes: Sequence[str]) -> None:
    """Refuse outcomes that one scenario, or two that are compared, do not have.

    Raises:
        TupSimError: there is no such outcome, or no such window.
    """
    base, *other = side_by_side(scenarios)
    _keys_of((base, other[0] if other else None), outcomes)


def _keys_of(pair: Pair, outcomes: Sequence[str]) -> tuple[Windows, tuple[Key, ...]]:
    base, other = pair
    windows = measures.windows_of(base) if other is None else design.windows_of_pair(base, other)
    name = (other or base).name
    return windows, tuple(design.key_of(text, windows, name) for text in outcomes)


def _plan(
    pair: Pair, outcomes: Sequence[str], method: str, draws: int | None, seed: int, only: Sequence[str]
) -> _Plan:
    scenarios = _there(pair)
    windows, keys = _keys_of(pair, outcomes)
    ranges, left_out = ranges_of(scenarios, also=only)
    if only:
        ranges, left_out = only_these(ranges, left_out, only)
    if method == LATIN:
        parts, values, redrawn = hypercube(scenarios, ranges, draws or DRAWS, seed)
        return _Plan(pair, keys, windows, ranges, left_out, parts, list(values), redrawn, 1)
    if method == SOBOL and not only:
        raise TupSimError(Message("the method sobol needs a choice of assumptions: --only PATH,PATH,..."))
    parts = (_paths if method == MORRIS else _blocks)(len(ranges), draws, seed)
    values = [drawn(ranges, row) for row in parts]
    good = [each if fits(scenarios, each) else None for each in values]
    together = len(ranges) + (1 if method == MORRIS else 2)
    return _Plan(pair, keys, windows, ranges, left_out, parts, good, 0, together)


def _paths(inputs: int, draws: int | None, seed: int) -> Numbers:
    """Morris paths of ``inputs + 1`` points, one input moving at each step."""
    paths = PATHS if draws is None else draws // (inputs + 1)
    if paths < 2:
        problem = "Morris needs two paths of {draws} draws: at least --runs {runs}"
        raise TupSimError(Message(problem, draws=inputs + 1, runs=2 * (inputs + 1)))
    sampled = _salib(MORRIS).sample(_problem(inputs), paths, num_levels=LEVELS, seed=seed)
    return np.asarray(sampled, dtype=np.float64)


def _blocks(inputs: int, draws: int | None, seed: int) -> Numbers:
    """Blocks of ``inputs + 2`` points: A, A with one input of B for each input, B. Their number is a power of 2."""
    blocks = BLOCKS if draws is None else draws // (inputs + 2)
    if blocks < FEWEST:
        problem = "Sobol needs {blocks} blocks of {draws} draws: at least --runs {runs}"
        raise TupSimError(Message(problem, blocks=FEWEST, draws=inputs + 2, runs=FEWEST * (inputs + 2)))
    blocks = 1 << (blocks.bit_length() - 1)
    sampled = _salib(SOBOL).sample(_problem(inputs), blocks, calc_second_order=False, seed=seed)
    return np.asarray(sampled, dtype=np.float64)


def _salib(method: str) -> ModuleType:
    """The sampler of a method."""
    try:
        return import_module(f"SALib.sample.{method}")
    except ImportError:
        raise TupSimError(Message(NO_SALIB, method=method)) from None


def _problem(inputs: int) -> dict[str, Any]:
    """All inputs from 0 to 1, as SALib wants to be told."""
    return {"num_vars": inputs, "names": [str(n) for n in range(inputs)], "bounds": [[0.0, 1.0]] * inputs}


def _in_turn(plans: Sequence[_Plan], unmoved: int, seed: int) -> list[Task]:
    """The runs of all pairs, a draw of each in turn, so that work that is broken off has something of every pair."""
    worlds = zip_longest(*(_tasks(each, n, unmoved, seed) for n, each in enumerate(plans)), fillvalue=())
    return [task for together in worlds for runs in together for task in runs]


def _tasks(plan: _Plan, number: int, unmoved: int, seed: int) -> list[list[Task]]:
    """Per draw its runs, the unmoved ones first; nothing for a draw whose values do not go together."""
    scenarios = _there(plan.pair)
    only = tuple(dict.fromkeys(key.outcome for key in plan.keys))
    seen = {key.window: plan.windows[key.window] for key in plan.keys}
    draws = len(plan.values)
    worlds = [(draws + run, run, scenarios) for run in range(unmoved)]
    for draw, values in enumerate(plan.values):
        if values is not None:
            moved = [world for each in scenarios if (world := placed(each, values))]
            worlds.append((draw, draw // plan.path, moved))
    offset = number * (1 << 32)
    return [
        [Task(offset + 2 * draw + side, world, seed, luck, seen, only) for side, world in enumerate(arms)]
        for draw, luck, arms in worlds
    ]


def _found(plan: _Plan, harvest: BatchResult, number: int, method: str, seed: int) -> Sweep:
    offset = number * (1 << 32)
    runs: dict[int, list[Result]] = {}
    for result in harvest.results:
        if offset <= result.arm < offset + (1 << 32):
            runs.setdefault((result.arm - offset) >> 1, []).append(result)
    points = np.array([
        [math.nan if values is None else values[each.path] for each in plan.ranges] for values in plan.values
    ])  # fmt: skip
    return Sweep(
        *plan.pair,
        method,
        seed,
        plan.keys,
        plan.ranges,
        plan.left_out,
        plan.parts,
        points,
        plan.redrawn,
        runs,
    )
