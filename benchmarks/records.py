"""What the twins share: the people of a peopled world as bare records, and the pure rules of who takes what.

Both take a ``Simulation`` that has been peopled but never run, so that they begin with the same people and luck.
Only the service kernel is here: requests, rosters, priorities, patience (``scenarios.service_only``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from math import cos, exp, log, pi, sqrt
from typing import Any

from tup_sim.model.simulation import Simulation

WEEK = 168.0
NEVER = -1e18
WAITING, TAKEN, UNMET = range(3)


class Rule:
    """One stream of requests."""

    __slots__ = (
        "after", "always", "core", "hours", "idle", "level", "needed", "patience", "rate", "released", "shape", "sigma",
        "volunteer_first", "waiting",
    )  # fmt: skip

    def __init__(self, stream: Any, level: int, holds: float, start_rule: float) -> None:
        self.rate, self.hours, self.sigma = stream.rate, stream.hours, stream.sigma
        self.patience, self.shape = stream.patience, stream.patience_shape
        self.core, self.after = stream.core, stream.staff_after
        self.always, self.idle = stream.staff == "always", stream.staff == "idle"
        self.level = level
        self.needed = start_rule * stream.hours
        self.volunteer_first = not stream.core or stream.staff_after > 0 or holds < 0.5
        self.waiting: list[Any] = []
        self.released: list[Any] = []


class Helper:
    """Somebody who helps; ``paid`` or a volunteer who came for some streams."""

    __slots__ = (
        "absent", "called", "due", "duty", "event", "fte", "habit", "hours", "left", "name", "paid", "parts", "request",
        "shift_end", "shifts", "streams", "usual", "wish",
    )  # fmt: skip

    def __init__(self, name: str, paid: bool) -> None:
        self.name, self.paid = name, paid
        self.shifts: list[tuple[float, float]] = []
        self.left: Any = iter(())
        self.shift_end = self.due = 0.0
        self.absent, self.called = True, False
        self.request: Any = None
        self.event: Any = None


class Client:
    """Somebody who asks; remembers the last three meetings with each helper."""

    __slots__ = ("meetings", "needs")

    def __init__(self, needs: list[Any]) -> None:
        self.needs = needs
        self.meetings: dict[str, tuple[float, float, float]] = {}

    def meets(self, helper: Helper, now: float) -> None:
        _, second, third = self.meetings.get(helper.name, (NEVER, NEVER, NEVER))
        self.meetings[helper.name] = (second, third, now)


class Request:
    """Somebody asks something."""

    __slots__ = ("client", "deadline", "due", "event", "hours", "made", "number", "rule", "state")

    def __init__(self, client: Client, rule: Rule, row: list[float], now: float, number: int) -> None:
        self.client, self.rule, self.made, self.number = client, rule, now, number
        radius = sqrt(-2.0 * log(1.0 - row[1]))
        self.hours = rule.hours * exp(rule.sigma * (radius * cos(2.0 * pi * row[5]) - 0.5 * rule.sigma))
        product = 1.0
        for u in row[2 : 2 + rule.shape]:
            product *= 1.0 - u
        self.due = now + rule.patience
        self.deadline = now + -rule.patience * log(product) / rule.shape
        self.state = WAITING
        self.event: Any = None


class House:
    """One unit as records.

    Attributes:
        rules: the streams; staff, volunteers, clients: the people.
        free_staff, free_volunteers: who is there with nothing asked, the longest free first.
        present: professionals at work.
        direct, taken: hours of professionals in all and on surplus, by week, the current one last.
        starts: (number of the request, who, when) of every service begun; unmet: requests nobody came for in time.
    """

    def __init__(self, sim: Simulation) -> None:
        p, unit = sim.parameters, sim.organisation.units[0]
        rules = zip(sim.task_types, unit.levels, unit.holds, strict=True)
        self.rules = [Rule(stream, level, holds, p.start_rule) for stream, level, holds in rules]
        self.core_of_staff = [rule for rule in self.rules if rule.core and rule.always]
        self.surplus_of_staff = [rule for rule in self.rules if not rule.core and (rule.always or rule.idle)]
        self.calendar, self.contract, self.cap = sim.calendar, p.contract_hours, p.surplus_by_staff_cap
        self.familiar = p.client_states.familiar_weeks * WEEK
        self.staff = [self._professional(person) for person in unit.professionals.values()]
        self.volunteers = [self._volunteer(p, person) for person in unit.volunteers.values()]
        self.clients = [Client(client.needs) for client in unit.clients.values()]
        self.end = sim.end
        self.free_staff: dict[str, Helper] = {}
        self.free_volunteers: dict[str, Helper] = {}
        self.present: dict[str, Helper] = {}
        self.direct: deque[float] = deque([0.0], maxlen=5)
        self.taken: deque[float] = deque([0.0], maxlen=5)
        self.starts: list[tuple[int, str, float]] = []
        self.unmet = 0

    def _professional(self, person: Any) -> Helper:
        helper = Helper(person.name, True)
        helper.fte = person.fte
        return helper

    def _volunteer(self, p: Any, person: Any) -> Helper:
        helper = Helper(person.name, False)
        helper.streams = [self.rules[stream] for stream in person.traits.task_types]
        helper.parts, helper.wish, helper.habit = person.traits.dayparts, person.traits.wish, person.offset
        helper.usual = max(p.shift_hours, person.traits.wish / len(person.traits.dayparts))
        helper.due = person.shifts_due
        return helper

    # -- the rules of the house ---------------------------------------------------------------------------

    def may_start(self, rule: Rule) -> bool:
        level = rule.level
        return level >= 3 or (level == 2 and bool(self.present)) or (level == 1 and bool(self.free_staff))

    def room_for_surplus(self) -> bool:
        return sum(self.taken) <= self.cap * sum(self.direct)

    def somebody_free(self, request: Request, now: float) -> Helper | None:
        if request.rule.volunteer_first:
            return self.free_volunteer(request, now) or self.free_professional(request, now)
        return self.free_professional(request, now) or self.free_volunteer(request, now)

    def free_volunteer(self, request: Request, now: float) -> Helper | None:
        rule = request.rule
        if not self.free_volunteers or not self.may_start(rule):
            return None
        free = self.free_volunteers.values()
        return self._familiar_first(request, [v for v in free if rule in v.streams], now)

    def free_professional(self, request: Request, now: float) -> Helper | None:
        rule = request.rule
        if not self.free_staff:
            return None
        if rule.always:
            if now - request.made < rule.after - 1e-9:
                return None
        elif not rule.idle or not self.room_for_surplus():
            return None
        return self._familiar_first(request, self.free_staff.values(), now)

    def _familiar_first(self, request: Request, free: Iterable[Helper], now: float) -> Helper | None:
        first, needed, meetings = None, request.rule.needed, request.client.meetings
        for helper in free:
            if helper.shift_end - now >= needed:
                known = meetings.get(helper.name)
                if known is not None and known[0] >= now - self.familiar:
                    return helper
                if first is None:
                    first = helper
        return first

    # -- the week -----------------------------------------------------------------------------------------

    def new_week(self) -> None:
        self.direct.append(0.0)
        self.taken.append(0.0)

    def plan_shifts(self, helper: Helper, now: float) -> None:
        """A volunteer comes on the day-parts of habit."""
        parts, helper.shifts = helper.parts, []
        helper.due += helper.wish / helper.usual
        count = min(int(helper.due), len(parts))
        if count < 1:
            return
        helper.due = min(helper.due - count, float(len(parts)))
        for index in sorted(parts[:count]):
            part = self.calendar.dayparts[index]
            length = min(part.hours, helper.usual)
            start = now + part.start + helper.habit * (part.hours - length)
            helper.shifts.append((start, start + length))
