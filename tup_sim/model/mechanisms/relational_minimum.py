"""Relational work that the house keeps for professionals who did too little of it lately (C157)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.mechanisms.base import Declared, Mechanism, chosen, read
from tup_sim.model.parameters.plain_groups import TaskType
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.queueing import first_for
from tup_sim.model.processes.serving import core_for_professional, fits
from tup_sim.model.rules.relational_time import own_relational_share

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

RELATIONAL_MINIMUM = Declared(
    key="relational_minimum",
    switch="",
    sources="C157",
    section="Professionals among volunteers",
    lever="minimum_relational_share",
    numbers=(
        chosen(
            "minimum_relational_share", 0.0, "share of contact hours", 0, 1,
            "Relational work is kept for professionals whose own relational share is lower; 0 = none.",
            source="C157",
        ),
    ),
    reads=(read("relational_practice.least_hours", float),),
    paragraph=(
        "With `minimum_relational_share` above 0 relational requests go to a free professional whose own share of "
        "13 weeks is lower, and such a person takes them before core that is not pressing. Relational is a request "
        "of which the relational part is larger than the minimum; those with a helper of their own are left alone."
    ),
)  # fmt: skip


class RelationalMinimum(Mechanism):
    """Relational work is kept for professionals who did too little of it."""

    declared: ClassVar[Declared] = RELATIONAL_MINIMUM
    minimum_relational_share: float
    least_hours: float

    def offer_keeping(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """A free professional for whom this relational work is kept (C157)."""
        if not self.is_relational(sim.task_types[request.task_type]):
            return None
        for person in unit.free_professionals.values():
            if self.lacks_relation(person) and fits(sim, person, request):
                return person
        return None

    def offer_before_core(self, sim: Simulation, person: Professional) -> Request | None:
        """What somebody who lacks relational work may take first, unless core is pressing."""
        if not self.lacks_relation(person):
            return None
        core = core_for_professional(sim, person)
        return (
            None
            if core is not None and core.urgent(sim.now, sim.parameters.long_wait)
            else self._first_relational(sim, person)
        )

    def _first_relational(self, sim: Simulation, person: Professional) -> Request | None:
        unit: Unit = person.unit
        best: Request | None = None
        for task_type, rule in enumerate(sim.task_types):
            queue = unit.queues[task_type]
            if queue and self.is_relational(rule):
                request = first_for(sim, queue, person)
                if (
                    request is not None
                    and fits(sim, person, request)
                    and (best is None or request.due < best.due)
                ):
                    best = request
        return best

    def is_relational(self, rule: TaskType) -> bool:
        """Work that raises the relational share of somebody below the minimum; duos have their own helper."""
        kept = rule.relational_weight > self.minimum_relational_share
        return kept and rule.staff != "never" and not rule.own_helper

    def lacks_relation(self, person: Professional) -> bool:
        """Did less relational work lately than the house wants everybody to do."""
        share = own_relational_share(person, self.least_hours)
        return share is not None and share < self.minimum_relational_share
