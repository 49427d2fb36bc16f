"""What clients asked, what they got and how it went: requests, contacts and calls.

Counts of requests by type make up the rows ``core.met``, ``core.due``, ``surplus.met`` and ``surplus.due``.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from math import fsum
from typing import Any, Final

from tup_sim.measures.weeks import HALF_YEAR, HOURS, PER_HOUR, QUARTER, TINY, Weeks
from tup_sim.model import events
from tup_sim.model.parameters.plain_groups import CareQuality, Parameters
from tup_sim.model.parameters.week import MINUTES_PER_HOUR
from tup_sim.model.people.families import FAMILIES, FAMILY_OF_TASK_TYPE, TASK_TYPES
from tup_sim.model.people.helper import EDUCATION
from tup_sim.model.people.request import Contact

ESTABLISHED: Final = HALF_YEAR * HOURS
EARLY: Final = QUARTER * HOURS
REPEAT: Final = HALF_YEAR * HOURS
SECOND: Final = 1.0 / (
    MINUTES_PER_HOUR * MINUTES_PER_HOUR
)  # hours; a minute has as many seconds as an hour minutes

CELL: Final = (
    "contacts", "hours", "client_hours", "successes", "incidents", "familiar", "established",
    "actual", "standard", "load", "present_contacts", "alone", "early", "early_incidents",
    "incident_chances", "early_incident_chances",
)  # fmt: skip
(_N, _HOURS, _CLIENT, _GOOD, _INCIDENT, _FAMILIAR, _KNOWN, _ACTUAL, _STANDARD, _LOAD, _PRESENT, _ALONE, _EARLY,
 _EARLY_INCIDENT, _CHANCE, _EARLY_CHANCE) = range(len(CELL))  # fmt: skip
WHO: Final = ("professional", "volunteer")


def quality_of_time(rules: CareQuality, time_per_task: float) -> float:
    """Quality (0-1) left when a task gets this share of its normal time (dynamics: ratchet of time per task)."""
    missing = 1.0 - time_per_task
    if missing <= 0.0:
        return 1.0
    lost: float = (missing / rules.time_missing) ** rules.time_power
    return max(0.0, 1.0 - lost)


class Service:
    """Listens to requests, contacts and calls.

    Contacts are summed in one cell per week, helper (paid or not) and task type; ``finish`` writes rows from them.

    Attributes:
        waits: hours that core requests waited, by week of their start.
    """

    def __init__(self, weeks: Weeks, parameters: Parameters) -> None:
        self._weeks, self._p = weeks, parameters
        count = weeks.count
        self._end = weeks.end
        self._cells = [[[[0.0] * len(CELL) for _ in TASK_TYPES] for _ in WHO] for _ in range(count)]
        self._met = [weeks.row(f"met.{task_type}") for task_type in TASK_TYPES]
        self._unmet = [weeks.row(f"unmet.{task_type}") for task_type in TASK_TYPES]
        self._alone_met, self._alone_unmet = weeks.row("alone.met"), weeks.row("alone.unmet")
        self._quality, self._judged = weeks.row("core.quality"), weeks.row("core.judged")
        self._surplus_wait, self._surplus_started = weeks.row("surplus.wait"), weeks.row("surplus.started")
        self._educated = [weeks.row(f"client_hours.education_{level}") for level in EDUCATION]
        self._gap = weeks.row("gap.hours")
        self._levels, self._pairs = weeks.row("mandate.levels"), weeks.row("mandate.pairs")
        self._first, self._repeat = weeks.row("incident.first"), weeks.row("incident.repeat")
        self._answered, self._unanswered = weeks.row("calls.answered"), weeks.row("calls.unanswered")
        self._call_wait = weeks.row("calls.wait")
        self._last_incident: dict[str, float] = {}
        self._quarters: dict[str, list[int]] = {}
        self.waits = [array("d") for _ in range(count)]

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.RequestUnmet: self._request_unmet,
            events.ContactStarted: self._contact_started,
            events.ContactEnded: self._contact_ended,
            events.CallAnswered: self._call_answered,
            events.CallUnanswered: self._call_unanswered,
        }

    def _request_unmet(self, event: events.RequestUnmet) -> None:
        request = event.request
        if request.deadline >= self._end:
            return
        week = int(request.deadline * PER_HOUR)
        self._unmet[request.task_type][week] += 1.0
        client = request.client
        if request.core:
            self._judged[week] += 1.0
            if client.network == 0:
                self._alone_unmet[week] += 1.0
        if request.deadline < client.lost_familiar:
            self._gap[week] += request.hours

    def _contact_started(self, event: events.ContactStarted) -> None:
        now, contact = event
        request = contact.request
        deadline = request.deadline
        week = int((now - TINY) * PER_HOUR)
        if request.core:
            self.waits[week].append(now - request.made)
            if deadline < self._end and request.client.network == 0:
                self._alone_met[int(deadline * PER_HOUR)] += 1.0
        else:
            self._surplus_wait[week] += now - request.made
            self._surplus_started[week] += 1.0
        if deadline < self._end:
            self._met[request.task_type][int(deadline * PER_HOUR)] += 1.0

    def _contact_ended(self, event: events.ContactEnded) -> None:
        now, contact = event
        request, helper = contact.request, contact.helper
        client = request.client
        week = int((now - TINY) * PER_HOUR)
        hours, client_hours = contact.hours, contact.client_hours
        if helper.paid:
            cell = self._cells[week][0][request.task_type]
            cell[_ACTUAL] += hours / contact.newcomer
            cell[_STANDARD] += request.hours
            cell[_LOAD] += client.complexity * request.difficulty
            speed = helper.unit.time_per_task
        else:
            cell = self._cells[week][1][request.task_type]
            cell[_ALONE] += contact.decided_alone
            if contact.professional_present:
                cell[_PRESENT] += 1.0
            self._volunteer_contact(contact, cell, now, week)
            speed = 1.0
        cell[_N] += 1.0
        cell[_HOURS] += hours
        cell[_CLIENT] += client_hours
        self._educated[client.education][week] += client_hours
        if now - client.admitted >= ESTABLISHED:  # type: ignore[operator]  # who is helped was admitted
            cell[_KNOWN] += 1.0
            if contact.familiar:
                cell[_FAMILIAR] += 1.0
        if contact.success:
            cell[_GOOD] += 1.0
        if contact.incident:
            cell[_INCIDENT] += 1.0
        if contact.incident_chance:
            cell[_CHANCE] += contact.incident_chance
        if contact.limit:
            self._limit(contact, week)
        if request.core and request.deadline < self._end:
            self._judge(contact, speed)

    def _volunteer_contact(self, contact: Contact, cell: list[float], now: float, week: int) -> None:
        helper = contact.helper
        name = helper.name
        early = now - helper.started < EARLY  # type: ignore[attr-defined]
        if early:
            cell[_EARLY] += 1.0
            cell[_EARLY_CHANCE] += contact.incident_chance
        quarter = week // QUARTER
        quarters = self._quarters.get(name)
        if quarters is None:
            quarters = self._quarters[name] = [-1] * len(TASK_TYPES)
        task_type = contact.request.task_type
        if quarters[task_type] != quarter:
            quarters[task_type] = quarter
            self._levels[week] += contact.agreed
            self._pairs[week] += 1.0
        if contact.incident:
            self._incident(name, now, week)
            if early:
                cell[_EARLY_INCIDENT] += 1.0

    def _incident(self, name: str, now: float, week: int) -> None:
        last = self._last_incident.get(name)
        if last is None:
            self._first[week] += 1.0
        elif now - last <= REPEAT:
            self._repeat[week] += 1.0
        self._last_incident[name] = now

    def _limit(self, contact: Contact, week: int) -> None:
        who = "professional" if contact.helper.paid else "volunteer"
        row = self._weeks.row
        row(f"limit.tests.{who}")[week] += 1.0
        row(f"limit.set.{contact.limit}")[week] += 1.0
        row(f"limit.nobody_chance.{who}")[week] += contact.nobody_chance
        if contact.limit == "nobody":
            row(f"limit.nobody.{who}")[week] += 1.0
        elif contact.limit_accepted:
            row(f"limit.followed.{contact.limit}")[week] += 1.0

    def _judge(self, contact: Contact, speed: float) -> None:
        week = int(contact.request.deadline * PER_HOUR)
        self._judged[week] += 1.0
        if contact.incident:
            return
        rules = self._p.care_quality
        quality = 1.0 if speed >= 1.0 else quality_of_time(rules, speed)
        self._quality[week] += quality if contact.success else rules.not_succeeded * quality

    def _call_answered(self, event: events.CallAnswered) -> None:
        call = event.call
        if call.follow_up > 0.0:
            return
        week = int((event.now - TINY) * PER_HOUR)
        answered = event.now if call.answered is None else call.answered
        self._answered[week] += 1.0
        self._call_wait[week] += answered - call.made

    def _call_unanswered(self, event: events.CallUnanswered) -> None:
        call = event.call
        if call.follow_up > 0.0:
            return
        week = int((event.now - TINY) * PER_HOUR)
        self._unanswered[week] += 1.0
        self._call_wait[week] += call.deadline - call.made

    def finish(self) -> None:
        """Write the rows that follow from the cells."""
        for name in CELL:
            self._write_cells(name)
        self._write_relational()
        self._write_met()
        self._weeks.put("core.wait", (fsum(waits) for waits in self.waits))
        self._weeks.put("core.started", (len(waits) for waits in self.waits))
        self._weeks.put("core.waited", (sum(1 for wait in waits if wait > SECOND) for waits in self.waits))
        self._weeks.add_up("calls.made", ("calls.answered", "calls.unanswered"))

    def _task_types(self, *, core: bool | None = None, family: str = "") -> list[int]:
        """Streams that are core, surplus or of one family."""
        requests = self._p.requests
        return [
            i
            for i, task_type in enumerate(TASK_TYPES)
            if (core is None or getattr(requests, task_type).core == core)
            and (not family or FAMILY_OF_TASK_TYPE[i] == family)
        ]

    def _write_cells(self, name: str) -> None:
        column = CELL.index(name)
        put = self._weeks.put
        parts = {
            "": self._task_types(),
            ".core": self._task_types(core=True),
            ".surplus": self._task_types(core=False),
        }
        parts |= {f".{family}": self._task_types(family=family) for family in FAMILIES}
        for part, task_types in parts.items():
            for who, side in enumerate(WHO):
                values = (fsum(week[who][s][column] for s in task_types) for week in self._cells)
                put(f"{side}.{name}{part}", values)

    def _write_relational(self) -> None:
        weights = [getattr(self._p.requests, task_type).relational_weight for task_type in TASK_TYPES]
        core = set(self._task_types(core=True))
        for who, side in enumerate(WHO):
            self._weeks.put(
                f"{side}.relational",
                (
                    fsum(w * cell[_CLIENT] for w, cell in zip(weights, week[who], strict=True))
                    for week in self._cells
                ),
            )
            self._weeks.put(
                f"{side}.added",
                (
                    fsum(
                        cell[_HOURS] * (weights[s] if s in core else 1.0) for s, cell in enumerate(week[who])
                    )
                    for week in self._cells
                ),
            )
        successes = (
            fsum(cell[_HOURS] for cell in week[1])
            * (fsum(cell[_GOOD] for cell in week[1]) / max(1.0, fsum(cell[_N] for cell in week[1])))
            for week in self._cells
        )
        self._weeks.put("volunteer.successful_hours", successes)

    def _write_met(self) -> None:
        parts = {"core": self._task_types(core=True), "surplus": self._task_types(core=False)}
        parts |= {family: self._task_types(family=family) for family in FAMILIES}
        for part, task_types in parts.items():
            for state in ("met", "unmet"):
                self._weeks.add_up(f"{part}.{state}", [f"{state}.{TASK_TYPES[s]}" for s in task_types])
            self._weeks.add_up(f"{part}.due", (f"{part}.met", f"{part}.unmet"))
        self._weeks.add_up("alone.due", ("alone.met", "alone.unmet"))

    def core_waits(self, start: int, end: int) -> list[float]:
        """Hours that core requests begun in these weeks had waited."""
        first, last = max(0, start + self._weeks.warmup), max(0, end + self._weeks.warmup)
        return [wait for waits in self.waits[first:last] for wait in waits]
