"""The points of an experiment: the scenario under all of them, and each combination of levels laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.document import a_line, mixins_in
from tup_sim.files.every import every_setting
from tup_sim.files.factors import WrittenFactor
from tup_sim.files.faults import Faults
from tup_sim.files.keys import keys
from tup_sim.files.load import paths_set, stacked
from tup_sim.files.places import Place, split
from tup_sim.files.reading import Reading
from tup_sim.files.strict_yaml import Node
from tup_sim.files.values import Setting, read_setting
from tup_sim.model.parameters import Scenario
from tup_sim.study.combinations import Levels
from tup_sim.study.experiment import DesignPoint


@dataclass(frozen=True)
class Base:
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


def read_base(parts: dict[str, Node], place: Place, reading: Reading) -> Base:
    """The scenario under all points, written as NAME+MIXIN+MIXIN or as a path.

    Raises:
        ScenarioError: it is missing, or what is laid over it cannot be read; all of it is told.
    """
    faults = Faults()
    scenario, *named = faults.read([Node("", "")], _named, parts.get("base"), place)
    mixins: tuple[Node, ...] = faults.read((), _mixins, parts.get("with"))
    settings = every_setting(parts["set"].items(), faults) if "set" in parts else []
    if "weeks" in parts:
        with faults.caught():
            settings.append(read_setting(parts["weeks"], keys()["horizon"]))
    faults.end()
    return Base(scenario, tuple(named), mixins, tuple(settings), place, reading)


def _mixins(node: Node | None) -> tuple[Node, ...]:
    return tuple(mixins_in(node))


def _named(node: Node | None, place: Place) -> list[Node]:
    """The base and the mix-ins of its name."""
    if node is None:
        problem = Message("base is missing: the scenario under all points")
        raise ScenarioError(problem, place.label, Message("as base: open_house"))
    return [Node(each, node.where) for each in split(a_line(node, "base"), place.path.parent)]


def points_of(
    base: Base, factors: Mapping[str, WrittenFactor], combinations: Sequence[tuple[Levels, int | None]]
) -> tuple[DesignPoint, ...]:
    """The points in the order of their combinations, each with its scenario and the number of its reference."""
    found = []
    for place, (levels, reference) in enumerate(combinations):
        chosen = [(name, factors[name], level) for name, level in levels.items()]
        found.append(DesignPoint(place, levels, base.with_levels(chosen), reference))
    return tuple(found)
