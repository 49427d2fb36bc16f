"""Parameters that change at a date, along a ramp, or when something has been seen for weeks."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tup_sim.errors import Message, ScenarioError
from tup_sim.model.events import LeverChanged
from tup_sim.model.parameters import Change, Scenario, declarations, value_at
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.rules.in_force import in_force

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class ChangeState:
    """How far one change has come: the week it began, and for how many weeks its trigger has been pulled."""

    __slots__ = ("began", "change", "weeks")

    def __init__(self, change: Change) -> None:
        self.change = change
        self.began: int | None = None
        self.weeks = 0


def apply_changes(sim: Simulation) -> None:
    """On Monday: which parameters take another value?"""
    for progress in sim.progress:
        if progress.began is None and _begins(sim, progress):
            progress.began = sim.week
    changes = [(progress.change, progress.began) for progress in sim.progress]
    last, now = (in_force(sim.changeable, changes, week) for week in (sim.week - 1, sim.week))
    if now != last or any(began == sim.week for _, began in changes):
        _take_over(sim, now)


def _begins(sim: Simulation, progress: ChangeState) -> bool:
    change = progress.change
    if sim.week < change.at:
        return False
    trigger = change.trigger
    if trigger is None:
        return True
    seen = sim.seen(trigger.figure)
    pulled = seen is not None and (seen > trigger.line if trigger.above else seen < trigger.line)
    progress.weeks = progress.weeks + 1 if pulled else 0
    return progress.weeks >= trigger.weeks


def _take_over(sim: Simulation, values: Mapping[str, Any]) -> None:
    """Other values are in force; only those that really differ are told."""
    before = {path: value_at(sim.declared, path) for path in values}
    try:
        sim.change(with_values(sim.scenario.parameters, values))
    except ValidationError as error:
        raise _do_not_go_together(sim, error) from error
    for path, old in before.items():
        if (new := value_at(sim.declared, path)) != old:
            sim.emit(LeverChanged(sim.now, path, new))


def go_on_as(sim: Simulation, scenario: Scenario) -> None:
    """From this Monday on the run is that of another scenario, which was the same one until now.

    What both have of changes goes on from where it is; what only the other has was not to begin before today.
    """
    known = dict(enumerate(sim.progress))
    sim.scenario = scenario
    sim.progress = [
        known[place] if place in known and known[place].change == change else ChangeState(change)
        for place, change in enumerate(scenario.changes)
    ]
    sim.changeable = changeable(scenario)
    begun = [(progress.change, progress.began) for progress in sim.progress]
    sim.hold(with_values(scenario.parameters, in_force(sim.changeable, begun, sim.week - 1)))


def _do_not_go_together(sim: Simulation, error: ValidationError) -> ScenarioError:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    said = str(first["msg"]).removeprefix("Value error, ")
    return ScenarioError(
        Message(
            "week {week}: the changes that hold now do not go together: {said}",
            week=sim.week,
            said=f"{place}: {said}" if place else said,
        ),
        "",
        Message("change what belongs together at the same time"),
    )


def changeable(scenario: Scenario) -> dict[str, Any]:
    """Value at the start of every parameter that some change sets, by path.

    Raises:
        ScenarioError: a change sets what does not exist.
    """
    values: dict[str, Any] = {}
    for change in scenario.changes:
        for path in change.values:
            try:
                values[path] = value_at(scenario.parameters, path)
            except AttributeError:
                raise _no_parameter(scenario, path) from None
    return values


def _no_parameter(scenario: Scenario, path: str) -> ScenarioError:
    known = [each.path for each in declarations(type(scenario.parameters))]
    near = get_close_matches(path, known, 1)
    hint = (
        Message("did you mean '{name}'?", name=near[0])
        if near
        else Message("'tup-sim scenario parameters' lists what can be changed")
    )
    return ScenarioError(
        Message("{name}: a change sets '{path}', which does not exist", name=scenario.name, path=path),
        "",
        hint,
    )


def with_values(p: Parameters, values: Mapping[str, Any]) -> Parameters:
    """A changed copy; the same checks as at the start."""
    data = p.model_dump()
    for path, value in values.items():
        *groups, name = path.split(".")
        place = data
        for group in groups:
            place = place[group]
        place[name] = value
    return type(p).model_validate(data)
