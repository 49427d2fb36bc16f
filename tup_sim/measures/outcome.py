"""What an outcome is: declared once, with its name, unit, definition, better direction and formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import nan
from typing import Final, Literal

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.smallest import UNITS, Smallest
from tup_sim.texts import translated

Function = Callable[[Ledger, int, int, str], float]
Group = Literal["service", "professionals", "volunteers", "organisation"]
Better = Literal["higher", "lower", "neutral"]

SUBGROUPS: Final = {
    "vulnerable": "vulnerable",
    "strong": "strong",
    "new": "new style",
    "traditional": "traditional",
    "ex_client": "former clients",
    "mandated": "mandated",
    "low_education": "low education",
    "high_education": "high education",
    "low_network": "nobody of their own",
    "m1": "first month",
    "m3": "first three months",
    "m12": "first year",
    "simple": "low complexity",
    "complex": "high complexity",
    "companionship": "companionship",
    "activities": "activities",
    "practical": "practical help",
    "personal_care": "personal care",
    "guidance": "guidance",
    "expert_care": "expert care",
}
EXPECTED: Final = "{outcome} (expected)"


@dataclass(frozen=True)
class Outcome:
    """One number that a run can be asked for.

    Attributes:
        name: fixed name, as in tables and files.
        group: which part of the organisation it is about.
        english: what readers call it; in a catalogue that is also the name of the Dutch.
        unit: unit of the value.
        definition: what is counted, in one sentence.
        better: which direction is better, if any.
        function: formula (ledger, first week, week after the last, subgroup); NaN where nothing can be said.
        headline: one of about thirty that tell the story.
        trailing: weeks that the weekly figure looks back on.
        subgroups: what may be added to the name (``retention_12m_vulnerable``).
        expected: same from risks instead of events, for rare events (``retention_12m_expected``).
        smallest: the smallest difference that matters, as a rule or in the unit; None for the rule of the unit, 0 for
            none.
        base, subgroup, is_expected, window: what a key with suffixes was made of.
        dutch: of a plug-in, which has no catalogue.
    """

    name: str
    group: Group
    english: str
    unit: str
    definition: str
    better: Better
    function: Function
    headline: bool = False
    trailing: int = 1
    subgroups: tuple[str, ...] = ()
    expected: Function | None = None
    smallest: Smallest | float | None = None
    base: str = ""
    subgroup: str = ""
    is_expected: bool = False
    window: str = ""
    dutch: str = ""

    def label(self, lang: str) -> str:
        """What readers call it, in ``en`` or ``nl``."""
        said = translated(lang, self.english, self.dutch)
        if self.is_expected:
            said = translated(lang, EXPECTED).format(outcome=said)
        return f"{said}, {translated(lang, SUBGROUPS[self.subgroup])}" if self.subgroup else said

    @property
    def rare(self) -> bool:
        """Counts rare events, so that ``_expected`` needs far fewer runs."""
        return self.expected is not None or self.is_expected

    @property
    def key(self) -> str:
        """Name and window, as in a table of results."""
        return f"{self.name}@{self.window}" if self.window else self.name

    @property
    def rule(self) -> Smallest | None:
        """What is too small to matter, and why; None if nobody said so."""
        if isinstance(self.smallest, Smallest):
            return self.smallest
        if self.smallest is None:
            return UNITS.get(self.unit)
        return Smallest(self.smallest, "unit", "") if self.smallest > 0 else None

    def smallest_at(self, level: float = nan) -> float | None:
        """The smallest difference that matters, in the unit; None if nobody said so.

        Args:
            level: of the outcome where it is compared; NaN if it is not known.
        """
        return self.rule.at(self.name, self.base, level) if self.rule else None

    def measure(self, ledger: Ledger, start: int, end: int) -> float:
        """Value over the weeks from start (included) to end (not included), counted from week 0."""
        return float(self.function(ledger, start, end, self.subgroup))

    def by_week(self, ledger: Ledger) -> list[float]:
        """Value of every week from week 0 on; NaN while there is too little to look back on."""
        weeks = ledger.weeks
        return [
            self.measure(ledger, week + 1 - self.trailing, week + 1)
            if week + 1 - self.trailing >= -weeks.warmup
            else nan
            for week in range(weeks.horizon)
        ]

    def as_expected(self) -> Outcome:
        """The same from risks instead of events.

        Raises:
            ValueError: it has no expected form.
        """
        if self.expected is None:
            raise ValueError(f"{self.name} has no expected form")
        return replace(
            self,
            name=f"{self.name}_expected",
            definition=f"{self.definition} From the risks people ran instead of what happened to happen.",
            function=self.expected,
            expected=None,
            headline=False,
            base=self.base or self.name,
            is_expected=True,
        )

    def of(self, subgroup: str) -> Outcome:
        """The same for a subgroup."""
        return replace(
            self,
            name=f"{self.name}_{subgroup}",
            headline=False,
            base=self.base or self.name,
            subgroup=subgroup,
            subgroups=(),
            expected=None,
        )

    def during(self, window: str) -> Outcome:
        """The same in a window."""
        return replace(self, window=window, headline=False, base=self.base or self.name)
