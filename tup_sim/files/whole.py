"""Checks that need the whole scenario: shares that add up, dates inside the horizon, ends after starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import DatedChange
from tup_sim.files.faults import Faults, together
from tup_sim.files.later import Later, all_later
from tup_sim.model.parameters import Parameters, all_parameters
from tup_sim.model.parameters.dated import misplaced, outside
from tup_sim.model.parameters.given_values import what_is_wrong

Values = Mapping[str, Any]
Places = Mapping[str, str]


def whole_parameters(values: Values, places: Places, fallback: str) -> Parameters:
    """Build the parameters; a rule between values that does not hold is reported where the last of them stands.

    Args:
        values: every parameter by its path.
        places: where a parameter was set, in order of setting.
        fallback: place to report if none of the parameters was set anywhere.

    Raises:
        ScenarioError: one rule does not hold, or a date lies outside the horizon.
        ScenarioErrors: several do not.
    """
    try:
        parameters = all_parameters().model_validate(nested(values))
    except ValidationError as error:
        messages = [what_is_wrong(each) for each in error.errors()]
        found = [ScenarioError(each, _place_of(each, places) or fallback) for each in messages]
        raise together(found) from error
    _check_dates(values, places, fallback)
    return parameters


def check_changes(values: Values, changes: Iterable[DatedChange], places: Places) -> None:
    """Every change lies inside the horizon, and whatever holds together leaves a world that is possible.

    Raises:
        ScenarioErrors: several mistakes; of worlds that are not possible the first is told.
    """
    dated, faults = list(changes), Faults()
    for each in dated:
        with faults.caught():
            _inside(each.change.at, "at", values, places, each.at_where)
        if each.change.until is not None:
            with faults.caught():
                _inside(each.change.until, "until", values, places, each.until_where)
    faults.end()
    for later in all_later(values, dated):
        _check_later(later, places)


def _check_later(later: Later, places: Places) -> None:
    try:
        whole_parameters(later.values, places, later.where)
    except ScenarioError as error:
        beside = Message("the change at {where} holds then too", where=later.beside) if later.beside else ""
        found = [
            ScenarioError(
                Message("{what}: {problem}", what=later.what, problem=fault.problem),
                later.where,
                fault.hint or beside,
            )
            for fault in error.faults
        ]
        raise together(found) from error


def nested(values: Values) -> dict[str, Any]:
    """Paths unfolded into groups."""
    tree: dict[str, Any] = {}
    for path, value in values.items():
        *groups, name = path.split(".")
        here = tree
        for group in groups:
            here = here.setdefault(group, {})
        here[name] = value
    return tree


def _place_of(message: str, places: Places) -> str:
    """Where the last parameter was set that the message is about (``group (name, name): ...``)."""
    prefix = re.split(r"[ :]", message, maxsplit=1)[0]
    words = set(re.findall(r"[a-z_]+", message.removeprefix(prefix)))
    inside = [path for path in places if path == prefix or path.startswith(f"{prefix}.")]
    named = [path for path in inside if path.rpartition(".")[2] in words]
    beside = [path for path in places if path in words]
    found = named + beside or inside
    order = list(places)
    return places[max(found, key=order.index)] if found else ""


def _check_dates(values: Values, places: Places, fallback: str) -> None:
    faults = Faults()
    for each in misplaced(values, places.get("horizon", "")):
        place = _latest(each.about, places) or fallback
        faults.add([ScenarioError(each.problem, place, each.hint)])
    faults.end()


def _latest(paths: tuple[str, ...], places: Places) -> str:
    """The first of the paths that was set anywhere."""
    return next((places[path] for path in paths if path in places), "")


def _inside(week: int, name: str, values: Values, places: Places, where: str) -> None:
    found = outside(name, week, values["horizon"], places.get("horizon", ""))
    if found is not None:
        raise ScenarioError(found.problem, where, found.hint)
