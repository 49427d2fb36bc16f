"""What others see of how open somebody paid is to volunteers, and the tone of a contact in passing (C141, C143)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.professional import Professional

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def is_warm(sim: Simulation, person: Professional) -> bool:
    """Is a contact in passing a real one? It may be cool when somebody is less welcoming than they usually are."""
    cool = coolness(sim.parameters, person)
    return cool <= 0.0 or not sim.random.of["tone"][person.name].happens(cool)


def show_openness(sim: Simulation, person: Professional) -> None:
    """What others see of somebody's openness: fatigue hides some of it, and so does what mechanisms add (C141)."""
    p = sim.parameters
    hidden = p.population.fatigue_weight * person.fatigue
    for more in sim.hooks.hiding:
        hidden += more(person)
    shown = person.openness
    if (
        sim.by_expectations
    ):  # the habit of turning to people, more or less of it by what one thinks of volunteers now
        shown = person.own_openness * person.openness / p.relation.usual
    person.seen_openness = min(1.0, max(0.0, shown - hidden))


def coolness(p: Parameters, person: Professional) -> float:
    """Chance that a contact in passing is cool: as far as somebody is less welcoming than they usually are (C143)."""
    return p.welcome.tone * (person.usual_welcome - person.seen_openness)
