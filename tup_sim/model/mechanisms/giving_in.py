"""Giving in: clients remember with whom a limit was not set, and try it there again (C164)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.mechanisms.base import Declared, Mechanism, assumed, state
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.rules.decay import retention

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class GaveIn:
    """With whom a client tries a limit sooner."""

    def __init__(self) -> None:
        self.sooner: dict[str, float] = {}


GIVING_IN = Declared(
    key="giving_in",
    extension=True,
    switch="Clients try limits where somebody gave in before; off: they do not.",
    sources="C164",
    section="Around the client",
    groups={"giving_in": "What clients remember of who gave in."},
    numbers=(
        assumed(
            "giving_in.step", 0.10, "0-1", 0, 1, "More testing of a helper with whom a limit was not set.",
            source="OWN3, C164", plausible=(0.03, 0.3),
        ),
        assumed(
            "giving_in.tau", 26.0, "weeks", 1, 520, "Time in which it is forgotten.", plausible=(13, 104),
        ),
    ),
    states=(state("client", GaveIn, sooner="how much sooner a limit is tried with a helper (0-1), by name."),),
    paragraph=(
        "A client with whom nobody set a limit tests the same helper sooner (`giving_in.step`), and forgets in "
        "`giving_in.tau`."
    ),
)  # fmt: skip


class GivingIn(Mechanism):
    """Clients try limits where somebody gave in before."""

    declared: ClassVar[Declared] = GIVING_IN
    step: float
    tau: float

    def add_to_testing(self, client: Client, helper: Helper) -> float:
        """A limit is tried sooner with whom it was not set before."""
        mine: GaveIn = client.own[self.k]
        return mine.sooner.get(helper.name, 0.0) if mine.sooner else 0.0

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """Nobody set the limit: this client will sooner try one with this helper."""
        if contact.limit == "nobody":
            mine: GaveIn = contact.request.client.own[self.k]
            name = contact.helper.name
            mine.sooner[name] = min(1.0, mine.sooner.get(name, 0.0) + self.step)

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The memory of who gave in fades."""
        keep = retention(self.tau)
        for client in unit.clients.values():
            mine: GaveIn = client.own[self.k]
            for name in mine.sooner:
                mine.sooner[name] *= keep
