"""From when on two scenarios may differ: until then their runs with the same luck are one run.

Every value of a scenario is put under a name, with the week from which it acts. Most act from the beginning. A dated
change acts from its date; a cut from its announcement; its restoration as far ahead as notice has to be given; a shock
from its week; and a number that is declared so (``acts_from`` in ``model.parameters.declare``) when the cut it
is about does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, Final, NamedTuple

from tup_sim.model.catalogue import HOUSE, catalogue_of
from tup_sim.model.parameters import Scenario, declarations, value_at

ALWAYS, NEVER = -math.inf, math.inf
FUNDER = ("funder_rule", "announced")  # with any other rule a grant looks ahead to a cut nobody announced


class Acting(NamedTuple):
    """Something of a scenario, and the week (from week 0) from which it acts; minus infinity from the beginning."""

    week: float
    value: Any


def first_difference(one: Scenario, other: Scenario) -> float:
    """Week from which two scenarios may differ; minus infinity if they do from the beginning, infinity if never."""
    return first_of(what_acts(one), what_acts(other))


def first_of(mine: Mapping[str, Acting], theirs: Mapping[str, Acting]) -> float:
    """The same of what acts in them; what is equal but acts from another week on counts too.

    So of three scenarios the two soonest differences fall together, whatever they are: they are branches of a tree.
    """
    names = mine.keys() | theirs.keys()
    pairs = ((mine.get(name), theirs.get(name)) for name in names)
    return min((each.week for pair in pairs if pair[0] != pair[1] for each in pair if each), default=NEVER)


def what_acts(scenario: Scenario) -> dict[str, Acting]:
    """Everything of a scenario that decides a run, by name, each with the week from which it acts."""
    values = scenario.parameters.model_dump()
    dated = dict(_dated(scenario, values))
    changes = {
        f"change {number}": Acting(float(change.at), asdict(change))
        for number, change in enumerate(scenario.changes)
    }
    return {"": Acting(ALWAYS, (type(scenario.parameters), values)), **dated, **changes}


def _dated(scenario: Scenario, values: dict[str, Any]) -> Iterator[tuple[str, Acting]]:
    """What of the parameters acts from a week on only; it is taken out of the values.

    A plug-in may read whatever it likes from the first week: where there is one, nothing is taken out.
    """
    if catalogue_of(scenario.parameters) is not HOUSE:
        return
    for path, cause in dated_parameters():
        week = min(WEEKS[cause](scenario), _first_touched(scenario, cause, path))
        yield path, Acting(week, _taken_out(values, path))


@cache
def dated_parameters() -> tuple[tuple[str, str], ...]:
    """The parameters that act from a week on only, each with what it begins to act with: a name in ``WEEKS``."""
    found = []
    for each in declarations(HOUSE.parameters):
        cause = next((name for name in (each.path, _group(each.path)) if name in WEEKS), each.acts_from)
        found += [(each.path, cause)] if cause else []
    return tuple(found)


def _first_touched(scenario: Scenario, cause: str, path: str) -> float:
    """Week of the first change that sets a parameter, or anything of what it begins to act with."""
    touched = (
        change.at
        for change in scenario.changes
        if any(each == path or _group(each) == _group(cause) for each in change.values)
    )
    return float(min(touched, default=NEVER))


def _group(path: str) -> str:
    return path.partition(".")[0]


def _taken_out(values: dict[str, Any], path: str) -> Any:
    *groups, name = path.split(".")
    for group in groups:
        values = values[group]
    return values.pop(name)


def _heard_of(scenario: Scenario) -> float:
    """Week in which a cut is announced; from the beginning where a funder has a rule of its own."""
    cut = scenario.parameters.cut
    if _funder_looks_ahead(scenario):
        return ALWAYS
    return math.floor(cut.at - cut.announced) if cut.size else NEVER


def _restored(scenario: Scenario) -> float:
    """Week from which the end of a cut is planned for: as long ahead as notice of a redundancy takes."""
    cut = scenario.parameters.cut
    if _funder_looks_ahead(scenario):
        return ALWAYS
    ahead = [scenario.parameters.notice, *(each.values.get("notice", 0.0) for each in scenario.changes)]
    return math.floor(cut.restored - max(ahead)) if cut.size and cut.restored >= 0 else NEVER


def _funder_looks_ahead(scenario: Scenario) -> bool:
    """Whether grants are given by a rule: they know of a cut before it is announced."""
    path, rule = FUNDER
    ruled = any(path in change.values for change in scenario.changes)
    return ruled or value_at(scenario.parameters, path) != rule


def _volunteers_lost(scenario: Scenario) -> float:
    shock = scenario.parameters.volunteer_shock
    return float(shock.at) if shock.share else NEVER


def _demand_shock(scenario: Scenario) -> float:
    shock = scenario.parameters.demand_shock
    return float(shock.at) if shock.size else NEVER


def _demand_back(scenario: Scenario) -> float:
    shock = scenario.parameters.demand_shock
    return float(max(shock.at, shock.until)) if shock.size else NEVER


WEEKS: Final[Mapping[str, Callable[[Scenario], float]]] = {
    "cut": _heard_of,
    "cut.restored": _restored,
    "volunteer_shock": _volunteers_lost,
    "demand_shock": _demand_shock,
    "demand_shock.until": _demand_back,
}
