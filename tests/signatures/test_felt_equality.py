"""Being promised equality and being treated as an equal are two things, and the second takes years."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD, change, falls, mean, rises
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.own import kept
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.simulation import Simulation

PROMISED: dict[str, Any] = {"pattern": "peer", "formal_equality": 1.0}
SURPLUS = ("companionship", "activities", "practical")
OFF = {"mechanisms.felt_equality": False}


@pytest.mark.verify
def test_a_promise_of_equality_is_not_felt_as_such() -> None:
    """A volunteer to whom everything is promised still feels well below it, newcomers most of all (C160)."""
    assert mean("felt_equality", PROMISED) < 0.8
    assert mean("felt_equality_m12", PROMISED) < mean("felt_equality", PROMISED) - 0.1


@pytest.mark.verify
def test_the_distance_closes_for_those_who_have_become_somebody_in_the_eyes_of_others() -> None:
    """The most equal have done the work far more often than the least, and miss far less."""
    able = {f"competence.{family}": 0.9 for family in SURPLUS}
    able |= {
        f"competence.most.{family}": 1.0 for family in SURPLUS
    }  # what is read where competence has a ceiling
    rises("felt_equality", PROMISED, PROMISED | able)
    people = [v for run in range(3) for v in stock(run)]
    people.sort(key=felt)
    quarter = len(people) // 4
    least, most = people[:quarter], people[-quarter:]
    assert distance(most) < 0.67 * distance(least)
    assert sum(done(v) for v in most) > 1.5 * sum(done(v) for v in least)


def stock(replication: int) -> list[Volunteer]:
    sim = Simulation(Scenario("peers", with_values(BASES["open_house"], THIRD | PROMISED)), 1, replication)
    sim.run()
    volunteers = sim.organisation.units[0].volunteers.values()
    return [v for v in volunteers if v.active and v.open_ended]


def felt(volunteer: Volunteer) -> float:
    equality: float = kept(volunteer, "felt_equality").equality
    return equality


def distance(people: list[Volunteer]) -> float:
    """To the 1 that was promised."""
    return 1.0 - sum(felt(v) for v in people) / len(people)


def done(volunteer: Volunteer) -> float:
    """Contacts so far, of which there is little left to learn beyond a hundred."""
    return min(100.0, sum(volunteer.practice))


@pytest.mark.verify
def test_a_promise_that_is_not_kept_costs_recognition_and_only_through_what_is_felt() -> None:
    """Without friction, in which volunteers count on being asked as was promised: a path of its own."""
    plain = {"pattern": "peer", "equality.gap": 0.2, "mechanisms.friction": False}
    falls("recognition", plain, plain | {"formal_equality": 1.0})
    off = change("recognition", plain | OFF, plain | OFF | {"formal_equality": 1.0})
    assert off.low == off.high == 0.0
