"""The smallest difference that matters, of each outcome in its own unit.

Fixed before anything was judged by it. A rule goes with a unit, since a unit says what an outcome is made of; an
outcome that is something else than its unit tells names another rule where it is declared. Whoever asks a question of
their own may say what matters to them (``smallest_difference`` in an experiment).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import isnan, nan
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

FILE: Final = Path(__file__).with_name("at_rest.json")
Of = Literal["unit", "level", "spread"]


class Smallest(NamedTuple):
    """A rule for what is too small to matter.

    Attributes:
        amount: in the unit of the outcome, as share of its level, or as share of the SD between people.
        of: ``unit``, ``level`` or ``spread``: which of these.
        why: in one sentence.
        beside: outcome whose level at rest is meant, for what may be about nought itself; empty for the own level.
    """

    amount: float
    of: Of
    why: str
    beside: str = ""

    def words(self) -> str:
        """The rule in short: ``0.01``, ``2 % of the level``, ``0.1 SD between people``."""
        hundredths = f"{self.amount:.0%}".replace("%", " %")
        return {
            "unit": f"{self.amount:g}",
            "level": f"{hundredths} of {self.beside or 'the level'}",
            "spread": f"{self.amount:g} SD between people",
        }[self.of]

    def at(self, name: str, base: str = "", level: float = nan) -> float | None:
        """The same in the unit of an outcome.

        Args:
            name: of the outcome.
            base: of the outcome it is a variant of, empty if it is none: whose people, and whose level, stand in.
            level: of the outcome where it is compared; NaN if nobody knows: then as the supplied house has it at rest.

        Returns:
            None if it cannot be said: nobody measured how much people differ in this, or how large it is.
        """
        if self.of == "unit":
            return self.amount
        if self.of == "level" and not self.beside and not isnan(level):
            return self.amount * abs(level) or None
        measured = at_rest().spread if self.of == "spread" else at_rest().level
        found = measured.get(self.beside or name) or measured.get(base)
        return self.amount * found if found else None


IN_A_HUNDRED: Final = Smallest(
    0.01, "unit", "One in a hundred requests, contacts, hours or people: less is not seen from one year to the next."
)  # fmt: skip
STAYING: Final = Smallest(
    0.02, "unit", "One starter in fifty: in the supplied house one person in about three years."
)
TURNOVER: Final = Smallest(0.01, "unit", "One leaver a year among a hundred people.")
EXITS: Final = Smallest(
    1.0, "unit", "One leaver a year among a hundred people, as for turnover, whatever the reason for leaving."
)  # fmt: skip
STARTERS: Final = Smallest(0.5, "unit", "One person in two years.")
OPENINGS: Final = Smallest(0.125, "unit", "As for starters: half a place a year, at four reviews a year.")
HOURS: Final = Smallest(
    0.02, "level", "A fiftieth of the time or of the people there are: a week's minutes, where one has an hour."
)  # fmt: skip
RARE: Final = Smallest(
    0.10, "level", "A tenth of what seldom happens: who sees ten in a year sees one more or less."
)
MONEY: Final = Smallest(0.01, "level", "One euro in a hundred, about what a budget leaves open.")
BALANCE: Final = MONEY._replace(beside="cost")
MOOD: Final = Smallest(
    0.10, "unit", "A tenth of what people at rest differ in, which is the unit it is measured in."
)
FEELING: Final = Smallest(
    0.10, "spread", "A tenth of what people at rest differ in among themselves: half of what is called a small effect."
)  # fmt: skip

UNITS: Final[Mapping[str, Smallest]] = MappingProxyType({
    **dict.fromkeys(("share", "share of worked hours", "share of rostered hours", "share of posts"), IN_A_HUNDRED),
    **dict.fromkeys(("starters per enquiry", "starters per ask"), IN_A_HUNDRED),
    **dict.fromkeys(("0-1", "SD"), FEELING),
    "per year": TURNOVER,
    "per 100 volunteer-years": EXITS,
    "persons per year": STARTERS,
    "vacancies per review": OPENINGS,
    **dict.fromkeys(("hours", "hours per week", "hours per year", "hours per client-week"), HOURS),
    **dict.fromkeys(("hours per client-year", "hours per starter", "hours per place-year"), HOURS),
    **dict.fromkeys(("hours per FTE-week", "weeks", "years"), HOURS),
    **dict.fromkeys(("hours per volunteer-month", "hours per volunteer-year", "minutes per volunteer-week"), HOURS),
    **dict.fromkeys(("talks per volunteer-year", "meetings per volunteer-year"), HOURS),
    **dict.fromkeys(("persons", "clients", "helpers", "FTE", "ratio", "level 0-4"), HOURS),
    **dict.fromkeys(("per 1000 contacts", "per volunteer", "per 100 person-years"), RARE),
    **dict.fromkeys(("visits per year", "ideas per year", "shifts per year", "mandates per year", "mandates"), RARE),
    **dict.fromkeys(("EUR per year", "EUR per hour", "EUR per volunteer-year", "EUR per EUR"), MONEY),
})  # fmt: skip


class AtRest(NamedTuple):
    """What the supplied house is like at rest, measured by ``python -m validation smallest`` and kept beside this file.

    Attributes:
        spread: outcome to the SD between people (of volunteers their pairs) of the state it is the mean of.
        level: outcome to its mean, for what is judged by its level.
    """

    spread: Mapping[str, float]
    level: Mapping[str, float]


@cache
def at_rest(file: Path = FILE) -> AtRest:
    """What was measured."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return AtRest(MappingProxyType(kept["spread"]), MappingProxyType(kept["level"]))
