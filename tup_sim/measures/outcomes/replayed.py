"""Outcomes that one run cannot know: they compare it with the same run in which something was changed at a date.

They are declared here like the others and measured in ``study``; a run that was not replayed does not have them.
"""

from __future__ import annotations

from math import nan
from typing import Final

from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import declare_for
from tup_sim.texts import translated

LAG: Final = "lag_weeks"
SHOWS: Final = "Weeks until it shows: {outcome}"


def _needs_a_replay(ledger: Ledger, start: int, end: int, group: str = "") -> float:
    return nan


PROSTHESIS: Final = declare_for("organisation")(
    "prosthesis_index", "Core work lost without volunteers", "share", "neutral",
    "Of the core requests met in the four weeks from the middle of the window, the share that is not met in the same "
    "run when every open-ended volunteer leaves there; recruitment stays possible after it, and occasional helpers "
    "stay.",
    _needs_a_replay,
)  # fmt: skip


def lag_of(outcome: Outcome) -> Outcome:
    """Weeks until a change shows in an outcome: ``lag_weeks[work_pressure]``."""
    return declare_for(outcome.group)(
        f"{LAG}[{outcome.name}]",
        _shows(outcome, "en"),
        "weeks",
        "neutral",
        f"First week after the change in which the 8-week mean of {outcome.name} differs by more than 10 % from the "
        "same run without the change; no value if it never does.",
        _needs_a_replay,
        dutch=_shows(outcome, "nl"),
    )


def _shows(outcome: Outcome, lang: str) -> str:
    return translated(lang, SHOWS).format(outcome=outcome.label(lang))
