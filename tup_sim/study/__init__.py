"""Which scenarios are run, how often and with which luck; and what comes out, run by run and in sum."""

from __future__ import annotations

from tup_sim.study.design import compare, compare_each, replicate, run
from tup_sim.study.execute import Interrupted, Progress
from tup_sim.study.results import Comparison, Replications

__all__ = [
    "Comparison",
    "Interrupted",
    "Progress",
    "Replications",
    "compare",
    "compare_each",
    "replicate",
    "run",
]
