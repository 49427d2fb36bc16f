"""What somebody has lived through lately in working together, and what they say they miss in it."""

from __future__ import annotations

from typing import Final

APPRECIATE, INFORM, FACILITATE, ATTUNE = range(4)  # places in a record, in this order
SUPPORT4: Final = ("appreciate", "inform", "facilitate", "attune")
NOTHING: Final = -1


class Lately:
    """What one could count on, and what of it came, both fading."""

    __slots__ = ("came", "due")

    def __init__(self) -> None:
        self.came = self.due = 0.0

    def add(self, came: float, due: float) -> None:
        """Something happened, or failed to."""
        self.came += came
        self.due += due

    def fade(self, keep: float) -> None:
        """A week later it counts for less."""
        self.came *= keep
        self.due *= keep

    def share(self) -> float:
        """Part of it that came, at most all; all where nothing was due."""
        return min(1.0, self.came / self.due) if self.due > 0 else 1.0


class Lived:
    """What one person goes by when asked how the cooperation is.

    Attributes:
        attention: contacts in passing and thanks of a volunteer, or hours of it a paid person gave.
        answers: to questions; help: in difficulties.
        kept: contacts a professional saw that stayed within what was agreed; meetings: with volunteers, and good ones.
        given: hours of attention a paid person had given at the last look.
        misses: what they said they miss most (index in ``SUPPORT4``), or ``NOTHING``.
        suited: after a talk about it, work is chosen to suit them until the next scan.
    """

    __slots__ = ("answers", "attention", "given", "help", "kept", "meetings", "misses", "suited")

    def __init__(self) -> None:
        self.attention, self.answers, self.help = Lately(), Lately(), Lately()
        self.kept, self.meetings = Lately(), Lately()
        self.given = 0.0
        self.misses = NOTHING
        self.suited = False

    def fade(self, keep: float) -> None:
        """A week later all of it counts for less."""
        for lately in (self.attention, self.answers, self.help, self.kept, self.meetings):
            lately.fade(keep)
