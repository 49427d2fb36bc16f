"""Ideas of volunteers: who has them, who hears them, and who can do something with them."""

from __future__ import annotations

from functools import cache

import pytest

from tests.conservation.worlds import BASES, live, with_values
from tests.directions.arms import THIRD
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.ideas import IdeaHeard, Ideas
from tup_sim.model.parameters import Scenario

HOUSE = BASES["open_house"]
RULES: Ideas = made(Ideas, HOUSE)
LIVELY = {
    "warmup": 0,
    "horizon": 26,
    "cut.size": 0.0,
    "pattern": "peer",
    "difficulty.floor": 0.2,
    "mechanisms.ideas": True,
    "ideas.rate": 1.0,
}


@cache
def ideas(**values: object) -> list[IdeaHeard]:
    dotted = {path.replace("__", "."): value for path, value in values.items()}
    return live(Scenario("house", with_values(HOUSE, THIRD | LIVELY | dotted))).of(IdeaHeard)


def test_who_only_carries_out_has_no_ideas() -> None:
    assert RULES.has_an_idea(0.0) == 0.0 < RULES.has_an_idea(0.25) < RULES.has_an_idea(0.85)


def test_what_a_protocol_fixes_cannot_be_done_otherwise() -> None:
    assert RULES.is_adopted(0.0) == HOUSE.ideas.adopted == 0.3
    assert RULES.is_adopted(1.0) == 0.0


def test_ideas_are_told_to_somebody_paid_and_some_are_adopted() -> None:
    told = ideas()
    assert len(told) > 10 and all(each.professional.paid for each in told)
    assert {each.adopted for each in told} == {True, False}


@pytest.mark.parametrize("values", [{"ideas__memory_weeks": 0.1}, {"mechanisms__coaching": False}])
def test_without_an_occasion_in_time_ideas_are_forgotten(values: dict[str, object]) -> None:
    """What is told at once (talks on the floor apart) needs a talk while the idea is fresh."""
    assert len(ideas(**values)) < 0.5 * len(ideas())
