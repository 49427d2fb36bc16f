"""All parameters of the core, and the rules that hold between them; mechanisms add their own (``model.catalogue``)."""

from __future__ import annotations

from math import fsum
from typing import Any, Self

from pydantic import model_validator

from tup_sim.errors import Message
from tup_sim.model.constants import PERCENT, ROUNDING, WRITTEN_ROUNDING
from tup_sim.model.parameters.among_volunteers import AmongVolunteers
from tup_sim.model.parameters.around_clients import AroundClients
from tup_sim.model.parameters.attitude import ShocksAndAttitude
from tup_sim.model.parameters.boundaries import Boundaries
from tup_sim.model.parameters.calendar import Calendar
from tup_sim.model.parameters.care_quality import QualityOfCare
from tup_sim.model.parameters.clients import Clients
from tup_sim.model.parameters.coming_in import Selection
from tup_sim.model.parameters.declare import Group
from tup_sim.model.parameters.first_day import FirstPeople
from tup_sim.model.parameters.guided_groups import GuidedGroups
from tup_sim.model.parameters.guiding import Guiding
from tup_sim.model.parameters.leaving import Shocks, VolunteerFlow
from tup_sim.model.parameters.mechanisms import Mechanisms
from tup_sim.model.parameters.money import Money
from tup_sim.model.parameters.patterns import SAME
from tup_sim.model.parameters.recruitment import Recruitment
from tup_sim.model.parameters.requests import Demand
from tup_sim.model.parameters.short_tasks import ShortTasks
from tup_sim.model.parameters.staff import PaidStaff, Strain
from tup_sim.model.parameters.submodels import Rivals
from tup_sim.model.parameters.support import Attention, Coaching, SlowStates
from tup_sim.model.parameters.support_split import Dividing
from tup_sim.model.parameters.times import SharedTimes
from tup_sim.model.parameters.usual_week import FirstClients
from tup_sim.model.parameters.vision import SharedVision
from tup_sim.model.parameters.volunteers import Volunteers
from tup_sim.model.parameters.week import read_dayparts

# Python looks names up from left to right and pydantic collects fields from right to left, so this
# reversed list is what makes the sections print in the order a reader expects.


class Parameters(
    Mechanisms,
    Rivals,
    Shocks,
    Money,
    AmongVolunteers,
    Boundaries,
    SharedVision,
    Guiding,
    SlowStates,
    SharedTimes,
    Attention,
    Coaching,
    GuidedGroups,
    Selection,
    ShortTasks,
    Dividing,
    Recruitment,
    ShocksAndAttitude,
    VolunteerFlow,
    Volunteers,
    AroundClients,
    FirstPeople,
    FirstClients,
    Clients,
    QualityOfCare,
    Demand,
    Strain,
    PaidStaff,
    Calendar,
):
    """All parameters of the core of one world."""

    def as_plain(self) -> Any:
        """As of any group; a pattern is its place in the list of patterns, -1 for that of the organisation."""
        place = {name: number for number, name in enumerate(self.patterns.by_name())} | {SAME: -1}
        by_family = {family: place[name] for family, name in vars(self.pattern_by_family).items()}
        places = {
            "pattern": place[self.pattern],
            "pattern_by_unit": tuple(place[name] for name in self.pattern_by_unit),
            "pattern_by_family": self.pattern_by_family.model_copy(update=by_family),
        }
        return Group.as_plain(self.model_copy(update=places))

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        people = self.population
        sums = {
            "population.availability": fsum(_values(people.availability)),
            "population.main_family": fsum(_values(people.main_family)),
            "population.education (low, mid, high)": people.education.low
            + people.education.mid
            + people.education.high,
            "population.education (pool_low, pool_mid, pool_high)": people.education.pool_low
            + people.education.pool_mid
            + people.education.pool_high,
            "support_split": fsum(_values(self.support_split)),
            "coaching_content": fsum(_values(self.coaching_content)),
            "education_professionals": fsum(_values(self.education_professionals)),
        }
        for name, total in sums.items():
            if abs(total - 1) > WRITTEN_ROUNDING:
                said = "{name}: the shares add up to {percent:g} %, not 100 %"
                raise ValueError(Message(said, name=name, percent=PERCENT * total))
        if people.share_vulnerable + people.share_strong > 1 + ROUNDING:
            raise ValueError(
                Message("population: share_vulnerable and share_strong add up to more than 100 %")
            )
        if people.share_ex_client + people.share_employer > 1 + ROUNDING:
            raise ValueError(
                Message("population: share_ex_client and share_employer add up to more than 100 %")
            )
        return self

    @model_validator(mode="after")
    def _times_fit(self) -> Self:
        delay = self.hire_delay
        if not delay.low <= delay.mode <= delay.high:
            raise ValueError(Message("hire_delay: low, mode and high must not decrease"))
        if self.leave_weeks_share > self.leave_share:
            raise ValueError(Message("leave_weeks_share: whole weeks of leave cannot exceed leave_share"))
        desk = self.coordinators
        if desk.administration + desk.team + desk.conflicts + desk.floor_share + desk.external > 1:
            raise ValueError(Message("coordinators: the shares of time add up to more than 100 %"))
        return self

    @model_validator(mode="after")
    def _patterns_exist(self) -> Self:
        known = self.patterns.by_name()
        asked = {"pattern": self.pattern} | {
            f"pattern_by_family.{family}": name for family, name in vars(self.pattern_by_family).items()
        }
        asked |= {f"pattern_by_unit ({unit})": name for unit, name in enumerate(self.pattern_by_unit)}
        for path, name in asked.items():
            if name not in known and (name != SAME or path == "pattern"):
                said = "{path}: there is no pattern '{name}'; known are {names}"
                raise ValueError(Message(said, path=path, name=name, names=", ".join(known)))
        return self

    @model_validator(mode="after")
    def _dayparts_are_clear(self) -> Self:
        read_dayparts(self.open_dayparts)
        return self


def _values(group: object) -> list[float]:
    return list(vars(group).values())
