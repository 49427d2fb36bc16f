"""Every lever at its lowest and highest, from the start, along a ramp or by a trigger: no crash, no infinity."""

from __future__ import annotations

from math import isinf
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD
from tup_sim.files.values import words_of
from tup_sim.measures import observe
from tup_sim.model import events, simulation
from tup_sim.model.parameters import (
    Change,
    Declaration,
    Kind,
    Parameters,
    Scenario,
    Trigger,
    declarations,
    value_at,
)
from tup_sim.model.processes import peopling
from tup_sim.model.processes.changing import with_values as changed

# How large the world is and how long it runs: at their highest they cost minutes and say nothing new.
SIZES = {"units", "places", "warmup", "horizon", "rosters", "volunteers_initial"}
SIZES |= {"professionals.posts", "coordinators.posts"}
SMALL: dict[str, Any] = THIRD | {
    "warmup": 1,
    "horizon": 5,
    "places": 8,
    "professionals.posts": 2,
    "volunteers_initial": 6,
    "occasional_stock": 2,
    "cut.size": 0.0,
}
BASE = with_values(BASES["open_house"], SMALL)
LEVERS = [each for each in declarations(Parameters) if each.kind is Kind.CHOSEN]


def extremes(lever: Declaration) -> list[Any]:
    """Lowest and highest, or all other choices; nothing for what is no number and no choice."""
    if isinstance(lever.default, bool):
        return [not lever.default]
    if words := words_of(lever.annotation):
        return [word for word in words if word != lever.default]
    return [] if lever.low is None else [lever.low, lever.high]


EDUCATION = ("low", "mid", "high")
WHOLES = {  # shares that add up: where one is all, the others are nothing
    "coaching_content": tuple(
        f"coaching_content.{name}" for name in type(BASE.coaching_content).model_fields
    ),
    "support_split": tuple(f"support_split.{name}" for name in type(BASE.support_split).model_fields),
    "schooling of staff": tuple(f"education_professionals.{level}" for level in EDUCATION),
    "schooling of volunteers": tuple(f"population.education.{level}" for level in EDUCATION),
    "schooling of those who are asked": tuple(f"population.education.pool_{level}" for level in EDUCATION),
}
TOGETHER = (  # shares of which there is no more than all
    ("population.share_vulnerable", "population.share_strong"),
    ("population.share_ex_client", "population.share_employer"),
)
DESK = ("coordinators.floor_share", "coordinators.external")  # of one desk, beside what is done there already
WITHIN = {"leave_weeks_share": "leave_share"}  # no more than another number


def fitting(path: str, value: Any) -> dict[str, Any]:
    """The value, with others moved where shares have to add up."""
    for whole in WHOLES.values():
        if path in whole:
            return {path: value} | {
                other: (1.0 - value) / (len(whole) - 1) for other in whole if other != path
            }
    for pair in TOGETHER:
        if path in pair:
            other = pair[path == pair[0]]
            return {path: value, other: min(value_at(BASE, other), 1.0 - value)}
    if path in DESK:
        desk = BASE.coordinators
        rest = desk.administration + desk.team + desk.conflicts + desk.floor_share + desk.external
        return {path: min(value, 1.0 - rest + value_at(BASE, path))}
    return {path: min(value, value_at(BASE, WITHIN[path])) if path in WITHIN else value}


CASES = [
    pytest.param(fitting(each.path, value), each.fixed, id=f"{each.path}={value}")
    for each in LEVERS
    if each.path not in SIZES and not each.path.startswith("mechanisms.")
    for value in extremes(each)
]
AT_ONCE = Trigger("volunteers", above=True, line=-1.0, weeks=2)


def ways(values: dict[str, Any], fixed: bool) -> list[Scenario]:
    """From the start; and if it can be changed, a number along a ramp and back, a choice by a trigger."""
    start = Scenario("start", with_values(BASE, values))
    if fixed:
        return [start]
    number = not any(isinstance(value, bool | str) for value in values.values())
    change = Change(values, at=1, over=2, until=4) if number else Change(values, trigger=AT_ONCE)
    return [start, Scenario("changed", BASE, (change,))]


@pytest.mark.verify  # two at a time: test_levers_in_pairs.py
@pytest.mark.parametrize(("values", "fixed"), CASES)
def test_nothing_breaks(values: dict[str, Any], fixed: bool) -> None:
    for scenario in ways(values, fixed):
        seen = observe(scenario, 1, 0).values
        assert len(seen) > 170
        assert [name for name, value in seen.items() if isinf(value)] == [], scenario.name


def test_every_lever_is_tried_or_a_size() -> None:
    tried = {path for case in CASES for path in case.values[0]}
    left = {each.path for each in LEVERS if not each.path.startswith("mechanisms.")} - tried
    assert left == SIZES | {"open_dayparts", "pattern_by_unit"} and len(CASES) > 200


class Ear:
    """Who did what when, and how volunteers felt about it."""

    def __init__(self) -> None:
        self.heard: list[tuple[Any, ...]] = []
        self.handlers = {
            events.ContactEnded: lambda e: self.heard.append((e.now, e.contact.helper.name, e.contact.hours)),
            events.TimeSpent: lambda e: self.heard.append((e.now, e.person.name, e.hours)),
            events.VolunteerWeek: lambda e: self.heard.append((e.now, e.volunteer.name, e.volunteer.fit)),
            events.Enquired: lambda e: self.heard.append((e.now, e.candidate.name)),
        }


def life_of(scenario: Scenario) -> list[tuple[Any, ...]]:
    ear = Ear()
    simulation.Simulation(scenario, 1, 0, [ear]).run()
    return ear.heard


@pytest.mark.source_only  # the first people are drawn by another function
@pytest.mark.parametrize(
    ("base", "values"),
    [
        ({}, {"pattern": "owner"}),
        ({}, {"pattern_by_family.practical": "owner"}),
        ({}, {"who_helps.guidance": "volunteers"}),
        ({"pattern": "peer"}, {"extra_only": True}),
        ({}, {"recruitment_asks": 40.0}),
        ({}, {"formal_equality": 1.0}),
    ],
)
def test_a_change_in_week_0_differs_from_a_start_with_it_only_in_who_is_there(
    base: dict[str, Any], values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first people are those of an organisation that has long worked like this; all that follows is the same."""
    before = with_values(BASE, base | {"warmup": 0, "horizon": 8, "ex_clients_apply": False})
    after = with_values(before, values)
    started = life_of(Scenario("from the start", after))

    def people_as_if_it_had_long_been_so(stage: simulation.Simulation) -> None:
        stage.change(changed(stage.declared, values))
        peopling.people_the_organisation(stage)
        stage.change(before)

    monkeypatch.setattr(simulation, "people_the_organisation", people_as_if_it_had_long_been_so)
    dated = life_of(Scenario("in week 0", before, (Change(values, at=0),)))
    assert dated == started and len(started) > 500
