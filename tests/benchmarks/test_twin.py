"""The engines that the model is measured against make the same decisions as the model.

A speed against another engine says something only if both do the same. Here the model with nothing but requests,
rosters, priorities and patience runs for four weeks beside its twin on a bare heap and beside the same rules in
everyday SimPy.
"""

from __future__ import annotations

import pytest

from benchmarks.bare_heap import BareHeap
from benchmarks.clock import Row
from benchmarks.naive import Naive
from benchmarks.scenarios import service_only
from benchmarks.service import by_model
from benchmarks.table import BEGIN, END, write
from tup_sim.model.simulation import Simulation

WEEKS = 4
REPLICATIONS = (0, 1, 2)


@pytest.mark.parametrize("replication", REPLICATIONS)
def test_the_bare_heap_begins_the_same_services_to_the_last_bit(replication):
    scenario = service_only(WEEKS)
    mine, _, _ = by_model(scenario, replication)
    twin = BareHeap(Simulation(scenario, replication=replication)).run()
    assert len(mine) > 1000, "hardly anything to compare"
    assert twin.house.starts == mine


@pytest.mark.parametrize("replication", REPLICATIONS)
def test_the_bare_heap_needs_as_many_events_as_the_kernel(replication):
    scenario = service_only(WEEKS)
    _, ending, stories = by_model(scenario, replication)
    twin = BareHeap(Simulation(scenario, replication=replication)).run()
    assert twin.requests == ending.requests
    assert twin.events + stories == ending.kernel_events, "the kernel has one more for each story that begins"


def test_nobody_comes_for_the_same_requests():
    scenario = service_only(WEEKS)
    twin, naive = BareHeap(Simulation(scenario)).run(), Naive(Simulation(scenario)).run()
    assert twin.house.unmet == naive.house.unmet > 50, "patience must matter"


def test_everyday_simpy_begins_the_same_services():
    scenario = service_only(WEEKS)
    mine, _, _ = by_model(scenario)
    naive = Naive(Simulation(scenario)).run().house.starts
    assert [start[:2] for start in naive] == [start[:2] for start in mine]
    assert [start[2] for start in naive] == pytest.approx([start[2] for start in mine], abs=1e-9)


def test_a_table_is_kept_between_its_markers(tmp_path):
    from datetime import date

    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write([Row("speed", "2.0 x", "at most 1 x", False)], date(2026, 1, 2), page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "| speed | 2.0 x | at most 1 x | **no** |" in text
    assert "old" not in text
