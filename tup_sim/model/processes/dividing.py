"""Coordinators divide their hours for volunteers over recruiting, guiding and letting go (C179).

What goes to asking people and to last talks is not there for talks with volunteers, and is real work at the desk: it
waits behind candidates, and candidates wait behind it.
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.recruiting import ask_somebody
from tup_sim.model.processes.stage import Stage


def set_hours_aside(world: Stage, unit: Unit) -> None:
    """On Monday: hours for asking people and for last talks, out of those for guiding volunteers."""
    p = world.parameters
    split = p.support_split
    if split.recruitment <= 0.0 and split.ending <= 0.0:
        return
    there = [person for person in unit.coordinators.values() if not person.ill]
    hours = p.coordinators.coaching * fsum(end - start for person in there for start, end in person.shifts)
    _ask_people(world, split.recruitment * hours)
    _say_goodbye_in_turn(world, split.ending * hours)


def _ask_people(world: Stage, hours: float) -> None:
    """Nobody is asked while those of last week are still to be asked."""
    p, intake = world.parameters, world.organisation.intake
    each = p.ask_hours
    intake.asking = min(intake.asking + hours, max(each, p.set_aside_weeks * hours))
    people = 0 if intake.asks_waiting else int(intake.asking / each)
    intake.asking -= people * each
    for _ in range(people):
        world.start(ask_somebody(world))


def _say_goodbye_in_turn(world: Stage, hours: float) -> None:
    """Last talks take their turn as far as the hours set aside go."""
    p, intake = world.parameters, world.organisation.intake
    each = p.pipeline_hours.exit_talk
    intake.ending = min(intake.ending + hours, max(each, p.set_aside_weeks * hours))
    for hold in world.reactions.goodbyes:
        left = hold(world, intake.ending)
        intake.ending = intake.ending if left is None else left
