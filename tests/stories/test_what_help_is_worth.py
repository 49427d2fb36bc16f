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
