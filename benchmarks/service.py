"""The service kernel three ways with identical results: on a bare heap, as the model does it, in everyday SimPy."""

from __future__ import annotations

from typing import Any

from benchmarks.bare_heap import BareHeap
from benchmarks.clock import Rounds, Row, at_least, at_most, told
from benchmarks.naive import Naive
from benchmarks.scenarios import service_only
from tup_sim.model.events import ContactStarted
from tup_sim.model.parameters import Scenario
from tup_sim.model.simulation import RunEnd, Simulation

NAME = "service"
Start = tuple[int, str, float]


class Starts:
    """Handlers every service begin: number of the request, who, when."""

    def __init__(self) -> None:
        self.starts: list[Start] = []
        self.handlers = {ContactStarted: self._started}

    def _started(self, event: Any) -> None:
        self.starts.append((event.contact.request.number, event.contact.helper.name, event.now))


def by_model(scenario: Scenario, replication: int = 0) -> tuple[list[Start], RunEnd, int]:
    """What the model does: services begun, the end of the run, and how many stories it began."""
    starts = Starts()
    sim = Simulation(scenario, replication=replication, listeners=[starts])
    people = sim.env.waiting
    return starts.starts, sim.run(), people + 1  # and the story of the weeks


def rows(quick: bool) -> list[Row]:
    scenario = service_only(13 if quick else 52)
    timed = Rounds(
        {
            "heap": lambda: BareHeap(Simulation(scenario)).run,
            "model": lambda: Simulation(scenario).run,
            "naive": lambda: Naive(Simulation(scenario)).run,
        },
        5 if quick else 9,
    )
    mine, heap, naive = (
        by_model(scenario)[0],
        BareHeap(Simulation(scenario)).run(),
        Naive(Simulation(scenario)).run(),
    )
    same = mine == heap.house.starts
    like = [start[:2] for start in mine] == [start[:2] for start in naive.house.starts]
    like = like and all(abs(a[2] - b[2]) < 1e-9 for a, b in zip(mine, naive.house.starts, strict=True))
    number = f"{len(mine)} services"
    return [
        at_most("service kernel: the model against a bare heap", timed.ratio("model", "heap"), 2.2),
        at_least("service kernel: everyday SimPy against the model", timed.ratio("naive", "model"), 5),
        told("service kernel: everyday SimPy against a bare heap", timed.ratio("naive", "heap")),
        Row(
            "model and bare heap begin the same services, to the last bit",
            number if same else "different",
            "identical",
            same,
        ),
        Row(
            "everyday SimPy begins the same services (within 1e-9 hours)",
            number if like else "different",
            "identical",
            like,
        ),
    ]
