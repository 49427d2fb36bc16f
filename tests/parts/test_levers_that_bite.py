"""Levers that were hard to see in a short run: each changes what it is about, in a house where much comes in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import BASES, Life, live, with_values
from tests.directions.arms import THIRD, falls
from tup_sim.model import events
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.own import kept

MANY_COME: dict[str, Any] = {
    "warmup": 0,
    "horizon": 16,
    "cut.size": 0.0,
    "recruitment_channels.open": 8.0,
    "coordinators.fte": 1.0,
    "population.share_ex_client": 0.3,
    "ex_clients_apply": False,
}


def house(**values: Any) -> Life:
    return live(Scenario("house", with_values(BASES["open_house"], THIRD | MANY_COME | values)))


def offers(run: Life, much_guidance: bool) -> list[bool]:
    line = run.sim.scenario.parameters.guidance_line
    decided = run.of(events.CandidateDecided)
    return [e.offered for e in decided if (e.candidate.traits.vulnerability >= line) == much_guidance]


def share(offered: list[bool]) -> float:
    return sum(offered) / len(offered)


def test_an_aim_for_vulnerable_volunteers_opens_the_door_and_closes_it_when_it_is_met() -> None:
    """Nobody else is treated differently; who was met at the door is decided anew."""
    choosy = {"entry_threshold": 0.45, "horizon": 26}  # not nearly everybody is let in
    no_aim, none, all_of_them = (house(vulnerable_target_share=aim, **choosy) for aim in (-1.0, 0.0, 1.0))
    guided = [share(offers(run, True)) for run in (none, no_aim, all_of_them)]
    assert guided[0] < guided[1] < guided[2] and len(offers(no_aim, True)) > 5
    first = [offers(run, False)[:5] for run in (none, no_aim, all_of_them)]
    assert first[0] == first[1] == first[2]


def test_talks_about_expectations_take_away_part_of_each_error_and_take_time() -> None:
    silent, told = house(expectation_gap=0.3), house(expectation_gap=0.3, expectation_talks=True)
    gaps = [gaps_of(run) for run in (silent, told)]
    both = sorted(set(gaps[0]) & set(gaps[1]))
    left = 1.0 - silent.sim.scenario.parameters.expectations.talk_effect
    assert len(both) > 2
    assert all(gaps[1][name] == pytest.approx(left * gaps[0][name]) for name in both)
    assert desk_hours(told) > desk_hours(silent)


def test_talks_about_expectations_take_time_also_where_nobody_is_misjudged() -> None:
    assert desk_hours(house(expectation_talks=True)) > desk_hours(house())


def gaps_of(run: Life) -> dict[str, float]:
    """What coaches expect too much of those who are there, by name."""
    gaps = {v.name: kept(v, "expectations").gap for v in run.volunteers}
    return {name: gap for name, gap in gaps.items() if gap is not None}


def desk_hours(run: Life) -> float:
    return sum(person.hours["pipeline"] for person in run.paid)


@pytest.mark.verify
def test_targets_for_volunteers_leave_their_motives_less_met_and_targets_for_others_do_not() -> None:
    """What they came for is what they have to leave out (C124); professionals who are judged are another matter."""
    falls("motivation", {}, {"target_accountability_for": "volunteers"})
    with_nothing_missed = {"target_accountability_for": "volunteers", "coach_care.missed": 0.0}
    falls("motivation", with_nothing_missed, {"target_accountability_for": "volunteers"})
