"""Short lines about scenarios: which there are, and whether one can be run."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim.files.layout import counts, table
from tup_sim.files.load import differing, list_scenarios, load_scenario
from tup_sim.files.places import FOLDERS
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.mechanisms import left_out


def listed(width: int, only: str = "") -> str:
    """All supplied scenarios, or only those of one kind, grouped by kind, one line each."""
    found = [row for row in list_scenarios() if only in ("", row[1])]
    parts = []
    for kind in dict.fromkeys([*FOLDERS.values(), *(kind for _, kind, _ in found)]):
        rows = [(name, about) for name, its_kind, about in found if its_kind == kind]
        if rows:
            parts.append(f"{kind or 'other'}\n{table(('name', 'about'), rows, width)}")
    return "\n\n".join([*parts, counts(len(found), "scenario")])


def counted(name: str, mixins: Sequence[str] = (), settings: Sequence[str] = ()) -> str:
    """A line about a scenario that can be run, and one for each switch that leaves set values out; or an error."""
    scenario = load_scenario(name, mixins, settings)
    values = counts(len(differing(scenario)), "value")
    line = f"ok  {scenario.name}: {values} set, {counts(len(scenario.changes), 'change')}"
    return "\n".join([line, *idle_lines(scenario)])


def idle_lines(scenario: Scenario) -> list[str]:
    """What was set, at the start or at a date, and does nothing because a switch is off."""
    dated = [path for change in scenario.changes for path in change.values]
    idle = left_out(scenario.parameters, dict.fromkeys([*scenario.origin, *dated]))
    return [
        f"    {switch} is off, so this does nothing: {', '.join(paths)}" for switch, paths in idle.items()
    ]
