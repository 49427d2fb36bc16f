"""How much is run for an experiment: replications of every point, and worlds in which assumptions are moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tup_sim.errors import Message, ScenarioError, a_word
from tup_sim.files.changes import known_keys
from tup_sim.files.document import names_in
from tup_sim.files.keys import key_hint, keys
from tup_sim.files.quantities import Quantity, cure, number, number_in
from tup_sim.files.strict_yaml import Node, described, one_line
from tup_sim.model.parameters import Kind, Scenario
from tup_sim.model.parameters.renamed import name_now
from tup_sim.study.ranges import Range, hypercube, ranges_of

REPLICATIONS = 20
WORLDS_KEYS = ("draws", "only")
QUICK_REPLICATIONS, QUICK_DRAWS = 4, 4  # fewer pairs show nothing (statistics.judge)
FEWEST = 2  # an interval needs two


class Replications(NamedTuple):
    """How often every point is run."""

    at_least: int
    at_most: int


class Worlds(NamedTuple):
    """The assumptions that are moved, and their values in every world."""

    ranges: tuple[Range, ...] = ()
    values: tuple[Mapping[str, float | int], ...] = ()


def read_replications(node: Node | None, quick: bool, fixed: int | None) -> Replications:
    """From the file, but fewer for a quick look, and as many as somebody asked for.

    Raises:
        ScenarioError: as ``written_replications``.
    """
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
        fixed = whole_in(node, "replications", FEWEST, REPLICATIONS)
        return Replications(fixed, fixed)
    parts = known_keys(node, Replications._fields, "replications")
    least = whole_in(parts.get("at_least"), "at_least", FEWEST, min(REPLICATIONS, 8))
    if "at_most" not in parts:
        raise ScenarioError(
            Message("replications: needs 'at_most:' too"),
            node.where,
            Message("as {{at_least: 8, at_most: 40}}"),
        )
    most = whole_in(parts["at_most"], "at_most", FEWEST, least)
    if most < least:
        raise ScenarioError(
            Message("at_most: {most} is less than at_least: {least}", most=most, least=least),
            parts["at_most"].where,
        )
    return Replications(least, most)


def read_draws(node: Node | None, quick: bool) -> int:
    """How many worlds; none if none are asked for.

    Raises:
        ScenarioError: it does not say how many, or not in a whole number.
    """
    if node is None:
        return 0
    parts = known_keys(node, WORLDS_KEYS, "worlds")
    if "draws" not in parts:
        raise ScenarioError(
            Message("worlds: needs 'draws:', how many"), node.where, Message("as {{draws: 30}}")
        )
    draws = whole_in(parts["draws"], "draws", FEWEST, 0)
    return min(draws, QUICK_DRAWS) if quick else draws


def read_worlds(
    node: Node | None, scenarios: Sequence[Scenario], fixed: Collection[str], seed: int, draws: int
) -> Worlds:
    """Assumptions that are moved at once, the same in all points of a world.

    Raises:
        ScenarioError: one that is named does not exist or cannot be moved, or the list is empty.
    """
    if not draws:
        return Worlds()
    parts = known_keys(node, WORLDS_KEYS, "worlds") if node else {}
    ranges, left_out = ranges_of(scenarios, fixed)
    if "only" in parts:
        wanted = [
            _moved(item, left_out)
            for item in names_in(parts["only"], Message("only: expects parameters"), "")
        ]
        if not wanted:
            raise ScenarioError(
                Message("only: the list is empty"), parts["only"].where, Message("leave it out to move all")
            )
        ranges = tuple(each for each in ranges if each.path in wanted)
    _, values, _ = hypercube(scenarios, ranges, draws, seed)
    return Worlds(ranges, tuple(values))


def _moved(node: Node, left_out: Mapping[str, str]) -> str:
    """The path of an assumption that can be moved."""
    path = name_now(str(node.value), node.where)
    if path not in keys():
        raise ScenarioError(Message("unknown key '{path}'", path=one_line(path)), node.where, key_hint(path))
    if keys()[path].kind is not Kind.ASSUMED or keys()[path].annotation not in (int, float):
        raise ScenarioError(
            Message(
                "only: {path} is no assumption in numbers ({kind})", path=path, kind=a_word(keys()[path].kind)
            ),
            node.where,
        )
    if path in left_out:
        why = {
            "changed": Message("the experiment sets it, or changes it at a date"),
            "still": Message("it has no range to be moved over"),
            "tied": Message("other numbers depend on it"),
            "measured": Message("it is measured at rest"),
        }
        raise ScenarioError(
            Message("only: {path} cannot be moved: {why}", path=path, why=why[left_out[path]]), node.where
        )
    return path


def whole_in(node: Node | None, name: str, least: int, default: int) -> int:
    """A whole number, or what holds if nothing stands there.

    Raises:
        ScenarioError: it is no whole number, or less than the least.
    """
    if node is None:
        return default
    expected = Message("expected: a whole number, {least} or more", least=number(least))
    wanted = Quantity(name, "-", low=least, whole=True, expected=expected)
    value = number_in(node, wanted)
    if not wanted.fits(value):
        problem = Message("{name} cannot be {what}", name=name, what=described(node))
        raise ScenarioError(problem, node.where, cure(node, wanted, expected))
    return int(value)
