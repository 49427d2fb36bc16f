"""Agreeing with each other around clients."""

from __future__ import annotations

from tests.conservation.worlds import BASES, live, with_values
from tup_sim.model.mechanisms.coordination import ClientsCoordinated
from tup_sim.model.parameters import Scenario

SMALL = {
    "warmup": 0,
    "horizon": 10,
    "places": 24,
    "professionals.posts": 3,
    "volunteers_initial": 14,
    "mechanisms.coordination": True,
}


def hours_with(partners: int) -> float:
    """Hours of the last week, with so many outside services around every client."""
    run = live(Scenario("small", with_values(BASES["open_house"], SMALL | {"partners": partners})))
    return [event.hours for event in run.of(ClientsCoordinated)][-1]


def test_coordination_grows_faster_than_the_parties() -> None:
    few, some, many = (hours_with(partners) for partners in (1, 3, 5))
    assert many - some > some - few > 0
