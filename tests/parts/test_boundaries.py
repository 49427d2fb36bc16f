"""Rules of work beyond the mandate, one by one."""

from __future__ import annotations

from math import log

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.stories.stage import Play
from tup_sim.model.parameters import plain
from tup_sim.model.patterns import mandate_levels
from tup_sim.model.people.families import STREAMS, Level
from tup_sim.model.people.professional import Appointment
from tup_sim.model.processes.drifting import forget, review_tasks
from tup_sim.model.rules.contacts import left_to_decide, share_despite_protocol
from tup_sim.model.rules.creeping import (
    agreed_level,
    chance_of_being_asked,
    chance_of_direct_offer,
    chance_of_yes,
    seen_success,
    streams_that_may_creep,
)
from tup_sim.model.rules.explaining import understood

GUIDANCE, EXPERT = STREAMS.index("guidance"), STREAMS.index("expert_care")
HOUSE = BASES["open_house"]
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
        assert {STREAMS[s] for s in streams_that_may_creep(p, mandate_levels(p, 0))} == expected


def test_people_expect_what_they_saw() -> None:
    _, vera = play_and_volunteer()
    p, standing = HOUSE, vera.standing
    assert seen_success(p, vera, GUIDANCE) == pytest.approx(p.drift.first_impression)
    standing.contacts[5] = standing.successes[5] = 300.0  # company: always well
    assert 0.95 < seen_success(p, vera, GUIDANCE) < 1.0
    well = chance_of_being_asked(p, vera, GUIDANCE, 0.6)
    standing.contacts[GUIDANCE] = 20.0  # guidance: never
    assert seen_success(p, vera, GUIDANCE) < 0.2
    assert chance_of_being_asked(p, vera, GUIDANCE, 0.6) < 0.1 * well < p.drift.ask


def test_precedents_make_direct_offers_likelier_and_fade_by_half_in_their_half_life() -> None:
    play, vera = play_and_volunteer()
    p = play.world.parameters
    assert chance_of_direct_offer(p, vera, GUIDANCE) == 0.0
    vera.standing.precedents[GUIDANCE] = p.drift.precedent_constant
    assert chance_of_direct_offer(p, vera, GUIDANCE) == pytest.approx(0.5)
    for _ in range(round(p.drift.half_life)):
        forget(play.world, play.unit)
    assert vera.standing.precedents[GUIDANCE] == pytest.approx(0.5 * p.drift.precedent_constant)
    assert play.unit.known_for[GUIDANCE] == {"Vera": vera}


def test_enthusiasm_says_yes_and_a_clear_role_says_no() -> None:
    _, vera = play_and_volunteer()
    vera.enthusiasm, vera.clarity = HOUSE.drift.enthusiasm_usual, 0.7
    assert chance_of_yes(HOUSE, vera, outside=False) == pytest.approx(HOUSE.drift.accept)
    outside = chance_of_yes(HOUSE, vera, outside=True)
    vera.clarity = 0.9
    assert chance_of_yes(HOUSE, vera, outside=True) < outside < HOUSE.drift.accept
    vera.enthusiasm = 1.0
    assert chance_of_yes(HOUSE, vera, outside=False) > HOUSE.drift.accept


@pytest.mark.parametrize("base", ["open_house", "care_home_unit"])
def test_at_rest_a_precedent_leads_to_less_than_one_precedent(base: str) -> None:
    """Asked at most once in a shift, with usual enthusiasm and clarity, and always with success."""
    p = BASES[base]
    shifts = p.planned_hours.mean * (1.0 - p.no_show) / p.shift_hours
    yes = p.drift.accept * (1.0 - p.states.clarity_start**2)
    gain = shifts * yes / (p.drift.precedent_constant * log(2.0) / p.drift.half_life)
    assert 0.2 < gain < 0.8


@pytest.mark.parametrize("how", ["write_in", "reset"])
def test_a_task_review_agrees_on_what_has_grown_or_ends_it(how: str) -> None:
    play, vera = play_and_volunteer(task_review=how)
    line = play.world.parameters.drift.review_line
    vera.standing.precedents[GUIDANCE] = line + 1.0
    personal_care = STREAMS.index("personal_care")
    vera.standing.precedents[personal_care] = line - 1.0
    review_tasks(play.world, vera, Appointment(0.0, 0.5, (vera,), "task_review", 0.0))
    written = how == "write_in"
    assert agreed_level(vera, GUIDANCE) == (Level.NEARBY if written else Level.NONE)
    assert vera.standing.precedents[GUIDANCE] == (line + 1.0 if written else 0.0)
    assert agreed_level(vera, personal_care) == Level.NONE
    assert vera.standing.precedents[personal_care] == line - 1.0


def test_a_better_explanation_leaves_more_and_the_usual_one_all_that_was_declared() -> None:
    assert understood(HOUSE, 0.7) == 0.7
    poor = with_values(HOUSE, {"communication_quality": 0.35})
    assert understood(poor, 0.7) == pytest.approx(0.35)


def test_tight_protocols_leave_less_to_decide_and_less_to_improvise() -> None:
    tight = with_values(HOUSE, {"protocol_tightness": 0.5})
    level = int(Level.AUTONOMOUS)
    assert left_to_decide(tight, level) == pytest.approx(0.5 * left_to_decide(HOUSE, level))
    assert share_despite_protocol(tight) < share_despite_protocol(HOUSE) == 1.0
