"""What is usual at rest: the sums that stand behind references.

Not part of the ledger: who measures references asks for it. Most is heard as events; of a meeting, a call and the week
that is about to be closed no event tells, so it also looks on at these occasions, and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from math import fsum, log, nan, sqrt
from typing import TYPE_CHECKING, Any

from tup_sim.model import events
from tup_sim.model.catalogue import made
from tup_sim.model.clock import WEEK
from tup_sim.model.constants import HALF
from tup_sim.model.effects.belonging import hours_over_wish
from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.mechanisms.coordination import ClientsCoordinated
from tup_sim.model.mechanisms.displacement_threat import DisplacementThreat
from tup_sim.model.mechanisms.felt_equality import FeltEquality, Treated, pain_of_comparing
from tup_sim.model.mechanisms.first_weeks import FirstWeeks, Welcome
from tup_sim.model.mechanisms.relational_practice import RelationalPractice
from tup_sim.model.mechanisms.volunteer_fatigue import VolunteerFatigue
from tup_sim.model.parameters import Parameters, plain, value_at
from tup_sim.model.parameters.week import MONTHS_PER_WEEK
from tup_sim.model.people.families import GUIDANCE
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.relational_time import own_relational_share, relational_share
from tup_sim.model.rules.strain import demands_on
from tup_sim.model.simulation import Simulation

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_PER_CLIENT_WEEK = "usual_week"
_DEMANDS = "usual_demands_on_volunteers"
_SPREAD = "_spread"
_ATTITUDE = "leaving.usual."
_WHOLE, _SQUARE = "whole ", "square "  # before the path: of the state itself, and of its square


class AtRest:
    """Listens and looks on after the warm-up; a sum and what it is divided by, under the path of the reference."""

    def __init__(self, parameters: Parameters) -> None:
        self._p = plain(parameters)
        self._fatigue = made(VolunteerFatigue, parameters)
        self._threat = made(DisplacementThreat, parameters)
        self._equality = made(FeltEquality, parameters)
        self._first_weeks = made(FirstWeeks, parameters)
        self._practice = made(RelationalPractice, parameters)
        self._rubs: bool = value_at(parameters, "mechanisms.friction")
        self._start = parameters.warmup * WEEK
        self._sum: dict[str, float] = defaultdict(float)
        self._squares: dict[str, float] = defaultdict(float)
        self._by: dict[str, float] = defaultdict(float)
        self._weights: tuple[float, ...] = ()
        self.handlers: Mapping[type, Callable[[Any], None]] = {
            events.ContactEnded: self._contact,
            events.RequestUnmet: self._missed,
            events.ClientWeek: self._client_week,
            events.ClientLeft: self._client_left,
            ClientsCoordinated: self._coordinated,
            events.VolunteerWeek: self._volunteer_week,
            events.VolunteerLeft: self._volunteer_left,
            events.ProfessionalWeek: self._professional_week,
        }

    def look_on(self, sim: Simulation) -> None:
        """Be there when people meet, when a volunteer calls, and before a week is closed."""
        self._weights = tuple(rule.relational_weight for rule in sim.task_types)
        there = sim.hooks
        sim.hooks = there._replace(
            meeting=(self._meeting, *there.meeting),
            call=(self._call, *there.call),
            week=(self._week, *there.week),
        )

    def mean(self, path: str) -> float:
        """What was measured, a mean or an SD between people; NaN if there was nothing to divide by."""
        if path.startswith(_ATTITUDE):
            return self._moment_of(path)
        base = _PER_CLIENT_WEEK if path.startswith(_PER_CLIENT_WEEK) else path
        if path.endswith(_SPREAD):
            return self._spread(path.removesuffix(_SPREAD))
        return self._sum[path] / self._by[base] if self._by[base] else nan

    def _spread(self, path: str) -> float:
        """The standard deviation of what was added under this path."""
        if not self._by[path]:
            return nan
        mean = self.mean(path)
        return sqrt(max(0.0, self._squares[path] / self._by[path] - mean * mean))

    def _moment_of(self, path: str) -> float:
        """Of what attitude is made of: the mean distance from the own level, or the SD of the state between people."""
        state = path.removesuffix("_sd")
        count, weeks = self._by[state], self._by[_WHOLE + state]
        if state == path or not weeks:
            return self._sum[state] / count if count else nan
        mean = self._sum[_WHOLE + state] / weeks
        return sqrt(max(0.0, self._sum[_SQUARE + state] / weeks - mean * mean))

    def _look_at_attitude(self, volunteer: Volunteer) -> None:
        """What attitude is made of: how far from the own level, and how it differs between people."""
        p, own = self._p, volunteer.traits
        ratio = log(max(p.exit_shares.least_ratio, contact_ratio(p, volunteer)))
        for name, level, value in (
            ("ratio", 0.0, ratio),
            ("safety", own.safety, volunteer.safety),
            ("clarity", own.clarity, volunteer.clarity),
            ("recognition", own.recognition, volunteer.recognition),
            ("belonging", own.belonging, volunteer.belonging),
            ("fit", 0.0, volunteer.fit),
            ("tension", 0.0, volunteer.tension),
            ("strain", own.strain, volunteer.strain),
        ):
            self._add(f"{_ATTITUDE}{name}", value - level)
            self._add(f"{_WHOLE}{_ATTITUDE}{name}", value)
            self._sum[f"{_SQUARE}{_ATTITUDE}{name}"] += value * value

    def _add(self, path: str, value: float, weight: float = 1.0) -> None:
        self._sum[path] += value
        self._by[path] += weight

    # -- contacts and clients -----------------------------------------------------------------------------

    def _contact(self, event: events.ContactEnded) -> None:
        if event.now < self._start:
            return
        contact = event.contact
        self._count_for_the_client(contact)
        if isinstance(contact.helper, Volunteer) and contact.witness is not None:
            self._see(event.now, contact, contact.helper, contact.witness)

    def _count_for_the_client(self, contact: Contact) -> None:
        who = "professionals" if contact.helper.paid else "volunteers"
        week = self._sum
        week[f"usual_week.harm_{who}"] += contact.incident or contact.limit == "nobody"
        week["usual_week.limits_unanswered"] += contact.limit == "nobody"
        week["usual_week.limits_followed"] += contact.limit not in ("", "nobody") and contact.limit_accepted
        if not contact.success or contact.incident or contact.limit == "nobody":
            return
        week[f"usual_week.good_{who}"] += 1.0
        week[f"usual_week.familiar_{who}"] += contact.familiar
        week["usual_week.core_good"] += contact.request.core * contact.skill
        week["usual_week.good_guidance"] += contact.helper.paid and contact.request.task_type == GUIDANCE
        part = relational_share(self._weights[contact.request.task_type], contact.presence)
        week["usual_week.relational_hours"] += contact.hours * part

    def _see(self, now: float, contact: Contact, volunteer: Volunteer, witness: Professional) -> None:
        """What a professional sees of a volunteer's contact."""
        own = contact.success and self._threat.is_own_work(witness, contact.request.task_type)
        hard = contact.request.difficulty > self._threat.hard
        self._add(
            "threat.usual_replaced", self._threat.weight_of(volunteer.tenure(now) / WEEK) if own else 0.0
        )
        self._add("threat.usual_calls", 0.0)
        self._add("threat.usual_able", hard and contact.success)
        self._add("threat.usual_unable", hard and not contact.success)
        since = now - self._p.client_states.familiar_weeks * WEEK
        self._add("equality.known_reference", contact.familiar)
        self._add("equality.known_staff_reference", contact.request.client.knows(witness, since))

    def _missed(self, event: events.RequestUnmet) -> None:
        if event.now >= self._start:
            self._sum["usual_week.core_missed"] += event.request.core
            self._sum["usual_week.missed_relation"] += self._weights[event.request.task_type]

    def _client_week(self, event: events.ClientWeek) -> None:
        if event.now > self._start:
            self._by[_PER_CLIENT_WEEK] += 1.0
            states = self._p.client_states
            ties = event.client.ties(states.tie_hours, event.now, states.tie_weeks * WEEK)
            self._sum["usual_week.ties"] += ties

    def _client_left(self, event: events.ClientLeft) -> None:
        if event.now >= self._start:
            self._add("ex_client_reference", (1.0 - event.client.problem) * event.client.trust_volunteers)

    def _coordinated(self, event: ClientsCoordinated) -> None:
        if event.now > self._start:
            self._add("coordination.pairs_reference", event.pairs, len(event.unit.clients))

    # -- volunteers ---------------------------------------------------------------------------------------

    def _volunteer_week(self, event: events.VolunteerWeek) -> None:
        volunteer = event.volunteer
        if event.now <= self._start or volunteer.occasional:
            return
        self._add("attention_reference", volunteer.week.attention, volunteer.week.shifts)
        if volunteer.open_ended:
            self._look_at_attitude(volunteer)
        self._add("mandate_drift.enthusiasm_usual", volunteer.enthusiasm)
        self._add("states.ambition_reference", volunteer.traits.ambition)
        self._add("states.growth_reference", min(1.0, volunteer.growth))
        self._add("equality.gap_reference", self._equality.formal_equality - _treated(volunteer).equality)
        self._look_back_on_the_welcome(event.now, volunteer)
        over = hours_over_wish(self._p, volunteer)
        for name, met in demands_on(self._p, volunteer, over, event.now)._asdict().items():
            path = f"{_DEMANDS}.{name}"
            self._add(path, met)
            self._squares[path] += met * met

    def _look_back_on_the_welcome(self, now: float, volunteer: Volunteer) -> None:
        """The part of the usual attention that somebody missed in the first weeks, when these have just ended."""
        over = volunteer.tenure(now) - self._first_weeks.welcome_weeks * WEEK
        had: Welcome = kept(volunteer, "first_weeks")
        usual = self._p.attention_reference * had.shifts
        if 0.0 <= over < WEEK and usual > 0:
            self._add("guiding.welcome_reference", max(0.0, 1.0 - had.attention / usual))

    def _volunteer_left(self, event: events.VolunteerLeft) -> None:
        """Losses of people in whom somebody put hours, for each who did."""
        volunteer, rules = event.volunteer, self._fatigue
        if event.now < self._start or not rules.is_a_loss(volunteer, event.now):
            return
        people = {person.name: person for person in volunteer.unit.staff()}
        for name, pair in volunteer.pairs.items():
            if pair.invested >= rules.invested and name in people:
                self._sum[_losses_of(people[name])] += 1.0

    # -- paid people --------------------------------------------------------------------------------------

    def _professional_week(self, event: events.ProfessionalWeek) -> None:
        """Strain above the trait, beyond what is taken off as usual already."""
        person = event.professional
        if event.now > self._start:
            if self._p.submodels.trust == "kept_expectations":
                self._add("relation.usual", person.openness)
            if self._rubs:
                tension: float = kept(person, "friction").tension
                self._add("friction.usual", tension)
            self._add("strain.usual_demands", self._p.strain.usual_demands + person.strain - person.trait)
            if person.load and not person.ill:
                of_whom = "_coordinator" if person.coordinator else ""
                self._add(f"strain.load_reference{of_whom}", person.mean_load())

    def _meeting(self, sim: Simulation, volunteer: Volunteer, person: Professional, good: bool) -> None:
        if sim.now >= self._start:
            self._add("welcome.usual_good", good)

    def _call(self, sim: Simulation, volunteer: Volunteer, person: Professional) -> None:
        if sim.now >= self._start:
            self._sum["threat.usual_calls"] += 1.0

    def _week(self, sim: Simulation, unit: Unit) -> None:
        """A week is about to be closed."""
        if sim.now <= self._start:
            return
        for person in unit.staff():
            week = person.week
            self._by[_losses_of(person)] += week.coached
            if week.contacts:
                self._add("states.success_reference", week.successes / week.contacts)
        for person in unit.professionals.values():
            share = own_relational_share(person, self._practice.least_hours)
            if share is not None:
                self._add("relational_practice.usual", share)
        self._look_at_company(unit)
        self._look_at_contact(unit)
        for volunteer in unit.regulars():
            if volunteer.week.shifts:
                mine = _treated(volunteer)
                seen = mine.did & mine.saw
                self._add(
                    "equality.comparison_reference", pain_of_comparing(volunteer.recognition) if seen else 0.0
                )

    def _look_at_company(self, unit: Unit) -> None:
        """How open the others look to each, those with most contacts counting most."""
        people = unit.staff()
        total = fsum(person.week.joint for person in people)
        weighted = fsum(person.week.joint * person.seen_openness for person in people)
        for person in people:
            mine = person.week.joint
            if total > mine:
                company = (weighted - mine * person.seen_openness) / (total - mine)
                self._add("welcome.usual_company", company)

    def _look_at_contact(self, unit: Unit) -> None:
        """Hours of a volunteer with people who share the vision or do not, shared breaks included."""
        staff = [person for person in unit.staff() if not person.ill]
        there = [v for v in unit.volunteers.values() if v.active and v.week.shifts > 0]
        joint = self._p.togetherness_hours * MONTHS_PER_WEEK if staff and there else 0.0
        everybody = HALF * (
            _mean([person.alignment for person in staff]) + _mean([v.alignment for v in there])
        )
        for volunteer in unit.regulars():
            together = joint if volunteer.week.shifts > 0 else 0.0
            hours = volunteer.heard_hours + together
            self._add("vision.contact_reference", hours, volunteer.traits.wish)
            self._add("vision.carriers_reference", volunteer.heard + together * everybody, hours)


def _losses_of(person: Professional) -> str:
    return "welcome.usual_losses_coordinator" if person.coordinator else "welcome.usual_losses"


def _treated(volunteer: Volunteer) -> Treated:
    found: Treated = kept(volunteer, "felt_equality")
    return found


def _mean(values: list[float]) -> float:
    return fsum(values) / len(values) if values else 0.0
