"""What an outcome is: declared once, with its name in two languages, unit, definition, better direction and formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import nan
from typing import Final, Literal

from tup_sim.measures.ledger import Ledger

Function = Callable[[Ledger, int, int, str], float]
Group = Literal["service", "professionals", "volunteers", "organisation"]
Better = Literal["higher", "lower", "neutral"]

SUBGROUPS: Final = {
    "vulnerable": ("vulnerable", "kwetsbaar"),
    "strong": ("strong", "sterk"),
    "new": ("new style", "nieuwe stijl"),
    "traditional": ("traditional", "klassiek"),
    "ex_client": ("former clients", "ex-cliënten"),
    "mandated": ("mandated", "verplicht"),
    "low_education": ("low education", "laaggeschoold"),
    "high_education": ("high education", "hooggeschoold"),
    "low_network": ("nobody of their own", "zonder eigen netwerk"),
    "m1": ("first month", "eerste maand"),
    "m3": ("first three months", "eerste drie maanden"),
    "m12": ("first year", "eerste jaar"),
    "simple": ("low complexity", "lage complexiteit"),
    "complex": ("high complexity", "hoge complexiteit"),
    "companionship": ("companionship", "gezelschap"),
    "activities": ("activities", "activiteiten"),
    "practical": ("practical help", "praktische hulp"),
    "personal_care": ("personal care", "persoonlijke zorg"),
    "guidance": ("guidance", "begeleiding"),
    "expert_care": ("expert care", "gespecialiseerde hulp"),
}


@dataclass(frozen=True)
class Outcome:
    """One number that a run can be asked for.

    Attributes:
        name: fixed name, as in tables and files.
        group: which part of the organisation it is about.
        label_en, label_nl: for readers.
        unit: unit of the value.
        definition: what is counted, in one sentence.
        better: which direction is better, if any.
        function: formula (ledger, first week, week after the last, subgroup); NaN where nothing can be said.
        headline: one of about thirty that tell the story.
        trailing: weeks that the weekly figure looks back on.
        subgroups: what may be added to the name (``retention_12m_vulnerable``).
        expected: same from risks instead of events, for rare events (``retention_12m_expected``).
        smallest: the smallest difference that matters, in the unit, where a source says so; None where none does.
        base, subgroup, is_expected, window: what a key with suffixes was made of.
    """

    name: str
    group: Group
    label_en: str
    label_nl: str
    unit: str
    definition: str
    better: Better
    function: Function
    headline: bool = False
    trailing: int = 1
    subgroups: tuple[str, ...] = ()
    expected: Function | None = None
    smallest: float | None = None
    base: str = ""
    subgroup: str = ""
    is_expected: bool = False
    window: str = ""

    @property
    def rare(self) -> bool:
        """Counts rare events, so that ``_expected`` needs far fewer runs."""
        return self.expected is not None or self.is_expected

    @property
    def key(self) -> str:
        """Name and window, as in a table of results."""
        return f"{self.name}@{self.window}" if self.window else self.name

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
            label_en=f"{self.label_en} (expected)",
            label_nl=f"{self.label_nl} (verwacht)",
            definition=f"{self.definition} From the risks people ran instead of what happened to happen.",
            function=self.expected,
            expected=None,
            headline=False,
            base=self.base or self.name,
            is_expected=True,
        )

    def of(self, subgroup: str) -> Outcome:
        """The same for a subgroup."""
        english, dutch = SUBGROUPS[subgroup]
        return replace(
            self,
            name=f"{self.name}_{subgroup}",
            label_en=f"{self.label_en}, {english}",
            label_nl=f"{self.label_nl}, {dutch}",
            headline=False,
            base=self.base or self.name,
            subgroup=subgroup,
            subgroups=(),
            expected=None,
        )

    def during(self, window: str) -> Outcome:
        """The same in a window."""
        return replace(self, window=window, headline=False, base=self.base or self.name)
