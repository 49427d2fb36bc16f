"""What a study will take, reckoned beforehand without running anything: only the order of magnitude counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tup_sim.model.parameters import Scenario

PERSON_WEEK = 1e-4  # seconds that a person of the model costs in a week, on one processor of 2024
PERSON = 40_000  # bytes of a person while a run goes on
RESULT = 350_000  # bytes of the result of a run that is held in memory
MUCH_TIME = 12 * 3600.0  # seconds
MUCH_MEMORY = 2e9  # bytes


class Size(NamedTuple):
    """What a study will take.

    Attributes:
        runs: how many.
        seconds: in as many processes as will be used.
        memory: bytes, in all processes together.
    """

    runs: int
    seconds: float
    memory: float

    @property
    def large(self) -> bool:
        """Whether nobody would begin it by mistake and be glad: above 12 hours, or 2 GB of memory."""
        return self.seconds > MUCH_TIME or self.memory > MUCH_MEMORY


def size_of(scenarios: Sequence[Scenario], runs: int, processes: int, held: bool = True) -> Size:
    """What so many runs of each scenario will take.

    Args:
        scenarios: what is run.
        runs: of each scenario.
        processes: that run at a time.
        held: whether results are held in memory until the end; an experiment writes them down instead.
    """
    people = [
        (each.parameters.places + each.parameters.volunteers_initial) * each.parameters.units
        for each in scenarios
    ]
    weeks = [each.parameters.warmup + each.parameters.horizon for each in scenarios]
    seconds = sum(runs * some * long * PERSON_WEEK for some, long in zip(people, weeks, strict=True))
    total = runs * len(scenarios)
    memory = min(processes, total) * max(people, default=0) * PERSON + held * total * RESULT
    return Size(total, seconds / max(1, min(processes, total)), memory)
