"""Tiny worlds: what a professional sees, whom they get tired of, and which work is kept for them."""

from __future__ import annotations

import pytest

from tests.stories.stage import Play
from tup_sim.model.catalogue import made
from tup_sim.model.clock import WEEK
from tup_sim.model.mechanisms.volunteer_fatigue import VolunteerFatigue
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import NO_COACHING, Appointment
from tup_sim.model.processes.coaching import finish_appointment
from tup_sim.model.processes.leaving import leave

# Losses tire where trust is a count of meetings; where it is what one can count on, they change the view one has.
FATIGUE = {"mechanisms__volunteer_fatigue": True, "submodels__trust": "touches"}
DOES_IT = {0: 0.0}  # luck with which the task succeeds


def threat_after_a_volunteer_did_guidance(**values: object) -> float:
    """Paula does guidance; the next guidance is done by Vera while Paula is busy, and Paula may see it."""
    play = Play(mechanisms__displacement_threat=True, pattern="peer", **values)
    paula = play.professional("Paula", (0, 8))
    paula.recent[TASK_TYPES.index("guidance")] = 10.0
    play.volunteer("Vera", (2, 8))
    play.asks(play.client("Anna"), at=1.0, hours=5.0)
    play.asks(play.client("Bert"), at=3.0, hours=1.0, uniforms=DOES_IT)
    play.run()
    assert (4.0, "Vera leaves Bert") in play.log
    felt: float = kept(paula, "displacement_threat").replaceable.share()
    return felt


def test_who_sees_a_volunteer_do_the_own_work_feels_replaceable_and_who_keeps_at_a_distance_does_not() -> (
    None
):
    start = 0.25
    assert threat_after_a_volunteer_did_guidance() > start + 0.03
    assert threat_after_a_volunteer_did_guidance(pattern_by_family__guidance="owner") == pytest.approx(start)


def fatigue_after(hours: float, weeks: float, reason: str, form: str = "individual") -> float:
    """Paula coaches Vera for some hours; Vera leaves after some weeks."""
    play = Play(**FATIGUE)
    paula = play.professional("Paula")
    vera = play.volunteer("Vera")
    vera.started = play.sim.now - weeks * WEEK
    talk = Appointment(0.0, hours, (vera,), form, 1.0)
    finish_appointment(play.sim, paula, talk)
    leave(play.sim, vera, reason)
    return paula.fatigue - paula.own_fatigue


def test_losing_somebody_soon_after_investing_in_them_tires() -> None:
    assert fatigue_after(2.0, 10.0, "life") == pytest.approx(0.06)


@pytest.mark.parametrize("form", NO_COACHING)
def test_hours_in_which_nobody_is_guided_are_not_invested_in_anybody(form: str) -> None:
    assert fatigue_after(2.0, 10.0, "life", form) == 0.0


@pytest.mark.parametrize(
    ("hours", "weeks", "reason"), [(1.0, 10.0, "life"), (2.0, 30.0, "life"), (2.0, 10.0, "planned")]
)
def test_little_invested_a_long_stay_or_an_agreed_end_does_not(
    hours: float, weeks: float, reason: str
) -> None:
    assert fatigue_after(hours, weeks, reason) == 0.0


def test_a_tired_colleague_who_moves_to_a_unit_where_all_goes_well_recovers_slowly() -> None:
    """C141: after half a year less than half of the welcome is back, after three years nearly all of it."""
    play = Play(**FATIGUE)
    paula = play.professional("Paula")
    paula.fatigue = 0.8
    recover = made(VolunteerFatigue, play.sim.declared).on_week
    recover(play.sim, play.unit)
    lost = [paula.usual_welcome - paula.seen_openness]
    for _ in range(155):
        recover(play.sim, play.unit)
        lost.append(paula.usual_welcome - paula.seen_openness)
    assert lost[0] > 0.2
    assert 0.5 * lost[0] < lost[26] < 0.7 * lost[0]
    assert lost[-1] < 0.1 * lost[0]


def who_keeps_company(minimum: float) -> str:
    """Paula did only technical work lately; she and Vera are free when Anna asks for company."""
    play = Play(
        minimum_relational_share=minimum,
        requests__companionship__staff="idle",
        requests__companionship__relational_weight=1.0,
        requests__companionship__core=False,
    )
    paula = play.professional("Paula", (0, 8))
    paula.recent[TASK_TYPES.index("expert_care")], paula.recent_relational = 10.0, 3.0
    play.volunteer("Vera", (0, 8))
    play.asks(play.client("Anna"), at=1.0, task_type="companionship")
    return next(text for _, text in play.run() if "Anna" in text).split()[0]


def test_relational_work_is_kept_for_a_professional_who_came_to_too_little_of_it() -> None:
    assert who_keeps_company(0.0) == "Vera"
    assert who_keeps_company(0.5) == "Paula"


def leaves_anna_at(**values: object) -> float:
    """An hour of guidance, 0.6 of it relation."""
    play = Play(requests__guidance__relational_weight=0.6, **values)
    play.professional("Paula", (0, 8))
    play.asks(play.client("Anna"), at=1.0)
    return next(hour for hour, text in play.run() if text == "Paula leaves Anna")


def test_who_is_judged_on_countable_tasks_cuts_the_rest_short() -> None:
    assert leaves_anna_at() == pytest.approx(2.0)
    assert leaves_anna_at(target_accountability_for="professionals") == pytest.approx(1.0 + 1.0 - 0.6 * 0.2)
    assert leaves_anna_at(target_accountability_for="volunteers") == pytest.approx(2.0)
