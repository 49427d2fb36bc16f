"""What a form with a file in it sends (``multipart/form-data``): texts by name, and the file."""

from __future__ import annotations

import re
from typing import NamedTuple

from tup_sim.errors import Message, TupSimError

MOST = 60  # parts; a page has a third of it
NOT_A_FORM = Message("what was sent is no form of this page")
_BOUNDARY = re.compile(
    r"multipart/form-data;.*boundary=\"?([0-9A-Za-z'()+_,./:=? -]{1,70})\"?", re.IGNORECASE
)
_NAMES = re.compile(r'(?:^|;)\s*(name|filename)="([^"\r\n]*)"', re.IGNORECASE)


class Part(NamedTuple):
    """One field of a form.

    Attributes:
        data: what was filled in, or stands in the file.
        file: name of the file; empty for a text.
    """

    data: bytes
    file: str = ""

    @property
    def text(self) -> str:
        """What was filled in, as a text."""
        return self.data.decode("utf-8", "replace")


def parts_of(body: bytes, kind: str) -> dict[str, Part]:
    """The fields of a form by name; of several of a name the last.

    Args:
        body: what was sent.
        kind: what the sender calls it, ``multipart/form-data; boundary=...``.

    Raises:
        TupSimError: it is no such form, or has too many fields.
    """
    found = _BOUNDARY.fullmatch(kind.strip())
    if found is None:
        raise TupSimError(NOT_A_FORM)
    between = b"\r\n--" + found[1].encode("ascii")
    _, *fields = (b"\r\n" + body).split(between, MOST + 2)
    if not fields or len(fields) > MOST + 1 or not fields[-1].startswith(b"--"):
        raise TupSimError(NOT_A_FORM)
    return dict(map(_field, fields[:-1]))


def _field(sent: bytes) -> tuple[str, Part]:
    """Name of a field, and what it holds.

    Raises:
        TupSimError: it has no name.
    """
    head, empty, data = sent.partition(b"\r\n\r\n")
    for line in head.decode("utf-8", "replace").split("\r\n"):
        title, _, rest = line.partition(":")
        if title.strip().lower() == "content-disposition" and empty:
            names = {name.lower(): value for name, value in _NAMES.findall(rest)}
            if "name" in names:
                return names["name"], Part(data, names.get("filename", ""))
    raise TupSimError(NOT_A_FORM)
