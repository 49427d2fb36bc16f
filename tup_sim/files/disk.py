"""The text of a file; every reason why it cannot be had becomes one clear sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tup_sim.errors import Message, ScenarioError
from tup_sim.refused import reason_of

LARGEST = 1_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
AS_UTF_8 = Message("save it as UTF-8; in Notepad: File, Save as, Encoding: UTF-8")
# A named pipe without a writer would be waited for; with this it opens at once and is then refused.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def text_of(path: Path, label: str, where: str = "") -> str:
    """Read a text file.

    Args:
        path: the file.
        label: its name in messages.
        where: the place that asked for it, if that is not the command line.

    Raises:
        ScenarioError: it is a folder or a device, too large, no text in UTF-8, or may not be read.
    """
    try:
        return decoded(_bytes_of(path, label, where), label)
    except (OSError, ValueError) as error:
        raise unreadable(error, label, where) from error


def unreadable(error: Exception, label: str, where: str = "") -> ScenarioError:
    """What to say of a file that the computer does not give."""
    return ScenarioError(
        Message("{file} cannot be read: {reason}", file=label, reason=reason_of(error)), where
    )


def _bytes_of(path: Path, label: str, where: str) -> bytes:
    """All bytes of an ordinary file of a size that a scenario may have."""
    if path.is_dir():
        raise ScenarioError(Message("{file} is a folder, not a file", file=label), where)
    with open(os.open(path, _AT_ONCE), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise ScenarioError(Message("{file} is not an ordinary file", file=label), where)
        if found.st_size > LARGEST:
            raise _too_large(found.st_size, where or label)
        read = file.read(LARGEST + 1)
    if len(read) > LARGEST:
        raise _too_large(len(read), where or label)
    return read


def _too_large(size: int, where: str) -> ScenarioError:
    problem = Message(
        "the file has {size:.1f} MB; no scenario is larger than {most:.0f} MB",
        size=size / 1e6,
        most=LARGEST / 1e6,
    )
    return ScenarioError(problem, where)


def decoded(read: bytes, label: str) -> str:
    """The text of the bytes; a byte order mark of UTF-8 is left out.

    Args:
        read: all of them.
        label: name of what they come from, in messages.

    Raises:
        ScenarioError: they are no text in UTF-8.
    """
    if read.startswith(UTF_16):
        raise ScenarioError(Message("not UTF-8 text but UTF-16"), label, AS_UTF_8)
    if b"\x00" in read:
        where = f"{label}:{_line(read, read.index(0))}"
        raise ScenarioError(Message("not UTF-8 text: a byte 0 stands here"), where, AS_UTF_8)
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf_8(read, error.start, label) from error


def _not_utf_8(read: bytes, place: int, label: str) -> ScenarioError:
    """Which byte of which line is no UTF-8, and what it would be in the code of Windows."""
    byte = read[place : place + 1]
    sign = byte.decode("cp1252", errors="replace")
    seen = Message(", '{sign}' in Windows-1252", sign=sign) if sign.isprintable() and sign != "\ufffd" else ""
    problem = Message(
        "not UTF-8 text: byte {place} is {byte}{seen}", place=place + 1, byte=f"0x{byte.hex()}", seen=seen
    )
    return ScenarioError(problem, f"{label}:{_line(read, place)}", AS_UTF_8)


def _line(read: bytes, place: int) -> int:
    return read.count(b"\n", 0, place) + 1
