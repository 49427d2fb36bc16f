"""Common random numbers: two runs part where the scenario parts, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.counterfactual.twins import events, first_difference, small, until
from tup_sim.files import load_scenario
from tup_sim.measures.event_log import Entry
from tup_sim.model.parameters import Change, Parameters, Scenario, value_at
from tup_sim.model.parameters.declare import declarations
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.simulation import Simulation


def join_and_never_come(sim: Simulation, route: str) -> None:
    """One more volunteer on the books who offers no hours, and so never begins a first shift."""
    traits = replace(sim.draw_traits("nobody", route), wish=0.0)
    volunteer = Volunteer("volunteer-nobody", sim.organisation.units[0], traits, (1e18,) * 5)
    volunteer.called = sim.event()
    volunteer.unit.volunteers[volunteer.name] = volunteer


@pytest.mark.parametrize("pattern", ["extra", "peer", "owner"])
def test_one_more_volunteer_who_never_comes_changes_nothing_else(pattern: str) -> None:
    """An agreed term, because whoever is on the books without one is not in the pool to be recruited any more."""
    scenario = small(pattern=pattern, mentors=True, dialogue_interval=3.0, peer_review_interval=2.0)
    without = events(scenario)
    with_one = events(scenario, before=lambda sim: join_and_never_come(sim, "interim"))
    assert first_difference(without, with_one) == ""


def test_nor_does_an_open_ended_one_where_nobody_is_recruited_from_a_pool() -> None:
    scenario = small(mechanisms__recruitment=False, starters_per_month=3.0)
    without = events(scenario)
    with_one = events(scenario, before=lambda sim: join_and_never_come(sim, "citizen"))
    assert first_difference(without, with_one) == ""


LATER: list[tuple[str, float, Scenario]] = [
    ("announced cut", 4, small(cut__size=0.2, cut__at=8, cut__announced=4)),
    ("unannounced cut", 8, small(cut__size=0.2, cut__at=8, cut__announced=0)),
    ("ramped cut", 5, small(cut__size=0.4, cut__at=6, cut__announced=1, cut__over=4)),
    ("volunteers leave", 7, small(volunteer_shock__share=0.5, volunteer_shock__at=7)),
    ("the oldest leave", 7, small(volunteer_shock__share=0.3, volunteer_shock__at=7, volunteer_shock__who="longest")),
    ("more demand", 6, small(demand_shock__size=0.5, demand_shock__at=6)),
    ("half coordinator", 6, small(Change({"coordinators.fte": 0.375}, at=6))),
    ("smaller posts", 6, small(Change({"professionals.fte": 0.5}, at=6))),
    ("attention booked", 6, small(Change({"attention_booked": True}, at=6))),
    ("another pattern", 6, small(Change({"pattern": "owner"}, at=6))),
    ("slow change", 6, small(Change({"thanks": 8.0}, at=6, over=4))),
    ("mechanism off", 6, small(Change({"mechanisms.support_on_the_job": False}, at=6))),
]  # fmt: skip


@pytest.fixture(scope="module")
def baseline() -> list[Entry]:
    return events(small())


@pytest.mark.parametrize(("week", "scenario"), [each[1:] for each in LATER], ids=[each[0] for each in LATER])
def test_what_happens_later_changes_nothing_earlier(
    week: float, scenario: Scenario, baseline: list[Entry]
) -> None:
    changed = events(scenario)
    assert first_difference(until(baseline, week), until(changed, week)) == ""
    assert first_difference(baseline, changed) != "", "the change never mattered"


NOTHING: dict[str, dict[str, Any]] = {
    "a cut of 0 %": {"cut__size": 0.0, "cut__at": 5, "cut__announced": 3.0, "cut__restored": 8},
    "a cut of the whole subsidy without the mechanism of money": {},
    "a shock to nobody": {"volunteer_shock__share": 0.0, "volunteer_shock__at": 5},
    "a wave of demand of 0 %": {"demand_shock__size": 0.0, "demand_shock__at": 5, "demand_shock__until": 9},
}


@pytest.mark.parametrize("values", NOTHING.values(), ids=NOTHING)
def test_a_change_of_nothing_is_the_baseline_bit_for_bit(
    values: dict[str, Any], baseline: list[Entry]
) -> None:
    if not values:
        off = events(small(mechanisms__money=False))
        cut = small(mechanisms__money=False, cut__size=1.0, cut__at=5, cut__announced=2.0)
        assert first_difference(off, events(cut)) == ""
    else:
        assert first_difference(baseline, events(small(**values))) == ""


def test_the_cut_of_0_percent_that_is_supplied_is_the_house_itself() -> None:
    settings = ["horizon=8", "warmup=1", "places=20", "cut.at=4", "cut.announced=2"]
    house, cut = (
        load_scenario("open_house", settings=settings),
        load_scenario("open_house", ["cut_0"], settings),
    )
    assert first_difference(events(house), events(cut)) == ""


def test_a_lever_set_to_its_own_value_is_no_change(baseline: list[Entry]) -> None:
    half = small().parameters.coordinators.fte
    assert first_difference(baseline, events(small(Change({"coordinators.fte": half}, at=5)))) == ""


def test_so_does_setting_everything_that_can_be_switched_to_its_own_value(baseline: list[Entry]) -> None:
    p = small().parameters
    values = {d.path: value_at(p, d.path) for d in declarations(Parameters) if not d.fixed}
    assert len(values) > 200
    assert first_difference(baseline, events(small(Change(values, at=5)))) == ""


def test_clients_ask_the_same_whoever_is_there_to_help() -> None:
    """Needs are luck of the client: neither staff nor volunteers move them (as long as admission does not stop)."""
    asked = []
    for posts, volunteers in ((3, 14), (6, 3)):
        scenario = small(
            professionals__posts=posts,
            volunteers_initial=volunteers,
            mechanisms__work_pressure=False,
            waiting_list_exit_rate=0.0,
        )
        made = [entry[2] for entry in events(scenario) if entry[1] == "RequestMade"]
        asked.append([request[1:3] + request[4:7] for request in made])
    assert len(asked[0]) > 500 and asked[0] == asked[1]


def test_people_are_who_they_are_under_any_policy() -> None:
    """The same newcomers, with the same reasons to go, whatever the organisation does."""
    people: list[dict[str, tuple[Any, ...]]] = []
    for values in ({}, {"pattern": "owner", "thanks": 10.0, "coordinators__fte": 0.2, "no_show": 0.3}):
        found: dict[str, tuple[Any, ...]] = {}

        def look(sim: Simulation, found: dict[str, tuple[Any, ...]] = found) -> None:
            for volunteer in sim.organisation.units[0].volunteers.values():
                found[volunteer.name] = (volunteer.traits, volunteer.thresholds, volunteer.started)

        events(small(**values), before=look)
        people.append(found)
    assert len(people[0]) == 20 and people[0] == people[1]
