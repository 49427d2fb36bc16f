"""A unit: a ward or team, with who is there, what waits and how heavy the weeks were."""

from __future__ import annotations

from collections import deque
from typing import Any, Final

from tup_sim.model.parameters.week import RECENT_WEEKS
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.own import born
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Call, Request
from tup_sim.model.people.volunteer import Volunteer

Queue = list[tuple[float, int, Request]]
_OTHER: Final = ("breaks", "conflicts", "pipeline", "external")  # kinds of hours that share an account


class WeekOfUnit:
    """Hours of one unit in the current week."""

    __slots__ = (
        "administration",
        "coaching",
        "core_arrived",
        "core_arrived_norm",
        "core_by_volunteers",
        "core_unmet",
        "direct",
        "due_core",
        "follow_up",
        "met_core",
        "other",
        "support",
        "surplus_taken",
        "team",
        "worked",
    )

    def __init__(self) -> None:
        self.core_arrived = self.core_by_volunteers = self.core_unmet = 0.0
        self.surplus_taken = self.direct = self.core_arrived_norm = 0.0
        self.administration = self.team = self.coaching = self.support = self.follow_up = self.worked = (
            self.other
        ) = 0.0
        self.due_core = self.met_core = 0

    def book(self, kind: str, hours: float) -> None:
        """Hours of somebody paid that count in the work pressure as they are spent; of other kinds none do."""
        if kind == "coaching":
            self.coaching += hours
        elif kind == "support":
            self.support += hours
        elif kind == "follow_up":
            self.follow_up += hours
        elif kind == "team":
            self.team += hours
        elif kind in _OTHER:
            self.other += hours

    def required(self) -> float:
        """Hours that were asked of professionals: core left to them, surplus they took, and everything around it."""
        return self._around() + self.core_arrived - self.core_by_volunteers

    def required_norm(self) -> float:
        """The same with every task at the professional norm of time, whatever the standard has become."""
        return self._around() + self.core_arrived_norm - self.core_by_volunteers

    def _around(self) -> float:
        around = self.administration + self.team + self.coaching + self.support + self.follow_up + self.other
        return self.surplus_taken + around


class Unit:
    """A ward or team.

    Attributes:
        number: 0, 1, ...
        clients: present, in order of admission.
        professionals, coordinators: employed; volunteers: on the books, started or not, not left.
        free_professionals, free_volunteers: at work and free, the longest free first.
        present: professionals at work now; present_volunteers: volunteers at work now.
        queues: waiting requests by task type, the first due on top; released: those volunteers had first
            and professionals may now take; queues_for_staff: where core work waits for professionals, from the start
            or once volunteers had their time.
        calls: calls that wait for a professional; after_work: work that contacts left behind.
        holds: part of the process that professionals hold, by task type; at_distance: they are on call at a
            distance for it; off_the_floor: the pattern of the unit keeps them at a distance altogether.
        levels: mandate level by task type for volunteers of this unit; volunteers_first: whether they are asked before
            professionals.
        weeks: the last four weeks; week: the current one.
        open_posts: posts of professionals who left that nobody holds or is hired for, the last one at the end;
            hiring: how many posts of this unit somebody is being hired for.
        missed: hours of requests nobody came for, since the start, by task type.
        past_direct, past_surplus: hours of professionals for clients, and of it for surplus, in those weeks.
        work_pressure: four-week required / worked hours; work_pressure_norm: the same at the professional norm.
        time_per_task, standard: S and S*, relative to the professional norm.
        admitting: admits clients; stop_weeks, restart_weeks: weeks in a row above and below the lines.
        own: what mechanisms remember of it (``people.own``).
    """

    __slots__ = (
        "admitting",
        "after_work",
        "at_distance",
        "calls",
        "clients",
        "coordinators",
        "free_professionals",
        "free_volunteers",
        "hiring",
        "holds",
        "levels",
        "missed",
        "number",
        "off_the_floor",
        "open_posts",
        "own",
        "past_direct",
        "past_surplus",
        "present",
        "present_volunteers",
        "professionals",
        "queues",
        "queues_for_staff",
        "released",
        "restart_weeks",
        "standard",
        "stop_weeks",
        "time_per_task",
        "volunteers",
        "volunteers_first",
        "week",
        "weeks",
        "work_pressure",
        "work_pressure_norm",
    )

    def __init__(self, number: int) -> None:
        self.number = number
        self.clients: dict[str, Client] = {}
        self.professionals: dict[str, Professional] = {}
        self.coordinators: dict[str, Professional] = {}
        self.volunteers: dict[str, Volunteer] = {}
        self.free_professionals: dict[str, Professional] = {}
        self.free_volunteers: dict[str, Volunteer] = {}
        self.present: dict[str, Professional] = {}
        self.present_volunteers: dict[str, Volunteer] = {}
        self.queues: list[Queue] = [[] for _ in TASK_TYPES]
        self.released: list[Queue] = [[] for _ in TASK_TYPES]
        self.queues_for_staff = self.queues
        self.volunteers_first = [False] * len(TASK_TYPES)
        self.calls: deque[Call] = deque()
        self.after_work: deque[Call] = deque()
        self.open_posts: list[int] = []
        self.hiring = 0
        self.missed = [0.0] * len(TASK_TYPES)
        self.levels = [0] * len(TASK_TYPES)
        self.holds = [1.0] * len(TASK_TYPES)
        self.at_distance = [False] * len(TASK_TYPES)
        self.off_the_floor = False
        self.past_direct = self.past_surplus = 0.0
        self.weeks: deque[WeekOfUnit] = deque(maxlen=RECENT_WEEKS)
        self.week = WeekOfUnit()
        self.work_pressure = self.work_pressure_norm = 1.0
        self.time_per_task = self.standard = 1.0
        self.admitting = True
        self.stop_weeks = self.restart_weeks = 0
        self.own: list[Any] = born("unit")

    def staff(self) -> list[Professional]:
        """Everybody paid who works here, each once: a coordinator may be one of the professionals."""
        return list({**self.professionals, **self.coordinators}.values())

    def regulars(self) -> list[Volunteer]:
        """Volunteers who come week after week: started, not left, and not there for a few days a year only."""
        return [v for v in self.volunteers.values() if v.started is not None and not v.occasional]
