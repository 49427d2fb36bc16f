"""Rules about a shared vision and about equal treatment, by themselves."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.stories.stage import Play
from tup_sim.errors import TupSimError
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.first_weeks import FirstWeeks
from tup_sim.model.mechanisms.vision_alignment import (
    AskedToLeave,
    VisionAlignment,
    chance_of_straying,
    hear,
    hear_each_other,
)
from tup_sim.model.parameters import plain
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.sharing import after_tenure
from tup_sim.model.rules.decay import pulled

HOUSE = BASES["open_house"]


def rules(play: Play) -> VisionAlignment:
    """The mechanism, with the values of this play."""
    one = made(VisionAlignment, play.sim.scenario.parameters)
    assert isinstance(one, VisionAlignment)
    return one


def vera(play: Play, alignment: float = 0.5, norms: float = 0.5, name: str = "Vera") -> Volunteer:
    volunteer = play.volunteer(name)
    volunteer.started = volunteer.since = 0.0
    volunteer.alignment, volunteer.norms = alignment, norms
    return volunteer


def a_week(play: Play, volunteer: Volunteer) -> float:
    rules(play).on_week(play.sim, play.unit)
    return volunteer.alignment


def test_a_pull_goes_towards_and_never_beyond() -> None:
    assert pulled(0.4, 0.8, 0.0) == 0.4
    assert 0.4 < pulled(0.4, 0.8, 0.5) < pulled(0.4, 0.8, 2.0) < 0.8
    assert pulled(0.4, 0.4, 3.0) == 0.4


def test_a_long_stay_ends_where_contact_and_own_norms_balance() -> None:
    start, rest = (
        after_tenure(plain(HOUSE), 0.7, 0.2, 0.5, 0.0),
        after_tenure(plain(HOUSE), 0.7, 0.2, 0.5, 1e6),
    )
    pulls = HOUSE.vision.contact * 0.5, HOUSE.vision.own
    expected = (pulls[0] * HOUSE.vision.carriers_reference + pulls[1] * 0.2) / sum(pulls)
    assert start == pytest.approx(0.7) and rest == pytest.approx(expected)


def test_hours_count_and_not_who_decides() -> None:
    """Twice the hours with the same carrier move twice as much to begin with; nothing else is asked."""
    ends = []
    for hours in (1.0, 2.0):
        play = Play()
        volunteer = vera(play)
        hear(volunteer, 0.9, hours)
        ends.append(a_week(play, volunteer) - 0.5)
    assert ends[1] / ends[0] == pytest.approx(2.0, rel=0.02)


def test_a_drifted_carrier_passes_drift_on() -> None:
    play = Play()
    newcomer, mentor = vera(play, 0.7, 0.7), vera(play, 0.1, 0.1, "Mia")
    hear_each_other(play.sim, newcomer, mentor, 3.0)
    assert a_week(play, newcomer) < 0.7 and mentor.alignment > 0.1


def test_a_professional_is_moved_less_by_a_volunteer_than_the_other_way_round() -> None:
    play = Play(vision__own=0.0, vision__own_staff=0.0)
    volunteer, paula = vera(play, 0.2), play.professional("Paula")
    paula.alignment = 0.8
    hear_each_other(play.sim, volunteer, paula, 2.0)
    rules(play).on_week(play.sim, play.unit)
    assert volunteer.alignment - 0.2 > 5 * (0.8 - paula.alignment) > 0


def test_training_before_the_start_is_time_with_those_who_carry_the_vision() -> None:
    play = Play(mechanisms__vision_alignment=True)
    short, long = vera(play, 0.5), vera(play, 0.5, name="Mia")
    play.professional("Paula").alignment = 0.9
    for volunteer, hours in ((short, 10.0), (long, 30.0)):
        rules(play).on_trained(play.sim, volunteer, hours)
    assert 0.5 < short.alignment < long.alignment < 0.9


def test_in_a_group_people_hear_each_other_too() -> None:
    play = Play()
    people = (vera(play, 0.9), vera(play, 0.1, name="Mia"))
    paula = play.professional("Paula")
    paula.alignment = 0.5
    rules(play).on_talk(play.sim, paula, Appointment(0.0, 1.0, people, "peer_review", 0.5))
    assert [v.heard for v in people] == pytest.approx([0.5 * 0.5 + 0.5 * 0.1, 0.5 * 0.5 + 0.5 * 0.9])
    assert [v.heard_hours for v in people] == [1.0, 1.0]


@pytest.mark.parametrize(("share", "hours"), [(0.0, 0.0), (0.25, 1.0), (0.5, 2.0)])
def test_a_talk_moves_alignment_as_far_as_it_is_about_the_vision(share: float, hours: float) -> None:
    play = Play(coaching_content__vision=share, coaching_content__task=0.5 - share)
    volunteer = vera(play)
    talk = Appointment(0.0, 1.0, (volunteer,), "individual", 1.0)
    rules(play).on_talk(play.sim, play.professional("Paula"), talk)
    assert volunteer.heard_hours == pytest.approx(hours)


def test_acts_follow_what_is_not_shared_and_own_norms() -> None:
    play = Play()
    shares, apart = vera(play, 1.0, 1.0), vera(play, 0.0, 0.0, "Mia")
    own = vera(play, 1.0, 0.0, "Olga")
    chances = [chance_of_straying(plain(HOUSE), person) for person in (shares, own, apart)]
    assert chances == pytest.approx([0.0, HOUSE.vision.act * HOUSE.vision.act_norms, HOUSE.vision.act])


def after_a_talk(
    practice: str, facts: float, rumours: float, contacts: float = 0.0, **values: Any
) -> tuple[Play, Volunteer, list[Any]]:
    """Vera is talked to about what is held against her; Mia stays and watches."""
    play = Play(
        exit_practice=practice, mechanisms__support_on_the_job=True, mechanisms__needs_fit=True, **values
    )
    asked: list[Any] = []
    play.sim._subscribers[AskedToLeave] = [asked.append]
    volunteer, mia = vera(play, 0.3, 0.2), vera(play, name="Mia")
    held = kept(volunteer, "vision_alignment")
    held.facts, held.rumours, held.contacts, held.reproached = facts, rumours, contacts, True
    volunteer.fit = 0.8
    paula = play.professional("Paula")
    paula.alignment = 0.9
    rules(play).on_talk(play.sim, paula, Appointment(0.0, 0.5, (volunteer,), "correction", 0.0))
    asked.append(mia.safety - mia.traits.safety)
    return play, volunteer, asked


def test_a_talk_shows_the_gap_and_costs_fit_but_who_agrees_with_the_vision_loses_nothing() -> None:
    play, volunteer, _ = after_a_talk("observed", 1.0, 0.0)
    assert volunteer.active and not kept(volunteer, "vision_alignment").reproached
    assert volunteer.fit == pytest.approx(0.8 - play.sim.parameters.vision.gap_fit * (0.9 - 0.2))


@pytest.mark.parametrize(
    ("practice", "facts", "rumours", "gone", "founded"),
    [
        ("none", 9.0, 9.0, False, None),
        ("observed", 2.0, 0.0, True, True),
        ("observed", 1.0, 9.0, False, None),
        ("hearsay", 0.0, 2.0, True, False),
        ("hearsay", 2.0, 0.0, True, True),
    ],
)
def test_what_is_enough_is_the_practice_of_the_house_and_what_colleagues_fear_is_the_case_itself(
    practice: str, facts: float, rumours: float, gone: bool, founded: bool | None
) -> None:
    _, volunteer, told = after_a_talk(practice, facts, rumours)
    assert (volunteer.reason == "asked") == gone
    assert [event.founded for event in told[:-1]] == ([founded] if gone else [])
    assert (told[-1] < 0) == (founded is False)


@pytest.mark.parametrize(
    ("facts", "contacts", "gone"), [(2.0, 30.0, True), (2.0, 300.0, False), (6.0, 300.0, True)]
)
def test_who_does_a_lot_is_judged_by_how_often_it_happened_per_contact(
    facts: float, contacts: float, gone: bool
) -> None:
    _, volunteer, _ = after_a_talk("observed", facts, 0.0, contacts)
    assert (volunteer.reason == "asked") == gone


def test_contacts_are_remembered_as_long_as_acts_are() -> None:
    play = Play(mechanisms__vision_alignment=True, pattern="owner")
    volunteer = play.volunteer("Vera", (1, 9))
    play.asks(play.client("Anna"), at=2, task_type="companionship")
    play.run()
    left = exp(-1.0 / play.sim.parameters.vision.memory)
    assert len(play.contacts) == 1
    assert kept(volunteer, "vision_alignment").contacts == pytest.approx(left)


@pytest.mark.parametrize(("attention", "lost"), [(0, True), (40, False)])
def test_a_newcomer_to_whom_nobody_turns_loses_belonging_and_one_who_is_welcomed_gains_a_little(
    attention: int, lost: bool
) -> None:
    play = Play(mechanisms__belonging_recognition=True, attention_reference=2.0)
    volunteer, rules = vera(play), made(FirstWeeks, play.sim.scenario.parameters)
    before = volunteer.belonging
    for week in range(1, 8):
        play.sim.now = week * 168.0
        volunteer.week.shifts, volunteer.week.attention = 1, attention
        rules.on_week(play.sim, play.unit)
    missed = (1.0 if lost else 0.0) - rules.welcome_reference
    expected = before * (1.0 - rules.welcome * missed)
    assert volunteer.belonging == pytest.approx(expected)


def test_the_contents_of_coaching_are_shares_of_one_whole() -> None:
    with pytest.raises((TupSimError, ValueError), match="coaching_content: the shares add up to 110 %"):
        with_values(HOUSE, {"coaching_content.task": 0.35})
