"""Made-up events with answers that can be worked out by hand."""

from __future__ import annotations

from math import exp, isnan

import pytest

from tests.measures.people import (
    COMPANY,
    GUIDANCE,
    UNIT,
    WEEK,
    client,
    contact,
    hear,
    professional,
    request,
    sim,
    traits,
    volunteer,
)
from tup_sim.measures import outcome_of
from tup_sim.model import events as e
from tup_sim.model.people.intake import Term
from tup_sim.model.people.professional import Appointment
from tup_sim.model.people.request import Call
from tup_sim.model.people.unit import WeekOfUnit
from tup_sim.model.people.volunteer import CAUSES, Candidate, Pair


def value(ledger, key, start=0, end=10):
    return outcome_of(key).measure(ledger, start, end)


def at(week: float) -> float:
    """Hours on the clock, a warm-up of two weeks included."""
    return (2 + week) * WEEK


def served(asked, helper, started, **more):
    done = contact(asked, helper, started, **more)
    return e.ContactStarted(started, done), e.ContactEnded(started + done.hours, done)


def test_a_request_counts_in_the_week_of_its_last_moment():
    late = request(at(0), at(0) + 10)
    ledger = hear(
        sim(),
        *served(request(at(3), at(3) + 10), professional(), at(3) + 2),
        e.RequestUnmet(at(5), late),  # noticed five weeks later
    )
    assert value(ledger, "core_met") == 0.5
    assert value(ledger, "core_met", 0, 1) == 0.0
    assert value(ledger, "core_met", 3, 4) == 1.0
    assert isnan(value(ledger, "core_met", 4, 10))
    assert value(ledger, "core_lost_share") == 0.5


def test_a_request_that_may_wait_beyond_the_end_counts_nowhere():
    beyond = request(at(9), at(11))
    ledger = hear(
        sim(), *served(beyond, professional(), at(9) + 1), e.RequestUnmet(at(10), request(at(9), at(12)))
    )
    assert isnan(value(ledger, "core_met"))
    assert value(ledger, "core_wait_mean") == 1.0


def test_a_request_begun_before_the_end_is_met_though_it_is_not_over():
    begun = contact(request(at(9), at(9) + 100), professional(), at(9) + 5)
    assert value(hear(sim(), e.ContactStarted(at(9) + 5, begun)), "core_met") == 1.0


def test_clients_without_a_network_are_counted_apart():
    ledger = hear(
        sim(),
        *served(request(at(1), at(2), of=client(network=0)), professional(), at(1) + 1),
        e.RequestUnmet(at(1), request(at(0), at(1), of=client(network=0))),
        e.RequestUnmet(at(1), request(at(0), at(1), of=client(network=1))),
    )
    assert value(ledger, "core_met") == pytest.approx(1 / 3)
    assert value(ledger, "core_met_low_network") == 0.5


def test_waits():
    waits = (0.0, 1.0, 5.0)
    made = [served(request(at(1), at(3)), professional(), at(1) + wait) for wait in waits]
    ledger = hear(
        sim(), *(event for pair in made for event in pair), e.RequestUnmet(at(1), request(at(0), at(1)))
    )
    assert value(ledger, "core_wait_hours") == 1.0
    assert value(ledger, "core_wait_mean") == 2.0
    assert value(ledger, "core_wait_probability") == 0.75  # two that waited and the one that waited in vain


def test_hours_of_a_group_count_once_for_the_helper_and_thrice_for_clients():
    group = contact(request(at(1), at(2), COMPANY), volunteer(), at(1), hours=2.0)
    group.client_hours = 6.0
    ledger = hear(sim(), e.ContactEnded(at(1) + 2, group), e.ClientWeek(at(2), client()))
    assert value(ledger, "volunteer_contact_hours_per_client") == 6.0
    assert value(ledger, "volunteer_contact_hours_per_client_companionship") == 6.0
    assert value(ledger, "relational_hours_per_client") == 6.0
    assert value(ledger, "added_value_index") == 2.0
    assert value(ledger, "volunteer_nonrecreational_share") == 0.0


def test_task_shift_and_quality():
    good, bad, missed = (request(at(1), at(2)) for _ in range(3))
    ledger = hear(
        sim(),
        *served(good, professional(), at(1), hours=3.0),
        *served(bad, volunteer(), at(1), hours=1.0, success=False, struggled=True),
        e.RequestUnmet(at(2), missed),
    )
    assert value(ledger, "task_shift") == 0.25
    assert value(ledger, "care_quality") == pytest.approx(0.5)  # 1, a half and nothing


def test_familiar_faces_are_asked_of_clients_who_know_the_house():
    known, new = client(), client()
    new.admitted = at(28)
    ledger = hear(
        sim(horizon=40),
        *served(request(at(30), at(31), of=known), professional(), at(30), familiar=True),
        *served(request(at(30), at(31), of=known), professional(), at(30)),
        *served(request(at(30), at(31), of=new), professional(), at(30)),
    )
    assert value(ledger, "continuity", 0, 40) == 0.5


def test_incidents_and_limits():
    person = volunteer(started=at(1))
    cases = (
        dict(incident=True, success=False),
        dict(incident=True, success=False),
        dict(limit="nobody"),
        dict(limit="volunteer", limit_accepted=True),
    )
    made = [served(request(at(2), at(3), COMPANY), person, at(2) + i, **case) for i, case in enumerate(cases)]
    ledger = hear(sim(), *(event for pair in made for event in pair))
    assert value(ledger, "incidents_per_1000_volunteer") == 500.0
    assert value(ledger, "early_incidents_per_1000") == 500.0
    assert value(ledger, "repeat_incidents") == 1.0
    assert value(ledger, "unanswered_per_1000") == 250.0
    assert value(ledger, "unanswered_per_limit_test") == 0.5
    assert value(ledger, "limit_compliance_volunteer") == 1.0
    assert isnan(value(ledger, "limit_compliance_professional"))


def test_calls():
    quick = Call(volunteer(), at(1), at(1) + 24.0)
    quick.answered = at(1) + 1
    ledger = hear(
        sim(),
        e.CallAnswered(at(1) + 1, quick, professional()),
        e.CallUnanswered(at(2), Call(volunteer(), at(1), at(1) + 0.25, about_limit=True)),
        e.CallAnswered(at(2), Call(None, at(1), at(2), follow_up=0.5), professional()),
    )
    assert value(ledger, "support_wait_hours") == pytest.approx(0.625)
    assert value(ledger, "support_answered_in_time") == 0.5


NO_RISK = (0.0,) * len(CAUSES)


def week_of(person, week, risks=NO_RISK, need=1.0, credit=0.5, part=1.0):
    return e.VolunteerWeek(at(week + 1), person, risks, part / 52, need, credit)


def test_a_week_told_at_its_end_belongs_to_that_week():
    ledger = hear(sim(), week_of(volunteer(), 0))
    assert outcome_of("volunteers").by_week(ledger) == [1.0] + [0.0] * 9
    assert value(ledger, "contact_ratio", 0, 1) == 0.5


def test_states_are_means_over_the_time_people_were_there():
    calm, tense = volunteer("a"), volunteer("b", vulnerability=0.7)
    calm.strain, tense.strain = 0.0, 3.0
    ledger = hear(sim(), week_of(calm, 0), week_of(tense, 0, part=0.5))
    assert value(ledger, "volunteer_strain") == pytest.approx(1.0)
    assert value(ledger, "volunteer_strain_vulnerable") == pytest.approx(3.0)
    assert isnan(value(ledger, "volunteer_strain_ex_client"))
    assert value(ledger, "volunteers", 0, 1) == pytest.approx(1.5)
    assert value(ledger, "vulnerable_share") == pytest.approx(1 / 3)
    assert value(ledger, "overloaded_share") == pytest.approx(1 / 3)


def test_people_with_an_agreed_end_are_counted_apart():
    student, mandated = volunteer("s", route="student"), volunteer("m", route="mandated")
    student.reason = "planned"
    visitor = volunteer("o", route="occasional")
    ledger = hear(
        sim(),
        *(week_of(person, 0) for person in (student, mandated, visitor)),
        e.VolunteerLeft(at(1), student),
    )
    assert value(ledger, "volunteers") == 0.0
    assert value(ledger, "exits_planned") == pytest.approx(100 * 52 / 2)
    assert value(ledger, "volunteers_mandated", 0, 1) == 1.0
    assert isnan(value(ledger, "volunteer_turnover"))


def test_exits_are_per_hundred_years_and_the_risk_stands_next_to_them():
    people = [volunteer(str(i), started=-WEEK) for i in range(4)]
    people[0].reason = "life"
    told = [week_of(person, week, risks=(0.01, 0, 0, 0, 0, 0)) for week in range(10) for person in people]
    ledger = hear(sim(), *told, e.VolunteerLeft(at(10), people[0]))
    years = 40 / 52
    assert value(ledger, "exits_life") == pytest.approx(100 / years)
    assert value(ledger, "exits_life_expected") == pytest.approx(100 * 0.4 / years)
    assert value(ledger, "volunteer_turnover") == pytest.approx(1 / years)
    assert value(ledger, "exits_job") == 0.0
    assert value(ledger, "exits_life_m12") == pytest.approx(100 / years)


def test_retention_as_it_happened_and_as_risked():
    people = [volunteer(str(i), started=at(0)) for i in range(5)]
    events = [e.VolunteerStarted(at(0) + 1, person) for person in people]
    events += [
        week_of(person, week, risks=(0.02, 0, 0, 0, 0, 0))
        for week in range(60)
        for person in people
        if person is not people[0]
    ]
    people[0].reason = "disappointed"
    events.append(e.VolunteerLeft(at(4), people[0]))
    ledger = hear(sim(horizon=60), *events)
    assert value(ledger, "retention_3m", 0, 60) == pytest.approx(0.8)
    assert value(ledger, "retention_12m_expected", 0, 60) == pytest.approx(exp(-0.02 * 52))
    assert value(ledger, "retention_12m_strong", 0, 60) != value(
        ledger, "retention_12m", 0, 60
    )  # nobody is strong
    assert isnan(value(ledger, "retention_12m_vulnerable", 0, 60))


def test_retention_needs_five_starters_and_agreed_ends_are_no_exits():
    people = [volunteer(str(i), started=at(0), route="mandated") for i in range(5)]
    for person in people:
        person.reason = "obligation_end"
    ledger = hear(
        sim(horizon=60),
        *(e.VolunteerStarted(at(0), person) for person in people),
        *(e.VolunteerLeft(at(20), person) for person in people[:3]),
    )
    assert value(ledger, "retention_6m_mandated", 0, 60) == 1.0
    assert isnan(value(ledger, "retention_6m", 0, 60))


def test_starters_before_the_window_enter_at_its_beginning():
    people = [volunteer(str(i), started=at(0)) for i in range(6)]
    for person in people:
        person.reason = "life"
    ledger = hear(
        sim(horizon=60),
        *(e.VolunteerStarted(at(0), person) for person in people),
        *(e.VolunteerLeft(at(5), person) for person in people[:4]),  # before the window: not seen in it
        e.VolunteerLeft(at(15), people[4]),
    )
    assert value(ledger, "retention_6m", 10, 60) == pytest.approx(0.5)


def test_trailing_figures_are_missing_until_there_is_enough_to_look_back_on():
    ledger = hear(sim(horizon=60), *(week_of(volunteer(), week) for week in range(-2, 60)))
    series = outcome_of("volunteer_turnover").by_week(ledger)
    assert all(isnan(each) for each in series[:49])
    assert series[49:] == [0.0] * 11


def test_rarely_active_people():
    often, rarely, once = volunteer("a"), volunteer("b", route="occasional"), volunteer("c")
    days = [(often, day) for day in range(0, 350, 7)] + [(rarely, 10), (rarely, 200), (once, 20), (once, 20)]
    shifts = [
        e.ShiftEnded(day * 24.0 + 12 + i, person, day * 24.0 + 9 + i, 3.0, 0.0) for i, (person, day) in enumerate(days)
        for i in (0,)
    ]  # fmt: skip
    ledger = hear(sim(warmup=0, horizon=52), *shifts)
    assert value(ledger, "low_frequency_share", 0, 52) == pytest.approx(2 / 3)
    assert outcome_of("low_frequency_share").by_week(ledger)[51] == pytest.approx(2 / 3)
    assert value(ledger, "volunteer_hours", 0, 52) == pytest.approx(
        3.0 * (50 + 2) / 52
    )  # not of occasional people


def test_time_of_paid_people():
    person, desk = professional(), professional("coordinator-1")
    desk.coordinator = True
    ledger = hear(
        sim(),
        e.ShiftEnded(at(1) + 9, person, at(1), 8.0, 1.0),
        e.ShiftMissed(at(1) + 20, person, 1.0, "ill"),
        e.ShiftEnded(at(1) + 9, desk, at(1), 8.0, 0.0),
        e.TimeSpent(at(1) + 1, person, "administration", 3.0),
        e.TimeSpent(at(1) + 1, desk, "administration", 5.0),
        e.AttentionGiven(at(1) + 1, desk, volunteer(started=at(0)), 0.5),
        *served(request(at(1), at(2)), person, at(1), hours=4.5),
        e.ProfessionalWeek(at(2), person, 0.01),
        e.ProfessionalWeek(at(2), desk, 0.01),
        week_of(volunteer(), 1),
    )
    assert value(ledger, "share_administration") == pytest.approx(1 / 3)
    assert value(ledger, "share_direct") == pytest.approx(0.5)
    assert value(ledger, "absence") == pytest.approx(1 / 9)
    assert value(ledger, "overtime_hours") == pytest.approx(1 / 0.75)
    assert value(ledger, "attention_minutes") == pytest.approx(30.0)
    assert value(ledger, "professionals_fte", 1, 2) == 0.75
    assert value(ledger, "staff_turnover_expected", 1, 2) == pytest.approx(0.52)
    assert value(ledger, "staff_turnover") == 0.0


def test_work_pressure_adds_up_hours_and_not_ratios():
    light, heavy = WeekOfUnit(), WeekOfUnit()
    light.core_arrived, light.core_by_volunteers, light.worked = 30.0, 10.0, 100.0
    heavy.core_arrived, heavy.administration, heavy.worked = 20.0, 10.0, 20.0
    ledger = sim()
    for week, hours in enumerate((light, heavy)):
        UNIT.weeks.append(hours)
        ledger.handlers[e.UnitWeek](e.UnitWeek(at(week + 1), UNIT))
    UNIT.weeks.clear()
    assert value(ledger.close(), "work_pressure") == pytest.approx(50 / 120)
    assert outcome_of("work_pressure").by_week(ledger)[1] == pytest.approx(50 / 120)


def test_what_has_accrued_belongs_to_the_week_in_which_it_accrued_and_what_is_paid_at_once_to_the_week_of_payment():
    ledger = hear(
        sim(),
        *(e.MoneyMoved(at(week + 1), "wages professionals", -100.0, at(week)) for week in range(-2, 10)),
        *(e.MoneyMoved(at(week + 1), "subsidy", 110.0, at(week)) for week in range(-2, 10)),
        e.MoneyMoved(at(4), "severance", -40.0, at(4)),
    )
    assert (
        value(ledger, "cost", 0, 1) == value(ledger, "cost", 3, 4) == value(ledger, "cost", 9, 10) == 5200.0
    )
    assert value(ledger, "cost", 4, 5) == 7280.0
    assert value(ledger, "budget_balance", 0, 4) == pytest.approx(520.0)


def candidate(name, **more):
    return Candidate(name, "ask", traits(**more), 0.0, hours=2.5)


def test_from_enquiry_to_start():
    people = [candidate(f"ask-{i}", vulnerability=0.2 + 0.5 * (i % 2)) for i in range(4)]
    starter = volunteer("volunteer-ask-0", started=at(2))
    ledger = hear(
        sim(horizon=60),
        *(e.Enquired(at(1), each) for each in people),
        *(e.CandidateDecided(at(1) + 5, each, each is not people[1]) for each in people),
        e.CandidateLost(at(1) + 5, people[1], "talk"),
        e.VolunteerStarted(at(2), starter),
    )
    assert value(ledger, "start_yield", 0, 60) == 0.25
    assert value(ledger, "vulnerable_acceptance", 0, 60) == 0.5
    assert value(ledger, "yield_per_ask", 0, 60) == pytest.approx(1 / (3 * 60 * 12 / 52))
    assert value(ledger, "onboarding_hours", 0, 60) == 2.5
    assert value(ledger, "starters", 0, 60) == pytest.approx(52 / 60)
    years = (5 + 59 * WEEK) / (52 * WEEK)  # refused after five hours; the other waits on
    assert value(ledger, "failure_experiences", 0, 60) == pytest.approx(100 / years)


def test_people_asked_in_time_set_aside_count_as_asked():
    person = candidate("ask-0")
    ledger = hear(
        sim(horizon=60),
        e.Enquired(at(1), person),
        e.CandidateDecided(at(1) + 5, person, True),
        e.VolunteerStarted(at(2), volunteer("volunteer-ask-0", started=at(2))),
        *(e.SomebodyAsked(at(week)) for week in range(1, 16)),
    )
    assert value(ledger, "yield_per_ask", 0, 60) == pytest.approx(1 / (3 * 60 * 12 / 52 + 15))


def test_talks_of_mentors_cost_no_paid_time():
    person, newcomer = candidate("ask-0"), volunteer("volunteer-ask-0", started=at(2))
    talk = Appointment(at(3), 1.0, (newcomer,), "individual", 1.0)
    come = (
        e.Enquired(at(1), person),
        e.CandidateDecided(at(1) + 5, person, True),
        e.VolunteerStarted(at(2), newcomer),
    )
    mentored = hear(sim(horizon=60), *come, e.SessionHeld(at(3), volunteer("mentor"), talk))
    guided = hear(sim(horizon=60), *come, e.SessionHeld(at(3), professional(), talk))
    cost = [value(each, "onboarding_hours", 0, 60) for each in (mentored, guided)]
    assert cost == [2.5, 3.5]


def test_a_task_with_an_end_is_no_obligation():
    people = [volunteer(f"volunteer-{name}", started=at(1)) for name in ("free", "short", "owing")]
    people[1].term, people[2].term = Term(8.0, None, 0.5), Term(17.0, 6.0, 0.5)
    ledger = hear(sim(horizon=60), *(e.ShiftEnded(at(2) + 4, each, at(2), 4.0, 0.0) for each in people))
    assert value(ledger, "obligation_share", 0, 60) == pytest.approx(1 / 3)


def test_talks_held_and_cancelled():
    talk = Appointment(at(1), 0.5, (volunteer(),), "individual", 1.0)
    ledger = hear(
        sim(),
        e.SessionHeld(at(1) + 0.5, professional(), talk),
        e.SessionCancelled(at(1) + 1, professional(), talk, "request"),
        e.SessionHeld(at(1), professional(), Appointment(at(1), 0.1, (), "attention", 0.0)),
    )
    assert value(ledger, "coaching_cancelled_share") == 0.5


def test_what_was_booked_took_place_or_was_lost_for_a_reason():
    vera, wim = volunteer(), volunteer("volunteer-2")
    single = Appointment(at(1), 0.5, (vera,), "individual", 1.0)
    group = Appointment(at(1), 1.5, (vera, wim), "peer_review", 0.5)
    short = Appointment(at(1), 0.1, (vera,), "attention", 0.0)
    vision = Appointment(at(1), 1.5, (vera,), "vision", 0.0)
    about = Appointment(at(1), 0.5, (vera,), "dialogue", 0.0)
    mentor = Appointment(at(1), 9.0, (vera,), "mentor", 0.5)
    ledger = hear(
        sim(),
        week_of(vera, 1),
        week_of(wim, 1),
        *(e.SessionHeld(at(1) + 2, professional(), each) for each in (single, group, short, vision, about)),
        e.SessionHeld(at(1) + 2, wim, mentor),
        e.SessionCancelled(at(1) + 2, professional(), single, "request"),
        e.SessionCancelled(at(1) + 2, professional(), short, "coach absent"),
        e.SessionCancelled(at(1) + 2, professional(), short, "coach absent"),
        e.SessionCancelled(at(1) + 2, professional(), short, "volunteer absent"),
        e.SessionCancelled(at(1) + 2, professional(), group, "volunteer absent"),
    )
    assert value(ledger, "talk_hours_per_volunteer") == pytest.approx(2.0 / 2 * 52 / 12)
    assert value(ledger, "task_talks_per_volunteer") == pytest.approx(1 / 2 * 52)
    assert value(ledger, "meetings_per_volunteer") == pytest.approx(3 / 2 * 52)
    assert value(ledger, "attention_held_share") == pytest.approx(1 / 4)
    lost = [value(ledger, f"booked_lost_to_{who}") for who in ("requests", "coach", "volunteer")]
    assert lost == pytest.approx([1 / 10, 2 / 10, 2 / 10])


def test_pairs_are_looked_at_every_fourth_week():
    person = volunteer()
    person.pairs["professional-1"] = Pair(0.8, 0.2, 3, last=at(1))
    person.pairs["professional-2"] = Pair(0.1, 0.9, 3, last=-1000.0)
    ledger = hear(sim(), *(week_of(person, week) for week in range(10)))
    assert value(ledger, "staff_volunteer_trust", 0, 4) == pytest.approx(0.8)
    assert value(ledger, "tension", 0, 4) == pytest.approx(0.2)


def test_mandates_count_once_a_quarter():
    person = volunteer()
    made = [
        served(request(at(1), at(2), task_type), person, at(1) + i, agreed=level)
        for i, (task_type, level) in enumerate(((COMPANY, 2), (COMPANY, 2), (GUIDANCE, 3)))
    ]
    ledger = hear(sim(), *(event for pair in made for event in pair))
    assert value(ledger, "mandate_agreed") == 2.5


def test_nothing_at_all_is_not_zero():
    ledger = sim().close()
    for key in (
        "core_met",
        "contact_ratio",
        "belonging",
        "task_shift",
        "absence",
        "support_wait_hours",
        "work_pressure",
    ):
        assert isnan(value(ledger, key)), key
