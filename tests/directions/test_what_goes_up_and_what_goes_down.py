"""Changes whose direction is beyond doubt: paired runs with the same luck, 99 % interval without zero."""

from __future__ import annotations

from typing import Any

import pytest

from tests.directions.arms import change, falls, mean, rises, runs

HOUSE: dict[str, Any] = {}
CUT_10, CUT_30 = {"cut.size": 0.1}, {"cut.size": 0.3}


@pytest.mark.verify
def test_more_professionals_come_sooner_and_leave_less_core_undone() -> None:
    more = {"professionals.posts": 6}
    falls("core_wait_hours", HOUSE, more)
    rises("core_met", HOUSE, more, number=20)
    falls("work_pressure", HOUSE, more)


def test_a_cut_leaves_fewer_professionals_under_more_pressure() -> None:
    falls("professionals_fte", HOUSE, CUT_30)
    rises("work_pressure", HOUSE, CUT_30)


@pytest.mark.verify
def test_the_bigger_the_cut_the_fewer_professionals_and_the_less_core_is_met() -> None:
    falls("professionals_fte", HOUSE, CUT_10)
    falls("professionals_fte", CUT_10, CUT_30)
    falls("core_met", CUT_10, CUT_30, number=10)
    rises("work_pressure", CUT_10, CUT_30)


@pytest.mark.verify
def test_a_cut_that_is_taken_back_brings_the_posts_back() -> None:
    cut, back = CUT_30 | {"horizon": 34}, CUT_30 | {"horizon": 34, "cut.restored": 14}
    rises("professionals_fte", cut, back, window=(28.0, 34.0))
    posts = mean("professionals_fte", back, window=(28.0, 34.0))
    assert posts > 0.85 * 4 * 0.65  # the posts, and not just some of them


@pytest.mark.parametrize("values", [{"pattern": "extra"}, {"pattern": "peer", "extra_only": True}])
def test_extra_volunteers_do_no_core_work(values: dict[str, Any]) -> None:
    """Exactly none, unless it creeps in: a trace of the mandate table, not a finding."""
    extra = values | {"pattern_by_family.practical": "same", "mechanisms.mandate_drift": False}
    assert [run["task_shift"] for run in runs(extra, 2)] == [0.0, 0.0]
    assert min(run["task_shift"] for run in runs(HOUSE)) > 0.0


def test_half_a_coordinator_gives_half_the_house_too_little_coaching() -> None:
    falls("contact_ratio", HOUSE, {"coordinators.fte": 0.125})


def test_fewer_volunteers_do_less_of_what_comes_on_top() -> None:
    fewer = {"volunteers_initial": 11}
    falls("surplus_met", HOUSE, fewer)
    falls("volunteer_hours", HOUSE, fewer)


@pytest.mark.verify
def test_slower_hiring_leaves_more_posts_empty() -> None:
    quits = {"staff_quit": 3.0}
    slow = quits | {"hire_delay.low": 14.0, "hire_delay.mode": 16.0, "hire_delay.high": 18.0}
    falls("professionals_fte", quits, slow)


@pytest.mark.verify
def test_vulnerable_volunteers_need_more_coaching() -> None:
    few = {"population.share_vulnerable": 0.2, "population.share_strong": 0.1}
    many = {"population.share_vulnerable": 0.9, "population.share_strong": 0.1}
    rises("coaching_hours_needed", few, many)
    falls("contact_ratio", few, many)


@pytest.mark.verify
def test_protecting_the_coordinator_keeps_the_coordinator_and_costs_posts() -> None:
    protected = CUT_30 | {"cut_protects.coordinator": True}
    rises("contact_ratio", CUT_30, protected)
    falls("professionals_fte", CUT_30, protected)


@pytest.mark.verify
def test_attention_gives_way_when_it_happens_in_gaps_and_holds_when_it_is_booked() -> None:
    """No order of what gives way is written anywhere: it follows from how attention is organised."""
    booked = {"attention_booked": True}
    fewer = {"professionals.fte": 0.65 * 0.7}
    in_gaps = falls("attention_minutes", HOUSE, fewer)
    by_appointment = change("attention_minutes", booked, booked | fewer)
    given, planned = mean("attention_minutes", HOUSE), mean("attention_minutes", booked)
    assert planned > 1.0
    assert in_gaps.mean / given < -0.3
    assert by_appointment.mean / planned > 0.5 * in_gaps.mean / given
