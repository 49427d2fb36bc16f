"""What is told of an organisation in words holds as long as its values are those it was told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tup_sim.files.keys import keys
from tup_sim.texts import say

# How long is looked, and what a shock does to an organisation at a date: it is still the same organisation.
_NOT_ITS_OWN = ("warmup", "horizon", "cut.", "volunteer_shock.", "demand_shock.", "demand_growth")


@dataclass(frozen=True)
class Wording:
    """A line of words about an organisation.

    Attributes:
        by: name of the file that says it.
        lines: by language.
        values: every value by its path when that file had been laid: what the words are about.
    """

    by: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the organisation still is the one that was meant: nothing of it was given another value."""
        same = (value == values[path] or _from_outside(path, value) for path, value in self.values.items())
        return values.keys() <= self.values.keys() and all(same)

    def still(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """The lines if they hold, else none."""
        return self.lines if self.holds(values) else {}

    def of_whom(self, name: str, values: Mapping[str, Any]) -> Mapping[str, str]:
        """The lines if they hold; if they are of an organisation that file ``name`` builds on, they say so."""
        if self.by == name or self.holds(values):
            return self.still(values)
        return {
            lang: say(lang, "organisation-based-on", parent=self.by, said=line)
            for lang, line in self.lines.items()
        }


def _from_outside(path: str, value: Any) -> bool:
    """Whether this is no part of the organisation, and nothing that was told."""
    return path.startswith(_NOT_ITS_OWN) and value == keys()[path].default
