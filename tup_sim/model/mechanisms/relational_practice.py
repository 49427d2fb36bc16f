"""Relational work is kept by doing it: practice fades unused, returns slowly, and shapes contacts (C156, C157)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.events import ProfessionalWeek
from tup_sim.model.mechanisms.base import (
    Declared,
    Mechanism,
    assumed,
    convention,
    mean_state,
    of_staff,
    read,
    state,
)
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.rules.decay import relax_towards
from tup_sim.model.rules.relational_time import own_relational_share

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class Practice:
    """What somebody paid is used to in relational work."""

    def __init__(self) -> None:
        self.practice = self.presence = 1.0


def _practice(event: ProfessionalWeek) -> float:
    found: float = kept(event.professional, "relational_practice").practice
    return found


RELATIONAL_PRACTICE = Declared(
    key="relational_practice",
    switch="Relational practice fades unused and shapes contacts; off: it stays.",
    sources="C156",
    section="Professionals among volunteers",
    groups={"relational_practice": "Relational practice."},
    numbers=(
        convention(
            "relational_practice.start", 0.8, "0-1", 0.01, 1,
            "Relational practice at rest.",
            source="C156, OWN5", plausible=(0.6, 0.95),
        ),
        assumed(
            "relational_practice.usual", 0.501, "share of contact hours", 0.01, 1,
            "Relational share of the own contacts that people here are used to.",
            source="C156, OWN2", plausible=(0.35, 0.8),
        ),
        convention(
            "relational_practice.least_hours", 1.0, "hours", 0, 100,
            "Own contact hours of the last months below which a relational share says nothing.",
            plausible=(0.5, 4), extensive=False,
        ),
    ),
    reads=(read("times.role", float, called="tau_up"), read("times.relation", float, called="tau_down")),
    states=(
        state(
            "professional", Practice,
            practice="relational practice, 0-1.",
            presence="relational part of a contact against the usual, 1 at rest.",
        ),
    ),
    outcomes=(
        mean_state(
            "relational_practice", "professionals", "Relational practice", "0-1", "higher",
            "Mean relational practice of professionals, over weeks of employed people.",
            ProfessionalWeek, _practice, of_staff,
        ),
    ),
    paragraph=(
        "Practice moves to min(1, start x own relational share of contact hours / `relational_practice.usual`), "
        "faster down than up. *Presence* = practice / start lengthens or shortens the relational part of own "
        "contacts: hours x (1 - w (1 - presence)), w the relational weight. Somebody with less presence who has "
        "nothing to do sees company as work with chance presence. So unlearning feeds itself, as one's own thin "
        "contacts are the practice of the next months. Look at `professional_relational_hours_per_client`, which "
        "is behaviour, rather than at the skill."
    ),
)  # fmt: skip


class RelationalPractice(Mechanism):
    """Relational practice fades unused, returns slowly, and shapes contacts."""

    declared: ClassVar[Declared] = RELATIONAL_PRACTICE
    start: float
    usual: float
    tau_down: float
    tau_up: float
    least_hours: float

    def on_new_professional(self, sim: Simulation, person: Professional) -> None:
        """Whoever is new is as practised as people here are at rest."""
        mine: Practice = person.own[self.k]
        mine.practice = self.start

    def veto_idle_work(self, sim: Simulation, person: Professional) -> bool:
        """Does somebody with nothing to do see that a client would like company? The less practised, the less."""
        mine: Practice = person.own[self.k]
        if mine.presence >= 1.0:
            return False
        return not sim.random.stream("sees company as work", person.name).happens(mine.presence)

    def times_presence(self, person: Professional) -> float:
        """The relational part of a contact is as long as somebody is used to."""
        mine: Practice = person.own[self.k]
        return mine.presence

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """At the end of the week practice moves to what the own contacts of the last months ask of it (C156)."""
        for person in unit.professionals.values():
            share = own_relational_share(person, self.least_hours)
            if share is not None:
                mine: Practice = person.own[self.k]
                target = min(1.0, self.start * share / self.usual)
                tau = self.tau_up if target > mine.practice else self.tau_down
                mine.practice = relax_towards(mine.practice, target, tau)
                mine.presence = mine.practice / self.start
