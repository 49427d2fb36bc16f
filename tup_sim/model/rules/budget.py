"""How an organisation answers less money: a cut becomes posts, hours and training lost (NI05, NI10). Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from tup_sim.model.parameters.plain_groups import Parameters


@dataclass(frozen=True)
class Plan:
    """What the budget carries: shares of the posts at rest."""

    professionals: float
    coordinators: float
    second_line: float


def cut_in_force(p: Parameters, week: float) -> float:
    """Cut of the subsidy in a week, as share: ramps up over ``over`` weeks, ends when restored."""
    cut = p.cut
    if week < cut.at or (0 <= cut.restored <= week):
        return 0.0
    return cut.size * min(1.0, (week - cut.at + 1) / cut.over) if cut.over > 0 else cut.size


def budget_at_rest(p: Parameters) -> dict[str, float]:
    """The yearly budget of the whole organisation by line, EUR: income positive, costs negative.

    Every post counts as filled and every volunteer of the start as there: wages saved on vacancies pay for hiring
    and replacement, which are therefore no lines of their own.
    """
    each = p.volunteer_reimbursement + p.volunteer_insurance + p.volunteer_thanks
    lines = {
        "income": p.income,
        "wages professionals": -p.professionals.posts * p.professionals.fte * p.wage_professional,
        "wages coordinators": -p.coordinators.posts * p.coordinators.fte * p.wage_coordinator,
        "night wages": -p.night_wages,
        "overhead": -p.overhead,
        "volunteers": -p.volunteers_initial * each,
        "training": -p.training_budget,
        "recruitment": -p.recruitment_budget,
    }
    return {line: amount * p.units for line, amount in lines.items()}


def left_over(p: Parameters) -> float:
    """EUR a year by which the income at rest exceeds what it has to pay; 0 where it falls short."""
    return max(0.0, fsum(budget_at_rest(p).values()))


def spending_plan(p: Parameters, size: float, overdrawn: float) -> Plan:
    """Shares of the posts that remain under a cut of this size.

    Money that is left over at rest goes first. What is still short is divided over the payroll; coordination,
    training and recruitment are cut ``second_line_weight`` times as hard as the front line unless protected.
    ``overdrawn`` is money spent that was not there, to be won back within a year.
    """
    units = p.units
    shortfall = size * p.subsidy_share * p.income * units + overdrawn - left_over(p)
    front = p.professionals.posts * p.professionals.fte * p.wage_professional * units
    desk = (
        0.0
        if p.cut_protects.coordinator
        else p.coordinators.posts * p.coordinators.fte * p.wage_coordinator * units
    )
    training = 0.0 if p.cut_protects.training else (p.training_budget + p.recruitment_budget) * units
    x, y = _divide(shortfall, front, desk + training, p.second_line_weight)
    return Plan(
        professionals=1.0 - (x if front > 0 else 0.0),
        coordinators=1.0 - (y if desk > 0 else 0.0),
        second_line=1.0 - (y if training > 0 else 0.0),
    )


def _divide(shortfall: float, front: float, second: float, weight: float) -> tuple[float, float]:
    """Cuts of front and second line (shares) that save the shortfall, the second ``weight`` times as hard."""
    if shortfall <= 0 or front + second <= 0:
        return 0.0, 0.0
    x = shortfall / (front + weight * second) if front + weight * second > 0 else 1.0
    if x > 1.0:
        return 1.0, min(1.0, (shortfall - front) / second) if second > 0 else 0.0
    if weight * x <= 1.0:
        return x, weight * x
    return (min(1.0, (shortfall - second) / front) if front > 0 else 1.0), 1.0
