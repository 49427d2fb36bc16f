"""From a value as written to a value the model accepts: type, unit, range, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isfinite
from typing import Any, get_args, get_origin

from tup_sim.errors import ScenarioError
from tup_sim.files.keys import did_you_mean
from tup_sim.files.sources import known_source
from tup_sim.files.strict_yaml import Node, described
from tup_sim.files.units import convert
from tup_sim.model.parameters import Declaration

SWITCH = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
SHARES = ("share", "probability")  # units of what people write as a percentage
SURELY_PERCENT = 2  # who writes 1.5 may mean one and a half
AROUND = ("value", "source", "because")


@dataclass(frozen=True)
class Setting:
    """A parameter with its new value, where that stands, and the source or reason given with it."""

    path: str
    value: Any
    where: str
    reason: str = ""


def read_setting(node: Node, key: Declaration) -> Setting:
    """Read ``value`` or ``{value: .., source: .., because: ..}``."""
    if not isinstance(node.value, dict):
        return Setting(key.path, read_value(node, key), node.where)
    if "value" not in node.value and not set(AROUND) & set(node.value):
        raise ScenarioError(f"{key.path} is one value, not a group", node.where, wanted(key))
    return read_around(node, key)


def read_around(node: Node, key: Declaration) -> Setting:
    """Read a value that stands with its source or reason."""
    parts = node.items()
    for name, part in parts.items():
        if name not in AROUND:
            hint = did_you_mean(name, AROUND) or "known are value, source and because"
            raise ScenarioError(f"unknown key '{name}' beside the value of {key.path}", part.where, hint)
    if "value" not in parts:
        raise ScenarioError(f"{key.path} has a reason but no value", node.where, "write {value: ..}")
    return Setting(key.path, read_value(parts["value"], key), node.where, read_reason(parts))


def read_reason(parts: dict[str, Node]) -> str:
    """Source and reason as one text: ``ND05``, ``because``, or ``ND05: because``."""
    said = []
    if source := parts.get("source"):
        said.append(_read_sources(source))
    if because := parts.get("because"):
        said.append(_read_because(because))
    return ": ".join(said)


def split_reason(reason: str) -> tuple[str, str]:
    """The text of ``read_reason`` taken apart again: source ids (as one text), reason."""
    head, _, tail = reason.partition(": ")
    if _are_sources(head):
        return head, tail
    return "", reason


def read_value(node: Node, key: Declaration) -> Any:
    """The value as the model wants it; an error that says what is wrong and what is allowed."""
    if node.value is None:
        raise ScenarioError(f"{key.path} has no value", node.where, wanted(key))
    kind = key.annotation
    if kind is bool:
        return _read_switch(node, key)
    if get_origin(kind) is tuple:
        return _read_list(node, key, get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _read_choice(node, key, kind)
    return _read_number(node, key, whole=kind is int)


def wanted(key: Declaration) -> str:
    """What may stand here, for a hint: ``expected: 0 to 1 (FTE per post)``."""
    kind = key.annotation
    if kind is bool:
        return "expected: on or off"
    if get_origin(kind) is tuple:
        return "expected: a list, as [.., ..]"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"expected: {', '.join(kind)}"
    whole = "a whole number, " if kind is int else ""
    return f"expected: {whole}{allowed(key)}{'' if key.unit == '-' else f' ({key.unit})'}"


def allowed(key: Declaration) -> str:
    """The range in words: ``0 to 1``, ``0 or more``."""
    return in_words(key.low, key.high)


def in_words(low: float | None, high: float | None) -> str:
    """A range in words, either end of which may be open."""
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"{number(low)} or more"
    return "any number" if high is None else f"{number(high)} or less"


def number(value: float) -> str:
    """A number for people: no needless digits, no needless exponent."""
    return f"{value:.0f}" if value == int(value) else f"{value:.6g}"


def stands_on(key: Declaration) -> str:
    """Kind and sources: ``measured (ND04, ND05)``."""
    return f"{key.kind} ({', '.join(key.sources)})"


def value_text(value: Any) -> str:
    """A value for people: on and off, numbers without needless digits, long lists cut short."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple | list):
        shown = ", ".join(str(item) for item in value[:2])
        return f"[{shown}, .. {len(value)} items]" if len(value) > 2 else f"[{shown}]"
    return str(value) if isinstance(value, str) else number(value)


def with_unit(value: Any, key: Declaration) -> str:
    """A value for people, with its unit."""
    return value_text(value) if key.unit == "-" else f"{value_text(value)} {key.unit}"


def _read_switch(node: Node, key: Declaration) -> bool:
    if isinstance(node.value, bool):
        return node.value
    word = node.value.lower() if isinstance(node.value, str) else ""
    if word not in SWITCH:
        raise ScenarioError(f"{key.path} is on or off, not {described(node)}", node.where, wanted(key))
    return SWITCH[word]


def _read_choice(node: Node, key: Declaration, kind: type[Enum]) -> str:
    choices = [str(choice.value) for choice in kind]
    if not isinstance(node.value, str) or node.value not in choices:
        guess = did_you_mean(node.value, choices) if isinstance(node.value, str) else ""
        hint = "; ".join(part for part in (guess, f"expected: {', '.join(choices)}") if part)
        raise ScenarioError(f"{key.path} cannot be {described(node)}", node.where, hint)
    return node.value


def _read_list(node: Node, key: Declaration, kind: type) -> tuple[str, ...]:
    if not isinstance(node.value, tuple):
        raise ScenarioError(f"{key.path} is a list, not {described(node)}", node.where, wanted(key))
    if issubclass(kind, Enum):
        return tuple(_read_choice(item, key, kind) for item in node.value)
    return tuple(_read_text(item, key) for item in node.value)


def _read_text(node: Node, key: Declaration) -> str:
    if not isinstance(node.value, str):
        raise ScenarioError(f"{key.path} is a list of texts; {described(node)} is none", node.where)
    return node.value


def _read_number(node: Node, key: Declaration, whole: bool) -> float | int:
    value = _number_in_unit(node, key)
    if not isfinite(value):
        raise ScenarioError(f"{key.path} must be a finite number, not {value}", node.where, wanted(key))
    if (key.low is not None and value < key.low) or (key.high is not None and value > key.high):
        hint = f"{_as_percent(node, key)}{wanted(key).replace('expected', 'allowed')}"
        raise ScenarioError(f"{key.path} = {number(value)} is out of range", node.where, hint)
    if not whole:
        return float(value)
    if value != int(value):
        raise ScenarioError(f"{key.path} = {number(value)} is not a whole number", node.where, wanted(key))
    return int(value)


def _as_percent(node: Node, key: Declaration) -> str:
    """Whether 20 was written where 20 % may have been meant."""
    value, share = node.value, (key.low, key.high) == (0, 1) and key.unit.startswith(SHARES)
    if share and isinstance(value, int | float) and SURELY_PERCENT <= value <= 100:
        return f"did you mean {value:g} %? "
    return ""


def _number_in_unit(node: Node, key: Declaration) -> float | int:
    value = node.value
    if isinstance(value, str):
        if (converted := convert(value, key.unit)) is None:
            raise ScenarioError(f"{key.path} cannot be {described(node)}", node.where, _unit_hint(value, key))
        return converted
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ScenarioError(f"{key.path} must be a number, not {described(node)}", node.where, wanted(key))
    return value


def _unit_hint(text: str, key: Declaration) -> str:
    """Why a text was not understood as a number with a unit."""
    bare = text.strip().lstrip("+-")
    if bare.replace(".", "", 1).isdecimal():
        return f"write {text.strip()} without quotes; {wanted(key)}"
    if bare[:1].isdecimal() and "," in bare:
        return f"write a decimal point, and nothing between thousands; {wanted(key)}"
    return wanted(key)


def _read_sources(node: Node) -> str:
    """Source ids, as text separated by commas or as a list; each must be registered."""
    names = node.plain()
    if isinstance(names, str):
        names = [name.strip() for name in names.split(",")]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ScenarioError(
            "source: expects the id of a source", node.where, "one id, or several with commas"
        )
    return ", ".join(known_source(name, node.where) for name in names)


def _read_because(node: Node) -> str:
    if not isinstance(node.value, str) or not node.value.strip():
        raise ScenarioError("because: expects a reason in words", node.where)
    return " ".join(node.value.split())


def _are_sources(text: str) -> bool:
    try:
        return bool(text) and all(known_source(name) for name in text.split(", "))
    except ScenarioError:
        return False
