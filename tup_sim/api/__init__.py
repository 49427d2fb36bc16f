"""What the command line does, in Python: the same words, the same checks, and tables instead of print.

Nothing is printed. In a notebook a bar shows how far the work is; elsewhere ``progress`` is told, if it is given.
"""

from __future__ import annotations

from tup_sim.api.answers import Answer, Results
from tup_sim.api.assumptions import sensitivity
from tup_sim.api.experiments import (
    archive,
    experiment,
    merge,
    plan,
    protocol,
    report,
    results,
)
from tup_sim.api.parameters import parameter_table
from tup_sim.api.stories import Told, story, twins

__all__ = [
    "Answer",
    "Results",
    "Told",
    "archive",
    "experiment",
    "merge",
    "parameter_table",
    "plan",
    "protocol",
    "report",
    "results",
    "sensitivity",
    "story",
    "twins",
]
