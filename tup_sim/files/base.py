"""The base of a scenario: its organisation without policies, shocks and dated changes; and what people are used to."""

from __future__ import annotations

from dataclasses import replace

from tup_sim.files.places import is_supplied
from tup_sim.files.usual_at_rest import shipped
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.parameters.scenario import Unmeasured
from tup_sim.model.parameters.submodels import AtRest
from tup_sim.model.processes.changing import with_values
from tup_sim.model.references import REFERENCES, with_measured

RESTS = {"cut.size": 0.0, "demand_shock.size": 0.0, "volunteer_shock.share": 0.0}


def is_measured(values: dict[str, object]) -> bool:
    """Whether references are measured and not taken as written."""
    return values["submodels.at_rest"] == AtRest.MEASURED


def with_references(scenario: Scenario, organisation: Scenario) -> Scenario:
    """The scenario with the references of its organisation, or marked as one for which they are to be measured.

    Args:
        scenario: with all that is laid over the organisation.
        organisation: the files it builds on alone.
    """
    at_rest = resting(organisation)
    by_hand = set_by_hand(scenario)
    if set_by_hand(organisation) or (found := shipped(at_rest.parameters)) is None:
        return replace(scenario, unmeasured=Unmeasured(at_rest, by_hand))
    return replace(scenario, parameters=with_measured(scenario.parameters, found, by_hand))


def resting(organisation: Scenario) -> Scenario:
    """The same without cut, shock and dated changes."""
    parameters: Parameters = with_values(organisation.parameters, RESTS)
    return replace(organisation, parameters=parameters, changes=())


def set_by_hand(scenario: Scenario) -> frozenset[str]:
    """References that somebody set, other than in a file that comes with the package."""
    return frozenset(
        path
        for path, where in scenario.origin.items()
        if path in REFERENCES and not is_supplied(where.rpartition(":")[0])
    )
