"""What a week does to people: strain, belonging, recognition, clarity, safety, fit, trust, isolation."""

from __future__ import annotations

from math import fsum

from tup_sim.model.constants import LEAST_HOURS
from tup_sim.model.parameters import anchors
from tup_sim.model.parameters.week import MONTHS_PER_WEEK, RECENT_WEEKS, WEEKS_PER_YEAR
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.client import Client
from tup_sim.model.people.professional import Professional, WeekOfWork
from tup_sim.model.people.volunteer import Volunteer, WeekOfHelp
from tup_sim.model.processes.coaching import give_credit
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.caring import coaching_need, hours_over_wish, joint_hours_above_usual
from tup_sim.model.rules.fading import bounded, left, pull


def live_a_week_as_professional(world: Stage, person: Professional) -> None:
    """Own load of the last weeks turns into strain; own successes into pleasure."""
    p, week = world.parameters, person.week
    person.overtime_weeks = [*person.overtime_weeks[1 - RECENT_WEEKS :], week.overtime]
    if week.available > 0:
        person.remember_load(_asked_of(person), week.available)
    if p.mechanisms.strain and not person.ill:
        _feel(world, person)
    if week.contacts:
        target = p.states.pleasure_start + p.states.pleasure_success * (
            week.successes / week.contacts - p.states.success_reference
        )
        for more in world.reactions.pleasure:
            target += more(person)
        person.pleasure = bounded(pull(person.pleasure, target, p.states.pleasure_tau))
    _remember_contacts(p, person)
    person.week = WeekOfWork()


def _remember_contacts(p: Parameters, person: Professional) -> None:
    kept = left(p.states.memory_tau)
    person.recent = [hours * kept for hours in person.recent]
    person.recent_relational *= kept


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


def _feel(world: Stage, person: Professional) -> None:
    p, week = world.parameters, person.week
    rules = p.strain
    overload = max(0.0, person.mean_load() - 1.0) / rules.overload_scale
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
    target += _of_the_role(world, person)
    person.feel_strain(target, rules.tau_up, rules.tau_down, rules.quit_lag)


def _of_the_role(world: Stage, person: Professional) -> float:
    """Strain, in SD, of what a role brings with it: what mechanisms add (ND21)."""
    strain = 0.0
    for more in world.reactions.strain:
        strain += more(person)
    return strain


def live_a_week_as_volunteer(world: Stage, volunteer: Volunteer) -> float:
    """What was done, met and received this week moves how a volunteer feels; returns the coaching hours needed."""
    p, week = world.parameters, volunteer.week
    volunteer.hours4 = [*volunteer.hours4[1 - RECENT_WEEKS :], week.present]
    _remember_tasks(p, volunteer, week)
    need = _need_coaching(world, volunteer, week)
    if p.mechanisms.belonging_recognition:
        _belong(world, volunteer, week)
    if p.mechanisms.support_on_the_job:
        own = volunteer.traits.safety + (p.team_safety - anchors.TEAM_SAFETY)
        volunteer.safety = bounded(pull(volunteer.safety, own, p.states.safety_tau))
    if p.mechanisms.authority:
        volunteer.authority = bounded(
            pull(volunteer.authority, volunteer.traits.authority, p.states.authority_tau)
        )
    if p.mechanisms.needs_fit and week.contacts:
        _fit(p, volunteer, week)
    if p.mechanisms.strain:
        _strain(p, volunteer, week)
    volunteer.enthusiasm = pull(volunteer.enthusiasm, volunteer.traits.enthusiasm, p.states.enthusiasm_tau)
    return need


def _remember_tasks(p: Parameters, volunteer: Volunteer, week: WeekOfHelp) -> None:
    kept = left(p.states.memory_tau)
    volunteer.recent = [hours * kept for hours in volunteer.recent]
    if week.contacts:
        weight = min(1.0, week.contacts / p.states.burden_contacts)
        volunteer.burden += weight * (week.burden / week.contacts - volunteer.burden)
        volunteer.granted += weight * (week.granted / week.contacts - volunteer.granted)
        volunteer.growth = pull(volunteer.growth, week.growth / week.contacts, p.states.memory_tau)


def _need_coaching(world: Stage, volunteer: Volunteer, week: WeekOfHelp) -> float:
    p = world.parameters
    hours = fsum(volunteer.hours4) / len(volunteer.hours4)
    need = coaching_need(p, volunteer, volunteer.burden, hours, world.now) / WEEKS_PER_YEAR
    if volunteer.incidents_due > volunteer.incidents_counted:
        need += p.coaching_need.incident * (volunteer.incidents_due - volunteer.incidents_counted)
    volunteer.incidents_counted = volunteer.incidents_due
    if not p.mechanisms.coaching:
        give_credit(world, volunteer, need * p.contact_ratio_reference)
    if volunteer.needed == 0.0:
        # A newcomer expects the first talk within the usual interval; until then nothing is missed.
        volunteer.needed = p.coaching_interval * need
        volunteer.received = volunteer.needed * p.contact_ratio_reference
    kept = left(p.states.memory_tau)
    volunteer.needed = volunteer.needed * kept + need
    volunteer.received = volunteer.received * kept + week.credit
    most = p.states.memory_tau * max(need, p.coaching_need.least)
    volunteer.owed = min(max(volunteer.owed + need - week.credit, 0.0), most)
    return need


def _belong(world: Stage, volunteer: Volunteer, week: WeekOfHelp) -> None:
    """Attention, joint activity and thanks count against what this volunteer is used to (C144, C146, C211)."""
    p, s, own = world.parameters, world.parameters.states, volunteer.traits
    attention = week.attention - p.attention_reference * week.shifts
    joint = joint_hours_above_usual(p)
    gain = (s.belonging_attention * attention + s.belonging_joint * joint) * (1.0 - volunteer.belonging)
    gain += s.belonging_familiar * max(0, week.joint - week.attention)
    volunteer.belonging = bounded(pull(volunteer.belonging, own.belonging, s.belonging_tau) + gain)
    thanks = (p.thanks - p.thanks_reference) * MONTHS_PER_WEEK + attention
    over = hours_over_wish(p, volunteer)
    gain = s.recognition_thanks * thanks - s.recognition_excess * over
    volunteer.recognition = pull(volunteer.recognition, own.recognition, s.recognition_tau) + gain
    volunteer.clarity = bounded(pull(volunteer.clarity, own_role(world, own.clarity), s.clarity_tau))


def own_role(world: Stage, clarity: float) -> float:
    """How clear the own role is (0-1) to somebody of this clarity, with what the house has done to make it clear."""
    clear = clarity
    for more in world.reactions.clarity:
        clear += more(clarity)
    return clear


def _fit(p: Parameters, volunteer: Volunteer, week: WeekOfHelp) -> None:
    """Boredom, too much responsibility, too little room, and what one had to leave out cost fit; for everybody."""
    n, own = week.contacts, volunteer.traits
    lack = max(0.0, own.wished_autonomy - week.granted / n)
    boredom = own.ambition / p.states.ambition_reference * week.boredom / n
    missed = boredom + p.states.fit_responsibility * week.gap / n + p.states.fit_autonomy * lack
    missed += p.coach_care.missed * week.cut_short / n
    volunteer.fit = bounded(pull(volunteer.fit, 1.0 - missed, p.states.fit_tau))


def _strain(p: Parameters, volunteer: Volunteer, week: WeekOfHelp) -> None:
    """Too much responsibility for one's competence, and more hours than wished, wear out (C133)."""
    rules, own = p.strain, volunteer.traits
    gap = week.gap / week.contacts if week.contacts else 0.0
    over = hours_over_wish(p, volunteer) / max(LEAST_HOURS, own.wish)
    target = (
        own.strain
        + p.states.volunteer_demand * (gap / rules.overload_scale + over)
        + rules.emotional * week.unanswered
    )
    tau = rules.tau_up if target > volunteer.strain else rules.tau_down
    volunteer.strain = pull(volunteer.strain, target, tau)


def live_a_week_as_client(world: Stage, client: Client) -> None:
    """Isolation follows ties; wellbeing fades; testing returns to its own level (C181, NE07 allows no effect)."""
    p = world.parameters
    if not p.mechanisms.client_outcomes:
        return
    s = p.client_states
    ties = client.ties(world.now - s.tie_weeks * WEEK)
    target = 1.0 - min(1.0, (client.network + ties) / s.ties_needed)
    client.isolation = pull(client.isolation, target, s.isolation_tau)
    client.wellbeing = bounded(pull(client.wellbeing, s.wellbeing_start, s.wellbeing_tau))
    client.testing = bounded(pull(client.testing, client.own_testing, s.testing_tau))
    client.problem = bounded(client.problem)
