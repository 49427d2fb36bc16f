"""The funder: once in a while it looks at the output it can see and decides on the next budget (C185).

The funder has no view on volunteers. Whether budgets sink when volunteers hold output up follows from what it
counts, and from whether it sees what their support costs.
"""

from __future__ import annotations

from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.mechanisms.base import WEEK, Declared, Line, Mechanism, assumed, chosen, gate, state
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.request import Contact
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.paying import follow_the_subsidy, plan_for_the_grant

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


class GrantDecided(NamedTuple):
    """The funder decided on the next budget, EUR per year, from what it counted in the last year."""

    now: float
    granted: float
    price: float
    paid_output: float
    volunteer_output: float
    support_cost: float


class FunderRule(StrEnum):
    """Where the next budget comes from."""

    ANNOUNCED = "announced"
    FOLLOWS_OUTPUT = "follows_output"


class VisibleOutput(StrEnum):
    """What a funder counts."""

    CONTACTS = "contacts"
    HOURS = "hours"


class Funder:
    """Somebody who pays, and counts what it sees."""

    def __init__(self) -> None:
        self.paid = 0.0
        self.volunteers = 0.0
        self.support_cost = 0.0
        self.weeks = 0
        self.price: float | None = None
        self.target = 0.0
        self.share = 1.0
        self.next_share = 1.0
        self.next_from = 0.0

    def share_at(self, hour: float) -> float:
        """Part of the subsidy that is granted at an hour, as far as is known now."""
        return self.next_share if hour >= self.next_from else self.share

    def forget(self) -> None:
        """Count from nothing again."""
        self.paid = self.volunteers = self.support_cost = 0.0
        self.weeks = 0


class Year(NamedTuple):
    """What a funder saw in a year: output of paid people and of volunteers, cost of volunteers, subsidy."""

    paid: float
    volunteers: float
    support_cost: float
    granted: float


FUNDER_LOOP = Declared(
    key="funder_loop",
    switch="The funder counts output; what it does with it: funder_rule; off, or without money: nothing.",
    sources="C185",
    section="Funder",
    gates=(
        gate(
            {"funder_rule": "announced"}, Message("the funder pays as announced (funder_rule is announced)"),
            "funder_loop", "support_cost_visible", "visible_output",
        ),
    ),
    renamed={"funder": "funder_loop"},
    groups={"funder_loop": "What a funder knows and does."},
    numbers=(
        chosen(
            "funder_rule", FunderRule.ANNOUNCED, "-", None, None,
            "The next budget: as announced, or norm price times the output that was agreed and delivered.",
            source="C185",
        ),
        chosen(
            "support_cost_visible", False, "-", None, None,
            "The funder sees what volunteers cost, and pays that for their output.",
            source="C185",
        ),
        chosen(
            "visible_output", VisibleOutput.HOURS, "-", None, None, "What the funder counts as output.",
            source="C185",
        ),
        assumed(
            "funder_loop.adjustment", 0.5, "share", 0, 1,
            "Part of the gap to the price just paid by which the norm price moves every time.",
            source="OWN3, C185", plausible=(0.2, 0.8),
        ),
        chosen("funder_loop.interval", 52, "weeks", 1, 520, "Weeks between decisions on the budget.", source="C185"),
        chosen(
            "funder_loop.notice", 13.0, "weeks", 0, 52, "Weeks between a decision and the budget it grants.",
            source="NI10",
        ),
    ),
    states=(
        state(
            "organisation", Funder,
            paid="output of paid people since the funder last decided.",
            volunteers="output of volunteers since then.",
            support_cost="what volunteers cost since then, EUR.",
            weeks="weeks since then.",
            price="norm price of a piece of output, EUR; None until there was something to count.",
            target="output agreed per year.",
            share="part of the subsidy at rest that is granted now.",
            next_share="part that is granted from `next_from` on.",
            next_from="hour from which the last decision holds.",
        ),
    ),
    events=(GrantDecided,),
    lines=(Line(GrantDecided, "all", "each", "The funder granted {granted} euro for a year."),),
    left_out=("funder_loop", "funder_rule", "support_cost_visible", "visible_output"),
    paragraph=(
        "With `funder_rule` as *announced* (default) the subsidy is what the scenario says. With *follows_output* "
        "the funder decides every `funder_loop.interval` weeks from what it counted since (`visible_output`: contacts "
        "or client hours), and the grant holds from `funder_loop.notice` weeks later (C185):\n\n"
        "    price += funder_loop.adjustment x (granted / output - price)\n"
        "    grant  = price x min(target, output), at most the subsidy at rest\n\n"
        "So it pays for what was agreed and delivered, and no more than it ever meant to. "
        "The first price and the target are what the organisation gave in its first year, so at rest nothing "
        "moves but for luck: a year of more output lowers the price, a year of less is not paid in full. With "
        "`support_cost_visible`, price and target are those of paid people, (granted - support cost)/paid output, "
        "and the output of volunteers is bought at its support cost (coordinators, talks and "
        "answers by professionals, direct costs) as counted. The literal reading, price x (target - output of "
        "volunteers) + support cost, would let the funder buy less paid work for each hour a volunteer gives, and "
        "be harsher than not seeing the cost. The organisation answers a smaller grant as it answers a cut."
    ),
)  # fmt: skip


class FunderLoop(Mechanism):
    """The funder counts output, and pays by it where that is its rule."""

    declared: ClassVar[Declared] = FUNDER_LOOP
    funder_rule: str
    support_cost_visible: bool
    visible_output: str
    adjustment: float
    interval: int
    notice: float

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """A contact is a piece of output."""
        funder: Funder = sim.organisation.own[self.k]
        size = contact.client_hours if self.visible_output == "hours" else 1.0
        if contact.helper.paid:
            funder.paid += size
        else:
            funder.volunteers += size

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """What volunteers cost this week: coordinators, talks and answers of professionals, and direct costs."""
        p, week = sim.parameters, unit.weeks[-1]
        funder: Funder = sim.organisation.own[self.k]
        hour = p.wage_professional / (p.contract_hours * (1.0 - p.leave_share) * WEEKS_PER_YEAR)
        coordinators = fsum(person.fte for person in unit.coordinators.values())
        people = len(unit.regulars())
        each = p.volunteer_reimbursement + p.volunteer_insurance + p.volunteer_thanks
        funder.support_cost += (
            coordinators * p.wage_coordinator + people * each + p.recruitment_budget
        ) / WEEKS_PER_YEAR
        if not p.coordinators_are_staff:
            funder.support_cost += (week.coaching + week.support) * hour
        if unit is sim.organisation.units[-1]:
            funder.weeks += 1

    def on_budget(self, sim: Simulation) -> None:
        """On the Monday of a decision: set the norm the first time, later the next grant; then count anew."""
        funder: Funder = sim.organisation.own[self.k]
        if self.follows_output() and funder.next_from <= sim.now:
            funder.share = funder.next_share
            follow_the_subsidy(sim)
        if sim.week < 0 or sim.week % self.interval or not funder.weeks:
            return
        year = _year(sim, funder)
        if funder.price is None:
            funder.price, funder.target = self.price_paid(year), self.output_at_norm_price(year)
        elif self.follows_output():
            self._grant(sim, funder, year)
        funder.forget()

    def offer_grant(self, sim: Simulation, week: float) -> float | None:
        """A funder that pays by output has granted so much of the subsidy, as far as is known now."""
        if not self.follows_output():
            return None
        funder: Funder = sim.organisation.own[self.k]
        return funder.share_at((week + sim.parameters.warmup) * WEEK)

    def follows_output(self) -> bool:
        """Whether the next budget depends on what was counted."""
        return self.funder_rule == "follows_output"

    def _grant(self, sim: Simulation, funder: Funder, year: Year) -> None:
        assert funder.price is not None
        price = self.next_price(funder.price, self.price_paid(year))
        funder.price = price
        at_rest = _subsidy_at_rest(sim)  # of nothing, any part is nothing
        granted = self.next_grant(price, funder.target, year, at_rest)
        funder.share = funder.share_at(sim.now)
        funder.next_share = granted / at_rest if at_rest > 0 else funder.share
        funder.next_from = sim.now + self.notice * WEEK
        sim.emit(GrantDecided(sim.now, granted, price, year.paid, year.volunteers, year.support_cost))
        plan_for_the_grant(sim, sim.week + self.notice)

    def price_paid(self, year: Year) -> float | None:
        """EUR per piece of output; where the cost of volunteers is visible it is taken off, and their output too."""
        money = year.granted - (year.support_cost if self.support_cost_visible else 0.0)
        output = self.output_at_norm_price(year)
        return money / output if output > 0 else None

    def output_at_norm_price(self, year: Year) -> float:
        """Output the norm price is for: all of it, or that of paid people where the cost of volunteers is visible."""
        return year.paid + (0.0 if self.support_cost_visible else year.volunteers)

    def next_price(self, price: float, paid: float | None) -> float:
        """The norm price (EUR per piece) moves part of the way to what was really paid."""
        return price if paid is None else price + self.adjustment * (paid - price)

    def next_grant(self, price: float, target: float, year: Year, at_rest: float) -> float:
        """Norm price x what was agreed and delivered (EUR per year), at most the subsidy at rest.

        Where their cost is visible, volunteers are paid for at what they cost.
        """
        delivered = min(target, self.output_at_norm_price(year))
        return min(at_rest, price * delivered + (year.support_cost if self.support_cost_visible else 0.0))


def _year(sim: Simulation, funder: Funder) -> Year:
    """What was counted, as if it had been a year."""
    per_year = WEEKS_PER_YEAR / funder.weeks
    granted = _subsidy_at_rest(sim) * (1.0 - sim.organisation.cut)
    return Year(funder.paid * per_year, funder.volunteers * per_year, funder.support_cost * per_year, granted)


def _subsidy_at_rest(sim: Simulation) -> float:
    p = sim.parameters
    return float(p.income * p.units * p.subsidy_share)
