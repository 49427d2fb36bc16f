"""Short lines about scenarios: which there are, and whether one can be run."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim.files.at_rest import rest_lines
from tup_sim.files.layout import counts, paragraph, table
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


def checked(name: str, mixins: Sequence[str], settings: Sequence[str], width: int) -> str:
    """A line about a scenario that can be run, what was set and does nothing, and what it does at rest.

    Raises:
        ScenarioError: it cannot be run.
    """
    scenario = load_scenario(name, mixins, settings)
    values = counts(len(differing(scenario)), "value")
    lines = [f"ok  {scenario.name}: {values} set, {counts(len(scenario.changes), 'change')}"]
    lines += idle_lines(scenario)
    lines += (_indented(line, width) for line in rest_lines(name, scenario))
    return "\n".join(lines)


def idle_lines(scenario: Scenario) -> list[str]:
    """What was set, at the start or at a date, and does nothing because a switch is off."""
    dated = [path for change in scenario.changes for path in change.values]
    idle = left_out(scenario.parameters, dict.fromkeys([*scenario.origin, *dated]))
    return [
        f"    {switch} is off, so this does nothing: {', '.join(paths)}" for switch, paths in idle.items()
    ]


def _indented(line: str, width: int) -> str:
    """A line below another, wrapped; as deep as it begins."""
    return paragraph(line.strip(), width, 4 + len(line) - len(line.lstrip()))
