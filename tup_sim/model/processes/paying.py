"""Money accrues from hour to hour and is booked every week; a cut is announced, planned for and felt."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, fsum
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK, YEAR, Process
from tup_sim.model.events import CutAnnounced, MoneyMoved, SubsidyChanged
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.professional import Professional
from tup_sim.model.processes.staffing import employed_fte, fill_vacancies, shrink
from tup_sim.model.rules.budget import cut_in_force, spending_plan

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def review_the_budget(sim: Simulation) -> Process:
    """Every quarter the organisation looks at what the budget carries."""
    while True:
        yield sim.hours(sim.parameters.budget_review * WEEK)
        plan_staff(sim)


def settle(sim: Simulation) -> None:
    """Book what has accrued since the books were last settled, so that every week holds its share of the year.

    Done at the end of every week, before the payroll or a parameter changes, and before anybody reads the balance.
    """
    organisation = sim.organisation
    since = organisation.settled
    organisation.settled = sim.now
    years = (sim.now - since) / YEAR
    if years <= 0.0 or not sim.parameters.mechanisms.money:
        return
    for line, yearly in _per_year(sim):
        move(sim, line, yearly * years, since)
    move(sim, "replacement and overtime", -_replacement(sim, years, since), since)


def _per_year(sim: Simulation) -> Iterator[tuple[str, float]]:
    """Lines that accrue, EUR a year of 52 weeks as things stand: income positive, costs negative."""
    p, organisation = sim.parameters, sim.organisation
    income = p.income * p.units
    yield "subsidy", income * p.subsidy_share * (1.0 - organisation.cut)
    yield "other income", income * (1.0 - p.subsidy_share)
    paid = [person for unit in organisation.units for person in unit.staff()]
    yield "wages professionals", -fsum(_wage(p, person) for person in paid if not person.coordinator)
    yield "wages coordinators", -fsum(_wage(p, person) for person in paid if person.coordinator)
    people = fsum(len(unit.regulars()) for unit in organisation.units)
    yield "volunteers", -people * (p.volunteer_reimbursement + p.volunteer_insurance + p.volunteer_thanks)
    yield "training", -p.training_budget * p.units * organisation.second_line_share
    yield "recruitment", -p.recruitment_budget * p.units * organisation.second_line_share
    yield "overhead", -(p.overhead + p.night_wages) * p.units


def _wage(p: Parameters, person: Professional) -> float:
    """EUR a year for the post of a paid person."""
    return person.fte * (p.wage_coordinator if person.coordinator else p.wage_professional)


def _replacement(sim: Simulation, years: float, since: float) -> float:
    """EUR for replacement and overtime: the budget, and overtime once it exceeds the budget of the year so far.

    Over a whole year this is the larger of the two.
    """
    p, spent = sim.parameters, sim.organisation.replacement
    spent.open_year(floor((since / WEEK - p.warmup) / WEEKS_PER_YEAR))
    return spent.book(p.replacement_budget * p.units * years, _overtime_bill(sim))


def _overtime_bill(sim: Simulation) -> float:
    """Overtime not yet paid for, EUR, each hour at the wage of who worked it."""
    p, bill = sim.parameters, []
    for unit in sim.organisation.units:
        for person in unit.staff():
            hours = person.overtime - person.overtime_paid
            person.overtime_paid = person.overtime
            wage = p.wage_coordinator if person.coordinator else p.wage_professional
            bill.append(hours * p.overtime_pay * wage / (p.contract_hours * WEEKS_PER_YEAR))
    return fsum(bill)


def move(sim: Simulation, line: str, amount: float, since: float | None = None) -> None:
    """One line of the ledger; ``since`` is the hour from which it accrued, None for what is paid at once."""
    if amount:
        sim.organisation.balance += amount
        sim.emit(MoneyMoved(sim.now, line, amount, sim.now if since is None else since))


def pay_from_reserve(sim: Simulation, line: str, amount: float) -> None:
    """Notice and severance come out of the reserve, as far as it goes."""
    organisation = sim.organisation
    from_reserve = min(amount, max(0.0, organisation.reserve))
    organisation.reserve -= from_reserve
    move(sim, "from reserve", from_reserve)
    move(sim, line, -amount)


def pay_severance(sim: Simulation, person: Professional, fte: float) -> None:
    """Severance for a post or a part of it; a temporary contract just ends."""
    if not person.temporary:
        p = sim.parameters
        pay_from_reserve(sim, "severance", fte * p.wage_professional * p.severance / WEEKS_PER_YEAR)


def hear_of_the_cut(sim: Simulation) -> None:
    """The cut is announced: no more hiring beyond what will be carried, and notice is given in time."""
    size = sim.parameters.cut.size
    sim.organisation.announced_cut = size
    sim.emit(CutAnnounced(sim.now, size))
    plan_staff(sim)


def is_news(sim: Simulation) -> bool:
    """Whether a cut of this size was not announced yet; what a funder grants less is announced by the funder."""
    known = sim.organisation.announced_cut
    return not known or (known != sim.parameters.cut.size and _granted(sim, sim.week) is None)


def withdraw_the_cut(sim: Simulation) -> None:
    """There is no cut any more: nothing is announced and posts are filled again, unless the funder grants less."""
    organisation = sim.organisation
    if organisation.announced_cut and _granted(sim, sim.week) is None:
        organisation.announced_cut = 0.0
        if not organisation.cut:
            plan_staff(sim)
    follow_the_subsidy(sim)


def _granted(sim: Simulation, week: float) -> float | None:
    """Part of the subsidy that is granted in a week; None where the funder pays as announced."""
    for offer in sim.hooks.grant:
        granted = offer(sim, week)
        if granted is not None:
            return granted
    return None


def cut_at(sim: Simulation, week: float) -> float:
    """Part of the subsidy at rest that is missing in a week: the announced cut, and what the funder granted less."""
    announced = cut_in_force(sim.parameters, week)
    granted = _granted(sim, week)
    return announced if granted is None else 1.0 - (1.0 - announced) * granted


def plan_for_the_grant(sim: Simulation, week: float) -> None:
    """The budget from a week on is known: if it is smaller, hire no more than it will carry, give notice in time."""
    sim.organisation.announced_cut = max(cut_at(sim, week), 0.0)
    plan_staff(sim)


def follow_the_subsidy(sim: Simulation) -> None:
    """On Monday: is another cut in force than last week?"""
    organisation = sim.organisation
    size = cut_at(sim, sim.week)
    if size != organisation.cut:
        organisation.cut = size
        sim.emit(SubsidyChanged(sim.now, size))
        if size <= 0.0:
            organisation.announced_cut = 0.0
        plan_staff(sim)
        cut_second_line(sim)


def plan_staff(sim: Simulation) -> None:
    """How many posts the budget will carry by the time notice is over; hire or shrink towards that."""
    sim.settle()
    p, organisation = sim.parameters, sim.organisation
    horizon = sim.week + p.notice
    coming = cut_at(sim, horizon)
    size = coming if organisation.announced_cut > 0 else organisation.cut
    size = max(size, organisation.cut) if coming > 0 else size
    overdrawn = max(0.0, -(organisation.balance + max(0.0, organisation.reserve)))
    organisation.was_overdrawn = organisation.was_overdrawn or overdrawn > 0
    plan = spending_plan(p, size, overdrawn)
    organisation.posts = plan.professionals * p.professionals.posts * p.professionals.fte * p.units
    organisation.posts_to_fill = min(organisation.posts, _posts_after(sim, overdrawn))
    surplus = employed_fte(sim) - organisation.posts
    if surplus > p.professionals.surplus_left and (size > 0 or overdrawn > 0):
        if not p.cut_protects.front_line or overdrawn > 0:
            start = (p.cut.at + p.warmup) * WEEK if p.cut.size > 0 and organisation.cut == 0.0 else 0.0
            shrink(sim, surplus, max(start, sim.now + p.notice * WEEK))
    else:
        fill_vacancies(sim)


def _posts_after(sim: Simulation, overdrawn: float) -> float:
    """Posts (FTE) under the announced cut: vacancies beyond them stay open from the announcement on."""
    p, known = sim.parameters, sim.organisation.announced_cut
    plan = spending_plan(p, known, overdrawn)
    return plan.professionals * p.professionals.posts * p.professionals.fte * p.units


def cut_second_line(sim: Simulation) -> None:
    """Coordination and training follow the cut when it comes into force (NI05)."""
    organisation = sim.organisation
    plan = spending_plan(sim.parameters, organisation.cut, 0.0)
    organisation.coordinator_share = plan.coordinators
    organisation.second_line_share = plan.second_line
    set_coordinator_hours(sim)


def set_coordinator_hours(sim: Simulation) -> None:
    """Coordinators work the part of their post that is paid for."""
    sim.settle()
    for person in sim.coordinators():
        person.fte = sim.parameters.coordinators.fte * sim.organisation.coordinator_share
