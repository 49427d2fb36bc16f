"""What each factor of an experiment moves; what would undo it without a word is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.factors import WrittenFactor, WrittenLevel
from tup_sim.files.load import everything_set
from tup_sim.files.values import Setting
from tup_sim.model.parameters import Scenario


class Laid(NamedTuple):
    """A value that a level lays over the base.

    Attributes:
        path: of the parameter.
        where: place that sets it.
        what: the value and, of a change, its dates.
        at_start: whether it holds from the start, rather than from a date on.
        by_file: whether a mix-in says it; what the experiment itself sets comes after that.
    """

    path: str
    where: str
    what: object
    at_start: bool
    by_file: bool


class Moves:
    """What the levels of one factor lay over the base.

    Attributes:
        factor: the factor.
        laid: per parameter everything that some level lays over it.
        moved: the parameters in which its levels differ.

    Args:
        factor: the factor.
        beside: folder of the experiment, where paths of mix-ins start.
    """

    def __init__(self, factor: WrittenFactor, beside: Path) -> None:
        self.factor = factor
        levels = [_by_path(_laid(level, beside)) for level in factor.levels.values()]
        if factor.drawn:
            range_of = Laid(factor.path, factor.where, None, at_start=True, by_file=False)
            levels.insert(0, {factor.path: [range_of]})
        self.laid: dict[str, list[Laid]] = {}
        for level in levels:
            for path, found in level.items():
                self.laid.setdefault(path, []).extend(found)
        self.moved = {
            path
            for path in self.laid
            if len({tuple(each.what for each in level.get(path, ())) for level in levels}) > 1
        }


def _by_path(laid: Iterable[Laid]) -> dict[str, list[Laid]]:
    found: dict[str, list[Laid]] = {}
    for each in laid:
        found.setdefault(each.path, []).append(each)
    return found


def _laid(level: WrittenLevel, beside: Path) -> Iterator[Laid]:
    for mixin in level.mixins:
        for setting, change in everything_set(mixin, beside):
            dates = (change.at, change.over, change.until, change.trigger) if change else ()
            yield Laid(setting.path, setting.where, (setting.value, *dates), change is None, by_file=True)
    for setting in level.settings:
        yield Laid(setting.path, setting.where, (setting.value,), at_start=True, by_file=False)


def refuse_what_undoes(
    factors: Iterable[WrittenFactor], settings: Sequence[Setting], base: Scenario, beside: Path
) -> None:
    """One parameter is moved by one factor, and nothing that holds under all points undoes it.

    Args:
        factors: in order; a later one is laid over an earlier one.
        settings: of the experiment itself, laid over all mix-ins, those of levels too.
        base: the scenario under all points, with these settings.
        beside: folder of the experiment.
    """
    all_moves = [Moves(each, beside) for each in factors]
    last = {each.path: each for each in settings}
    for one, other in combinations(all_moves, 2):
        _refuse_moved_twice(one, other)
    for each in all_moves:
        _refuse_set_for_all(each, last)
        _refuse_changed_for_good(each, base)


def _refuse_moved_twice(one: Moves, other: Moves) -> None:
    for path in one.laid:
        if path in other.laid and path in one.moved | other.moved:
            raise ScenarioError(
                Message(
                    "factor '{other}' sets {path}, and so does factor '{one}' at {there}: one undoes the other",
                    other=other.factor.name,
                    path=path,
                    one=one.factor.name,
                    there=one.laid[path][0].where,
                ),
                other.laid[path][0].where,
                Message("let one factor set it, with a level for every combination that is wanted"),
            )


def _refuse_set_for_all(moves: Moves, settings: Mapping[str, Setting]) -> None:
    for path in moves.laid.keys() & settings.keys():
        for each in moves.laid[path]:
            if each.by_file and each.at_start and each.what != (settings[path].value,):
                raise ScenarioError(
                    Message(
                        "{path} is set here for all points, over what factor '{factor}' sets at {there}",
                        path=path,
                        factor=moves.factor.name,
                        there=each.where,
                    ),
                    settings[path].where,
                    Message("leave it out here, or set it in every level"),
                )


def _refuse_changed_for_good(moves: Moves, base: Scenario) -> None:
    """From the date of a change in the base on all points have its value, whatever a level gave at the start."""
    for_good = [each for each in base.changes if each.until is None and each.trigger is None]
    for path, week in ((path, each.at) for each in for_good for path in each.values):
        if path in moves.moved and all(each.at_start for each in moves.laid[path]):
            raise ScenarioError(
                Message(
                    "factor '{factor}' sets {path}, but a change of the base sets it for all points from week "
                    "{week} on",
                    factor=moves.factor.name,
                    path=path,
                    week=week,
                ),
                moves.laid[path][0].where,
                Message("take that change out of the base, or let the levels change it at a date too"),
            )


def refuse_the_same(scenarios: Mapping[str, Scenario], where: str) -> None:
    """Two points that are one scenario show no difference, whatever the model does.

    Args:
        scenarios: by the name of the point.
        where: place of the experiment.

    Raises:
        ScenarioError: two of them are one scenario.
    """
    seen: dict[object, str] = {}
    for name, each in scenarios.items():
        first = seen.setdefault((each.parameters, each.changes), name)
        if first != name:
            raise ScenarioError(
                Message(
                    "the points '{first}' and '{second}' are the same scenario", first=first, second=name
                ),
                where,
                Message("give each level something of its own: 'with:', 'set:' or a value"),
            )
