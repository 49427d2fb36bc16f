"""What a plug-in is tried with: at rest while off, its events occur, its numbers are read, nothing comes too early.

Each check gives what is wrong, and nothing where all is well: a test reads ``assert not kit.changes_while_off()``.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from tup_sim.files.load import load_scenario
from tup_sim.files.plugins import found_plugin
from tup_sim.measures.agent_outcomes import parting
from tup_sim.model.mechanisms.base import Declared
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.plugins import Plugin, mechanisms_of, plugins_of
from tup_sim.model.processes.changing import with_values
from tup_sim.study import run
from tup_sim.study.why import trace_of

SMALL = ("units=1", "warmup=4")
WEEKS = 12
ORGANISATION = "open_house"


class Kit:
    """A plug-in and a small world to try it in.

    Args:
        file: of the plug-in.
        settings: of the world, as ``path=value``; where its events are rare, a world in which they occur.
        organisation: the world.
        weeks: how long it is looked at.
    """

    def __init__(
        self,
        file: str | Path,
        settings: Sequence[str] = SMALL,
        organisation: str = ORGANISATION,
        weeks: int = WEEKS,
    ) -> None:
        self._asked = (organisation, (), tuple(settings), weeks)
        self.plugin: Plugin = found_plugin(str(file))
        self.with_it: Scenario = load_scenario(*self._asked, plugins=[str(file)])
        self.without_it: Scenario = load_scenario(*self._asked)
        self.weeks = weeks

    @property
    def declared(self) -> tuple[Declared, ...]:
        """What its mechanisms declare."""
        return tuple(kind.declared for plugin in plugins_of(self.with_it) for kind in mechanisms_of(plugin))

    @cached_property
    def switched_off(self) -> Scenario:
        """The world with the plug-in, its switches off."""
        off = {f"mechanisms.{each.key}": False for each in self.declared}
        return replace(self.with_it, parameters=with_values(self.with_it.parameters, off))

    def changes_while_off(self) -> dict[str, tuple[float, float]]:
        """Outcomes that differ between the world without the plug-in and that in which it is off."""
        without, off = run(self.without_it).values, run(self.switched_off).values
        return {name: (value, off[name]) for name, value in without.items() if repr(value) != repr(off[name])}

    def events_while_off(self) -> set[str]:
        """Its events that occur although it is off."""
        return self._events() & {fact.event for fact in trace_of(self.switched_off).facts()}

    def events_that_never_occur(self) -> set[str]:
        """Its events that do not occur in the world while it is on."""
        return self._events() - {fact.event for fact in trace_of(self.with_it).facts()}

    def _events(self) -> set[str]:
        return {event.__name__ for each in self.declared for event in each.events}

    def numbers_that_nothing_reads(self) -> list[str]:
        """Paths of its numbers that stand nowhere in its code as ``self.NAME``."""
        tree = ast.parse(self.plugin.source)
        read = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        numbers = [number for each in self.declared for number in each.numbers]
        return [number.path for number in numbers if f"self.{number.called}" not in read]

    def comes_too_early(self) -> float | None:
        """The week of the first difference, if it comes before the week in which the plug-in is switched on.

        The same world twice, with the same luck: in one it stays off, in the other it is switched on half-way.
        """
        week = self.weeks // 2
        on: dict[str, bool] = {f"mechanisms.{each.key}": True for each in self.declared}
        later = replace(self.switched_off, changes=(*self.switched_off.changes, Change(on, at=week)))
        here, there = trace_of(self.switched_off), trace_of(later)
        found = parting(here, there)
        first = None if found is None else here.week(found.hour)
        return first if first is not None and first < week else None
