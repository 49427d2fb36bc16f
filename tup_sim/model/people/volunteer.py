"""Volunteers, and candidates on their way to become one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tup_sim.model.constants import NEVER
from tup_sim.model.people.counted import Counted
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.intake import Term

if TYPE_CHECKING:
    from tup_sim.model.people.client import Client
    from tup_sim.model.people.unit import Unit

CAUSES = ("life", "job", "disappointed", "overload", "asked", "conflict")
PARTS_OF_ATTITUDE = ("support", "clarity", "recognition", "belonging", "fit", "tension", "strain")
REASONS = (*CAUSES, "planned", "obligation_end", "organisation")
ROUTES = ("citizen", "ex_client", "employer", "student", "mandated", "interim", "occasional", "group", "task")


@dataclass(frozen=True)
class Traits:
    """What a person brings; drawn once, never changed.

    Attributes:
        route: one of ``ROUTES``.
        profile: 'traditional' or 'new'.
        short_stayer: class of NB08.
        vulnerability: 0-1.
        education: 0 low, 1 middle, 2 high.
        life: 'retired', 'working' or 'student_or_job_seeker'.
        job_seeker: exits to a paid job are likely.
        wish: hours a week the person wants to give.
        dayparts: own order of preference of the open day-parts (indices).
        task_types: those the person came for.
        competence: starting competence by task type, 0-1.
        enthusiasm, ambition, wished_autonomy: own levels, 0-1.
        strain, belonging, recognition, clarity, authority, safety: own reference levels.
        liking: how much they like work of each task type, 0-1, a half on average of what they came for; empty where
            they like all of it alike.
        drawn_away: how much more than others people of this style are drawn away, SD.
    """

    route: str
    profile: str
    short_stayer: bool
    vulnerability: float
    education: int
    life: str
    job_seeker: bool
    wish: float
    dayparts: tuple[int, ...]
    task_types: tuple[int, ...]
    competence: tuple[float, ...]
    enthusiasm: float
    ambition: float
    wished_autonomy: float
    strain: float
    belonging: float
    recognition: float
    clarity: float
    authority: float
    safety: float
    liking: tuple[float, ...] = ()
    drawn_away: float = 0.0


@dataclass(frozen=True)
class Brings:
    """What draws a person away or binds them, whatever happens here; drawn once, where leaving is by attitude.

    Attributes:
        drawn: how much life, habit and alternatives draw them away, SD; the higher, the sooner they go.
        levels: how they tend to feel, by part of attitude, SD; the higher, the longer they stay.
    """

    drawn: float
    levels: tuple[float, ...]


@dataclass
class Pair:
    """What a volunteer and a professional are to each other.

    Attributes:
        trust, tension: 0-1. Where trust is what one may count on, the mean of what each thinks of the other.
        felt: tension on the side of the volunteer, 0-1; ``tension`` is that of the professional. Where friction is off
            they are the same.
        contacts, last: joint contacts so far, and the hour of the last one.
        invested: hours the professional has coached the volunteer.
        of_volunteer: what the professional could count on the volunteer for; of_professional: the other way round.
            Both empty where trust counts touches.
        sore: one of them was not what the other could count on, since they last met.
    """

    trust: float
    tension: float
    contacts: int = 0
    last: float = 0.0
    invested: float = 0.0
    of_volunteer: Counted = field(default_factory=Counted)
    of_professional: Counted = field(default_factory=Counted)
    sore: bool = False
    felt: float = 0.0


class WeekOfHelp:
    """Counters of one volunteer in the current week.

    ``answers`` to ``questions``; ``cut_short``: sum of the part of each contact that was left out; ``helped``: calls
    in a difficulty that found an answer, ``unanswered``: those left alone with it.
    """

    __slots__ = (
        "answers",
        "attention",
        "boredom",
        "burden",
        "contacts",
        "credit",
        "cut_short",
        "gap",
        "granted",
        "growth",
        "helped",
        "joint",
        "present",
        "questions",
        "shifts",
        "unanswered",
    )

    def __init__(self) -> None:
        self.present = self.credit = self.cut_short = 0.0
        self.burden = self.gap = self.boredom = self.growth = self.granted = 0.0
        self.attention = self.joint = self.shifts = self.unanswered = self.contacts = 0
        self.questions = self.answers = self.helped = 0


class Volunteer(Helper):
    """Somebody who helps without pay.

    Attributes:
        traits: what the person brought.
        open_ended: no agreed end; planned-end and occasional people are counted apart.
        occasional: two or three days a year.
        started: first shift (start of it), hours; None before.
        left, reason: hour and reason of leaving; None and '' while active.
        ends_at: agreed end for planned-end people; term: what else was agreed, where there was more to agree.
        at_risk: may leave for a cause before an agreed end.
        hazards: integrated risk of leaving by cause since the start (``CAUSES``).
        thresholds: integrated risk at which this person leaves, by cause.
        practice: contacts so far by task type.
        coached: coaching credit received so far, hours.
        strain, belonging, recognition, clarity, authority, safety, enthusiasm: states now.
        fit, growth: met needs and recent growth, 0-1 and per week.
        needed, received: coaching hours needed and credited, fading over 13 weeks (for the contact ratio).
        owed: coaching needed and not received so far, hours.
        last_coached: hour of the last coaching talk.
        hours4: hours present in the last four weeks, oldest first.
        pairs: professionals met, by name.
        client: the client of a duo; None outside a buddy programme.
        recent: contact hours by task type, fading over 13 weeks.
        burden: mean difficulty x share of decisions taken alone in recent contacts; granted: autonomy in them, 0-1.
        incidents_due: incidents nobody has talked about yet; incidents_counted: those already in the need.
        break_due: time for breaks and meetings still due in this shift, hours.
        rates: risk of leaving per year by cause this week; leaving by choice stands under "disappointed".
        choice: what somebody would say who left by choice this week; empty where each cause has a risk of its own.
        brings: what draws them away or binds them; None where leaving is not by attitude.
        lived: what was lived through, by part of attitude, SD between people at rest; weeks_lived: what these weeks
            count together, where the first one counts 1.
        tension: mean tension with the professionals they have to do with, 0-1.
        last_trouble: hour of the last difficulty, incident or limit nobody dealt with.
        since: hour since when this week's risk counts; offset: own habit of starting after the day-part begins.
    """

    __slots__ = (
        "at_risk",
        "authority",
        "belonging",
        "break_due",
        "brings",
        "burden",
        "choice",
        "clarity",
        "client",
        "coached",
        "ends_at",
        "enthusiasm",
        "fit",
        "granted",
        "growth",
        "hazards",
        "hours4",
        "incidents_counted",
        "incidents_due",
        "last_coached",
        "last_dialogue",
        "last_trouble",
        "left",
        "lived",
        "needed",
        "occasional",
        "offset",
        "open_ended",
        "owed",
        "pairs",
        "practice",
        "rates",
        "reason",
        "received",
        "recent",
        "recognition",
        "safety",
        "shifts_due",
        "since",
        "started",
        "strain",
        "tension",
        "term",
        "thresholds",
        "traits",
        "week",
        "weeks_lived",
    )

    def __init__(self, name: str, unit: Unit, traits: Traits, thresholds: tuple[float, ...]) -> None:
        super().__init__(name, unit, paid=False)
        self.traits, self.thresholds = traits, thresholds
        self.open_ended = traits.route in ("citizen", "ex_client", "employer")
        self.occasional = traits.route in ("occasional", "group")
        self.at_risk = self.open_ended
        self.started: float | None = None
        self.left: float | None = None
        self.reason = ""
        self.ends_at: float | None = None
        self.term: Term | None = None
        self.hazards = [0.0] * len(CAUSES)
        self.practice = [0.0] * len(traits.competence)
        self.coached = 0.0
        self.strain, self.belonging, self.recognition = traits.strain, traits.belonging, traits.recognition
        self.clarity, self.authority, self.safety = traits.clarity, traits.authority, traits.safety
        self.enthusiasm = traits.enthusiasm
        self.fit, self.growth = 0.0, 0.0
        self.needed = self.received = self.owed = 0.0
        self.last_coached = self.last_dialogue = 0.0
        self.hours4: list[float] = []
        self.pairs: dict[str, Pair] = {}
        self.client: Client | None = None
        self.recent = [0.0] * len(traits.competence)
        self.burden = self.granted = 0.0
        self.incidents_due = self.incidents_counted = 0
        self.rates: tuple[float, ...] = (0.0,) * len(CAUSES)
        self.choice = ""
        self.brings: Brings | None = None
        self.lived = [0.0] * len(PARTS_OF_ATTITUDE)
        self.weeks_lived = 0.0
        self.since = 0.0
        self.offset = self.break_due = 0.0
        self.shifts_due = 0.0
        self.last_trouble = NEVER
        self.tension = 0.0
        self.week = WeekOfHelp()

    @property
    def active(self) -> bool:
        """Has started and not left."""
        return self.started is not None and self.left is None

    @property
    def hours_agreed(self) -> float:
        """Hours a week that are expected: those wished, unless other hours are owed."""
        term = self.term
        return self.traits.wish if term is None or term.hours is None else term.hours

    def start(self, now: float) -> None:
        """The first shift: from now on they are a volunteer; nobody has missed a talk yet."""
        self.started = self.since = self.last_coached = now

    def be_of_the_stock(self, tenure: float, last_talk: float) -> None:
        """They have been here for so many hours as the run begins, and had their last talk at that hour."""
        self.started, self.since = -tenure, 0.0
        self.last_coached = self.last_dialogue = last_talk
        self.hours4 = [self.traits.wish]

    def agree_on_an_end(self, hour: float) -> None:
        """They come until this hour."""
        self.ends_at = hour

    def agree_on_terms(self, term: Term) -> None:
        """More was agreed than an end; who has agreed on this much may also leave before it."""
        self.term, self.at_risk = term, True

    def go_on(self) -> None:
        """The end that was agreed is none: they stay as others do."""
        self.ends_at = self.term = None
        self.open_ended = True

    def move_inward(self, inside: Traits) -> None:
        """Who helped now and then is a volunteer as others are."""
        self.traits = inside
        self.occasional, self.open_ended, self.at_risk = False, True, True
        self.ends_at = None

    def have_habits(self, shifts_due: float, offset: float) -> None:
        """So much of the next shift is due, and so far after the day-part begins they come (0-1)."""
        self.shifts_due, self.offset = shifts_due, offset

    def tenure(self, now: float) -> float:
        """Hours since the first shift."""
        return 0.0 if self.started is None else now - self.started


@dataclass
class Candidate:
    """A person in the intake pipeline.

    Attributes:
        name: stable name; keys chance.
        channel: 'open', 'ask', 'referral', 'company', 'citizens', 'word_of_mouth', 'client' or 'return'.
        traits: what the person would bring.
        enquired: hour of the enquiry.
        talked: hour of the first talk; None before.
        outcome: '' while under way, else 'started', 'withdrew', 'refused', 'no place', 'no moment' (no open day-part
            suits them) or 'unanswered'.
        impression: what the organisation thinks of them, 0-1.
        hours: coordinator time spent on them.
        former: the volunteer they were before, for who comes back.
        chances: of each step they came to (talk, place, trial, training, contract, start), before it was drawn.
    """

    name: str
    channel: str
    traits: Traits
    enquired: float
    talked: float | None = None
    outcome: str = ""
    impression: float = 0.0
    hours: float = field(default=0.0)
    former: Volunteer | None = None
    chances: list[float] = field(default_factory=list)
