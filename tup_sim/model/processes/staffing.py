"""Absence and turnover: professionals fall ill (sick leave), leave, are made redundant, and are replaced after a delay.

Strain raises the chance of illness, which is where burnout shows; cut posts come from ``rules/budget.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, fsum
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK, YEAR, Process
from tup_sim.model.constants import HALF, ROUNDING
from tup_sim.model.events import FellIll, NoticeGiven, ProfessionalHired, ProfessionalLeft, Recovered
from tup_sim.model.parameters.plain_groups import StrainRules
from tup_sim.model.parameters.week import DAYS_PER_WEEK, HOURS_PER_DAY
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.working import stop_work

if TYPE_CHECKING:
    from tup_sim.model.random_streams import RandomStream
    from tup_sim.model.simulation import Simulation


def effect(z: float, most: float, rules: StrainRules) -> float:
    """How strain multiplies a rate: 1 when fine, ``most`` at the end, half-way at the half point."""
    raised: float = max(0.0, z) ** rules.steepness
    half: float = rules.half_point**rules.steepness
    return 1.0 + (most - 1.0) * raised / (raised + half)


def onset_rate(sim: Simulation, person: Professional) -> float:
    """Spells of illness per week in good health, so that ``absence_base`` of all time is illness at rest.

    Illness is a renewal process: whoever is ill runs no risk of falling ill, and does so again once recovered.
    """
    p, rules = sim.parameters, sim.parameters.strain
    if p.absence_base <= 0.0:
        return 0.0
    rate = p.absence_base / ((1.0 - p.absence_base) * p.absence_spell.mean / DAYS_PER_WEEK)
    if p.mechanisms.strain:
        rate *= effect(person.strain, rules.absence_effect, rules) / sim.rest_strain()[0]
    return rate


def begin_ill_or_well(sim: Simulation, person: Professional, rng: RandomStream) -> None:
    """On the first day of a run as many are ill as at rest, each for what is left of a spell met half-way."""
    spell = sim.parameters.absence_spell
    ill_to_well = onset_rate(sim, person) * spell.mean / DAYS_PER_WEEK
    if rng.happens(ill_to_well / (1.0 + ill_to_well)):
        days = rng.lognormal(spell.mean * exp(spell.sigma**2), spell.sigma)  # long spells are met more often
        stay_ill(sim, person, HOURS_PER_DAY * days * rng.uniform())


def risk_illness(sim: Simulation, person: Professional) -> None:
    """The risk of falling ill from now until Monday, for somebody who is well."""
    weekly = 0.0 if person.ill else onset_rate(sim, person)
    if weekly > 0.0:
        weeks = 1.0 - sim.now % WEEK / WEEK
        _risk(sim, person, person.illness, weekly, weeks, "illness", fall_ill)


def risk_leaving(sim: Simulation, person: Professional) -> None:
    """One week of risk of quitting, kept with the person (integrated)."""
    p, rules = sim.parameters, sim.parameters.strain
    weekly = p.staff_quit * WEEK / YEAR
    if p.mechanisms.strain:
        weekly *= effect(person.slow_strain, rules.quit_effect, rules) / sim.rest_strain()[1]
    person.quit_risk = weekly
    if weekly > 0.0:
        _risk(sim, person, person.quitting, weekly, 1.0, "quitting", quit_job)


def _risk(
    sim: Simulation,
    person: Professional,
    clock: list[float],
    weekly: float,
    weeks: float,
    purpose: str,
    what: Callable[[Simulation, Professional], None],
) -> None:
    """Add risk; what is at risk happens when the level drawn for this person is reached, and then no risk is run."""
    if clock[1] == 0.0:
        clock[1] = sim.random.stream(purpose, person.name).exponential()
    left = clock[1] - clock[0]
    if weekly * weeks < left:
        clock[0] += weekly * weeks
        return
    sim.at(sim.now + WEEK * left / weekly, what, sim, person)
    clock[0] = clock[1]
    clock[1] += sim.random.stream(purpose, person.name).exponential()


def fall_ill(sim: Simulation, person: Professional) -> None:
    """A professional stays home from the next shift on."""
    if person.employed:
        spell = sim.parameters.absence_spell
        days = sim.random.stream("spell", person.name).lognormal(spell.mean, spell.sigma)
        stay_ill(sim, person, HOURS_PER_DAY * days)


def stay_ill(sim: Simulation, person: Professional, hours: float) -> None:
    """A professional is ill for so long."""
    person.ill = True
    sim.emit(FellIll(sim.now, person, sim.now + hours))
    sim.at(sim.now + hours, recover, sim, person)


def recover(sim: Simulation, person: Professional) -> None:
    """And is back, and may fall ill again."""
    person.ill = False
    sim.emit(Recovered(sim.now, person))
    if person.employed:
        risk_illness(sim, person)


def quit_job(sim: Simulation, person: Professional) -> None:
    """A professional leaves for another job."""
    depart(sim, person, "quit")


def depart(sim: Simulation, person: Professional, reason: str) -> None:
    """A professional is gone, and with them the contract; the post may be filled again."""
    if not person.employed:
        return
    sim.settle()
    person.employed = False
    unit = person.unit
    unit.professionals.pop(person.name, None)
    unit.coordinators.pop(person.name, None)
    if not sim.parameters.rosters:
        stop_work(sim, person)
    sim.emit(ProfessionalLeft(sim.now, person, reason))
    if person.coordinator:
        sim.start(hire(sim, unit, person.post, coordinator=True))
        return
    unit.open_posts.append(person.post)
    if reason == "quit":
        fill_vacancies(sim)


def employed_fte(sim: Simulation) -> float:
    """FTE of professionals that is not under notice."""
    return fsum(
        person.fte_to_stay
        for unit in sim.organisation.units for person in unit.professionals.values()
        if not person.coordinator and person.leaving_at is None
    )  # fmt: skip


def fill_vacancies(sim: Simulation) -> None:
    """Open a vacancy for every post the budget carries and nobody holds or is being hired for, where fewest are.

    Who comes after somebody takes their post, and is who they are by that post: so somebody who leaves earlier in one
    of two worlds changes who follows them, and nobody who follows others.
    """
    organisation = sim.organisation
    size = sim.parameters.professionals.fte
    while size > 0 and employed_fte(sim) + organisation.vacancies + HALF * size <= organisation.posts_to_fill:
        organisation.vacancies += size
        unit = min(organisation.units, key=lambda u: (len(u.professionals) + u.hiring, u.number))
        unit.hiring += 1
        post = unit.open_posts.pop() if unit.open_posts else sim.number("post")
        sim.start(hire(sim, unit, post, coordinator=False))


def name_of_holder(sim: Simulation, kind: str, post: int) -> str:
    """What the next holder of a post is called: ``professional-3`` and, after them, ``professional-3-2``."""
    holder = sim.number(f"{kind} of post {post}") + 1
    return f"{kind}-{post}-{holder}" if holder > 1 else f"{kind}-{post}"


def hire(sim: Simulation, unit: Unit, post: int, coordinator: bool) -> Process:
    """A vacancy is filled after the delay of the labour market, and never faster than that market allows.

    Who comes gets a post as it is by then.
    """
    delay = sim.parameters.hire_delay
    name = name_of_holder(sim, "coordinator" if coordinator else "professional", post)
    rng = sim.random.fresh("hiring", name)
    yield sim.hours(rng.triangular(delay.low, delay.mode, delay.high) * WEEK)
    while not coordinator and hiring_room(sim) < sim.parameters.professionals.fte - ROUNDING:
        yield sim.hours(WEEK)
    p, organisation = sim.parameters, sim.organisation
    fte = p.coordinators.fte * organisation.coordinator_share if coordinator else p.professionals.fte
    if not coordinator:
        organisation.vacancies -= fte
        unit.hiring -= 1
        if employed_fte(sim) + fte > organisation.posts_to_fill + HALF * fte:
            unit.open_posts.append(post)
            return
        organisation.hiring_room = hiring_room(sim) - fte
    sim.settle()
    person = sim.new_professional(name, unit, coordinator, fte)
    person.take_post(post, newcomer_until=sim.now + p.coaching_need.new_weeks * WEEK)
    sim.pay("hiring", p.hiring_cost)
    sim.emit(ProfessionalHired(sim.now, person))


def hiring_room(sim: Simulation) -> float:
    """FTE the labour market lets the organisation hire now: it grows by ``hire_cap`` a year, up to a year's worth."""
    organisation, posts = sim.organisation, _all_posts(sim)
    full = max(sim.parameters.hire_cap * posts, sim.parameters.professionals.fte)
    room = full if organisation.hiring_room is None else organisation.hiring_room
    room += sim.parameters.hire_cap * posts * (sim.now - organisation.hiring_room_at) / YEAR
    organisation.hiring_room_at = sim.now
    organisation.hiring_room = min(full, room)
    return organisation.hiring_room


def _all_posts(sim: Simulation) -> float:
    p = sim.parameters
    return p.professionals.posts * p.professionals.fte * p.units


def resize_posts(sim: Simulation, before: float) -> None:
    """Professional posts have another size from now on.

    Args:
        sim: with the new size in force.
        before: FTE of a post until now.
    """
    p = sim.parameters
    size = p.professionals.fte
    for unit in sim.organisation.units:
        for person in unit.professionals.values():
            if not person.coordinator:
                person.resize(size)
    sim.organisation.resize_posts(p.professionals.posts * before * p.units, _all_posts(sim), size)
    fill_vacancies(sim)


def shrink(sim: Simulation, too_many: float, leaves: float) -> None:
    """Give notice for posts that disappear: temporary contracts first, then who came last; the last one in part."""
    people = [
        person for unit in sim.organisation.units for person in unit.professionals.values()
        if person.leaving_at is None and not person.coordinator
    ]  # fmt: skip
    people.sort(key=lambda person: (not person.temporary, -person.started, person.name))
    for person in people:
        if too_many < sim.parameters.professionals.surplus_left:
            return
        left = person.fte_to_stay
        gone = min(left, too_many)
        too_many -= gone
        sim.emit(NoticeGiven(sim.now, person, leaves, gone))
        for hook in sim.hooks.notice if gone > 0 else ():
            hook(sim, person, gone / person.fte)
        if gone >= left - ROUNDING:
            person.leaving_at = leaves
            sim.at(leaves, _made_redundant, sim, person)
        else:
            part = gone / person.post_size
            person.part_under_notice += part
            sim.at(leaves, _work_less, sim, person, part)


def _made_redundant(sim: Simulation, person: Professional) -> None:
    if person.employed:
        sim.pay_severance(person, person.fte)
        depart(sim, person, "temporary contract" if person.temporary else "redundancy")


def _work_less(sim: Simulation, person: Professional, part: float) -> None:
    """The part of a full post goes for which notice was given, as large as full posts are now."""
    if person.employed:
        sim.settle()
        sim.pay_severance(person, part * person.post_size)
        person.work_less(part)
