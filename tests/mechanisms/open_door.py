"""A plug-in as somebody outside the package would write it: clients drop in and are let in or not."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from tup_sim.model.events import ClientWeek
from tup_sim.model.mechanisms.base import (
    Count,
    Declared,
    Line,
    Mechanism,
    assumed,
    mean_state,
    ratio,
    state,
    tally,
)
from tup_sim.model.people.client import Client
from tup_sim.model.people.own import kept


class DroppedIn(NamedTuple):
    """A client dropped in on somebody who had helped them."""

    now: float
    client: Client
    let_in: bool


class Visits:
    """How often a client dropped in."""

    def __init__(self) -> None:
        self.made = 0


def visits(event: ClientWeek) -> float:
    return float(kept(event.client, "open_door").made)


OPEN_DOOR = Declared(
    key="open_door",
    switch="Clients drop in on who helped them; off: they do not.",
    sources="OWN3",
    section="Open door",
    groups={"open_door": "Dropping in."},
    numbers=(
        assumed("open_door.let_in", 0.5, "probability", 0, 1, "Who drops in is let in.", plausible=(0.2, 0.8)),
        assumed("drops_in", 1.0, "probability", 0, 1, "A client drops in after a contact.", plausible=(0.1, 1.0)),
    ),
    states=(state("client", Visits, made="how often they dropped in."),),
    events=(DroppedIn,),
    outcomes=(
        tally("drop_ins", "service", "Dropped in", "visits per year", "neutral", "Visits.", Count(DroppedIn),
              label_nl="Binnengelopen"),
        ratio("let_in_share", "service", "Let in", "share", "higher", "Visits let in.", Count(DroppedIn, "let_in"),
              Count(DroppedIn), label_nl="Binnengelaten"),
        mean_state("visits_made", "service", "Visits so far", "visits", "neutral", "Mean over clients and weeks.",
                   ClientWeek, visits, label_nl="Bezoeken tot nu toe"),
    ),
    lines=(Line(DroppedIn, "client", "each", "Dropped in.", nl="Liep binnen."),),
    paragraph="Clients drop in.",
)  # fmt: skip


class OpenDoor(Mechanism):
    """Clients drop in on who helped them."""

    declared: ClassVar[Declared] = OPEN_DOOR
    let_in: float
    drops_in: float

    def on_contact(self, sim, contact):
        """A client who was helped drops in later, or not."""
        client = contact.request.client
        rng = sim.random.stream("drops in", client.name)
        if rng.happens(self.drops_in):
            client.own[self.k].made += 1
            sim.emit(DroppedIn(sim.now, client, rng.happens(self.let_in)))
