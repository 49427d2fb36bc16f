"""What everybody who helps clients has in common: a place in the unit, shifts, and hours that add up."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any

from tup_sim.model.parameters.week import RECENT_WEEKS
from tup_sim.model.people.own import born
from tup_sim.model.people.request import Contact

if TYPE_CHECKING:
    from simpy import Event

    from tup_sim.model.people.unit import Unit

HOURS = (
    "direct",
    "support",
    "coaching",
    "attention",
    "team",
    "breaks",
    "administration",
    "follow_up",
    "pipeline",
    "conflicts",
    "external",
    "idle",
    "absent",
    "leave",
)

EDUCATION = range(3)  # levels: low, middle, high


class Helper:
    """Somebody at work.

    Attributes:
        name: stable name within a run (``professional-3``, ``volunteer-open-12``); keys their chance.
        unit: where they work.
        paid: True for professionals and coordinators.
        shifts: (start, end) of the shifts of this week, hours on the clock.
        on_shift, shift_end: at work now, and until when.
        busy_until: hour at which the present task ends.
        free_since: hour since when nothing was asked of them; None while busy or away.
        task_done: event that ends their waiting: what they were asked to do is done, or the shift is over.
        called: event that begins the first shift of the week.
        contact: what they are doing for a client now.
        hours: cumulative hours by kind (``HOURS``); they add up to contract or offered hours plus overtime.
        contract, overtime: cumulative hours under contract (or offered) and beyond.
        load: own hours (required, available) of the last four weeks, oldest first.
        alignment: how far they share the vision of the organisation; norms: how far their own norms agree with it, 0-1.
        heard, heard_hours: alignment x hours, and hours, of those they had to do with this week.
        own: what mechanisms remember of them (``people.own``).
    """

    __slots__ = (
        "alignment",
        "busy_until",
        "called",
        "contact",
        "contract",
        "free_since",
        "heard",
        "heard_hours",
        "hours",
        "load",
        "name",
        "norms",
        "on_shift",
        "overtime",
        "own",
        "paid",
        "shift_end",
        "shift_start",
        "shifts",
        "task_done",
        "unit",
    )

    def __init__(self, name: str, unit: Unit, paid: bool) -> None:
        self.name, self.unit, self.paid = name, unit, paid
        self.shifts: list[tuple[float, float]] = []
        self.on_shift = False
        self.shift_start = self.shift_end = self.busy_until = 0.0
        self.free_since: float | None = None
        self.task_done: Event | None = None
        self.contact: Contact | None = None
        self.called: Event | None = None
        self.hours = dict.fromkeys(HOURS, 0.0)
        self.contract = self.overtime = 0.0
        self.load: list[tuple[float, float]] = []
        self.alignment = self.norms = 0.0
        self.heard = self.heard_hours = 0.0
        self.own: list[Any] = born("professional" if paid else "volunteer")

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def called_on(self) -> Event:
        """What a waiting helper waits for: the end of the next task, or of the shift."""
        assert self.task_done is not None
        return self.task_done

    def offer(self, hours: float) -> None:
        """So many hours are offered."""
        self.contract += hours

    def stay_over(self, hours: float) -> None:
        """So many hours ran on beyond a shift."""
        self.overtime += hours

    def mean_load(self) -> float:
        """Own hours required / available over the last four weeks; 1 when nothing is known."""
        available = fsum([hours for _, hours in self.load])
        return fsum([required for required, _ in self.load]) / available if available > 0 else 1.0

    def remember_load(self, required: float, available: float) -> None:
        """Keep the last four weeks."""
        self.load = [*self.load[1 - RECENT_WEEKS :], (required, available)]
