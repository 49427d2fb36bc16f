"""Experiment files: a question, what is varied, how precise the answer has to be. No Python in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tup_sim.errors import Message, ScenarioError, TupSimError
from tup_sim.files.calendar import counting_from, first_day
from tup_sim.files.choosing import to_choose
from tup_sim.files.cures import with_cures
from tup_sim.files.designs import RUNS_AT_MOST, combinations_in, refuse_too_many
from tup_sim.files.document import names_in
from tup_sim.files.every import every_key
from tup_sim.files.factors import WrittenFactor, read_factors, read_text
from tup_sim.files.faults import every, together
from tup_sim.files.looking import read_figures, read_outcomes, read_replay, read_smallest, read_windows
from tup_sim.files.moves import refuse_the_same, refuse_what_undoes
from tup_sim.files.places import Place, find_experiment, split, supplied_experiments
from tup_sim.files.plugins import PLUGINS, catalogue_of_plugins, found_plugin, read_plugins, texts_in
from tup_sim.files.points import Base, points_of, read_base
from tup_sim.files.questions import read_questions
from tup_sim.files.reading import Reading
from tup_sim.files.repetitions import (
    FEWEST,
    Replications,
    Worlds,
    read_draws,
    read_replications,
    read_worlds,
    whole_in,
)
from tup_sim.files.sources import known_claim
from tup_sim.files.strict_yaml import Node, read_file
from tup_sim.model.catalogue import catalogue_of, put_in_force, using
from tup_sim.model.parameters.given import described as described_value
from tup_sim.model.parameters.given import on_or_off, text, whole_number
from tup_sim.model.plugins import Plugin, side_by_side
from tup_sim.study.experiment import DesignPoint, Experiment, Figure, Question, Text
from tup_sim.study.results import Key
from tup_sim.study.work import Windows
from tup_sim.texts import translator

KEYS = (
    "title", "question", "claims", "base", "with", "set", "weeks", "factors", "design", "reference",
    "questions", "replications", "smallest_difference", "outcomes", "windows", "replay", "worlds", "figures", "seed",
    "runs_at_most", "limits", PLUGINS,
)  # fmt: skip
_NO_TEXT = Text("", "")

Found = TypeVar("Found")


def load_experiment(
    name: str | Mapping[str, Any],
    quick: bool = False,
    replications: int | None = None,
    worlds: int | None = None,
) -> Experiment:
    """Load an experiment by name or path, or from what would stand in its file.

    Args:
        name: name of a supplied experiment, or path of a file; or the headings of a file as a mapping. Paths in a
            mapping start from the current folder, and lines in messages are those of the mapping as JSON.
        quick: a few runs of each point and a few worlds only, to see what it looks like.
        replications: runs of each point instead of what the file says.
        worlds: with other assumptions, instead of how many the file says, if it says any.

    Raises:
        TupSimError: what was given is something else than is wanted.
        ScenarioError: it cannot be read, or one thing is wrong with it or with a scenario in it.
        ScenarioErrors: several mistakes, all of them told as far as one does not hide another.
    """
    if not isinstance(name, Mapping):
        name = text(name, "name", Message("write the name of an experiment or the path of a file"))
    if not isinstance(quick, bool):
        raise TupSimError(on_or_off("quick", described_value(quick)))
    replications = None if replications is None else whole_number(replications, "replications", 1)
    worlds = None if worlds is None else whole_number(worlds, "worlds", FEWEST)
    before = Reading()
    if isinstance(name, Mapping):
        place = Place(Path("experiment.yaml"), "experiment")
        before.texts[place] = _as_written(name)
    else:
        place = find_experiment(name)
    begin = before.calendar(_under_all_points(place, before), place.path.parent)
    with using(catalogue_of_plugins(_plugins_of(place, before))), counting_from(begin):
        return with_cures(
            lambda reading: _Loading(place, reading).experiment(quick, replications, worlds), before
        )


def _as_written(headings: Mapping[str, Any]) -> str:
    """The text of a file with these headings: JSON, which is YAML as well.

    Raises:
        TupSimError: something in it cannot stand in a file.
    """
    try:
        return json.dumps(headings, indent=1, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        what = "an experiment is made of texts, numbers, lists and mappings of these: {error}"
        raise TupSimError(Message(what, error=error)) from None


def _plugins_of(place: Place, reading: Reading) -> list[Plugin]:
    """The plug-ins that an experiment names, and those of what lies under all its points."""
    own = texts_in(_parts(place, reading).get(PLUGINS))
    found = [found_plugin(str(node.value), node.where, place.path.parent) for node in own]
    return [*reading.plugins(_under_all_points(place, reading), place.path.parent), *found]


def _under_all_points(place: Place, reading: Reading) -> list[Node]:
    """The scenarios that lie under all points of an experiment."""
    parts = _parts(place, reading)
    written = (str(node.value) for node in texts_in(parts.get("base")))
    base = [Node(each, "") for name in written for each in split(name, place.path.parent)]
    return [*base, *texts_in(parts.get("with"))]


def _parts(place: Place, reading: Reading) -> dict[str, Node]:
    """The headings of an experiment, as far as they can be read: what is wrong is told by whoever reads it in full."""
    with suppress(ScenarioError):
        return reading.node(place)[0].items()
    return {}


class _LookedAt(NamedTuple):
    """What an experiment looks at; its names are those of an ``Experiment``."""

    replay: tuple[str, ...]
    outcomes: tuple[Key, ...]
    smallest: dict[Key, float]
    figures: tuple[Figure, ...]


class _Loading:
    """An experiment that is being read.

    Attributes:
        place: its file.
        reading: the files that are read for it.
        faults: what is wrong with it.
        parts: its headings.
    """

    def __init__(self, place: Place, reading: Reading) -> None:
        self.place, self.reading = place, reading
        node, self.faults = reading.node(place)
        self.parts = every_key(_top(node, place), KEYS, Message("an experiment"), self.faults)

    def experiment(self, quick: bool, replications: int | None, worlds: int | None = None) -> Experiment:
        """The experiment; what cannot be looked at because something else is wrong is left to the next attempt."""
        label, folder = self.place.label, self.place.path.parent
        title = self.read(_NO_TEXT, read_text, "title", "title", label)
        question = self.read(_NO_TEXT, read_text, "question", "question", label)
        claims: list[str] = self.read([], _claims, "claims")
        limits: tuple[Text, ...] = self.read((), _limits, "limits")
        seed = self.read(1, whole_in, "seed", "seed", 0, 1)
        allowed = self.read(RUNS_AT_MOST, whole_in, "runs_at_most", "runs_at_most", 1, RUNS_AT_MOST)
        runs = self.read(Replications(FEWEST, FEWEST), read_replications, "replications", quick, replications)
        draws = worlds or self.read(0, read_draws, "worlds", quick)
        factors, base, points, questions = self._points(seed, allowed, runs, draws)
        with self.faults.caught():
            [*read_plugins(self.parts.get(PLUGINS))]
        scenarios = side_by_side([each.scenario for each in points])
        points = tuple(replace(point, scenario=each) for point, each in zip(points, scenarios, strict=True))
        put_in_force(catalogue_of(scenarios[0].parameters))
        windows = read_windows(self.parts.get("windows"), scenarios, label)
        looked_at = self._looked_at(windows, list(factors))
        here = base.set_here(factors.values()) if draws else set()
        elsewhere = self.read(Worlds(), read_worlds, "worlds", scenarios, here, seed, draws)
        self.faults.end()
        return Experiment(
            name=self.place.name,
            title=title,
            question=question,
            claims=tuple(claims),
            factors=tuple(each.finished(to_choose(each, folder)) for each in factors.values()),
            points=points,
            questions=questions,
            windows=windows,
            at_least=runs.at_least,
            at_most=runs.at_most,
            seed=seed,
            ranges=elsewhere.ranges,
            worlds=elsewhere.values,
            text=self.reading.texts[self.place],
            quick=quick,
            starts=first_day(),
            limits=limits,
            **looked_at._asdict(),
        )

    def read(self, otherwise: Found, reader: Callable[..., Found], heading: str, *rest: object) -> Found:
        """What stands under a heading; ``otherwise`` if it is wrong, which is noted."""
        return self.faults.read(otherwise, reader, self.parts.get(heading), *rest)

    def _looked_at(self, windows: Windows, factors: Sequence[str]) -> _LookedAt:
        """Outcomes, and what is said of them once there are any."""
        replay: tuple[str, ...] = self.read((), read_replay, "replay", windows)
        outcomes: tuple[Key, ...] = self.read(
            (), read_outcomes, "outcomes", windows, replay, self.place.label
        )
        found = _LookedAt(replay, outcomes, {}, ())
        if not outcomes:
            return found
        return found._replace(
            smallest=self.read(found.smallest, read_smallest, "smallest_difference", outcomes),
            figures=self.read(found.figures, read_figures, "figures", outcomes, factors),
        )

    def _points(
        self, seed: int, allowed: int, runs: Replications, draws: int
    ) -> tuple[Mapping[str, WrittenFactor], Base, tuple[DesignPoint, ...], tuple[Question, ...]]:
        """What is varied, what is under all points, the points, and what is asked of them.

        Nothing else can be looked at without these.

        Raises:
            ScenarioError: one of these is wrong; with it comes what was found before.
        """
        label, beside = self.place.label, self.place.path.parent
        factors: dict[str, WrittenFactor] = self.read({}, every_factor, "factors", label)
        base: list[Base] = self.faults.read([], lambda: [read_base(self.parts, self.place, self.reading)])
        points: tuple[DesignPoint, ...] = ()
        questions: tuple[Question, ...] = ()
        if factors:
            with self.faults.caught():
                asked = read_questions(self.parts, factors, beside, label)
                combinations = combinations_in(self.parts, factors, asked, seed, label, allowed)
                questions = asked.numbered([levels for levels, _ in combinations])
                refuse_too_many(self.parts, len(combinations), runs.at_most, draws, allowed, label)
                points = points_of(base[0], factors, combinations) if base else ()
        if points:
            under = base[0].with_levels(())
            with self.faults.caught():
                refuse_what_undoes(factors.values(), base[0].settings, under, beside)
            with self.faults.caught():
                refuse_the_same({each.scenario.name: each.scenario for each in points}, label)
        if not points:
            raise together(self.faults.found)
        return factors, base[0], points, questions


def every_factor(node: Node | None, label: str) -> dict[str, WrittenFactor]:
    """The factors by name; all that is wrong with any of them is told."""
    try:
        return read_factors(node, label)
    except ScenarioError:
        if node is not None and isinstance(node.value, tuple) and len(node.value) > 1:
            every(lambda item: read_factors(Node((item,), node.where), label), node.value)
        raise


def list_experiments(lang: str = "en") -> list[tuple[str, str]]:
    """Name and question, in a language, of every experiment that comes with the package."""
    return [(place.name, _question(place, lang)) for place in supplied_experiments()]


def _question(place: Place, lang: str) -> str:
    """What a file asks; what is wrong with it, if it cannot be read."""
    try:
        parts = _top(read_file(place.path, place.label), place).items()
        return read_text(parts.get("question"), "question", place.label).in_language(lang)
    except ScenarioError as error:
        translate = translator(lang)
        return Message("unreadable: {error}", error=error.said(translate)).said(translate)


def _top(node: Node, place: Place) -> Node:
    """What stands in the file; an error if it is nothing."""
    if node.value is None or node.value == {}:
        raise ScenarioError(Message("the file is empty"), place.label)
    return node


def _claims(node: Node | None) -> list[str]:
    expects = Message("claims: expects ids of statements of the report")
    items = names_in(node, expects, Message("as [C116, C117]"))
    return every(lambda item: known_claim(str(item.value), item.where), items)


def _limits(node: Node | None) -> tuple[Text, ...]:
    """What the brief has to say of the figures, one text or several."""
    if node is None:
        return ()
    items = node.value if isinstance(node.value, tuple) else (node,)
    return tuple(every(lambda item: read_text(item, "limits", item.where), items))
