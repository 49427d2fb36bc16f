"""A mechanism that is off leaves the states it moves where they are at rest, and its events do not occur.

Each test also looks at the same organisation with the mechanism on, where they do move: it could have failed.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.conservation.worlds import BASES, Life, live, with_values
from tup_sim.model import events
from tup_sim.model.catalogue import Switches
from tup_sim.model.mechanisms.boundary_crossing import BoundaryCrossed, CrossingNoticed
from tup_sim.model.mechanisms.coordination import ClientsCoordinated
from tup_sim.model.mechanisms.funder_loop import GrantDecided
from tup_sim.model.mechanisms.ideas import IdeaHeard
from tup_sim.model.mechanisms.mandate_drift import AskedBeyondMandate, MandateWritten
from tup_sim.model.mechanisms.vision_alignment import ActedAgainstVision, AskedToLeave, VisionShared
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.people.client import Client
from tup_sim.model.people.own import kept
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.processes.leaving import leaving_rates
from tup_sim.model.simulation import Simulation

# Too few professionals, much that goes wrong: everything moves within some weeks.
PRESSED = {
    "warmup": 0,
    "horizon": 16,
    "places": 45,
    "dialogue_interval": 3.0,
    "professionals.posts": 2,
    "coordinators.posts": 1,
    "volunteers_initial": 15,
    "occasional_stock": 4,
    "pattern": "peer",
    "income": 180000.0,
    "difficulty.limit_test": 0.4,
    "difficulty.floor": 0.2,
    "difficulty.incident": 0.5,
    "admission_stop.weeks": 3,
    "mentors": True,
    "peer_review_interval": 2.0,
    "vision_work": "contract",
    "vision_hours": 2.0,
    "vision.act": 0.1,
    "cut.size": 0.4,
    "cut.at": 6,
    "cut.announced": 4.0,
    "notice": 2.0,
    "word_of_mouth": 0.3,
    "starters_per_month": 3.0,
    "group_visits.requests": 40.0,
    "group_visits.lead_weeks": 1.0,
    "mandated_inflow": 80.0,
    "obligation_weeks": 5.0,
}


@cache
def life(*off: str, **submodels: str) -> Life:
    """One run with these mechanisms off and all others on, under these of the rival rules."""
    switches = {f"mechanisms.{name}": name not in off for name in Switches.model_fields}
    rules = {f"submodels.{name}": rule for name, rule in submodels.items()}
    return live(Scenario("pressed", with_values(BASES["open_house"], PRESSED | switches | rules)))


def told(run: Life, *kinds: type) -> int:
    return sum(len(run.of(kind)) for kind in kinds)


def stayed(volunteers: list[Volunteer], *names: str) -> list[bool]:
    """Whether each state of each volunteer is still the person's own."""
    return [getattr(v, name) == getattr(v.traits, name) for v in volunteers for name in names]


def started(run: Life) -> list[Volunteer]:
    return [v for v in run.volunteers if v.started is not None]


def test_without_work_pressure_time_per_task_and_admission_stay_as_they_are() -> None:
    off, on = life("work_pressure", "coordination"), life()
    for unit in off.sim.organisation.units:
        assert unit.time_per_task == unit.standard == 1.0 and unit.admitting
    assert told(off, events.AdmissionStopped) == 0
    assert on.sim.organisation.units[0].time_per_task < 1.0
    assert told(on, events.AdmissionStopped) > 0
    p = off.sim.scenario.parameters
    for person in off.paid:
        if not person.coordinator:
            shifts = [e.planned for e in off.of(events.ShiftEnded) if e.person is person]
            brought = p.administration_share * sum(shifts)
            extra = brought - person.hours["administration"] - person.debt
            assert extra <= 1e-6  # nothing was squeezed; stepping in adds work to catch up on


def test_without_strain_everybody_stays_at_their_own_level() -> None:
    off, on = life("strain"), life()
    assert all(person.strain == person.slow_strain == person.trait for person in off.paid)
    assert all(stayed(off.volunteers, "strain"))
    assert not all(person.strain == person.trait for person in on.paid)
    assert not all(stayed(on.volunteers, "strain"))


def test_without_coaching_there_are_no_talks_and_the_contact_ratio_is_that_of_the_house_at_rest() -> None:
    off, on = life("coaching"), life()
    forms = Counter(event.appointment.form for event in off.of(events.SessionHeld))
    assert not set(forms) & {"individual", "post_incident", "peer_review", "mentor"}
    assert {"individual", "peer_review"} <= {e.appointment.form for e in on.of(events.SessionHeld)}
    reference = off.sim.scenario.parameters.contact_ratio_reference
    ratios = [v.received / v.needed for v in started(off) if not v.occasional and v.needed > 0]
    assert ratios and ratios == pytest.approx([reference] * len(ratios))
    assert len({round(v.received / v.needed, 3) for v in started(on) if v.needed > 0}) > 5


def test_without_support_on_the_job_nothing_goes_wrong_that_needs_it() -> None:
    off, on = life("support_on_the_job"), life()
    assert told(off, events.CallUnanswered, events.CallAnswered) == 0
    contacts = [event.contact for event in off.of(events.ContactEnded)]
    assert not any(c.struggled or c.incident or c.follow_up or c.limit for c in contacts)
    assert all(stayed(off.volunteers, "safety"))
    assert told(on, events.CallUnanswered) > 0 and not all(stayed(on.volunteers, "safety"))
    assert {e.contact.limit for e in on.of(events.ContactEnded)} >= {
        "",
        "volunteer",
        "professional",
        "nobody",
    }


def test_without_authority_nobody_grows_or_shrinks() -> None:
    assert all(stayed(life("authority").volunteers, "authority"))
    assert not all(stayed(life().volunteers, "authority"))


def test_without_the_mechanism_of_leaving_everybody_leaves_at_the_rate_of_their_class() -> None:
    off, on = life("exit", leaving="classes"), life(leaving="classes")
    for run, exact in ((off, True), (on, False)):
        p = run.sim.scenario.parameters
        same = []
        for event in run.of(events.VolunteerWeek):
            if event.volunteer.open_ended and event.exposure > 0:
                yearly = 12.0 * (p.h_short if event.volunteer.traits.short_stayer else p.h_long)
                same.append(sum(event.risks) == pytest.approx(yearly * event.exposure))
        assert len(same) > 100 and all(same) == exact


def test_without_recruitment_starters_come_at_a_constant_rate() -> None:
    off, on = life("recruitment"), life()
    assert told(off, events.Enquired, events.CandidateDecided, events.CandidateLost) == 0
    came = [v for v in off.volunteers if v.open_ended and v.traits.route != "mandated"]
    names = [v.name for v in came if "initial" not in v.name]
    assert len(names) > 3 and all(name.startswith("volunteer-inflow-") for name in names)
    assert told(on, events.Enquired) > 0


def test_without_guided_groups_nobody_comes_for_a_day_and_terms_end_as_agreed() -> None:
    off, on = life("guided_groups"), life()
    kinds = (events.GroupAsked, events.GroupWork, events.GroupEnded, events.TermEnded)
    assert told(off, *kinds) == 0 and all(told(on, kind) > 0 for kind in kinds)
    assert not any(v.traits.route == "group" for v in off.volunteers)
    for run, keeps_to_it in ((off, True), (on, False)):
        obliged = [v for v in run.volunteers if v.traits.route == "mandated"]
        gone = {v.reason for v in obliged if v.left is not None}
        assert gone and (gone == {"obligation_end"} and not any(v.open_ended for v in obliged)) == keeps_to_it
        assert all(v.hours_agreed == v.traits.wish for v in obliged) == keeps_to_it


def test_without_learning_nobody_gets_better_by_practice_or_talks() -> None:
    assert all(learned(life("learning")).values())
    assert not any(learned(life()).values())


def test_without_learning_a_newcomer_is_as_practised_as_those_who_are_there() -> None:
    least = {}
    for off in ((), ("learning",)):
        came = [
            v for v in life(*off).volunteers if "initial" not in v.name and not v.occasional and v.started
        ]
        least[off] = min(v.practice[task_type] for v in came for task_type in v.traits.task_types)
    assert least[("learning",)] > 20.0 > 5.0 > least[()]


def learned(run: Life) -> dict[str, bool]:
    """Whether practice and coaching received are still those of the first day, for regular volunteers who came."""
    first = Simulation(run.sim.scenario).organisation.units[0].volunteers
    came = [v for v in run.volunteers if v.name in first and not v.occasional and v.left is None]
    found = {v.name: (v.practice, v.coached) == (first[v.name].practice, first[v.name].coached) for v in came}
    assert len(found) > 5
    return found


def test_without_needs_and_fit_everybody_fits_as_at_rest() -> None:
    fit = life("needs_fit").sim.scenario.parameters.states.fit_start
    regular = [v for v in life("needs_fit").volunteers if not v.occasional]
    assert regular and all(v.fit == fit for v in regular)
    assert any(v.fit != fit for v in life().volunteers if not v.occasional)


def test_without_belonging_and_recognition_they_and_clarity_stay() -> None:
    names = ("belonging", "recognition", "clarity")
    assert all(stayed(life("belonging_recognition").volunteers, *names))
    assert not any(all(stayed(life().volunteers, name)) for name in names)


def test_without_client_outcomes_clients_stay_as_they_came() -> None:
    off, on = clients_of(life("client_outcomes")), clients_of(life())
    assert set(on) & set(off)
    s = life().sim.scenario.parameters.client_states
    for client in off.values():
        assert (client.isolation, client.wellbeing, client.problem) == (
            s.isolation_start,
            s.wellbeing_start,
            s.problem_start,
        )
        assert client.testing == client.own_testing
        fresh = live_client(client.name)
        assert client.trust_professionals == fresh.trust_professionals
        assert client.trust_volunteers == fresh.trust_volunteers
        assert client.complexity == fresh.complexity
    assert all(client.isolation != s.isolation_start for client in on.values())
    assert any(client.trust_volunteers != live_client(name).trust_volunteers for name, client in on.items())


def clients_of(run: Life) -> dict[str, Client]:
    return {name: client for unit in run.sim.organisation.units for name, client in unit.clients.items()}


@cache
def first_clients() -> dict[str, Client]:
    """Clients as they are before anything happened to them, by name."""
    values = PRESSED | {"horizon": 1, "places": 0, "applicants": 0.0, "waiting_list_exit_rate": 0.0}
    sim = live(Scenario("empty", with_values(BASES["open_house"], values))).sim
    unit = sim.organisation.units[0]
    return {client.name: client for client in (sim.new_client(unit) for _ in range(200))}


def live_client(name: str) -> Client:
    return first_clients()[name]


def test_without_accepting_help_nobody_declines() -> None:
    off, on = life("accepting_help"), life()
    assert told(off, events.RequestDeclined) == 0
    assert told(on, events.RequestDeclined) > 0


def test_without_control_contacts_nobody_brings_bad_news() -> None:
    off, on = clients_of(life("control_contacts")), clients_of(life())
    assert not any(kept(client, "control_contacts").lost for client in off.values())
    assert any(kept(client, "control_contacts").lost for client in on.values())


def test_without_coordination_pairs_make_no_work() -> None:
    off, on = life("coordination"), life()
    assert told(off, ClientsCoordinated) == 0
    assert told(on, ClientsCoordinated) == 16


def test_without_giving_in_nobody_remembers_who_gave_in() -> None:
    off, on = clients_of(life("giving_in")), clients_of(life())
    assert not any(kept(client, "giving_in").sooner for client in off.values())
    assert any(kept(client, "giving_in").sooner for client in on.values())


def test_without_the_funder_loop_the_budget_is_as_announced() -> None:
    loop = "funder_loop"
    watching = {
        "funder_rule": "follows_output",
        "funder_loop.interval": 4,
        "funder_loop.notice": 1.0,
        "cut.size": 0.0,
    }
    off, on = (
        live(Scenario("watched", with_values(BASES["open_house"], PRESSED | watching | switches)))
        for switches in ({f"mechanisms.{loop}": False}, {})
    )
    assert told(off, GrantDecided, events.SubsidyChanged) == 0
    assert told(on, GrantDecided) == 2 and told(on, events.SubsidyChanged) > 0


def test_without_ideas_nobody_has_any_and_nothing_else_is_different() -> None:
    off, on = life("ideas"), life()
    assert told(off, IdeaHeard) == 0 < told(on, IdeaHeard)
    assert all(kept(v, "ideas").had is None for v in off.volunteers)
    assert any(kept(v, "ideas").had is not None for v in on.volunteers)
    rest = [[e for e in run.happened if type(e) is events.TimeSpent] for run in (off, on)]
    assert [(e.now, e.person.name, e.hours) for e in rest[0]] == [
        (e.now, e.person.name, e.hours) for e in rest[1]
    ]


def test_without_threat_nobody_feels_more_or_less_replaceable() -> None:
    for run, same in ((life("displacement_threat"), True), (life(), False)):
        seen = run.sim.scenario.parameters.threat
        held = [kept(person, "displacement_threat") for person in run.paid]
        felt = {(each.replaceable.share(), each.legitimacy.share()) for each in held}
        assert (felt == {(seen.start, seen.legitimacy)}) == same


def test_without_fatigue_openness_and_fatigue_stay_as_they_were() -> None:
    off, on = life("volunteer_fatigue", trust="touches"), life(trust="touches")
    assert all((p.openness, p.fatigue) == (p.own_openness, p.own_fatigue) for p in off.paid)
    assert not any(p.openness == p.own_openness for p in on.paid if p.serves)
    assert any(p.fatigue != p.own_fatigue for p in on.paid)


def test_without_friction_nobody_is_tense() -> None:
    off, on = life("friction"), life()
    for run, tense in ((off, False), (on, True)):
        assert any(kept(person, "friction").tension > 0.0 for person in run.paid) == tense
        rubs = [rub for volunteer in run.volunteers for rub in kept(volunteer, "friction").rubs.values()]
        assert any(rub.of_volunteer > 0.0 for rub in rubs) == tense


def test_without_frustration_what_is_left_of_the_work_moves_nobody() -> None:
    start = life().sim.scenario.parameters.frustration.start
    runs = life("frustration"), life()
    off, on = ([kept(p, "frustration") for p in run.paid if p.serves] for run in runs)
    assert all(felt.frustration == start and felt.weeks == 0 for felt in off)
    assert not any(felt.frustration == start for felt in on)


def test_without_relational_practice_contacts_are_as_long_as_they_were() -> None:
    off, on = life("relational_practice"), life()
    start = off.sim.scenario.parameters.relational_practice.start
    assert all(kept(person, "relational_practice").practice == start for person in off.paid)
    assert all(event.contact.presence == 1.0 for event in off.of(events.ContactEnded))
    assert any(event.contact.presence != 1.0 for event in on.of(events.ContactEnded))


def test_without_drift_nobody_is_asked_for_more_than_was_agreed() -> None:
    off, on = creeping("mandate_drift"), creeping()
    assert told(off, AskedBeyondMandate, MandateWritten) == 0
    assert not any(form == "task_review" for form in forms(off))
    assert all(e.contact.level == e.contact.agreed for e in off.of(events.ContactEnded))
    for standing in (kept(v, "mandate_drift") for v in off.volunteers):
        assert not any(standing.precedents) and not standing.agreed
    assert told(on, AskedBeyondMandate) > 10 and told(on, MandateWritten) > 0
    assert "task_review" in forms(on)
    assert any(e.contact.level > e.contact.agreed for e in on.of(events.ContactEnded))


def forms(run: Life) -> set[str]:
    return {e.appointment.form for e in run.of(events.SessionHeld)}


@cache
def creeping(*off: str) -> Life:
    """Volunteers who add, too few professionals, and a review now and then."""
    values = PRESSED | {"pattern": "extra", "pattern_by_family.practical": "same", "mechanisms.money": False}
    values |= {"task_review_interval": 4.0, "mandate_drift.review_line": 0.5, "mandate_drift.accept": 1.0}
    values |= {"mandate_drift.ask": 1.0, "mandate_drift.first_impression": 1.0}
    switches = {f"mechanisms.{name}": False for name in off}
    return live(Scenario("creeping", with_values(BASES["open_house"], values | switches)))


def test_without_boundary_crossing_limits_hold_and_nobody_stays_on() -> None:
    off, on = crossing("boundary_crossing"), crossing()
    assert told(off, BoundaryCrossed, CrossingNoticed) == 0
    for limits in (kept(v, "boundary_crossing") for v in off.volunteers):
        assert limits.closeness == 1.0 and limits.risk == 0.0
    assert not begun_after_the_shift(off)
    assert told(on, BoundaryCrossed) > 10 and told(on, CrossingNoticed) > 0
    assert any(kept(v, "boundary_crossing").closeness > 1.0 for v in on.volunteers)
    assert begun_after_the_shift(on)


@cache
def crossing(*off: str) -> Life:
    """A house where much tempts to go further than agreed."""
    values = PRESSED | {"crossing.rate": 0.2, "population.enthusiasm_mean": 0.9}
    switches = {f"mechanisms.{name}": False for name in off}
    return live(Scenario("close", with_values(BASES["open_house"], values | switches)))


def begun_after_the_shift(run: Life) -> list[float]:
    """Hours at which volunteers began with a client although their shift was over."""
    contacts = [e.contact for e in run.of(events.ContactEnded) if not e.contact.helper.paid]
    ends = {(e.person.name, e.now): e.started + e.planned for e in run.of(events.ShiftEnded)}
    last = {(c.helper.name, c.started + c.hours): c.started for c in contacts}
    return [began for key, began in last.items() if key in ends and began >= ends[key] - 1e-9]


def test_without_money_there_is_no_ledger_no_cut_and_no_notice() -> None:
    off, on = life("money"), life()
    kinds = (events.MoneyMoved, events.CutAnnounced, events.SubsidyChanged, events.NoticeGiven)
    assert told(off, *kinds) == 0 and off.sim.organisation.balance == 0.0
    assert all(told(on, kind) > 0 for kind in kinds)
    assert all(person.fte == person.post_size for person in off.paid if not person.coordinator)


def test_without_vision_alignment_everybody_keeps_the_views_they_came_with_and_nobody_acts_against_it() -> (
    None
):
    off, on = life("vision_alignment"), life()
    first = first_views(off)
    assert len(first) > 10 and all(first.values()) and not any(first_views(on).values())
    assert told(off, ActedAgainstVision, VisionShared, AskedToLeave) == 0
    assert all(told(on, kind) > 0 for kind in (ActedAgainstVision, VisionShared))


def first_views(run: Life) -> dict[str, bool]:
    """Whether those who were there at the start, paid or not, see it as they did then."""
    unit = Simulation(run.sim.scenario).organisation.units[0]
    then = {**unit.volunteers, **unit.professionals, **unit.coordinators}
    now = {p.name: p for p in (*run.volunteers, *run.paid) if p.name in then and "occasional" not in p.name}
    return {name: person.alignment == then[name].alignment for name, person in now.items()}


def test_without_felt_equality_everybody_feels_as_equal_as_on_the_first_day() -> None:
    off, on = life("felt_equality"), life()
    then = Simulation(off.sim.scenario).organisation.units[0].volunteers
    same, moved = (
        [felt(v) == felt(then[v.name]) for v in run.volunteers if v.name in then and not v.occasional]
        for run in (off, on)
    )
    assert len(same) > 5 and all(same) and not any(moved)


def felt(volunteer: Volunteer) -> float:
    equality: float = kept(volunteer, "felt_equality").equality
    return equality


def test_every_mechanism_has_a_test_here() -> None:
    tested = {name for test in globals().values() if callable(test) for name in _switches_in(test)}
    assert tested == set(Switches.model_fields)


def _switches_in(test: Any) -> set[str]:
    code = getattr(test, "__code__", None)
    return {each for each in getattr(code, "co_consts", ()) if isinstance(each, str)} & set(
        Switches.model_fields
    )


def test_leaving_has_a_rate_for_every_cause() -> None:
    run = life()
    assert all(
        len(leaving_rates(plain(run.sim.scenario.parameters), v)) == len(CAUSES) for v in run.volunteers
    )
