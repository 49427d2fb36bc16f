"""Professionals see volunteers at work: who does my work, who needs me, and is it true what we are told?

Counts of what one person saw or lived through (a Beta belief), which fade. Overlap and clarity of roles act
through what is seen and no other way (C107, C126, C187).
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.effects.tension import feel_worth
from tup_sim.model.events import ProfessionalWeek
from tup_sim.model.mechanisms.base import (
    WEEK,
    Declared,
    Mechanism,
    assumed,
    chosen,
    mean_state,
    of_staff,
    read,
    state,
)
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.welcoming import show_openness
from tup_sim.model.rules.decay import retention

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class BetaBelief:
    """How sure somebody is of something: what speaks for it and what against it, in events."""

    def __init__(self, share: float = 0.0, prior: float = 1.0) -> None:
        self.speaks, self.against = prior * share, prior * (1.0 - share)

    def share(self) -> float:
        """How sure, 0-1."""
        return self.speaks / (self.speaks + self.against)

    def forget(self, keep: float, share: float, prior: float, least: float) -> None:
        """What was seen fades, and what was believed before comes back; at least so many events speak against it."""
        self.speaks = max(0.0, keep * self.speaks + (1.0 - keep) * prior * share)
        self.against = max(least, keep * self.against + (1.0 - keep) * prior * (1.0 - share))


class Beliefs:
    """What somebody paid makes of what they see."""

    def __init__(self) -> None:
        self.replaceable, self.legitimacy, self.message = BetaBelief(), BetaBelief(), BetaBelief()


def _threat(event: ProfessionalWeek) -> float:
    return event.professional.threat


def _legitimacy(event: ProfessionalWeek) -> float:
    return event.professional.legitimacy


DISPLACEMENT_THREAT = Declared(
    key="displacement_threat",
    extension=True,
    switch="Professionals feel more or less replaceable by what they see; off: it stays.",
    sources="C107, C126, C183",
    section="Professionals among volunteers",
    groups={"threat": "Felt threat and legitimacy."},
    numbers=(
        assumed(
            "threat.prior", 20.0, "events", 1, 1000,
            "Weight of what a professional believed before, in events.",
            plausible=(10, 40),
        ),
        assumed(
            "threat.start", 0.25, "0-1", 0.01, 0.99,
            "Felt threat at rest.",
            source="C107, OWN3", plausible=(0.1, 0.4),
        ),
        assumed(
            "threat.legitimacy", 0.75, "0-1", 0.01, 0.99,
            "Belief at rest that the own training is needed.",
            source="C126, OWN3", plausible=(0.6, 0.9),
        ),
        assumed(
            "threat.memory", 26.0, "weeks", 1, 520,
            "Time constant in which what was seen is forgotten.",
            plausible=(13, 78),
        ),
        assumed(
            "threat.own_share", 0.20, "share of contact hours", 0, 1,
            "Part of the own contact time from which a family counts as one's own work.",
            source="C107, OWN3", plausible=(0.1, 0.3),
        ),
        assumed(
            "threat.hard", 0.5, "0-1", 0, 1,
            "Difficulty above which a task is thought to need training.",
            source="C126, OWN3", plausible=(0.4, 0.6),
        ),
        assumed(
            "threat.redundancy", 10.0, "events", 0, 200,
            "Weight of a colleague who gets notice.",
            source="C107, OWN3", plausible=(5, 20),
        ),
        assumed(
            "threat.stranger", 2.0, "factor", 1, 10,
            "Weight of a success of a stranger against that of a known volunteer.",
            source="C153, OWN3", plausible=(1, 3),
        ),
        assumed(
            "threat.message", 3.0, "events", 0, 50,
            "Weight of a clear and credible surplus message, each time it is given.",
            source="C183, OWN3", plausible=(1, 6),
        ),
        assumed(
            "threat.message_weeks", 4, "weeks", 1, 52,
            "Weeks between two times the surplus message is given.",
            plausible=(2, 13),
        ),
        assumed(
            "threat.credibility", 0.75, "0-1", 0.01, 0.99,
            "Credibility of a message that nothing has contradicted.",
            source="C183, OWN3", plausible=(0.5, 0.9),
        ),
        assumed(
            "threat.guard", 0.3, "-", 0, 2,
            "Openness that one unit of threat above the usual hides.",
            source="C107, OWN3", plausible=(0, 0.6),
        ),
        assumed(
            "threat.strain", 0.5, "SD", 0, 3,
            "Strain added by one unit of threat above the usual (role conflict).",
            source="ND21", plausible=(0, 1),
        ),
        assumed(
            "threat.usual_replaced", 0.00395, "share of contacts seen", 0, 1,
            "Successes of volunteers in own work among contacts seen, that professionals here are used to.",
            source="OWN2", plausible=(0, 0.2),
        ),
        assumed(
            "threat.usual_calls", 0.0271, "per contact seen", 0, 5,
            "Calls by volunteers per contact seen that professionals take for granted.",
            source="OWN2", plausible=(0, 0.2),
        ),
        assumed(
            "threat.usual_able", 0.0288, "share of contacts seen", 0, 1,
            "Successes of volunteers in hard tasks among contacts seen, that professionals are used to.",
            source="OWN2", plausible=(0, 0.2),
        ),
        assumed(
            "threat.usual_unable", 0.0035, "share of contacts seen", 0, 1,
            "Failures of volunteers in hard tasks among contacts seen, that professionals are used to.",
            source="OWN2", plausible=(0, 0.2),
        ),
        assumed(
            "threat.least_against", 1.0, "events", 0.01, 100,
            "What always speaks against a belief, however little of it was seen.",
            plausible=(0.5, 2), extensive=False,
        ),
        chosen(
            "surplus_message", 0.0, "0-1", 0, 1,
            "Clarity of the message that volunteers offer a surplus; 0 = no message.",
            source="C183",
        ),
    ),
    reads=(read("threat.stranger_weeks", float), read("announce_newcomers", float)),
    states=(
        state(
            "professional", Beliefs,
            replaceable="the belief that people like me can be replaced.",
            legitimacy="the belief that my training is needed.",
            message="the belief that what is said about volunteers is true.",
        ),
    ),
    outcomes=(
        mean_state(
            "felt_threat", "professionals", "Felt threat", "0-1", "lower",
            "Mean belief of professionals that people like them can be replaced, over weeks of employed people.",
            ProfessionalWeek, _threat, of_staff,
        ),
        mean_state(
            "professional_legitimacy", "professionals", "Felt worth of training", "0-1", "higher",
            "Mean belief of professionals that their training is needed for their work, over weeks of employed people.",
            ProfessionalWeek, _legitimacy, of_staff,
        ),
    ),
    left_out=("surplus_message",),
    paragraph=(
        "Felt threat is a Beta belief \"people like me can be replaced\", with `threat.prior` events of earlier "
        "belief and `threat.start` at rest:\n\n"
        "    for      + 1 (a stranger of the first stranger_weeks: x stranger)  a volunteer succeeds in"
        " a family that takes more than\n"
        "                                                                       own_share of my own contact time\n"
        "             + redundancy x part of the post                           a colleague gets notice\n"
        "    against  + 1                                                       a volunteer calls me\n"
        "             + message x surplus_message x credibility                 every message_weeks, if"
        " I was at work\n"
        "    each week both fade to the prior in threat.memory; per contact seen usual_replaced and"
        " usual_calls are taken off\n\n"
        "What is usual here counts for nothing, so threat at rest stays at rest. Not being called is no "
        "evidence: the count against never falls below the prior. (With a symmetric count the two coordinators "
        "of the buddy programme felt threatened whenever a fortnight was quiet.) *Credibility* is a belief of "
        "its own: each core task seen under a message counts against it. *Legitimacy*, the belief that one's "
        "training is needed, is moved by volunteers who succeed or fail in tasks harder than `threat.hard`. The "
        "tempting wording, \"threat grows with overlap and falls with clarity\", is the claim itself. A talk "
        "about the task (`dialogue_interval`) has no direct effect on threat for the same reason. Threat above "
        "rest adds `threat.strain` to the target of strain (role conflict, ND21), and hides `threat.guard` of "
        "openness. Where friction is on as well, these beliefs are what `felt_threat` and `professional_legitimacy` "
        "tell, and what friction would make of both is not asked."
    ),
)  # fmt: skip


class DisplacementThreat(Mechanism):
    """Professionals feel more or less replaceable by what they see."""

    declared: ClassVar[Declared] = DISPLACEMENT_THREAT
    prior: float
    start: float
    legitimacy: float
    memory: float
    own_share: float
    hard: float
    redundancy: float
    stranger: float
    message: float
    message_weeks: int
    credibility: float
    guard: float
    strain: float
    usual_replaced: float
    usual_calls: float
    usual_able: float
    usual_unable: float
    least_against: float
    surplus_message: float
    stranger_weeks: float
    announce_newcomers: float

    def on_new_professional(self, sim: Simulation, person: Professional) -> None:
        """Whoever is new believes what people here believe at rest."""
        mine: Beliefs = person.own[self.k]
        mine.replaceable = BetaBelief(self.start, self.prior)
        mine.legitimacy = BetaBelief(self.legitimacy, self.prior)
        mine.message = BetaBelief(self.credibility, self.prior)
        feel_worth(person, mine.replaceable.share(), mine.legitimacy.share())

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A volunteer's contact that a professional saw is evidence, against what is usually seen here (C107, C126)."""
        witness = contact.witness
        if witness is None:
            return
        mine: Beliefs = witness.own[self.k]
        belief = mine.replaceable
        belief.speaks -= self.usual_replaced
        belief.against -= self.usual_calls
        if contact.success and self.is_own_work(witness, contact.request.task_type):
            belief.speaks += self.weight_of(volunteer.tenure(sim.now) / WEEK)
        self._judge_training(mine.legitimacy, contact)
        if self.surplus_message > 0 and contact.request.core:
            mine.message.against += 1.0

    def _judge_training(self, belief: BetaBelief, contact: Contact) -> None:
        """Untrained people who succeed in hard tasks make one wonder what training is for (C126)."""
        belief.against -= self.usual_able
        belief.speaks -= self.usual_unable
        if contact.request.difficulty > self.hard:
            if contact.success:
                belief.against += 1.0
            else:
                belief.speaks += 1.0

    def on_call(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> None:
        """A volunteer who calls shows that a professional is needed."""
        mine: Beliefs = professional.own[self.k]
        mine.replaceable.against += 1.0

    def on_notice(self, sim: Simulation, professional: Professional, fte: float) -> None:
        """A colleague loses the post, or a part of it, and everybody in the organisation knows."""
        for unit in sim.organisation.units:
            for person in unit.staff():
                mine: Beliefs = person.own[self.k]
                mine.replaceable.speaks += self.redundancy * fte

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """At the end of the week: what was seen fades, and the message is heard by who was there (C183)."""
        told = self.surplus_message > 0 and round(sim.now / WEEK) % self.message_weeks == 0
        for person in unit.staff():
            mine: Beliefs = person.own[self.k]
            self._forget(mine)
            if told and person.week.available > 0:
                mine.replaceable.against += self.message * self.surplus_message * mine.message.share()
            show_openness(sim, person)

    def offer_worth(self, sim: Simulation, person: Professional) -> tuple[float, float] | None:
        """These beliefs are what is felt; before what friction makes of it, which is asked later."""
        mine: Beliefs = person.own[self.k]
        return mine.replaceable.share(), mine.legitimacy.share()

    def _forget(self, mine: Beliefs) -> None:
        keep = retention(self.memory)
        mine.replaceable.forget(keep, self.start, self.prior, self.least_against)
        # Not being called is no evidence: only what was seen in own work speaks for being replaceable.
        mine.replaceable.against = max(mine.replaceable.against, self.prior * (1.0 - self.start))
        mine.legitimacy.forget(keep, self.legitimacy, self.prior, self.least_against)
        mine.message.forget(keep, self.credibility, self.prior, self.least_against)

    def add_to_hiding(self, person: Professional) -> float:
        """Fear hides openness (C107)."""
        mine: Beliefs = person.own[self.k]
        return self.guard * (mine.replaceable.share() - self.start)

    def add_to_strain(self, person: Professional) -> float:
        """Feeling replaceable strains, above the usual (ND21)."""
        mine: Beliefs = person.own[self.k]
        return self.strain * (mine.replaceable.share() - self.start)

    def is_own_work(self, person: Professional, task_type: int) -> bool:
        """A family that takes a good part of the person's own time with clients (C107)."""
        family, recent = FAMILY_OF_TASK_TYPE[task_type], person.recent
        own = fsum([hours for hours, name in zip(recent, FAMILY_OF_TASK_TYPE, strict=True) if name == family])
        return own > self.own_share * fsum(recent)

    def weight_of(self, weeks: float) -> float:
        """A success of a stranger counts double, less so for somebody who was announced (C153, C212)."""
        if weeks >= self.stranger_weeks:
            return 1.0
        return 1.0 + (self.stranger - 1.0) * (1.0 - self.announce_newcomers)
