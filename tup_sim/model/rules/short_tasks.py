"""What somebody does in a task with an end. No clock, no chance."""

from __future__ import annotations

from dataclasses import replace

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.families import STREAMS
from tup_sim.model.people.volunteer import Traits


def work_with_an_end(p: Parameters, traits: Traits) -> tuple[int, ...]:
    """The surplus work among what somebody came for: only that is cut into tasks with an end."""
    return tuple(stream for stream in traits.streams if not getattr(p.requests, STREAMS[stream]).core)


def as_short_task(p: Parameters, traits: Traits) -> Traits:
    """The same person, for a task of some weeks."""
    return replace(traits, route="task", streams=work_with_an_end(p, traits))
