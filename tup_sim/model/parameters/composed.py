"""The whole set of parameters, fetched from the catalogue above this room on first use."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tup_sim.model.parameters.whole import Parameters


def all_parameters() -> type[Parameters]:
    """The group of all parameters of the catalogue in force: those of the house, and of plug-ins that are named."""
    found: type[Parameters] = import_module("tup_sim.model.catalogue").current().parameters
    return found


def in_force_with(parameters: Any) -> AbstractContextManager[None]:
    """Have the catalogue of these parameters in force for a while."""
    catalogue = import_module("tup_sim.model.catalogue")
    found: AbstractContextManager[None] = catalogue.using(catalogue.catalogue_of(parameters))
    return found


def house_parameters() -> type[Parameters]:
    """The group of all parameters of the house, whatever plug-in is in force."""
    found: type[Parameters] = import_module("tup_sim.model.catalogue").Parameters
    return found
