"""Every number of the world, declared once.

``Parameters`` is the whole set; its groups are the keys of a scenario file. ``declarations(Parameters)``
lists them with meaning, unit, range, kind and source.
"""

from __future__ import annotations

from tup_sim.model.parameters.boundaries import Boundaries
from tup_sim.model.parameters.calendar import Calendar
from tup_sim.model.parameters.clients import Clients
from tup_sim.model.parameters.declare import Declaration, Group, Kind, declarations, plain
from tup_sim.model.parameters.leaving import Shocks, VolunteerFlow
from tup_sim.model.parameters.mechanisms import Mechanisms
from tup_sim.model.parameters.money import Money
from tup_sim.model.parameters.recruitment import Recruitment
from tup_sim.model.parameters.requests import Demand
from tup_sim.model.parameters.scenario import Change, Scenario, Trigger
from tup_sim.model.parameters.staff import PaidStaff, Strain
from tup_sim.model.parameters.support import Attention, Coaching, SlowStates
from tup_sim.model.parameters.volunteers import Volunteers
from tup_sim.model.parameters.whole import Parameters

__all__ = [
    "Attention",
    "Boundaries",
    "Calendar",
    "Change",
    "Clients",
    "Coaching",
    "Declaration",
    "Demand",
    "Group",
    "Kind",
    "Mechanisms",
    "Money",
    "PaidStaff",
    "Parameters",
    "Recruitment",
    "Scenario",
    "Shocks",
    "SlowStates",
    "Strain",
    "Trigger",
    "VolunteerFlow",
    "Volunteers",
    "declarations",
    "plain",
]
