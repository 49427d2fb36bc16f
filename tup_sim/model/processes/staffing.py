"""Professionals fall ill, leave, are made redundant, and are replaced after a delay."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, fsum
from typing import TYPE_CHECKING

from tup_sim.model.constants import HALF, ROUNDING
from tup_sim.model.events import FellIll, NoticeGiven, ProfessionalHired, ProfessionalLeft, Recovered
from tup_sim.model.parameters.staff import StrainRules
from tup_sim.model.parameters.week import DAYS_PER_WEEK, HOURS_PER_DAY
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.stage import WEEK, YEAR, Stage, Story
from tup_sim.model.processes.working import stop_work

if TYPE_CHECKING:
    from tup_sim.model.chance import Stream


def effect(z: float, most: float, rules: StrainRules) -> float:
    """How strain multiplies a rate: 1 when fine, ``most`` at the end, half-way at the half point."""
    raised: float = max(0.0, z) ** rules.steepness
    half: float = rules.half_point**rules.steepness
    return 1.0 + (most - 1.0) * raised / (raised + half)


def onset_rate(world: Stage, person: Professional) -> float:
    """Spells of illness per week in good health, so that ``absence_base`` of all time is illness at rest.

    Illness is a renewal process: whoever is ill runs no risk of falling ill, and does so again once recovered.
    """
    p, rules = world.parameters, world.parameters.strain
    if p.absence_base <= 0.0:
        return 0.0
    rate = p.absence_base / ((1.0 - p.absence_base) * p.absence_spell.mean / DAYS_PER_WEEK)
    if p.mechanisms.strain:
        rate *= effect(person.strain, rules.absence_effect, rules) / world.rest_strain()[0]
    return rate


def begin_ill_or_well(world: Stage, person: Professional, luck: Stream) -> None:
    """On the first day of a run as many are ill as at rest, each for what is left of a spell met half-way."""
    spell = world.parameters.absence_spell
    ill_to_well = onset_rate(world, person) * spell.mean / DAYS_PER_WEEK
    if luck.happens(ill_to_well / (1.0 + ill_to_well)):
        days = luck.lognormal(spell.mean * exp(spell.sigma**2), spell.sigma)  # long spells are met more often
        stay_ill(world, person, HOURS_PER_DAY * days * luck.uniform())


def risk_illness(world: Stage, person: Professional) -> None:
    """The risk of falling ill from now until Monday, for somebody who is well."""
    weekly = 0.0 if person.ill else onset_rate(world, person)
    if weekly > 0.0:
        weeks = 1.0 - world.now % WEEK / WEEK
        _risk(world, person, person.illness, weekly, weeks, "illness", fall_ill)


def risk_leaving(world: Stage, person: Professional) -> None:
    """One week of risk of quitting, kept with the person (integrated)."""
    p, rules = world.parameters, world.parameters.strain
    weekly = p.staff_quit * WEEK / YEAR
    if p.mechanisms.strain:
        weekly *= effect(person.slow_strain, rules.quit_effect, rules) / world.rest_strain()[1]
    person.quit_risk = weekly
    if weekly > 0.0:
        _risk(world, person, person.quitting, weekly, 1.0, "quitting", quit_job)


def _risk(
    world: Stage,
    person: Professional,
    clock: list[float],
    weekly: float,
    weeks: float,
    purpose: str,
    what: Callable[[Stage, Professional], None],
) -> None:
    """Add risk; what is at risk happens when the level drawn for this person is reached, and then no risk is run."""
    if clock[1] == 0.0:
        clock[1] = world.chance.stream(purpose, person.name).exponential()
    left = clock[1] - clock[0]
    if weekly * weeks < left:
        clock[0] += weekly * weeks
        return
    world.at(world.now + WEEK * left / weekly, what, world, person)
    clock[0] = clock[1]
    clock[1] += world.chance.stream(purpose, person.name).exponential()


def fall_ill(world: Stage, person: Professional) -> None:
    """A professional stays home from the next shift on."""
    if person.employed:
        spell = world.parameters.absence_spell
        days = world.chance.stream("spell", person.name).lognormal(spell.mean, spell.sigma)
        stay_ill(world, person, HOURS_PER_DAY * days)


def stay_ill(world: Stage, person: Professional, hours: float) -> None:
    """A professional is ill for so long."""
    person.ill = True
    world.tell(FellIll(world.now, person, world.now + hours))
    world.at(world.now + hours, recover, world, person)


def recover(world: Stage, person: Professional) -> None:
    """And is back, and may fall ill again."""
    person.ill = False
    world.tell(Recovered(world.now, person))
    if person.employed:
        risk_illness(world, person)


def quit_job(world: Stage, person: Professional) -> None:
    """A professional leaves for another job."""
    depart(world, person, "quit")


def depart(world: Stage, person: Professional, reason: str) -> None:
    """A professional is gone, and with them the contract; the post may be filled again."""
    if not person.employed:
        return
    world.settle()
    person.employed = False
    unit = person.unit
    unit.professionals.pop(person.name, None)
    unit.coordinators.pop(person.name, None)
    if not world.parameters.rosters:
        stop_work(world, person)
    world.tell(ProfessionalLeft(world.now, person, reason))
    if person.coordinator:
        world.start(hire(world, unit, person.post, coordinator=True))
    elif reason == "quit":
        fill_vacancies(world)


def employed_fte(world: Stage) -> float:
    """FTE of professionals that is not under notice."""
    return fsum(
        person.fte_to_stay
        for unit in world.organisation.units for person in unit.professionals.values()
        if not person.coordinator and person.leaving_at is None
    )  # fmt: skip


def fill_vacancies(world: Stage) -> None:
    """Open a vacancy for every post the budget carries and nobody holds or is being hired for."""
    organisation = world.organisation
    size = world.parameters.professionals.fte
    while (
        size > 0 and employed_fte(world) + organisation.vacancies + HALF * size <= organisation.posts_to_fill
    ):
        organisation.vacancies += size
        organisation.hiring += 1
        unit = min(organisation.units, key=lambda u: (len(u.professionals), u.number))
        world.start(hire(world, unit, world.number("post"), coordinator=False))


def hire(world: Stage, unit: Unit, post: int, coordinator: bool) -> Story:
    """A vacancy is filled after the delay of the labour market, and never faster than that market allows.

    Who comes gets a post as it is by then.
    """
    delay = world.parameters.hire_delay
    kind = "coordinator" if coordinator else "professional"
    number = world.number(kind)
    luck = world.chance.fresh("hiring", f"{kind}-{number}")
    yield world.hours(luck.triangular(delay.low, delay.mode, delay.high) * WEEK)
    while not coordinator and hiring_room(world) < world.parameters.professionals.fte - ROUNDING:
        yield world.hours(WEEK)
    p, organisation = world.parameters, world.organisation
    fte = p.coordinators.fte * organisation.coordinator_share if coordinator else p.professionals.fte
    if not coordinator:
        organisation.vacancies -= fte
        organisation.hiring -= 1
        if employed_fte(world) + fte > organisation.posts_to_fill + HALF * fte:
            return
        organisation.hiring_room = hiring_room(world) - fte
    world.settle()
    person = world.new_professional(f"{kind}-{number}", unit, coordinator, fte)
    person.take_post(post, newcomer_until=world.now + p.new_staff_weeks * WEEK)
    world.pay("hiring", p.hiring_cost)
    world.tell(ProfessionalHired(world.now, person))


def hiring_room(world: Stage) -> float:
    """FTE the labour market lets the organisation hire now: it grows by ``hire_cap`` a year, up to a year's worth."""
    organisation, posts = world.organisation, _all_posts(world)
    full = max(world.parameters.hire_cap * posts, world.parameters.professionals.fte)
    room = full if organisation.hiring_room is None else organisation.hiring_room
    room += world.parameters.hire_cap * posts * (world.now - organisation.hiring_room_at) / YEAR
    organisation.hiring_room_at = world.now
    organisation.hiring_room = min(full, room)
    return organisation.hiring_room


def _all_posts(world: Stage) -> float:
    p = world.parameters
    return p.professionals.posts * p.professionals.fte * p.units


def resize_posts(world: Stage, before: float) -> None:
    """Professional posts have another size from now on.

    Args:
        world: with the new size in force.
        before: FTE of a post until now.
    """
    p = world.parameters
    size = p.professionals.fte
    for unit in world.organisation.units:
        for person in unit.professionals.values():
            if not person.coordinator:
                person.resize(size)
    world.organisation.resize_posts(p.professionals.posts * before * p.units, _all_posts(world), size)
    fill_vacancies(world)


def shrink(world: Stage, too_many: float, leaves: float) -> None:
    """Give notice for posts that disappear: temporary contracts first, then who came last; the last one in part."""
    people = [
        person for unit in world.organisation.units for person in unit.professionals.values()
        if person.leaving_at is None and not person.coordinator
    ]  # fmt: skip
    people.sort(key=lambda person: (not person.temporary, -person.started, person.name))
    for person in people:
        if too_many < world.parameters.professionals.surplus_left:
            return
        left = person.fte_to_stay
        gone = min(left, too_many)
        too_many -= gone
        world.tell(NoticeGiven(world.now, person, leaves, gone))
        for react in world.reactions.notice if gone > 0 else ():
            react(world, person, gone / person.fte)
        if gone >= left - ROUNDING:
            person.leaving_at = leaves
            world.at(leaves, _made_redundant, world, person)
        else:
            part = gone / person.post_size
            person.part_under_notice += part
            world.at(leaves, _work_less, world, person, part)


def _made_redundant(world: Stage, person: Professional) -> None:
    if person.employed:
        world.pay_severance(person, person.fte)
        depart(world, person, "temporary contract" if person.temporary else "redundancy")


def _work_less(world: Stage, person: Professional, part: float) -> None:
    """The part of a full post goes for which notice was given, as large as full posts are now."""
    if person.employed:
        world.settle()
        world.pay_severance(person, part * person.post_size)
        person.work_less(part)
