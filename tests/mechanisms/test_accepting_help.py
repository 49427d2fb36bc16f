"""Who lets a professional help: the rule by itself, and what comes of it."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import with_values
from tests.parts.test_around_clients import HOUSE, contacts, small
from tup_sim.model import events
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.accepting_help import AcceptingHelp
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.families import GUIDANCE
from tup_sim.model.simulation import Simulation

RULES: AcceptingHelp = made(AcceptingHelp, HOUSE)


def test_half_of_the_clients_at_the_line_accept_and_more_trust_means_more() -> None:
    assert RULES.accepts(RULES.line) == pytest.approx(0.5)
    assert RULES.accepts(0.3) < 0.1 < 0.9 < RULES.accepts(0.65)


def test_as_many_more_ask_for_guidance_as_will_decline() -> None:
    off, on = (
        Simulation(Scenario("house", with_values(HOUSE, {"mechanisms.accepting_help": acts}))).rates
        for acts in (False, True)
    )
    assert off[GUIDANCE] == HOUSE.requests.guidance.rate
    assert on[GUIDANCE] * (1.0 - RULES.declined_reference) == pytest.approx(off[GUIDANCE])
    assert on[GUIDANCE + 1 :] == off[GUIDANCE + 1 :]


def test_a_request_is_declined_by_those_with_little_trust() -> None:
    run = small()
    declined = [event.request.client for event in run.of(events.RequestDeclined)]
    served = [c.request.client for c in contacts(run, paid=True) if c.request.task_type == GUIDANCE]
    assert len(declined) > 10 and all(e.request.task_type == GUIDANCE for e in run.of(events.RequestDeclined))
    mean = [sum(c.trust_professionals for c in some) / len(some) for some in (declined, served)]
    assert mean[0] < 0.5 < mean[1]


def test_a_volunteer_with_the_mandate_comes_to_whom_declines_a_professional() -> None:
    run = small(
        pattern="peer",
        pattern_by_family__guidance="same",
        accepting_help__line=0.99,
        accepting_help__scale=0.01,
    )
    guidance = [c for c in contacts(run) if c.request.task_type == GUIDANCE]
    assert guidance and not any(c.helper.paid for c in guidance)


def test_a_first_meeting_with_a_familiar_volunteer_there_counts_for_more() -> None:
    def trust(counts_for: float) -> float:
        clients = small(accepting_help__introduction=counts_for).sim.organisation.units[0].clients
        return sum(client.trust_professionals for client in clients.values())

    assert trust(1.0) < trust(10.0)
