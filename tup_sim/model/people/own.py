"""What mechanisms remember of people and things: a list on each of them, one place for every mechanism.

``agent.own[k]`` is the state of the mechanism at place ``k``; it alone writes there, and it alone looks. Whoever makes
an agent does not know which mechanisms there are: ``born`` fills the list with states as they are at rest. Of requests,
of which there are thousands and most concern no mechanism, nothing is kept until the mechanism puts a state there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final


class Births:
    """What an agent of one kind is born with: a list of nothing, and what is made at which place of it."""

    def __init__(self) -> None:
        self.nothing: list[Any] = []
        self.makers: list[tuple[int, Callable[[], object]]] = []


REQUESTS: Final = Births()
_BIRTHS: Final[dict[str, Births]] = {"request": REQUESTS}
_PLACES: dict[str, int] = {}
_BORN_FOR: list[object] = []  # the catalogue whose states newborn agents have


def place_of(key: str) -> int:
    """The place of a mechanism in every list ``own``; a new one for whom nobody knew."""
    return _PLACES.setdefault(key, len(_PLACES))


def live_with(who: object, states: Iterable[tuple[str, int, Callable[[], object]]]) -> None:
    """From now on agents are born with these states and no others; nothing to do while it is the same catalogue.

    Args:
        who: the catalogue whose states they are.
        states: kind of agent (``volunteer``, ``client``, ...), place, and what makes the state at rest.
    """
    if [who] == _BORN_FOR:
        return
    _BORN_FOR[:] = [who]
    for births in _BIRTHS.values():
        births.nothing.clear()
        births.makers.clear()
    for kind, place, make in states:
        births = _BIRTHS.setdefault(kind, Births())
        births.nothing += [None] * (place + 1 - len(births.nothing))
        if births is not REQUESTS:
            births.makers.append((place, make))


def born(kind: str) -> list[Any]:
    """The states of a newborn agent, each as it is at rest; None where a mechanism keeps nothing of such agents."""
    births = _BIRTHS.get(kind)
    if births is None:
        return []
    own = births.nothing.copy()
    for place, make in births.makers:
        own[place] = make()
    return own


def kept(agent: Any, key: str) -> Any:
    """The state that a mechanism keeps of an agent, for who looks from outside and never writes: measures, tests."""
    return agent.own[_PLACES[key]]
