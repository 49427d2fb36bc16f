"""Values of parameters that somebody gives in Python, or has changed there: whether they exist and are possible."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tup_sim.errors import Message, ScenarioError, a_word
from tup_sim.model.parameters.composed import all_parameters
from tup_sim.model.parameters.declare import Declaration, Group, declarations
from tup_sim.model.parameters.given import described, is_number, must_be_a_number, on_or_off
from tup_sim.model.parameters.renamed import new_name
from tup_sim.model.parameters.whole import Parameters


def written(group: Group) -> dict[str, Any]:
    """All that stands in a group, what does not belong there too."""
    return {
        name: written(value) if isinstance(value, Group) else value for name, value in group.written().items()
    }


def checked(where: str, written: Mapping[str, Any]) -> Parameters:
    """The values as one set.

    Raises:
        ScenarioError: one does not exist, or is not possible.
    """
    try:
        return all_parameters().model_validate(written)
    except ValidationError as error:
        raise explained(where, error) from None


def check_values(where: str, given: Group, checked: Group, path: str = "") -> None:
    """A value that only becomes possible by being converted, as '5', would reach the model as it is."""
    for name in checked.written():
        here, value, right = f"{path}{name}", getattr(given, name), getattr(checked, name)
        if isinstance(right, Group) and isinstance(value, type(right)):
            check_values(where, value, right, f"{here}.")
        else:
            check_value(where, here, value, right)


def check_value(where: str, path: str, value: Any, right: Any) -> None:
    """A value that is as it would reach the model; ``right`` is what it would be made into.

    Raises:
        ScenarioError: it is something else.
    """
    if problem := _of_another_kind(path, value, right):
        raise ScenarioError(problem, where, _allowed(path, Message("write {value!r}", value=right)))
    if value != right or isinstance(right, Group):
        raise ScenarioError(
            Message("{path} cannot be {value!r}", path=path, value=value),
            where,
            Message("write {value!r}", value=right),
        )


def _of_another_kind(path: str, value: Any, right: Any) -> Message | None:
    """What is wrong with a number where a switch belongs, or the other way round; None if it is as the right one."""
    if isinstance(right, bool) and not isinstance(value, bool):
        return on_or_off(path, described(value))
    if isinstance(value, bool) and is_number(right):
        return must_be_a_number(path, described(value))
    return None


def explained(where: str, error: ValidationError) -> ScenarioError:
    """The first thing that is wrong, in words."""
    first = error.errors()[0]
    path = ".".join(map(str, first["loc"]))
    said = what_is_wrong(first)
    if first["type"] == "extra_forbidden":
        return _unknown(where, path)
    if path not in declared():
        return ScenarioError(Message("{what}: {problem}", what=path, problem=said) if path else said, where)
    return ScenarioError(
        Message("{path} cannot be {value!r}", path=path, value=first["input"]), where, _allowed(path, said)
    )


def what_is_wrong(error: ErrorDetails) -> str:
    """One mistake that pydantic found; as we wrote it, if we did."""
    ours = error.get("ctx", {}).get("error")
    return ours.args[0] if isinstance(ours, ValueError) else error["msg"]


def _allowed(path: str, said: str) -> str:
    key = declared()[path]
    if key.low is None or key.high is None:
        return said
    return Message(
        "allowed: {low:.10g} to {high:.10g} ({unit})", low=key.low, high=key.high, unit=a_word(key.unit)
    )


def _unknown(where: str, path: str) -> ScenarioError:
    now = new_name(path)
    near = [now] if now != path else get_close_matches(path, declared(), 1)
    hint = (
        Message("did you mean '{name}'?", name=near[0])
        if near
        else Message("'tup-sim scenario parameters' lists those that do")
    )
    return ScenarioError(Message("'{path}' does not exist", path=path), where, hint)


def declared() -> dict[str, Declaration]:
    """Every parameter in force by its path."""
    return _declared(all_parameters())


@cache
def _declared(parameters: type[Group]) -> dict[str, Declaration]:
    return {each.path: each for each in declarations(parameters)}
