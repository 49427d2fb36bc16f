"""Every Monday: the week that ended is felt and told, what was dated happens, and the new week is planned."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from tup_sim.model.clock import MONTH, WEEK, Process
from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.effects import clients
from tup_sim.model.effects.tension import feel_worth
from tup_sim.model.effects.work_pressure import weigh_the_week
from tup_sim.model.events import (
    ClientWeek,
    OrganisationWeek,
    ProfessionalWeek,
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
from tup_sim.model.processes.coaching import clear_agenda, plan_talks
from tup_sim.model.processes.counting_on import think_again
from tup_sim.model.processes.enquiring import recruit_this_week
from tup_sim.model.processes.leaving import count_risks, end_match, face_risks, lose_volunteers
from tup_sim.model.processes.paying import (
    follow_the_subsidy,
    hear_of_the_cut,
    is_news,
    plan_staff,
    withdraw_the_cut,
)
from tup_sim.model.processes.queueing import notice_the_missed
from tup_sim.model.processes.staffing import risk_illness, risk_leaving
from tup_sim.model.processes.weekly_update import live_a_week_as_professional, live_a_week_as_volunteer
from tup_sim.model.processes.working import opening_block
from tup_sim.model.rules.rostering import is_week_off, level, shift_times

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_WEEKS_OF_A_MONTH = 4  # contacts are rationed by the month, and weeks are not cut in parts


def weekly_cycle(sim: Simulation) -> Process:
    """The organisation goes from Monday to Monday."""
    while True:
        open_week(sim)
        yield sim.hours(WEEK)
        close_week(sim)


def open_week(sim: Simulation) -> None:
    """Dated things happen first; then everybody's week is planned."""
    apply_changes(sim)
    _follow_the_money(sim)
    if sim.parameters.mechanisms.money:
        for decide in sim.hooks.budget:
            decide(sim)
    shock = sim.parameters.volunteer_shock
    if shock.share > 0 and sim.week == shock.at:
        lose_volunteers(sim)
    recruit_this_week(sim)
    for unit in sim.organisation.units:
        _plan_the_week(sim, unit)
    for hook in sim.hooks.planned:
        hook(sim)


def _plan_the_week(sim: Simulation, unit: Unit) -> None:
    """Applicants, rosters, shifts and risks, duos, talks and requests of one unit, in this order."""
    _expect_applicants(sim, unit)
    if sim.parameters.rosters:
        plan_rosters(sim, unit)
    else:
        for person in unit.staff():
            risk_leaving(sim, person)
    for volunteer in list(unit.volunteers.values()):
        plan_shifts(sim, volunteer)
        if volunteer.active:
            face_risks(sim, volunteer)
    _match_buddies(sim, unit)
    plan_talks(sim, unit)
    for plan in sim.hooks.monday:
        plan(sim, unit)
    factor = sim.demand_factor()
    if sim.parameters.volunteer_visits >= 0 and round(sim.now / WEEK) % _WEEKS_OF_A_MONTH == 0:
        begin_a_month_of_visits(sim, unit)
    for client in unit.clients.values():
        plan_requests(sim, client, sim.now, factor)


def _follow_the_money(sim: Simulation) -> None:
    p = sim.parameters
    if not p.mechanisms.money:
        return
    if p.cut.size <= 0:
        if sim.organisation.cut or sim.organisation.announced_cut:
            withdraw_the_cut(sim)
        return
    over = 0 <= p.cut.restored <= sim.week
    if not over and sim.week >= round(p.cut.at - p.cut.announced) and is_news(sim):
        hear_of_the_cut(sim)
    elif sim.organisation.announced_cut and sim.week == round(p.cut.at - p.notice):
        plan_staff(sim)
    follow_the_subsidy(sim)


def _expect_applicants(sim: Simulation, unit: Unit) -> None:
    """Arrivals of clients this week: applicants, at the moments of a Poisson stream of their own."""
    expected = sim.parameters.applicants * sim.demand_factor(shock=False)
    for hour in sim.poisson_arrivals(f"applicants {unit.number}", expected):
        sim.at(hour, apply_for_help, sim, unit)


def plan_rosters(sim: Simulation, unit: Unit) -> None:
    """A roster levelled on demand; whole weeks and day-parts of leave are known beforehand."""
    for people in (unit.professionals, unit.coordinators):
        staff = [p for p in people.values() if people is unit.coordinators or not p.coordinator]
        for person in staff:
            _owe_hours(sim, person)
            clear_agenda(sim, person)
        turns = level([person.hours_due for person in staff], sim.calendar, round(sim.now / WEEK))
        for person, parts in zip(staff, turns, strict=True):
            person.parts = parts
            person.shifts = [shift_times(sim.calendar, part, sim.now) for part in parts]
            person.hours_due -= fsum([end - start for start, end in person.shifts])
            _call_in(sim, person)
            risk_illness(sim, person)
            risk_leaving(sim, person)


def _owe_hours(sim: Simulation, person: Professional) -> None:
    """Contract hours of the week less leave; what a whole shift cannot hold is carried over."""
    p = sim.parameters
    contract = person.fte * p.contract_hours
    week = round(sim.now / WEEK)
    off = is_week_off(person.post, week, p.leave_weeks_share)
    rest = (p.leave_share - p.leave_weeks_share) / max(LEAST_DIVISOR, 1.0 - p.leave_weeks_share)
    leave = contract if off else contract * rest
    person.contract += contract
    person.hours["leave"] += leave
    person.hours_due += contract - leave


def _call_in(sim: Simulation, person: Professional | Volunteer) -> None:
    """The first shift of the week calls somebody in; it is the only event between two weeks."""
    if not person.shifts or person.called is None or person.called.triggered:
        return
    start, end = person.shifts[0]
    if isinstance(person, Professional):
        start += opening_block(sim, person, end - start)
    event = person.called
    event._ok, event._value = True, None
    sim.env.schedule(event, delay=start - sim.now)


def plan_shifts(sim: Simulation, volunteer: Volunteer) -> None:
    """A volunteer comes on the day-parts of habit, as often as the hours they want to give allow."""
    p, parts = sim.parameters, volunteer.traits.dayparts
    volunteer.shifts = []
    if p.fixed_visit and volunteer.client is None and not volunteer.occasional:
        return
    hours, most = volunteer.hours_agreed, len(parts)
    usual = max(p.shift_hours, hours / most)
    volunteer.shifts_due += hours / usual
    count = min(int(volunteer.shifts_due), most)
    if count < 1:
        return
    volunteer.shifts_due = min(volunteer.shifts_due - count, float(most))
    for index in sorted(parts[:count]):
        part = sim.calendar.dayparts[index]
        length = min(part.hours, usual)
        start = sim.now + part.start + volunteer.offset * (part.hours - length)
        volunteer.shifts.append((start, start + length))
        volunteer.contract += length
    _call_in(sim, volunteer)


def room_for_one_more(sim: Simulation, volunteer: Volunteer) -> tuple[float, float] | None:
    """On Monday: start and length of the next shift of habit that is not planned this week, or None.

    It comes after the first one that is planned, for which somebody has been called in already.
    """
    first = volunteer.shifts[0][0] if volunteer.shifts else sim.now
    parts = volunteer.traits.dayparts
    usual = max(
        sim.parameters.shift_hours, volunteer.hours_agreed / len(parts)
    )  # as of those that are planned
    for part in [sim.calendar.dayparts[index] for index in parts[len(volunteer.shifts) :]]:
        length = min(part.hours, usual)
        start = sim.now + part.start + volunteer.offset * (part.hours - length)
        if start > first:
            return start, length
    return None


def plan_one_more(sim: Simulation, volunteer: Volunteer, start: float, length: float) -> None:
    """A volunteer comes once more this week than was planned."""
    volunteer.shifts = sorted([*volunteer.shifts, (start, start + length)])
    volunteer.contract += length
    _call_in(sim, volunteer)


def _match_buddies(sim: Simulation, unit: Unit) -> None:
    """Clients without a buddy get a free volunteer, the longest free first (duo programmes only)."""
    if not sim.parameters.fixed_visit:
        return
    free = [v for v in unit.volunteers.values() if v.client is None and v.open_ended and v.left is None]
    waiting = [c for c in unit.clients.values() if c.buddy is None and c.rematch_at <= sim.now]
    for client, volunteer in zip(waiting, free, strict=False):
        client.pair_with(volunteer)
        plan_shifts(sim, volunteer)
        rate = sim.parameters.match_hazard
        if rate > 0:
            length = sim.random.stream("match", volunteer.name).exponential(MONTH / rate)
            sim.at(sim.now + length, end_match, sim, volunteer, client)


def close_week(sim: Simulation) -> None:
    """Everybody has lived a week; what it cost and what they felt is told."""
    sim.settle()
    for unit in sim.organisation.units:
        notice_the_missed(sim, unit)
        weigh_the_week(sim.parameters, unit)
        for hook in sim.hooks.week:
            hook(sim, unit)
        if sim.by_expectations:
            think_again(sim, unit)
        _end_of_professional_weeks(sim, unit)
        for volunteer in unit.volunteers.values():
            if volunteer.active:
                need = live_a_week_as_volunteer(sim, volunteer)
                count_risks(sim, volunteer, need)
                volunteer.week = WeekOfHelp()
        for client in unit.clients.values():
            clients.live_a_week(sim.parameters, client, sim.now)
            sim.emit_lazy(ClientWeek, client)
        sim.emit(UnitWeek(sim.now, unit))
        watch_admission(sim, unit)
    sim.watch()
    sim.emit(OrganisationWeek(sim.now, sim.organisation))
    for unit in sim.organisation.units:
        admit_who_fits(sim, unit)


def _end_of_professional_weeks(sim: Simulation, unit: Unit) -> None:
    tensions = _tensions(sim, unit)
    for person in unit.staff():
        person.tension = tensions.get(person.name, 0.0)
        _weigh_own_worth(sim, person)
        live_a_week_as_professional(sim, person)
        sim.emit(ProfessionalWeek(sim.now, person, person.quit_risk))


def _weigh_own_worth(sim: Simulation, person: Professional) -> None:
    """How far own work is at stake, and own training needed: the first mechanism that says so counts."""
    for answer in sim.hooks.worth:
        felt = answer(sim, person)
        if felt is not None:
            threat, legitimacy = felt
            feel_worth(person, threat, legitimacy)
            return


def _tensions(sim: Simulation, unit: Unit) -> dict[str, float]:
    """Mean tension above that of strangers with the volunteers a professional met in the last four weeks."""
    for answer in sim.hooks.tensions:
        carried = answer(unit)
        if carried is not None:
            return carried
    since, stranger = sim.now - RECENT_WEEKS * WEEK, sim.parameters.states.pair_tension
    sums: dict[str, list[float]] = {}
    for volunteer in unit.volunteers.values():
        for name, pair in volunteer.pairs.items():
            if pair.last >= since:
                sums.setdefault(name, []).append(pair.tension - stranger)
    return {name: fsum(values) / len(values) for name, values in sums.items()}
