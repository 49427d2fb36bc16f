"""Tasks of a few weeks: for who would not have come at all, and for who would have come without an end.

Both may take one when there is one; so a house that offers them gains people who want no lasting tie, and loses
some of those who would have stayed.
"""

from __future__ import annotations

from dataclasses import replace

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import STREAMS
from tup_sim.model.people.intake import Term
from tup_sim.model.people.volunteer import Traits, Volunteer
from tup_sim.model.processes.stage import WEEK, Stage


def takes_short_task(world: Stage, name: str, traits: Traits, willing: float) -> bool:
    """There is such a task among the work this person would do, and they want it."""
    p = world.parameters
    if p.short_task_share <= 0.0 or not work_with_an_end(p, traits):
        return False
    luck = world.chance.fresh("short task", name)
    return luck.happens(p.short_task_share) and luck.happens(willing)


def agree_on_the_end(world: Stage, volunteer: Volunteer) -> None:
    """Some weeks, as many hours as the person wants to give; they may be asked to go on."""
    task = world.parameters.short_task
    volunteer.agree_on_an_end(world.now + task.weeks * WEEK)
    volunteer.agree_on_terms(Term(task.weeks, None, task.stays_on))


def as_short_task(p: Parameters, traits: Traits) -> Traits:
    """The same person, for a task of some weeks."""
    return replace(traits, route="task", streams=work_with_an_end(p, traits))


def work_with_an_end(p: Parameters, traits: Traits) -> tuple[int, ...]:
    """The surplus work among what somebody came for: only that is cut into tasks with an end."""
    return tuple(stream for stream in traits.streams if not getattr(p.requests, STREAMS[stream]).core)
