"""Who came, who stayed and who went: candidates, starters, leavers."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any, Final

from tup_sim.measures.groups import is_strong, is_vulnerable, names, volunteer_bits
from tup_sim.measures.weeks import HALF_YEAR, HOURS, TINY, YEAR, Weeks, week_of
from tup_sim.model import events
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MONTHS_PER_YEAR
from tup_sim.model.people.volunteer import CAUSES, Candidate, Volunteer

NEVER: Final = float("inf")
OPEN_ROUTES: Final = ("citizen", "ex_client", "employer")
FOLLOW_UP: Final = HALF_YEAR * HOURS
_CHOICE: Final = tuple(CAUSES.index(cause) for cause in ("disappointed", "overload", "conflict"))


@dataclass
class Starter:
    """Somebody who began in this run: when, until when, and the risk of leaving week by week in the first year.

    Attributes:
        started, left: hours on the clock; ``NEVER`` while active.
        reason: why they left.
        bits: subgroups at the start (``groups.VOLUNTEER_GROUPS``).
        route: how they came.
        ends_at: agreed end; ``NEVER`` without one.
        weeks, risks, exposures: number of the week, integrated risk and years at risk in it.
        chosen: the part of the risk that is leaving by choice, where people differ in what draws them away.
        drawn, usually_drawn: how much life draws this person away, and people of this style on average, SD.
    """

    started: float
    bits: int
    route: str
    ends_at: float
    left: float = NEVER
    reason: str = ""
    weeks: array[int] = field(default_factory=lambda: array("i"))
    risks: array[float] = field(default_factory=lambda: array("d"))
    exposures: array[float] = field(default_factory=lambda: array("d"))
    chosen: array[float] = field(default_factory=lambda: array("d"))
    drawn: float = 0.0
    usually_drawn: float = 0.0


@dataclass
class Applicant:
    """A candidate: enquiry, decision, start and end (hours; ``NEVER`` if it did not happen), chances of their steps."""

    enquired: float
    channel: str
    route: str
    vulnerable: bool
    strong: bool
    started: float = NEVER
    lost: float = NEVER
    left: float = NEVER
    refused: bool = False
    failed: bool = False
    chances: list[float] = field(default_factory=list)

    def at_risk_until(self, end: float) -> float:
        """End of the time as a candidate or as a volunteer in the first 26 weeks."""
        return min(end, self.lost, self.left, self.started + FOLLOW_UP)


class Flow:
    """Listens to people coming and going.

    Attributes:
        starters: everybody who had a first shift in this run, in order.
        applicants: everybody who enquired, in order.
    """

    def __init__(self, weeks: Weeks, parameters: Parameters) -> None:
        self._weeks, self._p = weeks, parameters
        self.starters: list[Starter] = []
        self.applicants: list[Applicant] = []
        self._active: dict[str, Starter] = {}
        self._pending: dict[str, tuple[Applicant, Candidate]] = {}
        self._from: dict[str, Applicant] = {}
        self._asks = parameters.recruitment_asks
        self._asked_since = 0

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.VolunteerStarted: self._volunteer_started,
            events.VolunteerLeft: self._volunteer_left,
            events.Enquired: self._enquired,
            events.SomebodyAsked: lambda event: self._count("asks", event.now),
            events.CandidateDecided: self._decided,
            events.CandidateLost: self._lost,
            events.ProfessionalLeft: self._professional_left,
            events.LeverChanged: self._lever_changed,
        }

    def risk(self, volunteer: Volunteer, week: int, risks: Sequence[float], exposure: float) -> None:
        """One week of somebody in the first year."""
        starter = self._active.get(volunteer.name)
        if starter is not None:
            starter.weeks.append(week)
            starter.risks.append(fsum(risks))
            starter.exposures.append(exposure)
            if volunteer.brings is not None:
                starter.chosen.append(fsum([risks[place] for place in _CHOICE]))
                starter.drawn, starter.usually_drawn = volunteer.brings.drawn, volunteer.traits.drawn_away

    def _count(self, name: str, now: float, amount: float = 1.0) -> None:
        self._weeks.row(name)[week_of(now)] += amount

    def _volunteer_started(self, event: events.VolunteerStarted) -> None:
        now, volunteer = event
        if volunteer.occasional:
            return
        ends_at = NEVER if volunteer.ends_at is None else volunteer.ends_at
        bits = volunteer_bits(self._p, volunteer, now)
        starter = Starter(now, bits, volunteer.traits.route, ends_at)
        self.starters.append(starter)
        self._active[volunteer.name] = starter
        for group in names(bits):
            self._count(f"start|{group}" if group else "start", now)
        self._applicant_started(volunteer.name, now)

    def _applicant_started(self, name: str, now: float) -> None:
        """A candidate keeps the name when they start."""
        applicant, candidate = self._pending.pop(name.removeprefix("volunteer-"), (None, None))
        if applicant is not None and candidate is not None:
            applicant.started = now
            self._from[name] = applicant
            self._count("onboarding.hours", now, candidate.hours)
            self._count(f"start.channel.{candidate.channel}", now)

    def _volunteer_left(self, event: events.VolunteerLeft) -> None:
        now, volunteer = event
        if volunteer.started is None or volunteer.occasional:
            return
        reason = volunteer.reason
        for group in names(volunteer_bits(self._p, volunteer, now)):
            suffix = f"|{group}" if group else ""
            self._count(f"exit{suffix}", now)
            self._count(f"exit.{reason}{suffix}", now)
        starter = self._active.pop(volunteer.name, None)
        if starter is not None:
            starter.left, starter.reason = now, reason
        applicant = self._from.pop(volunteer.name, None)
        if applicant is not None:
            applicant.left = now
            early = now - applicant.started <= FOLLOW_UP
            applicant.failed = early and reason in ("overload", "asked")

    def _enquired(self, event: events.Enquired) -> None:
        candidate = event.candidate
        traits = candidate.traits
        applicant = Applicant(
            event.now, candidate.channel, traits.route, is_vulnerable(traits), is_strong(self._p, traits)
        )
        applicant.chances = candidate.chances
        self.applicants.append(applicant)
        self._pending[candidate.name] = (applicant, candidate)

    def _decided(self, event: events.CandidateDecided) -> None:
        now, candidate, offered = event
        applicant, _ = self._pending.get(candidate.name, (None, None))
        for group in _candidate_groups(self._p, candidate):
            self._count(f"decided.{group}", now)
            if offered:
                self._count(f"offered.{group}", now)
        if applicant is not None and not offered:
            applicant.refused = applicant.failed = True
            applicant.lost = now

    def _lost(self, event: events.CandidateLost) -> None:
        applicant, _ = self._pending.pop(event.candidate.name, (None, None))
        if applicant is not None:
            applicant.lost = min(applicant.lost, event.now)

    def _professional_left(self, event: events.ProfessionalLeft) -> None:
        now, person, reason = event
        if person.coordinator and not self._p.coordinators_are_staff:
            return
        # Whose contract ends as a week begins is gone in that week: posts that a cut takes go in the weeks of the cut.
        ended = min(now + 2.0 * TINY, self._weeks.count * HOURS)
        self._count("staff.quits" if reason == "quit" else "staff.redundant", ended)

    def _lever_changed(self, event: events.LeverChanged) -> None:
        if event.path == "recruitment_asks" and isinstance(event.value, int | float):
            self._write_asks(week_of(event.now + 1.0))
            self._asks = float(event.value)

    def _write_asks(self, until: int) -> None:
        row = self._weeks.row("asks")
        for week in range(self._asked_since, min(until, self._weeks.count)):
            row[week] += self._asks * self._p.units * MONTHS_PER_YEAR / YEAR
        self._asked_since = max(self._asked_since, until)

    def finish(self) -> None:
        """Write the personal asks made until the end, and the time of vulnerable people as candidates."""
        self._write_asks(self._weeks.count)
        for applicant in self.applicants:
            if applicant.vulnerable:
                for week, years in _years(applicant.enquired, applicant.at_risk_until(self._weeks.end)):
                    self._weeks.row("candidate.vulnerable_years")[week] += years
                if applicant.failed:
                    self._count("candidate.failures", min(applicant.lost, applicant.left))

    def cohort(self, start: int, end: int, bit: int) -> list[Starter]:
        """People of a group who started in these weeks or up to 52 weeks before them."""
        first, last = self._weeks.hour(start - YEAR), self._weeks.hour(end)
        return [s for s in self.starters if first <= s.started < last and s.bits & bit]

    def enquiries(self, start: int, end: int) -> list[Applicant]:
        """Candidates for open-ended work who enquired in these weeks, 26 weeks or more before the end."""
        first = self._weeks.hour(start)
        last = min(self._weeks.hour(end), self._weeks.end - FOLLOW_UP)
        return [a for a in self.applicants if first <= a.enquired < last and a.route in OPEN_ROUTES]


def _candidate_groups(p: Parameters, candidate: Candidate) -> Iterator[str]:
    yield "all"
    if is_vulnerable(candidate.traits):
        yield "vulnerable"
    if is_strong(p, candidate.traits):
        yield "strong"


def _years(start: float, end: float) -> Iterator[tuple[int, float]]:
    """Years between two hours, by week."""
    while start < end:
        week = int(start // HOURS)
        until = min(end, (week + 1) * HOURS)
        yield week, (until - start) / (YEAR * HOURS)
        start = until
