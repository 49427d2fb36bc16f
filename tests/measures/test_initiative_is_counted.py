"""Who leads, whose ideas are adopted, who is trained: made-up events with answers worked out by hand."""

from __future__ import annotations

from math import isnan

import pytest

from tests.measures.people import contact, hear, professional, request, sim, volunteer
from tests.measures.test_what_counts_and_when import at, value
from tup_sim.model import events as e
from tup_sim.model.mechanisms.ideas import IdeaHeard
from tup_sim.model.people.families import Level
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import CAUSES


def group(helper: object, hours: float, level: int = 0) -> Contact:
    """An activity for eight clients."""
    made = contact(request(at(1), at(2)), helper, at(1), hours, level=level)
    made.client_hours = 8.0 * hours
    return made


def test_a_volunteer_leads_a_group_where_nobody_paid_has_to_be_near() -> None:
    vera, pia = volunteer(), professional()
    assert group(vera, 1.0, Level.ON_CALL).leads and group(pia, 1.0).leads
    assert not group(vera, 1.0, Level.NEARBY).leads
    assert not contact(
        request(at(1), at(2)), vera, at(1), level=Level.AUTONOMOUS
    ).leads  # one client, no group


def test_led_hours_are_those_of_groups_and_of_coaching() -> None:
    vera, pia = volunteer(), professional()
    led = [group(vera, 3.0, Level.ON_CALL), group(vera, 1.0, Level.NEARBY), group(pia, 2.0)]
    ledger = hear(
        sim(),
        *[e.ContactEnded(at(1) + 1, each) for each in led],
        e.SessionHeld(at(2), vera, Appointment(at(2), 0.5, (volunteer("volunteer-2"),), "mentor", 0.5)),
        e.SessionHeld(at(2), pia, Appointment(at(2), 1.5, (vera,), "individual", 1.0)),
        e.SessionHeld(at(2), pia, Appointment(at(2), 9.0, (vera,), "dialogue", 0.0)),  # no coaching
        e.SessionHeld(at(2), pia, Appointment(at(2), 9.0, (vera,), "attention", 0.0)),
    )
    assert value(ledger, "volunteer_led_share") == pytest.approx(3.5 / 8.0)
    assert isnan(value(ledger, "volunteer_led_share", 5, 10))


def test_only_ideas_that_are_adopted_count() -> None:
    vera, pia = volunteer(), professional()
    told = [IdeaHeard(at(1) + hour, vera, pia, hour % 2 == 0) for hour in range(3)]
    assert value(hear(sim(), *told), "improvements_adopted", 0, 10) == pytest.approx(2 * 52 / 10)


def test_training_is_counted_per_person_who_follows_it() -> None:
    vera, mia = volunteer(), volunteer("volunteer-2")
    weeks = [e.VolunteerWeek(at(n), vera, (0.0,) * len(CAUSES), 1 / 52, 0.0, 0.0) for n in range(1, 5)]
    ledger = hear(sim(), *weeks, e.TrainingHeld(at(1), 6.0, (vera, mia)))
    assert value(ledger, "training_hours", 0, 10) == pytest.approx(12.0 * 52 / 4)
