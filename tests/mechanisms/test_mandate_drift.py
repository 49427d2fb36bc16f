"""Rules of work beyond the mandate, one by one."""

from __future__ import annotations

from math import log

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.mandate_drift import MandateDrift, task_types_that_may_creep
from tup_sim.model.parameters import plain
from tup_sim.model.patterns import mandate_levels
from tup_sim.model.people.families import TASK_TYPES, Level
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Appointment

GUIDANCE, EXPERT = TASK_TYPES.index("guidance"), TASK_TYPES.index("expert_care")
HOUSE = BASES["open_house"]
RULES: MandateDrift = made(MandateDrift, HOUSE)  # type: ignore[assignment]
SCALE = HOUSE.difficulty.decision_scale
EXTRA = {"pattern": "extra", "mechanisms__mandate_drift": True}


def play_and_volunteer(**values):
    play = Play(**EXTRA | values)
    return play, play.volunteer("Vera", (0.0, 1.0))


def test_only_core_without_the_mandate_can_creep_and_expert_care_never_does() -> None:
    for pattern, expected in (
        ("extra", {"guidance", "personal_care", "practical_core"}),
        ("peer", {"personal_care"}),
        ("owner", set()),
    ):
        p = plain(with_values(HOUSE, {"pattern": pattern, "pattern_by_family.practical": "same"}))
        assert {TASK_TYPES[s] for s in task_types_that_may_creep(p, mandate_levels(p, 0))} == expected


def test_people_expect_what_they_saw() -> None:
    _, vera = play_and_volunteer()
    p, standing = HOUSE, kept(vera, "mandate_drift")
    assert RULES.seen_success(vera, GUIDANCE) == pytest.approx(p.mandate_drift.first_impression)
    standing.contacts[5] = standing.successes[5] = 300.0  # company: always well
    assert 0.95 < RULES.seen_success(vera, GUIDANCE) < 1.0
    well = RULES.chance_of_being_asked(vera, GUIDANCE, 0.6, SCALE)
    standing.contacts[GUIDANCE] = 20.0  # guidance: never
    assert RULES.seen_success(vera, GUIDANCE) < 0.2
    assert RULES.chance_of_being_asked(vera, GUIDANCE, 0.6, SCALE) < 0.1 * well < p.mandate_drift.ask


def test_precedents_make_direct_offers_likelier_and_fade_by_half_in_their_half_life() -> None:
    play, vera = play_and_volunteer()
    p = play.sim.scenario.parameters
    assert RULES.chance_of_direct_offer(vera, GUIDANCE) == 0.0
    kept(vera, "mandate_drift").precedents[GUIDANCE] = p.mandate_drift.precedent_constant
    assert RULES.chance_of_direct_offer(vera, GUIDANCE) == pytest.approx(0.5)
    for _ in range(round(p.mandate_drift.half_life)):
        RULES.on_week(play.sim, play.unit)
    assert kept(vera, "mandate_drift").precedents[GUIDANCE] == pytest.approx(
        0.5 * p.mandate_drift.precedent_constant
    )
    assert kept(play.unit, "mandate_drift").known_for[GUIDANCE] == {"Vera": vera}


def test_enthusiasm_says_yes_and_a_clear_role_says_no() -> None:
    _, vera = play_and_volunteer()
    vera.enthusiasm, vera.clarity = HOUSE.mandate_drift.enthusiasm_usual, 0.7
    assert RULES.chance_of_yes(vera, outside=False) == pytest.approx(HOUSE.mandate_drift.accept)
    outside = RULES.chance_of_yes(vera, outside=True)
    vera.clarity = 0.9
    assert RULES.chance_of_yes(vera, outside=True) < outside < HOUSE.mandate_drift.accept
    vera.enthusiasm = 1.0
    assert RULES.chance_of_yes(vera, outside=False) > HOUSE.mandate_drift.accept


@pytest.mark.parametrize("base", ["open_house", "care_home_unit"])
def test_at_rest_a_precedent_leads_to_less_than_one_precedent(base: str) -> None:
    """Asked at most once in a shift, with usual enthusiasm and clarity, and always with success."""
    p = BASES[base]
    shifts = p.planned_hours.mean * (1.0 - p.no_show) / p.shift_hours
    yes = p.mandate_drift.accept * (1.0 - p.states.clarity_start**2)
    gain = shifts * yes / (p.mandate_drift.precedent_constant * log(2.0) / p.mandate_drift.half_life)
    assert 0.2 < gain < 0.8


@pytest.mark.parametrize("how", ["write_in", "reset"])
def test_a_task_review_agrees_on_what_has_grown_or_ends_it(how: str) -> None:
    play, vera = play_and_volunteer(task_review=how)
    line = play.sim.scenario.parameters.mandate_drift.review_line
    kept(vera, "mandate_drift").precedents[GUIDANCE] = line + 1.0
    personal_care = TASK_TYPES.index("personal_care")
    kept(vera, "mandate_drift").precedents[personal_care] = line - 1.0
    rules = made(MandateDrift, play.sim.scenario.parameters)
    rules.on_talk(play.sim, vera, Appointment(0.0, 0.5, (vera,), "task_review", 0.0))
    written = how == "write_in"
    assert rules.agreed_level(vera, GUIDANCE) == (Level.NEARBY if written else Level.NONE)
    assert kept(vera, "mandate_drift").precedents[GUIDANCE] == (line + 1.0 if written else 0.0)
    assert rules.agreed_level(vera, personal_care) == Level.NONE
    assert kept(vera, "mandate_drift").precedents[personal_care] == line - 1.0
