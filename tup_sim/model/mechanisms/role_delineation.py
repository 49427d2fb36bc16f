"""A written list of who does what: part of the requests is not offered to the other kind of helper (C187).

Where people talk about their tasks, an exception can be made: somebody who did so lately sees a client wait, and
asks whoever is there, list or no list.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from tup_sim.errors import Message
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, assumed, chosen, read, state
from tup_sim.model.parameters.plain_groups import TaskType
from tup_sim.model.people.families import FAMILIES
from tup_sim.model.people.request import PAID, VOLUNTEERS, Request, State
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.who_does_what import FAMILY
from tup_sim.model.processes.serving import assign, free_helper_for
from tup_sim.model.rules.matching import are_volunteers_first

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_WAITING: Final = State.WAITING


class By(StrEnum):
    """What a written list names."""

    REQUEST = "request"
    FAMILY = "family"


class Listed:
    """Which families of work are on the list of a unit."""

    def __init__(self) -> None:
        self.luck: list[float] = []


ROLE_DELINEATION = Declared(
    key="role_delineation",
    switch="",
    sources="C187",
    section="Delineation of roles",
    lever="role_delineation",
    idle=Message("there is no list of whose work is whose (role_delineation is 0)"),
    numbers=(
        chosen(
            "role_delineation", 0.0, "0-1", 0, 1,
            "Part of requests that belong to one kind of helper by a written list and are not offered to the"
            " other.",
            source="C187",
        ),
        chosen(
            "delineation_by", By.REQUEST, "-", None, None,
            "The list names requests (request: any of them may be on it) or families of work (family: each is on it or"
            " not).",
            source="C187",
        ),
        assumed(
            "delineation_clarity", 0.5, "share", 0, 1,
            "Part of what is unclear to a volunteer about the own role that a complete list makes clear.",
            source="OWN3, C187", plausible=(0.2, 0.8),
        ),
    ),
    reads=(read("times.mood", float, called="talk_lasts"),),
    states=(state("unit", Listed, luck="by family, the part of a list from which it is on it, 0-1."),),
    paragraph=(
        "`role_delineation` (C187) is the part of requests that a written list gives to one kind of helper: they "
        "are not offered to the kind that would be asked second (volunteers first where they are asked first now "
        "and have a mandate, else professionals). Whether a request is on the list is luck of the client, whoever "
        "is there; where it names families of work (`delineation_by`), a family is on it or not, by luck of the unit. "
        "Who has read the list is clearer about the own role: own level + `role_delineation` x "
        "`delineation_clarity` x what is unclear, on the first day and as the level clarity returns to. Threat "
        "and flexibility have no term: professionals see fewer volunteers at their kind of work, or they do "
        "not.\n\n"
        "Where people talk about their tasks (`dialogue_interval`) an exception can be made. When a request on "
        "the list has waited long (`long_wait`), and a volunteer is at work who talked about the task in the last "
        "`times.mood`, the list is put aside for this one request and whoever is free may take it. "
        "Nothing says that dialogue keeps flexibility: somebody has to be there, has to have talked, and somebody "
        "else has to be free."
    ),
)  # fmt: skip


class RoleDelineation(Mechanism):
    """Part of the requests belongs to one kind of helper by a written list."""

    declared: ClassVar[Declared] = ROLE_DELINEATION
    role_delineation: float
    delineation_by: str
    delineation_clarity: float
    talk_lasts: float

    def on_request(self, sim: Simulation, request: Request) -> None:
        """Whether this one is on the list is luck of the client who asks, whoever is there."""
        task_type, unit = request.task_type, request.client.unit
        if self.delineation_by == By.FAMILY:
            if not self._is_listed(sim, unit, task_type):
                return
        elif not sim.random.stream("on the list", request.client.name).happens(self.role_delineation):
            return
        kept = (
            kept_out(sim.task_types[task_type], unit.holds[task_type], unit.levels[task_type])
            & ~request.not_by
        )
        request.close_to(kept)
        if kept and sim.parameters.dialogue_interval > 0:
            wait = sim.parameters.long_wait * (request.due - request.made)
            sim.at(request.made + wait, self.make_an_exception, sim, unit, request, kept)

    def _is_listed(self, sim: Simulation, unit: Unit, task_type: int) -> bool:
        """A list by family has it or not, once and for all; a longer list has all that a shorter one has."""
        mine: Listed = unit.own[self.k]
        if not mine.luck:
            rng = sim.random.stream("families on the list", str(unit.number))
            mine.luck = [rng.uniform() for _ in FAMILIES]
        return mine.luck[FAMILY[task_type]] < self.role_delineation

    def offer_listed(self, sim: Simulation, unit: Unit, task_type: int) -> float | None:
        """Whoever reads the list sees whose work a family is; a list of requests says that of none."""
        if self.delineation_by != By.FAMILY or not self._is_listed(sim, unit, task_type):
            return None
        kept = kept_out(sim.task_types[task_type], unit.holds[task_type], unit.levels[task_type])
        return None if not kept else float(kept == PAID)

    def make_an_exception(self, sim: Simulation, unit: Unit, request: Request, kept: int) -> None:
        """It has waited long: a volunteer at work who lately talked about the task puts the list aside."""
        gone = request.client.left is not None or request.deadline < sim.now
        if request.state is not _WAITING or gone or not self._somebody_talked_it_over(sim, unit):
            return
        request.open_to(kept)
        helper = free_helper_for(sim, unit, request)
        if helper is not None:
            assign(sim, helper, request)

    def _somebody_talked_it_over(self, sim: Simulation, unit: Unit) -> bool:
        since = sim.now - self.talk_lasts * WEEK
        return any(volunteer.last_dialogue >= since for volunteer in unit.present_volunteers.values())

    def add_to_clarity(self, clarity: float) -> float:
        """Who has read the list is clearer about the own role."""
        return self.role_delineation * self.delineation_clarity * (1.0 - clarity)


def kept_out(rule: TaskType, holds: float, level: int) -> int:
    """Whom the list keeps from this work: the kind of helper who is asked second, if there is a first (C187).

    Args:
        rule: the task type.
        holds: part of the process that professionals hold here, 0-1.
        level: mandate of volunteers for it here.
    """
    if rule.own_helper:
        return 0
    if are_volunteers_first(rule, holds):
        return PAID if level > 0 else 0
    return VOLUNTEERS if rule.staff != "never" else 0
