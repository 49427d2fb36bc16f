"""Every Monday: the week that ended is felt and told, what was dated happens, and the new week is planned."""

from __future__ import annotations

from math import fsum

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.effects import clients
from tup_sim.model.effects.work_pressure import weigh_the_week
from tup_sim.model.events import (
    ClientWeek,
    OrganisationWeek,
    ProfessionalWeek,
    SessionCancelled,
    UnitWeek,
)
from tup_sim.model.parameters.week import RECENT_WEEKS
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Volunteer, WeekOfHelp
from tup_sim.model.processes.admitting import (
    admit_who_fits,
    apply_for_help,
    begin_a_month_of_visits,
    watch_admission,
)
from tup_sim.model.processes.asking import plan_requests
from tup_sim.model.processes.changing import apply_changes
from tup_sim.model.processes.coaching import plan_talks
from tup_sim.model.processes.leaving import count_risks, end_match, face_risks, lose_volunteers
from tup_sim.model.processes.living import live_a_week_as_professional, live_a_week_as_volunteer
from tup_sim.model.processes.paying import (
    follow_the_subsidy,
    hear_of_the_cut,
    is_news,
    plan_staff,
    withdraw_the_cut,
)
from tup_sim.model.processes.queueing import notice_the_missed
from tup_sim.model.processes.recruiting import recruit_this_week
from tup_sim.model.processes.staffing import risk_illness, risk_leaving
from tup_sim.model.processes.stage import MONTH, WEEK, Stage, Story
from tup_sim.model.processes.working import opening_block
from tup_sim.model.rules.rostering import is_week_off, level, shift_times

_WEEKS_OF_A_MONTH = 4  # contacts are rationed by the month, and weeks are not cut in parts


def live_week_by_week(world: Stage) -> Story:
    """The organisation goes from Monday to Monday."""
    while True:
        open_week(world)
        yield world.hours(WEEK)
        close_week(world)


def open_week(world: Stage) -> None:
    """Dated things happen first; then everybody's week is planned."""
    apply_changes(world)
    _follow_the_money(world)
    if world.parameters.mechanisms.money:
        for decide in world.reactions.budget:
            decide(world)
    shock = world.parameters.volunteer_shock
    if shock.share > 0 and world.week == shock.at:
        lose_volunteers(world)
    recruit_this_week(world)
    for unit in world.organisation.units:
        _plan_the_week(world, unit)
    for react in world.reactions.planned:
        react(world)


def _plan_the_week(world: Stage, unit: Unit) -> None:
    """Applicants, rosters, shifts and risks, duos, talks and requests of one unit, in this order."""
    _expect_applicants(world, unit)
    if world.parameters.rosters:
        plan_rosters(world, unit)
    else:
        for person in unit.staff():
            risk_leaving(world, person)
    for volunteer in list(unit.volunteers.values()):
        plan_shifts(world, volunteer)
        if volunteer.active:
            face_risks(world, volunteer)
    _match_buddies(world, unit)
    plan_talks(world, unit)
    for plan in world.reactions.monday:
        plan(world, unit)
    factor = world.demand_factor()
    if world.parameters.volunteer_visits >= 0 and round(world.now / WEEK) % _WEEKS_OF_A_MONTH == 0:
        begin_a_month_of_visits(world, unit)
    for client in unit.clients.values():
        plan_requests(world, client, world.now, factor)


def _follow_the_money(world: Stage) -> None:
    p = world.parameters
    if not p.mechanisms.money:
        return
    if p.cut.size <= 0:
        if world.organisation.cut or world.organisation.announced_cut:
            withdraw_the_cut(world)
        return
    over = 0 <= p.cut.restored <= world.week
    if not over and world.week >= round(p.cut.at - p.cut.announced) and is_news(world):
        hear_of_the_cut(world)
    elif world.organisation.announced_cut and world.week == round(p.cut.at - p.notice):
        plan_staff(world)
    follow_the_subsidy(world)


def _expect_applicants(world: Stage, unit: Unit) -> None:
    """Applicants of this week, at the moments of a Poisson stream of their own."""
    expected = world.parameters.applicants * world.demand_factor(shock=False)
    for hour in world.moments(f"applicants {unit.number}", expected):
        world.at(hour, apply_for_help, world, unit)


def plan_rosters(world: Stage, unit: Unit) -> None:
    """A roster levelled on demand; whole weeks and day-parts of leave are known beforehand."""
    for people in (unit.professionals, unit.coordinators):
        staff = [p for p in people.values() if people is unit.coordinators or not p.coordinator]
        for person in staff:
            _owe_hours(world, person)
            _clear_agenda(world, person)
        turns = level([person.hours_due for person in staff], world.calendar, round(world.now / WEEK))
        for person, parts in zip(staff, turns, strict=True):
            person.parts = parts
            person.shifts = [shift_times(world.calendar, part, world.now) for part in parts]
            person.hours_due -= fsum(end - start for start, end in person.shifts)
            _call_in(world, person)
            risk_illness(world, person)
            risk_leaving(world, person)


def _owe_hours(world: Stage, person: Professional) -> None:
    """Contract hours of the week less leave; what a whole shift cannot hold is carried over."""
    p = world.parameters
    contract = person.fte * p.contract_hours
    week = round(world.now / WEEK)
    off = is_week_off(person.post, week, p.leave_weeks_share)
    rest = (p.leave_share - p.leave_weeks_share) / max(LEAST_DIVISOR, 1.0 - p.leave_weeks_share)
    leave = contract if off else contract * rest
    person.contract += contract
    person.hours["leave"] += leave
    person.hours_due += contract - leave


def _clear_agenda(world: Stage, person: Professional) -> None:
    for appointment in person.agenda:
        world.tell(SessionCancelled(world.now, person, appointment, "coach absent"))
    person.agenda.clear()


def _call_in(world: Stage, person: Professional | Volunteer) -> None:
    """The first shift of the week calls somebody in; it is the only event between two weeks."""
    if not person.shifts or person.called is None or person.called.triggered:
        return
    start, end = person.shifts[0]
    if isinstance(person, Professional):
        start += opening_block(world, person, end - start)
    event = person.called
    event._ok, event._value = True, None
    world.env.schedule(event, delay=start - world.now)


def plan_shifts(world: Stage, volunteer: Volunteer) -> None:
    """A volunteer comes on the day-parts of habit, as often as the hours they want to give allow."""
    p, parts = world.parameters, volunteer.traits.dayparts
    volunteer.shifts = []
    if p.fixed_visit and volunteer.client is None and not volunteer.occasional:
        return
    hours = volunteer.hours_agreed
    usual = max(p.shift_hours, hours / len(parts))
    volunteer.shifts_due += hours / usual
    count = min(int(volunteer.shifts_due), len(parts))
    if count < 1:
        return
    volunteer.shifts_due = min(volunteer.shifts_due - count, float(len(parts)))
    for index in sorted(parts[:count]):
        part = world.calendar.dayparts[index]
        length = min(part.hours, usual)
        start = world.now + part.start + volunteer.offset * (part.hours - length)
        volunteer.shifts.append((start, start + length))
        volunteer.contract += length
    _call_in(world, volunteer)


def _match_buddies(world: Stage, unit: Unit) -> None:
    """Clients without a buddy get a free volunteer, the longest free first (duo programmes only)."""
    if not world.parameters.fixed_visit:
        return
    free = [v for v in unit.volunteers.values() if v.client is None and v.open_ended and v.left is None]
    waiting = [c for c in unit.clients.values() if c.buddy is None and c.rematch_at <= world.now]
    for client, volunteer in zip(waiting, free, strict=False):
        client.pair_with(volunteer)
        plan_shifts(world, volunteer)
        rate = world.parameters.match_hazard
        if rate > 0:
            length = world.chance.stream("match", volunteer.name).exponential(MONTH / rate)
            world.at(world.now + length, end_match, world, volunteer, client)


def close_week(world: Stage) -> None:
    """Everybody has lived a week; what it cost and what they felt is told."""
    world.settle()
    for unit in world.organisation.units:
        notice_the_missed(world, unit)
        weigh_the_week(world.parameters, unit)
        for react in world.reactions.week:
            react(world, unit)
        _end_of_professional_weeks(world, unit)
        for volunteer in unit.volunteers.values():
            if volunteer.active:
                need = live_a_week_as_volunteer(world, volunteer)
                count_risks(world, volunteer, need)
                volunteer.week = WeekOfHelp()
        for client in unit.clients.values():
            clients.live_a_week(world.parameters, client, world.now)
            world.tell_of(ClientWeek, client)
        world.tell(UnitWeek(world.now, unit))
        watch_admission(world, unit)
    world.watch()
    world.tell(OrganisationWeek(world.now, world.organisation))
    for unit in world.organisation.units:
        admit_who_fits(world, unit)


def _end_of_professional_weeks(world: Stage, unit: Unit) -> None:
    tensions = _tensions(world, unit)
    for person in unit.staff():
        person.tension = tensions.get(person.name, 0.0)
        live_a_week_as_professional(world, person)
        world.tell(ProfessionalWeek(world.now, person, person.quit_risk))


def _tensions(world: Stage, unit: Unit) -> dict[str, float]:
    """Mean tension above that of strangers with the volunteers a professional met in the last four weeks."""
    since, stranger = world.now - RECENT_WEEKS * WEEK, world.parameters.states.pair_tension
    sums: dict[str, list[float]] = {}
    for volunteer in unit.volunteers.values():
        for name, pair in volunteer.pairs.items():
            if pair.last >= since:
                sums.setdefault(name, []).append(pair.tension - stranger)
    return {name: fsum(values) / len(values) for name, values in sums.items()}
