"""What goes to the terminal: harmless, and told apart from what is written elsewhere if it cannot be written."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from tup_sim.signs import acts

KEPT = "\n\t"


class Unshown(Exception):
    """Standard output or standard error could not be written.

    Args:
        cause: what the system says.
    """

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause)
        self.cause = cause


def harmless(text: str) -> str:
    """A text that only shows: a sign that would move the cursor, ring or turn text around is spelt in hexadecimals.

    New lines and tabs stay.
    """
    if text.isascii() and all(sign.isprintable() or sign in KEPT for sign in text):
        return text
    return "".join(_spelt(sign) if acts(sign, KEPT) else sign for sign in text)


def _spelt(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"


class Shown:
    """A stream whose text is made harmless; everything else is as it is in the stream itself.

    Attributes:
        plain: the stream, for the one line of progress, which moves the cursor on purpose.
    """

    def __init__(self, plain: TextIO) -> None:
        self.plain = plain

    @property
    def encoding(self) -> str:
        """That of the stream; a stream of ASCII replaces what it lacks, so nobody need look for another way around."""
        found = str(getattr(self.plain, "encoding", None) or "utf-8")
        return "utf-8" if codecs.lookup(found).name == "ascii" else found

    def write(self, text: str) -> int:
        """Write a text, made harmless.

        Raises:
            Unshown: the system cannot take it.
        """
        try:
            return self.plain.write(harmless(text))
        except OSError as error:
            raise Unshown(error) from error

    def flush(self) -> None:
        """Hand over what was written.

        Raises:
            Unshown: the system cannot take it.
        """
        try:
            self.plain.flush()
        except OSError as error:
            raise Unshown(error) from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


def plain(stream: TextIO) -> TextIO:
    """The stream itself, where signs may move the cursor."""
    return stream.plain if isinstance(stream, Shown) else stream


@contextmanager
def harmless_streams() -> Iterator[bool]:
    """Let text that goes out be harmless, and readable in any encoding; whether there is an output at all.

    A stream that was closed (``>&-``) becomes a place where nothing is kept, else the next file that is opened would
    get its number, and what is printed would go there.
    """
    before = sys.stdout, sys.stderr
    there = sys.stdout is not None
    _no_number_is_free()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")
        setattr(sys, name, Shown(stream))
    try:
        yield there
    finally:
        sys.stdout, sys.stderr = before


def _no_number_is_free() -> None:
    """Numbers 0, 1 and 2 belong to input, output and errors, even if somebody closed them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free


def nothing_more_to(stream: TextIO) -> None:
    """Nobody reads this stream any more, or it has no room: what is still to be written goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
