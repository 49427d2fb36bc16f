"""How well people at work know each other, and how relation steers whom somebody turns to."""

from __future__ import annotations

from math import exp


def acquaintance(meetings: float, halfway: float) -> float:
    """How well somebody is known after so many meetings, 0-1; half at ``halfway``."""
    return meetings / (meetings + halfway)


def pull_of(steers: float, trust: float, known: float, more: float) -> float:
    """Weight of one of those to whom somebody could turn: the closer the relation, the larger.

    Args:
        steers: how much relation decides; at 0 all have the same weight.
        trust: in the other, 0-1.
        known: how well the other is known, 0-1.
        more: what else the relation has to it, in the same measure; below 0 it keeps people apart.
    """
    return exp(steers * (trust + known + more))
