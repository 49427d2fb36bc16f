"""Coordination: everybody who helps a client has to agree with everybody else who does (C112).

The work grows with the pairs around a client, faster than with their number. What it takes at rest is part of the
meetings; what differs from that is work for the professionals, done when there is time, like administration.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.model.events import UnitWeek
from tup_sim.model.mechanisms.base import WEEK, Count, Declared, Mechanism, assumed, chosen, ratio
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.waiting import put_off

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class ClientsCoordinated(NamedTuple):
    """A week of agreeing with each other around the clients of a unit: parties, pairs of them, and hours."""

    now: float
    unit: Unit
    parties: int
    pairs: int
    hours: float


def _clients(event: UnitWeek) -> float:
    """Client-weeks of a unit."""
    return float(len(event.unit.clients))


COORDINATION = Declared(
    key="coordination",
    extension=True,
    switch="More pairs of helpers around clients make work; off: they do not.",
    sources="C112",
    section="Around the client",
    groups={"coordination": "Agreeing with each other around a client."},
    numbers=(
        assumed(
            "coordination.pair_hours", 0.001, "hours per pair-week", 0, 1,
            "Coordination between two parties around one client; most pairs never need to speak.",
            source="OWN3, C112", plausible=(0.0005, 0.002),
        ),
        assumed(
            "coordination.look_back", 4.0, "weeks", 1, 52,
            "A party or volunteer who was with a client so lately has to be coordinated with.",
            source="OWN3", plausible=(2, 8),
        ),
        assumed(
            "coordination.pairs_reference", 47.7, "pairs per client", 0, 10000,
            "Pairs around a client at rest; their coordination is part of the meetings.",
            source="OWN2", plausible=(30, 60),
        ),
        chosen(
            "partners", 0, "parties per client", 0, 50,
            "Outside services around every client.",
            source="C112",
        ),
    ),
    events=(ClientsCoordinated,),
    silent={ClientsCoordinated: "names nobody; the hours are in the tables"},
    outcomes=(
        ratio(
            "parties_per_client", "service", "Parties around a client", "persons", "neutral",
            "Helpers of the last four weeks and outside services around a client, per client-week;"
            " 0 without `mechanisms.coordination`.",
            Count(ClientsCoordinated, "parties"), Count(UnitWeek, _clients),
        ),
        ratio(
            "coordination_hours_per_client", "service", "Coordination around a client", "hours per client-week",
            "neutral", "Hours of agreeing with each other, by pairs of parties, per client-week;"
            " 0 without `mechanisms.coordination`.",
            Count(ClientsCoordinated, "hours"), Count(UnitWeek, _clients),
        ),
    ),
    left_out=("partners",),
    paragraph=(
        "Every week the pairs among n = helpers of the last four weeks + `partners` are counted around every client: "
        "n(n - 1)/2 x `coordination.pair_hours`. Only what differs from `coordination.pairs_reference` is added to (or "
        "taken off) the administration that waits for professionals; the rest is part of `team_share`. It grows faster "
        "than n because it counts pairs; that is written in. What it does to contacts is not."
    ),
)  # fmt: skip


class Coordination(Mechanism):
    """Everybody who helps a client has to agree with everybody else who does."""

    declared: ClassVar[Declared] = COORDINATION
    pair_hours: float
    look_back: float
    pairs_reference: float
    partners: int

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The pairs of parties around clients lately make work for the professionals of the unit."""
        parties, pairs = self._parties_and_pairs(sim.now, unit)
        hours = self.pair_hours * (pairs - self.pairs_reference * len(unit.clients))
        staff = list(unit.professionals.values())
        fte = fsum(person.fte for person in staff)
        for person in staff:
            share = max(-person.debt, hours * person.fte / fte) if fte > 0 else 0.0
            put_off(person, share)
            unit.week.administration += share
        sim.emit(ClientsCoordinated(sim.now, unit, parties, pairs, self.pair_hours * pairs))

    def _parties_and_pairs(self, now: float, unit: Unit) -> tuple[int, int]:
        since = now - self.look_back * WEEK
        parties = pairs = 0
        for client in unit.clients.values():
            around = self.partners + len([1 for last in client.helpers.values() if last >= since])
            parties += around
            pairs += around * (around - 1) // 2
        return parties, pairs
