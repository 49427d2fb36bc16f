"""Every number of the world, declared once.

``Parameters`` is the whole set; its groups are the keys of a scenario file. ``declarations(Parameters)``
lists them with meaning, unit, range, kind and source.

The numbers of the core are declared in this room, those of a mechanism in its own file, which stands above this room;
so the whole set is fetched from the catalogue on first use. Inside the model, use ``parameters.whole.Parameters``: the
core knows only its own.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, Any

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


def all_parameters() -> type[Parameters]:
    """The group of all parameters of the catalogue in force: those of the house, and of plug-ins that are named."""
    found: type[Parameters] = import_module("tup_sim.model.catalogue").current().parameters
    return found


def in_force_with(parameters: Any) -> AbstractContextManager[None]:
    """Have the catalogue of these parameters in force for a while."""
    catalogue = import_module("tup_sim.model.catalogue")
    found: AbstractContextManager[None] = catalogue.using(catalogue.catalogue_of(parameters))
    return found


def __getattr__(name: str) -> Any:
    """Fetch the whole set of parameters from the catalogue."""
    if name != "Parameters":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = import_module("tup_sim.model.catalogue").Parameters
    globals()[name] = found
    return found
