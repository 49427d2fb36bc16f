"""Doing something together: volunteers have a word with the staff that was there, and it is no hour of help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conservation.worlds import BASES
from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.cooperation_scan import CooperationScan
from tup_sim.model.mechanisms.joint_activities import JointActivities, conversations
from tup_sim.model.parameters import plain
from tup_sim.model.people.volunteer import Volunteer

HOUSE = plain(BASES["open_house"])


def a_week_together(hours_a_month: float, paula_works: bool = True) -> tuple[Play, Volunteer]:
    """Vera was there this week, Mia was not; so many hours of joint activities, half an hour of them usual."""
    play = Play(mechanisms__belonging_recognition=True, togetherness_hours=hours_a_month)
    paula = play.professional("Paula")
    paula.week.available = 20.0 if paula_works else 0.0
    vera, mia = play.volunteer("Vera"), play.volunteer("Mia")
    vera.started = mia.started = -1e4
    vera.week.shifts = 1
    rules = made(JointActivities, play.sim.scenario.parameters)
    rules.on_week(play.sim, play.unit)
    assert not mia.pairs and mia.overtime == 0.0
    return play, vera


def test_doing_something_together_is_meeting_each_other() -> None:
    _, vera = a_week_together(4.5)
    assert vera.pairs["Paula"].contacts == 1  # once a week at most, however long it takes
    assert vera.pairs["Paula"].trust > HOUSE.states.pair_trust


def test_nobody_is_met_who_is_not_there_or_when_there_is_no_more_of_it_than_usual() -> None:
    assert not a_week_together(4.5, paula_works=False)[1].pairs
    assert not a_week_together(0.5)[1].pairs


def test_joint_hours_take_time_and_are_not_hours_beyond_the_wish() -> None:
    _, vera = a_week_together(4.5)
    assert vera.overtime == pytest.approx(4.0 * 12 / 52)
    assert vera.week.present == 0.0


def test_saying_what_one_misses_is_not_an_hour_beyond_the_wish_either() -> None:
    play = Play(wifa_scan_interval=1)
    vera = play.volunteer("Vera")
    rules = made(CooperationScan, play.sim.scenario.parameters)
    rules._answer_as_volunteer(play.sim, vera)
    assert vera.overtime > 0.0 and vera.week.present == 0.0


@given(st.floats(0.01, 10.0), st.integers(0, 200))
def test_what_is_too_little_for_a_word_this_week_adds_to_later_ones(hours: float, weeks: int) -> None:
    said = sum(conversations(HOUSE, hours, week) for week in range(weeks))
    assert said == pytest.approx(0.5 * hours * 60 / HOUSE.attention_minutes * weeks, abs=1.0)
