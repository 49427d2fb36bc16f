"""Patterns of the report on professionals, with the mechanism that should cause them and without it.

Paired runs of small organisations; the tolerance is the interval over the runs.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD, change, falls, mean, rises
from tests.runs import shared
from tup_sim.model.parameters import Change, Scenario
from tup_sim.statistics.intervals import mean_interval

pytestmark = pytest.mark.verify

LATE = (20.0, 40.0)
ROOMY: dict[str, Any] = {"horizon": 40, "staff_quit": 0.0}
MESSAGE = {"surplus_message": 1.0}
# What is felt here is made by displacement_threat and volunteer_fatigue, which friction and trust in what one may count
# on have taken the place of; both are off by default, and are asked here by the rules for which they were written.
BELIEFS: dict[str, Any] = ROOMY | {"mechanisms.displacement_threat": True, "mechanisms.friction": False}
SHARED = BELIEFS | {"pattern_by_family.guidance": "peer"}
NO_THREAT = {"mechanisms.displacement_threat": False}
TOUCHES = {
    "mechanisms.volunteer_fatigue": True,
    "mechanisms.friction": False,
    "submodels.trust": "touches",
    "submodels.attention": "least_first",
    "submodels.leaving": "classes",
}


def test_overlap_makes_professionals_feel_replaceable_although_nobody_loses_a_job() -> None:
    """C107, C126: mediated by what is seen; without the mechanism nothing moves."""
    rises("felt_threat", BELIEFS, SHARED, window=LATE)
    falls("professional_legitimacy", BELIEFS, SHARED, window=LATE)
    assert mean("redundancies", SHARED, window=LATE) == 0.0
    assert change("felt_threat", BELIEFS | NO_THREAT, SHARED | NO_THREAT, window=LATE).mean == 0.0


def test_a_surplus_message_takes_fear_away_as_far_as_practice_does_not_contradict_it() -> None:
    """C183: that it helps is written; how much is left of it where volunteers do core work is not."""
    kept, broken = BELIEFS | {"extra_only": True}, SHARED
    helps = falls("felt_threat", kept, kept | MESSAGE, window=LATE)
    contradicted = change("felt_threat", broken, broken | MESSAGE, window=LATE)
    assert contradicted.low > helps.high


def test_losing_volunteers_soon_after_investing_in_them_costs_the_next_ones_attention() -> None:
    """C141: the same losses, felt or not."""
    losses = (
        ROOMY
        | TOUCHES
        | {
            "coordinators.posts": 0,
            "coaching_share": 0.15,
            "mechanisms.recruitment": False,
            "starters_per_month": 6.0,
            "p_short_new": 1.0,
            "p_short_traditional": 1.0,
            "h_short": 0.4,
            "h_long": 0.0,
            "welcome.usual_losses": 0.0,
        }
    )
    numb = losses | {"welcome.fatigue": 0.0}
    rises("volunteer_fatigue", numb, losses, window=LATE)
    falls("attention_minutes", numb, losses, window=LATE, number=12)


VOLUNTEERS_GO: dict[str, Any] = {
    "horizon": 66,
    "staff_quit": 0.0,
    "pattern_by_family.guidance": "owner",
    "volunteer_shock.share": 1.0,
    "volunteer_shock.who": "all",
    "volunteer_shock.at": 44,
    "recruitment_budget": 0.0,
    "volunteer_places": 0,
}
AFTER = (46.0, 66.0)


def test_relational_work_does_not_return_at_once_when_volunteers_go() -> None:
    """C156: behaviour, not the skill; C157: less is lost where a minimum was kept."""
    without = VOLUNTEERS_GO | {"mechanisms.relational_practice": False}
    kept = VOLUNTEERS_GO | {"minimum_relational_share": 0.5}
    falls("professional_relational_hours_per_client", without, VOLUNTEERS_GO, window=AFTER)
    rises("professional_relational_hours_per_client", VOLUNTEERS_GO, kept, window=AFTER)


def frustration_after_a_cut(filled: bool, **values: Any) -> list[float]:
    """After a cut of a quarter volunteers take part of the guidance, or they do not."""
    cut = THIRD | {"warmup": 20, "horizon": 32, "staff_quit": 0.0, "cut.size": 0.25} | values
    changes = (Change(at=6, values={"pattern_by_family.guidance": "peer"}),) if filled else ()
    scenario = Scenario("cut", with_values(BASES["open_house"], cut), changes=changes)
    seen = (shared(scenario, 1, run, {"late": (14.0, 32.0)}).values for run in range(10))
    return [values["professional_frustration@late"] for values in seen]


def test_volunteers_who_fill_the_gap_of_a_cut_leave_professionals_more_frustrated_than_no_volunteers() -> (
    None
):
    """C168: no rule reads volunteers; what is left of the own work does it."""
    pairs = zip(frustration_after_a_cut(False), frustration_after_a_cut(True), strict=True)
    assert mean_interval([filled - cut for cut, filled in pairs], 0.99).low > 0.0
    off = {"mechanisms.frustration": False}
    assert set(frustration_after_a_cut(True, **off)) == set(frustration_after_a_cut(False, **off))
