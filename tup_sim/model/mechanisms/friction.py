"""Friction over tasks: people rub where what happens at work is not what they count on and touches what is theirs.

Between a professional and a volunteer there are two tensions, one on each side. Occasions add to them: a claim on own
work that could not be expected, being passed over, work that is left to somebody, being deprived of time with clients,
being at odds where both would act. Nobody reads work pressure, schooling, years, or how many volunteers there are.
"""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.constants import HALF
from tup_sim.model.effects import tension
from tup_sim.model.effects.role_clarity import understood
from tup_sim.model.events import ProfessionalWeek, VolunteerWeek
from tup_sim.model.mechanisms.base import (
    WEEK,
    Count,
    Declared,
    Line,
    Mechanism,
    assumed,
    chosen,
    convention,
    gate,
    mean_state,
    of_staff,
    ratio,
    read,
    state,
)
from tup_sim.model.parameters.week import RECENT_WEEKS
from tup_sim.model.people.families import FAMILIES, TASK_TYPES
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.own import kept
from tup_sim.model.people.professional import ABOUT_THE_TASK, Appointment, Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.rubs import CAUSES, House, Paid, Rub, Unpaid
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.people.who_does_what import FAMILY, Seen, part_of_own_time
from tup_sim.model.processes.beside import (
    first_that_waits,
    hours_left,
    lead_over,
    one_of,
    waited,
    would_both_act,
)
from tup_sim.model.processes.meeting import stand_between
from tup_sim.model.rules.contacts import share_addressed
from tup_sim.model.rules.decay import relax_towards

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


Standing = tuple[Volunteer, str, Rub]  # a volunteer, the name of a professional, and what stands between them
_MANY: Final = len(CAUSES)
_TENSEST: Final = itemgetter(0)  # the order in which pairs are settled stands before each


class GrewTense(NamedTuple):
    """What stands between a professional and a volunteer has become noticeable, on the side of the professional."""

    now: float
    professional: Professional
    volunteer: Volunteer
    cause: str


class Settled(NamedTuple):
    """A coordinator has sat down with a professional and a volunteer who were tense with each other."""

    now: float
    professional: Professional
    volunteer: Volunteer


class FrictionWeek(NamedTuple):
    """The week of a unit is over: contacts of volunteers, occasions (sums of 0-1) by cause, pairs, tense ones."""

    now: float
    contacts: int
    claims: float
    passed_over: float
    repairs: float
    deprived: float
    at_odds: float
    of_volunteers: float
    pairs: int
    tense: int


def _staff_tension(event: ProfessionalWeek) -> float:
    felt: float = kept(event.professional, "friction").tension
    return felt


def _volunteer_tension(event: VolunteerWeek) -> float:
    """What was lived through; who has rubbed against nobody is not tense, whatever is usual here."""
    return event.volunteer.tension if kept(event.volunteer, "friction").rubs else 0.0


FRICTION = Declared(
    key="friction",
    switch="Professionals and volunteers rub over who does what, and it weighs; off: nothing stands between them.",
    sources="C126, C150, C210",
    section="Professionals among volunteers",
    gates=(
        gate(
            {"mechanisms.friction": True}, Message("friction over tasks says how tense pairs are"),
            "states.pair_conflict", "strain.role_conflict",
        ),
        gate(
            {"friction.repair": False}, Message("nobody minds work left behind (friction.repair is off)"),
            "friction.heavy",
        ),
    ),
    groups={"friction": "Friction over tasks between professionals and volunteers."},
    numbers=(
        assumed(
            "friction.step", 0.10, "per occasion", 0, 1, "Tension that an occasion of full weight adds to none.",
            plausible=(0.03, 0.3),
        ),
        assumed(
            "friction.heavy", 0.5, "hours", 0.01, 10,
            "Work left to somebody that is an occasion of full weight.",
            plausible=(0.25, 1),
        ),
        assumed(
            "friction.tone", 0.5, "-", 0, 1,
            "Part of an occasion of full weight that a meeting with somebody wholly tense is to a volunteer.",
            plausible=(0, 1),
        ),
        assumed(
            "friction.settle", 0.5, "share", 0, 1, "Part of tension that a talk to settle it takes away.",
            plausible=(0.25, 0.75),
        ),
        chosen(
            "friction.talk_hours", 0.5, "hours", 0.01, 10, "Hours for conflicts that a pair takes.",
            plausible=(0.5, 1), source="OWN4",
        ),
        assumed(
            "friction.strain", 0.25, "SD per SD", 0, 3,
            "Strain added by one SD of own mean tension above the usual.",
            source="ND21, OWN3", plausible=(0.05, 0.4),
        ),
        assumed(
            "friction.pleasure", 0.0085, "0-1 per SD", 0, 1,
            "Pleasure lost by one SD of own mean tension above the usual: 0.3 SD of pleasure.",
            plausible=(0.004, 0.014),
        ),
        assumed(
            "friction.usual", 0.0273, "0-1", 0, 1, "Own mean tension of professionals at rest.",
            source="OWN2", plausible=(0, 0.1),
        ),
        convention(
            "friction.spread", 0.03, "0-1", 0.001, 1,
            "SD of own mean tension between professionals of organisations that work in different ways.",
            plausible=(0.01, 0.05),
        ),
        convention(
            "friction.line", 0.2, "0-1", 0, 1, "Tension from which a pair counts as tense, and people notice.",
            source="OWN5",
        ),
        chosen(
            "friction.claim", True, "-", None, None,
            "Work that is done by whom one did not expect is an occasion.", source="C126",
        ),
        chosen(
            "friction.passed_over", True, "-", None, None,
            "Being asked less than one is used to is an occasion.", source="C160",
        ),
        chosen(
            "friction.repair", True, "-", None, None,
            "Work, or need, that one is left alone with is an occasion.", source="C210",
        ),
        chosen(
            "friction.deprived", True, "-", None, None,
            "Less time with clients than one is used to makes others' an occasion.", source="C168",
        ),
        chosen(
            "friction.at_odds", True, "-", None, None,
            "Acting on another view of the vision, where both would act, is an occasion.", source="C150",
        ),
    ),
    reads=(
        read("relation.prior", float),
        read("times.role", float, called="habit"),
        read("times.relation", float, called="memory"),
        read("times.mood", float, called="tau"),
        read("equality.paid", float, called="cue_paid"),
        read("equality.known", float, called="cue_known"),
        read("equality.scale", float, called="cue_scale"),
        read("formal_equality", float),
        read("threat.hard", float),
        read("threat.legitimacy", float),
    ),
    states=(
        state(
            "professional", Paid,
            seen="what they saw done lately, by family and kind of helper.",
            used_to="share of questions that goes to volunteers beside them, 0-1.",
            addressed="sum of that share this week.",
            claims="sum of claims on own work this week.",
            beside="contacts of volunteers they saw this week.",
            weeks_beside="weeks in which they saw any.",
            weeks="weeks at work so far.",
            relational="relational hours a week lately.",
            usual="relational hours a week they are used to.",
            stake="claims on own work per contact in sight lately, 0-1.",
            tension="mean tension with volunteers they had to do with in the last four weeks, 0-1.",
            settled="hours for conflicts that were already counted.",
            told="sum of beliefs heard in own talks about tasks since the last meeting, by family.",
            talks="how many such talks they had, by family.",
            hard="hard work they saw go well lately: by people who are paid, and by volunteers.",
        ),
        state(
            "volunteer", Unpaid,
            seen="what they saw done lately, by family and kind of helper.",
            used_to="share of questions that goes to the professional beside them, 0-1.",
            addressed="sum of that share this week.",
            beside="contacts in sight of a professional this week.",
            rubs="tension with professionals, 0-1 on either side, by name.",
        ),
        state(
            "unit", House,
            said="share of each family that was said to be for volunteers, 0-1.",
            told="sum of beliefs that talks about tasks brought to the next meeting, by family.",
            talks="how many such talks there were, by family.",
            contacts="contacts of volunteers this week.",
            occasions="sum of occasions this week, by cause, 0-1 each.",
            of_volunteers="sum of occasions of volunteers this week.",
            hours="hours for conflicts that were too few for one more pair.",
        ),
    ),
    events=(GrewTense, Settled, FrictionWeek),
    silent={FrictionWeek: "a count of many occasions; what people notice is told as GrewTense"},
    lines=(
        Line(GrewTense, "professional", "each", "Grew tense with {volunteer} ({cause})."),
        Line(GrewTense, "volunteer", "each", "{professional} grew tense with them ({cause})."),
        Line(Settled, "professional", "each", "What stood between them and {volunteer} was talked out."),
        Line(Settled, "volunteer", "each", "What stood between them and {professional} was talked out."),
    ),
    outcomes=(
        mean_state(
            "staff_tension", "professionals", "Tension of professionals", "0-1", "lower",
            "Mean tension of professionals with volunteers over tasks, over weeks of employed people.",
            ProfessionalWeek, _staff_tension, of_staff,
        ),
        mean_state(
            "volunteer_tension", "volunteers", "Tension of volunteers", "0-1", "lower",
            "Mean tension of volunteers with professionals over tasks, over weeks of active volunteers.",
            VolunteerWeek, _volunteer_tension,
        ),
        ratio(
            "tense_pairs", "professionals", "Tense pairs", "share", "lower",
            "Pairs whose professional is tense (friction.line), of those who had to do with each other lately.",
            Count(FrictionWeek, "tense"), Count(FrictionWeek, "pairs"),
        ),
        ratio(
            "claims_per_1000", "professionals", "Claims on own work", "per 1000 contacts", "lower",
            "Claims on work of professionals, of full weight, per 1000 contacts of volunteers.",
            Count(FrictionWeek, "claims"), Count(FrictionWeek, "contacts"), times=1000.0,
        ),
        ratio(
            "passed_over_per_1000", "professionals", "Professionals passed over", "per 1000 contacts", "lower",
            "Times professionals were passed over, of full weight, per 1000 contacts of volunteers.",
            Count(FrictionWeek, "passed_over"), Count(FrictionWeek, "contacts"), times=1000.0,
        ),
        ratio(
            "repairs_per_1000", "professionals", "Work left to professionals", "per 1000 contacts", "lower",
            "Times work was left to professionals, of full weight, per 1000 contacts of volunteers.",
            Count(FrictionWeek, "repairs"), Count(FrictionWeek, "contacts"), times=1000.0,
        ),
        ratio(
            "deprived_per_1000", "professionals", "Professionals deprived", "per 1000 contacts", "lower",
            "Times professionals missed such work themselves, of full weight, per 1000 contacts of volunteers.",
            Count(FrictionWeek, "deprived"), Count(FrictionWeek, "contacts"), times=1000.0,
        ),
        ratio(
            "at_odds_per_1000", "professionals", "At odds", "per 1000 contacts", "lower",
            "Times both would have acted on other views, of full weight, per 1000 contacts of volunteers.",
            Count(FrictionWeek, "at_odds"), Count(FrictionWeek, "contacts"), times=1000.0,
        ),
        ratio(
            "volunteer_rubs_per_1000", "volunteers", "Occasions of volunteers", "per 1000 contacts", "lower",
            "Occasions that made volunteers tense, of full weight, per 1000 contacts of volunteers.",
            Count(FrictionWeek, "of_volunteers"), Count(FrictionWeek, "contacts"), times=1000.0,
        ),
    ),
    left_out=("friction",),
    paragraph=(
        "Between a volunteer and a professional stand two tensions, one on each side (0-1, 0 at rest), which fade in "
        "`times.mood`. A contact of a volunteer in sight of a professional may be an occasion in five ways, each "
        "0-1 and each with a switch (`friction.claim` ...):\n\n"
        "    claim        part of own contact time in this family x (1 - belief that volunteers do this here)\n"
        "                 nothing where a core request had waited long (long_wait): then it is a relief\n"
        "    passed over  part of own time x max(0, share of questions to the other - what one is used to)\n"
        "    repair       min(1, hours of work this leaves behind / heavy): follow-up, unsolved difficulty, incident;\n"
        "                 and whoever does not turn up while somebody waits, divided over those who are there\n"
        "    deprived     relational weight of the work x max(0, 1 - own relational hours lately / usual)\n"
        "    at odds      difference in alignment, where both would have acted in a difficulty or on a limit\n"
        "    tension     += step x their sum (at most 1) x (1 - tension)\n\n"
        "*Belief* counts who was seen to do a family of work: each contact is noticed by one of the professionals and "
        "one of the volunteers who are there, by the luck of the request. It fades in `times.relation`, and stands on "
        "`relation.prior` contacts of what was said: 1 where volunteers may and professionals seldom do it, 0 where "
        "they may not, a half where both do; of this a volunteer has understood as much as of other explanation. "
        "A written list that is by family (`delineation_by`) says 0 or 1; nothing else of a list is in the rules, and "
        "clarity is in none. Volunteers mind in turn: a professional who does what they came for while they have "
        "nothing to do (own part x belief that it is theirs), being passed over against what was promised at first "
        "(`formal_equality`) and what they got used to, a call nobody came for, a talk that is cancelled. A meeting "
        "passes on `friction.tone` of the tension of the professional.\n\n"
        "*Settling.* Hours coordinators have for conflicts go to the tensest pairs, `friction.talk_hours` each, and "
        "take `friction.settle` of it. Talks about the task and task reviews leave tension alone: both sides hear what "
        "the other believes, as if they had seen `relation.prior` contacts (as far as it is understood), and so does "
        "the rest of the team at the end of the week.\n\n"
        "*What it does.* (1 - tension) is a factor of the chance to turn to a volunteer (once: it takes nothing "
        "off the relation that decides whose turn it is), to book a talk with them, to hand over work to them; on "
        "the other side of the chance that a volunteer calls; of both, of what a talk is worth. Strain of "
        "professionals: + `friction.strain` SD per SD of own mean tension from the usual, in place of "
        "`strain.role_conflict`; pleasure less `friction.pleasure`. Volunteers are strained by the tension they "
        "feel themselves. *Worth of own work.* While `displacement_threat` is off, felt threat is the mean claim "
        "on own work per contact in sight, and the felt worth of training is the share of hard work "
        "(`threat.hard`) seen to go well lately that somebody paid did, over `relation.prior` contacts at "
        "`threat.legitimacy`; neither weighs on anything. Where both are on, the beliefs of `displacement_threat` "
        "count.\n\n"
        "*Why no talk makes a claim smaller by itself:* then talks and lists would lower tension because it was "
        "written. They act as far as what happens becomes regular."
    ),
)  # fmt: skip


class Friction(Mechanism):
    """Professionals and volunteers rub over who does what."""

    declared: ClassVar[Declared] = FRICTION
    step: float
    tau: float
    memory: float
    habit: float
    prior: float
    heavy: float
    tone: float
    settle: float
    talk_hours: float
    strain: float
    pleasure: float
    usual: float
    spread: float
    line: float
    claim: bool
    passed_over: bool
    repair: bool
    deprived: bool
    at_odds: bool
    cue_paid: float
    cue_known: float
    cue_scale: float
    formal_equality: float
    hard: float
    legitimacy: float

    # -- what people count on -------------------------------------------------------------------------------

    def on_new_volunteer(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A volunteer counts on being asked as was promised."""
        mine: Unpaid = volunteer.own[self.k]
        mine.used_to = 1.0 - HALF * self.formal_equality

    def on_mandates(self, sim: Simulation, unit: Unit) -> None:
        """What the table says, and a list where there is one: whose work each family is."""
        mine: House = unit.own[self.k]
        said: list[list[float]] = [[] for _ in FAMILIES]
        for task_type, rule in enumerate(sim.task_types):
            share = HALF if rule.staff == "always" else 1.0
            share = share if unit.levels[task_type] > 0 or rule.own_helper else 0.0
            for look in sim.hooks.listed:
                share = _or(look(sim, unit, task_type), share)
            if getattr(sim.parameters.requests, TASK_TYPES[task_type]).rate > 0:
                said[FAMILY[task_type]].append(share)
        mine.said = [fsum(shares) / len(shares) if shares else 0.0 for shares in said]

    def _expects(self, sim: Simulation, unit: Unit, mine: Paid, family: int) -> float:
        """Belief of somebody paid that volunteers do this here, 0-1."""
        record: House = unit.own[self.k]
        return mine.seen.share(family, record.said[family], self.prior, sim.now, self.memory * WEEK)

    def _hopes(self, sim: Simulation, unit: Unit, mine: Unpaid, family: int) -> float:
        """Belief of a volunteer that volunteers do this here, 0-1; what was said counts as far as it got across."""
        record: House = unit.own[self.k]
        clear = min(1.0, understood(sim.parameters, 1.0))
        said = HALF + clear * (record.said[family] - HALF)
        return mine.seen.share(family, said, self.prior, sim.now, self.memory * WEEK)

    # -- occasions ------------------------------------------------------------------------------------------

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """Whoever sees a volunteer at work may mind; and both kinds of people learn who does what here."""
        unit, witness = volunteer.unit, contact.witness
        record: House = unit.own[self.k]
        record.contacts += 1
        if witness is not None:
            self._work_in_sight(sim, contact, volunteer, witness)
            self._notice(sim, contact, witness, by_volunteer=True)
            self._see_what_training_adds(sim, contact, witness, by_volunteer=True)
        onlooker = (
            None if unit.at_distance[contact.request.task_type] else one_of(unit.present_volunteers, contact)
        )
        if onlooker is not None and onlooker is not volunteer:
            self._notice(sim, contact, onlooker, by_volunteer=True)

    def _work_in_sight(
        self, sim: Simulation, contact: Contact, volunteer: Volunteer, witness: Professional
    ) -> None:
        mine: Unpaid = volunteer.own[self.k]
        theirs: Paid = witness.own[self.k]
        lead = lead_over(sim, contact, volunteer, witness)
        addressed = share_addressed(lead, self.cue_paid, self.cue_known, self.cue_scale)
        occasions = self._occasions(sim, contact, volunteer, witness, addressed)
        rub = self.between(sim, volunteer, witness)
        self._be_rubbed(sim, rub, witness, volunteer, occasions)
        if self.passed_over:
            own = part_of_own_work(volunteer, contact.request.task_type)
            self._be_hurt(rub, volunteer, too_little(own, 1.0 - addressed, mine.used_to))
        theirs.addressed, mine.addressed = theirs.addressed + addressed, mine.addressed + 1.0 - addressed
        theirs.beside, mine.beside = theirs.beside + 1, mine.beside + 1

    def _occasions(
        self,
        sim: Simulation,
        contact: Contact,
        volunteer: Volunteer,
        witness: Professional,
        addressed: float,
    ) -> list[float]:
        """How far this is an occasion to the professional who sees it, 0-1 by cause (``CAUSES``)."""
        task_type, found = contact.request.task_type, [0.0] * _MANY
        mine: Paid = witness.own[self.k]
        own = part_of_own_time(witness.recent, task_type)
        if not contact.request.core or not waited(sim, contact):
            stake = own * (1.0 - self._expects(sim, witness.unit, mine, FAMILY[task_type]))
            mine.claims += stake
            found[0] = stake if self.claim else 0.0
        if self.passed_over and mine.weeks_beside:
            found[1] = too_little(own, addressed, mine.used_to)
        if self.repair:
            left = hours_left(sim, contact) / self.heavy
            found[2] = left if left < 1.0 else 1.0
        if self.deprived and mine.relational < mine.usual:
            weight = sim.task_types[task_type].relational_weight
            found[3] = weight * (1.0 - mine.relational / mine.usual)
        if self.at_odds and would_both_act(sim, contact, volunteer, witness):
            found[4] = abs(volunteer.alignment - witness.alignment)
        return found

    def on_contact_by_professional(self, sim: Simulation, contact: Contact, person: Professional) -> None:
        """A volunteer who is there, with nothing to do, sees somebody paid do what they came for."""
        unit, task_type = person.unit, contact.request.task_type
        if unit.at_distance[task_type]:
            return
        colleague = one_of(unit.present, contact)
        if colleague is not None:
            self._notice(sim, contact, colleague, by_volunteer=False)
            self._see_what_training_adds(sim, contact, colleague, by_volunteer=False)
        onlooker = one_of(unit.present_volunteers, contact)
        if onlooker is None:
            return
        mine: Unpaid = onlooker.own[self.k]
        idle = onlooker.free_since is not None and onlooker.free_since <= contact.started
        if self.claim and idle and task_type in onlooker.traits.task_types:
            own = part_of_own_work(onlooker, task_type)
            claim = own * self._hopes(sim, unit, mine, FAMILY[task_type])
            self._be_hurt(self.between(sim, onlooker, person), onlooker, claim)
        self._notice(sim, contact, onlooker, by_volunteer=False)

    def _notice(self, sim: Simulation, contact: Contact, who: Helper, by_volunteer: bool) -> None:
        """One contact more of what volunteers, or paid people, do here."""
        mine: Paid | Unpaid = who.own[self.k]
        family = FAMILY[contact.request.task_type]
        mine.seen.note(family, float(by_volunteer), float(not by_volunteer), sim.now, self.memory * WEEK)

    def _see_what_training_adds(
        self, sim: Simulation, contact: Contact, who: Professional, by_volunteer: bool
    ) -> None:
        """Hard work goes well; whether it was somebody trained who did it (C126)."""
        if contact.success and contact.request.difficulty > self.hard:
            mine: Paid = who.own[self.k]
            mine.hard.add(sim.now, self.memory * WEEK, float(not by_volunteer), float(by_volunteer))

    def on_no_show(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Who does not turn up while somebody waits leaves the work to those who are there."""
        hours, there = first_that_waits(sim, volunteer), volunteer.unit.present
        if self.repair and hours > 0.0:
            for person in there.values():
                left = [0.0] * _MANY
                left[2] = min(1.0, hours / len(there) / self.heavy)
                self._be_rubbed(sim, self.between(sim, volunteer, person), person, volunteer, left)

    def on_left_alone(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> None:
        """A call that nobody came for is work left to a volunteer."""
        if self.repair:
            hours, rub = sim.parameters.difficulty.call_hours, self.between(sim, volunteer, professional)
            self._be_hurt(rub, volunteer, min(1.0, hours / self.heavy))

    def on_cancelled(self, sim: Simulation, coach: Professional, appointment: Appointment) -> None:
        """So is a talk that does not take place."""
        if self.repair:
            for volunteer in appointment.volunteers:
                rub = self.between(sim, volunteer, coach)
                self._be_hurt(rub, volunteer, min(1.0, appointment.hours / self.heavy))

    def on_meeting(
        self, sim: Simulation, volunteer: Volunteer, professional: Professional, good: bool
    ) -> None:
        """A volunteer feels the tension of whom they meet."""
        rub = self.between(sim, volunteer, professional)
        passed_on = self.tone * self.step * rub.of_professional
        rub.of_volunteer += passed_on * (1.0 - rub.of_volunteer)

    def between(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> Rub:
        """What stands between two people who have to do with each other now."""
        mine: Unpaid = volunteer.own[self.k]
        rub = mine.rubs.get(professional.name)
        if rub is None:
            rub = mine.rubs[professional.name] = Rub(sim.now)
        rub.fade(sim.now, self.tau * WEEK)
        rub.met = sim.now
        return rub

    def _be_rubbed(
        self,
        sim: Simulation,
        rub: Rub,
        professional: Professional,
        volunteer: Volunteer,
        occasions: list[float],
    ) -> None:
        """Occasions to a professional, by cause."""
        record: House = volunteer.unit.own[self.k]
        before, more = rub.of_professional, self.step * fsum(occasions)
        rub.of_professional += (more if more < 1.0 else 1.0) * (1.0 - before)
        for place, occasion in enumerate(occasions):
            record.occasions[place] += occasion
        if before < self.line <= rub.of_professional:
            cause = CAUSES[occasions.index(max(occasions))]
            sim.emit(GrewTense(sim.now, professional, volunteer, cause))

    def _be_hurt(self, rub: Rub, volunteer: Volunteer, occasion: float) -> None:
        """An occasion to a volunteer, 0-1."""
        record: House = volunteer.unit.own[self.k]
        rub.of_volunteer += self.step * occasion * (1.0 - rub.of_volunteer)
        record.of_volunteers += occasion

    # -- settling -------------------------------------------------------------------------------------------

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """In a talk about the task both hear what the other believes, and the team will hear of it."""
        if not isinstance(coach, Professional) or appointment.form not in ABOUT_THE_TASK:
            return
        record: House = coach.unit.own[self.k]
        theirs: Paid = coach.own[self.k]
        weight = self.prior * min(1.0, understood(sim.parameters, 1.0))
        for volunteer in appointment.volunteers:
            mine: Unpaid = volunteer.own[self.k]
            for family in sorted({FAMILY[task_type] for task_type in volunteer.traits.task_types}):
                said = self._hopes(sim, coach.unit, mine, family)
                answer = self._expects(sim, coach.unit, theirs, family)
                self._hear(sim, theirs.seen, family, weight, said)
                self._hear(sim, mine.seen, family, weight, answer)
                record.told[family] += said
                record.talks[family] += 1
                theirs.told[family] += said
                theirs.talks[family] += 1

    def _hear(self, sim: Simulation, seen: Seen, family: int, weight: float, belief: float) -> None:
        """What somebody else believes counts as contacts that were seen."""
        seen.note(family, weight * belief, weight * (1.0 - belief), sim.now, self.memory * WEEK)

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """Conflicts are settled, the team hears of talks, people get used to things, and tension is felt."""
        mine: House = unit.own[self.k]
        pairs = self._pairs(sim, unit)
        self._settle(sim, unit, mine, pairs)
        for person in unit.staff():
            self._hear_of_talks(sim, person, mine)
            self._get_used_to(sim, person)
        for volunteer in unit.regulars():
            theirs: Unpaid = volunteer.own[self.k]
            if theirs.beside:
                lately = theirs.addressed / theirs.beside
                theirs.used_to = relax_towards(theirs.used_to, lately, self.habit)
                theirs.addressed, theirs.beside = 0.0, 0
        tense = self._feel(sim, unit, pairs)
        causes = mine.occasions
        sim.emit(FrictionWeek(sim.now, mine.contacts, causes[0], causes[1], causes[2], causes[3], causes[4],
                              mine.of_volunteers, len(pairs), tense))  # fmt: skip
        mine.open_a_week()

    def _settle(self, sim: Simulation, unit: Unit, mine: House, pairs: list[Standing]) -> None:
        """Hours that coordinators had for conflicts go to the pairs that are most tense."""
        for coordinator in unit.coordinators.values():
            standing: Paid = coordinator.own[self.k]
            mine.hours += coordinator.hours["conflicts"] - standing.settled
            standing.settled = coordinator.hours["conflicts"]
        many = int(mine.hours / self.talk_hours)
        mine.hours -= many * self.talk_hours
        if not many:
            return
        staff = {person.name: person for person in unit.staff()}
        felt = [((-pair[2].both(), pair[0].name, pair[1]), pair) for pair in pairs if pair[1] in staff]
        tense = [each for each in felt if each[0][0] < 0.0]
        for _, (volunteer, name, rub) in sorted(tense, key=_TENSEST)[:many]:
            rub.ease(self.settle)
            sim.emit(Settled(sim.now, staff[name], volunteer))

    def _pairs(self, sim: Simulation, unit: Unit) -> list[Standing]:
        """Those who had to do with each other in the last four weeks, as tense as they are now."""
        since, found = sim.now - RECENT_WEEKS * WEEK, []
        for volunteer in unit.volunteers.values():
            mine: Unpaid = volunteer.own[self.k]
            for name, rub in mine.rubs.items():
                if rub.met >= since:
                    rub.fade(sim.now, self.tau * WEEK)
                    found.append((volunteer, name, rub))
        return found

    def _hear_of_talks(self, sim: Simulation, person: Professional, record: House) -> None:
        """At the next meeting the team hears what was said in talks about tasks; whoever had them knows it."""
        mine: Paid = person.own[self.k]
        weight = self.prior * min(1.0, understood(sim.parameters, 1.0))
        for family, talks in enumerate(record.talks):
            of_others = talks - mine.talks[family]
            if of_others and person.week.available > 0:
                told = max(0.0, record.told[family] - mine.told[family])
                self._hear(sim, mine.seen, family, weight, told / of_others)
        mine.tell_the_team()

    def _get_used_to(self, sim: Simulation, person: Professional) -> None:
        """How often one is asked, and the time with clients, that one is used to; weeks away count for nothing."""
        mine: Paid = person.own[self.k]
        if mine.beside:
            lately = mine.addressed / mine.beside
            mine.used_to = relax_towards(mine.used_to, lately, self.habit) if mine.weeks_beside else lately
            mine.stake = relax_towards(mine.stake, mine.claims / mine.beside, self.tau)
            mine.weeks_beside += 1
        mine.addressed, mine.claims, mine.beside = 0.0, 0.0, 0
        if person.week.available > 0:
            mine.weeks += 1.0
            hours, lately = person.week.relational, sim.parameters.times.mood
            mine.relational += (hours - mine.relational) / min(mine.weeks, lately)
            mine.usual += (hours - mine.usual) / min(mine.weeks, self.habit)

    def _feel(self, sim: Simulation, unit: Unit, pairs: list[Standing]) -> int:
        """Everybody's mean tension, and that of pairs; how many of these are tense."""
        tense, since = 0, sim.now - RECENT_WEEKS * WEEK
        of_staff: defaultdict[str, list[float]] = defaultdict(list)
        for volunteer, name, rub in pairs:
            of_staff[name].append(rub.of_professional)
            tense += rub.of_professional >= self.line
            pair = volunteer.pairs.get(name)
            if pair is not None:
                stand_between(sim, pair, rub.of_professional, rub.of_volunteer)
        for person in unit.staff():
            mine: Paid = person.own[self.k]
            mine.tension = _mean(of_staff.get(person.name))
        for volunteer in unit.volunteers.values():
            own: Unpaid = volunteer.own[self.k]
            if own.rubs:  # until people rub they are as tense as is usual
                felt = [rub.of_volunteer for rub in own.rubs.values() if rub.met >= since]
                tension.be_tense(volunteer, _mean(felt))
        return tense

    # -- what it does ---------------------------------------------------------------------------------------

    def offer_tensions(self, unit: Unit) -> dict[str, float] | None:
        """Friction weighs on strain by itself."""
        return {}

    def offer_worth(self, sim: Simulation, person: Professional) -> tuple[float, float] | None:
        """What is at stake is how far own work is claimed; training adds to what untrained people do (C126)."""
        mine: Paid = person.own[self.k]
        mine.hard.fade(sim.now, self.memory * WEEK)
        return mine.stake, mine.hard.share(self.legitimacy, self.prior)

    def _of_professional(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> float:
        """Tension of a professional with a volunteer now, 0-1."""
        mine: Unpaid = volunteer.own[self.k]
        rub = mine.rubs.get(professional.name)
        if rub is None:
            return 0.0
        rub.fade(sim.now, self.tau * WEEK)
        return rub.of_professional

    def times_attention(self, sim: Simulation, professional: Professional, volunteer: Volunteer) -> float:
        """One turns less to somebody one is tense with; to whom one would turn is not asked a second time."""
        return 1.0 - self._of_professional(sim, volunteer, professional)

    def times_handing_over(self, sim: Simulation, professional: Professional, volunteer: Volunteer) -> float:
        """One hands over less to somebody one is tense with."""
        return 1.0 - self._of_professional(sim, volunteer, professional)

    def veto_talk(self, sim: Simulation, coach: Professional, volunteer: Volunteer) -> bool:
        """One puts off a talk with somebody one is tense with."""
        felt = self._of_professional(sim, volunteer, coach)
        return felt > 0.0 and sim.random.of["keeps away from a talk"][volunteer.name].happens(felt)

    def times_credit(self, sim: Simulation, coach: Professional, volunteer: Volunteer) -> float:
        """Less gets across between people who are tense with each other."""
        return 1.0 - self.between(sim, volunteer, coach).both()

    def times_asking(self, sim: Simulation, volunteer: Volunteer) -> float:
        """A volunteer calls less where those who are there are people they are tense with."""
        mine: Unpaid = volunteer.own[self.k]
        felt = []
        for name in volunteer.unit.present:
            rub = mine.rubs.get(name)
            if rub is not None:
                rub.fade(sim.now, self.tau * WEEK)
            felt.append(0.0 if rub is None else rub.of_volunteer)
        return 1.0 - _mean(felt)

    def add_to_strain(self, person: Professional) -> float:
        """Tension strains, against what is usual here (ND21)."""
        mine: Paid = person.own[self.k]
        return self.strain * (mine.tension - self.usual) / self.spread

    def add_to_pleasure(self, person: Professional) -> float:
        """And takes pleasure away."""
        mine: Paid = person.own[self.k]
        return -self.pleasure * (mine.tension - self.usual) / self.spread


def too_little(own: float, share: float, used_to: float) -> float:
    """How far somebody is passed over, paid or not: the other is asked more than one is used to, in own work; 0-1."""
    return own * (share - used_to) if share > used_to else 0.0


def part_of_own_work(volunteer: Volunteer, task_type: int) -> float:
    """Part of a volunteer's own work that is of the family of a task type; at first what they came for, evenly."""
    own = part_of_own_time(volunteer.recent, task_type)
    if own > 0.0 or any(volunteer.recent):
        return own
    came_for = [FAMILY[each] for each in volunteer.traits.task_types]
    return came_for.count(FAMILY[task_type]) / len(came_for)


def _or(answer: float | None, otherwise: float) -> float:
    return otherwise if answer is None else answer


def _mean(felt: list[float] | None) -> float:
    return fsum(felt) / len(felt) if felt else 0.0
