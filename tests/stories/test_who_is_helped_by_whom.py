"""Tiny worlds: who asks, who is there, and exactly what happens, hour by hour."""

from __future__ import annotations

import pytest

from tests.stories.stage import Play
from tup_sim.model.people.families import TASK_TYPES


def test_whoever_is_free_comes_at_once_and_the_next_one_waits() -> None:
    play = Play()
    play.professional("Paula", (1, 9))
    play.asks(play.client("Anna"), at=2, hours=3)
    play.asks(play.client("Bert"), at=3, hours=1)
    assert play.run() == [
        (2, "Paula goes to Anna"),
        (5, "Paula leaves Anna"),
        (5, "Paula goes to Bert"),
        (6, "Paula leaves Bert"),
    ]


def test_a_client_whose_patience_ends_goes_without() -> None:
    play = Play()
    play.professional("Paula", (0, 9))
    play.asks(play.client("Anna"), at=1, hours=3)
    play.asks(play.client("Bert"), at=2, waits_until=3)
    play.asks(play.client("Carl"), at=2.5, waits_until=10)
    assert play.run() == [
        (1, "Paula goes to Anna"),
        (4, "Paula leaves Anna"),
        (4, "Bert goes without"),  # nobody noticed before
        (4, "Paula goes to Carl"),
        (5, "Paula leaves Carl"),
    ]


def test_nobody_comes_to_a_house_without_people() -> None:
    play = Play()
    play.asks(play.client("Anna"), at=1, waits_until=30)
    assert play.run() == [(168, "Anna goes without")]


def test_a_client_who_leaves_needs_nothing_any_more() -> None:
    play = Play()
    play.professional("Paula", (5, 9))
    anna = play.client("Anna")
    play.asks(anna, at=1)

    def go() -> None:
        anna.left = play.sim.now

    play.sim.at(3, go)
    assert play.run() == [(5, "Anna is gone")]


def test_nothing_starts_when_too_little_is_left_of_the_shift() -> None:
    """Nor does anybody go home in the middle: what was begun in time is finished."""
    play = Play(start_rule=1.0)
    play.professional("Paula", (1, 4), (10, 14))
    play.asks(play.client("Anna"), at=2.9, hours=2)
    play.asks(play.client("Bert"), at=3.5, hours=2)
    assert play.run() == [
        (2.9, "Paula goes to Anna"),
        (4.9, "Paula leaves Anna"),
        (10, "Paula goes to Bert"),
        (12, "Paula leaves Bert"),
    ]


@pytest.mark.parametrize("helper", ["professional", "volunteer"])
def test_core_comes_before_surplus_whoever_asked_first(helper: str) -> None:
    play = Play(pattern="owner", requests__companionship__staff="always")
    getattr(play, helper)("Hilde", (4, 9))
    play.asks(play.client("Anna"), at=1, task_type="companionship", due=2)
    play.asks(play.client("Bert"), at=2, task_type="guidance", due=3)
    goes = [what for _, what in play.run() if "goes to" in what]
    assert goes == ["Hilde goes to Bert", "Hilde goes to Anna"]


def test_among_equals_what_is_due_first_comes_first() -> None:
    play = Play()
    play.professional("Paula", (4, 9))
    play.asks(play.client("Anna"), at=1, due=9)
    play.asks(play.client("Bert"), at=2, due=7)
    play.asks(play.client("Carl"), at=3, due=8)
    goes = [what for _, what in play.run() if "goes to" in what]
    assert goes == ["Paula goes to Bert", "Paula goes to Carl", "Paula goes to Anna"]


def test_a_familiar_face_comes_first_and_otherwise_who_has_been_free_longest() -> None:
    play = Play()
    play.professional("Paula", (0, 9))
    petra = play.professional("Petra", (1, 9))
    anna, bert = play.client("Anna"), play.client("Bert")
    for hour in (0.1, 0.2, 0.3):
        anna.meets(petra, hour)
    play.asks(anna, at=2, hours=0.5)
    play.asks(bert, at=3, hours=0.5)
    assert play.run() == [
        (2, "Petra goes to Anna"),
        (2.5, "Petra leaves Anna"),
        (3, "Paula goes to Bert"),
        (3.5, "Paula leaves Bert"),
    ]
    assert [contact.familiar for contact in play.contacts] == [True, False]


def test_two_meetings_do_not_make_a_familiar_face() -> None:
    play = Play()
    play.professional("Paula", (0, 9))
    petra = play.professional("Petra", (1, 9))
    anna = play.client("Anna")
    for hour in (0.1, 0.2):
        anna.meets(petra, hour)
    play.asks(anna, at=2)
    assert play.run()[0] == (2, "Paula goes to Anna")


def test_a_volunteer_with_a_mandate_nearby_does_not_start_without_a_professional() -> None:
    """In *extra* companionship is nearby: somebody paid has to be on the unit, busy or not."""
    play = Play(pattern="extra", requests__companionship__staff="never")
    play.volunteer("Vera", (1, 12))
    play.professional("Paula", (5, 12))
    anna, bert, carl = play.client("Anna"), play.client("Bert"), play.client("Carl")
    play.asks(anna, at=2, task_type="companionship", waits_until=3)
    play.asks(carl, at=5.5, task_type="guidance", hours=5)
    play.asks(bert, at=6, task_type="companionship")
    assert play.run() == [
        (1, "Vera becomes a volunteer"),
        (5, "Anna goes without"),  # it is noticed when Paula comes and Vera looks
        (5.5, "Paula goes to Carl"),
        (6, "Vera goes to Bert"),
        (7, "Vera leaves Bert"),
        (10.5, "Paula leaves Carl"),
    ]


def test_one_with_a_mandate_on_call_does() -> None:
    play = Play(pattern="peer", requests__companionship__staff="never")
    play.volunteer("Vera", (1, 9))
    play.asks(play.client("Anna"), at=2, task_type="companionship")
    assert (2, "Vera goes to Anna") in play.run()


def test_a_volunteer_who_waited_for_a_professional_begins_when_one_arrives() -> None:
    """Nobody stands idle while there is work they may do."""
    play = Play(pattern="extra", requests__companionship__staff="never")
    play.volunteer("Vera", (1, 9))
    play.professional("Paula", (4, 9))
    play.asks(play.client("Anna"), at=2, task_type="companionship")
    assert (4, "Vera goes to Anna") in play.run()


def test_extra_volunteers_never_touch_core() -> None:
    play = Play(pattern="extra")
    play.volunteer("Vera", (1, 9))
    play.professional("Paula", (7, 12))
    play.asks(play.client("Anna"), at=2, task_type="guidance")
    goes = [what for _, what in play.run() if "goes to" in what]
    assert goes == ["Paula goes to Anna"]


def test_volunteers_get_their_time_before_professionals_step_in() -> None:
    play = Play(
        pattern="peer", requests__practical_core__staff_after=3.0, requests__practical_core__core=True
    )
    play.professional("Paula", (0, 20))
    play.volunteer("Vera", (4, 9))
    anna, bert = play.client("Anna"), play.client("Bert")
    play.asks(anna, at=2, task_type="practical_core", hours=1)
    play.asks(bert, at=10, task_type="practical_core", hours=1)
    goes = [(hour, what) for hour, what in play.run() if "goes to" in what]
    assert goes == [(4, "Vera goes to Anna"), (13, "Paula goes to Bert")]


def test_a_volunteer_who_leaves_in_a_shift_finishes_it_and_never_comes_again() -> None:
    from tup_sim.model.processes.leaving import leave

    play = Play(pattern="owner")
    vera = play.volunteer("Vera", (1, 6))
    play.asks(play.client("Anna"), at=2, hours=2)
    play.sim.at(3, leave, play.sim, vera, "life")
    play.asks(play.client("Bert"), at=10, waits_until=30)
    assert play.run() == [
        (1, "Vera becomes a volunteer"),
        (2, "Vera goes to Anna"),
        (3, "Vera leaves: life"),
        (4, "Vera leaves Anna"),
        (168, "Bert goes without"),
    ]
    assert not play.unit.free_volunteers and not play.unit.present_volunteers


def test_time_per_task_shortens_core_and_not_the_rest() -> None:
    play = Play(requests__companionship__staff="always")
    play.unit.time_per_task = 0.75
    play.professional("Paula", (0, 12))
    play.asks(play.client("Anna"), at=1, hours=2)
    play.asks(play.client("Bert"), at=5, hours=2, task_type="companionship")
    ends = [hour for hour, what in play.run() if "leaves" in what]
    assert ends == [2.5, 7]


PLAIN = {  # of the rule by which practice has no ceiling and adds as much in every kind of work
    "spread": 0.0,
    "vulnerable": 0.0,
    "strong": 0.0,
    "education_step": 0.0,
    "practical": 0.5,
    "gain": 0.25,
}


def first_choice(practised: float, company: float, **house: object) -> str:
    """Vera was so able in company when she came, 0.5 in chores, and has practised chores since; both wait."""
    skills = {f"competence__{name}": value for name, value in (PLAIN | {"companionship": company}).items()}
    play = Play(pattern="owner", submodels__competence="lifetime_sum", **skills, **house)
    vera = play.volunteer("Vera", (3, 9))
    vera.practice[TASK_TYPES.index("practical_surplus")] = practised
    play.asks(play.client("Anna"), at=1, task_type="companionship", due=5)
    play.asks(play.client("Bert"), at=1, task_type="practical_surplus", due=5.1)
    return next(text.removeprefix("Vera goes to ") for _, text in play.run() if "goes to" in text)


def test_what_one_is_best_at_by_now_is_preferred_not_what_one_was_best_at_on_the_first_day() -> None:
    assert first_choice(practised=0, company=0.6, task_assignment="preference") == "Anna"
    assert first_choice(practised=100, company=0.6, task_assignment="preference") == "Bert"


def test_work_is_tailored_to_what_somebody_can_by_now() -> None:
    """Both ask 0.5 of somebody: chores fit on the first day; practice makes them easier than company at 0.7."""
    assert first_choice(practised=0, company=0.7, task_tailoring=1.0) == "Bert"
    assert first_choice(practised=100, company=0.7, task_tailoring=1.0) == "Anna"
