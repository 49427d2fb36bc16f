"""An experiment: which design points are run, what each is compared with, and how precise the answer has to be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tup_sim import measures
from tup_sim.model.parameters import Scenario
from tup_sim.study.cells import visible
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key
from tup_sim.study.work import Task, Windows

AS_THEY_ARE = 0  # number of the world in which every assumption stays where it is


class Text(NamedTuple):
    """A text for people, in both languages."""

    en: str
    nl: str

    def in_language(self, lang: str) -> str:
        """The text in ``en`` or ``nl``; a sign that would steer a terminal or break a picture is made visible."""
        return visible(self.nl if lang == "nl" else self.en)


class Level(NamedTuple):
    """One setting of a factor.

    Attributes:
        name, label: what it is called.
        value: where it stands on an axis; None if it is no number.
        choice: whether one can have it; what one cannot (no cut) is shown and never recommended.
    """

    name: str
    label: Text
    value: float | None = None
    choice: bool = True


@dataclass(frozen=True)
class Factor:
    """What is varied, and the settings it takes; between two ends if a design draws them.

    Attributes:
        name, label: what it is called.
        levels: its settings.
        choice: whether somebody can choose between them; a cut, or volunteers who leave at once, is no choice.
    """

    name: str
    label: Text
    levels: tuple[Level, ...]
    choice: bool = True

    def level(self, name: str) -> Level:
        """The level of this name."""
        return next(level for level in self.levels if level.name == name)


@dataclass(frozen=True)
class DesignPoint:
    """One combination of levels.

    Attributes:
        number: its place in the design, from 0.
        levels: name of a factor to the name of its level.
        scenario: what is run; its name occurs once in an experiment.
        reference: number of the point it is compared with, the first if several questions compare it; None if it is
            only there to be compared with.
    """

    number: int
    levels: Mapping[str, str]
    scenario: Scenario
    reference: int | None


@dataclass(frozen=True)
class Question:
    """Part of what an experiment asks: some points, each against what it is compared with.

    Attributes:
        text: for people.
        pairs: number of a point, and that of its reference.
    """

    text: Text
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Figure:
    """A picture that answers part of the question.

    Attributes:
        kind: ``differences`` (each point against its reference), ``levels`` (an outcome along a factor), ``weeks``
            (week by week) or ``trade_off`` (two outcomes against each other).
        outcomes: what is shown; a trade-off has two.
        along: the factor on the axis of ``levels``.
        by: the factor that gives each line its own colour and mark; empty for none.
    """

    kind: str
    outcomes: tuple[Key, ...]
    along: str = ""
    by: str = ""


class Run(NamedTuple):
    """One run of an experiment.

    Attributes:
        point: number of the design point.
        world: 0 for the assumptions as they are, otherwise the number of the draw.
        replication: number of the luck; the same for all points.
    """

    point: int
    world: int
    replication: int


@dataclass(frozen=True)
class Experiment:
    """A question, and the runs that answer it.

    Attributes:
        name: of the file; the results are kept under it.
        title, question: for people.
        claims: ids of the statements of the report it is about.
        factors: what is varied.
        points: the design; a reference stands before what is compared with it.
        windows: name of a window to its begin and end (weeks from week 0), the same for all points.
        outcomes: what is looked at; the first is what the question is about.
        smallest: per outcome the smallest difference that matters, in its unit.
        at_least, at_most: replications; equal if their number is fixed. Between them it stops once the interval of
            every difference in ``smallest`` is narrower than what matters.
        seed: of all luck.
        replay: windows for which runs are repeated without volunteers, for ``prosthesis_index``.
        ranges: assumptions that are moved in the worlds.
        worlds: per world the value of each of these; all points of a world share its values and its luck.
        figures: pictures of the brief.
        text: the file as it was written.
        quick: whether it is a quick look, with fewer runs and worlds than the file says.
        questions: what is asked in turn, each with references of its own; none if there is one question.
        starts: the Monday of week 0; None if nobody said which day that is.
        limits: what a reader has to know of the figures, besides what holds for every brief.
    """

    name: str
    title: Text
    question: Text
    claims: tuple[str, ...]
    factors: tuple[Factor, ...]
    points: tuple[DesignPoint, ...]
    windows: Windows
    outcomes: tuple[Key, ...]
    smallest: Mapping[Key, float]
    at_least: int
    at_most: int
    seed: int = 1
    replay: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    worlds: tuple[Mapping[str, float | int], ...] = ()
    figures: tuple[Figure, ...] = ()
    text: str = ""
    quick: bool = False
    questions: tuple[Question, ...] = ()
    starts: date | None = None
    limits: tuple[Text, ...] = ()

    def __repr__(self) -> str:
        """Its name and size."""
        runs = f"replications={self.at_least} to {self.at_most}, worlds={len(self.worlds)}"
        return f"Experiment({self.name!r}, points={len(self.points)}, {runs})"

    def smallest_of(self, key: Key, level: float = math.nan) -> float | None:
        """The smallest difference that matters: of this question, else of the outcome; None if nobody said so.

        Args:
            key: outcome and window.
            level: of the outcome in what the others are compared with; NaN if it is not known.

        Raises:
            TupSimError: there is no such outcome.
        """
        declared = measures.outcome_of(key.outcome).smallest_at(level)
        return self.smallest.get(key, declared)

    def factor(self, name: str) -> Factor:
        """The factor of this name."""
        return next(factor for factor in self.factors if factor.name == name)

    def label(self, point: DesignPoint, lang: str) -> str:
        """What a point is called: the labels of its levels."""
        levels = (self.factor(name).level(level) for name, level in point.levels.items())
        return ", ".join(level.label.in_language(lang) for level in levels)

    def asked(self) -> tuple[tuple[Text, tuple[DesignPoint, ...]], ...]:
        """Per question its text, and the points it compares; each point carries the reference of this question."""
        if not self.questions:
            return ((self.question, tuple(each for each in self.points if each.reference is not None)),)
        return tuple((each.text, tuple(map(self._against, each.pairs))) for each in self.questions)

    def comparisons(self) -> tuple[DesignPoint, ...]:
        """Every point that is compared with another, once for each of its references."""
        return self._comparisons

    def compared_with(self, reference: int) -> tuple[DesignPoint, ...]:
        """The points that are compared with this one."""
        return tuple(point for point in self._comparisons if point.reference == reference)

    def references(self) -> tuple[int, ...]:
        """Numbers of the points that others are compared with, in order."""
        return tuple(sorted({point.reference for point in self._comparisons if point.reference is not None}))

    @cached_property
    def _comparisons(self) -> tuple[DesignPoint, ...]:
        found = {(each.number, each.reference): each for _, points in self.asked() for each in points}
        return tuple(found.values())

    def _against(self, pair: tuple[int, int]) -> DesignPoint:
        """A point, compared with the reference of a question."""
        point, reference = pair
        return replace(self.points[point], reference=reference)


def task_of(experiment: Experiment, run: Run, scenario: Scenario) -> Task:
    """The piece of work of a run.

    Args:
        experiment: that it belongs to.
        run: which one.
        scenario: of its design point, in its world.
    """
    as_it_is = run.world == AS_THEY_ARE
    replay, weekly = (experiment.replay, weeks_kept(experiment)) if as_it_is else ((), ())
    luck = (experiment.seed, run.replication)
    return Task(run.point, scenario, *luck, experiment.windows, replay=replay, weekly=weekly)


def weeks_kept(experiment: Experiment) -> tuple[str, ...]:
    """Outcomes whose weekly figures are kept: the headlines, and what a picture shows week by week."""
    headlines = (name for name, outcome in measures.OUTCOMES.items() if outcome.headline)
    shown = (
        key.outcome for figure in experiment.figures if figure.kind == "weeks" for key in figure.outcomes
    )
    return tuple(dict.fromkeys((*headlines, *shown)))
