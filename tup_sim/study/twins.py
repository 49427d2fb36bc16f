"""The same people in two worlds of one luck that differ in a policy, and in a third that differs in nothing real.

The third world is the yardstick: the base with every task a thousandth longer from the first difference on. It
shows how far lives part when nothing that matters has changed. Only who is affected more than anybody is there
counts as affected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tup_sim.errors import Message, TupSimError
from tup_sim.measures import windows_of
from tup_sim.measures.agent_outcomes import AgentOutcomes, Divergence, Life, parting
from tup_sim.measures.agent_trace import KINDS, kind_of
from tup_sim.model.catalogue import catalogue_of
from tup_sim.model.events import HoursOutsideShifts, MoneyMoved, TimeSpent, UnitWeek
from tup_sim.model.parameters import Change, Scenario, value_at
from tup_sim.model.parameters.given import text, whole_number
from tup_sim.model.parameters.week import HOURS_PER_WEEK
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.plugins import side_by_side
from tup_sim.model.processes.changing import with_values
from tup_sim.study.at_rest import rested
from tup_sim.study.chains import Chains, Step
from tup_sim.study.design import check
from tup_sim.study.execute import check_how
from tup_sim.study.results import A_WINDOW, as_html
from tup_sim.study.why import followed

if TYPE_CHECKING:
    from pandas import DataFrame

NUDGE = 1.001
DISMISSED: Final = ("redundancy", "temporary contract")
TABLE: Final = (
    "replication", "kind", "person", "measure", "size", "weeks_base", "weeks_other", "left_base", "left_other",
)  # fmt: skip
FEW_REQUESTS = 25  # below this a mean wait says little
_ACCOUNTS: Final = (TimeSpent, HoursOutsideShifts, MoneyMoved, UnitWeek)


def kept_of(scenario: Scenario) -> tuple[type, ...]:
    """The events that say something of a life; one that holds only its hour names nobody."""
    kinds: Any = catalogue_of(scenario.parameters).events
    return tuple(kind for kind in kinds if kind not in _ACCOUNTS and len(kind._fields) > 1)


class Measure(NamedTuple):
    """One way in which a life can be affected: name, how much, and the least that is worth telling."""

    name: str
    of: Callable[[Life], float]
    least: float


MEASURES: Final = {
    "volunteer": (Measure("weeks", lambda life: life.weeks, 4.0),),
    "client": (
        Measure("unmet", lambda life: life.unmet, 2.0),
        Measure("wait", lambda life: life.wait if life.asked >= FEW_REQUESTS else 0.0, 2.0),
        Measure("lost", lambda life: life.lost, 2.0),
    ),
    "professional": (
        Measure(
            "dismissed", lambda life: float(life.reason in DISMISSED), 0.01
        ),  # yes or no: far beyond any amount
        Measure("weeks", lambda life: life.weeks, 4.0),
        Measure("ill", lambda life: life.ill, 2.0),
        Measure("strain", lambda life: life.strain, 0.3),
    ),
}


@dataclass(frozen=True)
class Affected:
    """One person whose life differs.

    Attributes:
        name, replication: who, and in which run.
        base, other: what became of them in each world.
        measure, size: in what they are affected most, and how much (other less base).
        chain: from the first difference to what became of them; empty beyond the first few.
    """

    name: str
    replication: int
    base: Life
    other: Life
    measure: str
    size: float
    chain: tuple[Step, ...]


@dataclass(frozen=True)
class Pair:
    """Two worlds of one luck.

    Attributes:
        replication: number of the luck.
        warmup: weeks before week 0; begin, end: weeks looked at.
        parting: where they part; None if they are the same to the last digit.
        people: kind to how many people are followed in both.
        affected: kind to who is affected more than anybody by the yardstick, most affected first.
        by_nudge: kind to how many people differ by as much as is worth telling in the yardstick world.
        differing: kind to how many do in the other world.
        yardstick: kind and measure to the largest difference that the yardstick world makes.
        apart: people who are in one of the worlds only, or came at another moment: not compared.
        lines: the first event that differs as the journal writes it, in each world.
        everybody: all people, in the order in which they appear: first those of the base.
    """

    replication: int
    warmup: int
    begin: int
    end: int
    parting: Divergence | None
    people: dict[str, int]
    affected: dict[str, tuple[Affected, ...]]
    differing: dict[str, int]
    by_nudge: dict[str, int]
    yardstick: dict[tuple[str, str], float]
    apart: int
    lines: tuple[str, str]
    everybody: tuple[str, ...] = ()


@dataclass(frozen=True)
class Twins:
    """The same people in two worlds, in one run or several.

    Attributes:
        base: name of the one world.
        other: name of the other.
        seed: seed of the study.
        window: weeks that were looked at.
        pairs: per run of both worlds who was affected, and through which events.
    """

    base: str
    other: str
    seed: int
    window: str
    pairs: tuple[Pair, ...]

    def to_frame(self) -> DataFrame:
        """One row per person who is affected more than anybody by the yardstick, most affected of each kind first.

        replication, kind, person, measure, size (other less base), weeks_base, weeks_other (weeks present),
        left_base, left_other (reason of leaving; empty for who stayed).
        """
        from pandas import DataFrame

        rows = [
            (pair.replication, kind, each.name, each.measure, each.size,
             each.base.weeks, each.other.weeks, each.base.reason, each.other.reason)
            for pair in self.pairs for kind, found in pair.affected.items() for each in found
        ]  # fmt: skip
        return DataFrame(rows, columns=[*TABLE])

    def _repr_html_(self) -> str:
        return as_html(self.to_frame())


def twins(
    base: Scenario, other: Scenario, seed: int = 1, replications: int = 1, window: str = "horizon", top: int = 5,
    told: Callable[[int, int], None] | None = None,
) -> Twins:  # fmt: skip
    """Follow the same people in two worlds.

    Args:
        base: one world.
        other: the other, with the same weeks.
        seed: seed of all luck.
        replications: how many runs of each world.
        window: stretch of weeks in which people are compared.
        top: how many people of each kind get a chain.
        told: called after every run with how many are done and how many there are.

    Raises:
        TupSimError: what was given is something else than is wanted, the scenarios have different weeks, or there is
            no such window.
    """
    check([base, other])
    base, other = side_by_side([base, other])
    check_how(told, None, None)
    seed, replications = whole_number(seed, "seed", 0), whole_number(replications, "replications", 1)
    top = whole_number(top, "top", 0)
    begin, end = _window(base, other, text(window, "window", A_WINDOW))
    base, other = rested([base, other])
    pairs = tuple(
        _pair(base, other, seed, each, (begin, end), top, _Progress(told, each, replications))
        for each in range(replications)
    )
    return Twins(base.name, other.name, seed, window, pairs)


class _Progress:
    """Counts the three runs of a replication."""

    def __init__(self, told: Callable[[int, int], None] | None, replication: int, replications: int) -> None:
        self._told, self._done, self._all = told, 3 * replication, 3 * replications

    def step(self) -> None:
        self._done += 1
        if self._told is not None:
            self._told(self._done, self._all)


def _window(base: Scenario, other: Scenario, window: str) -> tuple[int, int]:
    mine, theirs = windows_of(base), windows_of(other)
    if mine["horizon"] != theirs["horizon"]:
        problem = "{base} and {other} have different horizons; give both the same weeks (--weeks)"
        raise TupSimError(Message(problem, base=base.name, other=other.name))
    there = theirs if other.first_change() is not None else mine
    if window not in there:
        problem = "{scenario} has no window '{window}' (there are {known})"
        raise TupSimError(Message(problem, scenario=other.name, window=window, known=", ".join(there)))
    begin, end = there[window]
    return round(begin), round(end)


def _pair(
    base: Scenario,
    other: Scenario,
    seed: int,
    replication: int,
    window: tuple[int, int],
    top: int,
    progress: _Progress,
) -> Pair:
    """The worlds of one luck, side by side."""
    here = followed(base, seed, replication, kept_of(base))
    progress.step()
    there = followed(other, seed, replication, kept_of(base))
    progress.step()
    warmup, (begin, end) = here.warmup, window
    found = parting(here, there)
    if found is None:
        nobody: dict[str, int] = dict.fromkeys(KINDS, 0)
        return Pair(replication, warmup, begin, end, None, nobody, {}, nobody, nobody, {}, 0, ("", ""))
    mine, theirs = AgentOutcomes(here), AgentOutcomes(there)
    nudged = AgentOutcomes(followed(nudge(base, here.week(found.hour)), seed, replication, kept_of(base)))
    progress.step()
    hours = ((warmup + begin) * HOURS_PER_WEEK, (warmup + end) * HOURS_PER_WEEK)
    both = _in_both(mine, theirs)
    lives = {name: (mine.life(name, *hours), theirs.life(name, *hours)) for name in both}
    shaken = {name: (mine.life(name, *hours), nudged.life(name, *hours)) for name in _in_both(mine, nudged)}
    yardstick = _largest(shaken)
    chains = Chains(mine, theirs, found)
    affected = {kind: _affected(kind, lives, yardstick, replication) for kind in KINDS}
    lines = tuple(
        trace.line(fact.place) if fact else "" for trace, fact in ((here, found.base), (there, found.other))
    )
    everybody = tuple(dict.fromkeys([*here.portraits, *there.portraits]))
    return Pair(
        replication,
        warmup,
        begin,
        end,
        found,
        {kind: sum(1 for name in both if kind_of(name) == kind) for kind in KINDS},
        {kind: _with_chains(people, chains, hours[1], top) for kind, people in affected.items()},
        _count(lives),
        _count(shaken),
        yardstick,
        len(everybody) - len(both),
        (lines[0], lines[1]),
        everybody,
    )


def nudge(base: Scenario, week: int) -> Scenario:
    """The base with every task a thousandth longer from a week on: a change that means nothing."""
    paths = [f"requests.{stream}.hours" for stream in TASK_TYPES]
    values = {path: NUDGE * value_at(base.parameters, path) for path in paths}
    if week <= 0:
        return replace(base, parameters=with_values(base.parameters, values))
    return replace(base, changes=(*base.changes, Change(values, at=week)))


def _in_both(base: AgentOutcomes, other: AgentOutcomes) -> list[str]:
    """People whose path begins in the same hour in both worlds."""
    return [
        name
        for name in base.trace.portraits
        if name in other.trace.portraits and abs(base.begin(name) - other.begin(name)) <= 1.0
    ]


Pairs = dict[str, tuple[Life, Life]]


def _largest(lives: Pairs) -> dict[tuple[str, str], float]:
    """The largest difference between two worlds, by kind of person and measure; at least what is worth telling."""
    return {
        (kind, measure.name): max(
            [
                measure.least,
                *(abs(_size(measure, pair)) for name, pair in lives.items() if kind_of(name) == kind),
            ]
        )
        for kind, measures in MEASURES.items()
        for measure in measures
    }


def _count(lives: Pairs) -> dict[str, int]:
    """How many people of each kind differ by as much as is worth telling."""
    return {
        kind: sum(
            1
            for name, pair in lives.items()
            if kind_of(name) == kind and any(abs(_size(each, pair)) >= each.least for each in measures)
        )
        for kind, measures in MEASURES.items()
    }


def _size(measure: Measure, pair: tuple[Life, Life]) -> float:
    return measure.of(pair[1]) - measure.of(pair[0])


def _affected(
    kind: str, lives: Pairs, yardstick: dict[tuple[str, str], float], replication: int
) -> list[Affected]:
    """Who differs by more than anybody in the yardstick world; by the first measure, then the next."""
    found = []
    for name, pair in lives.items():
        if kind_of(name) != kind:
            continue
        beyond = [
            (abs(size) / yardstick[kind, each.name], each.name, size)
            for each in MEASURES[kind]
            if abs(size := _size(each, pair)) > yardstick[kind, each.name]
        ]
        if beyond:
            _, measure, size = max(beyond)
            found.append((max(beyond)[0], Affected(name, replication, *pair, measure, size, ())))
    return [each for _, each in sorted(found, key=lambda one: (-one[0], one[1].name))]


def _with_chains(people: Iterable[Affected], chains: Chains, end: float, top: int) -> tuple[Affected, ...]:
    return tuple(
        replace(each, chain=chains.back(each.name, _moment(each, end), each.measure == "lost"))
        if place < top
        else each
        for place, each in enumerate(people)
    )


def _moment(each: Affected, end: float) -> float:
    """Until when a chain is looked for: the earlier leaving, or the end."""
    return min([end, *(life.left for life in (each.base, each.other) if life.left is not None)])
