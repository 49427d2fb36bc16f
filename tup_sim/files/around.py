"""What holds where something is written, as far as it can be read; only messages about slips want to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from tup_sim.errors import ScenarioError
from tup_sim.files.hints import knowing
from tup_sim.files.keys import HEADINGS, keys
from tup_sim.files.places import Place, find
from tup_sim.files.settings import readable, readable_options
from tup_sim.files.size import sized
from tup_sim.files.strict_yaml import Node, read_file

BELOW = ("extends", "with")
SIZE = "size"


def values_of(names: Iterable[str], options: Iterable[str] = ()) -> dict[str, Any]:
    """Values after scenarios and options were laid over each other; nothing if one of them cannot be found."""
    with knowing(dict), suppress(ScenarioError):
        found = _declared()
        for name in names:
            found |= _set_by(find(name))
        return found | readable_options(options)
    return {}


def values_around(place: Place) -> dict[str, Any]:
    """Values in a file; if it extends none, only its own, for it may be laid over any."""
    with knowing(dict), suppress(ScenarioError):
        below = _declared() if "extends" in read_file(place.path, place.label).items() else {}
        return below | _set_by(place)
    return {}


def values_in(place: Place) -> dict[str, Any]:
    """Values that a file itself sets, as far as they can be read."""
    with knowing(dict), suppress(ScenarioError):
        return _own(read_file(place.path, place.label).items())
    return {}


def _own(parts: dict[str, Node]) -> dict[str, Any]:
    return readable({name: node for name, node in parts.items() if name not in HEADINGS})


def _declared() -> dict[str, Any]:
    return {path: key.default for path, key in keys().items()}


def _set_by(place: Place, above: tuple[Place, ...] = ()) -> dict[str, Any]:
    """What a file and all it builds on set, without what stands there wrongly; None for what a size multiplies.

    Raises:
        ScenarioError: a file is missing.
    """
    if place in above:
        return {}
    parts = read_file(place.path, place.label).items()
    found: dict[str, Any] = {}
    for node in _below(parts):
        found |= _set_by(_found(node, place.path.parent), (*above, place))
    if SIZE in parts:
        found |= dict.fromkeys(sized())  # not worked out for a message
    return found | _own(parts)


def _below(parts: dict[str, Node]) -> Iterator[Node]:
    for node in (parts[name] for name in BELOW if name in parts):
        yield from node.value if isinstance(node.value, tuple) else (node,)


def _found(node: Node, beside: Path) -> Place:
    return find(str(node.value), node.where, beside)
