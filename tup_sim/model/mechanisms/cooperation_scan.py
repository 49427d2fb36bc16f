"""The cooperation scan: everybody says what they miss most, and the hours there are go there first (C172).

No hours are added but those of the scan. Part of every talk goes to what the volunteer named, attention in passing
comes a turn sooner for who misses it, talks are booked first for who was left without help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.constants import LEAST_SPREAD
from tup_sim.model.effects import coaching_received, role_clarity
from tup_sim.model.mechanisms.base import (
    WEEK,
    Count,
    Declared,
    Mechanism,
    Outcome,
    assumed,
    chosen,
    measured,
    ratio,
    state,
)
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MINUTES_PER_HOUR, MONTHS_PER_WEEK
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.waiting import spend_outside_shifts, take_on_administration
from tup_sim.model.rules.decay import retention

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

APPRECIATE, INFORM, FACILITATE, ATTUNE = range(4)  # places in a record, in this order
SUPPORT4: Final = ("appreciate", "inform", "facilitate", "attune")
NOTHING: Final = -1

Shares = tuple[float, float, float, float]
_TALKS_OF_THE_HOUSE = ("individual", "floor_talk", "post_incident", "group_talk", "peer_review")


class CooperationScanned(NamedTuple):
    """Everybody who was there said what they miss most (index in ``SUPPORT4``, or -1 for nothing)."""

    now: float
    unit: Unit
    volunteers: tuple[int, ...]
    staff: tuple[int, ...]


class DecayingRatio:
    """What one could count on, and what of it came, both fading."""

    def __init__(self) -> None:
        self.came = 0.0
        self.due = 0.0

    def add(self, came: float, due: float) -> None:
        """Something happened, or failed to."""
        self.came += came
        self.due += due

    def fade(self, keep: float) -> None:
        """A week later it counts for less."""
        self.came *= keep
        self.due *= keep

    def share(self) -> float:
        """Part of it that came, at most all; all where nothing was due."""
        return min(1.0, self.came / self.due) if self.due > 0 else 1.0


class CooperationExperience:
    """What one person goes by when asked how the cooperation is.

    Attributes:
        attention: contacts in passing and thanks of a volunteer, or hours of it a paid person gave.
        answers: to questions; help: in difficulties.
        kept: contacts a professional saw that stayed within what was agreed; meetings: with volunteers, and good ones.
        given: hours of attention a paid person had given at the last look.
        misses: what they said they miss most (index in ``SUPPORT4``), or ``NOTHING``.
        suited: after a talk about it, work is chosen to suit them until the next scan.
    """

    def __init__(self) -> None:
        self.attention, self.answers, self.help = DecayingRatio(), DecayingRatio(), DecayingRatio()
        self.kept, self.meetings = DecayingRatio(), DecayingRatio()
        self.given = 0.0
        self.misses = NOTHING
        self.suited = False

    def fade(self, keep: float) -> None:
        """A week later all of it counts for less."""
        for lately in (self.attention, self.answers, self.help, self.kept, self.meetings):
            lately.fade(keep)


class Working:
    """How working together has been for one person."""

    def __init__(self) -> None:
        self.lived: CooperationExperience | None = None


class Said:
    """What the staff of a unit said."""

    def __init__(self) -> None:
        self.staff_misses = NOTHING


def most_missed(shares: Sequence[float], noticeable: float) -> int:
    """What somebody names when asked: the duty of which least came, if that is little enough to be felt."""
    least = min(range(len(shares)), key=shares.__getitem__)
    return least if 1.0 - shares[least] > noticeable else NOTHING


def most_named(named: Sequence[int]) -> int:
    """What most of them named; nothing if more of them missed nothing."""
    counts = [named.count(duty) for duty in range(len(SUPPORT4))]
    return counts.index(max(counts)) if max(counts) > named.count(NOTHING) else NOTHING


def _named(side: str, duty: int) -> Callable[[CooperationScanned], float]:
    """How many of one side named a duty."""
    return lambda event: getattr(event, side).count(duty)


def _took_part(side: str) -> Callable[[CooperationScanned], float]:
    """How many of one side took part."""
    return lambda event: len(getattr(event, side))


def _missed(side: str, who: str, duty: int, name: str) -> Outcome:
    return ratio(
        f"missed_{SUPPORT4[duty]}_{side}", "volunteers", f"{who} who miss {name}", "share", "lower",
        f"{who} who named {name} as what they miss most, of all who took part in a cooperation scan;"
        " nothing without a scan.",
        Count(CooperationScanned, _named(side, duty)), Count(CooperationScanned, _took_part(side)), trailing=52,
    )  # fmt: skip


_DUTIES = ("appreciation", "information", "help in time", "attunement")

COOPERATION_SCAN = Declared(
    key="cooperation_scan",
    extension=True,
    switch="",
    acts_with="coaching",
    lever="wifa_scan_interval",
    idle=Message("there is no scan (wifa_scan_interval is 0)"),
    sources="C172",
    section="Cooperation scan",
    groups={"scan": "One scan of the cooperation."},
    numbers=(
        chosen(
            "wifa_scan_interval", 0, "weeks", 0, 260,
            "Weeks between scans in which volunteers and staff say what they miss most; 0 = none.",
            source="C172",
        ),
        measured("scan.minutes", 10.0, "minutes per person", 0, 240, "C172", "Time it takes to fill in."),
        assumed(
            "scan.part", 0.5, "share of a talk", 0, 1,
            "Part of a talk that goes to what was named, at the expense of coaching.",
            source="OWN3, C172", plausible=(0.2, 0.7),
        ),
        assumed(
            "scan.noticeable", 0.20, "share", 0, 1,
            "Part that must be missing of what one counts on before one names it.",
            source="OWN3, C172", plausible=(0.1, 0.3),
        ),
        assumed(
            "scan.tailoring", 0.5, "0-1", 0, 1,
            "After a talk about it: part of the time left by which suitable work goes ahead, as task_tailoring.",
            source="OWN3, C172", plausible=(0.2, 0.8),
        ),
    ),
    states=(
        state("volunteer", Working, lived="what they go by in a scan of the cooperation; None where none is held."),
        state("professional", Working, lived="what they go by in a scan of the cooperation; None where none is held."),
        state("unit", Said, staff_misses="what the staff named most in the last scan of the cooperation."),
    ),
    events=(CooperationScanned,),
    outcomes=tuple(
        _missed(side, who, duty, name)
        for side, who in (("volunteers", "Volunteers"), ("staff", "Paid people"))
        for duty, name in enumerate(_DUTIES)
    ),
    silent={CooperationScanned: "names nobody; what is done with it is told by the talks"},
    paragraph=(
        "With `wifa_scan_interval` everybody who was there takes `scan.minutes` at that interval, volunteers on top of "
        "the shift, paid people when there is a moment for administration, and names what they miss most of four "
        "duties (C172):\n\n"
        "| duty | a volunteer: part that came of what one counts on | a paid person |\n"
        "|---|---|---|\n"
        "| appreciate | attention and thanks / the usual here | moments for volunteers / own mean so far |\n"
        "| inform | the lower of clarity / own level, and questions answered / asked | contacts seen that stayed "
        "within what was agreed / contacts seen |\n"
        "| facilitate | the lower of contact ratio / reference, and calls answered / answered and left alone | "
        "available / required hours |\n"
        "| attune | fit / fit at rest | good meetings / meetings |\n\n"
        "Each part is at most 1; sums fade over `times.mood` (13 weeks). One names the lowest if more than "
        "`scan.noticeable` is missing, else nothing. Talks with a volunteer are then for `scan.part` about what *they* "
        "named, or, if they named nothing, what most of the staff of the unit named (if more of them than missed "
        "nothing): that part brings thanks (attention, in pieces of `attention_minutes`), clarity as a talk about the "
        "task does, or work that is chosen to suit them until the next scan (`scan.tailoring`), **and no coaching "
        "credit**. Who misses help and talks is booked first and their talks stay coaching. In gaps, who misses "
        "appreciation is turned to one moment sooner. A talk that went partly to something else is not held again, so "
        "coaching hours are the same with and without a scan.\n\n"
        "*Why no rule on tension:* the scan is said to lower it, and that is what was to be found out. **It does not "
        "come out**: in the house, with a scan twice a year, tension differs by 0.000 (-0.001 to 0.001; 4 paired runs, "
        "third year), where clients test limits a lot by -0.0003 (-0.0016 to 0.0011; 5 runs): tension of pairs is "
        "hardly above that of strangers (0.101 against 0.100), because only a limit that nobody set in sight of a "
        "professional raises it, and nothing a scan moves bears on that. At equal coaching hours (3.23 and 3.24 % of "
        "paid time) belonging is 0.02 higher where limits are tested (0.000 to 0.045; in the house -0.007 to 0.046), "
        "recognition not beyond luck, and the contact ratio lower there by 0.08 (0.00 to 0.16; in the house -0.35 to "
        "0.04), since hours that thank do not coach."
    ),
)  # fmt: skip


class CooperationScan(Mechanism):
    """People say what they miss most, and the hours there are go there first."""

    declared: ClassVar[Declared] = COOPERATION_SCAN
    wifa_scan_interval: int
    minutes: float
    part: float
    noticeable: float
    tailoring: float

    # -- what they remember ---------------------------------------------------------------------------------

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """At the end of a week people remember it, and at the agreed interval the scan is held."""
        volunteers = [v for v in unit.volunteers.values() if v.active and not v.occasional]
        staff = list({**unit.professionals, **unit.coordinators}.values())
        for volunteer in volunteers:
            self._remember_help(sim, volunteer)
        for person in staff:
            self._remember_work(sim, person)
        if round(sim.now / WEEK) % self.wifa_scan_interval == 0:
            self._hold_scan(sim, unit, volunteers, staff)

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A professional sees whether a volunteer stays within what was agreed."""
        if contact.witness is not None:
            self._lived(contact.witness).kept.add(contact.level == contact.agreed, 1.0)

    def _lived(self, person: Helper) -> CooperationExperience:
        mine: Working = person.own[self.k]
        if mine.lived is None:
            mine.lived = CooperationExperience()
        return mine.lived

    def _remember_help(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Attention and thanks against the usual, questions and calls that found an answer."""
        p, week, lived = sim.parameters, volunteer.week, self._lived(volunteer)
        lived.fade(retention(p.times.mood))
        lived.attention.add(
            week.attention + p.thanks * MONTHS_PER_WEEK,
            p.attention_reference * week.shifts + p.thanks_reference * MONTHS_PER_WEEK,
        )
        lived.answers.add(week.answers, week.questions)
        lived.help.add(week.helped, week.helped + week.unanswered)

    def _remember_work(self, sim: Simulation, person: Professional) -> None:
        """Moments for volunteers against the own mean so far, and meetings with them."""
        week, lived = person.week, self._lived(person)
        given, weeks = person.hours["attention"], (sim.now - max(0.0, person.started)) / WEEK
        lived.fade(retention(sim.parameters.times.mood))
        if weeks > 0:
            lived.attention.add(given - lived.given, given / weeks)
        lived.given = given
        lived.meetings.add(week.joint - week.joint_bad, week.joint)

    # -- what they say --------------------------------------------------------------------------------------

    def _hold_scan(
        self, sim: Simulation, unit: Unit, volunteers: list[Volunteer], staff: list[Professional]
    ) -> None:
        there = [v for v in volunteers if v.week.shifts > 0]
        at_work = [person for person in staff if person.shifts and not person.ill]
        for volunteer in volunteers:
            self._lived(volunteer).suited = False
        said = tuple([self._answer_as_volunteer(sim, volunteer) for volunteer in there])
        staff_said = tuple([self._answer_as_professional(person) for person in at_work])
        theirs: Said = unit.own[self.k]
        theirs.staff_misses = most_named(staff_said)
        sim.emit(CooperationScanned(sim.now, unit, said, staff_said))

    def _answer_as_volunteer(self, sim: Simulation, volunteer: Volunteer) -> int:
        """Some minutes on top of the shift."""
        lived, hours = self._lived(volunteer), self.minutes / MINUTES_PER_HOUR
        spend_outside_shifts(sim, volunteer, "team", hours)
        shares = self.shares_of_volunteer(sim.parameters, volunteer, lived)
        lived.misses = most_missed(shares, self.noticeable)
        return lived.misses

    def _answer_as_professional(self, person: Professional) -> int:
        """The same minutes of paid time, filled in when there is a moment, like other administration."""
        lived, hours = self._lived(person), self.minutes / MINUTES_PER_HOUR
        take_on_administration(person, hours)
        lived.misses = most_missed(self.shares_of_professional(person, lived), self.noticeable)
        return lived.misses

    def shares_of_volunteer(
        self, p: Parameters, volunteer: Volunteer, lived: CooperationExperience
    ) -> Shares:
        """Of what a volunteer counts on, the part that came: thanks, clear answers, help and talks, fitting work.

        Of two things in one duty the one that came least is what one remembers.
        """
        clear = min(1.0, volunteer.clarity / max(LEAST_SPREAD, volunteer.traits.clarity))
        talks = min(1.0, coaching_received.contact_ratio(p, volunteer) / p.contact_ratio_reference)
        fit = min(1.0, volunteer.fit / max(LEAST_SPREAD, p.states.fit_start))
        return lived.attention.share(), min(clear, lived.answers.share()), min(talks, lived.help.share()), fit

    def shares_of_professional(self, person: Professional, lived: CooperationExperience) -> Shares:
        """What a paid person sees of it: moments they had for volunteers against their usual, agreements that are
        kept, time for what is asked of them, meetings that were good.
        """
        time = 1.0 / max(1.0, person.mean_load())
        return lived.attention.share(), lived.kept.share(), time, lived.meetings.share()

    # -- what is done with it -------------------------------------------------------------------------------

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """Part of a talk is about what was named; the talk was held, so it does not have to be held again."""
        if appointment.form not in _TALKS_OF_THE_HOUSE:
            return
        for volunteer in appointment.volunteers:
            topic = self.topic_of(volunteer)
            if topic not in (NOTHING, FACILITATE):
                part = appointment.hours * self.part
                coaching_received.talk_of_something_else(volunteer, part * appointment.credit)
                self._go_into(sim, volunteer, topic, part)

    def _go_into(self, sim: Simulation, volunteer: Volunteer, topic: int, hours: float) -> None:
        """Thanks, who does what, or which work suits: each does what is declared for time spent on it."""
        p = sim.parameters
        if topic == APPRECIATE:
            volunteer.week.attention += round(hours * MINUTES_PER_HOUR / p.attention_minutes)
        elif topic == INFORM:
            role_clarity.talk_about_the_task(p, volunteer, min(1.0, hours / p.sessions.individual))
        elif topic == ATTUNE:
            self._lived(volunteer).suited = True

    def topic_of(self, volunteer: Volunteer) -> int:
        """What a talk with them is partly about: what they named, else what the staff of the unit named."""
        mine: Working = volunteer.own[self.k]
        if mine.lived is None:
            return NOTHING
        theirs: Said = volunteer.unit.own[self.k]
        return mine.lived.misses if mine.lived.misses != NOTHING else theirs.staff_misses

    def names(self, volunteer: Volunteer, duty: int) -> bool:
        """This volunteer said in the last scan that this is what they miss."""
        mine: Working = volunteer.own[self.k]
        return mine.lived is not None and mine.lived.misses == duty

    def times_coached_part(self, volunteer: Volunteer) -> float:
        """Part of a talk that remains for coaching: what goes to another topic comes out of the same hours.

        Who misses talks and help misses coaching itself; their talks come first and stay what they are.
        """
        return 1.0 if self.topic_of(volunteer) in (NOTHING, FACILITATE) else 1.0 - self.part

    def add_to_urgency(self, volunteer: Volunteer) -> float:
        """Who misses help and talks is booked first."""
        return float(self.names(volunteer, FACILITATE))

    def add_to_turn(self, volunteer: Volunteer) -> float:
        """Who misses appreciation is turned to one moment sooner."""
        return -1.0 if self.names(volunteer, APPRECIATE) else 0.0

    def offer_tailoring(self, volunteer: Volunteer) -> float | None:
        """After a talk about it suitable work goes ahead, until the next scan."""
        mine: Working = volunteer.own[self.k]
        return self.tailoring if mine.lived is not None and mine.lived.suited else None
