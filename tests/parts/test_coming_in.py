"""Who is let in, with what work, who comes for a day or a term: rule by rule, and in small organisations."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conservation.worlds import BASES, Life, live, with_values
from tests.parts.test_levers_that_bite import gaps_of
from tests.parts.test_rules import HOUSE, traits, volunteer
from tests.stories.stage import Play
from tup_sim.model import events
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.entry_policy import Record, line_through, lowest_demand_that_meets
from tup_sim.model.mechanisms.expectations import Expectations
from tup_sim.model.mechanisms.guided_groups import GuidedGroups, best_places_to_help
from tup_sim.model.parameters import Parameters, Scenario, plain
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.intake import GroupVisit
from tup_sim.model.people.own import kept
from tup_sim.model.people.request import Contact
from tup_sim.model.people.volunteer import Candidate
from tup_sim.model.processes.enquiring import enquire
from tup_sim.model.processes.leaving import goes_on_after_term
from tup_sim.model.processes.recruiting import eased, matched_task_types, moves_inward
from tup_sim.model.rules.candidates import share_vulnerable_of_citizens, vulnerable_by_channel
from tup_sim.model.rules.rostering import Week

SMALL = {
    "warmup": 0,
    "horizon": 20,
    "places": 20,
    "professionals.posts": 2,
    "volunteers_initial": 8,
    "occasional_stock": 0,
    "mandated_inflow": 0.0,
    "group_visits.requests": 0.0,
}


@cache
def _life(items: tuple[tuple[str, Any], ...]) -> Life:
    return live(Scenario("small", with_values(BASES["open_house"], SMALL | dict(items))))


def life(**values: Any) -> Life:
    return _life(tuple(sorted((path.replace("__", "."), value) for path, value in values.items())))


def house(**values: Any) -> Parameters:
    return with_values(HOUSE, {path.replace("__", "."): value for path, value in values.items()})


def starters(share_of_success: float) -> list[Record]:
    """Six starters whose contacts go the better the better their impression was."""
    return [
        Record(0.2 + 0.1 * n, 0.0, 100, round(100 * (share_of_success + 0.04 * (n - 3)))) for n in range(6)
    ]


# -- entry demands ----------------------------------------------------------------------------------------


def test_the_demand_is_the_lowest_with_which_enough_goes_well() -> None:
    talks = [0.1 * n for n in range(1, 9)]
    demands = [lowest_demand_that_meets(0.8, starters(s), talks, 0.05) for s in (0.95, 0.80, 0.72)]
    assert demands[0] == 0.0
    assert demands == sorted(demands) and demands[2] > demands[1] > demands[0]


def test_refused_candidates_count_so_that_the_demand_can_fall_again() -> None:
    strict = [r for r in starters(0.9) if r.impression >= 0.5]
    assert lowest_demand_that_meets(0.8, strict, [0.2, 0.4, 0.6, 0.8], 0.05) < 0.5


def test_without_a_link_between_impression_and_success_nothing_is_decided() -> None:
    same = [Record(0.5, 0.0, 10, 5), Record(0.5, 0.0, 10, 9)]
    upside_down = [Record(0.3, 0.0, 10, 9), Record(0.7, 0.0, 10, 5)]
    assert lowest_demand_that_meets(0.8, same, [0.5], 0.05) is None
    assert lowest_demand_that_meets(0.8, upside_down, [0.5], 0.05) is None
    assert line_through([(0.0, 1.0, 1.0), (1.0, 3.0, 1.0)]) == pytest.approx((1.0, 2.0))


def test_the_organisation_chooses_only_where_it_may() -> None:
    values = {"recruitment_channels__open": 20.0, "evidence_starters": 2, "quality_floor": 0.99}
    chosen, fixed = life(entry_rule="chosen", **values), life(**values)
    assert chosen.of(events.EntryReviewed) and not fixed.of(events.EntryReviewed)
    records, none = (kept(run.sim.organisation, "entry_policy").records for run in (chosen, fixed))
    assert records and all(r.successes <= r.contacts for r in records.values())
    assert not none


def test_who_needs_much_guidance_is_welcome_until_the_share_aimed_at_is_there() -> None:
    values = {"recruitment_channels__open": 20.0, "entry_threshold": 0.45, "target_reach": 1.0}
    many, none = (life(vulnerable_target_share=share, **values) for share in (1.0, 0.0))
    for run, all_taken in ((many, True), (none, False)):
        decided = run.of(events.CandidateDecided)
        seen = {e.offered for e in decided if e.candidate.traits.vulnerability >= 0.5}
        assert seen == {all_taken}


# -- places -----------------------------------------------------------------------------------------------


def test_places_follow_what_nobody_did() -> None:
    few, many = (life(volunteer_places_rule="follow_unmet", volunteers_initial=n) for n in (40, 4))
    opened = [[e.vacancies for e in run.of(events.PlacesOpened)][-1] for run in (few, many)]
    assert opened[1] > opened[0]
    assert not life().of(events.PlacesOpened)


# -- before the start -------------------------------------------------------------------------------------


def test_nerves_cost_those_most_who_are_most_vulnerable() -> None:
    assert eased(0.85, 0.0, 1.0) == pytest.approx(0.85)
    gains = [eased(0.85, 0.5, v) - 0.85 for v in (0.1, 0.5, 0.9)]
    assert gains == sorted(gains) and gains[0] > 0.0
    assert eased(0.5, 1.0, 1.0) == 1.0


def test_matching_leaves_of_what_somebody_came_for_what_lies_nearest() -> None:
    all_of_it = tuple(range(len(TASK_TYPES)))
    skill = tuple(getattr(HOUSE.requests, name).difficulty for name in TASK_TYPES)
    able = traits(task_types=all_of_it, competence=tuple(skill[0] for _ in TASK_TYPES))
    near = matched_task_types(plain(HOUSE), able, [2] * len(TASK_TYPES))
    assert 0 in near and len(near) < len(TASK_TYPES)
    assert (
        matched_task_types(plain(HOUSE), able, [0] * len(TASK_TYPES)) == all_of_it
    )  # nothing they may do: nothing to choose


def test_training_beforehand_takes_time_and_gives_practice_and_clarity() -> None:
    values = {"recruitment_channels__open": 20.0, "willingness_decay": 500.0, "ex_clients_apply": False}
    trained, plain = life(pre_start_training_hours=18.0, **values), life(**values)
    assert trained.of(events.CandidateTrained) and not plain.of(events.CandidateTrained)
    first = {e.volunteer.name: e.now for e in plain.of(events.VolunteerStarted)}
    later = [
        e.now - first[e.volunteer.name]
        for e in trained.of(events.VolunteerStarted)
        if e.volunteer.name in first and "open" in e.volunteer.name
    ]
    assert later and sum(later) / len(later) > 1.5 * 168.0


def test_people_can_enquire_only_at_a_moment_of_intake() -> None:
    weeks = {
        int(e.now // 168.0) for e in life(intake_interval=10, ex_clients_apply=False).of(events.Enquired)
    }
    assert weeks <= {0, 10} and weeks
    assert len({int(e.now // 168.0) for e in life(recruitment_channels__open=20.0).of(events.Enquired)}) > 10


def test_former_clients_come_when_they_leave_and_stay_who_they_were() -> None:
    values = {"client_stay": 4.0, "population__share_ex_client": 0.9, "population__share_employer": 0.0}
    own, drawn = life(**values), life(ex_clients_apply=False, **values)
    came = [e for e in own.of(events.Enquired) if e.candidate.traits.route == "ex_client"]
    assert came and {e.candidate.channel for e in came} == {"client"}
    left = {e.now: e.client.education for e in own.of(events.ClientLeft)}
    assert all(e.candidate.traits.education == left[e.now] for e in came)
    assert not any(e.candidate.channel == "client" for e in drawn.of(events.Enquired))


def test_the_outer_circle_takes_who_is_not_taken_and_lets_some_inward() -> None:
    values = {"recruitment_channels__open": 20.0, "entry_threshold": 0.9, "outer_circle__inward": 0.9}
    values |= {"outer_circle__accepts": 1.0, "outer_circle__wish": 1.0, "horizon": 30}
    shells, as_usual = life(low_threshold_entry_tasks=True, **values), life(**values)
    inward = shells.of(events.MovedInward)
    assert inward and not as_usual.of(events.MovedInward)
    assert all(e.volunteer.open_ended and not e.volunteer.occasional for e in inward)
    person = volunteer()
    at_home = replace(person.traits, belonging=0.2)
    usual = moves_inward(plain(HOUSE), person)
    person.traits, person.belonging = at_home, 0.6
    assert usual == pytest.approx(HOUSE.outer_circle.inward) and moves_inward(plain(HOUSE), person) > usual


def test_a_wrong_expectation_fades_and_talks_make_it_smaller() -> None:
    rules: Expectations = made(Expectations, HOUSE)
    assert rules.left_of_gap(0.3, 0.0) == 0.3 > rules.left_of_gap(0.3, 20.0) > 0.0
    values = {"client_stay": 4.0, "population__share_ex_client": 0.9, "population__share_employer": 0.0}
    values |= {"expectation_gap": 0.3, "horizon": 30}
    talked, silent = life(expectation_talks=True, **values), life(**values)
    gaps = [gaps_of(run) for run in (talked, silent)]
    both = sorted(set(gaps[0]) & set(gaps[1]))
    assert both and all(abs(gaps[0][name]) < abs(gaps[1][name]) for name in both)
    assert not gaps_of(life())


def test_coaches_mostly_expect_too_much_of_whom_they_knew_as_a_client_and_seldom_too_little() -> None:
    play, rules, gaps = Play(), made(Expectations, house(expectation_gap=0.3)), list[float]()
    for number in range(100):
        person = volunteer(f"former client {number}", route="ex_client")
        rules.on_start(play.sim, Candidate(person.name, "client", person.traits, 0.0), person)
        gaps.append(kept(person, "expectations").gap)
    assert fmean(gaps) == pytest.approx(0.3, abs=0.05)
    assert sum(gap > 0.0 for gap in gaps) > 90


@pytest.mark.parametrize(("able", "overburdened"), [(0.9, False), (0.1, True)])
def test_what_is_left_to_somebody_burdens_them_and_overburdens_only_who_is_less_able(
    able: float, overburdened: bool
) -> None:
    play = Play()
    vera, anna = play.volunteer("Vera"), play.client("Anna")
    vera.traits = replace(vera.traits, competence=(able,) * len(TASK_TYPES))
    kept(vera, "expectations").gap = 0.3
    contact = Contact(play.asks(anna, at=1.0), vera, 0.0, 1.0, 1.0)
    contact.decided_alone = 0.5
    made(Expectations, HOUSE).on_contact_by_volunteer(play.sim, contact, contact.helper)
    assert contact.decided_alone == pytest.approx(0.8)
    assert vera.week.burden == pytest.approx(0.3 * contact.request.difficulty)
    assert vera.week.gap == pytest.approx(0.3 * contact.request.difficulty if overburdened else 0.0)


def test_evenings_get_the_share_of_requests_they_are_given() -> None:
    week = Week(plain(house(evening_share=0.4)))
    evenings = [w for part, w in zip(week.dayparts, week.weights, strict=True) if part.part == "evening"]
    assert evenings and sum(evenings) == pytest.approx(0.4) and sum(week.weights) == pytest.approx(1.0)
    assert Week(plain(house(evening_share=0.4, open_dayparts=("Mon 09:00-12:00",)))).weights == [1.0]


# -- groups -----------------------------------------------------------------------------------------------

GROUPS = {"group_visits__requests": 60.0, "group_visits__lead_weeks": 1.0, "coordinators__fte": 0.9}


def hosts(**values: Any) -> GuidedGroups:
    found: GuidedGroups = made(GuidedGroups, house(**values))
    return found


def test_the_policy_decides_which_groups_may_come() -> None:
    answers = {
        policy: [hosts(groups_policy=policy).may_come(plan) for plan in (True, False)]
        for policy in ("accept", "only_with_plan", "decline")
    }
    assert answers == {
        "accept": [True, True],
        "only_with_plan": [True, False],
        "decline": [False, False],
    }
    assert hosts().preparation_of(20, plan=False) > hosts().preparation_of(20, plan=True)
    assert best_places_to_help([5.0, 9.0, 7.0], [1, 0, 1], 2) == (2, 0)


def came(run: Life) -> list[GroupVisit]:
    return [e.visit for e in run.of(events.GroupEnded) if e.visit.outcome == "came"]


def test_guests_are_there_for_a_day_and_gone_after_it() -> None:
    run = life(**GROUPS)
    visits = came(run)
    guests = [v for v in run.volunteers if v.traits.route == "group"]
    assert visits and sum(visit.size for visit in visits) <= len(guests)
    assert all(v.left is None or v.left - v.started < 24.0 for v in guests)
    for visit in visits:
        assert (
            0.0 <= visit.contact <= visit.present + 1e-9 and visit.paid_hours > HOUSE.group_visits.preparation
        )
        assert visit.home == visit.size


def test_a_group_without_a_plan_takes_more_paid_time() -> None:
    visits = came(life(**GROUPS))
    each = {plan: [v.paid_hours / v.size for v in visits if v.plan is plan] for plan in (True, False)}
    assert min(map(len, each.values())) > 2
    assert sum(each[False]) / len(each[False]) > 1.5 * sum(each[True]) / len(each[True])


def test_whoever_declines_only_answers() -> None:
    run = life(groups_policy="decline", **GROUPS)
    assert run.of(events.GroupAsked) and not run.of(events.GroupEnded)
    assert all(e.visit.paid_hours <= HOUSE.group_visits.answer for e in run.of(events.GroupWork))


def test_without_anybody_to_welcome_them_groups_do_not_come() -> None:
    run = life(**GROUPS | {"coordinators__fte": 0.0})
    assert run.of(events.GroupAsked) and not came(run)


# -- terms ------------------------------------------------------------------------------------------------

TERMS = {
    "mandated_inflow": 60.0,
    "obligation_weeks": 5.0,
    "submodels__leaving": "classes",
    "h_short": 0.0,
    "h_long": 0.0,
}


def test_who_feels_as_at_rest_goes_on_as_declared_and_who_suffers_does_not() -> None:
    person, p = volunteer(), plain(with_values(HOUSE, {"submodels.leaving": "classes"}))
    assert goes_on_after_term(p, person, 0.25) == pytest.approx(0.25)
    person.received *= 0.3
    assert goes_on_after_term(p, person, 0.25) < 0.25
    assert goes_on_after_term(p, person, 0.0) == 0.0 and goes_on_after_term(p, person, 1.0) == 1.0


def test_at_the_end_of_an_obligation_people_go_or_stay_for_good() -> None:
    for chance in (0.0, 1.0):
        ended = life(obliged__stays_on=chance, **TERMS).of(events.TermEnded)
        assert ended and {e.goes_on for e in ended} == {chance == 1.0}
        assert all(e.volunteer.open_ended == e.goes_on for e in ended)
        assert all((e.volunteer.reason == "obligation_end") != e.goes_on for e in ended)


def test_under_an_obligation_one_owes_hours_whatever_one_wishes() -> None:
    people = [
        v for v in life(obliged__hours=9.0, **TERMS).volunteers if v.traits.route == "mandated" and v.term
    ]
    assert people and all(v.hours_agreed == 9.0 != v.traits.wish for v in people)


def test_money_that_comes_with_a_place_buys_talks_and_nothing_else() -> None:
    paid, plain = life(mandated_place_funding=1200.0, **TERMS), life(**TERMS)
    moved = [
        e.amount for e in paid.of(events.MoneyMoved) if e.line in ("funding of places", "external guides")
    ]
    assert moved and sum(moved) == pytest.approx(0.0)
    assert not any(e.line == "external guides" for e in plain.of(events.MoneyMoved))
    spent = [
        sum(v.hours["coaching"] for v in run.volunteers if v.traits.route == "mandated")
        for run in (paid, plain)
    ]
    assert spent[0] > spent[1]


def who_enquire(channel: str, number: int = 60, **values: Any) -> list[Any]:
    """Traits of so many people who enquire through a channel of a quiet house."""
    play = Play(population__share_ex_client=0.0, **values)
    for _ in range(number):
        enquire(play.sim, channel)
    return [candidate.traits for candidate in play.sim.organisation.candidates.values()]


@pytest.mark.parametrize(
    ("channel", "education"),
    [("open", 0), ("referral", 0), ("company", 0), ("ask", 0), ("word_of_mouth", 2)],
)
def test_whom_a_channel_reaches_comes_from_the_pool_unless_volunteers_speak_of_it(
    channel: str, education: int
) -> None:
    """Volunteers here are all highly educated, all others whom the house can reach are not; nobody is here to ask."""
    pool = {"low": 0.0, "mid": 0.0, "high": 1.0, "pool_low": 1.0, "pool_mid": 0.0, "pool_high": 0.0}
    came = who_enquire(channel, **{f"population__education__{name}": value for name, value in pool.items()})
    assert {one.education for one in came} == {education}


def part_vulnerable(channel: str, **values: Any) -> float:
    """Part of 200 people who enquire through a channel who count as vulnerable; nobody's number varies."""
    sure = {
        "vulnerability_sd": 0.0,
        "vulnerability_high": 0.9,
        "vulnerability_low": 0.1,
        "share_vulnerable": 0.2,
    }
    rates = {"open": 0.6, "referral": 0.2, "company": 0.2}
    values = {f"population__{name}": value for name, value in sure.items()} | values
    values = {f"recruitment_channels__{name}": rate for name, rate in rates.items()} | values
    came = who_enquire(channel, 200, **values)
    return sum(one.vulnerability > 0.5 for one in came) / len(came)


def test_an_agency_sends_more_vulnerable_people_and_all_channels_together_as_many_as_is_said() -> None:
    agency, others = part_vulnerable("referral"), part_vulnerable("open")
    assert agency == pytest.approx(0.7, abs=0.1)
    assert others == pytest.approx((0.2 - 0.2 * 0.7) / 0.8, abs=0.05)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_declared_share_of_vulnerable_people_holds_whatever_an_agency_sends(
    sent: float, of_agency: float, vulnerable: float, clients: float
) -> None:
    values = house(
        population__referral_vulnerable=of_agency,
        population__share_vulnerable=vulnerable,
        population__share_ex_client=min(clients, vulnerable),
        population__share_employer=0.0,
        population__share_strong=0.0,
    )
    p = plain(values)
    by_agency, by_others = vulnerable_by_channel(p, sent)
    assert 0.0 <= by_others <= by_agency + 1e-9 <= 1.0 + 1e-9
    together = sent * by_agency + (1.0 - sent) * by_others
    assert together == pytest.approx(share_vulnerable_of_citizens(p), abs=1e-6)


def test_nobody_is_strong_and_vulnerable_at_once() -> None:
    values = {"population__share_strong": 0.6, "population__strong_vulnerability": 0.0}
    sure = {"population__vulnerability_sd": 0.0, "population__vulnerability_high": 0.9}
    came = who_enquire("referral", 100, population__referral_vulnerable=0.6, **values, **sure)
    assert sum(one.vulnerability == 0.9 for one in came) > 30
