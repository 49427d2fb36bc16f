"""Two runs side by side, event by event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.conservation.worlds import BASES, with_values
from tup_sim.measures import EventLog
from tup_sim.measures.event_log import Entry
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.simulation import Simulation

WEEK = 168.0
WARMUP, HORIZON = 2, 12
SMALL = {
    "warmup": WARMUP,
    "horizon": HORIZON,
    "places": 24,
    "professionals.posts": 3,
    "coordinators.posts": 1,
    "volunteers_initial": 14,
    "occasional_stock": 6,
    "income": 220000.0,
    "staff_quit": 1.0,
    "leaving.choice": 0.1,
    "word_of_mouth": 0.1,
    "difficulty.limit_test": 0.2,
}


def small(*changes: Change, name: str = "small", base: str = "open_house", **values: Any) -> Scenario:
    """A small house in which something happens every hour; ``__`` in a name stands for a dot."""
    dotted = {path.replace("__", "."): value for path, value in values.items()}
    return Scenario(name, with_values(BASES[base], SMALL | dotted), changes)


def events(
    scenario: Scenario,
    replication: int = 0,
    before: Callable[[Simulation], object] | None = None,
    seed: int = 1,
) -> list[Entry]:
    """Everything that happens in one run; ``before`` may touch the world before it starts."""
    journal = EventLog()
    sim = Simulation(scenario, seed, replication, [journal])
    if before is not None:
        before(sim)
    sim.run()
    assert len(journal) > 2000, "too little happens to compare anything"
    return journal.entries


def until(entries: list[Entry], week: float) -> list[Entry]:
    """What happened before Monday of this week, counted from week 0."""
    return [entry for entry in entries if entry[0] < (WARMUP + week) * WEEK]


def first_difference(one: list[Entry], other: list[Entry]) -> str:
    """Empty when both are equal to the last digit; otherwise where they part."""
    for number, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if repr(mine) != repr(theirs):
            return f"event {number}: {mine!r:.500}\n  against {theirs!r:.500}"
    if len(one) != len(other):
        return f"{len(one)} events against {len(other)}"
    return ""


def named(scenario: Scenario, name: str, about: str) -> Scenario:
    """The same under another name."""
    return replace(scenario, name=name, about=about)
