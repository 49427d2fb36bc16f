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


def counted(lang: str, number: str, outcome: str) -> str:
    """A number of an outcome with its unit, in the form for one or for more: ``1 person``, ``2 persons``."""
    one = f"one.{outcome_of(outcome).unit}"
    return f"{number} {say(lang, one) if number == '1' and knows(lang, one) else unit(lang, outcome)}"


def window_name(lang: str, window: str) -> str:
    """What a window is called; a window nobody named keeps its own name."""
    message = f"window.{window}"
    return say(lang, message) if knows(lang, message) else window
