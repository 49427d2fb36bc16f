"""Saying goodbye: the last talk, and what a leaver who left well does for the house later (C179).

The talk takes the hours that the desk takes for a leaver anyway, and waits there like all work for candidates; when
it comes too late, the leaver is out of reach.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from math import expm1, fsum, log1p
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.model.mechanisms.base import (
    WEEK,
    Count,
    Declared,
    Line,
    Mechanism,
    assumed,
    chosen,
    ratio,
    state,
)
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.volunteer import Candidate, Volunteer
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.recruiting import apply

if TYPE_CHECKING:
    from simpy import Event

    from tup_sim.model.clock import Process
    from tup_sim.model.simulation import Simulation

_OPEN_ENDED = ("citizen", "ex_client", "employer")


class SaidGoodbye(NamedTuple):
    """A last talk with somebody who left; ``ending``: how well they left, 0 if it came too late."""

    now: float
    volunteer: Volunteer
    ending: float


class EndingPractice(StrEnum):
    """What the desk does when somebody leaves."""

    NONE = "none"
    TALK = "talk"


class Former:
    """Somebody who left well: name, hour of the last talk, and how well, 0-1."""

    def __init__(self, name: str, left: float, ending: float) -> None:
        self.name, self.left, self.ending = name, left, ending


class Leavers:
    """Who left, as far as the house still has to do with them."""

    def __init__(self) -> None:
        self.goodbyes: list[Volunteer] = []
        self.former: list[Former] = []


LAST_TALK = Declared(
    key="last_talk",
    extension=True,
    switch="",
    acts_with="recruitment",
    sources="C179",
    section="Endings",
    groups={"ending": "What a talk at the end is worth."},
    numbers=(
        chosen(
            "ending_practice", EndingPractice.NONE, "-", None, None,
            "Time for a leaver closes the file (none), or is a talk with the leaver (talk).",
            source="C179",
        ),
        assumed(
            "ending.reach_weeks", 6.0, "weeks", 0.1, 52,
            "How long a leaver can still be reached for a talk; it is worth less the longer it waits.",
            source="OWN3, C179", plausible=(2, 13),
        ),
        assumed(
            "ending.ambassador", 0.5, "ratio", 0, 2,
            "Word of mouth of somebody who has just left well, against that of a volunteer.",
            source="OWN3, C179", plausible=(0.1, 1),
        ),
        assumed(
            "ending.memory_weeks", 52.0, "weeks", 1, 520,
            "How long somebody who left keeps speaking of it, and thinks of coming back.",
            source="OWN3, C179", plausible=(26, 104),
        ),
        assumed(
            "ending.return_rate", 0.10, "per year", 0, 5,
            "How often somebody who left as well as can be asks to come back, just after leaving.",
            source="OWN3, C179", plausible=(0.03, 0.3),
        ),
    ),
    states=(
        state(
            "organisation", Leavers, goodbyes="leavers who wait for a last talk in hours set aside for it.",
            former="leavers who had a last talk in time: name, hour of the talk, and how well they left (0-1).",
        ),
    ),
    events=(SaidGoodbye,),
    outcomes=(
        ratio(
            "ending_quality", "volunteers", "How well people leave", "0-1", "higher",
            "Mean over last talks: what the leaver felt here, less the longer the talk waited; nothing without last "
            "talks.",
            Count(SaidGoodbye, "ending"), Count(SaidGoodbye), trailing=52,
        ),
    ),
    lines=(
        Line(SaidGoodbye, "volunteer", "each", "Was thanked and heard in a last talk.", "ending"),
        Line(SaidGoodbye, "volunteer", "each", "Was asked for a last talk too late.", "ending=0.0"),
    ),
    left_out=("ending_practice",),
    paragraph=(
        "With `ending_practice: talk` the hours the desk takes for a leaver (`pipeline_hours.exit_talk`) are a talk "
        "with the leaver instead of closing the file. It waits at the desk like everything there:\n\n"
        "    ending = belonging x (1 - weeks waited/reach_weeks), at least 0\n\n"
        "(`ending.*`). Belonging is the leaver's own, at the moment of leaving; why somebody left is not in it. Who "
        "left well speaks of the house (`ambassador` x ending of a volunteer's word of mouth) and may ask to come back "
        "(`return_rate` x ending per year); both fade with `memory_weeks`, so that most never return: `return_rate` x "
        "ending x `memory_weeks`/52 is on average the number of returns. Each person has one level at which they "
        "return, drawn once. They come through a channel of their own and the usual steps, as the same person: "
        "traits, practice, coaching so far, alignment and acquaintances are theirs; feelings start anew. Who was sent "
        "away does not. *Why the talk as a condition:* word of mouth and enquiries were measured with people in them "
        "who left as people usually leave; only what a talk adds may count. At the assumed rates the effect is small: "
        "65.3 volunteers against 64.7 in the third year, difference +0.6 (-0.8 to 2.1; 5 paired runs)."
    ),
)  # fmt: skip


class LastTalk(Mechanism):
    """Who leaves is thanked and heard, speaks well of the house, and may come back."""

    declared: ClassVar[Declared] = LAST_TALK
    ending_practice: str
    reach_weeks: float
    ambassador: float
    memory_weeks: float
    return_rate: float

    def on_departure(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Somebody has left; the coordinator closes the file, or makes time for a last talk."""
        p = sim.parameters
        hours = p.pipeline_hours.exit_talk
        if hours <= 0 or volunteer.occasional:
            return
        if self.ending_practice == "none":
            give_to_desk(sim, DeskTask(hours, None))
        if p.support_split.ending > 0:
            self._leavers(sim.organisation).goodbyes.append(volunteer)
        elif self.ending_practice == "talk":
            self._hold(sim, volunteer)

    def offer_goodbyes(self, sim: Simulation, hours: float) -> float | None:
        """Last talks take their turn as far as the hours set aside go."""
        mine, each = self._leavers(sim.organisation), sim.parameters.pipeline_hours.exit_talk
        while mine.goodbyes and hours >= each:
            hours -= each
            self._hold(sim, mine.goodbyes.pop(0))
        return hours

    def add_to_word_of_mouth(self, sim: Simulation) -> float:
        """Leavers who left well and still speak of it, counted as volunteers."""
        former = self._leavers(sim.organisation).former
        return fsum(self.still_speaks_of_it(each.ending, (sim.now - each.left) / WEEK) for each in former)

    def _leavers(self, organisation: Organisation) -> Leavers:
        mine: Leavers = organisation.own[self.k]
        return mine

    def _hold(self, sim: Simulation, volunteer: Volunteer) -> None:
        """The coordinator asks for a last talk, and has it when the desk allows."""
        done = sim.event()
        give_to_desk(sim, DeskTask(sim.parameters.pipeline_hours.exit_talk, done))
        sim.start(self._look_back_together(sim, volunteer, done))

    def _look_back_together(self, sim: Simulation, volunteer: Volunteer, done: Event) -> Process:
        """When the coordinator has made time: how well somebody left, and what may come of it."""
        yield done
        assert volunteer.left is not None
        ending = self.ending_after_talk(volunteer.belonging, (sim.now - volunteer.left) / WEEK)
        sim.emit(SaidGoodbye(sim.now, volunteer, ending))
        if ending > 0.0:
            self._leavers(sim.organisation).former.append(Former(volunteer.name, sim.now, ending))
            self._may_come_back(sim, volunteer, ending)

    def _may_come_back(self, sim: Simulation, volunteer: Volunteer, ending: float) -> None:
        """Who was not sent away may want to return; each person has a level of their own for that."""
        if not volunteer.open_ended or volunteer.reason in ("asked", "organisation"):
            return
        level = sim.random.fresh("return", volunteer.name).exponential()
        weeks = self.weeks_until_return(ending, level)
        if weeks is not None:
            sim.at(sim.now + weeks * WEEK, self.come_back, sim, volunteer)

    def come_back(self, sim: Simulation, volunteer: Volunteer) -> None:
        """The same person asks again, with what they are and what they learned; the pipeline is the usual one."""
        former = self._leavers(sim.organisation).former
        former[:] = [each for each in former if each.name != volunteer.name]
        traits = volunteer.traits
        if traits.route not in _OPEN_ENDED:
            traits = replace(traits, route="citizen")
        name = f"{volunteer.name.removeprefix('volunteer-')}-again"
        apply(sim, Candidate(name, "return", traits, sim.now, former=volunteer))

    def ending_after_talk(self, belonging: float, waited: float) -> float:
        """How well somebody left, 0-1: what they felt here, put into words while they can still be reached.

        Args:
            belonging: of the leaver, 0-1.
            waited: weeks between leaving and the talk.
        """
        return belonging * max(0.0, 1.0 - waited / self.reach_weeks)

    def still_speaks_of_it(self, ending: float, weeks: float) -> float:
        """Word of mouth of a leaver, as a part of that of a volunteer; it fades in the weeks since the talk."""
        return self.ambassador * ending * (1.0 + expm1(-weeks / self.memory_weeks))

    def weeks_until_return(self, ending: float, level: float) -> float | None:
        """When the wish to come back, which fades, has added up to the level of this person; None if it never does."""
        at_most = self.return_rate * ending * self.memory_weeks / WEEKS_PER_YEAR
        return -self.memory_weeks * log1p(-level / at_most) if level < at_most else None
