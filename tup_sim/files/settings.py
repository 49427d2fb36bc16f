"""From nested groups, dotted paths and ``path=value`` to a list of settings."""

from __future__ import annotations

from collections.abc import Iterator

from tup_sim.errors import ScenarioError
from tup_sim.files.keys import groups, key_hint, keys
from tup_sim.files.strict_yaml import Node, described, one_line, read_text
from tup_sim.files.values import Setting, read_setting


def read_settings(parts: dict[str, Node], prefix: str = "") -> list[Setting]:
    """Every parameter that is set, in order of writing; the same one twice is an error."""
    found: dict[str, Setting] = {}
    for setting in _walk(parts, prefix):
        if setting.path in found:
            first = f"first at {found[setting.path].where}"
            raise ScenarioError(f"'{setting.path}' is set twice", setting.where, first)
        found[setting.path] = setting
    return list(found.values())


def read_option(text: str) -> Setting:
    """Read ``path=value`` from the command line; a list is written as ``[.., ..]``."""
    path, equals, value = (part.strip() for part in text.partition("="))
    where = f"--set {one_line(path)}"
    if not equals or not path:
        raise ScenarioError(f"'{one_line(text)}' says no value", "--set", "write it as coordinators.fte=1.0")
    _refuse_unknown(path, where)
    if path in groups():
        raise ScenarioError(
            f"'{path}' is a group", where, f"set one of its values, as {groups()[path][0]}=.."
        )
    node = read_text(value, where, fixed_where=True) if value else Node(None, where)
    return read_setting(node, keys()[path])


def _walk(parts: dict[str, Node], prefix: str) -> Iterator[Setting]:
    for name, node in parts.items():
        path = f"{prefix}.{name}" if prefix else name
        if path in keys():
            yield read_setting(node, keys()[path])
            continue
        _refuse_unknown(path, node.where)
        if not isinstance(node.value, dict) or not node.value:
            inside = f"its values are {', '.join(groups()[path][:3])} .."
            raise ScenarioError(f"'{path}' is a group, not {described(node)}", node.where, inside)
        yield from _walk(node.value, path)


def _refuse_unknown(path: str, where: str) -> None:
    if path not in keys() and path not in groups():
        raise ScenarioError(f"unknown key '{one_line(path)}'", where, key_hint(path))
