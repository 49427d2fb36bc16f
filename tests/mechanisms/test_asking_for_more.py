"""When more of core is missed or late than usual, people are asked: who, how often they agree, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conservation.worlds import BASES, live, with_values
from tests.directions.arms import THIRD
from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.clock import WEEK
from tup_sim.model.mechanisms.asking_for_more import (
    AskedForExtraShift,
    AskingForMore,
    CoreFigures,
    CoreReviewed,
    Seen,
    WiderMandateProposed,
)
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.people.families import EXPERT_TASK_TYPE, TASK_TYPES, Level
from tup_sim.model.people.volunteer import Pair, Volunteer

HOUSE = BASES["open_house"]
P = plain(HOUSE)
RULES: AskingForMore = made(AskingForMore, HOUSE)
GUIDANCE = TASK_TYPES.index("guidance")


def on_stage(**values: Any) -> tuple[Play, AskingForMore, CoreFigures]:
    week = {"open_dayparts": HOUSE.open_dayparts, "work_hours_per_daypart": HOUSE.work_hours_per_daypart}
    play = Play(organisation_asks="hours_and_mandates", **(week | values))
    rules = made(AskingForMore, play.sim.scenario.parameters)
    figures: CoreFigures = play.unit.own[rules.k]
    return play, rules, figures


def a_regular(play: Play, wish: float = 3.0, given: float = 3.0) -> Volunteer:
    vera = play.volunteer("Vera")
    traits = replace(vera.traits, wish=wish, dayparts=(0, 1, 2, 3))
    vera.started, vera.traits, vera.hours4 = -1e4, traits, [given] * 4
    return vera


def seen(volunteer: Volunteer, contacts: int, successes: int) -> None:
    mine: Seen = volunteer.own[RULES.k]
    mine.contacts, mine.successes = contacts, successes


def test_more_is_usual_only_where_more_went_wrong_in_the_last_year() -> None:
    assert RULES.most_that_is_usual([]) is None
    assert RULES.most_that_is_usual([(100, 4), (300, 4)]) == pytest.approx(0.02 + 8 / 400)


@pytest.mark.parametrize(("missed", "asks"), [(3, False), (5, True)])
def test_people_are_asked_from_the_margin_on(missed: int, asks: bool) -> None:
    play, rules, figures = on_stage()
    figures.quarters, figures.due, figures.missed = [(100, 2)], 100, missed
    rules.review(play.sim, play.unit, figures)
    assert figures.asks is asks
    assert figures.quarters[-1] == (100, missed) and figures.due == figures.missed == 0


def test_whoever_is_keen_and_trusted_says_yes_and_whoever_gives_more_than_they_wish_does_not() -> None:
    play, rules, _ = on_stage()
    vera = a_regular(play)
    vera.enthusiasm = 0.5
    p = play.sim.parameters
    in_strangers = p.relation.usual if play.sim.by_expectations else p.states.pair_trust
    assert rules.chance_of_yes(play.sim, vera) == pytest.approx(0.5 * in_strangers)
    play.professional("Paula")
    pair = vera.pairs["Paula"] = Pair(1.0, 0.0)
    pair.of_volunteer.believe(0.1, 10.0)  # what Paula thinks of Vera is nothing that Vera can see
    pair.of_professional.believe(1.0, 10.0)
    assert rules.chance_of_yes(play.sim, vera) == pytest.approx(0.5 * in_strangers), "they have not met"
    pair.contacts = 1
    assert rules.chance_of_yes(play.sim, vera) == pytest.approx(0.5)
    vera.hours4 = [9.0] * 4
    assert rules.chance_of_yes(play.sim, vera) == 0.0


@pytest.mark.parametrize(
    ("planned", "given", "asked"), [(True, 3.0, 0), (True, 2.0, 1), (False, 3.0, 1), (False, 2.0, 1)]
)
def test_who_gives_less_than_agreed_or_is_not_expected_is_asked(
    planned: bool, given: float, asked: int
) -> None:
    play, rules, _ = on_stage()
    vera = a_regular(play, given=given)
    vera.shifts = [(9.0, 12.0)] if planned else []
    before = len(vera.shifts)
    vera.enthusiasm = 1.0
    vera.pairs["Paula"] = Pair(1.0, 0.0)
    play.professional("Paula")
    rules.ask_for_shifts(play.sim, play.unit)
    assert len(vera.shifts) - before == asked
    assert vera.shifts == sorted(vera.shifts)
    assert vera.contract == pytest.approx(3.0 * asked)


def test_the_family_of_which_most_was_missed_or_late_is_opened_and_never_expert_care() -> None:
    play, rules, figures = on_stage()
    assert rules.family_in_need(play.sim, play.unit, figures) == -1
    play.unit.missed[EXPERT_TASK_TYPE] = 50.0
    assert rules.family_in_need(play.sim, play.unit, figures) == -1
    play.unit.missed[GUIDANCE], figures.late_hours[TASK_TYPES.index("personal_care")] = 3.0, 2.0
    assert rules.family_in_need(play.sim, play.unit, figures) == GUIDANCE
    figures.missed_hours[GUIDANCE] = 2.5  # missed before this quarter
    assert TASK_TYPES[rules.family_in_need(play.sim, play.unit, figures)] == "personal_care"


@pytest.mark.parametrize(
    ("contacts", "successes", "may"), [(0, 0, False), (2, 2, False), (30, 30, True), (30, 20, False)]
)
def test_a_wider_mandate_is_for_those_of_whom_enough_success_was_seen(
    contacts: int, successes: int, may: bool
) -> None:
    play, rules, _ = on_stage()
    vera = a_regular(play)
    seen(vera, contacts, successes)
    assert rules.may_have_more(vera, GUIDANCE) is may
    vera.traits = replace(vera.traits, task_types=(EXPERT_TASK_TYPE,))
    assert not rules.may_have_more(vera, GUIDANCE)  # they came for other work


@pytest.mark.parametrize(
    ("level", "alone", "beside_somebody"),
    [(Level.ASSIST, False, False), (Level.NEARBY, False, True), (Level.ON_CALL, True, True)],
)
def test_a_wider_mandate_is_used_when_nobody_paid_is_free_and_as_far_as_it_goes(
    level: Level, alone: bool, beside_somebody: bool
) -> None:
    play, rules, figures = on_stage(pattern="extra", pattern_by_family__practical="same")
    request = play.asks(play.client("Carl"), 1.0, "guidance", waits_until=4.0)
    vera, paula = play.volunteer("Vera"), play.professional("Paula")
    vera.shift_end = 8.0
    play.unit.free_volunteers["Vera"] = vera
    assert rules.offer_asking(play.sim, play.unit, request) is None
    figures.wider[GUIDANCE]["Vera"] = int(level)
    assert (rules.offer_asking(play.sim, play.unit, request) is vera) is alone
    play.unit.present["Paula"] = paula
    assert (rules.offer_asking(play.sim, play.unit, request) is vera) is beside_somebody
    play.unit.free_professionals["Paula"] = paula
    assert rules.offer_asking(play.sim, play.unit, request) is None


def test_what_was_widened_is_undone_only_after_a_year_of_good_figures() -> None:
    play, rules, figures = on_stage(asking_for_more__undone=1.0)
    figures.wider[GUIDANCE]["Vera"], figures.usual, figures.quarters = 3, 0.05, [(100, 3)]
    for _ in range(3):
        figures.due, figures.missed = 100, 4
        rules.review(play.sim, play.unit, figures)
    assert figures.wider[GUIDANCE] and figures.good == 3
    figures.due, figures.missed = 100, 4
    rules.review(play.sim, play.unit, figures)
    assert not any(figures.wider)


def test_in_a_house_that_misses_more_and_more_people_are_asked_and_some_agree() -> None:
    values = {"organisation_asks": "hours_and_mandates", "warmup": 26, "horizon": 52, "review_weeks": 4}
    values |= {"demand_shock.size": 1.0, "demand_shock.at": 0, "demand_shock.until": 52}
    life = live(Scenario("house", with_values(HOUSE, THIRD | values)))
    asked, proposed = life.of(AskedForExtraShift), life.of(WiderMandateProposed)
    assert {each.accepted for each in asked} == {True, False}
    assert {each.accepted for each in proposed} == {True, False}
    bad = [each.now for each in life.of(CoreReviewed) if each.asks]
    assert all(any(review <= each.now < review + 4 * WEEK for review in bad) for each in asked)
