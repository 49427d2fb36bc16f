"""Work beyond the mandate and crossings are counted as declared."""

from __future__ import annotations

import pytest

from tests.counterfactual.twins import small
from tup_sim.measures import outcome_of
from tup_sim.measures.ledger import Ledger
from tup_sim.model import events
from tup_sim.model.mechanisms.boundary_crossing import BoundaryCrossed
from tup_sim.model.people.own import kept
from tup_sim.model.simulation import Simulation


def test_the_shares_are_those_of_the_contacts_told() -> None:
    scenario = small(
        warmup=0,
        pattern="extra",
        pattern_by_family__practical="same",
        professionals__posts=2,  # of three: much has to wait
        volunteers_initial=30,
        crossing__rate=0.1,
        mandate_drift__ask=1.0,
        mandate_drift__accept=1.0,
    )
    hours, beyond, risks, crossed = [], [], [], []

    class Count:
        def __init__(self) -> None:
            self.handlers = {
                BoundaryCrossed: crossed.append,
                events.ContactEnded: lambda event: look(event.contact),
            }

    def look(contact) -> None:
        if not contact.helper.paid:
            hours.append(contact.hours)
            risks.append(kept(contact.request, "boundary_crossing").risk)
            beyond.append(contact.hours if contact.level > contact.agreed else 0.0)

    ledger = Ledger(scenario)
    Simulation(scenario, 1, 0, [ledger, Count()]).run()
    ledger.close()
    weeks = scenario.parameters.horizon

    def value(key: str) -> float:
        return outcome_of(key).measure(ledger, 0, weeks)

    assert sum(beyond) > 0 and len(crossed) > 3
    assert value("mandate_creep") == pytest.approx(sum(beyond) / sum(hours))
    assert value("boundary_crossings_per_1000") == pytest.approx(1000 * len(crossed) / len(hours))
    assert value("boundary_crossings_per_1000_expected") == pytest.approx(1000 * sum(risks) / len(hours))
    definite = [event for event in crossed if event.severity == "definite"]
    assert value("definite_crossings_per_1000") == pytest.approx(1000 * len(definite) / len(hours))
