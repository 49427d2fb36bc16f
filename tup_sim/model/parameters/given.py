"""What somebody hands to a public function in Python: looked at once, at the door, and refused in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from numbers import Real
from operator import index
from os import PathLike
from typing import Any

from tup_sim.errors import Message, ScenarioError, TupSimError, one_line

_QUOTED = 40  # signs of what was given that a message shows


def whole_number(value: Any, name: str, least: int) -> int:
    """A whole number, as plain ``int``; numpy has whole numbers too.

    Args:
        value: what was given.
        name: of the argument.
        least: smallest that makes sense.

    Raises:
        TupSimError: it is something else: True, 1.5, '1' or too small.
    """
    try:
        number = None if isinstance(value, bool) else index(value)
    except TypeError:
        number = None
    if number is None:
        raise TupSimError(
            Message(
                "{name} must be a whole number, not {value!r}; as {name}={example}",
                name=name,
                example=max(least, 1),
                value=value,
            )
        )
    if number < least:
        raise TupSimError(
            Message("{name} must be at least {least}, not {value}", name=name, least=least, value=number)
        )
    return number


def number(value: Any, name: str, least: float) -> float:
    """A number, as plain ``float``; numpy has numbers too.

    Args:
        value: what was given.
        name: of the argument.
        least: smallest that makes sense.

    Raises:
        TupSimError: it is something else: True, '1', not finite or too small.
    """
    if not is_number(value) or not isfinite(value):
        raise TupSimError(must_be_a_number(name, described(value)))
    if value < least:
        raise TupSimError(
            Message("{name} must be at least {least}, not {value}", name=name, least=least, value=value)
        )
    return float(value)


def is_number(value: Any) -> bool:
    """Whether it is a number; True and False are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def must_be_a_number(name: str, what: str) -> Message:
    """A number that got something else."""
    return Message("{name} must be a number, not {what}", name=name, what=what)


def on_or_off(name: str, what: str) -> Message:
    """A switch that got something else."""
    return Message("{path} is on or off, not {what}", path=name, what=what)


def described(value: Any) -> str:
    """What was given, short, for a message; in the words for what stands in a file, if it can stand there."""
    if isinstance(value, Mapping):
        return Message("a group of keys")
    if isinstance(value, tuple | list):
        return Message("a list")
    if isinstance(value, str):
        return Message("the text '{text}'", text=one_line(value, _QUOTED))
    if value is None:
        return Message("nothing")
    return str(value).lower() if isinstance(value, bool | int | float) else one_line(repr(value), _QUOTED)


def texts(values: Any, name: str, example: str) -> tuple[str, ...]:
    """Several texts; one text alone would be taken letter by letter.

    Args:
        values: what was given.
        name: of the argument.
        example: one of what is meant.

    Raises:
        ScenarioError: it is no list, or something in it is no text.
    """
    alone = isinstance(values, str | PathLike)
    wanted = Message("write {name}=['{example}']", name=name, example=values if alone else example)
    if alone or isinstance(values, bytes | Mapping) or not isinstance(values, Iterable):
        raise ScenarioError(Message("{name} is a list, not {value!r}", name=name, value=values), "", wanted)
    return tuple(text(each, name, wanted) for each in values)


def text(value: Any, name: str, wanted: str) -> str:
    """A name, or a path.

    Raises:
        ScenarioError: it is anything else; says what is wanted.
    """
    if not isinstance(value, str | PathLike) or not str(value):
        raise ScenarioError(Message("{name} cannot be {value!r}", name=name, value=value), "", wanted)
    return str(value)
