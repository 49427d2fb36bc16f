"""What levers planned is held against what took place, with a reason only where one was measured or declared."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import Any

import pytest

from tests.conservation.worlds import with_values
from tup_sim.measures import outcome_of
from tup_sim.model import promises
from tup_sim.model.parameters import Change, Parameters, Scenario, Trigger, declarations
from tup_sim.study.realised import PROMISES, Realised, cannot_act, changes_nothing, realised
from tup_sim.study.results import Comparison, Replications
from tup_sim.study.work import Result

SPAN = {"horizon": (0.0, 104.0), "late": (52.0, 104.0)}
PATHS = [each.path for each in declarations(Parameters)]


def made(settings: dict[str, Any], changes: tuple[Change, ...] = ()) -> Scenario:
    return Scenario(f"{settings}", with_values(Parameters(horizon=104), settings), changes)


def runs(scenario: Scenario, values: dict[str, float], number: int = 4) -> Replications:
    """As if these had come out, in every window, with a little luck."""
    luck = [0.001 * run for run in range(number)]
    results = [
        Result(0, scenario.name, 1, run, {
            f"{name}{end}": value + more for name, value in values.items() for end in ("", "@late")
        })
        for run, more in enumerate(luck)
    ]  # fmt: skip
    return Replications(scenario, 1, number, SPAN, tuple(results))


def told(
    settings: dict[str, Any],
    values: dict[str, float],
    base: dict[str, float],
    below: dict[str, Any] | None = None,
    changes: tuple[Change, ...] = (),
) -> list[Realised]:
    labels = {name: name for name in SPAN}
    arm = runs(made((below or {}) | settings, changes), values)
    return realised(Comparison(runs(made(below or {}), base), (arm,), (labels,)), 0)


def test_the_table_knows_its_levers_and_outcomes() -> None:
    for promise in PROMISES:
        assert outcome_of(promise.outcome).unit
        for lever in promise.levers:
            assert any(f"{path}.".startswith(f"{lever}.") for path in PATHS), lever


def test_hours_that_are_granted_and_do_not_take_place_are_told_with_what_limits_them() -> None:
    seen = {"talk_hours_per_volunteer": 1.0, "coaching_hours_needed": 15.0, "volunteers": 65.0}
    lost = {"booked_lost_to_requests": 0.0, "booked_lost_to_coach": 0.01, "booked_lost_to_volunteer": 0.01}
    (row,) = told({"support_hours_per_volunteer_month": 4.5}, seen | lost, seen | lost)
    assert (row.planned, row.took_place) == (4.5, pytest.approx(1.0, abs=0.01))
    assert set(row.reasons) == {"talk_cap", "need"}  # few talks were lost, and coaches have hours enough
    assert row.reasons["talk_cap"]["most"] == pytest.approx(52 / 12 / 2)
    assert row.reasons["need"]["needed"] == pytest.approx(1.0, abs=0.01)


def test_a_plan_that_is_kept_is_not_told() -> None:
    settings, seen = {"attention_booked": True}, {"attention_minutes": 5.8}
    assert told(settings, seen, {"attention_minutes": 9.0}) == []
    assert told({}, seen, seen) == []


def test_attention_that_was_not_booked_and_that_did_not_take_place_are_told_apart() -> None:
    seen = {"attention_minutes": 3.0, "attention_held_share": 0.75}
    (row,) = told({"attention_booked": True}, seen, seen)
    assert row.reasons["not_booked"]["part"] == pytest.approx(1 / 3, abs=0.01)
    assert row.reasons["held"]["part"] == pytest.approx(0.75, abs=0.01)


def test_core_work_of_volunteers_under_extra_only_is_drift_where_drift_was_measured() -> None:
    seen = {"task_shift": 0.034}
    (row,) = told({"extra_only": True}, seen | {"mandate_creep": 0.02}, seen)
    assert row.planned == 0.0 and set(row.reasons) == {"drift"}
    (row,) = told({"extra_only": True}, seen | {"mandate_creep": nan}, seen)
    assert row.reasons == {}
    (row,) = told(
        {"extra_only": True}, seen | {"mandate_creep": 0.02}, seen, {"mechanisms.mandate_drift": False}
    )
    assert row.reasons == {}


def test_more_recruitment_that_brings_nobody_is_told_with_the_places_that_are_full() -> None:
    seen = {"starters": 12.0, "volunteers": 64.6, "start_yield": 0.4}
    (row,) = told({"recruitment_asks": 30.0}, seen, seen, {"volunteer_places": 65})
    assert row.planned_change > 10.0 and row.change == pytest.approx(0.0)
    assert row.reasons["full"] == {"places": 65.0} and set(row.reasons) == {"full"}
    (row,) = told({"recruitment_asks": 30.0}, seen, seen)
    assert row.reasons == {}


def test_a_saving_that_is_not_made_is_told_in_euro_of_the_last_year() -> None:
    few, many = {"cost": 600_000.0, "budget_balance": -9000.0}, {"cost": 610_000.0, "budget_balance": 0.0}
    (row,) = told({"cut.size": 0.2, "cut.at": 20}, few, many)
    p = Parameters()
    assert row.window == "late" and row.change == pytest.approx(-10_000.0)
    assert row.planned_change == pytest.approx(-0.2 * p.subsidy_share * p.income)
    assert row.reasons["overspent"]["short"] == pytest.approx(9000.0, abs=1.0)


def test_a_dated_change_is_held_against_the_plan_of_the_window_it_holds_in() -> None:
    later = (Change({"professionals.posts": 6}, at=30),)
    (row,) = told(
        {}, {"professionals_fte": 7.4, "vacancies_share": 0.0}, {"professionals_fte": 7.5}, changes=later
    )
    assert row.window == "late" and row.planned == pytest.approx(6 * 0.75)
    waits = (Change({"professionals.posts": 6}, trigger=Trigger("volunteers", True, 1.0)),)
    assert told({}, {"professionals_fte": 7.4}, {"professionals_fte": 7.5}, changes=waits) == []


def test_what_the_plan_is_per_volunteer_follows_from_the_parameters() -> None:
    p = Parameters()
    usual = promises.talk_hours(p)
    assert 0.0 < usual < promises.hours_of_coaches(p)
    assert promises.talk_hours(with_values(p, {"volunteers_initial": 130})) == pytest.approx(usual / 2)
    every_eight = with_values(p, {"dialogue_interval": 8.0, "task_review_interval": 26.0})
    assert promises.talks_about_the_task(every_eight) == pytest.approx(52 / 8 + 2)
    vision = with_values(p, {"vision_work": "contract", "vision_hours": 1.5, "vision.meeting": 1.5})
    assert promises.meetings(vision) == pytest.approx(12.0)


def test_an_arm_with_the_same_outcomes_in_every_pair_changes_nothing() -> None:
    labels = {name: name for name in SPAN}
    base, seen = made({}), {"core_met": 0.9, "cost": nan}
    same = runs(made({"cut.at": 30}), seen)
    other = replace(same, results=(*same.results[:3], replace(same.results[3], values={"core_met": 0.8})))
    found = Comparison(runs(base, seen), (same, other), (labels, labels))
    assert changes_nothing(found, 0) and not changes_nothing(found, 1)


def test_a_difference_cannot_act_only_if_the_gate_is_closed_in_both() -> None:
    closed, moved = made({}), made({"cut.at": 30, "places": 100})
    ((gate, paths),) = cannot_act(closed, moved)
    assert "cut.size is 0" in gate.why and paths == ["cut.at"]
    assert cannot_act(made({"cut.size": 0.1}), moved) == []
    assert cannot_act(closed, made({"cut.at": 30, "cut.size": 0.1})) == []
