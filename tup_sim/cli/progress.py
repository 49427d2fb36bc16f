"""How far it is and how long it may still take: on one line of a terminal, in a file a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tup_sim.cli.speaking import in_language, tell
from tup_sim.cli.terminal import plain
from tup_sim.errors import Message, a_word

MINUTE, HOUR = 60.0, 3600.0  # seconds


class ProgressLine:
    """Says how far it is and how long it may take.

    Args:
        what: is counted, a word for a sentence.

    Attributes:
        shown: whether there is a terminal, where every state is shown on the same line.
    """

    def __init__(self, what: str = "runs") -> None:
        self.what = a_word(what)
        self.begin, self.shown = time.monotonic(), sys.stderr.isatty()
        self._told = self.begin

    def __call__(self, done: int, total: int) -> None:
        """Show the new state; in a file only after a minute without a line."""
        now = time.monotonic()
        if not self.shown and (done >= total or now - self._told < MINUTE):
            return
        text = self.state(done, total, in_words((now - self.begin) / done * (total - done)))
        if self.shown:
            self.note(text)
        else:
            self._told = now
            tell(text)

    def state(self, done: int, total: int, left: Message) -> Message:
        """How far it is, in a sentence.

        Args:
            done: of these.
            total: all there will be.
            left: time that may still be needed.
        """
        said = "{done} of {total} {what}, about {left} left"
        return Message(said, done=done, total=total, what=self.what, left=left)

    def note(self, text: Message) -> None:
        """Say on a terminal what is going on."""
        if self.shown:
            self._write(in_language(text))

    def clear(self) -> None:
        """Leave no trace."""
        if self.shown:
            self._write("")

    def _write(self, text: str) -> None:
        print(f"\r{text:<60}", end="\r" if not text else "", file=plain(sys.stderr), flush=True)


@contextmanager
def under_way(what: Message) -> Iterator[None]:
    """Say on a terminal what is being done, until it is done, where nothing can be counted.

    Args:
        what: is being done, a sentence.
    """
    line = ProgressLine()
    line.note(what)
    try:
        yield
    finally:
        line.clear()


def in_words(seconds: float) -> Message:
    """A time that is only roughly known."""
    if seconds < 2 * MINUTE:
        return Message("{n:.0f} s", n=seconds)
    if seconds < 2 * HOUR:
        return Message("{n:.0f} min", n=seconds / MINUTE)
    return Message("{n:.1f} h", n=seconds / HOUR)
