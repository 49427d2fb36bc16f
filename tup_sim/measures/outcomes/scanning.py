"""Outcomes of the cooperation scan: who misses what."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.weeks import YEAR

_outcome = declare_for("volunteers")
_DUTIES: Final = (
    ("appreciate", "appreciation", "waardering"),
    ("inform", "information", "informatie"),
    ("facilitate", "help in time", "hulp op tijd"),
    ("attune", "attunement", "afstemming"),
)
_SIDES: Final = (("volunteers", "Volunteers", "Vrijwilligers"), ("staff", "Paid people", "Betaalde krachten"))

SCANS: Final[tuple[Outcome, ...]] = tuple(
    _outcome(
        f"missed_{name}_{side}", f"{who} who miss {english}", f"{wie} die {dutch} missen", "share", "lower",
        f"{who} who named {english} as what they miss most, of all who took part in a cooperation scan;"
        " nothing without a scan.",
        ratio(f"scan.{side}.{name}", f"scan.{side}"), trailing=YEAR,
    )
    for side, who, wie in _SIDES
    for name, english, dutch in _DUTIES
)  # fmt: skip
