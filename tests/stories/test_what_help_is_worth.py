"""Tiny worlds: what a contact does to a client depends on who came, and for how long."""

from __future__ import annotations

import pytest

from tests.stories.stage import Play
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import SUCCESS

HOUSE: dict[str, object] = {
    "pattern": "owner",
    "mechanisms__client_outcomes": True,
    "client_states__problem_gain": 0.1,
    "client_states__problem_loss": 0.0,
}


def solved_of_a_problem(task_type: str, comes: str) -> float:
    """Part of Anna's problem that one good contact takes away."""
    play = Play(**HOUSE)
    person = play.volunteer("Vera", (1, 9)) if comes == "volunteer" else play.professional("Paula", (1, 9))
    if isinstance(person, Professional):
        person.newcomer_until = 1e6 if comes == "newcomer" else 0.0
    anna = play.client("Anna")
    anna.problem = 0.5
    play.asks(anna, at=2, task_type=task_type, uniforms={SUCCESS: 0.0})
    play.run()
    assert play.contacts[0].success and play.contacts[0].helper is person
    return 1.0 - anna.problem / 0.5


def test_guidance_solves_as_much_as_whoever_comes_knows() -> None:
    """Competence at the start: 0.80 of a professional, 0.55 of a new one, less of a volunteer."""
    solved = [solved_of_a_problem("guidance", who) for who in ("volunteer", "newcomer", "professional")]
    assert solved[2] == pytest.approx(0.1)
    assert 0.0 < solved[0] < solved[1] < solved[2]


def test_work_without_expertise_solves_the_same_whoever_comes() -> None:
    solved = [solved_of_a_problem("personal_care", who) for who in ("volunteer", "newcomer", "professional")]
    assert solved == pytest.approx([0.1] * 3)


def ties_after(task_type: str, hours: float, times: int) -> int:
    """Ties of Anna, to whom Vera came so many times for so long."""
    play = Play(**HOUSE, client_states__tie_hours=2.0)
    play.volunteer("Vera", (1, 160))
    anna = play.client("Anna")
    for turn in range(times):
        play.asks(anna, at=2 + 5 * turn, task_type=task_type, hours=hours, uniforms={SUCCESS: 0.0})
    play.run()
    assert len(play.contacts) == times
    states = play.sim.parameters.client_states
    return anna.ties(states.tie_hours, play.sim.now, states.tie_weeks * 168.0)


def test_a_tie_takes_time_together_not_a_number_of_visits() -> None:
    assert ties_after("companionship", hours=0.1, times=8) == 0
    assert ties_after("companionship", hours=2.5, times=1) == 1


def test_hours_of_work_that_leave_little_room_for_each_other_make_fewer_ties() -> None:
    assert ties_after("companionship", hours=1.0, times=3) == 1
    assert ties_after("practical_core", hours=1.0, times=3) == 0


def test_a_tie_is_gone_some_time_after_the_last_visit() -> None:
    play = Play(**HOUSE)
    anna, vera = play.client("Anna"), play.volunteer("Vera")
    anna.spends_time_with(vera, 3.0, now=0.0, memory=100.0)
    assert [anna.ties(2.0, now, 100.0) for now in (0.0, 40.0, 41.0)] == [1, 1, 0]
