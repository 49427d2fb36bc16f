"""Short lines about scenarios: which there are, and whether one can be run."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim.errors import Message
from tup_sim.files.layout import counts, table
from tup_sim.files.load import EXAMPLE, Loaded, differing, list_scenarios, load_any
from tup_sim.files.places import FOLDERS


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
    """One line about a scenario that is in order, and what it is if it cannot be run alone; an error if it is not."""
    found = load_any(name, mixins, settings)
    scenario, values = found.scenario, counts(len(differing(found.scenario)), "value")
    line = f"ok  {scenario.name}: {values} set, {counts(len(scenario.changes), 'change')}"
    return "\n    ".join([line, *not_whole(found)])


def not_whole(found: Loaded) -> list[str]:
    """What to say of a policy or shock that is looked at alone; nothing of an organisation."""
    if found.alone is None:
        return []
    about = Message(
        "{name} is a {kind}, here over the declared values; run it over an organisation, as {house}+{name}",
        name=found.scenario.name,
        kind=found.kind,
        house=EXAMPLE,
    )
    return [about]
