"""Pure rules: who goes first, who works when, what a cut takes, who needs what, who leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.effects.coaching_received import coaching_need
from tup_sim.model.parameters import Parameters, plain
from tup_sim.model.parameters.week import read_dayparts
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Traits, Volunteer
from tup_sim.model.processes.leaving import leaving_rates
from tup_sim.model.processes.peopling import draw_traits
from tup_sim.model.random_streams import RandomStreams
from tup_sim.model.rules.budget import cut_in_force, left_over, spending_plan
from tup_sim.model.rules.contacts import backed_by
from tup_sim.model.rules.matching import ASSIGNMENT, best_fit, by_lot, familiar_first, most_urgent
from tup_sim.model.rules.rostering import Week, is_week_off, level, shift_times

HOUSE = BASES["open_house"]
UNIT = Unit(0)
share = st.floats(0.0, 1.0)


def traits(who: str = "somebody", **values: Any) -> Traits:
    return replace(
        draw_traits(plain(HOUSE), Week(plain(HOUSE)), RandomStreams(1, 0).fresh("traits", who), "citizen"),
        **values,
    )


def volunteer(who: str = "somebody", started: float = 0.0, **values: Any) -> Volunteer:
    """A volunteer in whom everything is at its own reference."""
    person = Volunteer(who, UNIT, traits(who, **values), (1.0,) * len(CAUSES))
    person.started = started
    person.fit, person.growth = HOUSE.states.fit_start, HOUSE.states.growth_reference
    person.needed, person.received = 1.0, HOUSE.contact_ratio_reference
    return person


def request(
    number: int, core: bool = False, due: float = 10.0, task_type: int = 0, lot: float = 0.5
) -> Request:
    client = Client("somebody", UNIT, 0.0)
    return Request(client, task_type, core, 0.0, due, due, 1.0, 0.3, (0.5,) * 11 + (lot,), number)


def middling(task_type: int) -> float:
    """As able as can be expected, whatever the work."""
    return 0.5 + 0.01 * task_type


# -- matching ---------------------------------------------------------------------------------------------


def test_a_familiar_helper_goes_before_who_has_been_free_longest() -> None:
    first, second = Helper("first", UNIT, paid=False), Helper("second", UNIT, paid=False)
    client = Client("Anna", UNIT, 0.0)
    assert familiar_first(client, [first, second], 0.0) is first
    for hour in (1.0, 2.0, 3.0):
        client.meets(second, hour)
    assert familiar_first(client, [first, second], 0.0) is second
    assert familiar_first(client, [first, second], 1.5) is first  # too long ago
    assert familiar_first(client, [], 0.0) is None


def test_core_goes_first_then_what_is_due_then_who_asked_first() -> None:
    early, late, core = request(2, due=5.0), request(1, due=9.0), request(3, core=True, due=20.0)
    assert most_urgent([early, late, core], middling) is core
    assert most_urgent([late, early], middling) is early
    assert most_urgent([request(5), late, request(4)], middling).number == 1


def test_preference_takes_what_one_is_best_at_and_a_lot_falls_on_the_request() -> None:
    able = (0.1, 0.9, 0.2, 0.3, 0.4, 0.5, 0.6).__getitem__
    urgent, liked = request(1, core=True, due=1.0, task_type=0, lot=0.9), request(2, task_type=1, lot=0.1)
    assert best_fit([urgent, liked], able) is liked
    assert by_lot([urgent, liked], able) is liked
    assert set(ASSIGNMENT) == {"urgency", "preference", "random"}


@given(
    st.lists(st.tuples(st.booleans(), share, st.integers(0, 6), share), min_size=1, max_size=6), st.randoms()
)
def test_every_rule_takes_one_of_those_waiting_in_whatever_order_they_are_named(rows, order) -> None:
    waiting = [request(n, core, due, task_type, lot) for n, (core, due, task_type, lot) in enumerate(rows)]
    mixed = list(waiting)
    order.shuffle(mixed)
    for rule in ASSIGNMENT.values():
        assert rule(waiting, middling) is rule(mixed, middling)


# -- rosters ----------------------------------------------------------------------------------------------

OPEN = st.sampled_from([name for name in BASES])
EVENING = with_values(HOUSE, {"demand_profile.evening": 0.0, "demand_profile.morning": 2.5})


@given(OPEN, share)
def test_the_hour_at_a_share_of_the_requests_has_that_share_before_it(name: str, part: float) -> None:
    for p in (BASES[name], EVENING):
        week = Week(plain(p))
        hour = week.hour_at(part)
        assert week.share_at(hour) == pytest.approx(part, abs=1e-9)
        assert any(each.start <= hour <= each.end for each in week.dayparts)


@given(OPEN, share, share)
def test_later_hours_have_a_larger_share_behind_them(name: str, one: float, other: float) -> None:
    week = Week(plain(BASES[name]))
    low, high = sorted((one, other))
    assert week.hour_at(low) <= week.hour_at(high)
    assert week.share_at(168.0 * low) <= week.share_at(168.0 * high) + 1e-12
    assert week.share_at(0.0) == 0.0 and week.share_at(168.0) == pytest.approx(1.0)


@given(OPEN, st.lists(st.floats(0.0, 45.0), max_size=12), st.integers(0, 500))
def test_a_roster_gives_everybody_about_their_hours_and_nobody_two_shifts_at_once(
    name: str, due: list[float], first: int
) -> None:
    week = Week(plain(BASES[name]))
    for hours, chosen in zip(due, level(due, week, first), strict=True):
        assert chosen == sorted(set(chosen))
        planned = sum(week.shift_hours[index] for index in chosen)
        assert planned <= hours + max(week.shift_hours)
        if len(chosen) < len(week.dayparts) and min(week.shift_hours) <= 4.0:
            assert planned > hours - max(week.shift_hours) + 0.9  # the rest is carried over


def test_a_roster_follows_demand() -> None:
    """As many hours in a part of the week as requests that fall in it, to within a shift."""
    week = Week(plain(HOUSE))
    shifts = level([28.0] * 20, week, 0)
    given = [
        sum(index in mine for mine in shifts) * week.shift_hours[index] for index in range(len(week.dayparts))
    ]
    for hours, weight in zip(given, week.weights, strict=True):
        assert abs(hours - weight * sum(given)) <= max(week.shift_hours)


@given(st.integers(0, 300), st.floats(0.01, 0.5))
def test_whole_weeks_off_add_up_to_their_share(post: int, part: float) -> None:
    off = sum(is_week_off(post, week, part) for week in range(520))
    assert abs(off - 520 * part) <= 1.0
    assert not any(is_week_off(post, week, 0.0) for week in range(52))


def test_colleagues_are_off_in_turn() -> None:
    away = [sum(is_week_off(post, week, 0.1) for post in range(10)) for week in range(104)]
    assert max(away) <= 3 and sum(away) == pytest.approx(104, abs=10)


def test_a_shift_lies_in_its_day_part() -> None:
    week = Week(plain(HOUSE))
    for index, part in enumerate(week.dayparts):
        start, end = shift_times(week, index, 336.0)
        assert start == 336.0 + part.start and start < end <= 336.0 + part.end


# -- the week in words ------------------------------------------------------------------------------------


def test_day_parts_are_read_and_put_in_order_of_time() -> None:
    parts = read_dayparts(("Tue 18:00-21:00", "Mon 08:30-12:30"))
    assert [(part.start, part.end, part.part) for part in parts] == [
        (8.5, 12.5, "morning"),
        (42.0, 45.0, "evening"),
    ]
    (always,) = read_dayparts(("24/7",))
    assert (always.start, always.end, always.hours) == (0.0, 168.0, 168.0)


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("Monday 08:30-12:30",),
        ("Mon 8:30-12:30",),
        ("Mon 12:30-08:30",),
        ("Mon 20:00-25:00",),
        ("Mon 08:30-12:30", "Mon 12:00-13:00"),
        ("24/7", "Mon 08:30-12:30"),
    ],
    ids=str,
)
def test_what_is_no_day_part_is_refused_by_name(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="open_dayparts"):
        read_dayparts(texts)


# -- money ------------------------------------------------------------------------------------------------

cuts = st.fixed_dictionaries(
    {
        "second_line_weight": st.floats(0.0, 10.0),
        "cut_protects.coordinator": st.booleans(),
        "cut_protects.training": st.booleans(),
        "coordinators.fte": share,
        "professionals.fte": share,
        "units": st.integers(1, 3),
    }
)


@settings(max_examples=40)
@given(cuts, share, st.floats(0.0, 1e6))
def test_a_plan_saves_exactly_what_is_short(values: dict[str, Any], size: float, overdrawn: float) -> None:
    p = with_values(HOUSE, values)
    plan = spending_plan(plain(p), size, overdrawn)
    front = p.professionals.posts * p.professionals.fte * p.wage_professional * p.units
    desk = p.coordinators.posts * p.coordinators.fte * p.wage_coordinator * p.units
    lessons = (p.training_budget + p.recruitment_budget) * p.units
    saved = (
        front * (1 - plan.professionals) + desk * (1 - plan.coordinators) + lessons * (1 - plan.second_line)
    )
    may_go = front + desk * (not p.cut_protects.coordinator) + lessons * (not p.cut_protects.training)
    short = max(0.0, size * p.subsidy_share * p.income * p.units + overdrawn - left_over(plain(p)))
    if p.second_line_weight > 0.0:
        assert saved == pytest.approx(min(short, may_go), rel=1e-9, abs=1e-3)
    assert min(short, front) - 1e-3 <= saved <= short + 1e-3
    assert all(0.0 <= part <= 1.0 for part in (plan.professionals, plan.coordinators, plan.second_line))
    if p.cut_protects.coordinator:
        assert plan.coordinators == 1.0
    if p.cut_protects.training:
        assert plan.second_line == 1.0


@given(st.floats(0.001, 0.4))
def test_the_second_line_is_cut_twice_as_hard(size: float) -> None:
    plan = spending_plan(plain(HOUSE), size, 0.0)
    assume(plan.coordinators > 0)
    assert 1 - plan.coordinators == pytest.approx(2.0 * (1 - plan.professionals))


OWN_HOUSE = with_values(
    HOUSE, {"professionals.posts": 6, "professionals.fte": 0.76, "places": 80, "volunteers_initial": 38}
)
EXAMPLES = [  # the worked examples of docs/model.md: income, left over, short after a cut of 12 %, FTE, second line
    (HOUSE, 629_564.0, 0.0, 71_770.0, 0.952, 0.254),
    (OWN_HOUSE, 500_000.0, 57_711.0, 0.0, 0.0, 0.0),
    (OWN_HOUSE, 480_000.0, 37_711.0, 17_009.0, 0.202, 0.089),
    (OWN_HOUSE, 437_000.0, 0.0, 49_818.0, 0.593, 0.260),
]


@pytest.mark.parametrize(("house", "income", "left", "short", "fte", "second_line"), EXAMPLES)
def test_money_that_is_left_over_softens_a_cut(
    house: Parameters, income: float, left: float, short: float, fte: float, second_line: float
) -> None:
    p = with_values(house, {"income": income})
    plan, posts = spending_plan(plain(p), 0.12, 0.0), p.professionals.posts * p.professionals.fte
    assert left_over(plain(p)) == pytest.approx(left, abs=0.5)
    assert posts * (1 - plan.professionals) == pytest.approx(fte, abs=0.0005)
    assert 1 - plan.coordinators == 1 - plan.second_line == pytest.approx(second_line, abs=0.0005)
    payroll = posts * p.wage_professional * (1 - plan.professionals)
    others = 46_500 * (1 - plan.coordinators) + 3_739 * (1 - plan.second_line)
    assert payroll + others == pytest.approx(short, abs=0.5)


def test_money_that_is_left_over_helps_to_win_back_what_was_overdrawn() -> None:
    p = with_values(OWN_HOUSE, {"income": 480_000.0})
    assert spending_plan(plain(p), 0.0, 37_000.0).professionals == 1.0
    plan = spending_plan(plain(p), 0.0, 60_000.0)
    saved = 282_720 * (1 - plan.professionals) + 50_239 * (1 - plan.second_line)
    assert saved == pytest.approx(22_289.0, abs=0.5)


@given(share, st.floats(1e5, 1e6), st.floats(0.0, 1e6))
def test_more_income_at_the_same_loss_never_takes_more_posts(size: float, income: float, more: float) -> None:
    poor, rich = (with_values(OWN_HOUSE, {"income": each}) for each in (income, income + more))
    lost = size * poor.subsidy_share * poor.income
    same_loss = lost / (rich.subsidy_share * rich.income)
    kept = spending_plan(plain(rich), same_loss, 0.0).professionals
    assert kept >= spending_plan(plain(poor), size, 0.0).professionals - 1e-9


@given(share, st.integers(0, 60), st.integers(0, 20), st.integers(-1, 80), st.integers(0, 120))
def test_a_cut_grows_to_its_size_and_ends_when_it_is_taken_back(
    size: float, at: int, over: int, restored: int, week: int
) -> None:
    p = with_values(
        HOUSE,
        {"cut.size": size, "cut.at": at, "cut.over": over, "cut.restored": restored if restored > at else -1},
    )
    cut = cut_in_force(plain(p), week)
    assert 0.0 <= cut <= size
    if week < at or 0 <= p.cut.restored <= week:
        assert cut == 0.0
    elif week >= at + max(0, over - 1):
        assert cut == pytest.approx(size)
    assert (
        cut_in_force(plain(p), week) <= cut_in_force(plain(p), week + 1) + 1e-12 or p.cut.restored == week + 1
    )


# -- coaching and leaving ---------------------------------------------------------------------------------


@given(share, share, st.floats(0, 20), st.floats(0, 20), share, share)
def test_more_responsibility_hours_or_vulnerability_never_needs_less_coaching(
    burden: float, more_burden: float, hours: float, more_hours: float, frail: float, frailer: float
) -> None:
    burden, more_burden = sorted((burden, more_burden))
    hours, more_hours = sorted((hours, more_hours))
    frail, frailer = sorted((frail, frailer))
    now, one, other = 1e5, volunteer(vulnerability=frail), volunteer(vulnerability=frailer)
    need = coaching_need(plain(HOUSE), one, burden, hours, now)
    assert 0.0 <= need <= coaching_need(plain(HOUSE), one, more_burden, hours, now)
    assert need <= coaching_need(plain(HOUSE), one, burden, more_hours, now)
    assert need <= coaching_need(plain(HOUSE), other, burden, hours, now)
    new = volunteer(started=now - 24.0, vulnerability=frail)
    assert need <= coaching_need(plain(HOUSE), new, burden, hours, now)


@given(st.text("abcdef", min_size=1, max_size=8), st.booleans(), st.booleans())
def test_at_rest_the_risks_of_leaving_add_up_to_the_rate_of_the_class(
    who: str, short: bool, seeks: bool
) -> None:
    person = volunteer(who, short_stayer=short, job_seeker=seeks)
    rates = dict(zip(CAUSES, leaving_rates(plain(HOUSE), person), strict=True))
    yearly = 12.0 * (HOUSE.h_short if short else HOUSE.h_long)
    assert sum(rates.values()) == pytest.approx(yearly)
    beyond = 1.0 - HOUSE.management_share
    assert rates["life"] + rates["job"] == pytest.approx(beyond * yearly)  # a job is within the 75 %
    assert min(rates.values()) >= 0.0


@given(st.text("abcdef", min_size=1, max_size=8), st.booleans(), st.lists(share, min_size=8, max_size=8))
def test_without_the_mechanism_of_leaving_states_move_nothing(
    who: str, seeks: bool, states: list[float]
) -> None:
    p = with_values(HOUSE, {"mechanisms.exit": False})
    person = moved(volunteer(who, job_seeker=seeks), states)
    yearly = 12.0 * (p.h_short if person.traits.short_stayer else p.h_long)
    assert sum(leaving_rates(plain(p), person)) == pytest.approx(yearly)


@given(st.text("abcdef", min_size=1, max_size=8), st.lists(share, min_size=8, max_size=8))
def test_whatever_happens_to_somebody_only_a_quarter_of_leaving_moves(who: str, states: list[float]) -> None:
    person = moved(volunteer(who), states)
    rates = dict(zip(CAUSES, leaving_rates(plain(HOUSE), person), strict=True))
    yearly = 12.0 * (HOUSE.h_short if person.traits.short_stayer else HOUSE.h_long)
    managed = rates["disappointed"] + rates["overload"] + rates["asked"]
    quarter = HOUSE.management_share * yearly
    assert HOUSE.exit_floor * quarter - 1e-9 <= managed <= HOUSE.exit_ceiling * quarter + 1e-9
    assert rates["job"] <= 0.75 * yearly + 1e-9 and min(rates.values()) >= 0.0


def moved(person: Volunteer, states: list[float]) -> Volunteer:
    """Somebody to whom something happened."""
    names = ("belonging", "clarity", "safety", "fit", "recognition", "strain", "received", "growth")
    for name, value in zip(names, states, strict=True):
        setattr(person, name, value)
    return person


WORSE = {
    "belonging": -0.2,
    "clarity": -0.2,
    "safety": -0.2,
    "recognition": -1.0,
    "fit": -0.2,
    "received": -0.5,
}


@pytest.mark.parametrize("name", WORSE)
def test_whoever_gets_less_than_usual_is_likelier_to_go(name: str) -> None:
    at_rest, worse = volunteer("x"), volunteer("x")
    setattr(worse, name, getattr(worse, name) + WORSE[name])
    assert sum(leaving_rates(plain(HOUSE), worse)) > sum(leaving_rates(plain(HOUSE), at_rest))


@pytest.mark.parametrize(
    ("name", "by", "cause"),
    [*((name, by, "disappointed") for name, by in WORSE.items()), ("strain", 1.0, "overload")],
)
def test_what_happens_to_somebody_moves_the_reason_it_is_about_and_no_other(
    name: str, by: float, cause: str
) -> None:
    at_rest, worse = volunteer("x"), volunteer("x")
    setattr(worse, name, getattr(worse, name) + by)
    usual, now = leaving_rates(plain(HOUSE), at_rest), leaving_rates(plain(HOUSE), worse)
    assert [why for why, one, other in zip(CAUSES, usual, now, strict=True) if one != other] == [cause]


def test_parameters_are_deaf_to_names_they_do_not_know() -> None:
    with pytest.raises(ValueError, match="volunters"):
        Parameters.model_validate({"volunters": 3})


@given(st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_more_coaching_backs_somebody_more_also_beyond_what_is_needed_and_there_less_and_less(
    some: float, more: float
) -> None:
    some, more = sorted((some, more))
    gained = backed_by(more) - backed_by(some)
    assert 0.0 <= gained <= more - some + 1e-12
    assert backed_by(some) == some or some > 1.0


def test_twice_the_coaching_that_is_needed_helps_more_than_enough() -> None:
    assert backed_by(1.0) == 1.0 < backed_by(2.0) < 2.0
