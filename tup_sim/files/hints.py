"""What to write instead: lines that can be pasted in the place of the line that was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from tup_sim.errors import Message
from tup_sim.files.strict_yaml import Node, Spot

LONGEST = 160  # a line that does not fit a terminal twice is not pasted

Values = Mapping[str, Any]
_in_force: ContextVar[Callable[[], Values]] = ContextVar("values in force", default=dict)
_said_here: ContextVar[Callable[[], Values]] = ContextVar("values of the file itself", default=dict)


@contextmanager
def knowing(values: Callable[[], Values], here: Callable[[], Values] = dict) -> Iterator[None]:
    """While something is read, messages may look up what holds without it.

    Args:
        values: gives the values by path; called only when a message needs one.
        here: gives those that the file itself sets.
    """
    tokens = _in_force.set(cache(values)), _said_here.set(cache(here))
    try:
        yield
    finally:
        _in_force.reset(tokens[0])
        _said_here.reset(tokens[1])


def in_force(path: str) -> Any:
    """The value that holds where something is read; None if that is not known."""
    return _in_force.get()().get(path)


@contextmanager
def without(paths: Iterable[str]) -> Iterator[None]:
    """While something is read, messages may not look up these."""
    values, hidden = _in_force.get(), set(paths)
    with knowing(
        lambda: {path: each for path, each in values().items() if path not in hidden}, _said_here.get()
    ):
        yield


def is_spoken_of(group: str, besides: Iterable[str]) -> bool:
    """Whether the file sets something in a group, besides these paths."""
    inside = {path for path in _said_here.get()() if group and path.startswith(f"{group}.")}
    return bool(inside.difference(besides))


def pasted(spot: Spot | None, text: str) -> str:
    """The line with other signs in this place; the signs alone if there is no such line."""
    line = spot.line_with(text) if spot is not None else ""
    return line if line.isprintable() and 0 < len(line) <= LONGEST else text


def write(node: Node, texts: Iterable[str]) -> str:
    """A hint that says what to write instead of a value; empty if there is nothing to say."""
    return write_lines(pasted(node.spot, text) for text in texts)


def write_lines(lines: Iterable[str]) -> str:
    """A hint of lines to paste, of which one is meant."""
    line, or_line, *_ = [*dict.fromkeys(lines), "", ""]
    if or_line:
        return Message("write: {line}; or: {or_line}", line=line, or_line=or_line)
    return Message("write: {line}", line=line) if line else ""


def lines_of(hint: str) -> list[str]:
    """The lines to paste that a hint offers."""
    if not isinstance(hint, Message):
        return []
    found = [str(hint.values[name]) for name in ("line", "or_line") if name in hint.values]
    return found + [line for part in hint.values.values() for line in lines_of(part)]


def with_other_keys(node: Node, names: Mapping[str, str]) -> str:
    """A group between braces with other names for its keys; as it stands if none of them has one."""
    if node.spot is None or not isinstance(node.value, dict):
        return ""
    text, start = node.spot.written, node.spot.start
    for name, part in reversed(node.value.items()):
        if part.key is not None:
            end = part.key.end - start
            text = f"{text[: part.key.start - start]}{names.get(name, name)}{text[end:]}"
    return text


def both(first: str, second: str) -> str:
    """Two hints as one."""
    return Message("{first}; {second}", first=first, second=second) if first and second else first or second
