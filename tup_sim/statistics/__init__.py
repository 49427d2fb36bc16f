"""Arithmetic that does not know the word volunteer: intervals, comparison, choice, uncertainty, survival, warm-up."""

from __future__ import annotations

from tup_sim.statistics.intervals import Interval, mean_interval, t_quantile
from tup_sim.statistics.judge import FEWEST, Judgement, Shown, Verdict, held_against, judge
from tup_sim.statistics.many import confidence_of_each, holm, simultaneous
from tup_sim.statistics.medians import median, weighted_median
from tup_sim.statistics.paired import Difference, correlation, paired_difference, runs_saved
from tup_sim.statistics.replications import expected_half_width, expected_runs
from tup_sim.statistics.selection import Choice, choose_best
from tup_sim.statistics.shapley import (
    antithetic_orders,
    coalitions_along,
    sampled_shares,
    shapley_values,
)
from tup_sim.statistics.survival import Survival, kaplan_meier
from tup_sim.statistics.warm_up import mser5, welch

__all__ = [
    "FEWEST",
    "Choice",
    "Difference",
    "Interval",
    "Judgement",
    "Shown",
    "Survival",
    "Verdict",
    "antithetic_orders",
    "choose_best",
    "coalitions_along",
    "confidence_of_each",
    "correlation",
    "expected_half_width",
    "expected_runs",
    "held_against",
    "holm",
    "judge",
    "kaplan_meier",
    "mean_interval",
    "median",
    "mser5",
    "paired_difference",
    "runs_saved",
    "sampled_shares",
    "shapley_values",
    "simultaneous",
    "t_quantile",
    "weighted_median",
    "welch",
]
