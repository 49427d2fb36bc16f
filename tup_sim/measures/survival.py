"""How long starters stay: as it happened (Kaplan-Meier) and as their risks say."""

from __future__ import annotations

from math import exp, fsum, nan

from tup_sim.measures.flow import FOLLOW_UP, NEVER, Starter
from tup_sim.measures.formulas import divide
from tup_sim.measures.groups import VOLUNTEER_GROUPS
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcome import Function
from tup_sim.measures.weeks import HOURS, QUARTER, YEAR, week_of
from tup_sim.statistics import kaplan_meier

LEAST = 5  # starters
CENSORED = ("planned", "obligation_end")
TERM_FOLLOW_UP = QUARTER * HOURS


def _bit(group: str) -> int:
    return 1 << VOLUNTEER_GROUPS.index(group)


def retention(weeks: int) -> Function:
    """Share of starters still there after some weeks; people who started before the window enter at its start."""

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        cohort = ledger.flow.cohort(start, end, _bit(group))
        if len(cohort) < LEAST:
            return nan
        first, last = ledger.weeks.hour(start), ledger.weeks.hour(end)
        seen = [s for s in cohort if s.left > first]
        entries = [max(0.0, first - s.started) for s in seen]
        exits = [min(s.left, last) - s.started for s in seen]
        left = [s.left < last and s.reason not in CENSORED for s in seen]
        return float(kaplan_meier(entries, exits, left, [weeks * HOURS]).share[0])

    return function


def expected_retention(weeks: int) -> Function:
    """Mean of exp(-integrated risk) over the same starters; weeks not lived count at the person's own mean risk."""

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        cohort = ledger.flow.cohort(start, end, _bit(group))
        if len(cohort) < LEAST:
            return nan
        first, last = start + ledger.weeks.warmup, end + ledger.weeks.warmup
        risks = [risk for s in cohort if (risk := _risk(s, weeks, first, last)) is not None]
        return divide(fsum(exp(-risk) for risk in risks), len(risks))

    return function


def _risk(starter: Starter, weeks: int, first: int, last: int) -> float | None:
    """Risk over the first weeks: from weeks in the window if there are any, else from those before it."""
    begun = week_of(starter.started)
    lived = [
        (week, risk, exposure)
        for week, risk, exposure in zip(starter.weeks, starter.risks, starter.exposures, strict=True)
        if week < last and week - begun < weeks
    ]
    used = [each for each in lived if each[0] >= first] or lived
    risk, years = fsum(each[1] for each in used), fsum(each[2] for each in used)
    if years <= 0:
        return None
    return risk + risk / years * max(0.0, weeks / YEAR - years)


def placement_success(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Mandated starters who finish their term or are there after 26 weeks."""
    first, last = ledger.weeks.hour(start), min(ledger.weeks.hour(end), ledger.weeks.end - FOLLOW_UP)
    seen = [s for s in ledger.flow.starters if s.route == "mandated" and first <= s.started < last]
    done = sum(1 for s in seen if s.reason in CENSORED or s.left - s.started >= FOLLOW_UP)
    return divide(done, len(seen))


def retention_after_term(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Mandated volunteers still there 13 weeks after the end of their term, of those who reached it."""
    first, last = ledger.weeks.hour(start), min(ledger.weeks.hour(end), ledger.weeks.end - TERM_FOLLOW_UP)
    seen = [
        s
        for s in ledger.flow.starters
        if s.route == "mandated" and first <= s.ends_at < last and s.left >= s.ends_at - 1.0
    ]
    stay = sum(1 for s in seen if s.left >= s.ends_at + TERM_FOLLOW_UP)
    return divide(stay, len(seen))


def start_yield(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Starters of the candidates who enquired in the window, 26 weeks or more before the end of the run."""
    seen = ledger.flow.enquiries(start, end)
    if group:
        seen = [a for a in seen if (a.vulnerable if group == "vulnerable" else a.strong)]
    return divide(sum(1 for a in seen if a.started < NEVER), len(seen))
