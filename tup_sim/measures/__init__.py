"""From what happened to numbers: listeners that count, and the outcomes they can be asked for."""

from __future__ import annotations

from tup_sim.measures.event_log import EventLog
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.observe import Observation, observe, observe_with
from tup_sim.measures.outcome import SUBGROUPS, Outcome
from tup_sim.measures.outcomes import ALL, OUTCOMES, outcome_of
from tup_sim.measures.windows import windows_of

__all__ = [
    "ALL",
    "OUTCOMES",
    "SUBGROUPS",
    "EventLog",
    "Ledger",
    "Observation",
    "Outcome",
    "observe",
    "observe_with",
    "outcome_of",
    "windows_of",
]
