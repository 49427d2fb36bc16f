"""Whatever window is asked for, money in it is its share of the yearly items: it accrues, month or no month."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.files import load_scenario
from tup_sim.measures import Ledger, outcome_of
from tup_sim.model import events
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.people.organisation import Replacement
from tup_sim.model.processes.staffing import depart, employed_fte, shrink
from tup_sim.model.simulation import Simulation

# A house in which nothing happens: nobody falls ill, leaves, comes or asks for anything.
QUIET = {
    "places": 0,
    "applicants": 0.0,
    "professionals.posts": 2,
    "volunteers_initial": 4,
    "occasional_stock": 0,
    "staff_quit": 0.0,
    "absence_base": 0.0,
    "h_short": 0.0,
    "h_long": 0.0,
    "job_hazard": 0.0,
    "job_hazard_seeker": 0.0,
    "planned_ends.student": 0.0,
    "planned_ends.interim": 0.0,
    "mandated_inflow": 0.0,
    "starters_per_month": 0.0,
    "mechanisms.recruitment": False,
    "mechanisms.strain": False,
    "mechanisms.exit": False,
    "mechanisms.guided_groups": False,
    "income": 260_000.0,
}
INCOME = 260_000.0
STAFF = 2 * 0.75 * 62_000.0
BILLS = STAFF + 0.75 * 62_000.0 + 102_300.0 + 4 * 185.0 + 2_239.0 + 1_500.0 + 11_655.0


def house(**values):
    dotted = {path.replace("__", "."): value for path, value in values.items()}
    return with_values(BASES["open_house"], QUIET | dotted)


@cache
def at_rest(warmup: int) -> Ledger:
    scenario = Scenario("at rest", house(warmup=warmup, horizon=60))
    ledger = Ledger(scenario)
    Simulation(scenario, 1, 0, (ledger,)).run()
    return ledger.close()


def value(ledger: Ledger, key: str, start: int, end: int) -> float:
    return outcome_of(key).measure(ledger, start, end)


@pytest.mark.parametrize("warmup", [0, 1, 4, 7, 52])
@pytest.mark.parametrize("weeks", [1, 2, 5, 10, 26, 52, 60])
def test_every_window_holds_its_share_of_the_year(warmup: int, weeks: int) -> None:
    ledger = at_rest(warmup)
    for start in {0, 1, (60 - weeks) // 2, 60 - weeks} - {61 - weeks}:
        end = start + weeks
        assert value(ledger, "cost", start, end) == pytest.approx(BILLS), start
        assert value(ledger, "budget_balance", start, end) == pytest.approx(INCOME - BILLS), start
        assert value(ledger, "budget_granted", start, end) == pytest.approx(0.95 * INCOME), start


@pytest.mark.parametrize("warmup", [0, 7])
def test_the_warm_up_and_the_last_week_are_booked_like_every_other(warmup: int) -> None:
    rows = at_rest(warmup).weeks
    for name, yearly in (("money.out", BILLS), ("money.in", INCOME), ("money.overhead", 102_300.0)):
        assert rows.row(name) == pytest.approx([yearly / 52.0] * (60 + warmup)), name


def test_what_a_volunteer_costs_is_the_same_in_every_window() -> None:
    ledger, due = at_rest(7), 0.75 * 62_000.0 + 4 * 185.0 + 1_500.0
    talks = value(ledger, "volunteer_cost", 0, 60) - due
    assert 0.0 <= talks < 0.3 * due  # hours of professionals, which differ from week to week
    for start, end in ((0, 1), (1, 2), (27, 32), (59, 60)):
        paid = sum(ledger.sum(f"money.{line}", start, end) for line in ("volunteers", "recruitment"))
        assert paid == pytest.approx((4 * 185.0 + 1_500.0) * (end - start) / 52.0)
        assert value(ledger, "volunteer_cost", start, end) >= due - 1e-6


def test_every_line_that_accrues_adds_up_to_its_year() -> None:
    ledger = at_rest(0)
    for line, yearly in {
        "subsidy": 0.95 * INCOME,
        "other income": 0.05 * INCOME,
        "wages professionals": STAFF,
        "wages coordinators": 0.75 * 62_000.0,
        "volunteers": 4 * 185.0,
        "training": 2_239.0,
        "recruitment": 1_500.0,
        "overhead": 102_300.0,
        "replacement and overtime": 11_655.0,
    }.items():
        assert ledger.sum(f"money.{line}", 8, 60) == pytest.approx(yearly), line


def paid_in(sim: Simulation, moved: list[events.MoneyMoved], line: str) -> float:
    sim.settle()
    return -sum(event.amount for event in moved if event.line == line)


@pytest.fixture
def books():
    """A world whose clock we move by hand, and what it told of money."""
    moved: list[events.MoneyMoved] = []

    listener = SimpleNamespace(handlers={events.MoneyMoved: moved.append})
    return Simulation(Scenario("by hand", house(warmup=0)), 1, 0, (listener,)), moved


def test_who_leaves_in_the_middle_of_a_week_is_paid_until_then(books) -> None:
    sim, moved = books
    person = next(iter(sim.organisation.units[0].professionals.values()))
    sim.now = 100.0
    depart(sim, person, "quit")
    sim.now = 168.0
    hours = 100.0 + 168.0
    assert paid_in(sim, moved, "wages professionals") == pytest.approx(0.75 * 62_000 * hours / (52 * 168))
    assert all(event.since in (0.0, 100.0) for event in moved)


def test_who_comes_in_the_middle_of_a_week_is_paid_from_then_on(books) -> None:
    sim, moved = books
    sim.now = 42.0
    sim.settle()
    sim.new_professional("new", sim.organisation.units[0], False, 1.0)
    sim.now = 168.0
    hours = 2 * 0.75 * 168.0 + 126.0
    assert paid_in(sim, moved, "wages professionals") == pytest.approx(62_000 * hours / (52 * 168))


def test_books_that_are_settled_twice_hold_nothing_twice(books) -> None:
    sim, moved = books
    sim.now = 84.0
    sim.settle()
    count = len(moved)
    sim.settle()
    assert len(moved) == count > 0
    assert sim.organisation.balance == pytest.approx((INCOME - BILLS) / 104.0)


def test_a_cut_is_missing_from_its_first_week_on_and_not_before() -> None:
    p = house(
        warmup=3, horizon=12, cut__size=0.5, cut__at=5, cut__announced=2.0, cut_protects__front_line=True
    )
    scenario = Scenario("cut", p)
    ledger = Ledger(scenario)
    Simulation(scenario, 1, 0, (ledger,)).run()
    ledger.close()
    assert value(ledger, "budget_granted", 4, 5) == pytest.approx(0.95 * INCOME)
    assert value(ledger, "budget_granted", 5, 6) == pytest.approx(0.475 * INCOME)


def test_a_price_that_changes_at_a_date_counts_from_that_week_on() -> None:
    changes = (Change({"wage_coordinator": 124_000.0, "replacement_wage": 62.0}, at=4),)
    scenario = Scenario("dearer", house(warmup=2, horizon=8), changes)
    ledger = Ledger(scenario)
    Simulation(scenario, 1, 0, (ledger,)).run()
    ledger.close()
    dearer = value(ledger, "cost", 4, 5) - value(ledger, "cost", 3, 4)
    assert dearer == pytest.approx(46_500.0)
    assert ledger.weeks.row("price.coordinator") == [62_000 / 52] * 6 + [124_000 / 52] * 4
    assert ledger.weeks.row("price.replacement") == [31.0] * 6 + [62.0] * 4


@pytest.mark.parametrize("weekly", [50.0, 150.0])
def test_replacement_costs_the_larger_of_budget_and_overtime_over_a_year(weekly: float) -> None:
    spent = Replacement()
    booked = [spent.book(100.0, weekly) for _ in range(52)]
    assert sum(booked) == pytest.approx(52 * max(100.0, weekly)) and min(booked) > 0.0


def test_a_quiet_half_year_makes_up_for_a_busy_one_but_not_for_the_next_year() -> None:
    spent = Replacement()
    year = [spent.book(100.0, 0.0 if week < 26 else 200.0) for week in range(52)]
    assert sum(year) == pytest.approx(5_200.0)
    spent.open_year(1)
    assert spent.book(100.0, 200.0) == 200.0


def test_overtime_of_a_coordinator_is_paid_at_the_wage_of_a_coordinator(books) -> None:
    sim, moved = books
    desk = next(iter(sim.organisation.units[0].coordinators.values()))
    sim.change(with_values(sim.declared, {"wage_coordinator": 124_000.0, "replacement_budget": 0.0}))
    desk.overtime = 10.0
    sim.now = 168.0
    assert paid_in(sim, moved, "replacement and overtime") == pytest.approx(10 * 124_000 / (38 * 52))


def test_a_part_of_a_post_that_is_under_notice_is_not_given_notice_again(books) -> None:
    """The quarterly review of the week in which notice ends comes before the notice has taken effect."""
    sim, _ = books
    told: list[float] = []
    sim._subscribers[events.NoticeGiven] = [lambda event: told.append(event.fte)]
    for _ in range(3):
        shrink(sim, employed_fte(sim) - 1.25, 2000.0)
    assert told == pytest.approx([0.25])


@pytest.mark.parametrize("cut", ["cut_6", "cut_20"])
def test_notice_is_given_for_no_more_posts_than_the_plan_takes_away(cut: str) -> None:
    scenario = load_scenario("open_house", (cut,), ("staff_quit=0", "places=0", "applicants=0"), weeks=70)
    told: list[float] = []

    listener = SimpleNamespace(handlers={events.NoticeGiven: lambda event: told.append(event.fte)})
    ended = Simulation(scenario, 1, 0, (listener,)).run()
    assert sum(told) == pytest.approx(7.5 - ended.sim.organisation.posts, abs=0.02)


@pytest.mark.parametrize(
    ("income", "fte", "coordinator"),
    [(500_000.0, 0.0, 1.0), (480_000.0, 0.202, 0.911), (437_000.0, 0.593, 0.740)],
)
def test_the_same_cut_on_three_incomes_gives_three_responses(income, fte, coordinator) -> None:
    """The worked examples of docs/model.md, lived: 6 posts of 0.76 FTE, 38 volunteers, a cut of 12 %."""
    own = {"professionals__posts": 6, "professionals__fte": 0.76, "volunteers_initial": 38, "income": income}
    cut = {"cut__size": 0.12, "cut__at": 4, "cut__announced": 2.0, "notice": 2.0, "budget_review": 2.0}
    scenario = Scenario("own", house(warmup=0, horizon=10, **own, **cut))
    told: list[float] = []
    listener = SimpleNamespace(handlers={events.NoticeGiven: lambda event: told.append(event.fte)})
    organisation = Simulation(scenario, 1, 0, (listener,)).run().sim.organisation
    assert sum(told) == pytest.approx(fte, abs=0.0005)
    assert organisation.coordinator_share == pytest.approx(coordinator, abs=0.0005)
    employed = sum(person.fte for unit in organisation.units for person in unit.professionals.values())
    assert employed == pytest.approx(4.56 - fte, abs=0.0005)
