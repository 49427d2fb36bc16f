"""How people were: means over the weeks of volunteers, professionals and clients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum
from typing import Any, Final

from tup_sim.measures.flow import Flow
from tup_sim.measures.groups import (
    CLIENT_GROUPS,
    VOLUNTEER_GROUPS,
    GroupSums,
    client_bits,
    fixed_bits,
    tenure_bits,
)
from tup_sim.measures.weeks import FOUR_WEEKS, HALF_YEAR, HOURS, PER_HOUR, TINY, YEAR, Weeks
from tup_sim.model import events
from tup_sim.model.effects.attitude import attitude_of
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.rules.contacts import contacts_to_learn, volunteer_competence

VOLUNTEER_STATES: Final = (
    "strain", "overloaded", "belonging", "recognition", "clarity", "authority", "safety", "fit", "competence",
    "backlog", "hours4", "over_wish", "tenure_years", "lack_of_autonomy", "attitude",
)  # fmt: skip
VOLUNTEER_COLUMNS: Final = ("weeks", *VOLUNTEER_STATES, "need", "credit", *CAUSES)
CLIENT_STATES: Final = ("trust_professionals", "trust_volunteers", "isolation", "wellbeing", "progress")
CLIENT_COLUMNS: Final = ("weeks", *CLIENT_STATES)
MOMENTS: Final = 5  # sums of trust to the power 0 to 4: what a coefficient of two humps needs
SAMPLED: Final = FOUR_WEEKS  # weeks between looks at pairs and at the helpers of a client
HALF_A_YEAR: Final = HALF_YEAR * HOURS
A_YEAR: Final = YEAR * HOURS
# Reported as overloaded: hours against the own wish above the first, or strain (SD) above the second.
BUSY: Final = 1.25
STRAINED: Final = 1.5


def sampled(week: int) -> bool:
    """Pairs and the helpers of a client are looked at every fourth week."""
    return week % SAMPLED == SAMPLED - 1


class People:
    """Listens to the weeks of people.

    A volunteer who was there for part of a week counts for that part.

    Args:
        weeks, parameters: of the run.
        flow: remembers the risks of people in their first year.
    """

    def __init__(self, weeks: Weeks, parameters: Parameters, flow: Flow) -> None:
        self._weeks, self._p, self._flow = weeks, parameters, flow
        self._to_learn = contacts_to_learn(parameters)
        self._line = parameters.strain.problem_line
        self._week = 0
        self._volunteers = GroupSums(
            weeks, "volunteer", VOLUNTEER_GROUPS, VOLUNTEER_COLUMNS, len(VOLUNTEER_STATES)
        )
        self._clients = GroupSums(weeks, "client", CLIENT_GROUPS, CLIENT_COLUMNS, len(CLIENT_STATES))
        self._add_volunteer, self._add_client = self._volunteers.values.extend, self._clients.values.extend
        self._mark_volunteer, self._mark_client = self._volunteers.bits.append, self._clients.bits.append
        self._fixed: dict[str, tuple[bool, int]] = {}
        self._helpers, self._helped = weeks.row("client.helpers"), weeks.row("client.helped")
        self._pair_rows = [weeks.row(f"pair.{name}") for name in ("recent", "trust", "tension")]
        self._moments = [weeks.row(f"pair.moment_{power}") for power in range(MOMENTS)]

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.VolunteerWeek: self._volunteer_week,
            events.ProfessionalWeek: self._professional_week,
            events.ClientWeek: self._client_week,
        }

    def _volunteer_week(self, event: events.VolunteerWeek) -> None:
        now, v, risks, exposure, need, credit = event
        week = int((now - TINY) * PER_HOUR)
        if week != self._week:
            self._close(week)
        known = self._fixed.get(v.name)
        if known is None or known[0] is not v.open_ended:
            known = self._fixed[v.name] = (v.open_ended, fixed_bits(self._p, v))
        bits = known[1]
        if not bits:
            return
        tenure = now - v.started  # type: ignore[operator]  # an active volunteer has started
        if tenure < A_YEAR:
            if bits & 1:
                bits |= tenure_bits(tenure)
            self._flow.risk(v, week, risks, exposure)
        recent = v.recent
        most = max(recent)
        task_type = recent.index(most) if most > 0.0 else (v.traits.task_types or (0,))[0]
        able = volunteer_competence(self._p, v, task_type, self._to_learn[task_type])
        hours4 = v.hours4
        hours = fsum(hours4) / len(hours4) if hours4 else 0.0
        wish = v.traits.wish
        over = hours - wish if hours > wish else 0.0
        strain = v.strain
        lack = v.traits.wished_autonomy - v.granted
        owed = v.needed - v.received
        self._add_volunteer(
            (
                exposure * YEAR, strain, 1.0 if strain > STRAINED or hours > BUSY * wish else 0.0,
                v.belonging, v.recognition, v.clarity, v.authority, v.safety, v.fit, able,
                owed if owed > 0.0 else 0.0, hours, over, tenure / A_YEAR, lack if lack > 0.0 else 0.0,
                attitude_of(self._p, v), need, credit, *risks,
            )
        )  # fmt: skip
        self._mark_volunteer(bits)
        if v.pairs and sampled(week):
            self._look_at_pairs(v, now, week, tenure)

    def _look_at_pairs(self, v: Volunteer, now: float, week: int, tenure: float) -> None:
        """Pairs that met in the last four weeks, and the moments of trust of pairs that had half a year."""
        since = now - SAMPLED * HOURS
        recent, trust, tension = self._pair_rows
        staff = v.unit.professionals if tenure >= HALF_A_YEAR else {}
        for name, pair in v.pairs.items():
            if pair.last >= since:
                recent[week] += 1.0
                trust[week] += pair.trust
                tension[week] += pair.tension
            person = staff.get(name)
            if person is not None and now - person.started >= HALF_A_YEAR:
                power = 1.0
                for row in self._moments:
                    row[week] += power
                    power *= pair.trust

    def _professional_week(self, event: events.ProfessionalWeek) -> None:
        now, person, quit_risk = event
        week = int((now - TINY) * PER_HOUR)
        row = self._weeks.row
        if person.coordinator:
            row("coordinator.fte")[week] += person.fte
            if not self._p.coordinators_are_staff:
                return
        row("staff.heads")[week] += 1.0
        row("staff.fte")[week] += person.fte
        row("staff.strain")[week] += person.strain
        row("staff.pleasure")[week] += person.pleasure
        row("staff.quit_risk")[week] += quit_risk
        if person.strain > self._line:
            row("staff.strained")[week] += 1.0

    def _client_week(self, event: events.ClientWeek) -> None:
        now, client = event
        week = int((now - TINY) * PER_HOUR)
        if week != self._week:
            self._close(week)
        self._add_client(
            (1.0, client.trust_professionals, client.trust_volunteers, client.isolation, client.wellbeing,
             1.0 - client.problem)
        )  # fmt: skip
        self._mark_client(client_bits(client))
        if client.helpers and sampled(week):
            since = now - SAMPLED * HOURS
            met = sum(1 for last in client.helpers.values() if last >= since)
            self._helpers[week] += met
            self._helped[week] += met > 0

    def _close(self, week: int) -> None:
        """Another week begins."""
        self._volunteers.close(self._week)
        self._clients.close(self._week)
        self._week = week

    def forget(self, volunteer: Volunteer) -> None:
        """A volunteer who left has no more weeks."""
        self._fixed.pop(volunteer.name, None)

    def finish(self) -> None:
        """Write the rows of every subgroup."""
        self._close(self._week)
        self._volunteers.write()
        self._clients.write()


def is_staff(person: Professional, parameters: Parameters) -> bool:
    """Counts in shares of time, work pressure and states of professionals."""
    return not person.coordinator or parameters.coordinators_are_staff
