"""A paid person: professional or volunteer coordinator."""

from __future__ import annotations

from collections import deque
from math import exp
from typing import TYPE_CHECKING

from tup_sim.model.constants import NEVER
from tup_sim.model.people.counted import Counted
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.helper import Helper

if TYPE_CHECKING:
    from simpy import Event

    from tup_sim.model.people.unit import Unit
    from tup_sim.model.people.volunteer import Volunteer

ABOUT_THE_TASK = ("dialogue", "task_review", "wider_mandate")
# Appointments that are no coaching: nobody is guided in them, however much is said.
NO_COACHING = (*ABOUT_THE_TASK, "attention", "vision", "correction")


class Appointment:
    """Booked time of a paid person with one or more volunteers.

    Attributes:
        start: earliest hour.
        hours: length.
        volunteers: who comes.
        form: 'individual', 'post_incident', 'peer_review', 'dialogue', 'task_review', 'wider_mandate', 'attention',
            'mentor', 'vision' (meeting), 'correction' (of an act against the vision), 'floor_talk' or 'group_talk'.
        credit: coaching credit per hour and participant.
        special: the volunteer comes for it, outside the own shifts.
    """

    __slots__ = ("credit", "form", "hours", "special", "start", "volunteers")

    def __init__(
        self,
        start: float,
        hours: float,
        volunteers: tuple[Volunteer, ...],
        form: str,
        credit: float,
        special: bool = False,
    ) -> None:
        self.start, self.hours, self.volunteers = start, hours, volunteers
        self.form, self.credit, self.special = form, credit, special

    @property
    def guides(self) -> bool:
        """It is coaching: it guides those who come in their work."""
        return self.form not in NO_COACHING


class DeskTask:
    """Work of the coordinator for a candidate or leaver; ``done`` is triggered when it is finished."""

    __slots__ = ("done", "hours")

    def __init__(self, hours: float, done: Event | None) -> None:
        self.hours, self.done = hours, done


class Break:
    """Time off in the middle of a shift."""

    __slots__ = ("hours",)

    def __init__(self, hours: float) -> None:
        self.hours = hours


class Professional(Helper):
    """A paid person.

    Attributes:
        coordinator: their job is the volunteers.
        serves: takes requests of clients.
        fte: contract as share of full time; part_under_notice: part of a full post that goes while
            the rest of theirs stays.
        employed: still under contract.
        started: first working day, hours on the clock.
        newcomer_until: until then slower and less able.
        temporary: on a temporary contract.
        education: 0 low, 1 middle, 2 high.
        ability: how much more they can do than others, SD (0 where professionals are alike).
        openness: to volunteers, 0-1; fatigue: with volunteers, 0-1; seen_openness: what is left of it for others.
        trait, strain, slow_strain: own level, strain now, its mean over ``quit_lag`` (SD).
        own_openness, own_fatigue: levels these return to; usual_welcome: seen openness at those levels.
        own_view: what they thought of volunteers when they came, 0-1; of_volunteers: what they could count on
            volunteers for since, those known best counting most. Both empty where trust counts touches; where it does
            not, ``openness`` is what they think of volunteers now, and ``own_openness`` their habit of turning to them.
        recent: contact hours by task type, recent_relational: the relational part, both fading over 13 weeks.
        supported: hours of peer support this week; last_coached: hour of the last talk this person gave.
        pleasure: job pleasure, 0-1.
        ill: absent through illness.
        debt: administration that waits, hours.
        break_due: length of the break still due in this shift, hours; break_from: from when on, hours on the clock.
        floor_debt: time promised to the floor, hours; other_debt: conflicts and thanks that wait, hours.
        parts: day-parts of this week's shifts (indices).
        quit_risk: integrated risk of quitting this week.
        debt_before: administration that waited a week ago; overtime_paid: overtime hours already paid for.
        tension: mean tension with volunteers met lately, above that of strangers, 0-1.
        threat: how far they feel that their own work is at stake, 0-1.
        legitimacy: how far they feel that their training is needed for it, 0-1.
        overtime_weeks: overtime of the last four weeks, hours, oldest first.
        agenda: appointments in order of start.
        coaching_credit: hours this person may still book for coaching.
        week: counters of the current week.
        post: number of the post, spreads leave over colleagues; post_size: FTE of a full post;
            part_of_post: part of it that this person has.
        illness, quitting: integrated risk so far, and the level at which it happens next.
        hours_due: hours still owed to the roster, carried over from week to week.
    """

    __slots__ = (
        "ability",
        "agenda",
        "break_due",
        "break_from",
        "coaching_credit",
        "coordinator",
        "debt",
        "debt_before",
        "education",
        "employed",
        "fatigue",
        "floor_debt",
        "fte",
        "hours_due",
        "ill",
        "illness",
        "last_coached",
        "leaving_at",
        "legitimacy",
        "newcomer_until",
        "of_volunteers",
        "openness",
        "other_debt",
        "overtime_paid",
        "overtime_weeks",
        "own_fatigue",
        "own_openness",
        "own_view",
        "part_of_post",
        "part_under_notice",
        "parts",
        "pleasure",
        "post",
        "post_size",
        "quit_risk",
        "quitting",
        "recent",
        "recent_relational",
        "seen_openness",
        "serves",
        "slow_strain",
        "started",
        "strain",
        "supported",
        "temporary",
        "tension",
        "threat",
        "trait",
        "usual_welcome",
        "week",
    )

    def __init__(self, name: str, unit: Unit, coordinator: bool, fte: float, started: float) -> None:
        super().__init__(name, unit, paid=True)
        self.coordinator, self.fte, self.started = coordinator, fte, started
        self.serves = not coordinator
        self.employed = True
        self.leaving_at: float | None = None
        self.part_under_notice = 0.0
        self.newcomer_until = started
        self.temporary = False
        self.education, self.ability = 2, 0.0
        self.openness = self.seen_openness = 0.0
        self.fatigue = 0.0
        self.own_openness, self.own_fatigue, self.usual_welcome = self.openness, 0.0, self.openness
        self.own_view, self.of_volunteers = 0.0, Counted()
        self.recent, self.recent_relational = [0.0] * len(TASK_TYPES), 0.0
        self.supported, self.last_coached = 0.0, NEVER
        self.trait = self.strain = self.slow_strain = 0.0
        self.pleasure = 0.0
        self.ill = False
        self.debt = self.floor_debt = self.other_debt = 0.0
        self.break_due = self.break_from = 0.0
        self.overtime_weeks: list[float] = []
        self.quit_risk = 0.0
        self.parts: list[int] = []
        self.debt_before = self.overtime_paid = self.tension = self.threat = self.legitimacy = 0.0
        self.agenda: deque[Appointment] = deque()
        self.coaching_credit = 0.0
        self.hours_due = 0.0
        self.week = WeekOfWork()
        self.post = 0
        self.post_size = fte
        self.part_of_post = 1.0
        self.illness = [0.0, 0.0]
        self.quitting = [0.0, 0.0]

    def be_as_open(self, openness: float, fatigue: float, seen: float) -> None:
        """Levels of one's own, to which these return; others see what is left of openness."""
        self.openness, self.fatigue, self.seen_openness = openness, fatigue, seen
        self.own_openness, self.own_fatigue, self.usual_welcome = openness, fatigue, seen

    def think_of_volunteers(self, view: float, usual: float) -> None:
        """What they think of volunteers as they come, against what people here do; the habit was drawn before (0-1)."""
        self.own_view = self.openness = view
        self.fatigue = self.own_fatigue = 0.0
        self.seen_openness = self.usual_welcome = min(1.0, self.own_openness * view / usual)

    def think_now(self, view: float) -> None:
        """What they have come to think of volunteers, 0-1."""
        self.openness = view

    def feel(self, strain: float, pleasure: float) -> None:
        """A level of strain of one's own (SD), and pleasure (0-1) at the start."""
        self.trait = self.strain = self.slow_strain = strain
        self.pleasure = pleasure

    def take_post(self, post: int, newcomer_until: float) -> None:
        """They have this post, and are new until that hour."""
        self.post, self.newcomer_until = post, newcomer_until

    def be_supported(self, hours: float) -> None:
        """Hours of peer support."""
        self.supported += hours

    def resize(self, size: float) -> None:
        """A full post has another size (FTE); this person keeps the same part of theirs, also through a size of 0."""
        if self.post_size > 0:
            self.part_of_post = self.fte / self.post_size
        self.fte, self.post_size = self.part_of_post * size, size

    @property
    def fte_to_stay(self) -> float:
        """FTE that is not under notice, while the rest of the post stays."""
        return self.fte - self.part_under_notice * self.post_size

    def work_less(self, part: float) -> None:
        """The part of a full post goes for which notice was given."""
        self.fte = max(0.0, self.fte - part * self.post_size)
        self.part_of_post = max(0.0, self.part_of_post - part)
        self.part_under_notice -= part

    def is_new(self, now: float) -> bool:
        """Still learning the job."""
        return now < self.newcomer_until

    def feel_strain(self, target: float, tau_up: float, tau_down: float, lag: float) -> None:
        """One week of strain moving to its target, faster up than down; the slow mean follows."""
        tau = tau_up if target > self.strain else tau_down
        self.strain += (target - self.strain) * -_expm1(-1.0 / tau)
        self.slow_strain += (self.strain - self.slow_strain) * -_expm1(-1.0 / lag)


class WeekOfWork:
    """Counters of one paid person in the current week (hours, except counts)."""

    __slots__ = (
        "available",
        "coached",
        "contacts",
        "direct",
        "emotional",
        "free",
        "hardness",
        "joint",
        "joint_bad",
        "overtime",
        "relational",
        "required",
        "successes",
        "surplus",
    )

    def __init__(self) -> None:
        self.available = self.required = self.overtime = self.emotional = self.surplus = self.free = 0.0
        self.coached = self.direct = self.relational = self.hardness = 0.0
        self.contacts = self.successes = self.joint = self.joint_bad = 0


def _expm1(x: float) -> float:
    return exp(x) - 1.0
