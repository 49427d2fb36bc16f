"""How a funder comes to the next budget: a norm price that follows what was paid, times the output agreed (C185)."""

from __future__ import annotations

from typing import NamedTuple

from tup_sim.model.parameters.whole import Parameters


class Year(NamedTuple):
    """What a funder saw in a year: output of paid people and of volunteers, cost of volunteers, subsidy."""

    paid: float
    volunteers: float
    support_cost: float
    granted: float


def price_paid(p: Parameters, year: Year) -> float | None:
    """EUR per piece of output; where the cost of volunteers is visible it is taken off, and their output too."""
    money = year.granted - (year.support_cost if p.support_cost_visible else 0.0)
    output = output_at_norm_price(p, year)
    return money / output if output > 0 else None


def output_at_norm_price(p: Parameters, year: Year) -> float:
    """Output that the norm price is for: all of it, or that of paid people where the cost of volunteers is visible."""
    return year.paid + (0.0 if p.support_cost_visible else year.volunteers)


def next_price(p: Parameters, price: float, paid: float | None) -> float:
    """The norm price moves part of the way to what was really paid."""
    return price if paid is None else price + p.funder.adjustment * (paid - price)


def next_grant(p: Parameters, price: float, target: float, support_cost: float) -> float:
    """Norm price x agreed output; output of volunteers is bought at what it costs, where that is visible."""
    return price * target + (support_cost if p.support_cost_visible else 0.0)
