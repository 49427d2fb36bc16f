"""What became of each person in one run, and where two runs part."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from math import fsum
from typing import Final, NamedTuple

from tup_sim.measures.agent_trace import AgentTrace, Fact, fields_of, kind_of
from tup_sim.measures.event_log import Entry
from tup_sim.measures.weeks import QUARTER
from tup_sim.model.parameters.week import HOURS_PER_WEEK

LEFT: Final = {
    "VolunteerLeft": "volunteer", "ProfessionalLeft": "professional", "ClientLeft": "client",
    "ClientGaveUp": "client",
}  # fmt: skip
_NOT_BY_PERSON: Final = (
    "TimeSpent", "HoursOutsideShifts", "ContactStarted", "MoneyMoved", "VolunteerWeek", "ClientWeek",
)  # fmt: skip
_FAMILIAR: Final = 3  # meetings within a quarter that make a familiar face
_QUARTER: Final = QUARTER * HOURS_PER_WEEK


class Divergence(NamedTuple):
    """Where two runs part: the hour, and the first event that differs in each (None: nothing more happens)."""

    hour: float
    base: Fact | None
    other: Fact | None


class Life(NamedTuple):
    """What became of one person in a stretch of weeks.

    Attributes:
        came, began: false for a candidate who never began; hour of beginning of a volunteer who did.
        left: hour of leaving; None for who did not leave before the end of the stretch.
        reason, weighed: why they left (empty if they did not), and what weighed most in it.
        weeks: weeks present in the stretch.
        asked, unmet: requests of a client, and those nobody came for in time.
        wait: mean hours a client waited for those who came; 0 without any.
        lost: familiar helpers of a client who left.
        ill: weeks a professional was ill.
        strain: mean strain of a professional in the last quarter they were there.
    """

    came: bool = True
    began: float | None = None
    left: float | None = None
    reason: str = ""
    weighed: tuple[str, ...] = ()
    weeks: float = 0.0
    asked: int = 0
    unmet: int = 0
    wait: float = 0.0
    lost: int = 0
    ill: float = 0.0
    strain: float = 0.0


class AgentOutcomes:
    """One run, by person.

    Attributes:
        trace: what happened.
        gone: name to the event with which they left.
    """

    def __init__(self, trace: AgentTrace) -> None:
        self.trace = trace
        self._places = _places(trace)
        self.gone = {str(fact.values[LEFT[fact.event]]): fact for fact in trace.of(LEFT)}

    def facts(
        self, name: str, begin: float = 0.0, end: float = math.inf, events: Iterable[str] = ()
    ) -> list[Fact]:
        """What names a person between two hours, of some kinds or of all that are kept by person."""
        wanted, entries = frozenset(events), self.trace.entries
        return [
            self.trace.fact(place)
            for place in self._places.get(name, ())
            if begin <= entries[place][0] <= end and (not wanted or entries[place][1] in wanted)
        ]

    def begin(self, name: str) -> float:
        """Hour at which a person is first named."""
        places = self._places.get(name)
        return self.trace.entries[places[0]][0] if places else math.nan

    def reason(self, name: str) -> str:
        """Why somebody left; empty for who did not."""
        if name in self.trace.departures:
            return self.trace.departures[name].reason
        fact = self.gone.get(name)
        return str(fact.values.get("reason", "")) if fact else ""

    def life(self, name: str, begin: float, end: float) -> Life:
        """What became of a person between two hours."""
        gone = self.gone.get(name)
        left = gone.hour if gone is not None and gone.hour < end else None
        started = self.trace.portraits[name].get("started")
        kind = kind_of(name)
        if started is None and kind == "volunteer":
            return Life(came=False)
        first = self.begin(name) if started is None else float(started)
        present = max(0.0, (end if left is None else left) - max(first, begin)) / HOURS_PER_WEEK
        departure = self.trace.departures.get(name)
        weighed = departure.heaviest() if departure is not None and left is not None else ()
        reason = self.reason(name) if left is not None else ""
        life = Life(True, started if kind == "volunteer" else None, left, reason, weighed, present)
        if kind == "client":
            return self._as_client(name, life, begin, end)
        return self._as_professional(name, life, begin, end) if kind == "professional" else life

    def _as_client(self, name: str, life: Life, begin: float, end: float) -> Life:
        facts = [
            fact for fact in self.facts(name, begin, end) if fact.hour < end
        ]  # midnight begins the next week
        served = [fact for fact in facts if fact.event == "ContactEnded"]
        waits = [fact.values["started"] - fact.values["made"] for fact in served]
        told = Counter(fact.event for fact in facts)
        return life._replace(
            asked=told["RequestMade"],
            unmet=told["RequestUnmet"],
            wait=fsum(waits) / len(waits) if waits else 0.0,
            lost=len(self.lost_by(name, begin, end)),
        )

    def lost_by(self, client: str, begin: float, end: float) -> list[Fact]:
        """The leaving of helpers who were a familiar face to a client."""
        met: dict[str, list[float]] = {}
        for fact in self.facts(client, begin - _QUARTER, end, ("ContactEnded",)):
            met.setdefault(fact.values["helper"], []).append(fact.hour)
        return [
            gone
            for helper, hours in met.items()
            if (gone := self.gone.get(helper)) is not None
            and begin <= gone.hour < end
            and sum(1 for hour in hours if gone.hour - _QUARTER <= hour <= gone.hour) >= _FAMILIAR
        ]

    def _as_professional(self, name: str, life: Life, begin: float, end: float) -> Life:
        ill = 0.0
        for fact in self.facts(name, 0.0, end, ("FellIll",)):
            ill += max(0.0, min(fact.values["until"], end) - max(fact.hour, begin)) / HOURS_PER_WEEK
        last = [fact.values["strain"] for fact in self.facts(name, begin, end, ("ProfessionalWeek",))][
            -QUARTER:
        ]
        return life._replace(ill=ill, strain=fsum(last) / len(last) if last else 0.0)


def parting(base: AgentTrace, other: AgentTrace) -> Divergence | None:
    """Where two runs first differ in anything; None if they are the same to the last digit."""
    for place, (mine, theirs) in enumerate(zip_longest(base.entries, other.entries)):
        if mine != theirs:
            hour = min(entry[0] for entry in (mine, theirs) if entry is not None)
            return Divergence(hour, *(each.fact(place) if entry is not None else None
                                   for each, entry in ((base, mine), (other, theirs))))  # fmt: skip
    return None


def _places(trace: AgentTrace) -> dict[str, list[int]]:
    """Name of a person to the lines of the journal that name them."""
    found: dict[str, list[int]] = {name: [] for name in trace.portraits}
    for place, entry in enumerate(trace.entries):
        if entry[1] not in _NOT_BY_PERSON:
            for name in _named(entry):
                if name in found:
                    found[name].append(place)
    return found


def _named(entry: Entry) -> set[str]:
    if fields_of(entry[1])[0] == "candidate":
        return {f"volunteer-{entry[2]}"}
    names = {each for each in entry[2:] if type(each) is str}
    for each in entry[2:]:
        if type(each) is tuple:
            names.update(part for part in each if type(part) is str)
    return names
