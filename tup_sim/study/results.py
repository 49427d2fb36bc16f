"""What a study found, as tidy tables: one row per run, per week, per outcome, per difference."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from tup_sim import measures
from tup_sim.errors import Message, RunFailed, TupSimError
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.given import number, texts, whole_number
from tup_sim.model.parameters.given import text as one_text
from tup_sim.statistics import (
    Difference,
    Interval,
    Judgement,
    correlation,
    holm,
    judge,
    mean_interval,
    runs_saved,
    simultaneous,
)
from tup_sim.study.replay import lag
from tup_sim.study.work import Result, Windows

if TYPE_CHECKING:
    from pandas import DataFrame

HORIZON = "horizon"
DIGITS, ROWS_SHOWN = 4, 40  # of a table in a notebook
AN_OUTCOME = Message("write the name of an outcome, as 'core_met'")
A_WINDOW = Message("write the name of a window, as 'late'")


class Key(NamedTuple):
    """An outcome (with its subgroup) in a window.

    Attributes:
        outcome: its name, as ``core_met``.
        window: stretch of weeks, as ``late``.

    Examples:
        >>> from tup_sim.study.results import Key
        >>> key = Key.of("core_met@late")
        >>> key.window, key.text, key.unit
        ('late', 'core_met@late', 'share')
    """

    outcome: str
    window: str = HORIZON

    @property
    def text(self) -> str:
        """``core_met`` for the horizon, ``core_met@late`` for another window."""
        return self.outcome if self.window == HORIZON else f"{self.outcome}@{self.window}"

    @classmethod
    def of(cls, text: str) -> Key:
        """The key written as text.

        Args:
            text: ``core_met``, or ``core_met@late`` for another window than the horizon.
        """
        outcome, _, window = text.partition("@")
        return cls(intern(outcome), intern(window or HORIZON))

    @property
    def unit(self) -> str:
        """Unit of the outcome.

        Raises:
            TupSimError: there is no such outcome.
        """
        return measures.outcome_of(self.outcome).unit


@dataclass(frozen=True)
class Replications:
    """One scenario, run several times.

    Attributes:
        scenario: what was run.
        seed: seed of the study.
        asked: how many runs were asked for.
        windows: name of a window to its begin and end, weeks from week 0.
        results: one per run that ended, failed ones too.
    """

    scenario: Scenario
    seed: int
    asked: int
    windows: Windows = field(hash=False)
    results: tuple[Result, ...] = field(hash=False)

    def __repr__(self) -> str:
        """What was run; ``summary`` and ``runs`` are tables of what came out."""
        return f"Replications({self.name!r}, runs={self.finished} of {self.asked}, seed={self.seed})"

    @property
    def name(self) -> str:
        """Name of the scenario."""
        return self.scenario.name

    @property
    def finished(self) -> int:
        """Runs that gave numbers."""
        return sum(not result.error for result in self.results)

    @property
    def failures(self) -> list[RunFailed]:
        """The errors of the runs that failed."""
        return [result.failure for result in self.results if result.error]

    @cached_property
    def keys(self) -> list[Key]:
        """Every outcome and window that some run has a value for, in order of appearance."""
        texts = dict.fromkeys(text for result in self.results for text in result.values)
        return [Key.of(text) for text in texts]

    def values(self, outcome: str, window: str = HORIZON) -> array[float]:
        """One value per replication asked for, in the unit of the outcome; NaN where the run is missing or gave none.

        Args:
            outcome: its name, as ``core_met``.
            window: stretch of weeks, as ``late``.

        Raises:
            TupSimError: there is no such outcome, or no such window, or they are no texts.
        """
        _check_texts(outcome, window)
        found = self._columns.get(Key(outcome, window).text)
        if found is not None:
            return found
        measures.outcome_of(outcome)
        if window not in self.windows:
            raise TupSimError(
                Message(
                    "{name} has no window '{window}'; it has: {names}",
                    name=self.name,
                    window=window,
                    names=", ".join(self.windows),
                )
            )
        return array("d", [math.nan]) * self.asked

    @cached_property
    def _columns(self) -> dict[str, array[float]]:
        """Per outcome and window the values in the order of the replications."""
        columns = {key.text: array("d", [math.nan]) * self.asked for key in self.keys}
        for result in self.results:
            for text, value in result.values.items():
                columns[text][result.replication] = value
        return columns

    def interval(self, outcome: str, window: str = HORIZON) -> Interval:
        """Mean over the runs and its 95 % interval, in the unit of the outcome.

        Args:
            outcome: its name, as ``core_met``.
            window: stretch of weeks, as ``late``.

        Raises:
            TupSimError: there is no such outcome, or no such window, or they are no texts.
        """
        return mean_interval(self.values(outcome, window))

    @cached_property
    def runs(self) -> DataFrame:
        """scenario, seed, replication, outcome, window, value, error: a failed run is a row with its error."""
        return _frame(RUNS, (row for result in self.results for row in _rows(result)))

    @cached_property
    def weekly(self) -> DataFrame:
        """scenario, replication, week (from 0), outcome, value."""
        rows = (
            (result.scenario, result.replication, week, outcome, value)
            for result in self.results
            for outcome, series in result.weekly.items()
            for week, value in enumerate(series)
        )
        return _frame(("scenario", "replication", "week", "outcome", "value"), rows)

    def to_frame(self) -> DataFrame:
        """The outcomes: ``summary``."""
        return self.summary

    def _repr_html_(self) -> str:
        return as_html(self.summary)

    @cached_property
    def summary(self) -> DataFrame:
        """outcome, window, mean, low, high (95 % interval), n (runs with a value), unit."""
        rows = ((*key, *self.interval(*key), key.unit) for key in self.keys)
        return _frame(("outcome", "window", "mean", "low", "high", "n", "unit"), rows)


class Contrast(NamedTuple):
    """What a changed scenario differs in from the base, for one outcome in one window.

    Attributes:
        key: outcome and window.
        base: mean of the base over its runs.
        difference: paired; several others make the interval wider, so that all hold together.
        holm: p adjusted for the number of others.
        saved: independent runs that one pair with shared luck is worth.

    Examples:
        >>> from tup_sim import compare, load_scenario
        >>> house = load_scenario("open_house", weeks=2, settings={"warmup": 0})
        >>> thanks = load_scenario("open_house", weeks=2, settings={"warmup": 0, "thanks": 9})
        >>> found = compare(house, thanks, replications=2, jobs=1).contrast(0, "recognition")
        >>> found.key.text, bool(found.difference.mean > 0), found.judged().value
        ('recognition', True, '')
    """

    key: Key
    base: float
    difference: Difference
    holm: float
    saved: float

    def judged(self, smallest: float | None = None) -> Judgement:
        """What the difference was shown to be.

        Args:
            smallest: the smallest difference that matters, in the unit of the outcome (0 or more); None for what the
                outcome declares, at the level of the base.

        Raises:
            TupSimError: smallest is no number, or below 0.
        """
        if smallest is not None:
            smallest = number(smallest, "smallest", 0)
        outcome = measures.outcome_of(self.key.outcome)
        least = outcome.smallest_at(self.base) if smallest is None else smallest
        return judge(self.difference, outcome.better, least, self.base)


def judged_alone(key: Key, found: Interval) -> Judgement:
    """What a difference was shown to be of which only the interval is known.

    Raises:
        TupSimError: there is no such outcome.
    """
    outcome = measures.outcome_of(key.outcome)
    return judge(found, outcome.better, outcome.smallest_at())


@dataclass(frozen=True)
class Comparison:
    """A base and other scenarios that met the same luck.

    Attributes:
        base: runs of the base.
        others: runs of each other scenario.
        labels: per other scenario the name in the base of each of its windows.
    """

    base: Replications
    others: tuple[Replications, ...]
    labels: tuple[Mapping[str, str], ...] = field(hash=False)

    def __repr__(self) -> str:
        """What was compared; ``differences`` and ``runs`` are tables of what came out."""
        others = ", ".join(repr(other.name) for other in self.others)
        runs = sum(arm.finished for arm in self.arms)
        return f"Comparison(base={self.base.name!r}, others=[{others}], runs={runs}, seed={self.base.seed})"

    def to_frame(self) -> DataFrame:
        """What the others differ in from the base: ``differences``."""
        return self.differences

    def _repr_html_(self) -> str:
        return as_html(self.differences)

    @property
    def arms(self) -> tuple[Replications, ...]:
        """The base and the others."""
        return (self.base, *self.others)

    @property
    def failures(self) -> list[RunFailed]:
        """The errors of the runs that failed."""
        return [failure for arm in self.arms for failure in arm.failures]

    def pairs(self, other: int, outcome: str, window: str = HORIZON) -> list[float]:
        """Per replication an other scenario less the base, in the unit of the outcome; NaN if unknown.

        Args:
            other: place of the other scenario, from 0.
            outcome: its name, as ``core_met``.
            window: stretch of weeks, as ``late``.

        Raises:
            TupSimError: there is no such scenario, outcome or window.
        """
        other = self._place(other)
        _check_texts(outcome, window)
        changed, base = self._values(other, Key(outcome, window))
        return [a - b for a, b in zip(changed, base, strict=True)]

    def contrast(self, other: int, outcome: str, window: str = HORIZON) -> Contrast | None:
        """The difference of an other scenario; None if the base or it does not know the outcome.

        Args:
            other: place of the other scenario, from 0.
            outcome: its name, as ``core_met``.
            window: stretch of weeks, as ``late``.

        Raises:
            TupSimError: there is no such scenario, or no such outcome in any.
        """
        other = self._place(other)
        _check_texts(outcome, window)
        found = self._together(Key(outcome, window)).get(other)
        if found is None:
            measures.outcome_of(outcome)
        return found

    def keys(self, other: int) -> list[Key]:
        """Every outcome and window that both the base and an other scenario know.

        Args:
            other: place of the other scenario, from 0.

        Raises:
            TupSimError: there is no such scenario.
        """
        other = self._place(other)
        return [key for key in self.others[other].keys if self._has(other, key)]

    def lags(self, other: int, outcome: str) -> list[float]:
        """Per replication the weeks until an other scenario shows in an outcome; NaN if it never does.

        Counted from the start of its first dated change; without a date nothing can be said.

        Args:
            other: place of the other scenario, from 0.
            outcome: its name; it needs a figure for every week.

        Raises:
            TupSimError: there is no such scenario, or no such outcome.
        """
        other = self._place(other)
        _check_texts(outcome, HORIZON)
        measures.outcome_of(outcome)
        changed, base = self.others[other], self.base
        dates = changed.scenario.first_change() or base.scenario.first_change()
        mine, theirs = ({each.replication: each for each in arm.results} for arm in (changed, base))
        return [
            lag(mine[run].weekly.get(outcome, ()), theirs[run].weekly.get(outcome, ()), round(dates[1]))
            if dates and run in mine and run in theirs
            else math.nan
            for run in range(self.base.asked)
        ]

    def lag_runs(self, outcomes: Sequence[str]) -> DataFrame:
        """The lags of all other scenarios in these outcomes, as rows of ``runs``.

        Args:
            outcomes: their names.

        Raises:
            TupSimError: outcomes is no list of names, or there is no such outcome.
        """
        rows = (
            (other.name, other.seed, run, f"lag_weeks[{outcome}]", "", weeks, "")
            for i, other in enumerate(self.others)
            for outcome in texts(outcomes, "outcomes", "core_met")
            for run, weeks in enumerate(self.lags(i, outcome))
        )
        return _frame(RUNS, rows)

    @cached_property
    def runs(self) -> DataFrame:
        """As ``Replications.runs``, of all arms; in the base a window may carry its weeks in its name."""
        return _joined(arm.runs for arm in self.arms)

    @cached_property
    def weekly(self) -> DataFrame:
        """As ``Replications.weekly``, of all arms."""
        return _joined(arm.weekly for arm in self.arms)

    @cached_property
    def summary(self) -> DataFrame:
        """As ``Replications.summary``, of all arms, with the scenario in front."""
        return _joined(_named(arm) for arm in self.arms)

    @cached_property
    def differences(self) -> DataFrame:
        """scenario, outcome, window, mean, low, high, n (pairs), correlation, clear; then base, unit, p_holm, saved,
        verdict (``statistics.judge``), better.

        ``mean`` is the other scenario minus the base. ``clear``: its direction is clear; ``better``: better or worse,
        if that can be said.
        """
        rows = (
            (
                other.name,
                *key,
                *found.difference[:5],
                said.clear,
                found.base,
                key.unit,
                *found[3:],
                said.shown.value,
                said.value,
            )
            for i, other in enumerate(self.others)
            for key in self.keys(i)
            if (found := self.contrast(i, *key)) and (said := found.judged())
        )
        return _frame(DIFFERENCES, rows)

    def _place(self, other: Any) -> int:
        """The place of an other scenario, which there must be."""
        place = whole_number(other, "other", 0)
        if place >= len(self.others):
            what = "other is the place of a scenario that is compared, 0 to {most}, not {other}"
            raise TupSimError(Message(what, most=len(self.others) - 1, other=place))
        return place

    def _has(self, other: int, key: Key) -> bool:
        """Whether both an other scenario and the base know this outcome in this window."""
        return key in self._known[other + 1] and self._in_base(other, key) in self._known[0]

    @cached_property
    def _known(self) -> list[set[Key]]:
        return [set(arm.keys) for arm in self.arms]

    def _in_base(self, other: int, key: Key) -> Key:
        return Key(key.outcome, self.labels[other].get(key.window, key.window))

    def _values(self, other: int, key: Key) -> tuple[array[float], array[float]]:
        """Values of an other scenario and of the base, replication by replication."""
        return self.others[other].values(*key), self.base.values(*self._in_base(other, key))

    def _together(self, key: Key) -> dict[int, Contrast]:
        """The differences of all others that know this outcome, found once."""
        if key not in self._found:
            others = [i for i in range(len(self.others)) if self._has(i, key)]
            self._found[key] = dict(zip(others, self._contrasts(others, key), strict=True))
        return self._found[key]

    @cached_property
    def _found(self) -> dict[Key, dict[int, Contrast]]:
        return {}

    def _contrasts(self, others: Sequence[int], key: Key) -> Iterator[Contrast]:
        """The differences of these others; each is judged in its own windows, all of them together."""
        pairs = [self._values(i, key) for i in others]
        differences = [self.pairs(i, *key) for i in others]
        together = simultaneous(differences, [0.0] * self.base.asked)
        adjusted = holm(found.p for found in together)
        for (changed, base), found, p in zip(pairs, together, adjusted, strict=True):
            own = found._replace(correlation=correlation(changed, base))
            yield Contrast(key, mean_interval(base).mean, own, p, runs_saved(changed, base))


RUNS = ("scenario", "seed", "replication", "outcome", "window", "value", "error")
DIFFERENCES = (
    "scenario", "outcome", "window", "mean", "low", "high", "n", "correlation", "clear",
    "base", "unit", "p_holm", "runs_saved", "verdict", "better",
)  # fmt: skip


def _check_texts(outcome: Any, window: Any) -> None:
    one_text(outcome, "outcome", AN_OUTCOME)
    one_text(window, "window", A_WINDOW)


def _rows(result: Result) -> Iterator[tuple[Any, ...]]:
    """The rows of one run."""
    front = (result.scenario, result.seed, result.replication)
    if result.error:
        yield (*front, "", "", math.nan, result.error)
    for text, value in result.values.items():
        yield (*front, *Key.of(text), value, "")


def as_html(table: DataFrame) -> str:
    """A table as a notebook shows it: rounded, the first and last rows of a long one."""
    from pandas import option_context

    with option_context("display.precision", DIGITS, "display.max_rows", ROWS_SHOWN):
        shown: Any = table
        return str(shown._repr_html_())


def _frame(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> DataFrame:
    from pandas import DataFrame

    return DataFrame(list(rows), columns=list(columns))


def _joined(frames: Iterable[DataFrame]) -> DataFrame:
    from pandas import concat

    return concat(list(frames), ignore_index=True)


def _named(arm: Replications) -> DataFrame:
    """The summary with the name of the scenario in front."""
    summary = arm.summary.copy()
    summary.insert(0, "scenario", arm.name)
    return summary
