"""How a run lies in the file: its numbers as bytes, and the seals that tell whether they are still what was kept.

A seal is a digest over a thing and over what it is of, so one that was altered, cut short, or put in the place of
another no longer has its own. The seal of a run covers the seals of its parts: one that is gone is missed.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tup_sim.study.results import HORIZON
from tup_sim.study.work import Values

if TYPE_CHECKING:
    from hashlib import _Hash

NO_WINDOW = ""  # in the place of a window: the weekly figures
SEAL = 32  # letters
WIDTH = 8  # bytes of a number
WEEKS_AT_MOST = 4096  # of one outcome, so that what is packed cannot fill the memory when it is unpacked


def seal(*parts: Any) -> str:
    """Of a few texts and numbers, in this order."""
    return _of(parts).hexdigest()[:SEAL]


def seal_of_text(text: str) -> str:
    """Of one text that many others refer to."""
    return seal(text)


def seal_of_numbers(key: str, window: str, names: str, numbers: bytes) -> str:
    """Of the numbers of a run in a window.

    Args:
        key: identity of the run.
        window: name of the window; empty for the weekly figures.
        names: seal of the names of the outcomes.
        numbers: as they lie in the file.
    """
    found = _of((key, window, names))
    found.update(numbers)
    return found.hexdigest()[:SEAL]


def _of(parts: tuple[Any, ...]) -> _Hash:
    return sha256(ascii(parts).encode())


def by_window(values: Values) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    """Per window the names of its outcomes and their numbers."""
    found: dict[str, tuple[list[str], array[float]]] = {}
    for text, value in values.items():
        outcome, _, window = text.partition("@")
        names, numbers = found.setdefault(window or HORIZON, ([], array("d")))
        names.append(outcome)
        numbers.append(value)
    for window, (names, numbers) in found.items():
        yield window, tuple(names), _little(numbers).tobytes()


def packed(series: Iterable[array[float]]) -> bytes:
    """Weekly figures one after the other, all of the same length, made small.

    Raises:
        ValueError: they are of different lengths.
    """
    whole, weeks = array("d"), set()
    for each in series:
        whole.extend(each)
        weeks.add(len(each))
    if len(weeks) > 1:
        raise ValueError(f"weekly figures of different lengths: {sorted(weeks)}")
    return zlib.compress(_little(whole).tobytes(), 1)


def unpacked(blob: bytes, outcomes: int) -> array[float]:
    """The weekly figures of so many outcomes.

    Raises:
        ValueError: they are more than there can be, or not as many of each.
        zlib.error: they are no packed numbers.
    """
    most = WIDTH * outcomes * WEEKS_AT_MOST
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(blob, most + 1)
    if len(found) > most or not unpacking.eof or len(found) % (WIDTH * outcomes):
        raise ValueError(f"{len(found)} bytes of weekly figures of {outcomes} outcomes")
    return numbers_in(found)


def numbers_in(blob: bytes) -> array[float]:
    """Numbers as they lie in the file."""
    numbers = array("d")
    numbers.frombytes(blob)
    return _little(numbers)


def _little(numbers: array[float]) -> array[float]:
    """The numbers as every machine reads them from the file: the lowest byte first."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
