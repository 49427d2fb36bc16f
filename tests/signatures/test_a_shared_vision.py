"""A vision is shared through hours of contact: what follows from that, with and without it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD, change, falls, mean, rises
from tup_sim.model.clock import WEEK
from tup_sim.model.mechanisms.vision_alignment import AskedToLeave
from tup_sim.model.parameters import Scenario
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.intervals import Interval, mean_interval

# Years in months: people are moved ten times as fast, by others and by their own norms.
QUICK: dict[str, Any] = {"vision.contact": 0.1, "vision.own": 0.05, "vision.own_staff": 0.2}
EXTRA = QUICK | {"pattern": "extra", "pattern_by_family.practical": "same"}
OWNER = QUICK | {"pattern": "owner", "pattern_by_family.practical": "same"}
# Nobody leaves or comes for reasons of the pattern, and paid people are met at vision meetings only.
SAME_CONTACT = {
    "vision.seen_hours": 0.0,
    "population.openness_mean": 0.0,
    "population.openness_gap": 0.0,
    "population.openness_sd": 0.0,
    "coordinators.floor_share": 0.0,
    "togetherness_hours": 0.0,
    "mechanisms.coaching": False,
    "mechanisms.support_on_the_job": False,
    "mechanisms.exit": False,
    "mechanisms.recruitment": False,
    "vision_work": "contract",
    "vision_hours": 3.0,
}
OFF = {"mechanisms.vision_alignment": False}
LAST = (18.0, 24.0)


@pytest.mark.verify
def test_who_works_at_a_distance_comes_to_share_the_vision_less() -> None:
    """With nothing but contact in passing: the group talks that belong to such work can make up for it."""
    passing = {"mechanisms.coaching": False}
    falls("vision_alignment", EXTRA | passing, OWNER | passing, window=LAST)


@pytest.mark.verify
def test_with_the_same_hours_among_carriers_autonomy_makes_no_difference() -> None:
    """No rule reads how much somebody decides alone; what remains are hours staff spend with each other."""
    ownership = change("volunteer_ownership", EXTRA | SAME_CONTACT, OWNER | SAME_CONTACT, window=LAST)
    assert ownership.low > 0.1
    same = change("vision_alignment", EXTRA | SAME_CONTACT, OWNER | SAME_CONTACT, window=LAST, number=12)
    assert max(abs(same.low), abs(same.high)) < 0.003


@pytest.mark.verify
def test_without_the_mechanism_distance_leaves_alignment_alone() -> None:
    held = {"mechanisms.exit": False, "mechanisms.recruitment": False}
    same = change("vision_alignment", EXTRA | OFF | held, OWNER | OFF | held, window=LAST)
    assert max(abs(same.low), abs(same.high)) < 1e-9


@cache
def newcomers(mentors: bool, drifted: bool, replication: int) -> float:
    """Alignment of those who started in the run, half a year on; in a drifted house the old hands lost the vision."""
    values = THIRD | QUICK | {"mentors": mentors, "sessions.mentor": 2.0, "recruitment_channels.open": 2.0}
    sim = Simulation(Scenario("house", with_values(BASES["open_house"], values)), 1, replication)
    for volunteer in sim.organisation.units[0].volunteers.values():
        if volunteer.started is not None and volunteer.started < -52 * WEEK:
            volunteer.alignment = volunteer.norms = 0.1 if drifted else 0.9
    sim.run()
    new = [v for v in sim.organisation.units[0].volunteers.values() if v.active and (v.started or 0) > 0]
    regular = [v.alignment for v in new if not v.occasional]
    return sum(regular) / len(regular)


def brought_by_mentors(drifted: bool) -> Interval:
    pairs = [(newcomers(False, drifted, run), newcomers(True, drifted, run)) for run in range(10)]
    return mean_interval([mentored - alone for alone, mentored in pairs], 0.99)


@pytest.mark.verify
def test_mentors_pass_on_what_they_have_become() -> None:
    """Old hands who carry the vision bring newcomers closer to it, drifted ones take them away from it."""
    assert brought_by_mentors(drifted=False).low > 0
    assert brought_by_mentors(drifted=True).high < 0


HOURS = {"vision_hours": 3.0, "horizon": 30}
CONTRACT = QUICK | HOURS | {"vision_work": "contract"}
TOGETHER = QUICK | HOURS | {"vision_work": "co_creation"}


@pytest.mark.verify
def test_made_together_own_norms_and_ownership_move_under_a_contract_they_do_not() -> None:
    window = (20.0, 30.0)
    rises("own_norms", CONTRACT, TOGETHER, window=window)
    rises("volunteer_ownership", CONTRACT, TOGETHER, window=window)
    rises("vision_alignment", QUICK | {"horizon": 30}, CONTRACT, window=window)


@pytest.mark.verify
def test_the_same_hours_bind_people_when_spent_together_and_move_views_when_spent_on_the_vision() -> None:
    """C146; six hours more per volunteer and month in either arm, under a coordinator who carries the vision."""
    carried = QUICK | {"vision.norms_staff_sd": 0.02}
    together = carried | {"togetherness_hours": 6.5}
    vision = carried | {"vision_work": "contract", "vision_hours": 6.0}
    rises("belonging", vision, together, window=LAST)
    rises("vision_alignment", together, vision, window=LAST)


# Acts are frequent and people differ much, so that something happens in half a year.
MANY_ACTS: dict[str, Any] = {
    "vision.act": 0.1,
    "vision.norms_sd": 0.35,
    "vision.start_sd": 0.35,
    "vision.own": 0.1,
    "vision.unfounded": 0.15,
    "volunteers_initial": 44,
    "horizon": 30,
}
AFTERWARDS = (14.0, 30.0)
OBSERVED = MANY_ACTS | {"exit_practice": "observed"}
HEARSAY = MANY_ACTS | {"exit_practice": "hearsay"}


@pytest.mark.verify
def test_asking_people_to_leave_on_hearsay_costs_those_who_stay_their_safety() -> None:
    """That it spares clients is not certain: docs/signatures.md."""
    falls("volunteer_safety", OBSERVED, HEARSAY, window=AFTERWARDS, number=16, seed=303)
    assert mean("vision_exits", MANY_ACTS, AFTERWARDS) == 0.0 < mean("vision_exits", OBSERVED, AFTERWARDS)


class Ear:
    """Handlers who is asked to leave."""

    def __init__(self) -> None:
        self.asked: list[AskedToLeave] = []
        self.handlers = {AskedToLeave: self.asked.append}


def test_who_has_no_floor_cannot_name_facts() -> None:
    """With everybody at a distance and a coordinator at the desk nothing is noticed."""
    ear = Ear()
    values = THIRD | HEARSAY | {"pattern": "owner", "pattern_by_family.practical": "same"}
    values |= {"coordinators.floor_share": 0.0, "horizon": 12}
    Simulation(Scenario("far", with_values(BASES["open_house"], values)), 1, 0, [ear]).run()
    assert ear.asked and not any(event.founded for event in ear.asked)
