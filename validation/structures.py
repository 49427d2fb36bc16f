"""Rival submodels: declared before they are run, judged by one criterion that was fixed before, losers reported too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, Strict, model_validator

from tup_sim.errors import Message
from tup_sim.files import load_scenario
from tup_sim.files.base import with_references
from tup_sim.files.rows import Names, Row, Text, Wrong, read_row
from tup_sim.files.strict_yaml import read_file
from tup_sim.model.gates import idle_paths
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.declare import JUDGEMENT, Declaration, Kind, declarations
from tup_sim.model.processes.changing import with_values
from tup_sim.study.ranges import hypercube, ranges_of
from tup_sim.study.work import Result, Task
from validation.evidence import LATE, YEAR, Hypothesis, Slot, Worlds, left_to
from validation.hypotheses import Single, hypotheses

FILE = Path(__file__).resolve().parents[1] / "experiments" / "structures.yaml"
CRITERION = (
    "(i) all targets at rest in band by an equivalence test; (ii) most open rows with the right sign in at least 70 % "
    "of 24 worlds with two runs each; (iii) tie: fewer judged numbers. A submodel that wins by one row only is called "
    "undecided and both are reported."
)
SHARE = 0.7  # of the worlds in which a row must have its sign; as the criterion says
ONE_ROW = 1  # a lead of no more than this decides nothing; as the criterion says


class Much(NamedTuple):
    """How much is run.

    Attributes:
        worlds: draws of the judged numbers.
        runs: of every arm in each world.
        at_rest: runs of each organisation for the targets.
    """

    worlds: int
    runs: int
    at_rest: int


FULL, QUICK = Much(24, 2, 16), Much(2, 1, 2)
BESIDE = Much(6, 2, 16)  # rows where the first part of the criterion has decided, or lets nothing be decided


class Submodel(Row):
    """One of the rivals, as it stands in the file.

    Attributes:
        what: it does.
        set: values that put it in force.
        not_built: why it cannot be run yet; empty if it can.
    """

    what: Text
    set: dict[str, Single] | None = None
    not_built: Text = ""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.set is None) == (not self.not_built):
            what = Message("a submodel needs either 'set:' or 'not_built:'")
            raise Wrong(what, Message("what puts it in force, or why it cannot be run yet"))
        return self

    def missing(self, known: frozenset[str]) -> str:
        """Why it cannot be run; empty if it can."""
        unknown = [path for path in self.set or {} if path not in known]
        return self.not_built or (f"there is no {', '.join(unknown)} yet" if unknown else "")


class Pair(Row):
    """Submodels that answer one question differently.

    Attributes:
        pair: number.
        question, reason: what it is about, and why there are rivals.
        rows: open rows that discriminate.
        evidence: other things that do, in words or by the id of a source.
        submodels: by letter.
    """

    pair: Annotated[int, Strict(), Field(ge=1)]
    question: Text
    reason: Text
    rows: Names
    evidence: Names = ()
    submodels: dict[str, Submodel]

    @model_validator(mode="after")
    def _rows_are_open(self) -> Self:
        """Rows that were held out may not choose a structure."""
        for row in self.rows:
            if row not in hypotheses() or hypotheses()[row].split != "open":
                raise Wrong(Message("{row} is no open row", row=row))
        return self


class _Structures(Row):
    """The file."""

    criterion: Text
    pairs: tuple[Pair, ...]


@cache
def declared(file: Path = FILE) -> Mapping[int, Pair]:
    """Every pair by its number.

    Raises:
        ScenarioError: something is wrong with the file; says what, and where.
    """
    node = read_file(file, file.name)
    found = read_row(_Structures, node, file.name)
    return MappingProxyType({each.pair: each for each in found.pairs})


def criterion_of(file: Path = FILE) -> str:
    """The criterion as the file has it."""
    return read_row(_Structures, read_file(file, file.name), file.name).criterion


def known_paths(scenario: Scenario) -> frozenset[str]:
    """Everything a submodel could set."""
    return frozenset(each.path for each in declarations(type(scenario.parameters)))


def in_force(scenario: Scenario, settings: Mapping[str, Any]) -> Scenario:
    """A scenario with a submodel; what people are used to is that of its organisation with this submodel."""
    if not settings:
        return scenario
    rival = replace(scenario, parameters=with_values(scenario.parameters, settings))
    if not scenario.house:
        return rival
    house = load_scenario(scenario.house)
    return with_references(rival, replace(house, parameters=with_values(house.parameters, settings)))


def with_submodel(hypothesis: Hypothesis, settings: Mapping[str, Any]) -> Hypothesis:
    """All arms with a submodel; what an arm sets itself stays as the arm has it."""
    base = next(iter(hypothesis.arms.values()))
    arms = {name: in_force(each, left_to(each, base, settings)) for name, each in hypothesis.arms.items()}
    return replace(hypothesis, arms=arms)


def judged_numbers(scenario: Scenario) -> list[Declaration]:
    """Assumptions that act here and that rest on judgement alone."""
    there = [
        each
        for each in declarations(type(scenario.parameters))
        if each.kind is Kind.ASSUMED and JUDGEMENT in each.sources
    ]
    idle = {path for _, paths in idle_paths(scenario, [each.path for each in there]) for path in paths}
    return [each for each in there if each.path not in idle]


def worlds_for(hypothesis: Hypothesis, draws: int, seed: int) -> Worlds:
    """Other values of the judged numbers of its first arm."""
    base = next(iter(hypothesis.arms.values()))
    judged = {each.path for each in judged_numbers(base)}
    ranges = [each for each in ranges_of([base])[0] if each.path in judged]
    return hypercube([base], ranges, draws, seed)[1]


def tasks_of(hypothesis: Hypothesis, much: Much, seed: int) -> Iterator[tuple[Slot, Task]]:
    """Every arm in every world, so many times."""
    windows = {LATE: (float(hypothesis.weeks - YEAR), float(hypothesis.weeks))}
    for number, values in enumerate(worlds_for(hypothesis, much.worlds, seed), 1):
        for name, scenario in hypothesis.in_world(values).items():
            for run in range(much.runs):
                if scenario is not None:
                    slot = Slot(hypothesis.name, name, False, number, run)
                    yield slot, Task(0, scenario, seed, run, windows, weekly=())


class Cell(NamedTuple):
    """What became of one row with one submodel.

    Attributes:
        row: name of the hypothesis.
        right: worlds in which every prediction has its sign, over the runs of that world.
        worlds: in which that could be said.
    """

    row: str
    right: int
    worlds: int

    @property
    def holds(self) -> bool:
        """Whether the row has its sign in enough of them."""
        return self.worlds > 0 and self.right >= SHARE * self.worlds


def cell_of(hypothesis: Hypothesis, results: Mapping[Slot, Result]) -> Cell:
    """The signs of one row, world by world."""
    right, seen = 0, 0
    by_world: dict[int, dict[tuple[str, int], Result]] = {}
    for slot, result in results.items():
        if not result.error:
            by_world.setdefault(slot.world, {})[slot.arm, slot.replication] = result
    for there in by_world.values():
        runs = sorted({run for _, run in there})
        sums = [
            [_sum(each.weights, each.key.text, each.plus, there, run) for run in runs]
            for each in hypothesis.predictions
        ]
        means = [math.fsum(parts) / len(parts) for parts in sums]
        if not any(math.isnan(each) for each in means):
            seen += 1
            signed = zip(means, hypothesis.predictions, strict=True)
            right += all(mean * each.sign > 0 for mean, each in signed)
    return Cell(hypothesis.name, right, seen)


def _sum(
    weights: Mapping[str, float], key: str, plus: float, there: Mapping[tuple[str, int], Result], run: int
) -> float:
    values = (
        weight * there[arm, run].values.get(key, math.nan) if (arm, run) in there else math.nan
        for arm, weight in weights.items()
    )
    return plus + math.fsum(values)


class Standing(NamedTuple):
    """What was found of one submodel.

    Attributes:
        letter: of it.
        cells: its rows.
        met, targets: targets at rest shown to be met, of all.
        judged: judged numbers that act with it.
    """

    letter: str
    cells: tuple[Cell, ...]
    met: int
    targets: int
    judged: int

    @property
    def rows(self) -> int:
        """Rows that have their sign."""
        return sum(each.holds for each in self.cells)

    @property
    def rests(self) -> bool:
        """Whether every target was shown to be met."""
        return self.met == self.targets


def rows_decide(found: Sequence[Standing]) -> bool:
    """Whether rows can still decide: at least two submodels pass the first part of the criterion."""
    return sum(each.rests for each in found) > 1


class Decision(NamedTuple):
    """Which submodel wins, if one does, and why."""

    winner: str
    why: str


def decide(found: Sequence[Standing]) -> Decision:
    """The criterion, in the order of its three parts."""
    able = [each for each in found if each.rests]
    if not able:
        return Decision("", "undecided: none has all targets at rest in band")
    if len(able) == 1:
        return Decision(able[0].letter, "the only one with all targets at rest in band")
    first, second, *_ = sorted(able, key=lambda each: (-each.rows, each.judged))
    lead = first.rows - second.rows
    if lead > ONE_ROW:
        return Decision(first.letter, f"{lead} rows more than {second.letter}")
    if lead == ONE_ROW:
        return Decision("", f"undecided: {first.letter} leads {second.letter} by one row only")
    if first.judged < second.judged:
        fewer = second.judged - first.judged
        return Decision(first.letter, f"as many rows as {second.letter}, with {fewer} judged numbers fewer")
    return Decision("", f"undecided: {first.letter} and {second.letter} have as many rows and judged numbers")
