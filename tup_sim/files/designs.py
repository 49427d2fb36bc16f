"""Which combinations of levels an experiment asks for, and what each of them is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import known_keys
from tup_sim.files.factors import WrittenFactor
from tup_sim.files.keys import did_you_mean
from tup_sim.files.questions import Questions, levels_in
from tup_sim.files.repetitions import FEWEST, whole_in
from tup_sim.files.strict_yaml import Node, described
from tup_sim.study.combinations import Levels, grid, latin_hypercube, numbered, one_at_a_time

DESIGNS = ("grid", "one_at_a_time")
HYPERCUBE = "latin_hypercube"
RUNS_AT_MOST = 5000


def combinations_in(
    parts: dict[str, Node],
    factors: Mapping[str, WrittenFactor],
    asked: Questions,
    seed: int,
    label: str,
    allowed: int,
) -> list[tuple[Levels, int | None]]:
    """All combinations of the design and the numbers of their references, in the order in which they are numbered.

    Raises:
        ScenarioError: the design cannot be read, nothing is compared, or there are more than are allowed.
    """
    first = asked.questions[0]
    wanted = list(islice(_designed(parts.get("design"), factors, first.reference, seed, label), allowed + 1))
    if len(wanted) > allowed:
        raise _too_many(
            Message("the design has more than {allowed} combinations", allowed=allowed), "", parts, label
        )
    found = numbered(wanted, asked.references)
    if all(each is None for _, each in found):
        raise ScenarioError(Message("every point is its own reference: nothing is compared"), first.where)
    return found


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
        levels = levels_in(item, factors, "a combination")
        if missing := [name for name in factors if name not in levels]:
            raise ScenarioError(
                Message("this combination has no level of '{missing}'", missing=missing[0]), item.where
            )
        yield {name: levels[name] for name in factors}


def _hypercube(node: Node, factors: Mapping[str, WrittenFactor], seed: int) -> Iterator[Levels]:
    parts = known_keys(node, (HYPERCUBE,), Message("a design"))
    draws = whole_in(parts.get(HYPERCUBE), HYPERCUBE, FEWEST, 0)
    if draws > RUNS_AT_MOST:
        raise ScenarioError(
            Message("{name}: more than {most} draws", name=HYPERCUBE, most=RUNS_AT_MOST),
            parts[HYPERCUBE].where,
        )
    for row in latin_hypercube(len(factors), draws, seed):
        yield {
            name: each.drawn_at(float(part)) for part, (name, each) in zip(row, factors.items(), strict=True)
        }


def refuse_too_many(
    parts: dict[str, Node], points: int, most: int, worlds: int, allowed: int, label: str
) -> None:
    """A slip of the pen should not cost a week, nor all memory before it is found out.

    Raises:
        ScenarioError: more runs are asked for than are allowed.
    """
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
