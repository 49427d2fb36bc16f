"""What is left of the work: each rule by itself, and where it is heard."""

from __future__ import annotations

import pytest

from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.frustration import Frustration, Left
from tup_sim.model.parameters import Parameters
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Professional, WeekOfWork
from tup_sim.model.people.unit import Unit

RULES: Frustration = made(Frustration, Parameters())


def week(**values: float) -> WeekOfWork:
    lived = WeekOfWork()
    lived.available, lived.direct, lived.contacts = 20.0, 10.0, 10
    for name, value in values.items():
        setattr(lived, name, value)
    return lived


def used_to() -> Left:
    usual = Left()
    usual.weeks, usual.relational, usual.hardness, usual.successes, usual.joint = 50.0, 0.5, 0.3, 0.8, 0.5
    return usual


def test_frustration_compares_the_week_with_the_weeks_one_is_used_to() -> None:
    as_usual = week(relational=5.0, hardness=3.0, successes=8)
    assert RULES.frustration_now(as_usual, used_to()) == pytest.approx(RULES.start)
    for worse in ({"relational": 2.0}, {"hardness": 5.0}, {"successes": 2}):
        values = {"relational": 5.0, "hardness": 3.0, "successes": 8} | worse
        assert RULES.frustration_now(week(**values), used_to()) > RULES.start + 0.05


def test_a_cut_that_takes_idle_time_and_leaves_the_same_work_relieves_nobody() -> None:
    """In as many hours at work there are twice as many contacts of the kinds there were."""
    usual = week(relational=5.0, hardness=3.0, successes=8)
    busier = week(contacts=20, direct=20.0, relational=10.0, hardness=6.0, successes=16)
    assert RULES.frustration_now(busier, used_to()) == RULES.frustration_now(usual, used_to())


def test_whoever_is_left_with_less_relational_work_is_frustrated_however_much_of_it_there_is() -> None:
    busier = week(contacts=20, direct=20.0, relational=6.0, hardness=6.0, successes=16)
    assert RULES.frustration_now(busier, used_to()) == pytest.approx(RULES.start + 0.2 * RULES.relational)


def test_what_one_is_used_to_is_the_relational_part_of_own_contacts() -> None:
    unit, stage = Unit(0), Play().sim
    person = Professional("Paula", unit, coordinator=False, fte=1.0, started=0.0)
    unit.professionals[person.name] = person
    RULES.on_new_professional(stage, person)
    person.week = week(relational=3.0)
    RULES.on_week(stage, unit)
    assert kept(person, "frustration").relational == pytest.approx(0.3)


def test_more_good_meetings_with_volunteers_than_usual_lift_and_bad_ones_do_not() -> None:
    assert RULES.lift(week(joint=10), used_to()) == pytest.approx(0.0)
    assert RULES.lift(week(joint=20), used_to()) == pytest.approx(RULES.joint)
    assert RULES.lift(week(joint=10, joint_bad=5), used_to()) == pytest.approx(-RULES.joint)


def test_a_week_lifts_once() -> None:
    """A person who was away has no week to compare, and nothing is left of the week before."""
    unit = Unit(0)
    person = Professional("Paula", unit, coordinator=False, fte=1.0, started=0.0)
    unit.professionals[person.name] = person
    felt, stage = [], Play().sim
    RULES.on_new_professional(stage, person)
    for lived in (week(joint=10), week(joint=20), WeekOfWork()):
        person.week = lived
        RULES.on_week(stage, unit)
        felt.append(RULES.add_to_pleasure(person))
    assert felt == [0.0, pytest.approx(RULES.joint), 0.0]


def test_frustration_above_rest_strains() -> None:
    person = Professional("Paula", Unit(0), coordinator=False, fte=1.0, started=0.0)
    RULES.on_new_professional(Play().sim, person)
    assert RULES.add_to_strain(person) == 0.0
    mine: Left = kept(person, "frustration")
    mine.frustration += 0.2
    assert RULES.add_to_strain(person) == pytest.approx(0.2 * RULES.strain)
