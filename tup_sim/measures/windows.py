"""Stretches of weeks, counted from week 0, that outcomes are asked for."""

from __future__ import annotations

from collections.abc import Mapping

from tup_sim.measures.weeks import HALF_YEAR
from tup_sim.measures.weeks import YEAR as WEEKS
from tup_sim.model.parameters import Scenario

HALF, YEAR = float(HALF_YEAR), float(WEEKS)
HORIZON = "horizon"

Window = tuple[float, float]


def windows_of(scenario: Scenario) -> dict[str, Window]:
    """Windows around the first change: ``before`` (its announcement), ``year1``, ``year2``, ``late``, ``horizon``.

    A comparison uses the windows of the changed arm for the unchanged one as well. Without a change the years
    count from week 0 and there is no ``before``. What falls outside the horizon is cut off; empty windows and a
    ``late`` of less than a year are left out.
    """
    horizon = float(scenario.parameters.horizon)
    change = scenario.first_change()
    announced, start = change if change is not None else (0.0, 0.0)
    found: dict[str, Window] = {}
    if change is not None:
        found["before"] = (announced - HALF, announced)
    found["year1"] = (start, start + YEAR)
    found["year2"] = (start + YEAR, start + 2 * YEAR)
    if horizon >= YEAR:
        found["late"] = (horizon - YEAR, horizon)
    found[HORIZON] = (0.0, horizon)
    return clipped(found, horizon)


def clipped(windows: Mapping[str, Window], horizon: float) -> dict[str, Window]:
    """The windows inside the horizon, in whole weeks; those with nothing left are dropped."""
    inside = {
        name: (float(round(max(0.0, start))), float(round(min(horizon, end))))
        for name, (start, end) in windows.items()
    }
    return {name: (start, end) for name, (start, end) in inside.items() if end > start}
