"""Rosters off: whoever is employed is at work; contracts begin and end all the same."""

from __future__ import annotations

from typing import Any

from tests.conservation.worlds import Life, live, with_values
from tup_sim.files import load_scenario
from tup_sim.model import events
from tup_sim.model.parameters import Scenario

HOUSE = load_scenario("theory_erlang_c").parameters
WAGE = 60_000.0
SIX = {
    "warmup": 0,
    "horizon": 40,
    "places": 30,
    "professionals.posts": 6,
    "mechanisms.money": True,
    "income": 6 * WAGE,
    "wage_professional": WAGE,
    "subsidy_share": 1.0,
    "overhead": 0.0,
    "training_budget": 0.0,
    "recruitment_budget": 0.0,
}


def six_servers(**values: Any) -> Life:
    changed = {name.replace("__", "."): value for name, value in values.items()}
    return live(Scenario("six servers", with_values(HOUSE, SIX | changed)))


def served_by(life: Life, since: float) -> set[str]:
    """Who began with a client from this week on."""
    return {e.contact.helper.name for e in life.of(events.ContactStarted) if e.now >= since * 168.0}


def employed(life: Life) -> set[str]:
    return {name for unit in life.sim.organisation.units for name in unit.professionals}


def test_a_cut_from_six_to_four_leaves_four_who_serve() -> None:
    life = six_servers(cut__size=0.334, cut__at=10, cut__announced=0.0, notice=4.0)
    assert [(e.now / 168.0, e.reason) for e in life.of(events.ProfessionalLeft)] == [(14.0, "redundancy")] * 2
    assert len(served_by(life, 0)) == 6
    assert len(served_by(life, 15)) == 4 == len(life.sim.organisation.units[0].present)
    assert served_by(life, 15) == employed(life)


def test_whoever_quits_goes_and_is_replaced_by_somebody_who_serves() -> None:
    life = six_servers(staff_quit=3.0, hire_cap=5.0)
    quits, hired = life.of(events.ProfessionalLeft), life.of(events.ProfessionalHired)
    assert len(quits) > 5 and len(hired) > 3
    assert {e.reason for e in quits} == {"quit"}
    assert {e.professional.name for e in hired[:3]} <= served_by(life, 0)
    unit = life.sim.organisation.units[0]
    assert unit.present.keys() == unit.professionals.keys()


def test_whoever_goes_finishes_what_they_are_doing_and_begins_nothing_more() -> None:
    life = six_servers(staff_quit=5.0, requests__guidance__rate=60.0, horizon=12)
    gone = {e.professional.name: e.now for e in life.of(events.ProfessionalLeft)}
    assert gone
    for event in life.of(events.ContactStarted):
        assert event.now <= gone.get(event.contact.helper.name, event.now)


def test_nobody_is_ill_without_rosters() -> None:
    assert not six_servers(absence_base=0.5, horizon=8).of(events.FellIll)
