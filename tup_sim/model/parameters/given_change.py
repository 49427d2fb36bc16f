"""A dated change that somebody makes in Python: held against the rules for those in a file."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from pydantic import ValidationError

from tup_sim.errors import Message, ScenarioError, TupSimError
from tup_sim.model.parameters.composed import all_parameters
from tup_sim.model.parameters.dated import (
    changes_nothing,
    describes_the_start,
    ends_too_early,
    not_bit_by_bit,
    outside,
)
from tup_sim.model.parameters.given import (
    described,
    is_number,
    must_be_a_number,
    on_or_off,
    whole_number,
)
from tup_sim.model.parameters.given_values import check_value, declared, explained
from tup_sim.model.parameters.scenario import SHARES, Change, Observable, Trigger

EXAMPLE = Message("as Change({{'coordinators.fte': 0.5}}, at=52)")


def check_change(where: str, change: Any, values: Mapping[str, Any], horizon: int, horizon_from: str) -> None:
    """A change whose dates and values are possible.

    Args:
        where: which change of which scenario.
        change: what was given.
        values: all values at the start, as ``written`` gives them.
        horizon: weeks of the scenario.
        horizon_from: where they were set; empty for the declared number.

    Raises:
        ScenarioError: it is no change, or not possible.
    """
    if not isinstance(change, Change):
        kind = type(change).__name__
        raise ScenarioError(Message("a change must be a Change, not {kind}", kind=kind), where, EXAMPLE)
    _check_dates(where, change, horizon, horizon_from)
    if change.trigger is not None:
        _check_trigger(where, change.trigger)
    for path, value in _values_of(where, change).items():
        _check_changed(where, path, value, change.over, values)


def _values_of(where: str, change: Change) -> Mapping[Any, Any]:
    """What a change sets; its label is looked at on the way."""
    label: Any = change.label
    given: Any = change.values
    if not isinstance(label, str):
        raise ScenarioError(Message("label: expects a text, not {what}", what=described(label)), where)
    if not isinstance(given, Mapping):
        problem = Message("{name}: expects parameters, not {what}", name="values", what=described(given))
        raise ScenarioError(problem, where, EXAMPLE)
    if not given:
        raise ScenarioError(changes_nothing("values"), where, EXAMPLE)
    return given


def _check_dates(where: str, change: Change, horizon: int, horizon_from: str) -> None:
    for name, weeks, least in (("at", change.at, 0), ("over", change.over, 0), ("until", change.until, 1)):
        if weeks is not None or name != "until":
            _weeks(where, name, weeks, least)
    for name, week in (("at", change.at), ("until", change.until)):
        if week is not None and (found := outside(name, week, horizon, horizon_from)):
            raise ScenarioError(found.problem, where, found.hint)
    if problem := ends_too_early(change):
        raise ScenarioError(problem, where)


def _weeks(where: str, name: str, value: Any, least: int) -> None:
    try:
        whole_number(value, name, least)
    except TupSimError as error:
        raise ScenarioError(error.args[0], where) from None


def _check_trigger(where: str, trigger: Any) -> None:
    figures = [str(each) for each in Observable]
    if not isinstance(trigger, Trigger) or trigger.figure not in figures:
        raise ScenarioError(
            Message("{trigger!r} is no trigger that can be seen", trigger=trigger),
            where,
            Message("as Trigger('volunteers', False, 30.0); figures are {names}", names=", ".join(figures)),
        )
    _weeks(where, "weeks", trigger.weeks, 1)
    if not isinstance(trigger.above, bool):
        raise ScenarioError(
            on_or_off("above", described(trigger.above)), where, Message("write True or False")
        )
    name = Message("when: the line")
    if not is_number(trigger.line) or not isfinite(trigger.line):
        raise ScenarioError(must_be_a_number(name, described(trigger.line)), where)
    if trigger.figure in SHARES and not 0 <= trigger.line <= 1:
        problem = Message("{name} = {value} is out of range", name=name, value=f"{trigger.line:g}")
        raise ScenarioError(problem, where, Message("{low} to {high}", low="0", high="1"))


def _check_changed(where: str, path: Any, value: Any, over: int, values: Mapping[str, Any]) -> None:
    """One value of a change: it may change at a date, and is possible by itself."""
    if not isinstance(path, str):
        raise ScenarioError(Message("{name} cannot be {value!r}", name="values", value=path), where, EXAMPLE)
    key = declared().get(path)
    if key is None:
        return  # the world refuses it before its first week; whoever brings another world knows its own
    if key.fixed:
        raise ScenarioError(describes_the_start(path), where, Message("set it in the parameters"))
    if over and (problem := not_bit_by_bit(path, key.annotation)):
        raise ScenarioError(problem, where, Message("leave out 'over', or put it in a change of its own"))
    if value is None:
        raise ScenarioError(Message("{path} has no value", path=path), where)
    _check_value(where, path, value, values)


def _check_value(where: str, path: str, value: Any, values: Mapping[str, Any]) -> None:
    """A value beside those of the start; what only breaks a rule with others is left to the week in which it holds."""
    names = path.split(".")
    try:
        right = all_parameters().model_validate(_with(values, names, value))
    except ValidationError as error:
        if any(".".join(map(str, each["loc"])).startswith(path) for each in error.errors()):
            raise explained(where, error) from None
        return
    for name in names:
        right = getattr(right, name)
    check_value(where, path, value, right)


def _with(written: Mapping[str, Any], names: list[str], value: Any) -> dict[str, Any]:
    """A copy with one value set."""
    first, *rest = names
    return {**written, first: _with(written[first], rest, value) if rest else value}
