"""What one event of the model costs, in plain SimPy timeouts; and what listening costs."""

from __future__ import annotations

from benchmarks.clock import TIMEOUTS, Rounds, Row, Work, at_most, bare_timeouts, told
from benchmarks.scenarios import service_only, year
from tup_sim.measures.event_log import EventLog
from tup_sim.measures.ledger import Ledger
from tup_sim.model.parameters import Scenario
from tup_sim.model.simulation import Simulation

NAME = "events"


def run_of(scenario: Scenario, listener: type | None = None) -> Work:
    """A run that is ready to begin; nobody listens unless a listener is named."""
    if listener is None:
        return Simulation(scenario).run
    return Simulation(scenario, listeners=[listener(scenario) if listener is Ledger else listener()]).run


def rows(quick: bool) -> list[Row]:
    weeks = 13 if quick else 52
    house, service = year("open_house", weeks), service_only(weeks)
    timed = Rounds(
        {
            "timeouts": bare_timeouts,
            "house": lambda: run_of(house),
            "ledger": lambda: run_of(house, Ledger),
            "journal": lambda: run_of(house, EventLog),
            "service": lambda: run_of(service),
        },
        3 if quick else 7,
    )
    full, kernel = Simulation(house).run(), Simulation(service).run()
    one = TIMEOUTS / full.kernel_events
    requests = full.kernel_events / full.requests
    return [
        at_most("kernel events per request, house with every mechanism", requests, 4, " events"),
        told("an event of that house, in bare SimPy timeouts", timed.ratio("house", "timeouts", one)),
        told("the same with the full journal", timed.ratio("journal", "timeouts", one)),
        told("the full journal against nobody listening", timed.ratio("journal", "house")),
        told("counting every outcome against nobody listening", timed.ratio("ledger", "house")),
        told(
            "an event of the service kernel alone, in bare SimPy timeouts",
            timed.ratio("service", "timeouts", TIMEOUTS / kernel.kernel_events),
        ),
    ]
