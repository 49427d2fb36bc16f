"""Clients."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, Any, Final

from tup_sim.model.constants import NEVER
from tup_sim.model.people.own import born

if TYPE_CHECKING:
    from tup_sim.model.people.helper import Helper
    from tup_sim.model.people.request import Request
    from tup_sim.model.people.unit import Unit
    from tup_sim.model.people.volunteer import Volunteer
    from tup_sim.model.random_streams import RandomStream

_COLUMNS: Final = 18  # uniforms that belong to one request: see ``request.py``
# How many requests are drawn at once; it changes the speed and no number.
_WEEKS_AHEAD: Final = 10
_MOST_AHEAD: Final = 32


class Need:
    """The requests of one client for one stream: the n-th has its own moment and its own luck.

    Moments are counted in expected requests (operational time), so that a change of rate moves them and
    nothing else. A regular need comes at even intervals.
    """

    __slots__ = ("next_at", "passed", "regular", "rows", "size", "source", "task_type")

    def __init__(self, source: RandomStream, task_type: int, rate: float, regular: bool) -> None:
        self.source, self.task_type, self.regular = source, task_type, regular
        self.size = int(min(_MOST_AHEAD, max(2, rate * _WEEKS_AHEAD)))
        self.rows: list[list[float]] = []
        self.passed = 0.0
        self._draw()
        first = self.rows[-1][0]
        self.next_at = first if regular else -log(1.0 - first)

    def _draw(self) -> None:
        """Draw the luck of some more requests, the next one at the end."""
        self.rows = self.source.table(self.size, _COLUMNS).tolist()
        self.rows.reverse()

    def take(self) -> list[float]:
        """The luck of the request that is due; move on to the next one."""
        row = self.rows.pop()
        if not self.rows:
            self._draw()
        self.next_at += 1.0 if self.regular else -log(1.0 - self.rows[-1][0])
        return row


class Client:
    """Somebody who is helped.

    Attributes:
        name, unit: who and where.
        applied, admitted, left: hours on the clock; None before it happens.
        complexity, testing: 0-1; ``own_testing`` is the level testing returns to.
        network: people of their own; education: 0 low, 1 middle, 2 high.
        trust_professionals, trust_volunteers, isolation, wellbeing, problem: 0-1.
        meetings: helper name to the hours of the last three meetings, oldest first.
        company: helper name to the relational hours with them, fading, and the hour of the last one.
        close: those of them with whom there may be a tie: not yet below the line since the last hours with them;
            close_by: by which line and memory.
        buddy: own volunteer in a duo; waiting: requests that only the buddy may serve.
        lost_familiar: hour until which hours missed count as a gap after losing a familiar volunteer.
        visits_left: contacts with volunteers left this month, where these are rationed.
        needs: what the client asks for, by task type.
        helpers: names of the helpers of the current four weeks.
        own: what mechanisms remember of them (``people.own``).
    """

    __slots__ = (
        "admitted",
        "applied",
        "buddy",
        "close",
        "close_by",
        "company",
        "complexity",
        "education",
        "helpers",
        "isolation",
        "left",
        "lost_familiar",
        "meetings",
        "name",
        "needs",
        "network",
        "own",
        "own_testing",
        "problem",
        "rematch_at",
        "testing",
        "trust_professionals",
        "trust_volunteers",
        "unit",
        "visits_left",
        "waiting",
        "wellbeing",
    )

    def __init__(self, name: str, unit: Unit, applied: float) -> None:
        self.name, self.unit, self.applied = name, unit, applied
        self.admitted: float | None = None
        self.left: float | None = None
        self.complexity = self.testing = self.own_testing = 0.0
        self.network, self.education = 0, 1
        self.trust_professionals = self.trust_volunteers = 0.0
        self.isolation = self.wellbeing = self.problem = 0.0
        self.meetings: dict[str, tuple[float, float, float]] = {}
        self.company: dict[str, tuple[float, float]] = {}
        self.close: dict[str, tuple[float, float]] = {}
        self.close_by = (0.0, 0.0)
        self.buddy: Volunteer | None = None
        self.rematch_at = 0.0
        self.waiting: list[tuple[float, int, Request]] = []
        self.lost_familiar = NEVER
        self.helpers: dict[str, float] = {}
        self.visits_left = 0
        self.needs: list[Need] = []
        self.own: list[Any] = born("client")

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def present(self) -> bool:
        """Admitted and not left."""
        return self.admitted is not None and self.left is None

    def knows(self, helper: Helper, since: float) -> bool:
        """Met this helper three times since the given hour."""
        meetings = self.meetings.get(helper.name)
        return meetings is not None and meetings[0] >= since

    def meets(self, helper: Helper, now: float) -> None:
        """Remember one more meeting, and who helped."""
        _, second, third = self.meetings.get(helper.name, (NEVER, NEVER, NEVER))
        self.meetings[helper.name] = (second, third, now)
        self.helpers[helper.name] = now

    def spends_time_with(self, helper: Helper, hours: float, now: float, memory: float) -> None:
        """Some relational hours with this helper; what was before has faded (``memory``, hours) since the last ones."""
        if helper.name in self.company:
            before, last = self.company[helper.name]
            hours += before * exp((last - now) / memory)
        self.company[helper.name] = self.close[helper.name] = (hours, now)

    def pair_with(self, volunteer: Volunteer) -> None:
        """The two are a duo."""
        self.buddy, volunteer.client = volunteer, self

    def part_with_buddy(self) -> None:
        """The duo ends, if there is one."""
        buddy, self.buddy = self.buddy, None
        if buddy is not None:
            buddy.client = None

    def have_been_here(self, admitted: float, applied: float) -> None:
        """They came before the run began."""
        self.admitted, self.applied = admitted, applied

    def use_up_a_visit(self) -> None:
        """One of the contacts with volunteers that are left this month."""
        self.visits_left -= 1

    def ties(self, least: float, now: float, memory: float) -> int:
        """Helpers with whom they have had at least so many relational hours lately, fading (``memory``, hours).

        Hours only fade until somebody comes again, so who has fallen below the line need not be looked at till then.
        """
        if self.close_by != (least, memory):
            self.close, self.close_by = dict(self.company), (least, memory)
        faded = [
            name
            for name, (hours, last) in self.close.items()
            if hours < least or hours * exp((last - now) / memory) < least
        ]
        for name in faded:
            del self.close[name]
        return len(self.close)
