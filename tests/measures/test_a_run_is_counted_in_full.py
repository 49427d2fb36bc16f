"""A real run: what the ledger says agrees with what the people and the books of that run say."""

from __future__ import annotations

from collections import Counter
from math import isnan

import pytest

from tup_sim.measures import EventLog, Ledger, observe, observe_with, outcome_of
from tup_sim.measures.event_log import first_difference
from tup_sim.measures.observe import read
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.simulation import run

WEEKS = 12


def small() -> Scenario:
    return Scenario("small", Parameters(warmup=2, horizon=WEEKS, places=30, volunteers_initial=15))


@pytest.fixture(scope="module")
def ended():
    ledger, journal = Ledger(small()), EventLog()
    ending = run(small(), listeners=(ledger, journal))
    return ending.sim, ledger.close(), journal


def everything(ledger, name):
    return ledger.sum(name, -2, WEEKS)


def test_every_event_is_in_the_journal(ended):
    _, ledger, journal = ended
    told = Counter(entry[1] for entry in journal.entries)
    assert told["RequestMade"] > 500 and told["UnitWeek"] == 2 + WEEKS
    contacts = everything(ledger, "professional.contacts") + everything(ledger, "volunteer.contacts")
    assert contacts == told["ContactEnded"]
    met = sum(everything(ledger, f"{part}.met") for part in ("core", "surplus"))
    beyond = sum(1 for entry in journal.entries if entry[1] == "ContactStarted") - met
    assert 0 <= beyond < 100  # those whose last moment lies beyond the end


def test_hours_are_those_of_the_people(ended):
    sim, ledger, journal = ended
    people = [
        p
        for unit in sim.organisation.units
        for p in (*unit.professionals.values(), *unit.coordinators.values())
    ]
    if any(entry[1] == "ProfessionalLeft" for entry in journal.entries):
        pytest.skip("somebody left")
    for kind in ("administration", "team", "coaching", "support", "idle", "attention"):
        assert everything(ledger, f"paid.{kind}") == pytest.approx(
            sum(person.hours[kind] for person in people)
        )
    served = sum(person.hours["direct"] for person in people)
    assert everything(ledger, "professional.hours") == pytest.approx(served)


def test_money_is_that_of_the_books(ended):
    sim, ledger, _ = ended
    balance = everything(ledger, "money.in") - everything(ledger, "money.out")
    assert balance == pytest.approx(sim.organisation.balance)


def test_volunteers_are_those_on_the_books(ended):
    sim, ledger, journal = ended
    active = sum(
        1 for unit in sim.organisation.units for v in unit.volunteers.values() if v.active and v.open_ended
    )
    left = [
        entry for entry in journal.entries if entry[1] == "VolunteerLeft" and entry[0] > (1 + WEEKS) * 168
    ]
    last = outcome_of("volunteers").measure(ledger, WEEKS - 1, WEEKS)
    assert abs(last - active) <= len(left) + 1.0


def test_time_in_windows_adds_up(ended):
    _, ledger, _ = ended
    whole = read(ledger, {"horizon": (0, WEEKS), "a": (0, 5), "b": (5, WEEKS)}).values
    hours = 5 * whole["volunteer_hours@a"] + (WEEKS - 5) * whole["volunteer_hours@b"]
    assert hours == pytest.approx(WEEKS * whole["volunteer_hours"])


def test_most_outcomes_have_a_value(ended):
    values = read(ended[1], {"horizon": (0, WEEKS)}).values
    for name in (
        "core_met",
        "work_pressure",
        "contact_ratio",
        "belonging",
        "client_trust",
        "share_direct",
        "cost",
    ):
        assert not isnan(values[name]), name


def test_the_same_run_twice_is_the_same_event_by_event(ended):
    again = EventLog()
    seen = observe_with(small(), 1, 0, None, (again,))
    assert first_difference(ended[2], again) is None and again == ended[2]
    alone = observe(small(), 1, 0)
    assert repr(alone) == repr(seen)


def test_other_luck_is_another_story(ended):
    other = EventLog()
    observe_with(small(), 1, 1, None, (other,))
    number, mine, theirs = first_difference(ended[2], other)
    assert number >= 0 and mine != theirs


def test_a_journal_does_not_change_afterwards(ended):
    journal = ended[2]
    assert all(
        type(part) in (float, int, str, bool, tuple, type(None))
        for entry in journal.entries
        for part in entry
    )
    first = next(line for line in journal.lines() if " ContactEnded " in line)
    assert first.count(" ") >= 18
