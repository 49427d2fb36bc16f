"""What moves how well the work fits volunteers (not while ``needs_fit`` is off), and their enthusiasm."""

from __future__ import annotations

from math import exp

from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import bounded, relax_towards


def begin(p: Parameters, volunteer: Volunteer) -> None:
    """Somebody begins, full of hope."""
    volunteer.fit = p.states.fit_start
    volunteer.enthusiasm = p.states.enthusiasm_start


def grow_by_staying(p: Parameters, volunteer: Volunteer, weeks: float) -> None:
    """What some weeks at rest make of both: enthusiasm has gone part of the way to its own level."""
    s, own = p.states, volunteer.traits.enthusiasm
    volunteer.fit = s.fit_start
    volunteer.enthusiasm = own + (s.enthusiasm_start - own) * exp(-weeks / p.times.relation)


def live_a_week(p: Parameters, volunteer: Volunteer) -> None:
    """Boredom, too much responsibility, too little room, and what one had to leave out cost fit; for everybody."""
    s, week, own = p.states, volunteer.week, volunteer.traits
    volunteer.enthusiasm = relax_towards(volunteer.enthusiasm, own.enthusiasm, p.times.relation)
    if not p.mechanisms.needs_fit or not week.contacts:
        return
    n = week.contacts
    lack = max(0.0, own.wished_autonomy - week.granted / n)
    boredom = own.ambition / s.ambition_reference * week.boredom / n
    missed = boredom + s.fit_responsibility * week.gap / n + s.fit_autonomy * lack
    missed += p.coach_care.missed * week.cut_short / n
    volunteer.fit = bounded(relax_towards(volunteer.fit, 1.0 - missed, p.times.mood))


def lose(p: Parameters, volunteer: Volunteer, loss: float) -> None:
    """So much fit is lost."""
    if p.mechanisms.needs_fit:
        volunteer.fit = max(0.0, volunteer.fit - loss)
