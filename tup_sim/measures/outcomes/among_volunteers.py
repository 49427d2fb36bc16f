"""Outcomes for professionals among volunteers: what they fear, how open they are, what is left of the work."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for

_outcome = declare_for("professionals")

AMONG_VOLUNTEERS: Final[tuple[Outcome, ...]] = (
    _outcome(
        "openness", "Openness to volunteers", "Openheid voor vrijwilligers", "0-1", "higher",
        "Mean openness of professionals to volunteers, over weeks of employed people.",
        ratio("staff.openness", "staff.heads"),
    ),
    _outcome(
        "volunteer_fatigue", "Fatigue with volunteers", "Vrijwilligersmoeheid", "0-1", "lower",
        "Mean fatigue of professionals with volunteers who leave, over weeks of employed people.",
        ratio("staff.fatigue", "staff.heads"),
    ),
)  # fmt: skip
