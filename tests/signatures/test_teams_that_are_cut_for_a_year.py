"""A third of the money away for a year, then all of it back: does the team come back (dynamics 1)?

Professionals only, strain that makes people leave as in the stress test, and no relief: nobody is refused and time per
task stays. Where the labour market gives hardly more people than leave under strain, the scar is still there a year
later. A team that stays small for good was not found (docs/signatures.md says what was tried).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.signatures.watching import Staff, difference, watched

RUNS, WARMUP, RESTORED = 4, 26, 78
NOBODY_BUT_STAFF: dict[str, Any] = {
    "volunteers_initial": 0,
    "occasional_stock": 0,
    "planned_ends.student": 0.0,
    "planned_ends.interim": 0.0,
    "mandated_inflow": 0.0,
    "group_visits.requests": 0.0,
    "mechanisms.recruitment": False,
    "starters_per_month": 0.0,
    "coordinators.posts": 0,
    "coaching_share": 0.0,
    "pattern": "extra",
    "pattern_by_family.practical": "same",
    "requests.companionship.rate": 0.0,
    "requests.activities.rate": 0.0,
    "requests.practical_surplus.rate": 0.0,
}
TEAM: dict[str, Any] = NOBODY_BUT_STAFF | {
    "warmup": WARMUP,
    "horizon": 156,
    "places": 150,
    "applicants": 4.0,
    "professionals.posts": 10,
    "professionals.fte": 0.75,
    "income": 575000.0,
    "overhead": 102300.0,
    "recruitment_budget": 0.0,
    "staff_quit": 0.13,
    "strain.quit_effect": 2.5,
    "times.relation": 13.0,
    "strain.quit_lag": 1.0,
    "admission_policy": "always",
    "mechanisms.work_pressure": False,
}
CUT = {"cut.size": 0.3, "cut.at": 26, "cut.announced": 4.0, "cut.restored": RESTORED, "notice": 4.0}
SLOW, QUICK = {"hire_cap": 0.16}, {"hire_cap": 0.4}
NEXT_YEAR = (WARMUP + RESTORED + 26, WARMUP + RESTORED + 78)

pytestmark = pytest.mark.verify


@cache
def pairs(*values: tuple[str, Any]) -> tuple[tuple[Staff, ...], tuple[Staff, ...]]:
    """Teams with these values that are left alone, and that are cut for a year."""
    team = TEAM | dict(values)
    return watched(team, RUNS), watched(team | CUT, RUNS)


def test_where_hardly_anybody_can_be_hired_the_team_is_small_a_year_later() -> None:
    base, cut = pairs(*SLOW.items())
    assert difference("leaving", base, cut, WARMUP + 52, WARMUP + 78).low > 0.3
    assert difference("fte", base, cut, *NEXT_YEAR).high < -0.5


def test_where_people_can_be_hired_it_is_back_within_the_year() -> None:
    slow, quick = (difference("fte", *pairs(*each.items()), *NEXT_YEAR) for each in (SLOW, QUICK))
    assert quick.mean > 0.5 * slow.mean
    assert quick.low > slow.mean


def test_without_strain_nobody_leaves_because_of_it() -> None:
    values = TEAM | SLOW | {"mechanisms.strain": False, "horizon": RESTORED}
    base, cut = watched(values, 2), watched(values | CUT | {"cut.restored": -1}, 2)
    assert difference("leaving", base, cut, WARMUP + 52, WARMUP + 78).mean == pytest.approx(0.0, abs=0.05)
