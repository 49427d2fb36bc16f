"""Changes with a date, a ramp or a trigger, as a scenario file writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from tup_sim.errors import ScenarioError
from tup_sim.files.keys import did_you_mean, keys
from tup_sim.files.settings import read_settings
from tup_sim.files.strict_yaml import Node, described
from tup_sim.files.units import convert
from tup_sim.files.values import Setting, read_reason
from tup_sim.model.parameters.scenario import Change, Observable, Trigger

CHANGE_KEYS = ("label", "at", "over", "until", "when", "set", "source", "because")
TRIGGER_KEYS = ("figure", "above", "below", "weeks")


@dataclass(frozen=True)
class DatedChange:
    """A change, with the places its parts stand at and the reasons given for its values.

    Attributes:
        change: the change itself.
        where: place of the change.
        at_where: place of its date.
        until_where: place of its end.
        settings: its values with places and reasons.
    """

    change: Change
    where: str
    at_where: str
    until_where: str
    settings: tuple[Setting, ...]


def read_changes(node: Node | None) -> Iterator[DatedChange]:
    """Read the list under ``changes:``."""
    if node is None:
        return
    if not isinstance(node.value, tuple):
        problem = f"changes: expects a list, not {described(node)}"
        raise ScenarioError(problem, node.where, "begin every change with '- '")
    for item in node.value:
        yield _read_change(item)


def plain_change(change: Change) -> dict[str, Any]:
    """A change as plain data, without its label; what is not used is left out."""
    plain: dict[str, Any] = {"at": change.at}
    if change.over:
        plain["over"] = change.over
    if change.until is not None:
        plain["until"] = change.until
    if change.trigger is not None:
        plain["when"] = plain_trigger(change.trigger)
    return {**plain, "set": {path: as_plain(value) for path, value in change.values.items()}}


def plain_trigger(trigger: Trigger) -> dict[str, Any]:
    """A trigger as plain data, in the words of the file."""
    side = "above" if trigger.above else "below"
    return {"figure": trigger.figure, side: trigger.line, "weeks": trigger.weeks}


def as_plain(value: Any) -> Any:
    """A value without tuples and enumerations."""
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _read_change(node: Node) -> DatedChange:
    parts = known_keys(node, CHANGE_KEYS, "a change")
    if "set" not in parts:
        raise ScenarioError("a change without 'set:' changes nothing", node.where)
    if "at" not in parts and "when" not in parts:
        raise ScenarioError("a change needs a date 'at:' or a trigger 'when:'", node.where, "as at: week 52")
    settings = tuple(_read_set(parts))
    change = Change(
        values={setting.path: setting.value for setting in settings},
        at=weeks_in(parts.get("at"), "at", 0) or 0,
        over=weeks_in(parts.get("over"), "over", 0) or 0,
        until=weeks_in(parts.get("until"), "until", 1),
        trigger=_trigger(parts.get("when")),
        label=_label(parts.get("label")),
    )
    _refuse_ramp_without_numbers(change, parts)
    _refuse_end_before_start(change, parts)
    places = {name: parts.get(name, node).where for name in ("at", "until")}
    return DatedChange(change, node.where, places["at"], places["until"], settings)


def known_keys(node: Node, names: tuple[str, ...], what: str) -> dict[str, Node]:
    """The parts of a change, a trigger or an experiment, each with a name we know."""
    parts = node.items()
    for name, part in parts.items():
        if name not in names:
            hint = did_you_mean(name, names)
            if not hint and name.partition(".")[0] in {path.partition(".")[0] for path in keys()}:
                hint = "parameters stand under 'set:'"
            raise ScenarioError(
                f"unknown key '{name}' in {what}", part.where, hint or f"known are {', '.join(names)}"
            )
    return parts


def _read_set(parts: Mapping[str, Node]) -> Iterator[Setting]:
    """The values of a change; a source or reason of the change counts for each of them."""
    common = read_reason({name: parts[name] for name in ("source", "because") if name in parts})
    node = parts["set"]
    if not isinstance(node.value, dict) or not node.value:
        problem = f"set: expects parameters, not {described(node)}"
        raise ScenarioError(problem, node.where, "as {coordinators: {fte: 1.0}}")
    for setting in read_settings(node.value):
        if keys()[setting.path].fixed:
            raise ScenarioError(
                f"{setting.path} describes the start; no change can set it at a date",
                setting.where,
                "set it at the top of the file",
            )
        yield replace(setting, reason=setting.reason or common)


def weeks_in(node: Node | None, name: str, least: int) -> int | None:
    """A date or duration in whole weeks: 52, 'week 52', '26 weeks', '1 year'."""
    if node is None:
        return None
    value = convert(node.value, "weeks") if isinstance(node.value, str) else node.value
    expected = f"expected: a whole number of weeks, {least} or more, as 52, 'week 52' or '1 year'"
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ScenarioError(f"{name}: cannot be {described(node)}", node.where, expected)
    if value != int(value) or value < least:
        raise ScenarioError(f"{name}: {value:.10g} weeks is not possible", node.where, expected)
    return int(value)


def _trigger(node: Node | None) -> Trigger | None:
    if node is None:
        return None
    parts = known_keys(node, TRIGGER_KEYS, "when:")
    sides = [side for side in ("above", "below") if side in parts]
    if len(sides) != 1:
        raise ScenarioError("when: needs either 'above:' or 'below:'", node.where)
    weeks = weeks_in(parts.get("weeks"), "weeks", 1) or 1
    return Trigger(_figure(parts.get("figure"), node), sides[0] == "above", _line(parts[sides[0]]), weeks)


def _figure(node: Node | None, around: Node) -> str:
    names = [str(figure) for figure in Observable]
    if node is None:
        raise ScenarioError("when: needs a 'figure:'", around.where, f"expected: {', '.join(names)}")
    if node.value not in names:
        hint = did_you_mean(str(node.value), names) or f"expected: {', '.join(names)}"
        raise ScenarioError(f"figure: cannot be {described(node)}", node.where, hint)
    return str(node.value)


def _line(node: Node) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not isfinite(node.value):
        raise ScenarioError(f"when: the line must be a number, not {described(node)}", node.where)
    return float(node.value)


def _label(node: Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node.value, str):
        raise ScenarioError(f"label: expects a text, not {described(node)}", node.where)
    return " ".join(node.value.split())


def _refuse_ramp_without_numbers(change: Change, parts: Mapping[str, Node]) -> None:
    for path in change.values if change.over else ():
        if keys()[path].annotation not in (float, int):
            problem = f"over: {path} is no number and cannot change bit by bit"
            raise ScenarioError(
                problem, parts["over"].where, "leave out 'over:', or put it in a change of its own"
            )


def _refuse_end_before_start(change: Change, parts: Mapping[str, Node]) -> None:
    if change.until is not None and change.until <= change.at:
        problem = f"until: week {change.until} is not after the start in week {change.at}"
        raise ScenarioError(problem, parts["until"].where)
