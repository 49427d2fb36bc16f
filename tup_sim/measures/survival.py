"""How long starters stay: as it happened (Kaplan-Meier) and as their risks say."""

from __future__ import annotations

from math import exp, fsum, nan

from tup_sim.measures.flow import FOLLOW_UP, NEVER, Applicant, Starter
from tup_sim.measures.formulas import divide
from tup_sim.measures.groups import VOLUNTEER_GROUPS
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcome import Function
from tup_sim.measures.weeks import HOURS, QUARTER, YEAR, week_of
from tup_sim.model.rules.attitude import share_still_there
from tup_sim.statistics import kaplan_meier

LEAST = 5  # starters
STEPS = 6  # of a candidate: talk, place, trial, training, contract, start
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
    """Mean of exp(-integrated risk) over the same starters; weeks not lived count at the person's own mean risk.

    Where people differ in what draws them away, each is averaged over how much they might have been, with the history
    that they had.
    """

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        cohort = ledger.flow.cohort(start, end, _bit(group))
        if len(cohort) < LEAST:
            return nan
        first, last = start + ledger.weeks.warmup, end + ledger.weeks.warmup
        spread = ledger.parameters.leaving.spread
        shares = [share for s in cohort if (share := _still_there(s, weeks, first, last, spread)) is not None]
        return divide(fsum(shares), len(shares))

    return function


def cohort_retention(weeks: int) -> Function:
    """Share still there after some weeks in a life table: in each week of tenure the mean risk of all who are there.

    People who began before the window count with the weeks they lived in it. Where nobody was in some week of tenure
    the risk of the week before stands in; NaN where nobody was in the first.
    """

    def function(ledger: Ledger, start: int, end: int, group: str = "") -> float:
        risks, years = _by_tenure(ledger, start, end, _bit(group), weeks)
        rate, total = nan, 0.0
        for risk, lived in zip(risks, years, strict=True):
            rate = risk / lived if lived > 0.0 else rate
            total += rate / YEAR
        return exp(-total)

    return function


def _by_tenure(ledger: Ledger, start: int, end: int, bit: int, weeks: int) -> tuple[list[float], list[float]]:
    """Integrated risk, and years at risk, in the window by week of tenure."""
    first, last = start + ledger.weeks.warmup, end + ledger.weeks.warmup
    risks, years = [0.0] * weeks, [0.0] * weeks
    for starter in ledger.flow.starters:
        begun = week_of(starter.started)
        for week, risk, exposure in zip(starter.weeks, starter.risks, starter.exposures, strict=True):
            if starter.bits & bit and first <= week < last and week - begun < weeks:
                risks[week - begun] += risk
                years[week - begun] += exposure
    return risks, years


def _still_there(starter: Starter, weeks: int, first: int, last: int, spread: float) -> float | None:
    """Chance to be there after the first weeks: by weeks in the window if there are any, else by those before it."""
    used = _lived(starter, weeks, first, last)
    years = fsum(starter.exposures[place] for place in used)
    if years <= 0:
        return None
    risk = fsum(starter.risks[place] for place in used)
    longer = 1.0 + max(0.0, weeks / YEAR - years) / years
    if not starter.chosen:
        return exp(-(risk + risk / years * max(0.0, weeks / YEAR - years)))
    chosen = fsum(starter.chosen[place] for place in used)
    return share_still_there(
        longer * (risk - chosen), longer * chosen, spread, starter.drawn, starter.usually_drawn
    )


def _lived(starter: Starter, weeks: int, first: int, last: int) -> list[int]:
    """Places of the weeks that count: of the first weeks those in the window, or those before it."""
    begun = week_of(starter.started)
    lived = [place for place, week in enumerate(starter.weeks) if week < last and week - begun < weeks]
    return [place for place in lived if starter.weeks[place] >= first] or lived


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
    seen = _candidates(ledger, start, end, group)
    return divide(sum(1 for a in seen if a.started < NEVER), len(seen))


def expected_start_yield(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    """Product over the steps of the mean chance of those who came to it; NaN where nobody did."""
    seen = _candidates(ledger, start, end, group)
    found = 1.0
    for step in range(STEPS):
        there = [a.chances[step] for a in seen if len(a.chances) > step]
        found *= divide(fsum(there), len(there))
    return found


def _candidates(ledger: Ledger, start: int, end: int, group: str) -> list[Applicant]:
    seen = ledger.flow.enquiries(start, end)
    if group:
        seen = [a for a in seen if (a.vulnerable if group == "vulnerable" else a.strong)]
    return seen
