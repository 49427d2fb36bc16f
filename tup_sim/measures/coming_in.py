"""Who was let in and how: groups, terms, vacancies, enquiries by channel, training before the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tup_sim.measures.weeks import Weeks, week_of
from tup_sim.model import events
from tup_sim.model.people.volunteer import Volunteer


class ComingIn:
    """Listens to groups, terms and decisions about coming in."""

    def __init__(self, weeks: Weeks) -> None:
        self._weeks = weeks
        self._obliged = weeks.row("volunteers.obliged")

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.GroupAsked: self._group_asked,
            events.GroupWork: self._group_work,
            events.GroupEnded: self._group_ended,
            events.TermEnded: self._term_ended,
            events.MovedInward: self._moved_inward,
            events.PlacesOpened: self._places_opened,
            events.Enquired: self._enquired,
            events.CandidateTrained: self._trained,
            events.ShiftEnded: self._shift_ended,
            events.HoursOutsideShifts: self._hours_outside_shifts,
        }

    def _count(self, name: str, now: float, amount: float = 1.0) -> None:
        self._weeks.row(name)[week_of(now)] += amount

    def _group_asked(self, event: events.GroupAsked) -> None:
        self._count("groups.asked", event.now)
        self._count("groups.declined", event.now, event.visit.outcome == "declined")

    def _group_work(self, event: events.GroupWork) -> None:
        self._count("groups.paid", event.now, event.hours)

    def _group_ended(self, event: events.GroupEnded) -> None:
        now, visit = event
        self._count("groups.came", now, visit.outcome == "came")
        self._count("groups.present", now, visit.present)
        self._count("groups.contact", now, visit.contact)

    def _term_ended(self, event: events.TermEnded) -> None:
        self._count("terms.ended", event.now)
        self._count("terms.goes_on", event.now, event.goes_on)

    def _moved_inward(self, event: events.MovedInward) -> None:
        self._count("moved.inward", event.now)

    def _places_opened(self, event: events.PlacesOpened) -> None:
        self._count("vacancies.opened", event.now + 1.0, event.vacancies)
        self._count("vacancies.looks", event.now + 1.0)

    def _enquired(self, event: events.Enquired) -> None:
        self._count(f"enquired.channel.{event.candidate.channel}", event.now)

    def _trained(self, event: events.CandidateTrained) -> None:
        self._count("trained.hours", event.now, event.hours)

    def _shift_ended(self, event: events.ShiftEnded) -> None:
        person = event.person
        if isinstance(person, Volunteer) and person.term is not None and person.term.hours is not None:
            self._obliged[week_of(event.now)] += event.planned + event.overtime

    def _hours_outside_shifts(self, event: events.HoursOutsideShifts) -> None:
        if event.kind != "coaching":
            self._shift_ended(events.ShiftEnded(event.now, event.person, event.now, 0.0, event.hours))
