"""Two scenarios side by side: the values and the changes in which they differ."""

from __future__ import annotations

from tup_sim.files.keys import keys
from tup_sim.files.layout import paragraph, table
from tup_sim.files.load import flat
from tup_sim.files.show import describe_change
from tup_sim.files.values import value_text
from tup_sim.model.parameters import Scenario
from tup_sim.texts import say, translated

NOT_THERE = "-"  # a pattern that only one of the two has


def differences(one: Scenario, other: Scenario) -> dict[str, tuple[object, object]]:
    """Every value in which two scenarios differ, by its path."""
    left, right = flat(one), flat(other)
    paths = dict.fromkeys([*left, *right])
    found = {path: (left.get(path, NOT_THERE), right.get(path, NOT_THERE)) for path in paths}
    return {path: values for path, values in found.items() if values[0] != values[1]}


def compared(one: Scenario, other: Scenario, width: int, lang: str = "en") -> str:
    """The differences as text."""
    found, names = differences(one, other), (one.name, other.name)
    if one.name == other.name:
        names = say(lang, "diff-first"), say(lang, "diff-second")
    rows = [
        (path, value_text(left, lang), value_text(right, lang), translated(lang, keys()[path].unit))
        for path, (left, right) in found.items()
    ]
    header = (say(lang, "field-parameter"), *names, say(lang, "field-unit"))
    parts = [table(header, rows, width)] if rows else []
    for mine, yours, name in ((one, other, names[0]), (other, one, names[1])):
        for change in mine.changes:
            if change not in yours.changes:
                only = say(lang, "diff-only", name=name, change=describe_change(change, lang))
                parts.append(paragraph(only, width))
    return "\n".join([*parts, _end(len(found), one.changes == other.changes, lang)])


def _end(count: int, same_changes: bool, lang: str) -> str:
    if not count and same_changes:
        return say(lang, "diff-none")
    return say(lang, "diff-same-changes" if same_changes else "diff-other-changes", n=count)
