"""Which mechanisms produce a difference: it is measured again and again with mechanisms switched off in both worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tup_sim.errors import Message, RunFailed, TupSimError
from tup_sim.model.catalogue import catalogue_of
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.given import texts, whole_number
from tup_sim.model.plugins import side_by_side, switches_added
from tup_sim.model.processes.changing import with_values
from tup_sim.statistics import (
    Interval,
    antithetic_orders,
    coalitions_along,
    mean_interval,
    sampled_shares,
    shapley_values,
)
from tup_sim.study import design
from tup_sim.study.at_rest import rested
from tup_sim.study.execute import Progress, execute
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Task, Windows

if TYPE_CHECKING:
    from pandas import DataFrame

USUAL = ("work_pressure", "strain", "coaching", "support_on_the_job", "belonging_recognition")
GATE = "money"  # without it there is no cut at all, so it is not one of "all" mechanisms
ALL = "all"
MOST_EXACT = 6  # members; 64 coalitions
PAIRS = 1  # of orders per replication, if sampled
CONFIDENCE = 0.95
LUCK_OF_ORDERS = 29  # keeps the orders apart from other luck of the same seed
Member = tuple[str, ...]


class Split(NamedTuple):
    """A difference, divided.

    Attributes:
        key: outcome and window.
        total: other scenario minus base with everything on, over the complete replications.
        shares: per member its share; the intervals of shares and rest hold together.
        rest: the difference that is left with all members off: everything that was not switched.
        alone: per member how much smaller the difference gets if only this one is off; empty if sampled.
    """

    key: Key
    total: Interval
    shares: tuple[Interval, ...]
    rest: Interval
    alone: tuple[Interval, ...]


@dataclass(frozen=True)
class Attribution:
    """A difference between two scenarios, measured under many coalitions of mechanisms.

    Attributes:
        base, other: the scenarios, everything on.
        members: what is switched; mechanisms in one member are switched together.
        keys: outcomes and windows that were asked for.
        orders: per replication the orders in which members join; empty if every coalition was run.
        seed: seed of the study.
        asked: replications asked for.
        results: of all runs; ``arm`` is twice the coalition, plus one for the other scenario.
    """

    base: Scenario
    other: Scenario
    members: tuple[Member, ...]
    keys: tuple[Key, ...]
    orders: tuple[tuple[tuple[int, ...], ...], ...]
    seed: int
    asked: int
    results: tuple[Result, ...]

    def __repr__(self) -> str:
        """Between what, and how much was run."""
        runs = f"members={self.names}, runs={len(self.results)}"
        return f"Attribution(base={self.base.name!r}, other={self.other.name!r}, {runs})"

    @property
    def exact(self) -> bool:
        """Whether every coalition was run."""
        return not self.orders

    @property
    def names(self) -> list[str]:
        """Members by name."""
        return ["+".join(member) for member in self.members]

    @property
    def failures(self) -> list[RunFailed]:
        """The errors of the runs that failed."""
        return [result.failure for result in self.results if result.error]

    def split(self, key: Key) -> Split:
        """The difference in one outcome, divided; a replication in which a run is missing drops out."""
        worths = {run: worth for run in range(self.asked) if (worth := self._worth(key, run))}
        full = (1 << len(self.members)) - 1
        shares = [self._shares(run, worth) for run, worth in worths.items()]
        together = 1 - (1 - CONFIDENCE) / (len(self.members) + 1)
        columns = np.array(shares).reshape(-1, len(self.members)).T
        alone = (
            [worth[full] - worth[full & ~(1 << member)] for worth in worths.values()]
            for member in range(len(self.members) if self.exact else 0)
        )
        return Split(
            key,
            mean_interval([worth[full] for worth in worths.values()], CONFIDENCE),
            tuple(mean_interval(column, together) for column in columns),
            mean_interval([worth[0] for worth in worths.values()], together),
            tuple(mean_interval(each, together) for each in alone),
        )

    def _shares(self, run: int, worth: Mapping[int, float]) -> np.ndarray:
        if self.exact:
            return shapley_values([worth[coalition] for coalition in sorted(worth)])
        return sampled_shares(self.orders[run], worth)

    def _worth(self, key: Key, run: int) -> dict[int, float]:
        """The difference under every coalition of one replication; empty if one of them is not known."""
        met = coalitions(len(self.members), self.orders[run] if self.orders else ())
        found = {each: self._difference(key, run, each) for each in met}
        return {} if any(math.isnan(value) for value in found.values()) else found

    def _difference(self, key: Key, run: int, coalition: int) -> float:
        base, other = (
            self._values.get((run, 2 * coalition + side), {}).get(key.text, math.nan) for side in (0, 1)
        )
        return other - base

    @cached_property
    def _values(self) -> dict[tuple[int, int], Mapping[str, float]]:
        return {(each.replication, each.arm): each.values for each in self.results}

    @cached_property
    def runs(self) -> DataFrame:
        """outcome, window, replication, on (members that were on), base, other, difference, error; a row per pair."""
        from pandas import DataFrame

        met = sorted({(each.replication, each.arm >> 1) for each in self.results})
        errors = {(each.replication, each.arm >> 1): each.error for each in self.results if each.error}
        rows = [
            (
                *key,
                run,
                self.on(coalition),
                *(
                    self._values.get((run, 2 * coalition + side), {}).get(key.text, math.nan)
                    for side in (0, 1)
                ),
                self._difference(key, run, coalition),
                errors.get((run, coalition), ""),
            )
            for key in self.keys
            for run, coalition in met
        ]
        columns = ("outcome", "window", "replication", "on", "base", "other", "difference", "error")
        return DataFrame(rows, columns=list(columns))

    def on(self, coalition: int) -> str:
        """The members that are on in a coalition, in words."""
        return " ".join(name for place, name in enumerate(self.names) if coalition >> place & 1)


def explain_difference(
    base: Scenario,
    other: Scenario,
    outcomes: Sequence[str],
    mechanisms: Sequence[str] = (),
    replications: int = design.REPLICATIONS,
    seed: int = 1,
    pairs: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
) -> Attribution:
    """Measure a difference under coalitions of mechanisms, with the same luck everywhere.

    Args:
        base: what the other is compared with.
        other: the other scenario.
        outcomes: keys such as ``retention_12m@late``; all are read from the same runs.
        mechanisms: what to switch; ``a+b`` is switched together, ``all`` is every one that is on except money;
            empty: a usual set of five.
        replications: with how much luck; each needs two runs per coalition.
        seed: seed of the study.
        pairs: pairs of orders (one and its reverse) per replication; None: all coalitions up to six members, else
            one pair. Each replication draws orders of its own, so that one interval holds both errors.
        jobs: processes to use; never changes a result.
        progress: called after every run with the numbers done and asked for.
        executor: used instead of processes of our own.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning, also where arms share a past; never changes a result.

    Raises:
        TupSimError: something given is not what is wanted, a mechanism is off already, or something is not there.
        RunFailed: every run failed.
        Interrupted: Ctrl-C; carries the complete replications.
    """
    design.check([base, other])
    base, other = side_by_side([base, other])
    replications, seed = whole_number(replications, "replications", 1), whole_number(seed, "seed", 0)
    pairs = None if pairs is None else whole_number(pairs, "pairs", 1)
    members = members_of(texts(mechanisms, "mechanisms", "strain"), (base, other))
    windows, keys = _looked_at(base, other, texts(outcomes, "outcomes", "core_met"))
    orders = orders_of(len(members), replications, seed, pairs)
    base, other = rested([base, other], jobs)
    tasks = _tasks((base, other), members, keys, windows, orders, replications, seed)
    harvest = execute(design.WORK, tasks, jobs, progress, executor, limit, alone)
    design.refuse_if_all_failed(harvest.results)
    found = Attribution(base, other, members, keys, orders, seed, replications, tuple(harvest.results))
    return design.unless_stopped(found, harvest, len(tasks))


def _looked_at(base: Scenario, other: Scenario, outcomes: Sequence[str]) -> tuple[Windows, tuple[Key, ...]]:
    windows = design.windows_of_pair(base, other)
    return windows, tuple(design.key_of(text, windows, other.name) for text in outcomes)


def members_of(mechanisms: Sequence[str], scenarios: Sequence[Scenario]) -> tuple[Member, ...]:
    """The members that are meant, each a mechanism or several that are switched together.

    Raises:
        TupSimError: a mechanism does not exist, is off in all scenarios, or is named twice.
    """
    switches = list(catalogue_of(scenarios[0].parameters).switches.model_fields)
    on = [name for name in switches if any(_is_on(each, name) for each in scenarios)]
    if list(mechanisms) == [ALL]:
        return tuple((name,) for name in on if name != GATE)
    members = tuple(tuple(text.split("+")) for text in mechanisms) or tuple(
        (name,) for name in (*USUAL, *switches_added(scenarios[0])) if name in on
    )
    named = [name for member in members for name in member]
    for name in named:
        if name not in switches:
            known = ", ".join(switches)
            raise TupSimError(
                Message("there is no mechanism '{name}'; there are: {known}", name=name, known=known)
            )
        if name not in on:
            problem = "mechanism '{name}' is off in both scenarios already; it cannot explain anything"
            raise TupSimError(Message(problem, name=name))
    if len(set(named)) < len(named):
        raise TupSimError(Message("a mechanism can be switched only once; name each of them once"))
    return members


def orders_of(
    members: int, replications: int, seed: int, pairs: int | None
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Per replication its orders; none at all if every coalition is run."""
    if pairs is None and members <= MOST_EXACT:
        return ()
    return tuple(
        tuple(antithetic_orders(members, pairs or PAIRS, np.random.default_rng([seed, run, LUCK_OF_ORDERS])))
        for run in range(replications)
    )


def coalitions_of(members: int, pairs: int | None) -> int:
    """How many coalitions a replication runs at most."""
    if pairs is None and members <= MOST_EXACT:
        return 1 << members
    return min(2 * (pairs or PAIRS) * members + 2, 1 << members)


def coalitions(members: int, orders: Sequence[tuple[int, ...]]) -> list[int]:
    """The coalitions to run: those along the orders, or all."""
    if not orders:
        return list(range(1 << members))
    return sorted({each for order in orders for each in coalitions_along(order)})


def switched_off(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """The scenario with mechanisms off from beginning to end; a change that would switch them on is dropped."""
    paths = {f"mechanisms.{name}": False for name in names}
    changes = tuple(
        replace(change, values={path: value for path, value in change.values.items() if path not in paths})
        for change in scenario.changes
    )
    return replace(scenario, parameters=with_values(scenario.parameters, paths), changes=changes)


def _is_on(scenario: Scenario, name: str) -> bool:
    later = any(change.values.get(f"mechanisms.{name}") for change in scenario.changes)
    return bool(getattr(scenario.parameters.mechanisms, name)) or later


def _tasks(
    pair: tuple[Scenario, Scenario],
    members: Sequence[Member],
    keys: Sequence[Key],
    windows: Windows,
    orders: Sequence[Sequence[tuple[int, ...]]],
    replications: int,
    seed: int,
) -> list[Task]:
    """Two runs per coalition, replication by replication, so that work that is broken off has whole ones."""
    only = tuple(dict.fromkeys(key.outcome for key in keys))
    seen = {key.window: windows[key.window] for key in keys}
    worlds: dict[int, tuple[Scenario, Scenario]] = {}
    tasks = []
    for run in range(replications):
        for coalition in coalitions(len(members), orders[run] if orders else ()):
            if coalition not in worlds:
                off = [
                    name for place, each in enumerate(members) if not coalition >> place & 1 for name in each
                ]
                worlds[coalition] = (switched_off(pair[0], off), switched_off(pair[1], off))
            for side, world in enumerate(worlds[coalition]):
                tasks.append(Task(2 * coalition + side, world, seed, run, seen, only))
    return tasks
