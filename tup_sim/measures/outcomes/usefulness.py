"""Outcomes about being of use."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import ratio
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.measures.smallest import IN_A_HUNDRED

_outcome = declare_for("volunteers")

USEFULNESS: Final[tuple[Outcome, ...]] = (
    _outcome(
        "felt_useful", "Being of use", "0-1", "higher",
        "Hours with clients times the share of contacts that went well, of all hours volunteers were present:"
        " nobody feels of use while waiting or when help fails.",
        ratio("volunteer.successful_hours", "volunteers.present"), smallest=IN_A_HUNDRED,
    ),
)  # fmt: skip
