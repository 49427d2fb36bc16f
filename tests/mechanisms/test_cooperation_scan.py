"""The cooperation scan: who names what, what it costs, and what a talk is about afterwards."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, Life, live, with_values
from tests.directions.arms import change, rises
from tests.stories.stage import Play
from tup_sim.model.events import SessionHeld
from tup_sim.model.mechanisms.cooperation_scan import (
    APPRECIATE,
    ATTUNE,
    FACILITATE,
    INFORM,
    NOTHING,
    CooperationExperience,
    CooperationScan,
    CooperationScanned,
    DecayingRatio,
    most_missed,
    most_named,
)
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import finish_appointment

WEEKLY = 7 * 24.0
ON = {"mechanisms__coaching": True, "mechanisms__belonging_recognition": True}


def test_the_duty_of_which_least_came_is_named_if_that_is_little_enough() -> None:
    assert most_missed((0.9, 0.7, 0.75, 1.0), 0.2) == INFORM
    assert most_missed((0.9, 0.85, 0.95, 1.0), 0.2) == NOTHING


def test_the_staff_speak_for_what_more_of_them_miss_than_miss_nothing() -> None:
    assert most_named([ATTUNE, ATTUNE, APPRECIATE, NOTHING]) == ATTUNE
    assert most_named([ATTUNE, NOTHING]) == NOTHING
    assert most_named([]) == NOTHING


def test_what_was_never_due_cannot_be_missed_and_more_than_due_is_no_more_than_all() -> None:
    lately = DecayingRatio()
    assert lately.share() == 1.0
    lately.add(1.0, 4.0)
    assert lately.share() == 0.25
    lately.add(9.0, 1.0)
    assert lately.share() == 1.0


def scan(play: Play) -> CooperationScan:
    rules = play.sim.mechanisms["cooperation_scan"]
    assert isinstance(rules, CooperationScan)
    return rules


def lived(volunteer: Volunteer) -> CooperationExperience | None:
    return kept(volunteer, "cooperation_scan").lived


def scanned(duty: int, interval: int = 4) -> tuple[Play, Volunteer]:
    """Vera, who has named a duty, in a house with a scan."""
    play = Play(wifa_scan_interval=interval, **ON)
    vera = play.volunteer("Vera", (1, 4))
    working = kept(vera, "cooperation_scan")
    working.lived = CooperationExperience()
    working.lived.misses = duty
    return play, vera


def test_who_was_left_without_an_answer_misses_information_and_who_was_left_alone_help() -> None:
    play, vera = scanned(NOTHING)
    p = play.sim.parameters
    past, rules = lived(vera), scan(play)
    assert past is not None
    vera.fit = p.states.fit_start
    assert rules.shares_of_volunteer(p, vera, past) == (1.0, 1.0, 1.0, 1.0)
    past.answers.add(1.0, 4.0)
    past.help.add(0.0, 1.0)
    assert rules.shares_of_volunteer(p, vera, past) == (1.0, 0.25, 0.0, 1.0)


def talk(duty: int, interval: int = 4) -> Volunteer:
    """Half an hour with Paula."""
    play, vera = scanned(duty, interval)
    paula = play.professional("Paula", (0, 9))
    vera.owed = 0.6
    finish_appointment(play.sim, paula, Appointment(0.0, 0.5, (vera,), "individual", 1.0))
    return vera


def test_part_of_a_talk_goes_to_what_was_named_out_of_the_same_half_hour() -> None:
    plain, thanked, informed, attuned = (talk(duty) for duty in (NOTHING, APPRECIATE, INFORM, ATTUNE))
    assert plain.week.credit == 0.5 and plain.week.attention == 0
    assert thanked.week.credit == 0.25 and thanked.week.attention == 3  # moments of five minutes
    assert informed.clarity > plain.clarity == thanked.clarity
    assert (past := lived(attuned)) is not None and past.suited
    assert thanked.hours == plain.hours and thanked.owed + thanked.week.credit == 0.6  # no talk more is due


def test_who_misses_talks_gets_talks_and_comes_first() -> None:
    assert talk(FACILITATE).week.credit == 0.5
    play, vera = scanned(FACILITATE)
    assert scan(play).topic_of(vera) == FACILITATE
    assert scan(play).times_coached_part(vera) == 1.0


def test_without_a_scan_what_was_once_named_plays_no_part() -> None:
    assert talk(APPRECIATE, interval=0).week.credit == 0.5


def test_a_volunteer_who_named_nothing_hears_what_the_staff_named() -> None:
    play, vera = scanned(NOTHING)
    kept(play.unit, "cooperation_scan").staff_misses = INFORM
    assert scan(play).topic_of(vera) == INFORM


def house(interval: int) -> Life:
    values = {"warmup": 0, "horizon": 8, "wifa_scan_interval": interval}
    return live(Scenario("house", with_values(BASES["open_house"], values)))


def test_a_scan_takes_ten_minutes_of_everybody_who_was_there() -> None:
    play, vera = scanned(NOTHING, interval=1)
    paula = play.professional("Paula", (0, 9))
    paula.shifts, vera.week.shifts, vera.started = [(0.0, 9.0)], 1, 0.0
    scan(play).on_week(play.sim, play.unit)
    assert vera.overtime == vera.hours["team"] == pytest.approx(1.0 / 6.0)
    assert vera.week.present == 0.0  # they are no hours of help, and so none beyond the wish
    assert paula.debt == pytest.approx(1.0 / 6.0)


def test_a_scan_is_held_at_its_interval_or_not_at_all() -> None:
    held, none = house(4), house(0)
    assert [round(e.now / WEEKLY) for e in held.of(CooperationScanned)] == [4, 8]
    assert not none.of(CooperationScanned) and all(lived(v) is None for v in none.volunteers)
    before = [e.now for e in held.of(SessionHeld) if e.now < 4 * WEEKLY]
    assert before and before == [e.now for e in none.of(SessionHeld) if e.now < 4 * WEEKLY]


@pytest.mark.verify
def test_with_the_same_hours_of_coaching_people_feel_more_at_home() -> None:
    """Not: less tension. Between most pairs there is hardly more of it than between strangers."""
    monthly = {"wifa_scan_interval": 4}
    rises("belonging", {}, monthly, number=8)
    hours = change("share_coaching", {}, monthly, number=8)
    assert max(abs(hours.low), abs(hours.high)) < 0.01
    tension = change("tension", {}, monthly, number=8)
    assert max(abs(tension.low), abs(tension.high)) < 0.005
