"""A scenario that was made or changed in Python: looked at before it is run, and refused in words.

Files are checked where they are read; a scenario that was built here has only been through this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tup_sim.errors import Message, ScenarioError, TupSimError
from tup_sim.model.parameters.composed import in_force_with
from tup_sim.model.parameters.dated import misplaced
from tup_sim.model.parameters.given_change import check_change
from tup_sim.model.parameters.given_values import check_values, checked, declared, written
from tup_sim.model.parameters.scenario import Scenario
from tup_sim.model.parameters.whole import Parameters

ASKED_FOR = Message("use load_scenario('open_house'), or replace() on a scenario that was loaded")


def check_scenario(scenario: Any) -> None:
    """A scenario whose values and changes exist and are possible, however it was made.

    Raises:
        TupSimError: it is no scenario.
        ScenarioError: a parameter or change that does not exist, or a value that is not possible.
    """
    check_kind(scenario)
    _check_texts(scenario)
    parameters: Any = scenario.parameters
    if not isinstance(parameters, Parameters):
        kind = type(parameters).__name__
        raise ScenarioError(
            Message("parameters must be Parameters, not {kind}", kind=kind), scenario.name, ASKED_FOR
        )
    with in_force_with(parameters):
        _check_values(scenario, parameters)


def _check_values(scenario: Scenario, parameters: Parameters) -> None:
    values = written(parameters)
    check_values(scenario.name, parameters, checked(scenario.name, values))
    horizon_from = _horizon_from(scenario)
    flat = {path: _at(parameters, path) for path in declared()}
    for each in misplaced(flat, horizon_from):
        raise ScenarioError(each.problem, scenario.name, each.hint)
    for number, change in enumerate(scenario.changes, 1):
        where = Message("{name}, change {number}", name=scenario.name, number=number)
        check_change(where, change, values, parameters.horizon, horizon_from)


def check_kind(scenario: Any) -> None:
    """Refuse what is no scenario.

    Raises:
        TupSimError: it is none.
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


def _check_texts(scenario: Scenario) -> None:
    """What is said of it is text, or texts by path or language."""
    for name in ("name", "about", "house"):
        value = getattr(scenario, name)
        if not isinstance(value, str) or not (value or name != "name"):
            raise ScenarioError(Message("{name} must be a text, not {value!r}", name=name, value=value))
    for name in ("origin", "reasons", "said", "assumed"):
        value = getattr(scenario, name)
        if not isinstance(value, Mapping):
            problem = Message("{name} must be a dict of texts, not {value!r}", name=name, value=value)
            raise ScenarioError(problem, scenario.name)


def _horizon_from(scenario: Scenario) -> str:
    """Where its weeks were set; empty if they are the declared ones."""
    by_hand = scenario.parameters.horizon != declared()["horizon"].default
    return scenario.origin.get("horizon") or (Message("the parameters") if by_hand else "")


def _at(parameters: Parameters, path: str) -> Any:
    value: Any = parameters
    for name in path.split("."):
        value = getattr(value, name)
    return value
