"""Experiment files: a question, what is varied, how precise the answer has to be. No Python in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, TypeVar

from tup_sim.errors import Message, ScenarioError, TupSimError
from tup_sim.files.changes import known_keys
from tup_sim.files.choosing import is_choice
from tup_sim.files.cures import with_cures
from tup_sim.files.document import a_line, mixins_in, names_in
from tup_sim.files.every import every_key, every_setting
from tup_sim.files.factors import WrittenFactor, known_name, no_factor, read_factors, read_text
from tup_sim.files.faults import Faults, every, together
from tup_sim.files.keys import did_you_mean, key_hint, keys
from tup_sim.files.load import paths_set, stacked
from tup_sim.files.looking import read_figures, read_outcomes, read_replay, read_smallest, read_windows
from tup_sim.files.moves import refuse_the_same, refuse_what_undoes
from tup_sim.files.places import Place, find_experiment, split, supplied_experiments
from tup_sim.files.plugins import PLUGINS, catalogue_of_plugins, found_plugin, read_plugins, texts_in
from tup_sim.files.quantities import Quantity, cure, number, number_in
from tup_sim.files.reading import Reading
from tup_sim.files.sources import known_claim
from tup_sim.files.strict_yaml import Node, described, one_line, read_file
from tup_sim.files.values import Setting, read_setting
from tup_sim.model.catalogue import catalogue_of, put_in_force, using
from tup_sim.model.parameters import Kind, Scenario
from tup_sim.model.parameters.given import described as described_value
from tup_sim.model.parameters.given import on_or_off, text, whole_number
from tup_sim.model.plugins import Plugin, side_by_side
from tup_sim.study.combinations import Levels, grid, latin_hypercube, numbered, one_at_a_time
from tup_sim.study.experiment import DesignPoint, Experiment, Figure, Text
from tup_sim.study.ranges import Range, hypercube, ranges_of
from tup_sim.study.results import Key

KEYS = (
    "title", "question", "claims", "base", "with", "set", "weeks", "factors", "design", "reference",
    "replications", "smallest_difference", "outcomes", "windows", "replay", "worlds", "figures", "seed",
    "runs_at_most", PLUGINS,
)  # fmt: skip
DESIGNS = ("grid", "one_at_a_time")
HYPERCUBE = "latin_hypercube"
REPLICATIONS = 20
RUNS_AT_MOST = 5000
WORLDS_KEYS = ("draws", "only")
QUICK_REPLICATIONS, QUICK_DRAWS = 4, 4  # fewer pairs show nothing (statistics.judge)
FEWEST = 2  # an interval needs two


_NO_TEXT = Text("", "")

Found = TypeVar("Found")


class Replications(NamedTuple):
    """How often every point is run."""

    at_least: int
    at_most: int


class Worlds(NamedTuple):
    """The assumptions that are moved, and their values in every world."""

    ranges: tuple[Range, ...] = ()
    values: tuple[Mapping[str, float | int], ...] = ()


@dataclass(frozen=True)
class _Base:
    """What every point is built on; the first mix-ins belong to the name of the scenario."""

    scenario: Node
    named: tuple[Node, ...]
    mixins: tuple[Node, ...]
    settings: tuple[Setting, ...]
    place: Place
    reading: Reading

    def with_levels(self, chosen: Sequence[tuple[str, WrittenFactor, str]]) -> Scenario:
        """The scenario of one combination of levels."""
        levels = [factor.levels[level] for _, factor, level in chosen]
        mixins = [*self.named, *self.mixins, *(mixin for each in levels for mixin in each.mixins)]
        settings = [*self.settings, *(setting for each in levels for setting in each.settings)]
        excuse = f"experiment {self.place.name}"
        found = stacked(self.scenario, mixins, settings, excuse, self.place.path.parent, self.reading)
        return replace(found, name=", ".join(f"{name}={level}" for name, _, level in chosen))

    def set_here(self, factors: Iterable[WrittenFactor]) -> set[str]:
        """The parameters that the experiment itself sets, under all points or in a level."""
        levels = [level for factor in factors for level in factor.levels.values()]
        mixins = [*self.mixins, *(mixin for each in levels for mixin in each.mixins)]
        settings = [*self.settings, *(setting for each in levels for setting in each.settings)]
        different = {str(each.value): each for each in mixins}.values()
        laid_over = (
            path for each in different for path in paths_set(each, self.place.path.parent, self.reading)
        )
        return {*laid_over, *(setting.path for setting in settings)}


def load_experiment(name: str, quick: bool = False, replications: int | None = None) -> Experiment:
    """Load an experiment by name or path.

    Args:
        name: name of a supplied experiment, or path of a file.
        quick: a few runs of each point and a few worlds only, to see what it looks like.
        replications: runs of each point instead of what the file says.

    Raises:
        TupSimError: what was given is something else than is wanted.
        ScenarioError: it cannot be read, or one thing is wrong with it or with a scenario in it.
        ScenarioErrors: several mistakes, all of them told as far as one does not hide another.
    """
    name = text(name, "name", Message("write the name of an experiment or the path of a file"))
    if not isinstance(quick, bool):
        raise TupSimError(on_or_off("quick", described_value(quick)))
    replications = None if replications is None else whole_number(replications, "replications", 1)
    place = find_experiment(name)
    before = Reading()
    with using(catalogue_of_plugins(_plugins_of(place, before))):
        return with_cures(lambda reading: _Loading(place, reading).experiment(quick, replications), before)


def _plugins_of(place: Place, reading: Reading) -> list[Plugin]:
    """The plug-ins that an experiment names, and those of what lies under all its points."""
    parts: dict[str, Node] = {}
    with suppress(ScenarioError):  # what is wrong with the file is told by whoever reads it in full
        parts = reading.node(place)[0].items()
    written = (str(node.value) for node in texts_in(parts.get("base")))
    base = [Node(each, "") for name in written for each in split(name, place.path.parent)]
    own, under = texts_in(parts.get(PLUGINS)), [*base, *texts_in(parts.get("with"))]
    found = [found_plugin(str(node.value), node.where, place.path.parent) for node in own]
    return [*reading.plugins(under, place.path.parent), *found]


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

    def experiment(self, quick: bool, replications: int | None) -> Experiment:
        """The experiment; what cannot be looked at because something else is wrong is left to the next attempt."""
        label = self.place.label
        title = self.read(_NO_TEXT, read_text, "title", "title", label)
        question = self.read(_NO_TEXT, read_text, "question", "question", label)
        claims: list[str] = self.read([], _claims, "claims")
        seed = self.read(1, _whole, "seed", "seed", 0, 1)
        allowed = self.read(RUNS_AT_MOST, _whole, "runs_at_most", "runs_at_most", 1, RUNS_AT_MOST)
        runs = self.read(Replications(FEWEST, FEWEST), _replications, "replications", quick, replications)
        draws = self.read(0, _draws, "worlds", quick)
        factors, base, points = self._points(seed, allowed, runs, draws)
        with self.faults.caught():
            [*read_plugins(self.parts.get(PLUGINS))]
        scenarios = side_by_side([each.scenario for each in points])
        points = tuple(replace(point, scenario=each) for point, each in zip(points, scenarios, strict=True))
        put_in_force(catalogue_of(scenarios[0].parameters))
        windows = read_windows(self.parts.get("windows"), scenarios, label)
        replay: tuple[str, ...] = self.read((), read_replay, "replay", windows)
        outcomes: tuple[Key, ...] = self.read((), read_outcomes, "outcomes", windows, replay, label)
        here = base.set_here(factors.values()) if draws else set()
        worlds = self.read(Worlds(), _worlds, "worlds", scenarios, here, seed, draws)
        smallest: dict[Key, float] = {}
        figures: tuple[Figure, ...] = ()
        if outcomes:
            smallest = self.read(smallest, read_smallest, "smallest_difference", outcomes)
            figures = self.read(figures, read_figures, "figures", outcomes, list(factors))
        self.faults.end()
        return Experiment(
            name=self.place.name,
            title=title,
            question=question,
            claims=tuple(claims),
            factors=tuple(
                each.finished(is_choice(each, self.place.path.parent)) for each in factors.values()
            ),
            points=points,
            windows=windows,
            outcomes=outcomes,
            smallest=smallest,
            at_least=runs.at_least,
            at_most=runs.at_most,
            seed=seed,
            replay=replay,
            ranges=worlds.ranges,
            worlds=worlds.values,
            figures=figures,
            text=self.reading.texts[self.place],
            quick=quick,
        )

    def read(self, otherwise: Found, reader: Callable[..., Found], heading: str, *rest: object) -> Found:
        """What stands under a heading; ``otherwise`` if it is wrong, which is noted."""
        return self.faults.read(otherwise, reader, self.parts.get(heading), *rest)

    def _points(
        self, seed: int, allowed: int, runs: Replications, draws: int
    ) -> tuple[Mapping[str, WrittenFactor], _Base, tuple[DesignPoint, ...]]:
        """What is varied, what is under all points, and the points; nothing else can be looked at without these.

        Raises:
            ScenarioError: one of these is wrong; with it comes what was found before.
        """
        label = self.place.label
        factors: dict[str, WrittenFactor] = self.read({}, every_factor, "factors", label)
        base: list[_Base] = self.faults.read([], lambda: [_base(self.parts, self.place, self.reading)])
        points: tuple[DesignPoint, ...] = ()
        if factors:
            with self.faults.caught():
                combinations = _combinations(self.parts, factors, seed, label, allowed)
                _refuse_too_many(self.parts, len(combinations), runs.at_most, draws, allowed, label)
                points = _points(base[0], factors, combinations) if base else ()
        if points:
            under, beside = base[0].with_levels(()), self.place.path.parent
            with self.faults.caught():
                refuse_what_undoes(factors.values(), base[0].settings, under, beside)
            with self.faults.caught():
                refuse_the_same({each.scenario.name: each.scenario for each in points}, label)
        if not points:
            raise together(self.faults.found)
        return factors, base[0], points


def every_factor(node: Node | None, label: str) -> dict[str, WrittenFactor]:
    """The factors by name; all that is wrong with any of them is told."""
    try:
        return read_factors(node, label)
    except ScenarioError:
        if node is not None and isinstance(node.value, tuple) and len(node.value) > 1:
            every(lambda item: read_factors(Node((item,), node.where), label), node.value)
        raise


def list_experiments() -> list[tuple[str, str]]:
    """Name and question (in English) of every experiment that comes with the package."""
    return [(place.name, _question(place)) for place in supplied_experiments()]


def _question(place: Place) -> str:
    """What a file asks; what is wrong with it, if it cannot be read."""
    try:
        parts = _top(read_file(place.path, place.label), place).items()
        return read_text(parts.get("question"), "question", place.label).en
    except ScenarioError as error:
        return Message("unreadable: {error}", error=error)


def _top(node: Node, place: Place) -> Node:
    """What stands in the file; an error if it is nothing."""
    if node.value is None or node.value == {}:
        raise ScenarioError(Message("the file is empty"), place.label)
    return node


def _base(parts: dict[str, Node], place: Place, reading: Reading) -> _Base:
    """The scenario under all points, written as NAME+MIXIN+MIXIN or as a path."""
    faults = Faults()
    scenario, *named = faults.read([Node("", "")], _named, parts.get("base"), place)
    mixins: tuple[Node, ...] = faults.read((), _mixins, parts.get("with"))
    settings = every_setting(parts["set"].items(), faults) if "set" in parts else []
    if "weeks" in parts:
        with faults.caught():
            settings.append(read_setting(parts["weeks"], keys()["horizon"]))
    faults.end()
    return _Base(scenario, tuple(named), mixins, tuple(settings), place, reading)


def _mixins(node: Node | None) -> tuple[Node, ...]:
    return tuple(mixins_in(node))


def _named(node: Node | None, place: Place) -> list[Node]:
    """The base and the mix-ins of its name."""
    if node is None:
        problem = Message("base is missing: the scenario under all points")
        raise ScenarioError(problem, place.label, Message("as base: open_house"))
    return [Node(each, node.where) for each in split(a_line(node, "base"), place.path.parent)]


def _points(
    base: _Base, factors: Mapping[str, WrittenFactor], combinations: Sequence[tuple[Levels, int | None]]
) -> tuple[DesignPoint, ...]:
    found = []
    for place, (levels, reference) in enumerate(combinations):
        chosen = [(name, factors[name], level) for name, level in levels.items()]
        found.append(DesignPoint(place, levels, base.with_levels(chosen), reference))
    return tuple(found)


def _combinations(
    parts: dict[str, Node], factors: Mapping[str, WrittenFactor], seed: int, label: str, allowed: int
) -> list[tuple[Levels, int | None]]:
    """All combinations of the design and their references, in the order in which they are numbered."""
    reference = _reference(parts.get("reference"), factors, label)
    wanted = list(islice(_designed(parts.get("design"), factors, reference, seed, label), allowed + 1))
    if len(wanted) > allowed:
        raise _too_many(
            Message("the design has more than {allowed} combinations", allowed=allowed), "", parts, label
        )
    found = numbered(wanted, reference)
    if all(each is None for _, each in found):
        raise ScenarioError(
            Message("every point is its own reference: nothing is compared"), parts["reference"].where
        )
    return found


def _reference(node: Node | None, factors: Mapping[str, WrittenFactor], label: str) -> Levels:
    """The levels that make a reference, in the order of the factors."""
    if node is None:
        first = next(iter(factors))
        hint = Message(
            "as reference: {{{first}: {levels}}}", first=first, levels=next(iter(factors[first].levels), 0)
        )
        raise ScenarioError(Message("reference is missing: what each point is compared with"), label, hint)
    written = _levels(node, factors, "reference")
    return {name: written[name] for name in factors if name in written}


def _levels(node: Node, factors: Mapping[str, WrittenFactor], what: str) -> Levels:
    """A group of ``factor: level`` lines."""
    if not isinstance(node.value, dict) or not node.value:
        first = next(iter(factors))
        raise ScenarioError(
            Message("{what} expects factors with a level, not {value}", what=what, value=described(node)),
            node.where,
            Message("as {{{first}: ..}}", first=first),
        )
    return {_factor(name, part, factors): _level(factors[name], part) for name, part in node.value.items()}


def _factor(name: str, node: Node, factors: Mapping[str, WrittenFactor]) -> str:
    return known_name(Node(name, node.where), list(factors), no_factor)


def _level(factor: WrittenFactor, node: Node) -> str:
    """A level by its name; of a factor that is drawn, any value of its lever."""
    if factor.drawn:
        return factor.add_value(node)
    what = "there is no level of factor '{factor}' called '{name}'"
    return known_name(node, list(factor.levels), lambda name: Message(what, factor=factor.name, name=name))


def _designed(
    node: Node | None, factors: Mapping[str, WrittenFactor], reference: Levels, seed: int, label: str
) -> Iterator[Levels]:
    """The combinations that are asked for."""
    if node is not None and isinstance(node.value, dict):
        yield from _hypercube(node, factors, seed)
        return
    if drawn := [each for each in factors.values() if each.drawn]:
        where = node.where if node else label
        problem = Message(
            "factor '{name}' is drawn between two ends, which needs a design that draws", name=drawn[0].name
        )
        raise ScenarioError(
            problem, where, Message("write design: {{latin_hypercube: 40}}, or give it levels")
        )
    names = {name: list(factor.levels) for name, factor in factors.items()}
    if node is None or node.value == "grid":
        yield from grid(names)
    elif isinstance(node.value, tuple):
        yield from _listed(node, factors)
    elif node.value == "one_at_a_time":
        yield from one_at_a_time(names, _centre(reference, factors, node))
    else:
        hint = did_you_mean(str(node.value), [*DESIGNS, HYPERCUBE])
        expected = Message("expected: grid, one_at_a_time, {{latin_hypercube: 40}} or a list of combinations")
        raise ScenarioError(
            Message("design cannot be {value}", value=described(node)), node.where, hint or expected
        )


def _centre(reference: Levels, factors: Mapping[str, WrittenFactor], node: Node) -> Levels:
    if missing := [name for name in factors if name not in reference]:
        problem = Message(
            "one_at_a_time needs a reference for every factor; there is none for '{missing}'",
            missing=missing[0],
        )
        raise ScenarioError(
            problem, node.where, Message("the reference is the point that everything starts from")
        )
    return reference


def _listed(node: Node, factors: Mapping[str, WrittenFactor]) -> Iterator[Levels]:
    for item in node.value if isinstance(node.value, tuple) else ():
        levels = _levels(item, factors, "a combination")
        if missing := [name for name in factors if name not in levels]:
            raise ScenarioError(
                Message("this combination has no level of '{missing}'", missing=missing[0]), item.where
            )
        yield {name: levels[name] for name in factors}


def _hypercube(node: Node, factors: Mapping[str, WrittenFactor], seed: int) -> Iterator[Levels]:
    parts = known_keys(node, (HYPERCUBE,), Message("a design"))
    draws = _whole(parts.get(HYPERCUBE), HYPERCUBE, FEWEST, 0)
    if draws > RUNS_AT_MOST:
        raise ScenarioError(
            Message("{name}: more than {most} draws", name=HYPERCUBE, most=RUNS_AT_MOST),
            parts[HYPERCUBE].where,
        )
    for row in latin_hypercube(len(factors), draws, seed):
        yield {
            name: each.drawn_at(float(part)) for part, (name, each) in zip(row, factors.items(), strict=True)
        }


def _replications(node: Node | None, quick: bool, fixed: int | None) -> Replications:
    """From the file, but fewer for a quick look, and as many as somebody asked for."""
    written = written_replications(node)
    if quick and fixed is None:
        fixed = min(QUICK_REPLICATIONS, written.at_least)
    return written if fixed is None else Replications(fixed, fixed)


def written_replications(node: Node | None) -> Replications:
    """What stands under ``replications:``, or what holds if nothing does.

    Raises:
        ScenarioError: they are no numbers of runs, or the most is less than the least.
    """
    if node is None or not isinstance(node.value, dict):
        fixed = _whole(node, "replications", FEWEST, REPLICATIONS)
        return Replications(fixed, fixed)
    parts = known_keys(node, Replications._fields, "replications")
    least = _whole(parts.get("at_least"), "at_least", FEWEST, min(REPLICATIONS, 8))
    if "at_most" not in parts:
        raise ScenarioError(
            Message("replications: needs 'at_most:' too"),
            node.where,
            Message("as {{at_least: 8, at_most: 40}}"),
        )
    most = _whole(parts["at_most"], "at_most", FEWEST, least)
    if most < least:
        raise ScenarioError(
            Message("at_most: {most} is less than at_least: {least}", most=most, least=least),
            parts["at_most"].where,
        )
    return Replications(least, most)


def _draws(node: Node | None, quick: bool) -> int:
    """How many worlds; none if none are asked for."""
    if node is None:
        return 0
    parts = known_keys(node, WORLDS_KEYS, "worlds")
    if "draws" not in parts:
        raise ScenarioError(
            Message("worlds: needs 'draws:', how many"), node.where, Message("as {{draws: 30}}")
        )
    draws = _whole(parts["draws"], "draws", FEWEST, 0)
    return min(draws, QUICK_DRAWS) if quick else draws


def _worlds(
    node: Node | None, scenarios: Sequence[Scenario], fixed: Collection[str], seed: int, draws: int
) -> Worlds:
    """Assumptions that are moved at once, the same in all points of a world."""
    if node is None:
        return Worlds()
    parts = known_keys(node, WORLDS_KEYS, "worlds")
    ranges, left_out = ranges_of(scenarios, fixed)
    if "only" in parts:
        wanted = [_moved(item, left_out) for item in names_in(parts["only"], "only: expects parameters", "")]
        if not wanted:
            raise ScenarioError(
                Message("only: the list is empty"), parts["only"].where, Message("leave it out to move all")
            )
        ranges = tuple(each for each in ranges if each.path in wanted)
    _, values, _ = hypercube(scenarios, ranges, draws, seed)
    return Worlds(ranges, tuple(values))


def _moved(node: Node, left_out: Mapping[str, str]) -> str:
    """The path of an assumption that can be moved."""
    path = str(node.value)
    if path not in keys():
        raise ScenarioError(Message("unknown key '{path}'", path=one_line(path)), node.where, key_hint(path))
    if keys()[path].kind is not Kind.ASSUMED or keys()[path].annotation not in (int, float):
        raise ScenarioError(
            Message("only: {path} is no assumption in numbers ({kind})", path=path, kind=keys()[path].kind),
            node.where,
        )
    if path in left_out:
        why = {
            "changed": "the experiment sets it, or changes it at a date",
            "still": "it has no range to be moved over",
            "tied": "other numbers depend on it",
        }
        raise ScenarioError(
            Message("only: {path} cannot be moved: {why}", path=path, why=why[left_out[path]]), node.where
        )
    return path


def _refuse_too_many(
    parts: dict[str, Node], points: int, most: int, worlds: int, allowed: int, label: str
) -> None:
    """A slip of the pen should not cost a week, nor all memory before it is found out."""
    runs = points * (most + worlds)
    if runs > allowed:
        count = Message(
            "{points} points with up to {most} replications and {worlds} worlds",
            points=points,
            most=most,
            worlds=worlds,
        )
        raise _too_many(
            Message("{count} are {runs} runs, more than {allowed}", count=count, runs=runs, allowed=allowed),
            f" {runs}",
            parts,
            label,
        )


def _too_many(problem: str, runs: str, parts: Mapping[str, Node], label: str) -> ScenarioError:
    where = next((parts[name].where for name in ("runs_at_most", "design") if name in parts), label)
    return ScenarioError(problem, where, Message("write 'runs_at_most:{runs}' if that is meant", runs=runs))


def _claims(node: Node | None) -> list[str]:
    expects = Message("claims: expects ids of statements of the report")
    items = names_in(node, expects, Message("as [C116, C117]"))
    return every(lambda item: known_claim(str(item.value), item.where), items)


def _whole(node: Node | None, name: str, least: int, default: int) -> int:
    """A whole number."""
    if node is None:
        return default
    expected = Message("expected: a whole number, {least} or more", least=number(least))
    wanted = Quantity(name, "-", low=least, whole=True, expected=expected)
    value = number_in(node, wanted)
    if not wanted.fits(value):
        problem = Message("{name} cannot be {what}", name=name, what=described(node))
        raise ScenarioError(problem, node.where, cure(node, wanted, expected))
    return int(value)
