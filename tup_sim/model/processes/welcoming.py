"""What others see of how open somebody paid is to volunteers, and the tone of a contact in passing (C141, C143)."""

from __future__ import annotations

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.professional import Professional
from tup_sim.model.processes.stage import Stage


def is_warm(world: Stage, person: Professional) -> bool:
    """Is a contact in passing a real one? It may be cool when somebody is less welcoming than they usually are."""
    cool = coolness(world.parameters, person)
    return cool <= 0.0 or not world.chance.stream("tone", person.name).happens(cool)


def show_openness(world: Stage, person: Professional) -> None:
    """What others see of somebody's openness: fatigue hides some of it, and so does what mechanisms add (C141)."""
    hidden = world.parameters.population.fatigue_weight * person.fatigue
    for more in world.reactions.hiding:
        hidden += more(person)
    person.seen_openness = min(1.0, max(0.0, person.openness - hidden))


def coolness(p: Parameters, person: Professional) -> float:
    """Chance that a contact in passing is cool: as far as somebody is less welcoming than they usually are (C143)."""
    return p.welcome.tone * (person.usual_welcome - person.seen_openness)
