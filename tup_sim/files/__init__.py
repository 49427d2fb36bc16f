"""Disk to objects and back: scenario files, the registry of sources and the register of statements."""

from __future__ import annotations

from tup_sim.files.claims import Claim, claims
from tup_sim.files.load import list_scenarios, load_scenario, resolved
from tup_sim.files.schema import scenario_schema
from tup_sim.files.sources import cite, sources

__all__ = [
    "Claim",
    "cite",
    "claims",
    "list_scenarios",
    "load_scenario",
    "resolved",
    "scenario_schema",
    "sources",
]
