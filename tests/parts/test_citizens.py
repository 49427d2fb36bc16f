"""People of the neighbourhood who come by themselves: as far as they have time to spare, whatever their schooling."""

from __future__ import annotations

from functools import cache
from math import isclose
from typing import Any

import pytest

from tests.conservation.worlds import BASES, live, with_values
from tup_sim.model import events
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.parameters.week import read_dayparts
from tup_sim.model.people.volunteer import Candidate
from tup_sim.model.processes.enquiring import _schooling_left
from tup_sim.model.rules.candidates import time_to_spare
from tup_sim.model.rules.resting import starters
from tup_sim.model.simulation import Simulation

HOUSE = BASES["open_house"]
SMALL = {"warmup": 0, "horizon": 26, "places": 8, "professionals.posts": 2, "volunteers_initial": 8}
NO_OTHERS = {f"recruitment_channels.{name}": 0.0 for name in ("open", "referral", "company")}
NO_OTHERS |= {"recruitment_asks": 0.0, "word_of_mouth": 0.0, "recruitable_people": 10_000}
MANY = NO_OTHERS | {"recruitment_channels.citizens": 60.0}
LIVES = ("retired", "working", "student_or_job_seeker")
POOL = ("pool_low", "pool_mid", "pool_high")


def only(names: tuple[str, ...], group: str, one: str) -> dict[str, Any]:
    """All people are of one kind."""
    return {f"population.{group}.{name}": float(name == one) for name in names}


@cache
def _came(items: tuple[tuple[str, Any], ...]) -> tuple[Candidate, ...]:
    life = live(Scenario("small", with_values(HOUSE, SMALL | dict(items))))
    return tuple(e.candidate for e in life.of(events.Enquired) if e.candidate.channel == "citizens")


def came(values: dict[str, Any]) -> tuple[Candidate, ...]:
    return _came(tuple(sorted((NO_OTHERS | values).items())))


def test_by_default_nobody_comes_this_way() -> None:
    assert came({}) == ()


def test_who_has_more_time_to_spare_comes_sooner() -> None:
    by_life = {life: len(came(MANY | only(LIVES, "availability", life))) for life in LIVES}
    parts = read_dayparts(HOUSE.open_dayparts)
    spare = {
        life: time_to_spare(plain(with_values(HOUSE, only(LIVES, "availability", life))), parts)
        for life in LIVES
    }
    assert min(by_life.values()) > 30 and 0.0 < min(spare.values()) < max(spare.values()) <= 1.0
    considered = 60.0 * 26 * 12 / 52
    for life in LIVES:
        assert by_life[life] == pytest.approx(considered * spare[life], rel=0.25)


def test_schooling_is_in_no_rate_and_only_says_who_they_are() -> None:
    low, high = (came(MANY | only(POOL, "education", name)) for name in ("pool_low", "pool_high"))
    # Later on as many others may be in as not, and the pool of both is no longer the same to the last person.
    assert [each.enquired for each in low[:50]] == [each.enquired for each in high[:50]] != []
    assert len(low) == pytest.approx(len(high), rel=0.02)
    assert {each.traits.education for each in low} == {0} and {each.traits.education for each in high} == {2}


def test_who_is_in_already_cannot_come_again() -> None:
    few = {"recruitable_people": 30, "volunteers_initial": 20}
    sim = Simulation(Scenario("few", with_values(HOUSE, SMALL | few)), 1, 0, [])
    inside = [0, 0, 0]
    for volunteer in sim.organisation.units[0].volunteers.values():
        inside[volunteer.traits.education] += volunteer.open_ended
    left = _schooling_left(sim, (0.5, 0.5, 0.0))
    assert sum(inside) > 10
    assert left == tuple(
        max(0.0, share * 30 - here) for share, here in zip((0.5, 0.5, 0.0), inside, strict=True)
    )
    assert _schooling_left(sim, (0.0, 0.0, 0.0)) == (0.0, 0.0, 0.0)


def test_what_comes_this_way_is_counted_in_the_house_at_rest() -> None:
    p, other = plain(with_values(HOUSE, MANY)), plain(with_values(HOUSE, NO_OTHERS))
    assert starters(other, 40.0) == 0.0
    steps = p.recruitment_steps
    passed = steps.talk * steps.trial * steps.training * steps.contract * steps.start
    spare = time_to_spare(p, read_dayparts(p.open_dayparts))
    assert isclose(starters(p, float(p.volunteers_initial)), 60.0 * spare * passed, rel_tol=1e-9)
