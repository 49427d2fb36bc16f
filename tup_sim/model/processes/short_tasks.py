"""Tasks of a few weeks: for who would not have come at all, and for who would have come without an end.

Both may take one when there is one; so a house that offers them gains people who want no lasting tie, and loses
some of those who would have stayed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.intake import Term
from tup_sim.model.people.volunteer import Traits, Volunteer

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def takes_short_task(sim: Simulation, name: str, traits: Traits, willing: float) -> bool:
    """There is such a task among the work this person would do, and they want it."""
    p = sim.parameters
    if p.short_task_share <= 0.0 or not work_with_an_end(p, traits):
        return False
    rng = sim.random.fresh("short task", name)
    return rng.happens(p.short_task_share) and rng.happens(willing)


def agree_on_the_end(sim: Simulation, volunteer: Volunteer) -> None:
    """Some weeks, as many hours as the person wants to give; they may be asked to go on."""
    task = sim.parameters.short_task
    volunteer.agree_on_an_end(sim.now + task.weeks * WEEK)
    volunteer.agree_on_terms(Term(task.weeks, None, task.stays_on))


def as_short_task(p: Parameters, traits: Traits) -> Traits:
    """The same person, for a task of some weeks."""
    return replace(traits, route="task", task_types=work_with_an_end(p, traits))


def work_with_an_end(p: Parameters, traits: Traits) -> tuple[int, ...]:
    """The surplus work among what somebody came for: only that is cut into tasks with an end."""
    return tuple(
        task_type for task_type in traits.task_types if not getattr(p.requests, TASK_TYPES[task_type]).core
    )
