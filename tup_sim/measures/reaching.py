"""How long it takes until a new client accepts the help of a professional (Kaplan and Meier)."""

from __future__ import annotations

from math import nan

from tup_sim.measures.clients import Arrival
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcome import Function
from tup_sim.measures.weeks import HOURS, YEAR
from tup_sim.model.constants import HALF
from tup_sim.statistics import kaplan_meier

LEAST = 5  # clients


def _cohort(ledger: Ledger, start: int, end: int, trusting: bool | None) -> list[Arrival]:
    """Clients admitted in the window or up to a year before it, all or by their trust on admission."""
    first, last = ledger.weeks.hour(start - YEAR), ledger.weeks.hour(end)
    line = ledger.clients.line
    return [
        arrival
        for arrival in ledger.clients.arrivals.values()
        if first <= arrival.admitted < last
        and arrival.left > ledger.weeks.hour(start)
        and (trusting is None or (arrival.trust >= line) is trusting)
    ]


def weeks_to_help(trusting: bool | None = None) -> Function:
    """Median weeks from admission to the first guidance by a professional; who leaves before is censored."""

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        cohort = _cohort(ledger, start, end, trusting)
        if len(cohort) < LEAST:
            return nan
        first, last = ledger.weeks.hour(start), ledger.weeks.hour(end)
        seen = [a for a in cohort if a.helped > first]
        entries = [max(0.0, first - a.admitted) for a in seen]
        exits = [min(a.helped, a.left, last) - a.admitted for a in seen]
        helped = [a.helped < min(a.left, last) for a in seen]
        ages = sorted({age for age, done in zip(exits, helped, strict=True) if done})
        shares = kaplan_meier(entries, exits, helped, ages).share
        half = [age for age, share in zip(ages, shares, strict=True) if share <= HALF]
        return half[0] / HOURS if half else nan

    return function
