"""Collects what is wrong with a file, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import TypeVar

from tup_sim.errors import Message, ScenarioError, ScenarioErrors

MOST = 30  # nobody mends more in one go, and a guess for each of a hundred thousand takes minutes


Found = TypeVar("Found")
Item = TypeVar("Item")


class Faults:
    """The mistakes found so far, in order."""

    def __init__(self) -> None:
        self.found: list[ScenarioError] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    def caught(self) -> _Caught:
        """For a block: a mistake in it is noted, and the work goes on behind it."""
        return _Caught(self)

    def read(self, otherwise: Found, reader: Callable[..., Found], *parts: object) -> Found:
        """What a reader makes of these parts; ``otherwise`` if it finds a mistake, which is noted."""
        with self.caught():
            return reader(*parts)
        return otherwise

    def add(self, faults: Sequence[ScenarioError]) -> None:
        """Note mistakes; one that is known already is not told twice.

        Raises:
            ScenarioErrors: so many have been found that it is no use to look for more.
        """
        known = {str(fault) for fault in self.found}
        self.found += [fault for fault in faults if str(fault) not in known]
        if len(self.found) >= MOST:
            more = Message("these are the first {count} mistakes; there may be more", count=MOST)
            raise ScenarioErrors([*self.found[:MOST], ScenarioError(more)])

    def end(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            ScenarioError: the only mistake.
            ScenarioErrors: several.
        """
        if self.found:
            raise together(self.found)


class _Caught:
    """Notes a mistake that ends its block."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Whether the block ended in a mistake of the user, which is noted."""
        if not isinstance(error, ScenarioError):
            return False
        self.faults.add(error.faults)
        return True


def together(faults: Sequence[ScenarioError]) -> ScenarioError:
    """One error for one mistake or several."""
    return faults[0] if len(faults) == 1 else ScenarioErrors(faults)


def every(reader: Callable[[Item], Found], items: Iterable[Item]) -> list[Found]:
    """What a reader makes of each item.

    Raises:
        ScenarioError: one of them is wrong.
        ScenarioErrors: several are; all of it is told.
    """
    faults, found = Faults(), list[Found]()
    for item in items:
        with faults.caught():
            found.append(reader(item))
    faults.end()
    return found
