"""Volunteers who come at random and leave at the rate of their class: a stock and a survival that theory knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import sqrt
from statistics import NormalDist

import pytest

from tests.conservation.worlds import with_values
from tests.theory.formulas import short_in_stock, stock, survival
from tests.theory.observing import CONFIDENCE, WEEK, agrees, at_length
from tup_sim.files import load_scenario
from tup_sim.model.events import UnitWeek, VolunteerLeft, VolunteerStarted, VolunteerWeek
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.week import WEEKS_PER_MONTH
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.survival import kaplan_meier

MONTH = WEEK * WEEKS_PER_MONTH
SHORT = 0.45  # share of short-stayers among starters as shipped
NORMAL = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


def volunteers(inflow: float, h_short: float, h_long: float, warmup: int, weeks: int) -> Scenario:
    """The shipped stock with another inflow and other rates (per month)."""
    people = round(stock(inflow, SHORT, h_short, h_long))
    settings = [
        f"h_short={h_short}",
        f"h_long={h_long}",
        f"starters_per_month={inflow}",
        f"volunteers_initial={people}",
        f"warmup={warmup}",
        f"horizon={weeks}",
    ]
    return load_scenario("theory_stock", settings=settings)


class Stays:
    """When volunteers came and went, how many there were every Monday, and the risk they ran."""

    def __init__(self, scenario: Scenario, seed: int, replication: int) -> None:
        self.people: dict[str, Volunteer] = {}
        self.began: dict[str, float] = {}
        self.stocks: list[tuple[float, int]] = []
        self.risk: dict[str, float] = {}
        self.years: dict[str, float] = {}
        self.handlers = {
            VolunteerStarted: self._start,
            VolunteerLeft: self._meet,
            VolunteerWeek: self._week,
            UnitWeek: self._count,
        }
        self.sim = Simulation(scenario, seed, replication, [self])
        self.first = {v.name: v for unit in self.sim.organisation.units for v in unit.volunteers.values()}
        self.people |= self.first
        self.sim.run()

    def _start(self, event: VolunteerStarted) -> None:
        self.people[event.volunteer.name] = event.volunteer
        self.began[event.volunteer.name] = event.now

    def _meet(self, event: VolunteerLeft) -> None:
        self.people[event.volunteer.name] = event.volunteer

    def _week(self, event: VolunteerWeek) -> None:
        name = event.volunteer.name
        self.risk[name] = self.risk.get(name, 0.0) + sum(event.risks)
        self.years[name] = self.years.get(name, 0.0) + event.exposure

    def _count(self, event: UnitWeek) -> None:
        self.stocks.append((event.now, sum(v.active for v in event.unit.volunteers.values())))

    def ages(self, names: Iterator[str]) -> list[tuple[float, bool]]:
        """Months from the start (or from the first Monday) until leaving or the end, and whether they left."""
        now = self.sim.now
        lives = [(self.began.get(name, 0.0), self.people[name].left) for name in names]
        return [((now if left is None else left) - began, left is not None) for began, left in lives]


@cache
def long_run() -> Stays:
    """Many starters over some years."""
    return Stays(volunteers(inflow=20.0, h_short=0.5, h_long=0.1, warmup=0, weeks=182), 11, 0)


@pytest.mark.parametrize(("inflow", "h_short", "h_long"), [(10.0, 2.0, 0.8), at_length(8.0, 1.0, 0.5)])
def test_the_stock_is_poisson_with_inflow_times_stay_as_its_mean(
    inflow: float, h_short: float, h_long: float
) -> None:
    """M/G/infinity: mean and variance are the same number. Squares vary more, so their interval is wider."""
    theory = stock(inflow, SHORT, h_short, h_long)
    means, squares = [], []
    for replication in range(12):
        seen = Stays(volunteers(inflow, h_short, h_long, warmup=40, weeks=320), 5, replication)
        stocks = [count for now, count in seen.stocks if now > 40 * WEEK]
        means.append(sum(stocks) / len(stocks))
        squares.append(sum((count - theory) ** 2 for count in stocks) / len(stocks))
    agrees(means, theory)
    agrees(squares, theory, narrow=0.3)


def test_starters_of_two_classes_last_as_theory_says() -> None:
    seen = long_run()
    lives = seen.ages(iter(seen.began))
    assert len(lives) > 700
    check_survival(lives, SHORT, short_in_stock(SHORT, 0.5, 0.1))


def test_a_stock_has_few_short_stayers_and_lasts_as_theory_says() -> None:
    """The same people as among starters, weighted by how long they stay."""
    share = short_in_stock(SHORT, 0.5, 0.1)
    scenario = volunteers(inflow=1e-9, h_short=0.5, h_long=0.1, warmup=0, weeks=105)
    scenario = Scenario("stock", with_values(scenario.parameters, {"volunteers_initial": 300}))
    seen = Stays(scenario, 11, 0)
    short = sum(v.traits.short_stayer for v in seen.first.values())
    assert abs(short - 300 * share) < NORMAL * sqrt(300 * share * (1 - share))
    assert short < 0.5 * 300 * SHORT
    check_survival(seen.ages(iter(seen.first)), share, SHORT)


def risk_of_leaving(lives: list[tuple[float, bool]], start: float, end: float) -> tuple[float, float]:
    """Exits per month at risk between two tenures in months, and the standard error of that rate."""
    exits = sum(ended and start * MONTH <= age < end * MONTH for age, ended in lives)
    at_risk = sum(max(0.0, min(age, end * MONTH) - start * MONTH) for age, _ in lives) / MONTH
    return exits / at_risk, sqrt(exits) / at_risk


def fall(lives: list[tuple[float, bool]]) -> tuple[float, float]:
    """How much lower the risk is after half a year than in the first months, and the half width of its interval."""
    (first, error), (later, other) = risk_of_leaving(lives, 0.0, 3.0), risk_of_leaving(lives, 6.0, 24.0)
    return first - later, NORMAL * sqrt(error**2 + other**2)


def test_who_has_stayed_stays_because_people_differ_and_not_because_of_tenure() -> None:
    """Rates of a person never change; where everybody has the same one, the risk does not fall with tenure."""
    many = long_run()
    mixed, half = fall(many.ages(iter(many.began)))
    assert mixed > half
    alike = Stays(volunteers(inflow=20.0, h_short=0.2, h_long=0.2, warmup=0, weeks=182), 11, 0)
    same, half = fall(alike.ages(iter(alike.began)))
    assert abs(same) < half < mixed


def check_survival(lives: list[tuple[float, bool]], short: float, other: float) -> None:
    """The curve of theory lies in the interval of Kaplan and Meier at 1 to 24 months, that of another mix does not."""
    months = [1.0, 3.0, 6.0, 12.0, 24.0]
    curve = kaplan_meier(
        [0.0] * len(lives),
        [age for age, _ in lives],
        [ended for _, ended in lives],
        [m * MONTH for m in months],
    )
    for month, share, variance in zip(months, curve.share, curve.variance, strict=True):
        theory, half = survival(month, short, 0.5, 0.1), NORMAL * sqrt(variance)
        assert half < 0.1
        assert abs(share - theory) <= half, f"{month} months: {share:.3f} against {theory:.3f}"
    wrong = survival(6.0, other, 0.5, 0.1)
    assert abs(curve.share[2] - wrong) > NORMAL * sqrt(curve.variance[2]), "it could not have failed"


def test_the_risk_run_is_exactly_the_rate_of_the_class_times_the_time_at_risk() -> None:
    seen = long_run()
    for name, volunteer in seen.people.items():
        yearly = 12.0 * (0.5 if volunteer.traits.short_stayer else 0.1)
        years = seen.years.get(name, 0.0)
        begin = seen.began.get(name, 0.0)
        end = seen.sim.now if volunteer.left is None else volunteer.left
        assert years == pytest.approx((end - begin) / (52 * WEEK), abs=1e-9)
        assert seen.risk.get(name, 0.0) == pytest.approx(yearly * years, rel=1e-9, abs=1e-12)


def test_a_volunteer_leaves_at_the_moment_the_risk_reaches_the_level_drawn() -> None:
    seen = long_run()
    gone = [volunteer for volunteer in seen.people.values() if volunteer.left is not None]
    assert len(gone) > 500
    for volunteer in gone:
        cause = CAUSES.index(volunteer.reason)
        assert volunteer.hazards[cause] == pytest.approx(volunteer.thresholds[cause], abs=1e-9)
        others = zip(volunteer.hazards, volunteer.thresholds, strict=True)
        assert all(risk <= level + 1e-9 for risk, level in others)


def test_as_many_leave_as_the_risk_they_ran() -> None:
    """Exits less integrated risk is a martingale: zero on average, with the risk as its variance."""
    seen = long_run()
    exits, risk = sum(v.left is not None for v in seen.people.values()), sum(seen.risk.values())
    assert abs(exits - risk) < NORMAL * sqrt(risk) < 0.15 * risk
