"""Tiny worlds: who could count on whom, how well people know each other, and whom one turns to."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.stories.stage import Play
from tup_sim.model.clock import WEEK
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import clear_agenda, due_appointment, finish_appointment
from tup_sim.model.processes.counting_on import leave_out, think_again, turn_up, view_of_volunteers
from tup_sim.model.processes.leaving import leave
from tup_sim.model.processes.meeting import (
    count_on_volunteer,
    how_close,
    lose_trust,
    meet,
    trust_of,
)
from tup_sim.model.processes.waiting import Weighed
from tup_sim.model.processes.waiting import _whom as whom

USUAL, PRIOR = 0.95, 10.0
KEPT = {
    "submodels__trust": "kept_expectations",
    "relation__usual": USUAL,
    "relation__prior": PRIOR,
    "relation__spread": 0.0,
}


def two(**values: Any) -> tuple[Play, Professional, Volunteer]:
    """Paula and Vera, who have had nothing to do with each other."""
    play = Play(**(KEPT | values))
    vera = play.volunteer("Vera")
    vera.started = -100 * WEEK
    return play, play.professional("Paula"), vera


def test_a_touch_says_nothing_of_trust_and_makes_people_known() -> None:
    play, paula, vera = two()
    assert how_close(play.sim, vera, paula) == (USUAL, 0.0)
    for _ in range(10):
        meet(play.sim, vera, paula, good=True)
    assert trust_of(play.sim, vera, paula) == USUAL
    assert how_close(play.sim, vera, paula)[1] == 0.5


def test_where_touches_count_every_touch_is_trust() -> None:
    play, paula, vera = two(submodels__trust="touches")
    meet(play.sim, vera, paula, good=True)
    assert trust_of(play.sim, vera, paula) > trust_of(play.sim, play.volunteer("Victor"), paula)


def test_who_stays_away_is_trusted_less_by_those_on_the_unit_and_by_nobody_else() -> None:
    play, paula, vera = two()
    away = play.professional("Peter")
    play.unit.present[paula.name] = paula
    turn_up(play.sim, vera, came=False)
    assert trust_of(play.sim, vera, paula) == pytest.approx(PRIOR * USUAL / (PRIOR + 1))
    turn_up(play.sim, vera, came=True)
    assert trust_of(play.sim, vera, paula) == pytest.approx((PRIOR * USUAL + 1) / (PRIOR + 2))
    assert trust_of(play.sim, vera, away) == USUAL


def test_what_was_not_kept_is_forgotten_in_time() -> None:
    play, paula, vera = two()
    count_on_volunteer(play.sim, vera, paula, kept=False)
    soon = vera.pairs["Paula"].of_volunteer.share(USUAL, PRIOR)
    vera.pairs["Paula"].of_volunteer.fade(play.sim.now + 26 * WEEK, 26 * WEEK)
    later = vera.pairs["Paula"].of_volunteer.share(USUAL, PRIOR)
    assert soon < later < USUAL


def test_a_meeting_after_a_broken_promise_is_a_disappointment_once() -> None:
    play, paula, vera = two(mechanisms__frustration=True)
    count_on_volunteer(play.sim, vera, paula, kept=False)
    meet(play.sim, vera, paula, good=True)
    assert paula.week.joint_bad == 1
    meet(play.sim, vera, paula, good=True)
    assert paula.week.joint_bad == 1


@pytest.mark.parametrize("form", ["individual", "attention", "dialogue"])
def test_a_talk_that_is_held_can_be_counted_on_and_one_that_is_not_cannot(form: str) -> None:
    play, paula, vera = two()
    finish_appointment(play.sim, paula, Appointment(0.0, 0.5, (vera,), form, 1.0))
    theirs = vera.pairs["Paula"].of_professional
    assert theirs.trust == pytest.approx((PRIOR * USUAL + 1) / (PRIOR + 1))
    leave_out(play.sim, paula, (vera,))
    assert theirs.trust == pytest.approx((PRIOR * USUAL + 1) / (PRIOR + 2))
    lose_trust(play.sim, vera, paula, 0.1)
    assert theirs.trust == pytest.approx((PRIOR * USUAL + 1) / (PRIOR + 3))


def test_a_talk_the_coach_is_not_there_for_is_broken_by_the_coach_and_by_nobody_else() -> None:
    play, paula, vera = two()
    paula.agenda.append(Appointment(0.0, 0.5, (vera,), "individual", 1.0))
    clear_agenda(play.sim, paula)
    pair = vera.pairs["Paula"]
    assert pair.of_professional.trust == pytest.approx(PRIOR * USUAL / (PRIOR + 1))
    assert pair.of_volunteer.trust == USUAL
    assert not paula.agenda


def test_a_coach_who_comes_too_late_does_not_blame_who_has_gone_home() -> None:
    play, paula, vera = two()
    late = Appointment(play.sim.now - 100.0, 0.5, (vera,), "individual", 1.0)
    paula.agenda.append(late)
    assert due_appointment(play.sim, paula) is None
    assert trust_of(play.sim, vera, paula) == USUAL


def test_openness_is_what_one_has_come_to_think_of_volunteers_whether_they_tire_or_not() -> None:
    for tires in (False, True):
        play, paula, vera = two(mechanisms__volunteer_fatigue=tires)
        for _ in range(10):
            meet(play.sim, vera, paula, good=True)
        count_on_volunteer(play.sim, vera, paula, kept=False)
        think_again(play.sim, play.unit)
        assert paula.openness == view_of_volunteers(play.sim, paula) < USUAL
        assert paula.seen_openness < paula.usual_welcome


@pytest.mark.parametrize("good", [True, False])
def test_a_week_counts_its_meetings_whatever_is_switched_on(good: bool) -> None:
    for on in (False, True):
        play, paula, vera = two(mechanisms__volunteer_fatigue=on, mechanisms__frustration=on)
        meet(play.sim, vera, paula, good=good)
        assert (paula.week.joint, paula.week.joint_bad) == (1, not good)


def test_in_a_group_one_hears_of_a_colleague_one_never_met_at_half_weight() -> None:
    play, paula, vera = two()
    peter, victor = play.professional("Peter"), play.volunteer("Victor")
    meet(play.sim, vera, peter, good=True)
    leave_out(play.sim, peter, (vera,))
    told = vera.pairs["Peter"].of_professional.trust
    finish_appointment(play.sim, paula, Appointment(0.0, 1.5, (vera, victor), "peer_review", 1.0))
    heard = victor.pairs["Peter"].of_professional
    assert heard.trust == pytest.approx((PRIOR * USUAL + 0.5 * told) / (PRIOR + 0.5))
    assert vera.pairs["Peter"].of_professional.trust == told
    assert victor.pairs["Peter"].contacts == 0


def test_of_volunteers_one_knows_well_one_learns_most_about_volunteers() -> None:
    views = []
    for meetings in (0, 1, 10):
        play, paula, vera = two()
        for _ in range(meetings):
            meet(play.sim, vera, paula, good=True)
        count_on_volunteer(play.sim, vera, paula, kept=False)
        views.append(view_of_volunteers(play.sim, paula))
    assert views[0] == USUAL
    assert views[0] > views[1] > views[2]


def test_who_leaves_soon_after_hours_were_put_into_them_was_not_to_be_counted_on() -> None:
    views = {}
    for reason in ("life", "planned"):
        play, paula, vera = two(mechanisms__volunteer_fatigue=True)
        vera.started = play.sim.now - 10 * WEEK
        finish_appointment(play.sim, paula, Appointment(0.0, 2.0, (vera,), "individual", 1.0))
        leave(play.sim, vera, reason)
        views[reason] = view_of_volunteers(play.sim, paula)
        assert paula.fatigue == 0.0
    assert views["life"] < views["planned"] == USUAL


def turned_to(times: int = 400, **values: Any) -> Counter[str]:
    """Of Vera, whom Paula knows, and Victor, whom she does not: to whom she turns how often."""
    play, paula, vera = two(**values)
    victor = play.volunteer("Victor")
    victor.started = vera.started
    for _ in range(30):
        meet(play.sim, vera, paula, good=True)
    return Counter(whom(play.sim, paula, Weighed([vera, victor])).name for _ in range(times))


def test_relation_decides_whom_one_turns_to_as_far_as_it_steers() -> None:
    by_chance = turned_to(submodels__attention="by_chance")
    assert turned_to(submodels__attention="by_relation", relation__steers=0.0) == by_chance
    some = turned_to(submodels__attention="by_relation")
    most = turned_to(submodels__attention="by_relation", relation__steers=6.0)
    assert 160 < by_chance["Vera"] < 240
    assert by_chance["Vera"] < some["Vera"] < most["Vera"]
    assert some["Victor"] > 0


def test_who_had_least_comes_first_where_that_is_the_rule() -> None:
    play, paula, vera = two(submodels__attention="least_first")
    victor = play.volunteer("Victor")
    vera.week.attention = 1
    assert whom(play.sim, paula, Weighed([vera, victor])) is victor


def test_a_newcomer_who_was_announced_is_known_before_they_come() -> None:
    play, paula, _ = two(announce_newcomers=0.7)
    newcomer = play.volunteer("Victor")
    assert how_close(play.sim, newcomer, paula)[1] == 0.7
    newcomer.started = play.sim.now - 10 * WEEK
    assert how_close(play.sim, newcomer, paula)[1] == 0.0
