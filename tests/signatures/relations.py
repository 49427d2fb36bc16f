"""Worlds in which relations grow, and what they look like from week to week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum
from typing import Any, TypeVar

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.clock import WEEK
from tup_sim.model.events import UnitWeek
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.meeting import trust_of
from tup_sim.model.rules.relations import acquaintance
from tup_sim.model.simulation import Simulation

Seen = TypeVar("Seen")
KEPT = {"submodels.trust": "kept_expectations"}
BY_RELATION = KEPT | {"submodels.attention": "by_relation"}


def week_by_week(
    values: Mapping[str, Any], replication: int, look: Callable[[Simulation, Unit], Seen], seed: int = 1
) -> list[Seen]:
    """What is seen of the first unit at the end of every week of one run, warm-up included."""
    found: list[Seen] = []

    class Looks:
        def __init__(self) -> None:
            self.handlers = {UnitWeek: lambda event: found.append(look(sim, event.unit))}

    sim = Simulation(Scenario("arm", with_values(BASES["open_house"], values)), seed, replication, (Looks(),))
    sim.run()
    return found


def regulars(unit: Unit) -> list[Volunteer]:
    """Volunteers who have started, and come more than now and then."""
    return [
        volunteer for volunteer in unit.volunteers.values() if volunteer.active and not volunteer.occasional
    ]


def closeness(sim: Simulation, unit: Unit) -> float:
    """Mean of trust x acquaintance over all pairs there could be; who never met is no acquaintance."""
    people, staff = regulars(unit), unit.staff()
    halfway = sim.parameters.relation.prior
    near = [
        trust_of(sim, volunteer, person) * acquaintance(volunteer.pairs[person.name].contacts, halfway)
        for volunteer in people
        for person in staff
        if person.name in volunteer.pairs
    ]
    return fsum(near) / (len(people) * len(staff))


def variance_between_staff(sim: Simulation, unit: Unit) -> float:
    """Variance between professionals of their mean trust in the volunteers they have known for half a year."""
    since = sim.now - 26 * WEEK
    means = [mean for person in unit.staff() if (mean := _mean_trust(sim, unit, person, since)) is not None]
    middle = fsum(means) / len(means)
    return fsum((mean - middle) ** 2 for mean in means) / (len(means) - 1)


def _mean_trust(sim: Simulation, unit: Unit, person: Professional, since: float) -> float | None:
    known = [v for v in regulars(unit) if person.name in v.pairs and (v.started or 0.0) <= since]
    if person.started > since or not known:
        return None
    return fsum(trust_of(sim, volunteer, person) for volunteer in known) / len(known)
