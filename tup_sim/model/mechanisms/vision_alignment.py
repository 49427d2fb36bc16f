"""Sharing a vision: people come to see things as those do with whom they spend time, and as they did before.

Nobody's view fades because time passes or because they decide much alone: who meets carriers of the vision less is
moved by them less, and a carrier who has drifted passes that on (C139, C195). What management states has no hours of
contact, and so does nothing here (C186). In vision meetings the coordinator explains, or everybody makes the vision
together (C182, C200).

Who sees somebody act against the vision can name a fact. What nobody saw may go round as a story, now and then about
the wrong person. Which of the two is enough to ask somebody to leave is the practice of the house (C204); what
colleagues make of it is their own affair.
"""

from __future__ import annotations

from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.model.clock import MONTH
from tup_sim.model.constants import HALF, PERCENT
from tup_sim.model.effects import clients, felt_safety, fit, views
from tup_sim.model.effects.views import hear
from tup_sim.model.mechanisms.base import WEEK, Declared, Line, Mechanism, chosen, state
from tup_sim.model.parameters.guiding import EVEN
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import MINUTES_PER_HOUR, MONTHS_PER_WEEK
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.coaching import ask_for_a_talk, coaches_of, groups_due, invite
from tup_sim.model.processes.leaving import leave
from tup_sim.model.processes.meeting import lose_trust
from tup_sim.model.rules.decay import pulled

if TYPE_CHECKING:
    from tup_sim.model.random_streams import RandomStream
    from tup_sim.model.simulation import Simulation


class ActedAgainstVision(NamedTuple):
    """A volunteer did something in a contact that the vision of the house would not; ``noticed``: somebody saw it."""

    now: float
    contact: Contact
    noticed: bool


class AskedToLeave(NamedTuple):
    """A coordinator or professional asked a volunteer to leave; ``founded``: rather on facts than on stories."""

    now: float
    volunteer: Volunteer
    professional: Professional
    founded: bool


class VisionShared(NamedTuple):
    """A vision meeting took place; ``together``: the vision was made by all who came."""

    now: float
    coach: Helper
    appointment: Appointment
    together: bool


class VisionWork(StrEnum):
    """How an organisation works on its vision."""

    NONE = "none"
    CONTRACT = "contract"
    CO_CREATION = "co_creation"


class ExitPractice(StrEnum):
    """On what an organisation asks a volunteer to leave."""

    NONE = "none"
    OBSERVED = "observed"
    HEARSAY = "hearsay"


class Held:
    """What is held against a volunteer."""

    def __init__(self) -> None:
        self.facts = self.rumours = self.contacts = 0.0
        self.reproached = False


class Strayed:
    """What a request gave occasion to."""

    def __init__(self) -> None:
        self.chance = 0.0


VISION_ALIGNMENT = Declared(
    key="vision_alignment",
    switch="People come to share the vision of those they meet, or their own; some act against it; off: views stay, "
    "no vision meetings, nobody is asked to leave over it.",
    sources="C139",
    section="Vision",
    numbers=(
        chosen(
            "vision_work", VisionWork.NONE, "-", None, None,
            "Vision meetings: none; contract (agreed attendance, the coordinator explains, acts against it are"
            " discussed); or co_creation (who likes comes, everybody speaks, own norms move too).",
            source="C182",
        ),
        chosen(
            "vision_hours", 0.0, "hours per volunteer-month", 0, 20, "Length x frequency of vision meetings.",
            source="C200, C186",
        ),
        chosen(
            "exit_practice", ExitPractice.NONE, "-", None, None,
            "Volunteers who act against the vision are asked to leave: never, on observed facts, or also on"
            " hearsay.",
            source="C204",
        ),
    ),
    states=(
        state(
            "volunteer", Held,
            facts="acts against the vision that somebody saw, fading.",
            rumours="acts that stories tell of them, fading.",
            contacts="contacts they had, fading alike.",
            reproached="something is held against them that nobody has talked about yet.",
        ),
        state("request", Strayed, chance="that a volunteer who served it would act against the vision."),
    ),
    events=(ActedAgainstVision, AskedToLeave, VisionShared),
    lines=(
        Line(
            ActedAgainstVision, "volunteer", "count",
            "once did something that does not suit the vision of the house"
            " | {n} times did something that does not suit the vision of the house",
        ),
        Line(
            ActedAgainstVision, "client", "count",
            "once was treated as the vision of the house would not"
            " | {n} times was treated as the vision of the house would not",
        ),
        Line(AskedToLeave, "volunteer", "each", "Was asked by {professional} to leave."),
        Line(AskedToLeave, "professional", "each", "Asked {volunteer} to leave."),
        Line(VisionShared, "volunteer", "count", "came to a vision meeting | came to {n} vision meetings"),
        Line(VisionShared, "professional", "count", "led a vision meeting | led {n} vision meetings"),
    ),
    left_out=("vision_work", "vision_hours", "exit_practice"),
    paragraph=(
        "*Alignment* (0-1) is how far somebody shares the vision of the house, *norms* how far their own norms "
        "agree with it. Volunteers, professionals and coordinators have both. A week moves everybody by\n\n"
        "    a += (mean of those met - a) x (1 - exp(-contact x hours met)) ;  a += (norms - a) x (1 - exp(-own))\n\n"
        "(`vision.contact` 0.01 per hour; `vision.own` 0.005 per week, `vision.own_staff` 0.02 for people who "
        "learned it as a trade). Hours met are real: talks (half and half for two; in a group the coach leads "
        "for `vision.lead` of the time and everybody hears the others), mentors, attention and calls "
        "(`attention_minutes`), a contact that a professional on the unit sees (`vision.seen_hours`), joint "
        "activities, and team meetings among staff. A paid person listens for `vision.listening` of an hour "
        "with a volunteer. Means are of last week's alignment, so the order of people does not matter. "
        "Starters come with what the intake made of them (`vision.start`); the first stock has the alignment "
        "it would have at rest (`vision.contact_reference`, `vision.carriers_reference`, measured per "
        "organisation).\n\n"
        "The obvious wording, *alignment decays with tenure and autonomy* (C139), is the claim itself. Here "
        "autonomy acts only through hours among carriers: with equal hours it makes no difference (a test), a "
        "drifted mentor spreads drift (C195), and what management states has no hours of contact (C186).\n\n"
        "**Acts against the vision** (C193): in a contact with p = `vision.act` x ((1 - `vision.act_norms`)(1 "
        "- alignment) + `vision.act_norms` (1 - norms)). The client loses `vision.act_trust` of trust in "
        "volunteers. A professional who sees the volunteer at work, or a coordinator on the floor "
        "(`coordinators.floor_share`), notices it with `vision.notice`: a *fact*. Of what nobody noticed a "
        "*story* may go round (`vision.hearsay`), sometimes about somebody else who was there "
        "(`vision.wrong_person`). Both fade (`vision.memory`).\n\n"
        "**Vision work** (`vision_work`, `vision_hours`; C182, C200) is meetings in the agenda of a "
        "coordinator and in the hours of volunteers. *Contract*: attendance `vision.attendance_contract`, the "
        "coordinator speaks, acts that were noticed are talked about. *Co-creation*: `vision.attendance_free` "
        "come, all are heard, the coordinator too, own norms move as well, and `vision.decisions` decisions "
        "about own tasks are taken half by volunteers (they count as granted autonomy). They differ in "
        "attendance, in whom one hears and in what moves; there is no \"speed\".\n\n"
        "**Talks about acts, and the end** (`exit_practice`, C204, C205). Where there is a contract or an exit "
        "practice, who has something held against them is booked for a talk. It counts as contact, and shows "
        "the difference between the vision and own norms: fit falls by `vision.gap_fit` x that difference, and "
        "the mechanism of leaving does the rest. From `vision.exit_after` per hundred contacts on (facts; with "
        "*hearsay* stories too) the talk ends the cooperation. Colleagues of somebody of whom more stories than facts "
        "were known lose `vision.unfounded` of their safety and of their trust in who asked. They read the case and "
        "not the practice, so a house that goes by hearsay but happens to know facts does no harm."
    ),
)  # fmt: skip


class VisionAlignment(Mechanism):
    """People come to share the vision of those they meet; some act against it."""

    declared: ClassVar[Declared] = VISION_ALIGNMENT
    vision_work: str
    vision_hours: float
    exit_practice: str

    # -- hearing each other ---------------------------------------------------------------------------------

    def on_trained(self, sim: Simulation, volunteer: Volunteer, hours: float) -> None:
        """Hours of training before the first shift are hours with the coordinators, or with staff if there are none."""
        unit = volunteer.unit
        carriers = list((unit.coordinators or unit.professionals).values())
        if carriers:
            theirs = fsum(person.alignment for person in carriers) / len(carriers)
            views.be_convinced(volunteer, theirs, sim.parameters.vision.contact * hours)

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A professional on the unit sees a volunteer at work; a volunteer may do what the vision would not."""
        mine: Held = volunteer.own[self.k]
        mine.contacts += 1.0
        if contact.witness is not None:
            hear_each_other(sim, volunteer, contact.witness, sim.parameters.vision.seen_hours)
        self._act_by_own_lights(sim, contact, volunteer)

    def on_meeting(
        self, sim: Simulation, volunteer: Volunteer, professional: Professional, good: bool
    ) -> None:
        """Attention, a call, the beginning of a talk: some minutes together."""
        hear_each_other(sim, volunteer, professional, sim.parameters.attention_minutes / MINUTES_PER_HOUR)

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """People hear each other, or of the vision in a meeting about it; a talk may be about an act against it."""
        if appointment.form == "vision":
            self._meet_about_the_vision(sim, coach, appointment)
        elif appointment.form != "attention":
            _talk_together(sim, coach, appointment)
        if appointment.form == "correction":
            self._talk_it_over(sim, coach, appointment.volunteers[0])

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """What was heard and what one thinks oneself have moved everybody; what is held against somebody fades."""
        _be_together(sim, unit)
        rules = sim.parameters.vision
        for person in unit.staff():
            views.take_in(person, rules.contact, rules.own_staff)
        for volunteer in unit.regulars():
            views.take_in(volunteer, rules.contact, rules.own)
        self._forget(unit, 1.0 / rules.memory)

    def _forget(self, unit: Unit, fading: float) -> None:
        for volunteer in unit.volunteers.values():
            mine: Held = volunteer.own[self.k]
            mine.contacts = pulled(mine.contacts, 0.0, fading)
            if mine.facts or mine.rumours:
                mine.facts = pulled(mine.facts, 0.0, fading)
                mine.rumours = pulled(mine.rumours, 0.0, fading)

    # -- meetings -------------------------------------------------------------------------------------------

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """Talks about what is held against somebody are asked for, and vision meetings take their turn."""
        self._plan_corrections(sim, unit)
        self._plan_vision_meetings(sim, unit)

    def _plan_corrections(self, sim: Simulation, unit: Unit) -> None:
        """Who has something held against them is asked for a talk, where the house has such talks (C182, C204)."""
        if self.exit_practice == "none" and self.vision_work != "contract":
            return
        coaches = coaches_of(sim, unit)
        for volunteer in unit.regulars():
            mine: Held = volunteer.own[self.k]
            if mine.reproached:
                ask_for_a_talk(sim, volunteer, coaches, "correction")

    def _plan_vision_meetings(self, sim: Simulation, unit: Unit) -> None:
        """Groups meet in turn, as often as the hours allow, in real hours of a coordinator and of those who come."""
        rules = sim.parameters.vision
        if self.vision_work == "none" or self.vision_hours <= 0:
            return
        weeks = rules.meeting / self.vision_hours * MONTH / WEEK
        leader = next((c for c in coaches_of(sim, unit) if c.shifts), None)
        for number, members in groups_due(sim, unit, rules.meeting_size, weeks):
            coming = tuple([v for v in members if self._comes(sim, v)])
            if coming and leader is not None:
                invite(sim, leader, number, Appointment(0.0, rules.meeting, coming, "vision", 0.0))

    def _comes(self, sim: Simulation, volunteer: Volunteer) -> bool:
        """A signature is an obligation; otherwise people come as they like."""
        rules = sim.parameters.vision
        attendance = rules.attendance_contract if self.vision_work == "contract" else rules.attendance_free
        return sim.random.stream("comes to a vision meeting", volunteer.name).happens(attendance)

    def _meet_about_the_vision(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """Under a contract the coordinator speaks and is heard; made together, all are heard and decide things."""
        together = self.vision_work == "co_creation"
        if together:
            _make_it_together(sim, coach, appointment)
        else:
            talk_in_a_group(sim, coach, appointment.volunteers, appointment.hours, lead=1.0)
        sim.emit(VisionShared(sim.now, coach, appointment, together))

    # -- acts against the vision, and what is done about them -----------------------------------------------

    def _act_by_own_lights(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A volunteer may do what the vision of the house would not: decide for a client who could decide (C193)."""
        chance = chance_of_straying(sim.parameters, volunteer)
        about = Strayed()
        about.chance = chance
        contact.request.own[self.k] = about
        if not sim.random.of["against the vision"][volunteer.name].happens(chance):
            return
        rng = sim.random.stream("who gets to know of it", volunteer.name)
        p = sim.parameters
        clients.trust_volunteers_less(p, contact.request.client, p.vision.act_trust)
        noticed = _is_noticed(sim, contact, rng)
        if noticed:
            mine: Held = volunteer.own[self.k]
            mine.facts += 1.0
            mine.reproached = True
        else:
            self._let_a_story_go_round(sim, volunteer, rng)
        sim.emit(ActedAgainstVision(sim.now, contact, noticed))

    def _let_a_story_go_round(self, sim: Simulation, volunteer: Volunteer, rng: RandomStream) -> None:
        rules = sim.parameters.vision
        told, about, whom = rng.uniform(), rng.uniform(), rng.uniform()
        if told >= rules.hearsay:
            return
        there = [v for v in volunteer.unit.present_volunteers.values() if v is not volunteer]
        if there and about < rules.wrong_person:
            volunteer = there[int(whom * len(there))]
        mine: Held = volunteer.own[self.k]
        mine.rumours += 1.0
        if self.exit_practice == "hearsay":
            mine.reproached = True

    def _talk_it_over(self, sim: Simulation, coach: Helper, volunteer: Volunteer) -> None:
        """The talk shows how far apart the two are; that costs fit, and some then go by themselves (C205)."""
        p = sim.parameters
        mine: Held = volunteer.own[self.k]
        mine.reproached = False
        fit.lose(p, volunteer, p.vision.gap_fit * max(0.0, coach.alignment - volunteer.norms))
        if self.is_enough(mine, p.vision.exit_after):
            assert isinstance(coach, Professional)
            _ask_to_leave(sim, volunteer, coach, founded=mine.facts >= mine.rumours)

    def is_enough(self, held: Held, most: float) -> bool:
        """Facts always count where people are asked to leave; stories where the house goes by hearsay.

        They count per hundred contacts, so that somebody who does a lot is not asked to leave for that; who had fewer
        is judged as if it had been a hundred.
        """
        if self.exit_practice == "none":
            return False
        stories = held.rumours if self.exit_practice == "hearsay" else 0.0
        return (held.facts + stories) * PERCENT >= most * max(PERCENT, held.contacts)


def hear_each_other(sim: Simulation, one: Helper, other: Helper, hours: float) -> None:
    """Two people have to do with each other; a paid person is moved less by a volunteer than the other way round."""
    listening = sim.parameters.vision.listening
    hear(one, other.alignment, hours * (listening if one.paid and not other.paid else 1.0))
    hear(other, one.alignment, hours * (listening if other.paid and not one.paid else 1.0))


def _talk_together(sim: Simulation, coach: Helper, appointment: Appointment) -> None:
    """A talk: for two it is half and half; in a group the coach leads, and everybody hears the others (C166, C200)."""
    people, hours = appointment.volunteers, appointment.hours
    if appointment.guides:
        hours *= sim.parameters.coaching_content.vision / EVEN
    if len(people) == 1:
        hear_each_other(sim, people[0], coach, hours)
        return
    talk_in_a_group(sim, coach, people, hours, sim.parameters.vision.lead)


def talk_in_a_group(
    sim: Simulation, coach: Helper, people: tuple[Volunteer, ...], hours: float, lead: float
) -> None:
    """The coach speaks part of the time, the rest is shared by all others."""
    total, others = fsum([v.alignment for v in people]), len(people) - 1
    for volunteer in people:
        theirs = (total - volunteer.alignment) / others if others else coach.alignment
        hear(volunteer, lead * coach.alignment + (1.0 - lead) * theirs, hours)
    listening = sim.parameters.vision.listening if coach.paid else 1.0
    hear(coach, total / len(people), hours * listening * (1.0 - lead))


def _be_together(sim: Simulation, unit: Unit) -> None:
    """Team meetings of staff; shared breaks and joint activities of everybody who was there this week (C188)."""
    p = sim.parameters
    staff = [person for person in unit.staff() if not person.ill]
    volunteers = [v for v in unit.volunteers.values() if v.active and v.week.shifts > 0]
    if not staff:
        return
    among_staff = fsum([person.alignment for person in staff]) / len(staff)
    for person in staff:
        hear(person, among_staff, p.team_share * person.week.available)
    joint = p.togetherness_hours * MONTHS_PER_WEEK
    if not volunteers or joint <= 0:
        return
    among_volunteers = fsum([v.alignment for v in volunteers]) / len(volunteers)
    everybody = HALF * (among_staff + among_volunteers)
    for volunteer in volunteers:
        hear(volunteer, everybody, joint)
    for person in staff:
        hear(person, among_volunteers, HALF * joint * p.vision.listening)


def _make_it_together(sim: Simulation, coach: Helper, appointment: Appointment) -> None:
    """Everybody, the coordinator too, is moved by what all say, and so are their own norms."""
    rules, hours = sim.parameters.vision, appointment.hours
    everybody: tuple[Helper, ...] = (coach, *appointment.volunteers)
    said = fsum(person.alignment for person in everybody) / len(everybody)
    for person in everybody:
        hear(person, said, hours)
        views.change_norms(person, said, rules.contact * hours)
    for volunteer in appointment.volunteers:
        volunteer.week.granted += rules.decisions * rules.own_say


def chance_of_straying(p: Parameters, helper: Helper) -> float:
    """Probability that a contact holds an act against the vision: what is not shared, and own norms (C193)."""
    rules = p.vision
    apart = (1.0 - rules.act_norms) * (1.0 - helper.alignment) + rules.act_norms * (1.0 - helper.norms)
    return rules.act * apart


def _is_noticed(sim: Simulation, contact: Contact, rng: RandomStream) -> bool:
    """A professional who saw the volunteer at work, or a coordinator who walks the floor."""
    p, noticed = sim.parameters, rng.uniform()
    if contact.witness is not None and noticed < p.vision.notice:
        return True
    walking = sum(1 for c in contact.helper.unit.coordinators.values() if c.on_shift)
    return noticed > 1.0 - p.vision.notice * min(1.0, walking * p.coordinators.floor_share)


def _ask_to_leave(sim: Simulation, volunteer: Volunteer, coach: Professional, founded: bool) -> None:
    """Colleagues who hear of no fact wonder when it will be their turn."""
    unit, rules = volunteer.unit, sim.parameters.vision
    leave(sim, volunteer, "asked")
    if not founded:
        for other in unit.regulars():
            _feel_less_safe(sim, other, coach, rules.unfounded)
    sim.emit(AskedToLeave(sim.now, volunteer, coach, founded))


def _feel_less_safe(sim: Simulation, volunteer: Volunteer, coach: Professional, loss: float) -> None:
    felt_safety.feel_less_safe(sim.parameters, volunteer, loss)
    lose_trust(sim, volunteer, coach, loss)
