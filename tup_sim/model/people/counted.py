"""Occasions on which somebody could count on others, or could not, as one remembers them."""

from __future__ import annotations

from math import exp


class Counted:
    """What one has seen of somebody, fading; it fades when something is added, so that nobody walks over all pairs.

    Attributes:
        kept, broken: occasions on which what could be expected was done, and was not.
        hour: up to which they have faded.
        trust: belief that followed from them, 0-1.
    """

    __slots__ = ("broken", "hour", "kept", "trust")

    def __init__(self, trust: float = 0.0) -> None:
        self.kept = self.broken = self.hour = 0.0
        self.trust = trust

    def share(self, general: float, prior: float) -> float:
        """How far somebody can be counted on, 0-1: what is thought of people like them, moved by what they did.

        Args:
            general: what is thought of people like them, 0-1.
            prior: weight of that, in occasions.
        """
        return (prior * general + self.kept) / (prior + self.kept + self.broken)

    def believe(self, general: float, prior: float) -> None:
        """Have the trust that follows from what is remembered, and from what is thought of people like them."""
        self.trust = self.share(general, prior)

    def fade(self, now: float, memory: float) -> None:
        """Let them fade up to now; ``memory`` is the time constant, hours."""
        self.add(now, memory, 0.0, 0.0)

    def add(self, now: float, memory: float, kept: float, broken: float) -> None:
        """Remember so much more, after what there was has faded."""
        left = exp((self.hour - now) / memory)
        self.kept = self.kept * left + kept
        self.broken = self.broken * left + broken
        self.hour = now
