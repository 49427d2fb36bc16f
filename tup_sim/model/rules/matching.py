"""Who takes a request, and which request somebody free takes: pure functions that a scenario can swap.

Order of the house: core before surplus, due first; a familiar face first, then who has been free longest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from tup_sim.model.constants import HALF
from tup_sim.model.parameters.plain_groups import TaskType
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.request import Request

Able = Callable[[int], float]  # how competent (0-1) whoever comes free is by now in work of this task type
Rule = Callable[[list[Request], Able], Request]
Anybody = TypeVar("Anybody", bound=Helper)


def task_types_of_staff(task_types: Sequence[TaskType]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Task types of which professionals take what waits: core, and surplus."""
    core = [number for number, rule in enumerate(task_types) if rule.core and rule.staff == "always"]
    surplus = [
        number
        for number, rule in enumerate(task_types)
        if not rule.core and not rule.own_helper and rule.staff != "never"
    ]
    return tuple(core), tuple(surplus)


def are_volunteers_first(rule: TaskType, holds: float) -> bool:
    """Volunteers are asked first: for surplus, where professionals wait a while, and for what volunteers mostly hold.

    Args:
        rule: the task type.
        holds: part of the process that professionals hold here, 0-1.
    """
    return not rule.core or rule.staff_after > 0 or holds < HALF


def familiar_first(client: Client, free: Iterable[Anybody], since: float) -> Anybody | None:
    """A free helper the client knows, else the one who has been free longest, else nobody."""
    first = None
    meetings = client.meetings
    for helper in free:
        known = meetings.get(helper.name)
        if known is not None and known[0] >= since:
            return helper
        if first is None:
            first = helper
    return first


def most_urgent(waiting: list[Request], able: Able) -> Request:
    """Core before surplus, then what is due first."""
    return min(waiting, key=lambda request: (not request.core, request.due, request.number))


def best_fit(waiting: list[Request], able: Able) -> Request:
    """What the volunteer feels most competent in by now (C121), then what is due first."""
    return min(waiting, key=lambda request: (-able(request.task_type), request.due, request.number))


def best_liked(waiting: list[Request], liking: Sequence[float]) -> Request:
    """What the volunteer likes most, then what is due first."""
    return min(waiting, key=lambda request: (-liking[request.task_type], request.due, request.number))


def by_lot(waiting: list[Request], able: Able) -> Request:
    """Any of them, by the luck that belongs to the requests."""
    return min(waiting, key=lambda request: (request.uniforms[-1], request.number))


def best_suited(waiting: list[Request], able: Able, weight: float, liking: Sequence[float] = ()) -> Request:
    """Core before surplus; then what suits a person may go ahead of what is due earlier (C094).

    Work suits somebody whose competence of today it asks for, neither too hard nor too easy, and who likes it.

    Args:
        waiting: what waits, at least one.
        able: competence by task type.
        weight: by how much suitable work goes ahead, 0-1.
        liking: how much they like each task type, 0-1; empty where all work is liked alike.
    """

    def turn(request: Request) -> tuple[bool, float, int]:
        suits = 1.0 - abs(able(request.task_type) - request.difficulty)
        if liking:
            suits = HALF * (suits + liking[request.task_type])
        ahead = weight * suits * (request.due - request.made)
        return not request.core, request.due - ahead, request.number

    return min(waiting, key=turn)


ASSIGNMENT: Final[dict[str, Rule]] = {"urgency": most_urgent, "preference": best_fit, "random": by_lot}
