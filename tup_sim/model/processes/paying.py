"""Money accrues from hour to hour and is booked every week; a cut is announced, planned for and felt."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, fsum

from tup_sim.model.events import CutAnnounced, MoneyMoved, SubsidyChanged
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.professional import Professional
from tup_sim.model.processes.staffing import employed_fte, fill_vacancies, shrink
from tup_sim.model.processes.stage import WEEK, YEAR, Stage, Story
from tup_sim.model.rules.budget import cut_in_force, spending_plan


def review_the_budget(world: Stage) -> Story:
    """Every quarter the organisation looks at what the budget carries."""
    while True:
        yield world.hours(world.parameters.budget_review * WEEK)
        plan_staff(world)


def settle(world: Stage) -> None:
    """Book what has accrued since the books were last settled, so that every week holds its share of the year.

    Done at the end of every week, before the payroll or a parameter changes, and before anybody reads the balance.
    """
    organisation = world.organisation
    since = organisation.settled
    organisation.settled = world.now
    years = (world.now - since) / YEAR
    if years <= 0.0 or not world.parameters.mechanisms.money:
        return
    for line, yearly in _per_year(world):
        move(world, line, yearly * years, since)
    move(world, "replacement and overtime", -_replacement(world, years, since), since)


def _per_year(world: Stage) -> Iterator[tuple[str, float]]:
    """Lines that accrue, EUR a year of 52 weeks as things stand: income positive, costs negative."""
    p, organisation = world.parameters, world.organisation
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


def _replacement(world: Stage, years: float, since: float) -> float:
    """EUR for replacement and overtime: the budget, and overtime once it exceeds the budget of the year so far.

    Over a whole year this is the larger of the two.
    """
    p, spent = world.parameters, world.organisation.replacement
    spent.open_year(floor((since / WEEK - p.warmup) / WEEKS_PER_YEAR))
    return spent.book(p.replacement_budget * p.units * years, _overtime_bill(world))


def _overtime_bill(world: Stage) -> float:
    """Overtime not yet paid for, EUR, each hour at the wage of who worked it."""
    p, bill = world.parameters, []
    for unit in world.organisation.units:
        for person in unit.staff():
            hours = person.overtime - person.overtime_paid
            person.overtime_paid = person.overtime
            wage = p.wage_coordinator if person.coordinator else p.wage_professional
            bill.append(hours * p.overtime_pay * wage / (p.contract_hours * WEEKS_PER_YEAR))
    return fsum(bill)


def move(world: Stage, line: str, amount: float, since: float | None = None) -> None:
    """One line of the ledger; ``since`` is the hour from which it accrued, None for what is paid at once."""
    if amount:
        world.organisation.balance += amount
        world.tell(MoneyMoved(world.now, line, amount, world.now if since is None else since))


def pay_from_reserve(world: Stage, line: str, amount: float) -> None:
    """Notice and severance come out of the reserve, as far as it goes."""
    organisation = world.organisation
    from_reserve = min(amount, max(0.0, organisation.reserve))
    organisation.reserve -= from_reserve
    move(world, "from reserve", from_reserve)
    move(world, line, -amount)


def pay_severance(world: Stage, person: Professional, fte: float) -> None:
    """Severance for a post or a part of it; a temporary contract just ends."""
    if not person.temporary:
        p = world.parameters
        pay_from_reserve(world, "severance", fte * p.wage_professional * p.severance / WEEKS_PER_YEAR)


def hear_of_the_cut(world: Stage) -> None:
    """The cut is announced: no more hiring beyond what will be carried, and notice is given in time."""
    size = world.parameters.cut.size
    world.organisation.announced_cut = size
    world.tell(CutAnnounced(world.now, size))
    plan_staff(world)


def is_news(world: Stage) -> bool:
    """Whether a cut of this size was not announced yet; what a funder grants less is announced by the funder."""
    known = world.organisation.announced_cut
    return not known or (known != world.parameters.cut.size and _granted(world, world.week) is None)


def withdraw_the_cut(world: Stage) -> None:
    """There is no cut any more: nothing is announced and posts are filled again, unless the funder grants less."""
    organisation = world.organisation
    if organisation.announced_cut and _granted(world, world.week) is None:
        organisation.announced_cut = 0.0
        if not organisation.cut:
            plan_staff(world)
    follow_the_subsidy(world)


def _granted(world: Stage, week: float) -> float | None:
    """Part of the subsidy that is granted in a week; None where the funder pays as announced."""
    for offer in world.reactions.grant:
        granted = offer(world, week)
        if granted is not None:
            return granted
    return None


def cut_at(world: Stage, week: float) -> float:
    """Part of the subsidy at rest that is missing in a week: the announced cut, and what the funder granted less."""
    announced = cut_in_force(world.parameters, week)
    granted = _granted(world, week)
    return announced if granted is None else 1.0 - (1.0 - announced) * granted


def plan_for_the_grant(world: Stage, week: float) -> None:
    """The budget from a week on is known: if it is smaller, hire no more than it will carry, give notice in time."""
    world.organisation.announced_cut = max(cut_at(world, week), 0.0)
    plan_staff(world)


def follow_the_subsidy(world: Stage) -> None:
    """On Monday: is another cut in force than last week?"""
    organisation = world.organisation
    size = cut_at(world, world.week)
    if size != organisation.cut:
        organisation.cut = size
        world.tell(SubsidyChanged(world.now, size))
        if size <= 0.0:
            organisation.announced_cut = 0.0
        plan_staff(world)
        cut_second_line(world)


def plan_staff(world: Stage) -> None:
    """How many posts the budget will carry by the time notice is over; hire or shrink towards that."""
    world.settle()
    p, organisation = world.parameters, world.organisation
    horizon = world.week + p.notice
    coming = cut_at(world, horizon)
    size = coming if organisation.announced_cut > 0 else organisation.cut
    size = max(size, organisation.cut) if coming > 0 else size
    overdrawn = max(0.0, -(organisation.balance + max(0.0, organisation.reserve)))
    plan = spending_plan(p, size, overdrawn)
    organisation.posts = plan.professionals * p.professionals.posts * p.professionals.fte * p.units
    organisation.posts_to_fill = min(organisation.posts, _posts_after(world, overdrawn))
    surplus = employed_fte(world) - organisation.posts
    if surplus > p.professionals.surplus_left and (size > 0 or overdrawn > 0):
        if not p.cut_protects.front_line or overdrawn > 0:
            start = (p.cut.at + p.warmup) * WEEK if p.cut.size > 0 and organisation.cut == 0.0 else 0.0
            shrink(world, surplus, max(start, world.now + p.notice * WEEK))
    else:
        fill_vacancies(world)


def _posts_after(world: Stage, overdrawn: float) -> float:
    """Posts (FTE) under the announced cut: vacancies beyond them stay open from the announcement on."""
    p, known = world.parameters, world.organisation.announced_cut
    plan = spending_plan(p, known, overdrawn)
    return plan.professionals * p.professionals.posts * p.professionals.fte * p.units


def cut_second_line(world: Stage) -> None:
    """Coordination and training follow the cut when it comes into force (NI05)."""
    organisation = world.organisation
    plan = spending_plan(world.parameters, organisation.cut, 0.0)
    organisation.coordinator_share = plan.coordinators
    organisation.second_line_share = plan.second_line
    set_coordinator_hours(world)


def set_coordinator_hours(world: Stage) -> None:
    """Coordinators work the part of their post that is paid for."""
    world.settle()
    for person in world.coordinators():
        person.fte = world.parameters.coordinators.fte * world.organisation.coordinator_share
