"""What volunteers take the lead in, and what they are taught."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tup_sim.measures.weeks import PER_HOUR, TINY, Weeks, week_of
from tup_sim.model import events


class Initiative:
    """Listens to group activities, coaching and training."""

    def __init__(self, weeks: Weeks) -> None:
        self._led, self._by_volunteers = weeks.row("lead.hours"), weeks.row("lead.by_volunteers")
        self._trained = weeks.row("training.hours")

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.ContactEnded: self._contact_ended,
            events.SessionHeld: self._session_held,
            events.TrainingHeld: self._training_held,
            events.CandidateTrained: self._candidate_trained,
        }

    def _contact_ended(self, event: events.ContactEnded) -> None:
        contact = event.contact
        if contact.in_group:
            by_volunteer = contact.leads and not contact.helper.paid
            self._led_for(int((event.now - TINY) * PER_HOUR), contact.hours, by_volunteer)

    def _session_held(self, event: events.SessionHeld) -> None:
        if event.appointment.guides and event.appointment.form != "attention":
            self._led_for(week_of(event.now), event.appointment.hours, not event.coach.paid)

    def _led_for(self, week: int, hours: float, by_volunteer: bool) -> None:
        self._led[week] += hours
        if by_volunteer:
            self._by_volunteers[week] += hours

    def _training_held(self, event: events.TrainingHeld) -> None:
        self._trained[week_of(event.now)] += event.hours * len(event.volunteers)

    def _candidate_trained(self, event: events.CandidateTrained) -> None:
        self._trained[week_of(event.now)] += event.hours
