"""The organisations are in balance on paper: people, recruitment and money (docs/organisations.md)."""

from __future__ import annotations

from functools import cache
from math import exp, hypot
from statistics import NormalDist

import pytest

from tests.conservation.worlds import with_values
from tests.evidence.cited import ROOT
from tests.rows import on_each
from tup_sim.files.load import load_scenario
from tup_sim.measures.references import measured_at_rest
from tup_sim.model.parameters import Scenario

NAMES = sorted(path.stem for path in (ROOT / "scenarios" / "organisations").glob("*.yaml"))
VACANT = 0.14 * 13 / 52  # part of the posts that is empty at rest


@cache
def parameters_of(name):
    return load_scenario(name).parameters


def mean_stay(p):
    """Months a starter stays, over all they may bring; weighed by the normal density from - 8 to 8 SD in steps."""
    assert p.submodels.leaving == "attitude"
    rules, people, step = p.leaving, p.population, 1 / 64
    seekers = people.share_job_seeker * people.availability.student_or_job_seeker
    job = (seekers * p.job_hazard_seeker + (1 - seekers) * p.job_hazard) / 12
    always = rules.shock + rules.asked + job * (p.job_exits.without_growth + p.states.growth_reference)
    months = 0.0
    for style, part in ((0.0, 1 - people.share_new), (rules.new_style, people.share_new)):
        drawn = NormalDist(rules.spread * style, hypot(rules.spread, rules.attitude))
        for place in range(-8 * 64, 8 * 64):
            log_rate = drawn.mean + drawn.stdev * place * step
            share = drawn.pdf(log_rate) * drawn.stdev * step
            months += part * share / (always + rules.choice * exp(log_rate))
    return months


@on_each("name", NAMES)
def test_starters_replace_those_who_leave(name):
    p = parameters_of(name)
    assert p.starters_per_month * mean_stay(p) == pytest.approx(p.volunteers_initial, rel=0.005)


@on_each("name", NAMES)
def test_enquiries_make_as_many_starters_as_needed(name):
    p = parameters_of(name)
    steps = p.recruitment_steps
    volunteers = p.volunteers_initial
    reached = 1 - volunteers / p.recruitable_people
    channels = p.recruitment_channels
    enquiries = (
        channels.open
        + channels.referral
        + channels.company
        + p.recruitment_asks * p.ask_yield
        + p.word_of_mouth * volunteers * reached
    )
    made = enquiries * steps.talk * steps.trial * steps.training * steps.contract * steps.start
    assert made == pytest.approx(p.starters_per_month, rel=0.005)
    training = 7 * p.pre_start_training_hours / p.training_pace
    assert p.delay_talk_to_start + training == p.delay_reference


def test_the_delay_that_is_measured_at_rest_counts_the_training_before_the_start():
    """Else whoever has always trained people before they start would lose those whom the training keeps waiting."""
    short = {
        "warmup": 0,
        "horizon": 1,
        "places": 4,
        "volunteers_initial": 2,
        "pre_start_training_hours": 20.0,
    }
    p = with_values(parameters_of("open_house"), short)
    seen = measured_at_rest(Scenario("trained", p), 1, 0)
    assert seen["delay_reference"] == p.delay_talk_to_start + 7 * 20 / p.training_pace > p.delay_talk_to_start


@on_each("name", NAMES)
def test_income_pays_all_costs(name):
    p = parameters_of(name)
    per_volunteer = p.volunteer_reimbursement + p.volunteer_insurance + p.volunteer_thanks
    wages = (
        p.professionals.posts * p.professionals.fte * p.wage_professional
        + p.coordinators.posts * p.coordinators.fte * p.wage_coordinator
        + p.night_wages
    )
    costs = (
        wages + p.overhead + p.volunteers_initial * per_volunteer + p.training_budget + p.recruitment_budget
    )
    assert costs == pytest.approx(p.income, abs=1)


@on_each("name", NAMES)
def test_wages_saved_on_vacancies_pay_for_hiring_and_replacement(name):
    p = parameters_of(name)
    staff = p.professionals.posts * p.professionals.fte * p.wage_professional
    heads = p.professionals.posts + p.coordinators.posts
    if p.coordinators_are_staff:
        staff += p.coordinators.posts * p.coordinators.fte * p.wage_coordinator
    hiring = heads * p.staff_quit * p.hiring_cost
    assert hiring + p.replacement_budget == pytest.approx(VACANT * staff, rel=0.01)


@on_each("name", NAMES)
def test_clients_who_leave_are_replaced_from_a_short_list(name):
    p = parameters_of(name)
    leaving = p.places / p.client_stay
    waiting = (p.applicants - leaving) / p.waiting_list_exit_rate
    most = max(0.15 * p.places, 1.02)  # where there is one place, one person waits for it
    assert 0.02 * p.places < waiting < most


@on_each("name", NAMES)
def test_coordinators_have_time_for_what_they_do(name):
    p = parameters_of(name)
    desk = p.coordinators
    assert (
        desk.administration + desk.team + desk.conflicts + desk.floor_share + desk.external + desk.coaching
        <= 0.95
    )


def test_the_care_home_counts_36_volunteer_hours_per_place_and_year():
    home = load_scenario("care_home_unit").parameters
    present = home.volunteers_initial * home.planned_hours.mean * (1 - home.no_show) * 52
    assert present / home.places == pytest.approx(36.1, rel=0.01)
    staff = home.professionals.posts * home.professionals.fte + home.night_wages / home.wage_professional
    assert staff == pytest.approx(12.9, abs=0.01)
