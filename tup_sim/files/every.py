"""Reads the parts of a file one by one where the whole of them does not pass, to find every mistake in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tup_sim.errors import ScenarioError
from tup_sim.files.changes import DatedChange, begin_of, known_keys, read_changes
from tup_sim.files.faults import Faults
from tup_sim.files.keys import groups
from tup_sim.files.settings import apart, read_settings
from tup_sim.files.strict_yaml import Node
from tup_sim.files.values import Setting
from tup_sim.model.parameters.renamed import new_name

HARMLESS = "reserve"  # a number that a change may set at any date


def every_setting(parts: dict[str, Node], faults: Faults, prefix: str = "") -> list[Setting]:
    """The parameters that are set, without those that cannot be read: what is wrong with these is noted."""
    try:
        return read_settings(parts, prefix)
    except ScenarioError as error:
        each = list(apart(parts))
        if len(each) > 1:
            return _one_by_one(each, faults, prefix, error)
        (name, node), *_ = parts.items()
        path = f"{prefix}.{name}" if prefix else new_name(name)
        if path in groups() and isinstance(node.value, dict) and node.value:
            return every_setting(node.value, faults, path)
        faults.add(error.faults)
        return []


def _one_by_one(
    parts: Sequence[dict[str, Node]], faults: Faults, prefix: str, error: ScenarioError
) -> list[Setting]:
    """Each part alone; what stands twice is found where all that is good stands together."""
    before, good = len(faults.found), dict[str, Node]()
    for part in parts:
        found = len(faults.found)
        every_setting(part, faults, prefix)
        if len(faults.found) == found:
            good |= part
    if len(faults.found) == before:
        faults.add(error.faults)
        return []
    return faults.read([], read_settings, good, prefix)


def every_change(node: Node | None, faults: Faults) -> list[DatedChange]:
    """The changes of a file, without those that cannot be read: what is wrong with these is noted."""
    if node is None or not isinstance(node.value, tuple):
        return faults.read([], lambda: list(read_changes(node)))
    found: list[DatedChange] = []
    for item in node.value:
        try:
            found += read_changes(Node((item,), node.where))
        except ScenarioError as error:
            faults.add(_all_of(item) or error.faults)
    return found


def _all_of(change: Node) -> list[ScenarioError]:
    """What is wrong with the parts of a change, each of them in a change that is good without it."""
    faults = Faults()
    for part in _parts_of(change):
        with faults.caught():
            list(read_changes(Node((part,), change.where)))
    return faults.found


def _parts_of(change: Node) -> Iterator[Node]:
    """A change for every part of a change, and for every value that it sets."""
    if not isinstance(change.value, dict):
        return
    whole = {
        "at": Node(begin_of(change.value) or 0, ""),
        "set": Node({HARMLESS: Node(0, change.where)}, change.where),
    }
    for name, part in change.value.items():
        if name != "set":
            yield Node({**whole, name: part}, change.where)
    values = change.value.get("set", whole["set"])
    if not isinstance(values.value, dict):
        yield Node({**whole, "set": values}, change.where)
        return
    for path, value in values.value.items():
        yield Node({**whole, "set": Node({path: value}, values.where)}, change.where)


def every_key(node: Node, names: tuple[str, ...], what: str, faults: Faults) -> dict[str, Node]:
    """The parts of a group that have a name we know; the names of the others are noted."""
    found: dict[str, Node] = {}
    for name, part in node.items().items():
        with faults.caught():
            found |= known_keys(Node({name: part}, node.where), names, what)
    return found
