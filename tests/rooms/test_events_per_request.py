"""Speed that does not depend on the machine: how many events the clock has to process for one request."""

from __future__ import annotations

from tup_sim.files import load_scenario
from tup_sim.model.simulation import run

MOST = 4.0


def test_the_house_needs_at_most_four_events_for_a_request() -> None:
    """All included: shifts, talks, administration, candidates, weeks. People are processes, requests are records."""
    ending = run(load_scenario("open_house", settings=["warmup=4", "horizon=12"]))
    assert ending.requests > 5000
    assert ending.kernel_events / ending.requests <= MOST
