"""Every number of the world, declared once.

``Parameters`` is the whole set; its groups are the keys of a scenario file. ``declarations(Parameters)``
lists them with meaning, unit, range, kind and source.

The numbers of the core are declared in this room, those of a mechanism in its own file, which stands above this room;
so the whole set is fetched from the catalogue on first use. Inside the model, use ``parameters.whole.Parameters``: the
core knows only its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tup_sim.model.parameters.composed import all_parameters, house_parameters, in_force_with
from tup_sim.model.parameters.declare import Declaration, Kind, declarations, plain, value_at
from tup_sim.model.parameters.scenario import Change, Scenario, Trigger

if TYPE_CHECKING:
    from tup_sim.model.parameters.whole import Parameters

__all__ = [
    "Change",
    "Declaration",
    "Kind",
    "Parameters",
    "Scenario",
    "Trigger",
    "all_parameters",
    "declarations",
    "in_force_with",
    "plain",
    "value_at",
]


def __getattr__(name: str) -> Any:
    """Fetch the whole set of parameters from the catalogue."""
    if name != "Parameters":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = house_parameters()
    globals()[name] = found
    return found
