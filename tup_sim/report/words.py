"""What outcomes, units and windows are called, in English and Dutch."""

from __future__ import annotations

from tup_sim.measures import outcome_of
from tup_sim.texts import knows, say, translated


def label(lang: str, outcome: str) -> str:
    """What an outcome is called."""
    return outcome_of(outcome).label(lang)


def unit(lang: str, outcome: str) -> str:
    """Unit of an outcome, in words; one without a Dutch word, as a plug-in may have, stays English."""
    return translated(lang, outcome_of(outcome).unit)


def window_name(lang: str, window: str) -> str:
    """What a window is called; a window nobody named keeps its own name."""
    message = f"window.{window}"
    return say(lang, message) if knows(lang, message) else window
