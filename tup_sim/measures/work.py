"""Where hours and money went: time of paid people, presence of volunteers, units, coaching, the ledger of money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum
from typing import Any, Final

from tup_sim.measures.people import is_staff
from tup_sim.measures.weeks import HOURS, PER_HOUR, QUARTER, TINY, YEAR, Weeks, week_of
from tup_sim.model import events
from tup_sim.model.constants import LEAST_SPREAD
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.parameters.declare import with_value
from tup_sim.model.parameters.week import HOURS_PER_DAY
from tup_sim.model.patterns import entry_threshold
from tup_sim.model.people.helper import EDUCATION
from tup_sim.model.people.helper import HOURS as KINDS
from tup_sim.model.people.professional import ABOUT_THE_TASK, Appointment, Professional
from tup_sim.model.people.volunteer import Volunteer

DAY: Final = HOURS_PER_DAY
NEW: Final = QUARTER * HOURS
_RARELY: Final = 5  # active days a year that still count as rarely active (NA16)
ON_VOLUNTEERS: Final = ("coaching", "attention", "support")
MEETINGS: Final = ("peer_review", "group_talk", "vision")
LOST: Final = ("request", "coach absent", "volunteer absent")
DIRECT_COSTS: Final = ("volunteers", "recruitment")
ENTRY_FOLLOWS: Final = ("entry_threshold", "pattern", "pattern_by_unit")  # and what the patterns say
PRICES: Final = ("wage_professional", "wage_coordinator", "leave_share", "replacement_wage")


class Work:
    """Listens to hours, sessions, units and money.

    Attributes:
        days: name of a volunteer, of whatever kind, to [last active day, active days by week].
    """

    def __init__(self, weeks: Weeks, parameters: Parameters) -> None:
        self._weeks, self._p = weeks, plain(parameters)
        self._entry = _mean_entry(parameters)
        self._now = parameters
        self._time = {
            who: {kind: weeks.row(f"{who}.{kind}") for kind in KINDS}
            for who in ("professional", "coordinator")
        }
        self._worked = {who: weeks.row(f"{who}.worked") for who in self._time}
        self._planned, self._overtime = weeks.row("staff.planned"), weeks.row("staff.overtime")
        self._ill = weeks.row("staff.ill")
        self._present, self._all_present = weeks.row("volunteer.present"), weeks.row("volunteers.present")
        self._talks = weeks.row("volunteers.talks")
        self._by_education = [weeks.row(f"volunteer.present.education_{level}") for level in EDUCATION]
        self._sessions, self._cancelled = weeks.row("sessions.held"), weeks.row("sessions.cancelled")
        self._guiding, self._about_task = weeks.row("talk.hours"), weeks.row("talks.task")
        self._meetings = weeks.row("meetings.attended")
        self._booked_attention = weeks.row("attention.held"), weeks.row("attention.cancelled")
        self._lost = {why: weeks.row(f"lost.{why}") for why in LOST}
        self._onboarding, self._minutes = weeks.row("onboarding.hours"), weeks.row("attention.hours")
        self.days: dict[str, tuple[list[int], bytearray]] = {}
        self._price_from(0)

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.TimeSpent: self._time_spent,
            events.ShiftEnded: self._shift_ended,
            events.ShiftMissed: self._shift_missed,
            events.HoursOutsideShifts: self._hours_outside_shifts,
            events.AttentionGiven: self._attention_given,
            events.SessionHeld: self._session_held,
            events.SessionCancelled: self._session_cancelled,
            events.UnitWeek: self._unit_week,
            events.OrganisationWeek: self._organisation_week,
            events.MoneyMoved: self._money_moved,
            events.LeverChanged: self._lever_changed,
            events.EntryReviewed: self._entry_reviewed,
        }

    def _time_spent(self, event: events.TimeSpent) -> None:
        now, person, kind, hours = event
        if person.paid:
            who = "coordinator" if person.coordinator else "professional"  # type: ignore[attr-defined]
            self._time[who][kind][int((now - TINY) * PER_HOUR)] += hours

    def _attention_given(self, event: events.AttentionGiven) -> None:
        now, person, volunteer, hours = event
        week = int((now - TINY) * PER_HOUR)
        self._time["coordinator" if person.coordinator else "professional"]["attention"][week] += hours
        self._minutes[week] += hours
        self._spent_on(volunteer, now, week, hours)

    def _spent_on(self, volunteer: Volunteer, now: float, week: int, hours: float) -> None:
        """Paid time that went to somebody in the first 13 weeks."""
        if volunteer.started is not None and now - volunteer.started < NEW:
            self._onboarding[week] += hours

    def _shift_ended(self, event: events.ShiftEnded) -> None:
        now, person, started, planned, overtime = event
        week = int((now - TINY) * PER_HOUR)
        if isinstance(person, Professional):
            self._worked["coordinator" if person.coordinator else "professional"][week] += planned + overtime
            if is_staff(person, self._p):
                self._planned[week] += planned
                self._overtime[week] += overtime
        elif isinstance(person, Volunteer):
            self._volunteer_was_there(person, week, started, planned + overtime)

    def _hours_outside_shifts(self, event: events.HoursOutsideShifts) -> None:
        """As hours beyond a shift; only talks of volunteers stand apart."""
        now, person, kind, hours = event
        if kind == "coaching" and not person.paid:
            self._talks[week_of(now)] += hours
        elif isinstance(person, Volunteer):
            self._volunteer_was_there(person, week_of(now), None, hours)
        else:
            self._shift_ended(events.ShiftEnded(now, person, now, 0.0, hours))

    def _volunteer_was_there(self, person: Volunteer, week: int, started: float | None, hours: float) -> None:
        """Hours of a shift, or on top of one (which is no other day)."""
        self._all_present[week] += hours
        if person.open_ended:
            self._present[week] += hours
            self._by_education[person.traits.education][week] += hours
        if started is None or person.traits.route == "group":
            return  # guests of a day are no volunteers of the house
        known = self.days.get(person.name)
        if known is None:
            known = self.days[person.name] = ([-1], bytearray(self._weeks.count))
        day = int(started / DAY)
        if known[0][0] != day:
            known[0][0] = day
            known[1][week] += 1

    def _shift_missed(self, event: events.ShiftMissed) -> None:
        now, person, hours, why = event
        if why == "ill" and isinstance(person, Professional) and is_staff(person, self._p):
            self._ill[week_of(now)] += hours

    def _session_held(self, event: events.SessionHeld) -> None:
        now, coach, appointment = event
        if not coach.paid:
            return  # talks of mentors cost no paid hours and are not booked with staff
        week = week_of(now)
        if appointment.form == "attention":
            self._minutes[week] += appointment.hours
            self._booked_attention[0][week] += 1.0
        else:
            self._sessions[week] += 1.0
            self._talk_held(appointment, week)
        each = appointment.hours / max(1, len(appointment.volunteers))
        for volunteer in appointment.volunteers:
            self._spent_on(volunteer, now, week, each)

    def _talk_held(self, appointment: Appointment, week: int) -> None:
        """Hours that guide, talks about the task, people in meetings."""
        if appointment.guides:
            self._guiding[week] += appointment.hours
        if appointment.form in ABOUT_THE_TASK:
            self._about_task[week] += 1.0
        if appointment.form in MEETINGS:
            self._meetings[week] += len(appointment.volunteers)

    def _session_cancelled(self, event: events.SessionCancelled) -> None:
        week, attention = week_of(event.now), event.appointment.form == "attention"
        (self._booked_attention[1] if attention else self._cancelled)[week] += 1.0
        self._lost[event.why][week] += 1.0

    def _unit_week(self, event: events.UnitWeek) -> None:
        week, unit = week_of(event.now), event.unit
        row, of = self._weeks.row, unit.weeks[-1]
        row("unit.required")[week] += of.required()
        row("unit.required_norm")[week] += of.required_norm()
        row("unit.worked")[week] += of.worked
        row("unit.weeks")[week] += 1.0
        row("unit.closed")[week] += not unit.admitting

    def _organisation_week(self, event: events.OrganisationWeek) -> None:
        week, organisation = week_of(event.now), event.organisation
        row = self._weeks.row
        row("list")[week] += len(organisation.waiting)
        row("posts")[week] += organisation.posts
        row("vacancies")[week] += organisation.vacancies
        row("entry")[week] += self._entry
        row("ones")[week] += 1.0

    def _money_moved(self, event: events.MoneyMoved) -> None:
        _, line, amount, since = event
        # What is paid at the hour at which a week begins belongs to that week; at the very end, to the last one.
        row, week = self._weeks.row, min(int((since + TINY) * PER_HOUR), self._weeks.count - 1)
        row("money.in" if amount > 0 else "money.out")[week] += abs(amount)
        row(f"money.{line}")[week] += abs(amount)

    def _lever_changed(self, event: events.LeverChanged) -> None:
        if event.path.startswith("patterns.") or event.path in ENTRY_FOLLOWS + PRICES:
            self._now = with_value(self._now, event.path, event.value)
            self._entry = _mean_entry(self._now)
            self._price_from(int((event.now + TINY) * PER_HOUR))

    def _price_from(self, week: int) -> None:
        """What an hour or a post costs, from a week on."""
        p, left = self._now, self._weeks.count - week
        worked = YEAR * p.contract_hours * max(LEAST_SPREAD, 1.0 - p.leave_share)
        prices = (p.wage_coordinator / YEAR, p.wage_professional / worked, p.replacement_wage)
        for name, price in zip(("coordinator", "hour", "replacement"), prices, strict=True):
            self._weeks.row(f"price.{name}")[week:] = [price] * left

    def _entry_reviewed(self, event: events.EntryReviewed) -> None:
        self._entry = event.demand

    def finish(self) -> None:
        """Write the rows that are sums of others."""
        weeks, p = self._weeks, self._p
        add = weeks.add_up
        staff = ("professional", "coordinator") if p.coordinators_are_staff else ("professional",)
        for kind in (*KINDS, "worked"):
            add(f"staff.{kind}", [f"{who}.{kind}" for who in staff])
            add(f"paid.{kind}", [f"{who}.{kind}" for who in self._time])
        weeks.put("staff.direct", weeks.row("professional.hours"))
        add("paid.on_volunteers", [f"paid.{k}" for k in (*ON_VOLUNTEERS, "pipeline", "follow_up")])
        add("staff.rostered", ("staff.planned", "staff.ill"))
        add("hours.all", ("volunteers.present", "paid.worked"))
        add("sessions.booked", ("sessions.held", "sessions.cancelled"))
        add("attention.booked", ("attention.held", "attention.cancelled"))
        add("all.booked", ("sessions.booked", "attention.booked"))
        self._write_cost_of_volunteers()
        self._write_days()

    def _write_cost_of_volunteers(self) -> None:
        """Coordinators, hours of other paid people, direct costs; and what the hours of volunteers are worth."""
        weeks = self._weeks
        desk, hour, replaced = (weeks.row(f"price.{name}") for name in ("coordinator", "hour", "replacement"))
        names = [f"professional.{kind}" for kind in ON_VOLUNTEERS]
        others = zip(*(weeks.row(name) for name in names), strict=True)
        direct = zip(*(weeks.row(f"money.{line}") for line in DIRECT_COSTS), strict=True)
        posts = weeks.row("coordinator.fte")
        weeks.put(
            "volunteer.cost",
            (
                fte * post + wage * fsum(hours) + fsum(paid)
                for fte, post, wage, hours, paid in zip(posts, desk, hour, others, direct, strict=True)
            ),
        )
        given = weeks.row("volunteer.hours")
        weeks.put("volunteer.value", (hours * wage for hours, wage in zip(given, replaced, strict=True)))

    def _write_days(self) -> None:
        """People with 1 to 5 active days and people with any, in the 52 weeks up to each week."""
        few, any_days = [0.0] * self._weeks.count, [0.0] * self._weeks.count
        for _, days in self.days.values():
            total = 0
            for week in range(self._weeks.count):
                total += days[week] - (days[week - YEAR] if week >= YEAR else 0)
                if total:
                    any_days[week] += 1.0
                    few[week] += total <= _RARELY
        self._weeks.put("days.few", few)
        self._weeks.put("days.any", any_days)


def _mean_entry(p: Parameters) -> float:
    as_plain = plain(p)
    return fsum(entry_threshold(as_plain, unit) for unit in range(p.units)) / p.units
