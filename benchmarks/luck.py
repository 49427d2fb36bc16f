"""How many runs common random numbers save in the headline comparison: a cut of 20 % in each pattern."""

from __future__ import annotations

from statistics import fmean, variance

from benchmarks.clock import Row
from tup_sim import load_scenario
from tup_sim.study import compare_each

NAME = "luck"
PATTERNS = ("extra", "peer", "owner")
OUTCOMES = ("core_met", "work_pressure", "contact_ratio")
WEEKS, WINDOW = 104, "year1"  # the year after the cut in week 52


def correlation(one: list[float], other: list[float]) -> float:
    mine, theirs = fmean(one), fmean(other)
    shared = sum((a - mine) * (b - theirs) for a, b in zip(one, other, strict=True)) / (len(one) - 1)
    spread = (variance(one) * variance(other)) ** 0.5
    return shared / spread if spread else 1.0


def rows(quick: bool) -> list[Row]:
    runs = 4 if quick else 10
    groups = [
        (
            load_scenario("open_house", [pattern], weeks=WEEKS),
            [load_scenario("open_house", [pattern, "cut_20"], weeks=WEEKS)],
        )
        for pattern in PATTERNS
    ]
    found = []
    for pattern, comparison in zip(PATTERNS, compare_each(groups, runs), strict=True):
        for outcome in OUTCOMES:
            key = f"{outcome}@{WINDOW}"
            base, cut = ([run.values[key] for run in arm.results] for arm in comparison.arms)
            apart = variance(base) + variance(cut)
            needed = variance([b - a for a, b in zip(base, cut, strict=True)]) / apart if apart else 0.0
            found.append(
                Row(
                    f"{outcome} after a cut of 20 %, {pattern}: runs needed against independent luck ({runs} pairs)",
                    f"{needed:.2f} x (correlation {correlation(base, cut):+.2f})",
                    "at most 0.5 x",
                    needed <= 0.5,
                )
            )
    return found
