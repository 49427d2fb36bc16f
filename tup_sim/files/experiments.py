"""Experiment files: a question, what is varied, how precise the answer has to be. No Python in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import known_keys
from tup_sim.files.document import a_line, mixins_in, names_in
from tup_sim.files.factors import WrittenFactor, known_name, read_factors, read_text
from tup_sim.files.keys import did_you_mean, key_hint, keys
from tup_sim.files.load import paths_set, stacked
from tup_sim.files.looking import read_figures, read_outcomes, read_replay, read_smallest, read_windows
from tup_sim.files.moves import refuse_the_same, refuse_what_undoes
from tup_sim.files.places import Place, find_experiment, supplied_experiments
from tup_sim.files.quantities import Quantity, cure, number, number_in
from tup_sim.files.settings import read_settings
from tup_sim.files.sources import known_claim
from tup_sim.files.strict_yaml import Node, described, read_file
from tup_sim.files.values import Setting, read_setting
from tup_sim.model.parameters import Kind, Scenario
from tup_sim.study.combinations import Levels, grid, latin_hypercube, numbered, one_at_a_time
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.ranges import Range, hypercube, ranges_of

KEYS = (
    "title", "question", "claims", "base", "with", "set", "weeks", "factors", "design", "reference",
    "replications", "smallest_difference", "outcomes", "windows", "replay", "worlds", "figures", "seed",
    "runs_at_most",
)  # fmt: skip
DESIGNS = ("grid", "one_at_a_time")
HYPERCUBE = "latin_hypercube"
REPLICATIONS = 20
RUNS_AT_MOST = 5000
WORLDS_KEYS = ("draws", "only")
QUICK_REPLICATIONS, QUICK_DRAWS = 3, 4
FEWEST = 2  # an interval needs two


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

    def with_levels(self, chosen: Sequence[tuple[str, WrittenFactor, str]]) -> Scenario:
        """The scenario of one combination of levels."""
        levels = [factor.levels[level] for _, factor, level in chosen]
        mixins = [*self.named, *self.mixins, *(mixin for each in levels for mixin in each.mixins)]
        settings = [*self.settings, *(setting for each in levels for setting in each.settings)]
        excuse = f"experiment {self.place.name}"
        found = stacked(self.scenario, mixins, settings, excuse, self.place.path.parent)
        return replace(found, name=", ".join(f"{name}={level}" for name, _, level in chosen))

    def set_here(self, factors: Iterable[WrittenFactor]) -> set[str]:
        """The parameters that the experiment itself sets, under all points or in a level."""
        levels = [level for factor in factors for level in factor.levels.values()]
        mixins = [*self.mixins, *(mixin for each in levels for mixin in each.mixins)]
        settings = [*self.settings, *(setting for each in levels for setting in each.settings)]
        different = {str(each.value): each for each in mixins}.values()
        laid_over = (path for each in different for path in paths_set(each, self.place.path.parent))
        return {*laid_over, *(setting.path for setting in settings)}


def load_experiment(name: str, quick: bool = False, replications: int | None = None) -> Experiment:
    """Load an experiment by name or path.

    Args:
        name: name of a supplied experiment, or path of a file.
        quick: a few runs of each point and a few worlds only, to see what it looks like.
        replications: runs of each point instead of what the file says.
    """
    place = find_experiment(name)
    parts = _top(place)
    factors = read_factors(parts.get("factors"), place.label)
    seed = _whole(parts.get("seed"), "seed", 0, 1)
    allowed = _whole(parts.get("runs_at_most"), "runs_at_most", 1, RUNS_AT_MOST)
    runs = _replications(parts.get("replications"), quick, replications)
    draws = _draws(parts.get("worlds"), quick)
    combinations = _combinations(parts, factors, seed, place.label, allowed)
    _refuse_too_many(parts, len(combinations), runs.at_most, draws, allowed, place.label)
    base = _base(parts, place)
    points = _points(base, factors, combinations)
    refuse_what_undoes(factors.values(), base.settings, base.with_levels(()), place.path.parent)
    refuse_the_same({each.scenario.name: each.scenario for each in points}, place.label)
    windows = read_windows(parts.get("windows"), [each.scenario for each in points], place.label)
    replay = read_replay(parts.get("replay"), windows)
    outcomes = read_outcomes(parts.get("outcomes"), windows, replay, place.label)
    here = base.set_here(factors.values()) if draws else set()
    worlds = _worlds(parts.get("worlds"), [each.scenario for each in points], here, seed, draws)
    return Experiment(
        name=place.name,
        title=read_text(parts.get("title"), "title", place.label),
        question=read_text(parts.get("question"), "question", place.label),
        claims=tuple(_claims(parts.get("claims"))),
        factors=tuple(factor.finished() for factor in factors.values()),
        points=points,
        windows=windows,
        outcomes=outcomes,
        smallest=read_smallest(parts.get("smallest_difference"), outcomes),
        at_least=runs.at_least,
        at_most=runs.at_most,
        seed=seed,
        replay=replay,
        ranges=worlds.ranges,
        worlds=worlds.values,
        figures=tuple(read_figures(parts.get("figures"), outcomes, list(factors))),
        text=place.path.read_text(encoding="utf-8-sig"),
        quick=quick,
    )


def list_experiments() -> list[tuple[str, str]]:
    """Name and question (in English) of every experiment that comes with the package."""
    return [(place.name, _question(place)) for place in supplied_experiments()]


def _question(place: Place) -> str:
    """What a file asks; what is wrong with it, if it cannot be read."""
    try:
        return read_text(_top(place).get("question"), "question", place.label).en
    except ScenarioError as error:
        return f"unreadable: {error}"


def _top(place: Place) -> dict[str, Node]:
    node = read_file(place.path, place.label)
    if node.value is None or node.value == {}:
        raise ScenarioError("the file is empty", place.label)
    return known_keys(node, KEYS, "an experiment")


def _base(parts: dict[str, Node], place: Place) -> _Base:
    """The scenario under all points, written as NAME+MIXIN+MIXIN or as a path."""
    node = parts.get("base")
    if node is None:
        raise ScenarioError(
            "base is missing: the scenario under all points", place.label, "as base: open_house"
        )
    text = a_line(node, "base")
    is_file = (place.path.parent / text).is_file()
    names = [text] if is_file else [each.strip() for each in text.split("+")]
    scenario, *mixins = [Node(each, node.where) for each in names]
    settings = read_settings(parts["set"].items()) if "set" in parts else []
    if "weeks" in parts:
        settings.append(read_setting(parts["weeks"], keys()["horizon"]))
    return _Base(scenario, tuple(mixins), tuple(mixins_in(parts.get("with"))), tuple(settings), place)


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
        raise _too_many(f"the design has more than {allowed} combinations", "", parts, label)
    found = numbered(wanted, reference)
    if all(each is None for _, each in found):
        raise ScenarioError("every point is its own reference: nothing is compared", parts["reference"].where)
    return found


def _reference(node: Node | None, factors: Mapping[str, WrittenFactor], label: str) -> Levels:
    """The levels that make a reference, in the order of the factors."""
    if node is None:
        first = next(iter(factors))
        hint = f"as reference: {{{first}: {next(iter(factors[first].levels), 0)}}}"
        raise ScenarioError("reference is missing: what each point is compared with", label, hint)
    written = _levels(node, factors, "reference")
    return {name: written[name] for name in factors if name in written}


def _levels(node: Node, factors: Mapping[str, WrittenFactor], what: str) -> Levels:
    """A group of ``factor: level`` lines."""
    if not isinstance(node.value, dict) or not node.value:
        first = next(iter(factors))
        raise ScenarioError(
            f"{what} expects factors with a level, not {described(node)}", node.where, f"as {{{first}: ..}}"
        )
    return {_factor(name, part, factors): _level(factors[name], part) for name, part in node.value.items()}


def _factor(name: str, node: Node, factors: Mapping[str, WrittenFactor]) -> str:
    return known_name(Node(name, node.where), list(factors), "factor")


def _level(factor: WrittenFactor, node: Node) -> str:
    """A level by its name; of a factor that is drawn, any value of its lever."""
    if factor.drawn:
        return factor.add_value(node)
    return known_name(node, list(factor.levels), f"level of factor '{factor.name}' called")


def _designed(
    node: Node | None, factors: Mapping[str, WrittenFactor], reference: Levels, seed: int, label: str
) -> Iterator[Levels]:
    """The combinations that are asked for."""
    if node is not None and isinstance(node.value, dict):
        yield from _hypercube(node, factors, seed)
        return
    if drawn := [each for each in factors.values() if each.drawn]:
        where = node.where if node else label
        problem = f"factor '{drawn[0].name}' is drawn between two ends, which needs a design that draws"
        raise ScenarioError(problem, where, "write design: {latin_hypercube: 40}, or give it levels")
    names = {name: list(factor.levels) for name, factor in factors.items()}
    if node is None or node.value == "grid":
        yield from grid(names)
    elif isinstance(node.value, tuple):
        yield from _listed(node, factors)
    elif node.value == "one_at_a_time":
        yield from one_at_a_time(names, _centre(reference, factors, node))
    else:
        hint = did_you_mean(str(node.value), [*DESIGNS, HYPERCUBE])
        expected = "expected: grid, one_at_a_time, {latin_hypercube: 40} or a list of combinations"
        raise ScenarioError(f"design cannot be {described(node)}", node.where, hint or expected)


def _centre(reference: Levels, factors: Mapping[str, WrittenFactor], node: Node) -> Levels:
    if missing := [name for name in factors if name not in reference]:
        problem = f"one_at_a_time needs a reference for every factor; there is none for '{missing[0]}'"
        raise ScenarioError(problem, node.where, "the reference is the point that everything starts from")
    return reference


def _listed(node: Node, factors: Mapping[str, WrittenFactor]) -> Iterator[Levels]:
    for item in node.value if isinstance(node.value, tuple) else ():
        levels = _levels(item, factors, "a combination")
        if missing := [name for name in factors if name not in levels]:
            raise ScenarioError(f"this combination has no level of '{missing[0]}'", item.where)
        yield {name: levels[name] for name in factors}


def _hypercube(node: Node, factors: Mapping[str, WrittenFactor], seed: int) -> Iterator[Levels]:
    parts = known_keys(node, (HYPERCUBE,), "a design")
    draws = _whole(parts.get(HYPERCUBE), HYPERCUBE, FEWEST, 0)
    if draws > RUNS_AT_MOST:
        raise ScenarioError(f"{HYPERCUBE}: more than {RUNS_AT_MOST} draws", parts[HYPERCUBE].where)
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
    """What stands under ``replications:``, or what holds if nothing does."""
    if node is None or not isinstance(node.value, dict):
        fixed = _whole(node, "replications", FEWEST, REPLICATIONS)
        return Replications(fixed, fixed)
    parts = known_keys(node, Replications._fields, "replications")
    least = _whole(parts.get("at_least"), "at_least", FEWEST, min(REPLICATIONS, 8))
    if "at_most" not in parts:
        raise ScenarioError("replications: needs 'at_most:' too", node.where, "as {at_least: 8, at_most: 40}")
    most = _whole(parts["at_most"], "at_most", FEWEST, least)
    if most < least:
        raise ScenarioError(f"at_most: {most} is less than at_least: {least}", parts["at_most"].where)
    return Replications(least, most)


def _draws(node: Node | None, quick: bool) -> int:
    """How many worlds; none if none are asked for."""
    if node is None:
        return 0
    parts = known_keys(node, WORLDS_KEYS, "worlds")
    if "draws" not in parts:
        raise ScenarioError("worlds: needs 'draws:', how many", node.where, "as {draws: 30}")
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
            raise ScenarioError("only: the list is empty", parts["only"].where, "leave it out to move all")
        ranges = tuple(each for each in ranges if each.path in wanted)
    _, values, _ = hypercube(scenarios, ranges, draws, seed)
    return Worlds(ranges, tuple(values))


def _moved(node: Node, left_out: Mapping[str, str]) -> str:
    """The path of an assumption that can be moved."""
    path = str(node.value)
    if path not in keys():
        raise ScenarioError(f"unknown key '{path}'", node.where, key_hint(path))
    if keys()[path].kind is not Kind.ASSUMED or keys()[path].annotation not in (int, float):
        raise ScenarioError(f"only: {path} is no assumption in numbers ({keys()[path].kind})", node.where)
    if path in left_out:
        why = {
            "changed": "the experiment sets it, or changes it at a date",
            "still": "it has no range to be moved over",
            "tied": "other numbers depend on it",
        }
        raise ScenarioError(f"only: {path} cannot be moved: {why[left_out[path]]}", node.where)
    return path


def _refuse_too_many(
    parts: dict[str, Node], points: int, most: int, worlds: int, allowed: int, label: str
) -> None:
    """A slip of the pen should not cost a week, nor all memory before it is found out."""
    runs = points * (most + worlds)
    if runs > allowed:
        count = f"{points} points with up to {most} replications and {worlds} worlds"
        raise _too_many(f"{count} are {runs} runs, more than {allowed}", f" {runs}", parts, label)


def _too_many(problem: str, runs: str, parts: Mapping[str, Node], label: str) -> ScenarioError:
    where = next((parts[name].where for name in ("runs_at_most", "design") if name in parts), label)
    return ScenarioError(problem, where, f"write 'runs_at_most:{runs}' if that is meant")


def _claims(node: Node | None) -> Iterator[str]:
    for item in names_in(node, "claims: expects ids of statements of the report", "as [C116, C117]"):
        yield known_claim(str(item.value), item.where)


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
