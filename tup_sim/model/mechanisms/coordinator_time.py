"""Coordinators divide their hours for volunteers over recruiting, guiding and letting go (C179).

What goes to asking people and to last talks is not there for talks with volunteers, and is real work at the desk: it
waits behind candidates, and candidates wait behind it.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.events import SomebodyAsked
from tup_sim.model.mechanisms.base import Declared, Mechanism, assumed, state
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.enquiring import enquire, left_in_pool, usually_left

if TYPE_CHECKING:
    from tup_sim.model.clock import Process
    from tup_sim.model.simulation import Simulation


class SetAside:
    """Hours of coordinators that are kept for something else than guiding volunteers."""

    def __init__(self) -> None:
        self.asking = 0.0
        self.ending = 0.0
        self.asks_waiting = 0


COORDINATOR_TIME = Declared(
    key="coordinator_time",
    extension=True,
    switch="",
    acts_with="recruitment",
    sources="C179",
    section="Division of support",
    numbers=(
        assumed(
            "set_aside_weeks", 4.0, "weeks", 1, 52,
            "Hours set aside for asking people or for last talks, and not used, are kept for so long.",
            source="OWN3, C179", plausible=(2, 8),
        ),
        assumed(
            "ask_hours", 1.0, "hours per contact", 0.1, 20,
            "Time it takes a coordinator to find and ask somebody personally.",
            source="OWN3, C179", plausible=(0.5, 3),
        ),
    ),
    states=(
        state(
            "organisation", SetAside, asking="hours set aside for asking people, and not used yet.",
            ending="hours set aside for last talks, and not used yet.",
            asks_waiting="people who are still to be asked.",
        ),
    ),
    paragraph=(
        "The hours for guiding volunteers (`coordinators.coaching`) are divided over *recruitment*, *running* and "
        "*ending* (`support_split`); all running is the default and changes nothing. Hours for recruitment are asks "
        "on top of `recruitment_asks`, `ask_hours` each: work on the desk that waits behind candidates, as candidates "
        "wait behind it, and only who was asked may enquire (with `ask_yield`). Nobody is asked while those of last "
        "week are still to be asked. Hours for ending are last talks, in turn and as far as they go; who waits too "
        "long is out of reach. What is left is for talks. *Why the default asks cost nothing:* asks in passing are "
        "part of the days the balance was measured with; giving them a price would move it. Which division is best is "
        "not written anywhere, and two years do not tell: in a third of the house (5 paired runs, second year, 99 % "
        "intervals) net volunteer hours are 0.2 a week higher (-1.2 to 1.7) with a tenth for asking and a twentieth "
        "for last talks, and 1.0 higher (-4.8 to 6.8) with everything for asking, where the contact ratio falls from "
        "0.71 to 0.26 (C179 expects that a spread profile wins)."
    ),
)  # fmt: skip


class CoordinatorTime(Mechanism):
    """Hours of coordinators go to asking people and to last talks, as far as the house says so."""

    declared: ClassVar[Declared] = COORDINATOR_TIME
    set_aside_weeks: float
    ask_hours: float

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """On Monday: hours for asking people and for last talks, out of those for guiding volunteers."""
        p = sim.parameters
        split = p.support_split
        if split.recruitment <= 0.0 and split.ending <= 0.0:
            return
        there = [person for person in unit.coordinators.values() if not person.ill]
        hours = p.coordinators.coaching * fsum(
            end - start for person in there for start, end in person.shifts
        )
        mine: SetAside = sim.organisation.own[self.k]
        self._ask_people(sim, mine, split.recruitment * hours)
        self._say_goodbye_in_turn(sim, mine, split.ending * hours)

    def _ask_people(self, sim: Simulation, mine: SetAside, hours: float) -> None:
        """Nobody is asked while those of last week are still to be asked."""
        each = self.ask_hours
        mine.asking = min(mine.asking + hours, self.most_kept(each, hours))
        people = 0 if mine.asks_waiting else int(mine.asking / each)
        mine.asking -= people * each
        for _ in range(people):
            sim.start(self._ask_somebody(sim, mine))

    def _ask_somebody(self, sim: Simulation, mine: SetAside) -> Process:
        """The coordinator finds the time to ask somebody, who may come and enquire (C076, C179)."""
        mine.asks_waiting += 1
        done = sim.event()
        give_to_desk(sim, DeskTask(self.ask_hours, done))
        yield done
        mine.asks_waiting -= 1
        sim.emit(SomebodyAsked(sim.now))
        chance = sim.parameters.ask_yield * left_in_pool(sim) / usually_left(sim)
        if sim.random.stream("asked by the coordinator").happens(chance):
            enquire(sim, "ask")

    def _say_goodbye_in_turn(self, sim: Simulation, mine: SetAside, hours: float) -> None:
        """Who holds last talks is offered the hours set aside."""
        mine.ending = min(mine.ending + hours, self.most_kept(sim.parameters.pipeline_hours.exit_talk, hours))
        for hold in sim.hooks.goodbyes:
            left = hold(sim, mine.ending)
            mine.ending = mine.ending if left is None else left

    def most_kept(self, each: float, hours: float) -> float:
        """Most hours that are kept: those of some weeks, and enough for once.

        Args:
            each: hours that it takes once.
            hours: set aside in a week.
        """
        return max(each, self.set_aside_weeks * hours)
