"""Who does what, written down: who is kept out of what, and that without a list nobody is."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, Life, live, with_values
from tests.directions.arms import rises, runs
from tup_sim.model import events
from tup_sim.model.catalogue import in_force, made
from tup_sim.model.mechanisms.role_delineation import RoleDelineation, kept_out
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.request import PAID, VOLUNTEERS

HOUSE = BASES["open_house"]


def test_the_kind_of_helper_who_is_asked_second_is_kept_out_where_there_is_a_first() -> None:
    assert kept_out(plain(HOUSE.requests.guidance), 1.0, 2) == VOLUNTEERS
    assert kept_out(plain(HOUSE.requests.guidance), 0.2, 2) == PAID  # volunteers hold it here
    assert kept_out(plain(HOUSE.requests.companionship), 1.0, 2) == PAID
    assert kept_out(plain(HOUSE.requests.companionship), 1.0, 0) == 0  # no volunteer may: professionals stay


def test_a_complete_list_makes_part_of_what_was_unclear_clear() -> None:
    p = with_values(HOUSE, {"role_delineation": 1.0, "delineation_clarity": 0.5})
    assert 0.6 + made(RoleDelineation, p).add_to_clarity(0.6) == pytest.approx(0.8)


def test_without_a_list_nobody_is_asked_about_it() -> None:
    assert not in_force(HOUSE).clarity


def house(delineation: float, **more: float) -> Life:
    values = more | {
        "warmup": 0,
        "horizon": 8,
        "role_delineation": delineation,
        "mechanisms.control_contacts": False,
    }
    return live(Scenario("house", with_values(HOUSE, values)))


def by_professionals(run: Life) -> int:
    companionship = TASK_TYPES.index("companionship")
    contacts = [e.contact for e in run.of(events.ContactStarted) if e.contact.helper.paid]
    return sum(contact.request.task_type == companionship for contact in contacts)


def test_with_a_complete_list_professionals_keep_no_company_and_without_one_they_do() -> None:
    assert by_professionals(house(1.0)) == 0 < by_professionals(house(0.0))


def test_with_talks_about_the_task_the_list_is_put_aside_when_somebody_waits() -> None:
    """A complete list and everybody has talked: professionals keep company again, but never at once (C187)."""
    run = house(1.0, dialogue_interval=2.0)
    assert by_professionals(run) > by_professionals(house(1.0))
    by_exception = [
        e.contact
        for e in run.of(events.ContactStarted)
        if e.contact.helper.paid and not e.contact.request.core
    ]
    assert all(
        2.0 * (c.started - c.request.made) >= c.request.due - c.request.made - 1e-6 for c in by_exception
    )


@pytest.mark.verify
def test_dialogue_keeps_flexibility_alive_where_a_strict_list_would_end_it() -> None:
    all_weeks, strict = (0.0, 24.0), {"role_delineation": 1.0}  # exceptions are few: some weeks have none
    with_talks = runs(strict | {"dialogue_interval": 2.0}, window=all_weeks)
    assert sum(run["flexibility"] > 0.0 for run in with_talks) > len(with_talks) / 2
    assert all(run["flexibility"] == 0.0 for run in runs(strict, window=all_weeks))


@pytest.mark.verify
def test_a_strict_list_makes_roles_clearer_and_leaves_no_room_to_stand_in() -> None:
    strict = {"role_delineation": 1.0}
    rises("role_clarity", {}, strict)
    assert all(run["flexibility"] == 0.0 for run in runs(strict))
    assert all(run["flexibility"] > 0.0 for run in runs({}))


def listed(delineation: float) -> list[bool]:
    """Which families are on a list by family."""
    p = with_values(HOUSE, {"role_delineation": delineation, "delineation_by": "family"})
    run = live(Scenario("house", with_values(p, {"warmup": 0, "horizon": 1})))
    rule = made(RoleDelineation, p)
    (unit,) = run.sim.organisation.units
    return [rule._is_listed(run.sim, unit, task_type) for task_type in range(len(TASK_TYPES))]


def test_a_list_by_family_has_all_of_a_family_or_nothing_and_a_longer_one_has_more() -> None:
    some, all_of_them = listed(0.6), listed(1.0)
    assert all(all_of_them) and any(some) and not all(some)
    practical = [name.startswith("practical") for name in TASK_TYPES]
    assert len({on for on, of_it in zip(some, practical, strict=True) if of_it}) == 1
