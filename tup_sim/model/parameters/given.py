"""What somebody hands to a public function in Python: looked at once, at the door, and refused in words.

Files are checked where they are read; a scenario that was built or changed in Python has only been through this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from operator import index
from os import PathLike
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tup_sim.errors import Message, ScenarioError, TupSimError, a_word
from tup_sim.model.parameters.declare import Declaration, Group, declarations
from tup_sim.model.parameters.scenario import Change, Observable, Scenario, Trigger
from tup_sim.model.parameters.whole import Parameters

ASKED_FOR = Message("use load_scenario('open_house'), or replace() on a scenario that was loaded")


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


def check_scenario(scenario: Any) -> None:
    """A scenario whose values and changes exist and are possible, however it was made.

    Raises:
        TupSimError: it is no scenario.
        ScenarioError: a parameter or change that does not exist, or a value that is not possible.
    """
    if isinstance(scenario, str):
        raise TupSimError(
            Message("'{name}' is a name, not a scenario: use load_scenario('{name}')", name=scenario)
        )
    if not isinstance(scenario, Scenario):
        raise TupSimError(
            Message(
                "a study needs scenarios, not {kind}: use load_scenario(name)", kind=type(scenario).__name__
            )
        )
    parameters: Any = scenario.parameters
    if not isinstance(parameters, Parameters):
        kind = type(parameters).__name__
        raise ScenarioError(
            Message("parameters must be Parameters, not {kind}", kind=kind), scenario.name, ASKED_FOR
        )
    written = _written(parameters)
    _check_values(scenario.name, parameters, _checked(scenario.name, written))
    for number, change in enumerate(scenario.changes, 1):
        _check_change(Message("{name}, change {number}", name=scenario.name, number=number), change, written)


def _written(group: Group) -> dict[str, Any]:
    """All that stands in a group, what does not belong there too."""
    return {
        name: _written(value) if isinstance(value, Group) else value
        for name, value in group.written().items()
    }


def _checked(where: str, written: Mapping[str, Any]) -> Parameters:
    try:
        return Parameters.model_validate(written)
    except ValidationError as error:
        raise _explained(where, error) from None


def _check_values(where: str, given: Group, checked: Group, path: str = "") -> None:
    """A value that only becomes possible by being converted, as '5', would reach the model as it is."""
    for name in checked.written():
        here, value, right = f"{path}{name}", getattr(given, name), getattr(checked, name)
        if isinstance(right, Group) and isinstance(value, type(right)):
            _check_values(where, value, right, f"{here}.")
        elif value != right or isinstance(right, Group):
            raise ScenarioError(
                Message("{path} cannot be {value!r}", path=here, value=value),
                where,
                Message("write {value!r}", value=right),
            )


def _explained(where: str, error: ValidationError) -> ScenarioError:
    """The first thing that is wrong, in words."""
    first = error.errors()[0]
    path = ".".join(map(str, first["loc"]))
    said = what_is_wrong(first)
    if first["type"] == "extra_forbidden":
        return _unknown(where, path)
    if path not in _declared():
        return ScenarioError(Message("{what}: {problem}", what=path, problem=said) if path else said, where)
    return ScenarioError(
        Message("{path} cannot be {value!r}", path=path, value=first["input"]), where, _allowed(path, said)
    )


def what_is_wrong(error: ErrorDetails) -> str:
    """One mistake that pydantic found; as we wrote it, if we did."""
    ours = error.get("ctx", {}).get("error")
    return ours.args[0] if isinstance(ours, ValueError) else error["msg"]


def _allowed(path: str, said: str) -> str:
    key = _declared()[path]
    if key.low is None or key.high is None:
        return said
    return Message(
        "allowed: {low:.10g} to {high:.10g} ({unit})", low=key.low, high=key.high, unit=a_word(key.unit)
    )


def _unknown(where: str, path: str) -> ScenarioError:
    near = get_close_matches(path, _declared(), 1)
    hint = (
        Message("did you mean '{name}'?", name=near[0])
        if near
        else Message("'tup-sim parameters' lists those that do")
    )
    return ScenarioError(Message("'{path}' does not exist", path=path), where, hint)


@cache
def _declared() -> dict[str, Declaration]:
    return {each.path: each for each in declarations(Parameters)}


def _check_change(where: str, change: Any, written: Mapping[str, Any]) -> None:
    if not isinstance(change, Change):
        kind = type(change).__name__
        raise ScenarioError(
            Message("a change must be a Change, not {kind}", kind=kind),
            where,
            Message("as Change({{'coordinators.fte': 0.5}}, at=52)"),
        )
    for name, weeks, least in (("at", change.at, 0), ("over", change.over, 0), ("until", change.until, 1)):
        if weeks is not None or name != "until":
            _weeks(where, name, weeks, least)
    refuse_end_before_start(change, where)
    if change.trigger is not None:
        _check_trigger(where, change.trigger)
    for path, value in change.values.items():
        _check_changed(where, path, value, change.over, written)


def refuse_end_before_start(change: Change, where: str) -> None:
    """A change ends after it starts.

    Raises:
        ScenarioError: it does not.
    """
    if change.until is not None and change.until <= change.at:
        problem = Message(
            "until: week {until} is not after the start in week {at}", until=change.until, at=change.at
        )
        raise ScenarioError(problem, where)


def refuse_at_a_date(key: Declaration, where: str, hint: str) -> None:
    """What describes the start is no matter of later changes.

    Raises:
        ScenarioError: the parameter does.
    """
    if key.fixed:
        problem = Message("{path} describes the start; no change can set it at a date", path=key.path)
        raise ScenarioError(problem, where, hint)


def refuse_bit_by_bit(key: Declaration, where: str) -> None:
    """Only a number can move to its new value in a straight line.

    Raises:
        ScenarioError: the parameter is none.
    """
    if key.annotation not in (int, float):
        problem = Message("over: {path} is no number and cannot change bit by bit", path=key.path)
        raise ScenarioError(problem, where, Message("leave out 'over', or put it in a change of its own"))


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


def _check_changed(where: str, path: Any, value: Any, over: int, written: Mapping[str, Any]) -> None:
    """One value of a change: it may change at a date, and is possible by itself."""
    key = _declared().get(path)
    if key is None:
        return  # the world refuses it before its first week; whoever brings another world knows its own
    refuse_at_a_date(key, where, Message("set it in the parameters"))
    if over:
        refuse_bit_by_bit(key, where)
    try:
        Parameters.model_validate(_with(written, path.split("."), value))
    except ValidationError as error:
        if any(".".join(map(str, each["loc"])).startswith(path) for each in error.errors()):
            raise _explained(where, error) from None


def _with(written: Mapping[str, Any], names: list[str], value: Any) -> dict[str, Any]:
    """A copy with one value set."""
    first, *rest = names
    return {**written, first: _with(written[first], rest, value) if rest else value}
