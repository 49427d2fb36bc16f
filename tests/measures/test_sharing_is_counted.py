"""Acts against the vision, ownership and felt equality: made-up events with answers worked out by hand."""

from __future__ import annotations

from math import isnan

import pytest

from tests.measures.people import contact, hear, professional, request, sim, volunteer
from tests.measures.test_what_counts_and_when import at, served, value
from tup_sim.model import events as e
from tup_sim.model.mechanisms.vision_alignment import ActedAgainstVision, AskedToLeave, VisionShared
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.volunteer import CAUSES


def test_acts_are_counted_per_thousand_contacts_with_volunteers() -> None:
    vera = volunteer()
    contacts = [served(request(at(1), at(2)), vera, at(1) + hour) for hour in range(4)]
    act = contact(request(at(1), at(2)), vera, at(1))
    told = [event for pair in contacts for event in pair]
    ledger = hear(
        sim(),
        *told,
        *served(request(at(1), at(2)), professional(), at(1)),  # not a contact with a volunteer
        ActedAgainstVision(at(1) + 1, act, True),
        ActedAgainstVision(at(1) + 2, act, False),
    )
    assert value(ledger, "misaligned_acts_per_1000") == pytest.approx(2 / 4 * 1000)
    assert value(ledger, "misaligned_acts_noticed") == 0.5
    assert isnan(value(ledger, "misaligned_acts_noticed", 5, 10))


@pytest.mark.parametrize(("together", "ownership"), [(False, 1 / 10), (True, 5 / 10)])
def test_ownership_is_the_share_of_decisions_in_contacts_and_in_meetings(
    together: bool, ownership: float
) -> None:
    """Two contacts, half of one decided alone and half of the other; a meeting of two with four decisions each."""
    vera, mia = volunteer(), volunteer("volunteer-2")
    told = [
        *served(request(at(1), at(2)), vera, at(1), decided_alone=0.5),
        *served(request(at(1), at(2)), mia, at(1), decided_alone=0.5),
    ]
    meeting = Appointment(at(2), 1.5, (vera, mia), "vision", 0.0)
    ledger = hear(sim(), *told, VisionShared(at(2) + 2, professional(), meeting, together))
    assert value(ledger, "volunteer_ownership") == pytest.approx(ownership)


def test_alignment_and_equality_weigh_by_the_part_of_the_week_somebody_was_there() -> None:
    there, half = volunteer("volunteer-1"), volunteer("volunteer-2")
    there.alignment, half.alignment = 0.8, 0.2
    for person, felt in ((there, 0.4), (half, 1.0)):
        mine = kept(person, "felt_equality")
        mine.equality = felt
    week = 1 / 52
    ledger = hear(
        sim(),
        e.VolunteerWeek(at(1), there, (0.0,) * len(CAUSES), week, 0.0, 0.0),
        e.VolunteerWeek(at(1), half, (0.0,) * len(CAUSES), week / 2, 0.0, 0.0),
    )
    assert value(ledger, "vision_alignment") == pytest.approx((0.8 + 0.1) / 1.5)
    assert value(ledger, "felt_equality") == pytest.approx((0.4 + 0.5) / 1.5)


def test_asked_on_facts_is_a_share_of_those_asked() -> None:
    asked = [AskedToLeave(at(3), volunteer(), professional(), founded) for founded in (True, True, False)]
    ledger = hear(sim(), *asked)
    assert value(ledger, "exits_on_facts") == pytest.approx(2 / 3)
    assert value(ledger, "vision_exits") == pytest.approx(3 / 10 * 52)
