"""Saying goodbye: what a last talk is worth, who comes back, and that nothing changes without it."""

from __future__ import annotations

from functools import cache
from math import inf

import pytest

from tests.conservation.worlds import BASES, Life, live, with_values
from tests.directions.arms import rises
from tup_sim.model import events
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.last_talk import LastTalk, SaidGoodbye
from tup_sim.model.parameters import Scenario

HOUSE = BASES["open_house"]
TALK: LastTalk = made(LastTalk, HOUSE)


def test_a_last_talk_is_worth_what_somebody_felt_and_less_the_longer_it_waits() -> None:
    reach = TALK.reach_weeks
    assert TALK.ending_after_talk(0.6, 0.0) == 0.6
    assert TALK.ending_after_talk(0.6, 0.5 * reach) == pytest.approx(0.3)
    assert TALK.ending_after_talk(0.6, 2.0 * reach) == 0.0


def test_who_left_well_speaks_of_it_for_a_while() -> None:
    fresh = TALK.still_speaks_of_it(0.8, 0.0)
    assert fresh == pytest.approx(0.8 * TALK.ambassador)
    assert TALK.still_speaks_of_it(0.8, TALK.memory_weeks) == pytest.approx(fresh * 0.36788, rel=1e-4)
    assert TALK.still_speaks_of_it(0.0, 0.0) == 0.0


def test_a_better_ending_brings_the_same_person_back_sooner_and_some_never() -> None:
    often = made(LastTalk, with_values(HOUSE, {"ending.return_rate": 1.0}))
    weeks = [often.weeks_until_return(ending, 0.2) or inf for ending in (0.1, 0.4, 0.8)]
    assert weeks[0] == inf and weeks[1] > weeks[2] > 0.0
    one_year = often.weeks_until_return(1.0, 1.0 - 0.36788)
    assert one_year == pytest.approx(52.0, rel=1e-3)


# What they can do is theirs for good here, also while they are away.
FOR_GOOD: dict[str, object] = {"submodels.competence": "lifetime_sum"}
MANY_LEAVE = {"submodels.leaving": "classes", "h_long": 0.2, "h_short": 0.2}
LEAVING = FOR_GOOD | MANY_LEAVE | {"warmup": 0, "horizon": 40, "ending.return_rate": 5.0}


@cache
def house(practice: str, **more: float) -> Life:
    dotted = {path.replace("__", "."): value for path, value in more.items()}
    return live(Scenario("house", with_values(HOUSE, LEAVING | {"ending_practice": practice} | dotted)))


def test_who_comes_back_is_the_same_person_and_goes_the_usual_way() -> None:
    run = house("talk")
    back = [e.candidate for e in run.of(events.Enquired) if e.candidate.channel == "return"]
    assert len(back) > 5
    started = {v.name: v for v in run.volunteers}
    again = [(started[f"volunteer-{c.name}"], c.former) for c in back if f"volunteer-{c.name}" in started]
    assert again and len(again) < len(back)  # some are lost on the way, as others are
    for now, before in again:
        assert before is not None and before.left is not None and before.reason != "asked"
        assert now.traits.vulnerability == before.traits.vulnerability
        assert all(n >= b for n, b in zip(now.practice, before.practice, strict=True))


def test_without_last_talks_the_desk_closes_the_file_and_nobody_is_thanked_or_comes_back() -> None:
    off, on = house("none"), house("talk")
    assert not off.of(SaidGoodbye) and on.of(SaidGoodbye)
    assert not any(e.candidate.channel == "return" for e in off.of(events.Enquired))
    first = min(e.now for e in on.of(SaidGoodbye))
    told = [
        [(e.now, e.contact.helper.name) for e in run.of(events.ContactEnded) if e.now < first]
        for run in (off, on)
    ]
    assert told[0] == told[1] != []


def test_a_talk_takes_no_more_hours_than_the_file() -> None:
    """One leaver costs the desk the same either way; those who come back and are received are another matter."""
    nobody_returns = {"ending__return_rate": 0.0, "ending__ambassador": 0.0, "horizon": 20}
    off, on = house("none", **nobody_returns), house("talk", **nobody_returns)
    hours = [sum(person.hours["pipeline"] for person in run.paid) for run in (off, on)]
    assert hours[0] == pytest.approx(hours[1]) and hours[0] > 10.0


@pytest.mark.verify
def test_when_leaving_well_means_something_more_people_come() -> None:
    strong = MANY_LEAVE | {"ending.return_rate": 5.0, "ending.ambassador": 1.0}
    rises("starters", strong, strong | {"ending_practice": "talk"}, number=10)


def test_whoever_comes_back_is_judged_by_what_they_had_learned_when_they_left() -> None:
    """With no noise in the talk the impression is what the house saw of them."""
    run = house("talk", impression_noise=0.0)
    talked = [e.candidate for e in run.of(events.CandidateDecided) if e.candidate.former is not None]
    assert talked
    for candidate in talked:
        first_day = max(candidate.traits.competence[kind] for kind in candidate.traits.task_types)
        assert candidate.impression >= first_day
    assert any(max(c.former.practice) > 5 and c.impression > max(c.traits.competence) + 0.01 for c in talked)
