"""What a week does to people who help: what moves their strain, and the effects of a week on the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tup_sim.model.constants import LEAST_HOURS
from tup_sim.model.effects import (
    attitude,
    authority,
    belonging,
    coaching_received,
    experience,
    felt_safety,
    fit,
    role_clarity,
)
from tup_sim.model.effects.belonging import hours_over_wish
from tup_sim.model.parameters.week import RECENT_WEEKS
from tup_sim.model.people.professional import Professional, WeekOfWork
from tup_sim.model.people.volunteer import Volunteer, WeekOfHelp
from tup_sim.model.rules.decay import bounded, relax_towards
from tup_sim.model.rules.strain import HINGE, demands_on, strain_of_demands, strain_of_load

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def live_a_week_as_professional(sim: Simulation, person: Professional) -> None:
    """Own load of the last weeks turns into strain; own successes into pleasure."""
    p, week = sim.parameters, person.week
    person.overtime_weeks = [*person.overtime_weeks[1 - RECENT_WEEKS :], week.overtime]
    if week.available > 0:
        person.remember_load(_asked_of(person), week.available)
    if p.mechanisms.strain and not person.ill:
        _feel(sim, person)
    if week.contacts:
        target = p.states.pleasure_start + p.states.pleasure_success * (
            week.successes / week.contacts - p.states.success_reference
        )
        for more in sim.hooks.pleasure:
            target += more(person)
        person.pleasure = bounded(relax_towards(person.pleasure, target, p.times.mood))
    experience.remember_a_week_as_professional(p, person)
    person.week = WeekOfWork()


def _asked_of(person: Professional) -> float:
    """Hours asked of a person this week: work done, administration that piled up, and their part of the core work
    they saw go undone.
    """
    week, unit = person.week, person.unit
    done = week.available + week.overtime - week.free
    piled_up = person.debt - person.debt_before
    person.debt_before = person.debt
    colleagues = max(1, len(unit.professionals))
    return done + piled_up + unit.weeks[-1].core_unmet / colleagues


def _feel(sim: Simulation, person: Professional) -> None:
    p, week = sim.parameters, person.week
    rules = p.strain
    overload = strain_of_load(p, person.mean_load(), person.coordinator)
    worked = week.available + week.overtime
    shared = min(week.emotional, p.coach_care.relief * person.supported)
    person.supported = 0.0
    emotional = (week.emotional - shared) / worked if worked > 0 else 0.0
    usual = p.coordinators.coaching if person.coordinator else p.coaching_share
    tension = person.tension
    target = person.trait + overload + rules.role_conflict * tension
    felt = max(0.0, emotional - rules.unfelt * usual)
    target += rules.emotional * felt / rules.emotional_scale - rules.usual_demands
    target -= rules.pleasure * (person.pleasure - p.states.pleasure_start)
    target += _of_the_role(sim, person)
    person.feel_strain(target, p.times.mood, p.times.relation, rules.quit_lag)


def _of_the_role(sim: Simulation, person: Professional) -> float:
    """Strain, in SD, of what a role brings with it: what mechanisms add (ND21)."""
    strain = 0.0
    for more in sim.hooks.strain:
        strain += more(person)
    return strain


def live_a_week_as_volunteer(sim: Simulation, volunteer: Volunteer) -> float:
    """What was done, met and received this week moves how a volunteer feels; returns the coaching hours needed."""
    p, week = sim.parameters, volunteer.week
    experience.remember_a_week_as_volunteer(p, volunteer)
    need = coaching_received.live_a_week(p, volunteer, sim.now)
    over = hours_over_wish(p, volunteer)
    belonging.live_a_week(p, volunteer, over)
    role_clarity.live_a_week(p, volunteer, sim.hooks.clarity)
    felt_safety.live_a_week(p, volunteer)
    authority.live_a_week(p, volunteer)
    fit.live_a_week(p, volunteer)
    if p.mechanisms.strain:
        _strain(sim, volunteer, week, over)
    if p.submodels.leaving == attitude.ATTITUDE:
        attitude.live_a_week(p, volunteer, sim.now)
    return need


def _strain(sim: Simulation, volunteer: Volunteer, week: WeekOfHelp, over: float) -> None:
    """Too much responsibility for one's competence, and more hours than wished, wear out (C133)."""
    p, rules, own = sim.parameters, sim.parameters.strain, volunteer.traits
    if p.submodels.strain == HINGE:
        gap = week.gap / week.contacts if week.contacts else 0.0
        target = (
            own.strain
            + p.states.volunteer_demand * (gap / rules.overload_scale + over / max(LEAST_HOURS, own.wish))
            + rules.emotional * week.unanswered
        )
    else:
        target = own.strain + strain_of_demands(p, demands_on(p, volunteer, over, sim.now))
    tau = p.times.mood if target > volunteer.strain else p.times.relation
    volunteer.strain = relax_towards(volunteer.strain, target, tau)
