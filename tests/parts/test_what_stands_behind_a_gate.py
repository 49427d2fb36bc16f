"""Whatever is said to do nothing while a gate is closed, does nothing then, and does something once it is open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from tests.conservation.worlds import with_values
from tests.parts.test_levers_at_their_extremes import BASE, LEVERS
from tests.parts.test_what_a_switch_leaves_out import DECLARED, SWITCHES, other
from tests.rows import on_each
from tests.runs import shared
from tup_sim.files.listing import checked
from tup_sim.measures import observe
from tup_sim.model.gates import (
    GATES,
    Gate,
    closed_gates,
    idle_paths,
    stands_behind,
    stays_closed,
)
from tup_sim.model.parameters import Change, Parameters, Scenario
from tup_sim.model.people.families import FAMILIES

# Every gate open, in a world in which much happens: many come, many leave, and money is taken and given.
OPEN: dict[str, Any] = {
 "horizon": 16, "volunteers_initial": 24, "places": 20, "professionals.posts": 3,"recruitable_people":100,
 "cut.size":0.4,"cut.at":6,"cut.announced":3.0,"cut.over":4,"cut.restored":11,"notice":2.0,
 "demand_shock.size":0.5,"demand_shock.at":2,"demand_shock.until":6,
 "volunteer_shock.share":0.3,"volunteer_shock.at":3,
 "attention_booked":True,"vision_work":"co_creation","vision_hours":3.0,
 "entry_rule":"chosen","evidence_starters":2,"review_weeks":4,"recruitment_asks":60.0,"ask_yield":0.3,
 "word_of_mouth":0.3,"ending_practice":"talk","h_short":0.5,"h_long":0.2,
 "support_split.recruitment":0.2,"support_split.running":0.6,"support_split.ending":0.2,
 "short_task_share":0.5,"low_threshold_entry_tasks":True,"outer_circle.inward":0.9,
 "population.share_vulnerable":0.4,
 "admission_stop.above":0.2,"admission_stop.weeks":1,"mandate_drift.ask":1.0,"mandate_drift.accept":1.0,"long_wait":0.05,
 "coordinators.floor_share":0.3,"coordinators.external":0.05,"coaching_need.new_weeks":2.0,
 "mentor_at_first_talk":True,"pre_start_training_hours":4.0,"delay_talk_to_start":3.0,
 "population.share_ex_client":0.3,
 "mandated_inflow":60.0,"mandated_place_funding":2000.0,"obligation_weeks":5.0,
 "group_visits.requests":30.0,"group_visits.lead_weeks":1.0,"groups_policy":"accept",
 "coordinators.posts":2,"mentors":True,"floor_talks":True,"post_incident_talks":True,"group_talk_interval":4.0,
 "peer_review_interval":4.0,"coaching_timing":"after_problems","task_review_interval":4.0,"wifa_scan_interval":4,
 "role_delineation":0.5,"surplus_message":0.8,"support_for_coaches":6.0,"time_norm":True,
 "funder_rule":"follows_output","funder_loop.interval":4,"funder_loop.notice":1.0,"coaching_share":0.1,"difficulty.incident":0.5,
 "organisation_asks":"hours_and_mandates","mandate_drift.review_line":0.5,"coached_lately":1.0,"pattern":"extra","dialogue_interval":6.0,
 "wage_professional":45000.0,"mechanisms.friction":True,
 "mechanisms.control_contacts":True,"mechanisms.coordination":True,"mechanisms.giving_in":True,"mechanisms.ideas":True,
}  # fmt: skip
# Where much happens, what coordinators have left for first talks lets two starters in by week 16, who tell nothing.
MANY_STARTERS = {
    "recruitable_people": 1000,
    "mandated_inflow": 0.0,
    "coordinators.fte": 1.0,
    "quality_floor": 0.95,  # above what everybody meets, so that there is something to demand
    "horizon": 26,
}
# Work beyond the mandate that went well is rare: two jobs in 16 weeks, and a review takes them up one person at a time.
PRECEDENTS = {"horizon": 40}
FLOOR = {
    "recruitment_asks": 0.0,
    "coordinators.coaching": 0.0,
    "coaching_share": 0.0,
    "attention_booked": False,
}
ROOM: dict[str, dict[str, Any]] = {
    "competence.most": {"submodels.competence": "capped"},
    f"competence.{FAMILIES[0]}": {"submodels.competence": "lifetime_sum"},
    "competence.professional_expert": {"submodels.professionals": "alike"},
    "states.volunteer_demand": {"submodels.strain": "hinge"},
    "p_short_traditional": {"submodels.leaving": "classes"},
    "ending.ambassador": {"submodels.leaving": "classes", "h_long": 0.3},
    "threat.message": {"mechanisms.displacement_threat": True},
    "states.pair_trust": {"submodels.trust": "touches"},
    "quality_floor": {"submodels.competence": "lifetime_sum", "submodels.professionals": "alike"},
    "competence.professional_sd": {"submodels.professionals": "individual"},
    "starters_per_month": {"mechanisms.recruitment": False},
    "entry_step": MANY_STARTERS,
    "evidence_starters": MANY_STARTERS,
    "task_review": PRECEDENTS,
    "mandate_drift.review_line": PRECEDENTS,
    # Where somebody is new for two weeks only, there are mentors for all who are, whatever it takes to be one.
    "sessions.mentor_tenure": {"coaching_need.new_weeks": 26.0},
    "guiding.floor_talk": FLOOR,
    "coordinators.floor_share": FLOOR,
    "floor_talks": FLOOR | {"floor_talks": False},
    **{
        f"relation.{name}": {"submodels.trust": "kept_expectations"}
        for name in ("prior", "memory", "usual", "spread", "told")
    },
    **{
        f"relation.{name}": {"submodels.attention": "by_relation", "attention_booked": False}
        for name in ("steers", "acquainted")
    },
    "leaving": {"submodels.leaving": "attitude"},
    "leaving.usual.tension": {"submodels.leaving": "attitude", "leaving.usual.tension_sd": 0.1},
    "strain.load_slope": {"submodels.strain": "linear"},
    "strain.load_reference": {"submodels.strain": "linear"},
    "strain.knee": {"submodels.strain": "softplus"},
    "states.pair_conflict": {"mechanisms.friction": False, "difficulty.limit_test": 0.9, "horizon": 26},
    "time_norm_weeks": {"demand_shock.size": 3.0, "time_per_task_slack": 1.0},
}
AS_THE_PATTERN_SAYS: dict[str, Any] = {
    **{f"pattern_by_family.{family}": "same" for family in FAMILIES},
    "entry_threshold": -1.0,
    "entry_rule": "fixed",
    "peer_review_interval": 0.0,
}
UNDIVIDED: dict[str, Any] = {
    "support_split.recruitment": 0.0,
    "support_split.ending": 0.0,
    "support_split.running": 1.0,
}
PARTS = 11  # few enough to be quick
OPENED = with_values(BASE, OPEN)
OF_SWITCHES = set(SWITCHES)
OWN = [gate for gate in GATES if not OF_SWITCHES & set(gate.closed) or True in gate.closed.values()]


CHOSEN = sorted(
    {path for gate in OWN for path in DECLARED if stands_behind(gate, path)} & {each.path for each in LEVERS}
)


def behind(gate: Gate) -> list[str]:
    return [path for path in DECLARED if stands_behind(gate, path)]


def closing(gate: Gate) -> dict[str, Any]:
    """Values with which a gate is closed."""
    values = {path: value[0] if isinstance(value, tuple) else value for path, value in gate.closed.items()}
    return UNDIVIDED | values if values.keys() & UNDIVIDED.keys() else values


def opening(paths: Iterable[str]) -> dict[str, Any]:
    """What else it takes for these to act, in a world in which much happens."""
    paths = list(paths)
    if paths[0].startswith("patterns."):
        return AS_THE_PATTERN_SAYS | {"pattern": paths[0].split(".")[1]}
    return next((ROOM[path] for path in paths if path in ROOM), {})


def moved(paths: Iterable[str]) -> dict[str, Any]:
    """Other values, as far as there are any that can stand together."""
    values: dict[str, Any] = {}
    for path in paths:
        of_a_whole = path.startswith("coordinators.") and DECLARED[path].unit == "share of worked hours"
        values |= {path: 0.0} if of_a_whole else other(DECLARED[path])
    return values


def seen(base: Parameters, values: dict[str, Any]) -> str:
    return _seen(with_values(base, values).model_dump_json())


@cache
def _seen(parameters: str) -> str:
    return repr(shared(Scenario("gate", Parameters.model_validate_json(parameters)), 1, 0).values)


@pytest.mark.parametrize("gate", OWN, ids=lambda gate: str(gate.why))
def test_what_stands_behind_a_closed_gate_does_nothing(gate: Gate) -> None:
    values = moved(behind(gate))
    assert values
    assert seen(BASE, closing(gate)) == seen(BASE, closing(gate) | values)


@pytest.mark.parametrize("part", range(PARTS))
def test_nor_does_it_where_much_happens(part: int) -> None:
    """Several gates at once, for a run in which much happens takes longer."""
    gates = [gate for gate in GATES[part::PARTS] if True not in gate.closed.values()]
    closed = {path: value for gate in gates for path, value in closing(gate).items()}
    values = moved(path for gate in gates for path in behind(gate))
    values |= {path: not OPEN[path] for path in values if isinstance(OPEN.get(path), bool)}
    assert seen(OPENED, closed) == seen(OPENED, values | closed)


@pytest.mark.verify  # that each is read is in test_every_parameter_is_used.py
@pytest.mark.parametrize("gate", OWN, ids=lambda gate: str(gate.why))
def test_what_stands_behind_an_open_gate_does_something(gate: Gate) -> None:
    room = opening(gate.levers)
    assert seen(OPENED, room) != seen(OPENED, room | moved(behind(gate)))


@pytest.mark.verify
@pytest.mark.parametrize("lever", CHOSEN)
def test_every_lever_behind_an_open_gate_does_something(lever: str) -> None:
    room = opening([lever])
    assert seen(OPENED, room) != seen(OPENED, room | moved([lever]))


def test_who_is_overdrawn_without_a_cut_does_not_wait_for_the_date_of_one() -> None:
    posts = {"professionals.posts": 4, "notice": 1.0, "budget_review": 4.0, "horizon": 20}
    poor = with_values(BASE, posts | {"income": 1000.0, "reserve": 0.0})
    assert seen(poor, {"cut.at": 2}) == seen(poor, {"cut.at": 19})
    assert observe(Scenario("poor", poor), 1, 0).values["redundancies"] > 0


@on_each("gate", GATES, ids=lambda gate: gate.why)
def test_gates_and_levers_are_declared(gate: Gate) -> None:
    assert set(gate.closed) <= set(DECLARED)
    for lever in gate.levers:
        assert any(f"{path}.".startswith(f"{lever}.") for path in DECLARED), lever


def test_a_gate_that_a_dated_change_opens_is_not_closed() -> None:
    no_cut = next(gate for gate in GATES if gate.levers[0] == "cut.at")
    assert stays_closed(no_cut, Scenario("never", BASE))
    assert stays_closed(no_cut, Scenario("zero", BASE, (Change({"cut.size": 0.0}, at=2),)))
    later = Scenario("later", BASE, (Change({"cut.size": 0.1}, at=2),))
    assert not stays_closed(no_cut, later) and closed_gates(later, ["cut.at"]) == []


def test_what_stands_behind_two_closed_gates_is_told_once() -> None:
    told = idle_paths(Scenario("base", BASE), ["vision.meeting", "cut.over", "places"])
    assert [paths for _, paths in told] == [["cut.over"], ["vision.meeting"]]


@pytest.mark.parametrize("asks", ["nothing", "hours"])
def test_where_no_wider_mandate_is_proposed_what_it_takes_and_its_end_do_nothing(asks: str) -> None:
    paths = [f"asking_for_more.{name}" for name in ("margin", "line", "undone")]
    told = idle_paths(Scenario("asks", with_values(BASE, {"organisation_asks": asks})), paths)
    assert told[0][1] == paths[1:]
    assert [found for _, found in told[1:]] == [paths[:1]] * (asks == "nothing")


def test_scenario_check_says_what_cannot_act_and_what_is_beyond_a_limit() -> None:
    text = checked("open_house", (), ("cut.over=4", "support_hours_per_volunteer_month=4.5"), 300)
    assert "there is no cut (cut.size is 0), so this does nothing: cut.over" in text
    assert "no more than 2.17 can take place" in text
    assert "does nothing" not in checked("open_house", (), ("cut.over=4", "cut.size=0.1"), 300)


def test_a_policy_alone_is_not_judged_by_a_house_it_is_not_in() -> None:
    assert "does nothing" not in checked("protect_front_line", (), (), 300)
