"""Speed that does not depend on the machine: how much is done for one request."""

from __future__ import annotations

import sys
from cProfile import Profile
from functools import cache

import pytest

from tup_sim.files import load_scenario
from tup_sim.model.simulation import RunEnd, Simulation

MOST = 4.0
CALLS, PYTHON = (
    301.2,
    (3, 11),
)  # calls of functions a request, builtin ones too, as last counted, and by which Python
CREEP = 1.02  # what a mechanism may add unseen; who needs more says so here


@cache
def lived() -> tuple[RunEnd, float]:
    """Sixteen weeks of the house with every mechanism, and the calls they took."""
    sim, profile = Simulation(load_scenario("open_house", settings=["warmup=4", "horizon=12"])), Profile()
    end = profile.runcall(sim.run)
    return end, sum(entry.callcount for entry in profile.getstats())


def test_the_house_needs_at_most_four_events_for_a_request() -> None:
    """All included: shifts, talks, administration, candidates, weeks. People are processes, requests are records."""
    end, _ = lived()
    assert end.requests > 5000
    assert end.kernel_events / end.requests <= MOST


@pytest.mark.source_only  # a profiler sees the calls of Python only
@pytest.mark.skipif(sys.version_info[:2] != PYTHON, reason="other versions of Python count other calls")
def test_no_mechanism_creeps_in_unpaid() -> None:
    end, calls = lived()
    assert CALLS / CREEP <= calls / end.requests <= CALLS * CREEP
