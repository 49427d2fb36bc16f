"""Tiny worlds: a talk that gives way or does not, and a limit that somebody sets or nobody does."""

from __future__ import annotations

import pytest

from tests.stories.stage import Play
from tup_sim.model.people.request import (
    ASKS,
    LIMIT,
    PROFESSIONAL_ACTS,
    SEVERITY,
    VOLUNTEER_ACTS,
)
from tup_sim.model.people.volunteer import Volunteer


def talk(protected: bool, colleague: bool = False, waits_since: float = 1.0) -> list[tuple[float, str]]:
    """Paula serves until 4 and has a talk with Vera at 4; meanwhile Bert asks for core."""
    play = Play(pattern="extra", cut_protects__coaching=protected)
    paula = play.professional("Paula", (0, 9))
    vera = play.volunteer("Vera", (1, 4))
    if colleague:
        play.professional("Petra", (3.9, 9))
    play.asks(play.client("Anna"), at=0.9, hours=3.1)
    play.asks(play.client("Bert"), at=waits_since, due=waits_since + 4)
    play.books(paula, vera, at=4)
    return [each for each in play.run() if each[0] >= 3.5]


def test_a_talk_is_cancelled_when_urgent_core_waits_and_nobody_else_is_free() -> None:
    assert talk(protected=False) == [
        (4, "Paula leaves Anna"),
        (4, "Paula cancels: request"),
        (4, "Paula goes to Bert"),
        (5, "Paula leaves Bert"),
    ]


def test_a_ring_fenced_talk_is_not() -> None:
    assert talk(protected=True) == [
        (4, "Paula leaves Anna"),
        (4.5, "Paula has talked"),
        (4.5, "Paula goes to Bert"),
        (5.5, "Paula leaves Bert"),
    ]


def test_a_talk_goes_on_when_a_colleague_takes_the_request() -> None:
    happened = talk(protected=False, colleague=True)
    assert (3.9, "Petra goes to Bert") in happened and (4.5, "Paula has talked") in happened


def test_a_talk_goes_on_when_what_waits_is_not_yet_urgent() -> None:
    """Before half of the time it can usually wait has passed."""
    assert talk(protected=False, waits_since=2.5)[:3] == [
        (4, "Paula leaves Anna"),
        (4.5, "Paula has talked"),
        (4.5, "Paula goes to Bert"),
    ]


def test_a_talk_is_put_off_while_the_coach_is_busy_but_not_for_long() -> None:
    held, lost = [], []
    for ends, found in ((5.9, held), (6.1, lost)):
        play = Play()
        paula = play.professional("Paula", (0, 12))
        play.asks(play.client("Anna"), at=1, hours=ends - 1)
        play.books(paula, play.volunteer("Vera", (1, 4)), at=4)  # can be put off for two hours
        found += [each for each in play.run() if each[0] > ends]
    assert held == [(6.4, "Paula has talked")]
    assert lost == []


def test_a_talk_without_the_volunteer_does_not_take_place() -> None:
    play = Play()
    paula = play.professional("Paula", (0, 9))
    play.books(paula, play.volunteer("Vera", (6, 8)), at=4)
    assert play.run()[0] == (4, "Paula cancels: volunteer absent")


YES, NO = 0.0, 1.0 - 1e-12


def limit(volunteer_acts: float, professional_acts: float, there: bool, asks: float = NO) -> str:
    """A client tests a limit with Vera; who sets it?"""
    play, _ = with_a_limit(volunteer_acts, professional_acts, there, asks)
    play.run()
    assert len(play.contacts) == 1
    found: str = play.contacts[0].limit
    return found


def with_a_limit(
    volunteer_acts: float, professional_acts: float, there: bool, asks: float = NO
) -> tuple[Play, Volunteer]:
    """Anna will test a limit with Vera in the third hour."""
    play = Play(
        pattern="peer",
        mechanisms__support_on_the_job=True,
        difficulty__limit_test=1.0,
        difficulty__floor=0.0,
        difficulty__ceiling=0.0,
        planned_questions=0.0,
    )
    vera = play.volunteer("Vera", (1, 9))
    if there:
        play.professional("Paula", (0.5, 9))
    anna = play.client("Anna")
    anna.testing = 1.0
    uniforms = {
        LIMIT: 0.0,
        SEVERITY: 0.5,
        VOLUNTEER_ACTS: volunteer_acts,
        PROFESSIONAL_ACTS: professional_acts,
    }
    play.asks(anna, at=2, task_type="companionship", uniforms=uniforms | {ASKS: asks})
    return play, vera


@pytest.mark.parametrize(
    ("volunteer_acts", "professional_acts", "who"),
    [
        (YES, YES, "volunteer"),
        (YES, NO, "volunteer"),
        (NO, YES, "professional"),
        (NO, NO, "nobody"),  # the authority vacuum: each held back for reasons of their own
    ],
)
def test_two_people_decide_apart_and_when_both_hold_back_nobody_acts(
    volunteer_acts: float, professional_acts: float, who: str
) -> None:
    assert limit(volunteer_acts, professional_acts, there=True) == who


def test_alone_on_the_unit_a_volunteer_who_does_not_ask_leaves_the_limit_to_nobody() -> None:
    assert limit(NO, YES, there=False) == "nobody"


def test_nobody_on_call_is_nobody_who_answers() -> None:
    assert limit(NO, YES, there=False, asks=YES) == "nobody"


@pytest.mark.parametrize(("there", "asks"), [(True, NO), (False, NO), (False, YES)])
def test_a_limit_that_nobody_sets_is_felt_once_whoever_looked_on_or_was_called(
    there: bool, asks: float
) -> None:
    play, vera = with_a_limit(NO, NO, there, asks)
    seen = list[tuple[float, float]]()
    play.sim.at(4.0, lambda: seen.append((vera.week.unanswered, vera.safety)))
    play.run()
    once = 1.0 - play.sim.parameters.states.safety_incident
    assert play.contacts[0].limit == "nobody"
    assert seen == [(1, pytest.approx(vera.traits.safety * once))]
