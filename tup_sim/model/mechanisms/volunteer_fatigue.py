"""Openness to volunteers and fatigue with them: what good and bad contacts, losses and colleagues do to it.

Openness acts through minutes and tone of contacts and no other way (C143). How open somebody paid is by nature is
drawn with them, and what others see of it is asked by who is at work: these states stand with the professional.
"""

from __future__ import annotations

from math import expm1, fsum
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.events import ProfessionalWeek
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, assumed, mean_state, of_staff
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.meeting import count_on_volunteer
from tup_sim.model.processes.welcoming import show_openness

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_AS_AGREED = ("planned", "obligation_end")


def _openness(event: ProfessionalWeek) -> float:
    return event.professional.openness


def _fatigue(event: ProfessionalWeek) -> float:
    return event.professional.fatigue


VOLUNTEER_FATIGUE = Declared(
    key="volunteer_fatigue",
    extension=True,
    switch="Fatigue with volunteers and openness to them change; off: they stay.",
    sources="C141, C153",
    section="Professionals among volunteers",
    groups={"welcome": "Openness and fatigue."},
    numbers=(
        assumed(
            "welcome.good", 0.02, "per contact", 0, 1,
            "Openness gained by a good joint contact.",
            source="C153, OWN3", plausible=(0.01, 0.04),
        ),
        assumed(
            "welcome.bad", 0.04, "per contact", 0, 1,
            "Openness lost by a bad joint contact.",
            source="C153, OWN3", plausible=(0.02, 0.08),
        ),
        assumed(
            "welcome.usual_good", 0.864, "share of contacts", 0, 1,
            "Good ones among joint contacts, as professionals here are used to.",
            source="OWN2", plausible=(0.8, 1),
        ),
        assumed(
            "welcome.tau", 26.0, "weeks", 1, 520,
            "Return of openness to the person's own level.",
            plausible=(13, 52),
        ),
        assumed(
            "welcome.contagion", 0.02, "share per week", 0, 1,
            "Pull towards how open colleagues are seen to be.",
            source="C153, OWN3", plausible=(0, 0.05),
        ),
        assumed(
            "welcome.usual_company", 0.506, "0-1", 0, 1,
            "Openness seen in colleagues at rest, those with most contacts counting most.",
            source="OWN2", plausible=(0.4, 0.8),
        ),
        assumed(
            "welcome.fatigue", 0.06, "per volunteer", 0, 1,
            "Fatigue added when a volunteer leaves soon after being coached.",
            source="C141, OWN3", plausible=(0.03, 0.12),
        ),
        assumed(
            "welcome.invested", 2.0, "hours", 0, 100,
            "Hours of coaching by one person from which a loss is felt.",
            source="C141, OWN3", plausible=(1, 4),
        ),
        assumed(
            "welcome.soon", 26.0, "weeks", 0, 260,
            "Leaving within this time is leaving soon.",
            source="C141, OWN3", plausible=(13, 52),
        ),
        assumed(
            "welcome.fatigue_tau", 52.0, "weeks", 1, 520,
            "Recovery from fatigue with volunteers.",
            source="C141, OWN3", plausible=(26, 104),
        ),
        assumed(
            "welcome.usual_losses", 0.0008, "per hour", 0, 1,
            "Such losses per hour of coaching that professionals here are used to.",
            source="OWN2", plausible=(0, 0.01),
        ),
        assumed(
            "welcome.usual_losses_coordinator", 0.0044, "per hour", 0, 1,
            "Such losses per hour of coaching that coordinators here are used to.",
            source="OWN2", plausible=(0, 0.02),
        ),
    ),
    outcomes=(
        mean_state(
            "openness", "professionals", "Openness to volunteers", "0-1", "higher",
            "Mean openness of professionals to volunteers, over weeks of employed people.",
            ProfessionalWeek, _openness, of_staff,
        ),
        mean_state(
            "volunteer_fatigue", "professionals", "Fatigue with volunteers", "0-1", "lower",
            "Mean fatigue of professionals with volunteers who leave, over weeks of employed people.",
            ProfessionalWeek, _fatigue, of_staff,
        ),
    ),
    paragraph=(
        "What others see is\n\n"
        "    seen openness = openness - population.fatigue_weight x fatigue - threat.guard x"
        " (threat - threat at rest)\n\n"
        "and this is what gives attention in gaps. When it is below the person's own usual, a contact in "
        "passing is *cool* with chance `welcome.tone` x the difference: the minutes pass, and nobody feels met. "
        "A cool contact is no bad experience of the professional; if it were, twenty contacts a week would "
        "drive openness to zero by themselves. Openness: + `welcome.good` or - `welcome.bad` per joint contact "
        "*less the mean of both at `welcome.usual_good`*, back to the own level in `welcome.tau`, and pulled by "
        "`welcome.contagion` a week to how open colleagues look, those with most contacts most, against "
        "`welcome.usual_company`. Taken literally (+ 0.02 per good contact), openness is full within weeks, and "
        "a plain pull to the busy colleagues lifts everybody, for the busy ones are the open ones. Fatigue: + "
        "`welcome.fatigue` when a volunteer in whom this person put `welcome.invested` hours of coaching leaves "
        "within `welcome.soon` weeks, other than as agreed; less what is usual per hour of coaching "
        "(`welcome.usual_losses`, `welcome.usual_losses_coordinator`); back in `welcome.fatigue_tau`."
    ),
)  # fmt: skip


class VolunteerFatigue(Mechanism):
    """Good and bad contacts, losses and colleagues move openness to volunteers and fatigue with them."""

    declared: ClassVar[Declared] = VOLUNTEER_FATIGUE
    good: float
    bad: float
    usual_good: float
    tau: float
    contagion: float
    usual_company: float
    fatigue: float
    invested: float
    soon: float
    fatigue_tau: float
    usual_losses: float
    usual_losses_coordinator: float

    def on_meeting(
        self, sim: Simulation, volunteer: Volunteer, professional: Professional, good: bool
    ) -> None:
        """A good joint contact opens, a bad one closes, against the mix a person is used to (C153)."""
        if sim.by_expectations:
            return
        usual = self.good * self.usual_good - self.bad * (1.0 - self.usual_good)
        professional.openness += (self.good if good else -self.bad) - usual

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """Hours of coaching are remembered by the one who gave them."""
        if not isinstance(coach, Professional) or not appointment.guides:
            return
        coach.week.coached += appointment.hours
        for volunteer in appointment.volunteers:
            volunteer.pairs[coach.name].invested += appointment.hours / len(appointment.volunteers)

    def on_departure(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A volunteer who leaves soon, and not as agreed, tires those who had put hours into them (C141)."""
        if not self.is_a_loss(volunteer, sim.now):
            return
        unit = volunteer.unit
        for name, pair in volunteer.pairs.items():
            if pair.invested >= self.invested:
                coach = unit.professionals.get(name) or unit.coordinators.get(name)
                if coach is None:
                    continue
                if sim.by_expectations:
                    count_on_volunteer(sim, volunteer, coach, kept=False)
                else:
                    coach.fatigue = min(1.0, coach.fatigue + self.fatigue)

    def is_a_loss(self, volunteer: Volunteer, now: float) -> bool:
        """Left soon, and not as agreed."""
        return volunteer.reason not in _AS_AGREED and volunteer.tenure(now) <= self.soon * WEEK

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """At the end of the week: openness and fatigue go back to the own level, and colleagues pull (C141, C153).

        Where trust is what one may count on, openness is what somebody thinks of volunteers, and no state of its own.
        """
        if sim.by_expectations:
            return
        people = unit.staff()
        shown = [(person.week.joint, person.week.joint * person.seen_openness) for person in people]
        total, weighted = fsum([meetings for meetings, _ in shown]), fsum([seen for _, seen in shown])
        for person, (meetings, seen) in zip(people, shown, strict=True):
            self._recover(person)
            others = total - meetings
            if others > 0:
                company = (weighted - seen) / others
                person.openness += self.contagion * (company - self.usual_company)
            person.openness = min(1.0, max(0.0, person.openness))
            show_openness(sim, person)

    def _recover(self, person: Professional) -> None:
        person.openness += (person.own_openness - person.openness) * -expm1(-1.0 / self.tau - self.contagion)
        person.fatigue += (person.own_fatigue - person.fatigue) * -expm1(-1.0 / self.fatigue_tau)
        usual = self.usual_losses_coordinator if person.coordinator else self.usual_losses
        person.fatigue = max(0.0, person.fatigue - self.fatigue * usual * person.week.coached)
