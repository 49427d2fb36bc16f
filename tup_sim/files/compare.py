"""Two scenarios side by side: the values and the changes in which they differ."""

from __future__ import annotations

from tup_sim.files.keys import keys
from tup_sim.files.layout import counts, paragraph, table
from tup_sim.files.load import flat
from tup_sim.files.show import describe_change
from tup_sim.files.values import value_text
from tup_sim.model.parameters import Scenario

NOT_THERE = "-"  # a pattern that only one of the two has


def differences(one: Scenario, other: Scenario) -> dict[str, tuple[object, object]]:
    """Every value in which two scenarios differ, by its path."""
    left, right = flat(one), flat(other)
    paths = dict.fromkeys([*left, *right])
    found = {path: (left.get(path, NOT_THERE), right.get(path, NOT_THERE)) for path in paths}
    return {path: values for path, values in found.items() if values[0] != values[1]}


def compared(one: Scenario, other: Scenario, width: int) -> str:
    """The differences as text."""
    found = differences(one, other)
    names = (one.name, other.name) if one.name != other.name else ("first", "second")
    rows = [
        (path, value_text(left), value_text(right), keys()[path].unit)
        for path, (left, right) in found.items()
    ]
    parts = [table(("parameter", *names, "unit"), rows, width)] if rows else []
    for mine, yours, name in ((one, other, names[0]), (other, one, names[1])):
        for change in mine.changes:
            if change not in yours.changes:
                parts.append(paragraph(f"only in {name}: {describe_change(change)}", width))
    return "\n".join([*parts, _end(len(found), one.changes == other.changes)])


def _end(count: int, same_changes: bool) -> str:
    if not count and same_changes:
        return "no difference"
    return (
        f"{counts(count, 'different value')}; the changes are {'the same' if same_changes else 'different'}"
    )
