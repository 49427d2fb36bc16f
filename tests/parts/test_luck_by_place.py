"""Two worlds that differ in one leaver have everybody else in common: luck goes with the place, not with the order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model import events
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.enquiring import who_asked
from tup_sim.model.processes.leaving import leave
from tup_sim.model.processes.staffing import depart
from tup_sim.model.simulation import Simulation

WEEK = 168.0
HOUSE: dict[str, Any] = {
    "warmup": 1,
    "horizon": 16,
    "staff_quit": 0.0,
    "hire_cap": 4.0,
    "hire_delay": {"low": 1, "mode": 2, "high": 3},
    "recruitment_asks": 12.0,
    "short_task.attracts": 0.0,
}
Then = Callable[[Simulation], None]


class World:
    """Who came after somebody left, and when."""

    def __init__(self, *departures: Then, **values: Any) -> None:
        self.hired: dict[str, tuple[Professional, float]] = {}
        self.enquired: dict[str, Any] = {}
        self.started: dict[str, Any] = {}
        self.admitted: dict[str, float] = {}
        self.handlers = {
            events.ProfessionalHired: self._hire,
            events.Enquired: lambda e: self.enquired.update({e.candidate.name: e.candidate.traits}),
            events.VolunteerStarted: lambda e: self.started.update({e.volunteer.name: e.volunteer.traits}),
            events.ClientAdmitted: lambda e: self.admitted.update({e.client.name: e.now}),
        }
        self.sim = Simulation(
            Scenario("place", with_values(BASES["open_house"], HOUSE | values)), 1, 0, [self]
        )
        for departure in departures:
            departure(self.sim)
        self.sim.run()

    def _hire(self, event: events.ProfessionalHired) -> None:
        self.hired[event.professional.name] = event.professional, event.now


def professional_leaves(post: int, week: float, coordinator: bool = False) -> Then:
    def then(sim: Simulation) -> None:
        unit = sim.organisation.units[0]
        people = (unit.coordinators if coordinator else unit.professionals).values()
        person = next(each for each in people if each.post == post and each.coordinator is coordinator)
        sim.at(week * WEEK + 1.0, depart, sim, person, "quit")

    return then


def first_volunteer_leaves(week: float) -> Then:
    def then(sim: Simulation) -> None:
        person = next(iter(sim.organisation.units[0].volunteers.values()))
        sim.at(week * WEEK + 1.0, leave, sim, person, "life")

    return then


@cache
def undisturbed() -> World:
    return World()


@cache
def without_the_first() -> World:
    return World(first_volunteer_leaves(2))


def who(person: Professional) -> tuple[int, float, float]:
    return person.education, person.own_openness, person.trait


def test_who_follows_somebody_is_the_same_person_though_a_colleague_left_earlier() -> None:
    base = World(professional_leaves(4, 6))
    other = World(professional_leaves(2, 3), professional_leaves(4, 6))
    assert list(base.hired) == ["professional-4-2"]
    assert sorted(other.hired) == ["professional-2-2", "professional-4-2"]
    (one, then), (same, also_then) = base.hired["professional-4-2"], other.hired["professional-4-2"]
    assert who(one) == who(same)
    assert one.post == same.post == 4
    assert also_then == then


def test_who_follows_in_a_post_is_somebody_else_than_who_held_it() -> None:
    world = World(professional_leaves(2, 3))
    first = undisturbed().sim.organisation.units[0].professionals["professional-2"]
    second, _ = world.hired["professional-2-2"]
    assert who(first) != who(second)


def test_a_coordinator_is_followed_by_the_next_holder_of_the_post() -> None:
    world = World(professional_leaves(0, 3, coordinator=True))
    assert list(world.hired) == ["coordinator-0-2"]


def test_a_post_that_stays_open_for_lack_of_money_is_filled_later() -> None:
    def cannot_pay(sim: Simulation) -> None:
        organisation = sim.organisation
        organisation.posts_to_fill -= 1.0
        sim.at(9 * WEEK, setattr, organisation, "posts_to_fill", organisation.posts_to_fill + 1.0)

    world = World(
        cannot_pay, professional_leaves(2, 3), professional_leaves(4, 10), **{"mechanisms.money": False}
    )
    posts = {name: person.post for name, (person, _) in world.hired.items()}
    assert posts == {"professional-4-2": 4, "professional-2-2": 2}
    assert world.sim.organisation.units[0].open_posts == []


def test_who_comes_after_a_volunteer_left_earlier_is_who_would_have_come() -> None:
    base, other = undisturbed(), without_the_first()
    for mine, theirs, least in (
        (base.enquired, other.enquired, 10),
        (base.started, other.started, 3),
    ):
        both = mine.keys() & theirs.keys()
        assert len(both) >= max(least, len(mine) - 2)
        assert {name: mine[name] for name in both} == {name: theirs[name] for name in both}


def test_clients_come_in_at_the_same_hour_though_a_volunteer_left_earlier() -> None:
    base, other = undisturbed(), without_the_first()
    assert len(base.admitted) >= 20
    assert base.admitted == other.admitted


@pytest.mark.parametrize("gone", [0, 3])
def test_a_colleague_who_left_changes_only_whom_they_would_have_asked(gone: int) -> None:
    world = World(horizon=1)
    people: list[Volunteer] = list(world.sim.organisation.units[0].volunteers.values())[:12]
    leaver, stay = people[gone], people[:gone] + people[gone + 1 :]
    names = [f"ask-{number}" for number in range(200)]
    before = {name: who_asked(world.sim, name, people) for name in names}
    after = {name: who_asked(world.sim, name, stay) for name in names}
    assert len({person.name for person in before.values()}) == len(people)
    changed = {name for name in names if before[name] is not after[name]}
    assert changed == {name for name in names if before[name] is leaver}
