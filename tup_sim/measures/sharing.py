"""How far volunteers share the vision, act against it, own their work, and feel treated as equals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tup_sim.measures.groups import VOLUNTEER_GROUPS, GroupSums, fixed_bits, tenure_bits
from tup_sim.measures.weeks import HOURS, PER_HOUR, TINY, YEAR, Weeks
from tup_sim.model import events
from tup_sim.model.mechanisms.vision_alignment import ActedAgainstVision, AskedToLeave, VisionShared
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.own import kept
from tup_sim.model.people.volunteer import Volunteer

STATES: Final = ("alignment", "norms", "equality")
A_YEAR: Final = YEAR * HOURS


class Sharing:
    """Listens to weeks of volunteers and professionals, contacts, and acts against the vision."""

    def __init__(self, weeks: Weeks, parameters: Parameters) -> None:
        self._p, self._decisions = parameters, parameters.vision.decisions
        self._own_say = parameters.vision.own_say
        self._week = 0
        self._sums = GroupSums(weeks, "sharing", VOLUNTEER_GROUPS, ("weeks", *STATES), len(STATES))
        self._bits: dict[str, int] = {}
        self._acts_expected = weeks.row("vision.act_chances")
        self._acts, self._noticed = weeks.row("vision.acts"), weeks.row("vision.noticed")
        self._alone, self._decided = weeks.row("vision.decided_alone"), weeks.row("vision.decisions")
        self._founded, self._asked = weeks.row("vision.founded"), weeks.row("vision.asked")
        self._staff, self._heads = weeks.row("vision.staff"), weeks.row("vision.heads")
        self._meetings = weeks.row("vision.meeting_hours")

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What this part listens to."""
        return {
            events.VolunteerWeek: self._volunteer_week,
            events.ProfessionalWeek: self._professional_week,
            events.ContactEnded: self._contact_ended,
            ActedAgainstVision: self._acted,
            AskedToLeave: self._asked_to_leave,
            VisionShared: self._shared,
            events.VolunteerLeft: self._left,
        }

    def _volunteer_week(self, event: events.VolunteerWeek) -> None:
        v, week = event.volunteer, int((event.now - TINY) * PER_HOUR)
        if week != self._week:
            self._sums.close(self._week)
            self._week = week
        bits = self._bits.get(v.name)
        if bits is None:
            bits = self._bits[v.name] = fixed_bits(self._p, v)
        if not bits:
            return
        tenure = v.tenure(event.now)
        if bits & 1 and tenure < A_YEAR:
            bits |= tenure_bits(tenure)
        equality: float = kept(v, "felt_equality").equality
        self._sums.values.extend((event.exposure * YEAR, v.alignment, v.norms, equality))
        self._sums.bits.append(bits)

    def _professional_week(self, event: events.ProfessionalWeek) -> None:
        week = int((event.now - TINY) * PER_HOUR)
        self._staff[week] += event.professional.alignment
        self._heads[week] += 1.0

    def _contact_ended(self, event: events.ContactEnded) -> None:
        contact = event.contact
        if isinstance(contact.helper, Volunteer):
            week = int((event.now - TINY) * PER_HOUR)
            self._alone[week] += contact.decided_alone
            self._decided[week] += 1.0
            about = kept(contact.request, "vision_alignment")
            if about is not None:
                self._acts_expected[week] += about.chance

    def _acted(self, event: ActedAgainstVision) -> None:
        week = int((event.now - TINY) * PER_HOUR)
        self._acts[week] += 1.0
        self._noticed[week] += event.noticed

    def _asked_to_leave(self, event: AskedToLeave) -> None:
        week = int((event.now - TINY) * PER_HOUR)
        self._asked[week] += 1.0
        self._founded[week] += event.founded

    def _shared(self, event: VisionShared) -> None:
        week, people = int((event.now - TINY) * PER_HOUR), len(event.appointment.volunteers)
        self._meetings[week] += event.appointment.hours * people
        self._decided[week] += self._decisions * people
        if event.together:
            self._alone[week] += self._own_say * self._decisions * people

    def _left(self, event: events.VolunteerLeft) -> None:
        self._bits.pop(event.volunteer.name, None)

    def finish(self) -> None:
        """Write the rows of every subgroup."""
        self._sums.close(self._week)
        self._sums.write()
