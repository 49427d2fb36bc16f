"""Every hour somebody lived at work stands in exactly one outcome, whoever they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from tests.conservation.worlds import Life, busy
from tup_sim.measures import outcome_of
from tup_sim.measures.ledger import Ledger
from tup_sim.model import events
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.simulation import Simulation

WEEKS = 10
EXACT = 1e-6  # hours
SHARES = (
    "share_direct", "share_coaching", "share_administration", "share_team", "share_support", "share_follow_up",
    "share_gap", "share_other",
)  # fmt: skip
# Calls at home, mentors, joint activities, guests, external guides, overtime; nobody is on shift at the end.
ALL_AT_ONCE = busy(
    "open_house",
    horizon=WEEKS,
    warmup=0,
    places=20,
    professionals__posts=3,
    volunteers_initial=25,
    occasional_stock=5,
    pattern="owner",
    mentors=True,
    togetherness_hours=6.0,
    overtime_cap=0.5,
    mandated_inflow=60.0,
    obligation_weeks=4.0,
    mandated_place_funding=1500.0,
    group_visits__requests=100.0,
    group_visits__lead_weeks=0.0,
    breaks_share=0.07,
    mechanisms__coordination=True,
)
NO_COORDINATOR = busy(
    "care_home_unit", horizon=WEEKS, warmup=0, places=20, coordinators__posts=0, volunteers_initial=10
)
COORDINATORS_SERVE = busy(
    "open_house", horizon=WEEKS, warmup=0, places=20, coordinators_are_staff=True, volunteers_initial=10
)
HOUSES = {"much at once": ALL_AT_ONCE, "no coordinator": NO_COORDINATOR, "all serve": COORDINATORS_SERVE}


@dataclass(frozen=True)
class CooperationExperience:
    """One run: what happened, what was measured, and the hours each person lived at work by what they were told."""

    life: Life
    ledger: Ledger
    hours: dict[Helper, float]

    def outcome(self, name: str) -> float:
        """An outcome over all weeks."""
        return outcome_of(name).measure(self.ledger, 0, WEEKS)

    def of(self, kind: type) -> float:
        """Hours lived by all people of a kind."""
        return sum(hours for person, hours in self.hours.items() if isinstance(person, kind))


@cache
def lived(house: str) -> CooperationExperience:
    scenario: Scenario = HOUSES[house]
    life, ledger = Life(), Ledger(scenario)
    life.sim = Simulation(scenario, 1, 0, [life, ledger])
    life.sim.run()
    ledger.close()
    hours: dict[Helper, float] = {}
    for event in life.of(events.ShiftEnded):
        hours[event.person] = hours.get(event.person, 0.0) + event.planned + event.overtime
    for event in life.of(events.HoursOutsideShifts):
        hours[event.person] = hours.get(event.person, 0.0) + event.hours
    return CooperationExperience(life, ledger, hours)


def houses(test):  # type: ignore[no-untyped-def]
    return pytest.mark.parametrize("house", HOUSES)(test)


@houses
def test_hours_lived_are_hours_spent_on_something(house: str) -> None:
    run = lived(house)
    assert len(run.hours) > 10
    for person, hours in run.hours.items():
        if not person.on_shift:
            spent = sum(person.hours.values()) - person.hours["leave"] - person.hours["absent"]
            assert hours == pytest.approx(spent, abs=EXACT), person


@houses
def test_the_outcomes_hold_all_hours_of_volunteers(house: str) -> None:
    run = lived(house)
    names = ("volunteer_hours", "other_helpers_hours", "volunteer_talk_hours")
    measured = {name: WEEKS * run.outcome(name) for name in names}
    assert sum(measured.values()) == pytest.approx(run.of(Volunteer), abs=EXACT)
    talks = [e for e in run.life.of(events.HoursOutsideShifts) if e.kind == "coaching"]
    assert measured["volunteer_talk_hours"] == pytest.approx(sum(e.hours for e in talks), abs=EXACT)


@houses
def test_the_outcomes_hold_all_hours_of_paid_people(house: str) -> None:
    run = lived(house)
    staff = run.ledger.sum("staff.worked", 0, WEEKS)
    coordinators = WEEKS * run.outcome("coordinator_hours")
    assert staff + coordinators == pytest.approx(run.of(Professional), abs=EXACT)
    assert not any(person.on_shift for person in run.hours if person.paid), "a shift that is not closed yet"
    assert sum(run.outcome(name) for name in SHARES) == pytest.approx(1.0, abs=EXACT / staff)


@houses
def test_overtime_that_is_reported_is_what_people_worked_beyond_the_roster(house: str) -> None:
    run = lived(house)
    weeks = run.ledger.sum("staff.fte", 0, WEEKS)
    staff = [person for person in run.hours if isinstance(person, Professional) and person.serves]
    beyond = sum(person.overtime for person in staff)
    assert run.outcome("overtime_hours") * weeks == pytest.approx(beyond, abs=EXACT)
    if house == "much at once":
        calls = sum(e.hours for e in run.life.of(events.HoursOutsideShifts) if e.kind == "support")
        assert 0.0 < calls < beyond
