"""Control contacts, experiments and admission: each rule by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import BASES, live, with_values
from tup_sim.model import events
from tup_sim.model.parameters import Scenario
from tup_sim.model.people import own
from tup_sim.model.people.families import GUIDANCE

HOUSE = BASES["open_house"]
SMALL = {
    "warmup": 0,
    "horizon": 10,
    "places": 24,
    "professionals.posts": 3,
    "volunteers_initial": 14,
    "occasional_stock": 0,
    "difficulty.limit_test": 0.3,
    "mechanisms.control_contacts": True,
    "mechanisms.giving_in": True,
}


def small(**values: object):
    dotted = {path.replace("__", "."): value for path, value in values.items()}
    return live(Scenario("small", with_values(HOUSE, SMALL | dotted)))


def is_control(contact: Any) -> bool:
    return own.kept(contact.request, "control_contacts") is not None


def contacts(run, paid: bool | None = None):
    found = [event.contact for event in run.of(events.ContactEnded)]
    return [c for c in found if paid is None or c.helper.paid is paid]


@pytest.mark.parametrize(("rule", "by_volunteers"), [("none", True), ("professionals", False)])
def test_control_contacts_are_by_whom_the_house_says(rule: str, by_volunteers: bool) -> None:
    run = small(
        pattern="peer", pattern_by_family__guidance="same", role_separation=rule, control_contacts__share=1.0
    )
    control = [c for c in contacts(run) if is_control(c)]
    assert len(control) > 20
    assert any(not c.helper.paid for c in control) is by_volunteers


def test_nobody_familiar_has_control_contacts_where_roles_are_strictly_apart() -> None:
    run = small(role_separation="other_professionals", control_contacts__share=1.0)
    control = [c for c in contacts(run) if is_control(c)]
    assert len(control) > 20 and not any(c.familiar for c in control)
    assert any(c.familiar for c in contacts(small(control_contacts__share=1.0), paid=True) if is_control(c))


@pytest.mark.parametrize("most", [0, 1, 4])
def test_volunteers_come_no_oftener_than_an_experiment_allows(most: int) -> None:
    run = small(volunteer_visits=most, horizon=4)
    for client in {c.request.client.name for c in contacts(run)}:
        came = [c for c in contacts(run, paid=False) if c.request.client.name == client]
        assert len(came) <= most
    assert (len(contacts(run, paid=False)) > 0) is (most > 0)


def test_an_experiment_fixes_who_helps() -> None:
    run = small(who_helps__guidance="volunteers", who_helps__companionship="professionals")
    by = {(c.request.task_type, c.helper.paid) for c in contacts(run)}
    company = HOUSE.requests.companionship.core
    assert (GUIDANCE, False) in by and (GUIDANCE, True) not in by and not company
    task_types = {task_type for task_type, paid in by if not paid}
    assert 5 not in task_types and (5, True) in by


def test_admission_follows_its_policy() -> None:
    never = small(admission_policy="never", client_stay=10.0, applicants=5.0)
    admitted = [event for event in never.of(events.ClientAdmitted) if event.now > 168.0]
    assert not admitted
    assert not small(admission_policy="always", professionals__posts=1, admission_stop__weeks=1).of(
        events.AdmissionStopped
    )
