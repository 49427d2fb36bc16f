"""Disk to objects and back: scenario files, and the registry of sources."""

from __future__ import annotations

from tup_sim.files.load import list_scenarios, load_scenario, resolved
from tup_sim.files.schema import scenario_schema
from tup_sim.files.sources import cite, sources

__all__ = ["cite", "list_scenarios", "load_scenario", "resolved", "scenario_schema", "sources"]
