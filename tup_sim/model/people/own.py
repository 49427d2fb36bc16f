"""What mechanisms remember of people and things: a list on each of them, one place for every mechanism.

``agent.own[k]`` is the state of the mechanism at place ``k``; it alone writes there, and it alone looks. Whoever makes
an agent does not know which mechanisms there are: ``born`` fills the list with states as they are at rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_PLACES: dict[str, int] = {}
_BIRTHS: dict[str, list[Callable[[], object] | None]] = {}


def place_of(key: str) -> int:
    """The place of a mechanism in every list ``own``; a new one for whom nobody knew."""
    return _PLACES.setdefault(key, len(_PLACES))


def keep(kind: str, place: int, make: Callable[[], object]) -> None:
    """From now on, agents of this kind (``volunteer``, ``client``, ...) are born with such a state at this place."""
    births = _BIRTHS.setdefault(kind, [])
    births += [None] * (place + 1 - len(births))
    births[place] = make


def born(kind: str) -> list[Any]:
    """The states of a newborn agent, each as it is at rest; None where a mechanism keeps nothing of such agents."""
    return [None if make is None else make() for make in _BIRTHS.get(kind, ())]


def kept(agent: Any, key: str) -> Any:
    """The state that a mechanism keeps of an agent, for who looks from outside and never writes: measures, tests."""
    return agent.own[_PLACES[key]]
