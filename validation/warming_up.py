"""How long an organisation at rest must warm up: from which week on its slow states are shown not to move.

For every state of ``plausibility.STEADY`` the half year after a warm-up is compared, run by run, with all that follows.
It rests when the whole interval lies within the band of that state. A warm-up will do when this holds after it, and
no longer one shows that the state moves, for a state may pass its level on its way. MSER-5 stands beside it: it says
where a mean is best cut, and nothing of whether more is still to come.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from tup_sim.measures.outcomes import outcome_of
from tup_sim.statistics import mser5, paired_difference
from tup_sim.study.results import Replications
from tup_sim.study.warm_up import SOON
from validation.plausibility import STEADY, Interval, Verdict, judge_steady

QUARTER, HALF_YEAR = 13, 26  # weeks between two warm-ups that are looked at, and weeks after one
LEAST_AFTER = 3 * HALF_YEAR  # weeks that are seen after a warm-up: a year to hold the half year against
Series = Sequence[float]
HOW_TO_READ = """*rests* is of the warm-up the table looks at: yes where the whole interval of the difference lies in
the band, no where all of it lies outside, else these runs cannot tell. *shown from week*: the shortest warm-up after
which the state is shown to rest, where no longer one shows that it moves. *nothing against it from week*: the shortest
from which on nothing shows that it moves, which few runs make easy. *MSER-5*: weeks to leave out of the mean over the
runs; - where it cannot tell. A warm-up may be shortened to the week from which on every state is shown to rest.
"""


class State(NamedTuple):
    """One slow state.

    Attributes:
        verdict: on the warm-up that the organisation has, or the longest one below it that was looked at.
        leave_out: weeks by MSER-5; None if it cannot tell.
        rests: first warm-up after which it is shown to rest while no longer one shows that it moves; None if there is
            none.
        unrefuted: first warm-up from which on nothing shows that it moves; None if there is none.
    """

    verdict: Verdict
    leave_out: int | None
    rests: int | None
    unrefuted: int | None


class Need(NamedTuple):
    """What one organisation needs.

    Attributes:
        name: of the organisation.
        warmup: weeks that its file gives; looked_at: the warm-up that the verdicts of the states are on.
        weeks: of each run, from the first; runs: how many there were; seed: of them.
        states: those that have a value every week.
    """

    name: str
    warmup: int
    looked_at: int
    weeks: int
    runs: int
    seed: int
    states: tuple[State, ...]

    @property
    def shown(self) -> int | None:
        """Weeks after which every state is shown to rest; None if one is not."""
        return _all(each.rests for each in self.states)

    @property
    def unrefuted(self) -> int | None:
        """Weeks after which no state is shown to move; None if one always is."""
        return _all(each.unrefuted for each in self.states)


def _all(weeks: Iterable[int | None]) -> int | None:
    """The latest; None if one is not known, or none is there."""
    found = list(weeks)
    known = [each for each in found if each is not None]
    return max(known) if known and len(known) == len(found) else None


def need_of(name: str, warmup: int, runs: Replications) -> Need:
    """What an organisation needs.

    Args:
        name: of the organisation.
        warmup: weeks that its file gives.
        runs: from the very first week on.
    """
    series = {steady.outcome: _of_all_runs(steady.outcome, runs) for steady in STEADY}
    known = {outcome: each for outcome, each in series.items() if each}
    weeks = runs.scenario.parameters.horizon
    tried = range(0, weeks - LEAST_AFTER + 1, QUARTER)
    found = {week: _verdicts(known, week) for week in tried}
    looked_at = max(week for week in tried if week <= warmup)
    states = tuple(
        State(
            found[looked_at][outcome],
            mser5([fmean(week) for week in zip(*known[outcome], strict=True)]),
            *_from_when({week: found[week][outcome] for week in tried}),
        )
        for outcome in known
    )
    return Need(name, warmup, looked_at, weeks, runs.finished, runs.seed, states)


def _moves(verdict: Verdict) -> bool:
    return verdict.settled and not verdict.met


def _from_when(verdicts: Mapping[int, Verdict]) -> tuple[int | None, int | None]:
    """First week from which on a state is shown to rest, and first from which on nothing shows that it moves."""
    last = max((week for week, verdict in verdicts.items() if _moves(verdict)), default=-1)
    later = [week for week in verdicts if week > last]
    return next((week for week in later if verdicts[week].met), None), (later[0] if later else None)


def _of_all_runs(outcome: str, runs: Replications) -> list[Series]:
    """Week by week in each run; empty for what looks back over many weeks or lacks a value after the first weeks."""
    if outcome_of(outcome).trailing > SOON:
        return []
    found = [_without_first_gap(run.weekly.get(outcome, ())) for run in runs.results if not run.error]
    return [] if any(not each or any(map(math.isnan, each)) for each in found) else found


def _without_first_gap(weeks: Series) -> Series:
    """The first weeks, before there is a value, have the first one."""
    first = next((value for value in weeks[: SOON + 1] if not math.isnan(value)), math.nan)
    return [first if math.isnan(value) and week <= SOON else value for week, value in enumerate(weeks)]


def _verdicts(series: Mapping[str, Sequence[Series]], week: int) -> dict[str, Verdict]:
    """Every state after a warm-up of so many weeks: the half year that follows, less all that comes after."""
    level: dict[str, float] = {}
    difference: dict[str, Interval] = {}
    for outcome, runs in series.items():
        soon = [fmean(run[week : week + HALF_YEAR]) for run in runs]
        later = [fmean(run[week + HALF_YEAR :]) for run in runs]
        level[outcome] = fmean(later)
        difference[outcome] = paired_difference(soon, later)[:3]
    return {each.outcome: each for each in judge_steady(level, difference)}


def as_markdown(need: Need) -> str:
    """A table of the states of an organisation, and what follows for its warm-up."""
    head = (
        "| state | unit | band | half year after it less what follows | 95 % interval | rests | shown from week "
        "| nothing against it from week | MSER-5 |"
    )
    title = f"## {need.name}: {need.runs} runs of {need.weeks} weeks, seed {need.seed}"
    lines = [title, "", _sentence(need), "", head, "|---|---|---|---|---|---|---|---|---|"]
    for each in need.states:
        v = each.verdict
        lines.append(
            f"| {v.name} (`{v.outcome}`) | {v.unit} | {v.low:.3g} to {v.high:.3g} | {v.mean:.3g} "
            f"| {v.interval[0]:.3g} to {v.interval[1]:.3g} | {v.word} | {_week(each.rests)} "
            f"| {_week(each.unrefuted)} | {_week(each.leave_out)} |"
        )
    return "\n".join([*lines, ""])


def _week(week: int | None) -> str:
    return "-" if week is None else str(week)


def _sentence(need: Need) -> str:
    """What the runs say of the warm-up that the organisation has."""
    has = f"The file gives {need.warmup} weeks (the table looks at {need.looked_at})."
    if need.shown is not None:
        return f"{has} Every state is shown to rest from week {need.shown} on."
    rest = sum(each.rests is not None for each in need.states)
    moved = sum(_moves(each.verdict) for each in need.states)
    some = "Some state is shown to move even after the longest warm-up that was looked at."
    none = some if need.unrefuted is None else f"From week {need.unrefuted} on none is shown to move."
    return (
        f"{has} After that, {moved} of {len(need.states)} states are shown to move. {rest} are shown to rest from some "
        f"week on; of the others these runs cannot tell, or they move. {none}"
    )


def summary(needs: Sequence[Need]) -> str:
    """How many states are shown to rest after the warm-up that they have."""
    verdicts = [each.verdict for need in needs for each in need.states]
    met = sum(each.met for each in verdicts)
    return f"{met} of {len(verdicts)} states are shown to rest after the warm-up of their organisation"
