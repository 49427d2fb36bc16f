"""Every number of the world, declared once.

``Parameters`` is the whole set; its groups are the keys of a scenario file. ``declarations(Parameters)``
lists them with meaning, unit, range, kind and source.
"""

from __future__ import annotations

from tup_sim.model.parameters.declare import Declaration, Kind, declarations, plain, value_at
from tup_sim.model.parameters.scenario import Change, Scenario, Trigger
from tup_sim.model.parameters.whole import Parameters

__all__ = [
    "Change",
    "Declaration",
    "Kind",
    "Parameters",
    "Scenario",
    "Trigger",
    "declarations",
    "plain",
    "value_at",
]
