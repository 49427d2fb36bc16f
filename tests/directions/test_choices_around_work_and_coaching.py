"""Choices around work and coaching: what each does, and what is left of it without the mechanism that should do it.

Directions, seed and number of pairs were written down before the first look. Those that did not come out stand in
docs/signatures.md and not here.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.directions.arms import change, falls, rises

# Nobody comes or goes because of the choice, so that the same people are compared.
HELD: dict[str, Any] = {"mechanisms.exit": False, "mechanisms.recruitment": False}
NO_NEEDS, NO_VISION = {"mechanisms.needs_fit": False}, {"mechanisms.vision_alignment": False}
LOOK: dict[str, Any] = {"seed": 11, "number": 6}
GLANCE: dict[str, Any] = {"seed": 11, "number": 2}

pytestmark = pytest.mark.verify

OWNER = {"pattern": "owner", "pattern_by_family.practical": "same"}
TIGHT = {"protocol_tightness": 0.7}


def test_fixed_steps_leave_owners_less_room_and_ask_for_less_coaching() -> None:
    falls("autonomy_satisfaction", OWNER, OWNER | TIGHT, **LOOK)
    falls("coaching_hours_needed", OWNER, OWNER | TIGHT, **LOOK)


def test_fixed_steps_cost_owners_motivation_and_only_through_needs() -> None:
    """C131: what they take off in responsibility does not make up for the room that is gone."""
    falls("motivation", OWNER, OWNER | TIGHT, **LOOK)
    numb = OWNER | HELD | NO_NEEDS
    assert change("motivation", numb, numb | TIGHT, **GLANCE).mean == pytest.approx(0.0, abs=1e-9)


MUCH_WAITS = {"volunteers_initial": 11}
SUITED = {"task_tailoring": 1.0}


def test_work_that_suits_motivates_and_only_through_needs() -> None:
    """C094, C121; where work waits there is something to choose from."""
    rises("motivation", MUCH_WAITS, MUCH_WAITS | SUITED, **LOOK)
    numb = MUCH_WAITS | HELD | NO_NEEDS
    assert change("motivation", numb, numb | SUITED, **GLANCE).mean == pytest.approx(0.0, abs=1e-9)


# Years in months, as in the signatures of a shared vision.
QUICK = {"vision.contact": 0.1, "vision.own": 0.05, "vision.own_staff": 0.2, "coordinators.floor_share": 0.3}
SELDOM, OFTEN = {"group_talk_interval": 13.0}, {"group_talk_interval": 4.0}


def test_group_talks_keep_the_vision_alive_the_more_often_the_better() -> None:
    """C200; the talks take hours of coaching away from talks with one person."""
    look = LOOK | {"number": 16, "seed": 303}  # chosen before this seed was run: six pairs leave it open
    rises("vision_alignment", QUICK, QUICK | OFTEN, **look)
    rises("vision_alignment", QUICK | SELDOM, QUICK | OFTEN, **look)
    off = QUICK | HELD | NO_VISION
    assert change("vision_alignment", off, off | OFTEN, **GLANCE).mean == pytest.approx(0.0, abs=1e-9)


WEAK = {
    "crossing.rate": 0.0125,
    "dialogue_interval": 8.0,
    "population.share_vulnerable": 0.9,
    "population.share_strong": 0.1,
}
POOR, CLEAR = {"communication_quality": 0.3}, {"communication_quality": 0.95}
CROSSINGS = "boundary_crossings_per_1000_expected"


def test_vulnerable_volunteers_keep_to_limits_that_are_explained_well_or_written_down() -> None:
    """C158, C187; without the mechanism nothing is crossed (signatures/test_limits_shift_when_nobody_talks.py)."""
    falls(CROSSINGS, WEAK | POOR, WEAK | CLEAR, **LOOK)
    falls(CROSSINGS, WEAK | POOR, WEAK | POOR | {"role_delineation": 0.8}, **LOOK)
