"""Limits, one by one: what makes somebody cross one, what a talk does, and who stays on."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES
from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.boundary_crossing import BoundaryCrossing
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Appointment

HOUSE = BASES["open_house"]
RULES: BoundaryCrossing = made(BoundaryCrossing, HOUSE)  # type: ignore[assignment]


def test_the_risk_of_crossing_a_limit_rises_with_each_of_its_causes() -> None:
    usual = RULES.crossing_risk(0.4, 1.0, 0.7, 2.0)
    assert RULES.crossing_risk(0.8, 1.0, 0.7, 2.0) == pytest.approx(2.0 * usual)
    assert RULES.crossing_risk(0.4, 1.5, 0.7, 2.0) == pytest.approx(1.5 * usual)
    assert RULES.crossing_risk(0.4, 1.0, 0.4, 2.0) == pytest.approx(2.0 * usual)
    rested = RULES.crossing_risk(0.4, 1.0, 0.7, 0.0)
    assert RULES.crossing_risk(0.4, 1.0, 0.7, HOUSE.crossing.gap_weeks) == pytest.approx(2.0 * rested)
    assert RULES.crossing_risk(0.4, 1.0, 1.0, 9.0) == 0.0
    assert sum(RULES.severity_weights()) == pytest.approx(1.0)


def test_what_comes_up_in_a_talk_is_put_right_and_the_rest_becomes_usual() -> None:
    def after_a_talk(noticed: float) -> float:
        play = Play(crossing__noticed=noticed)
        vera, rules = (
            play.volunteer("Vera", (0.0, 1.0)),
            made(BoundaryCrossing, play.sim.scenario.parameters),
        )
        limits = kept(vera, "boundary_crossing")
        for _ in range(3):
            rules._become_usual(play.sim, vera)
        rules.on_talk(play.sim, vera, Appointment(0.0, 0.5, (vera,), "individual", 1.0))
        assert limits.open == 0 and limits.alone == 0.0
        return limits.closeness

    assert after_a_talk(1.0) == pytest.approx(1.0)
    assert after_a_talk(0.0) == pytest.approx((1.0 + HOUSE.crossing.closeness_step) ** 3)


def test_only_who_is_more_enthusiastic_than_usual_stays_on() -> None:
    usual = HOUSE.mandate_drift.enthusiasm_usual
    assert RULES.chance_to_stay_on(usual - 0.1) == RULES.chance_to_stay_on(usual) == 0.0
    assert 0.0 < RULES.chance_to_stay_on(usual + 0.1) < RULES.chance_to_stay_on(usual + 0.2)
