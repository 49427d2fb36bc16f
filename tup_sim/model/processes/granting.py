"""Granting: once a year the funder looks at the output it can see and decides on the next budget (C185).

The funder has no view on volunteers. Whether budgets sink when volunteers hold output up follows from what it
counts, and from whether it sees what their support costs.
"""

from __future__ import annotations

from math import fsum

from tup_sim.model.events import GrantDecided
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.paying import follow_the_subsidy, plan_for_the_grant
from tup_sim.model.processes.stage import WEEK, Stage
from tup_sim.model.rules.granting import Year, next_grant, next_price, output_at_norm_price, price_paid


def count_output(world: Stage, contact: Contact) -> None:
    """A contact is a piece of output."""
    funder = world.organisation.funder
    size = contact.client_hours if world.parameters.visible_output == "hours" else 1.0
    if contact.helper.paid:
        funder.paid += size
    else:
        funder.volunteers += size


def count_cost(world: Stage, unit: Unit) -> None:
    """What volunteers cost this week: coordinators, talks and answers of professionals, and direct costs."""
    p, funder, week = world.parameters, world.organisation.funder, unit.weeks[-1]
    hour = p.wage_professional / (p.contract_hours * (1.0 - p.leave_share) * WEEKS_PER_YEAR)
    coordinators = fsum(person.fte for person in unit.coordinators.values())
    people = len(unit.regulars())
    each = p.volunteer_reimbursement + p.volunteer_insurance + p.volunteer_thanks
    funder.support_cost += (
        coordinators * p.wage_coordinator + people * each + p.recruitment_budget
    ) / WEEKS_PER_YEAR
    if not p.coordinators_are_staff:
        funder.support_cost += (week.coaching + week.support) * hour
    if unit is world.organisation.units[-1]:
        funder.weeks += 1


def decide_on_the_budget(world: Stage) -> None:
    """On the Monday of a decision: set the norm the first time, later the next grant; then count anew."""
    p, funder = world.parameters, world.organisation.funder
    if p.funder_rule == "follows_output" and funder.next_from <= world.now:
        funder.share = funder.next_share
        follow_the_subsidy(world)
    if world.week < 0 or world.week % p.funder.interval or not funder.weeks:
        return
    year = _year(world)
    if funder.price is None:
        funder.price, funder.target = price_paid(p, year), output_at_norm_price(p, year)
    elif p.funder_rule == "follows_output":
        _grant(world, year)
    funder.forget()


def _year(world: Stage) -> Year:
    """What was counted, as if it had been a year."""
    funder, per_year = world.organisation.funder, WEEKS_PER_YEAR / world.organisation.funder.weeks
    granted = _subsidy_at_rest(world) * (1.0 - world.organisation.cut)
    return Year(funder.paid * per_year, funder.volunteers * per_year, funder.support_cost * per_year, granted)


def _subsidy_at_rest(world: Stage) -> float:
    p = world.parameters
    return float(p.income * p.units * p.subsidy_share)


def _grant(world: Stage, year: Year) -> None:
    p, funder = world.parameters, world.organisation.funder
    assert funder.price is not None
    funder.price = next_price(p, funder.price, price_paid(p, year))
    granted = next_grant(p, funder.price, funder.target, year.support_cost)
    funder.share = funder.share_at(world.now)
    funder.next_share = granted / _subsidy_at_rest(world)
    funder.next_from = world.now + p.funder.notice * WEEK
    world.tell(GrantDecided(world.now, granted, funder.price, year.paid, year.volunteers, year.support_cost))
    plan_for_the_grant(world)
