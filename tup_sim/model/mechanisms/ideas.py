"""Ideas of volunteers: had at work, kept, told in a talk by who feels safe enough, and adopted or not (C106, C125).

A fellow volunteer who coaches cannot change how the house works; an idea told there is kept for somebody who can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.model.mechanisms.base import WEEK, Count, Declared, Line, Mechanism, assumed, state, tally
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Volunteer

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class IdeaHeard(NamedTuple):
    """A volunteer told somebody paid how the work could be done better; ``adopted``: that is how it is done now."""

    now: float
    volunteer: Volunteer
    professional: Helper
    adopted: bool


class Idea:
    """What a volunteer has to tell."""

    def __init__(self) -> None:
        self.had: float | None = None


IDEAS = Declared(
    key="ideas",
    extension=True,
    switch="Volunteers have ideas and tell them; off: nobody has one.",
    sources="C106, C125",
    section="Ideas",
    groups={"ideas": "Ideas of volunteers."},
    numbers=(
        assumed(
            "ideas.rate", 0.5, "probability", 0, 1,
            "A contact in which something went wrong, decided alone from beginning to end, gives the volunteer an"
            " idea.",
            source="OWN3, C106", plausible=(0.2, 0.9),
        ),
        assumed(
            "ideas.memory_weeks", 13.0, "weeks", 0.1, 260,
            "How long an idea is kept for an occasion to tell it.",
            source="OWN3, C106", plausible=(4, 26),
        ),
        assumed(
            "ideas.adopted", 0.3, "probability", 0, 1,
            "Somebody paid who hears an idea does it that way from now on, where nothing is fixed by protocol.",
            source="OWN3, C106, C125", plausible=(0.1, 0.6),
        ),
    ),
    states=(
        state(
            "volunteer", Idea,
            had="hour at which they saw how the work could be done better; None when there is nothing to tell.",
        ),
    ),
    events=(IdeaHeard,),
    outcomes=(
        tally(
            "improvements_adopted", "volunteers", "Ideas of volunteers adopted", "ideas per year", "higher",
            "Ideas volunteers told in talks with somebody paid and that were adopted, per year;"
            " 0 without `mechanisms.ideas`.",
            Count(IdeaHeard, "adopted"),
        ),
    ),
    lines=(
        Line(
            IdeaHeard, "volunteer", "each",
            "Told {professional} how the work could be done better; it was adopted.", "adopted",
        ),
        Line(
            IdeaHeard, "volunteer", "each",
            "Told {professional} how the work could be done better; nothing came of it.", "adopted=False",
        ),
        Line(
            IdeaHeard, "professional", "count",
            "once was told by a volunteer how the work could be done better"
            " | {n} times was told by volunteers how the work could be done better",
        ),
    ),
    paragraph=(
        "After a contact in which something went wrong and nobody could solve it, a volunteer knows how it could "
        "have gone with probability `ideas.rate` x the share of decisions taken alone: who only carries out sees "
        "nothing to change. The idea is kept for `ideas.memory_weeks` and told in the next talk of any kind with "
        "somebody paid, with probability equal to felt safety. It is adopted with probability `ideas.adopted` x "
        "(1 - `protocol_tightness`): what a protocol fixes cannot be done otherwise. A fellow volunteer who "
        "coaches cannot change how the house works, so nothing is told there. Which pattern adopts more is not "
        "written: more is decided alone where professionals are far away, and fewer of them are there to hear it. "
        "In a third of the house (4 runs, a year) 0.8, 4.5 and 6.5 ideas a year are adopted in *extra*, *peer* "
        "and *owner*: more where volunteers do more than carry out (C106, C125), but not fewer in *owner* than in "
        "*peer* as C125 expects. Nothing follows from an idea but the outcome `improvements_adopted`; how much "
        "better the work becomes by one, nobody has measured."
    ),
)  # fmt: skip


class Ideas(Mechanism):
    """Volunteers have ideas and tell them."""

    declared: ClassVar[Declared] = IDEAS
    rate: float
    memory_weeks: float
    adopted: float

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """Something went wrong, and afterwards one knows how it could have gone."""
        if contact.struggled:
            rng = sim.random.stream("idea", volunteer.name)
            if rng.happens(self.has_an_idea(contact.decided_alone)):
                mine: Idea = volunteer.own[self.k]
                mine.had = sim.now

    def has_an_idea(self, decided_alone: float) -> float:
        """Probability of an idea after a contact that went wrong, by the share of its decisions taken alone (0-1)."""
        return self.rate * decided_alone

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """Whoever has an idea and feels safe tells it in a talk with somebody paid."""
        if not coach.paid or appointment.form == "attention":
            return
        for volunteer in appointment.volunteers:
            mine: Idea = volunteer.own[self.k]
            if mine.had is None or sim.now - mine.had > self.memory_weeks * WEEK:
                continue
            if sim.random.stream("tells an idea", volunteer.name).happens(volunteer.safety):
                mine.had = None
                room = self.is_adopted(sim.parameters.protocol_tightness)
                adopted = sim.random.stream("is heard", volunteer.name).happens(room)
                sim.emit(IdeaHeard(sim.now, volunteer, coach, adopted))

    def is_adopted(self, protocol_tightness: float) -> float:
        """Probability that an idea is adopted; what a protocol fixes (0-1) cannot be done otherwise."""
        return self.adopted * (1.0 - protocol_tightness)
