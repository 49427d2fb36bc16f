"""Whatever the organisation looks like: hours, money, requests, clients and people are all accounted for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.conservation.worlds import (
    CLIENTS_COME_AND_GO,
    EVERYBODY_GOES,
    FULL_HOME,
    GROUPS_AND_OBLIGATIONS,
    Life,
    live,
    scenarios,
)
from tup_sim.model import events
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.families import TASK_TYPES, Level
from tup_sim.model.people.helper import HOURS, Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Request, State
from tup_sim.model.people.volunteer import REASONS, Volunteer
from tup_sim.model.simulation import Simulation

LAWS: list[Callable[[Scenario, Life], None]] = []


def anywhere(law: Callable[[Scenario, Life], None]) -> Callable[[Scenario, Life], None]:
    """A law that holds in every organisation: all of them are looked at in the same lives, at the end of this file."""
    LAWS.append(law)
    return law


EXACT = 1e-6  # hours: the rounding of some thousand sums
ENDINGS = {
    events.ContactEnded: State.MET,
    events.RequestUnmet: State.UNMET,
    events.RequestDropped: State.CLIENT_GONE,
    events.RequestDeclined: State.DECLINED,
}


def shifts(life: Life) -> dict[str, dict[str, float]]:
    """By person: planned hours of the shifts that took place, and of those missed."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: {"worked": 0.0, "missed": 0.0})
    for event in life.of(events.ShiftEnded):
        found[event.person.name]["worked"] += event.planned
    for event in life.of(events.ShiftMissed):
        found[event.person.name]["missed"] += event.hours
    return found


def at_home(people: list[Helper]) -> list[Helper]:
    """Those whose last shift is closed: whoever works past midnight has hours that nobody has counted yet."""
    return [person for person in people if not person.on_shift]


@anywhere
def every_hour_of_a_shift_is_spent_on_something(scenario: Scenario, life: Life) -> None:
    """Hours of all kinds except leave = shifts worked + shifts missed + hours beyond them."""
    held = shifts(life)
    for person in at_home([*life.paid, *life.volunteers]):
        assert set(person.hours) == set(HOURS)
        spent = sum(person.hours.values()) - person.hours["leave"]
        due = held[person.name]["worked"] + held[person.name]["missed"] + person.overtime
        assert spent == pytest.approx(due, abs=EXACT), person


@anywhere
def the_contract_of_a_professional_is_worked_on_leave_missed_or_carried_over(
    scenario: Scenario, life: Life
) -> None:
    """Contract = leave + shifts worked + shifts missed + hours the roster still owes; less for who left in between."""
    held = shifts(life)
    for person in at_home(life.paid):
        rostered = person.contract - person.hours["leave"] - person.hours_due
        not_come_to = rostered - held[person.name]["worked"] - held[person.name]["missed"]
        if person.employed:
            assert not_come_to == pytest.approx(0.0, abs=EXACT), person
            total = person.contract + person.overtime - person.hours_due
            assert sum(person.hours.values()) == pytest.approx(total, abs=EXACT)
        else:
            assert -EXACT <= not_come_to <= 60.0, person


@anywhere
def the_hours_a_volunteer_planned_are_given_or_missed(scenario: Scenario, life: Life) -> None:
    """Planned = worked + missed, until the volunteer leaves; a talk comes on top."""
    held = shifts(life)
    for person in at_home(life.volunteers):
        not_come_to = person.contract - held[person.name]["worked"] - held[person.name]["missed"]
        if person.left is None:
            assert not_come_to == pytest.approx(0.0, abs=EXACT), person
            assert sum(person.hours.values()) == pytest.approx(person.contract + person.overtime, abs=EXACT)
        else:
            assert not_come_to >= -EXACT, person


@anywhere
def what_is_told_of_hours_is_what_people_remember(scenario: Scenario, life: Life) -> None:
    told: dict[tuple[str, str], float] = defaultdict(float)
    for event in life.happened:
        if isinstance(event, events.TimeSpent):
            assert event.hours >= 0.0
            told[event.person.name, event.kind] += event.hours
        elif isinstance(event, events.AttentionGiven):
            told[event.professional.name, "attention"] += event.hours
        elif isinstance(event, events.ContactEnded):
            told[event.contact.helper.name, "direct"] += event.contact.hours
    for person in life.people.values():
        for kind in HOURS:
            if kind != "leave":
                assert person.hours[kind] == pytest.approx(told[person.name, kind], abs=EXACT), (person, kind)


@anywhere
def money_received_less_money_paid_is_the_balance(scenario: Scenario, life: Life) -> None:
    organisation, moved = life.sim.organisation, life.of(events.MoneyMoved)
    assert sum(event.amount for event in moved) == pytest.approx(organisation.balance, abs=1e-4)
    start = scenario.parameters.reserve * scenario.parameters.units
    taken = sum(event.amount for event in moved if event.line == "from reserve")
    assert start - organisation.reserve == pytest.approx(taken, abs=1e-4)
    assert organisation.reserve >= -1e-6
    if not scenario.parameters.mechanisms.money:
        assert not moved


@anywhere
def every_request_ends_in_exactly_one_way(scenario: Scenario, life: Life) -> None:
    made = {event.request.number: event.request for event in life.of(events.RequestMade)}
    assert len(made) == len(life.of(events.RequestMade)) == life.requests
    ended: Counter[int] = Counter()
    for kind, state in ENDINGS.items():
        for event in life.of(kind):
            request = event.contact.request if kind is events.ContactEnded else event.request
            ended[request.number] += 1
            assert request.state is state
    assert not [number for number, times in ended.items() if times > 1]
    for number, request in made.items():
        if number not in ended:
            assert request.state in (State.WAITING, State.BEING_SERVED), request.state
        if request.state is State.WAITING:
            assert request.deadline >= life.sim.now and request.client.left is None, "a hidden loss"


@anywhere
def a_request_is_served_once_in_time_by_somebody_who_is_there(scenario: Scenario, life: Life) -> None:
    started = life.of(events.ContactStarted)
    served = Counter(event.contact.request.number for event in started)
    assert not [number for number, times in served.items() if times > 1]
    for event, (at_work, helper_gone, client_gone) in zip(started, life.stood, strict=True):
        request = event.contact.request
        assert request.made <= event.now <= request.deadline
        assert event.contact.hours > 0
        assert at_work and not helper_gone and not client_gone


@anywhere
def nobody_serves_two_clients_at_once_or_starts_outside_a_shift(scenario: Scenario, life: Life) -> None:
    shifts_of = defaultdict(list)
    for event in life.of(events.ShiftEnded):
        shifts_of[event.person.name].append((event.started, event.started + event.planned, event.now))
    contacts = defaultdict(list)
    for event in life.of(events.ContactStarted):
        contacts[event.contact.helper.name].append(event.contact)
    for name, mine in contacts.items():
        for earlier, later in pairwise(mine):
            assert later.started >= earlier.started + earlier.hours - 1e-9
        helper = mine[0].helper
        if helper.on_shift:
            shifts_of[name].append((helper.shift_start, helper.shift_end, life.sim.now))
        for contact in mine:
            inside = [s for s in shifts_of[name] if s[0] - 1e-9 <= contact.started <= s[2] + 1e-9]
            assert inside, (name, contact.started)
            if isinstance(helper, Volunteer):
                stays = any(abs(c.started + c.hours - contact.started) < 1e-9 for c in mine)
                assert stays or any(contact.started <= end for _, end, _ in inside)


@anywhere
def every_volunteer_who_started_is_there_or_left_for_one_reason(scenario: Scenario, life: Life) -> None:
    names = [event.volunteer.name for event in life.of(events.VolunteerStarted)]
    assert len(names) == len(set(names))
    left = [event.volunteer.name for event in life.of(events.VolunteerLeft)]
    assert len(left) == len(set(left))
    there = {v.name for unit in life.sim.organisation.units for v in unit.volunteers.values() if v.active}
    for volunteer in life.volunteers:
        if volunteer.started is None:
            assert volunteer.left is None and volunteer.reason == ""
        elif volunteer.left is None:
            assert volunteer.name in there and volunteer.reason == ""
        else:
            assert volunteer.name in left and volunteer.name not in there
            assert volunteer.reason in REASONS
            assert volunteer.started <= volunteer.left <= life.sim.now
    assert there | set(left) == {v.name for v in life.volunteers if v.started is not None}


@anywhere
def every_candidate_starts_is_lost_or_is_under_way(scenario: Scenario, life: Life) -> None:
    asked = {event.candidate.name: event.candidate for event in life.of(events.Enquired)}
    lost = [event.candidate.name for event in life.of(events.CandidateLost)]
    under_way = set(life.sim.organisation.candidates)
    on_the_books = {name for name, candidate in asked.items() if candidate.outcome == "started"}
    assert len(lost) == len(set(lost))
    assert not under_way & set(lost) and not under_way & on_the_books and not on_the_books & set(lost)
    assert under_way | set(lost) | on_the_books == set(asked)
    assert all(f"volunteer-{name}" in life.people for name in on_the_books)


@anywhere
def every_applicant_is_admitted_gave_up_or_waits(scenario: Scenario, life: Life) -> None:
    waiting = set(life.sim.organisation.waiting)
    admitted = [event.client.name for event in life.of(events.ClientAdmitted)]
    gave_up = [event.client.name for event in life.of(events.ClientGaveUp)]
    left = [event.client.name for event in life.of(events.ClientLeft)]
    at_once = {event.client.name for event in life.of(events.ClientAdmitted) if event.now == 0.0}
    applied = {event.client.name for event in life.of(events.ClientApplied)} | set(life.listed) | at_once
    for names in (admitted, gave_up, left):
        assert len(names) == len(set(names))
    assert not waiting & set(admitted) and not waiting & set(gave_up) and not set(admitted) & set(gave_up)
    assert waiting | set(admitted) | set(gave_up) == applied
    present = {name for unit in life.sim.organisation.units for name in unit.clients}
    assert present == set(admitted) - set(left)
    assert all(len(unit.clients) <= scenario.parameters.places for unit in life.sim.organisation.units)


@anywhere
def everybody_employed_was_there_at_the_start_or_hired_and_leaves_once(
    scenario: Scenario, life: Life
) -> None:
    p = scenario.parameters
    first = p.units * (p.professionals.posts + p.coordinators.posts)
    hired = [event.professional.name for event in life.of(events.ProfessionalHired)]
    gone = [event.professional.name for event in life.of(events.ProfessionalLeft)]
    assert len(hired) == len(set(hired)) and len(gone) == len(set(gone))
    assert len(life.paid) == first + len(hired)
    units = life.sim.organisation.units
    now = {name for unit in units for name in (*unit.professionals, *unit.coordinators)}
    assert now == {person.name for person in life.paid if person.employed}
    assert now.isdisjoint(gone) and len(now) + len(gone) == len(life.paid)


@anywhere
def states_stay_within_their_bounds(scenario: Scenario, life: Life) -> None:
    for volunteer in life.volunteers:
        for name in ("belonging", "clarity", "authority", "safety", "fit", "enthusiasm"):
            assert 0.0 <= getattr(volunteer, name) <= 1.0, (volunteer, name)
        assert min(volunteer.hazards) >= 0.0 and volunteer.owed >= 0.0
        for pair in volunteer.pairs.values():
            assert 0.0 <= pair.trust <= 1.0 and 0.0 <= pair.tension <= 1.0
    clients = {event.client.name: event.client for event in life.of(events.ClientWeek)}
    for client in clients.values():
        for name in (
            "trust_professionals",
            "trust_volunteers",
            "isolation",
            "wellbeing",
            "problem",
            "testing",
            "complexity",
        ):
            assert 0.0 <= getattr(client, name) <= 1.0, (client, name)
    for person in life.paid:
        assert 0.0 <= person.pleasure <= 1.0 and 0.0 <= person.openness <= 1.0
        assert person.fte >= 0.0 and person.debt >= -EXACT and person.floor_debt >= -EXACT
    for unit in life.sim.organisation.units:
        assert 0.0 < unit.time_per_task <= 1.0 and 0.0 < unit.standard <= 1.0


@anywhere
def the_house_is_empty_when_nobody_is_on_shift(scenario: Scenario, life: Life) -> None:
    """At midnight the lists of who is there hold those still at work and nobody else."""
    for unit in life.sim.organisation.units:
        listed = {
            **unit.present,
            **unit.present_volunteers,
            **unit.free_professionals,
            **unit.free_volunteers,
        }
        assert all(person.on_shift for person in listed.values())
        for person in unit.professionals.values():
            assert isinstance(person, Professional)
            assert (person.name in unit.present) == (person.on_shift and person.serves)


class Idle:
    """Looks every hour who is free while something waits that the mandate, the shift and the wish allow."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def begin(self, sim: Simulation) -> None:
        """Look for the first time between two events."""
        sim.at(0.77, self.look, sim)

    def look(self, sim: Simulation) -> None:
        """Note who is idle, and come back in an hour."""
        for unit in sim.organisation.units:
            for task_type, rule in enumerate(sim.task_types):
                waits = [r for *_, r in unit.queues[task_type] if is_waiting(sim, r)]
                for helper in (*unit.free_professionals.values(), *unit.free_volunteers.values()):
                    late = helper.shift_end - sim.now < sim.parameters.start_rule * rule.hours
                    if not late and any(may_serve(sim, helper, request) for request in waits):
                        self.seen.append(f"{helper} at {sim.now}: {TASK_TYPES[task_type]}")
        sim.at(sim.now + 1.0, self.look, sim)


def is_waiting(sim: Simulation, request: Request) -> bool:
    return request.state is State.WAITING and request.deadline >= sim.now and request.client.left is None


def may_serve(sim: Simulation, helper: Helper, request: Request) -> bool:
    """By mandate and by whose work it is; surplus that professionals do when idle has a cap and is left out."""
    since = sim.now - sim.parameters.client_states.familiar_weeks * 168.0
    if request.closed_to(helper, since):
        return False
    if isinstance(helper, Volunteer):
        level = helper.unit.levels[request.task_type]
        near = level == Level.NEARBY and bool(helper.unit.present)
        wanted = request.task_type in helper.traits.task_types and helper.client is None
        return wanted and (level >= Level.ON_CALL or near)
    rule = sim.task_types[request.task_type]
    return rule.staff == "always" and sim.now - request.made > rule.staff_after


def laws_hold(scenario: Scenario) -> None:
    """Live once, and list every law that was broken."""
    idle = Idle()
    life = live(scenario, before=idle.begin)
    broken = [f"nobody_stands_idle_while_work_waits_that_they_may_do: {each}" for each in idle.seen[:5]]
    for law in LAWS:
        try:
            law(scenario, life)
        except AssertionError as fault:
            broken.append(f"{law.__name__}: {fault}")
    assert not broken, "\n".join(broken)


@example(EVERYBODY_GOES)
@example(CLIENTS_COME_AND_GO)
@example(FULL_HOME)
@example(GROUPS_AND_OBLIGATIONS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_nothing_gets_lost_in_any_organisation_or_where_much_happens_at_once(scenario: Scenario) -> None:
    laws_hold(scenario)


@pytest.mark.verify
@settings(max_examples=180, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_nothing_gets_lost_in_many_organisations(scenario: Scenario) -> None:
    laws_hold(scenario)


def test_every_law_is_looked_at_and_one_that_is_broken_is_told_by_its_name(monkeypatch) -> None:
    def nothing_ever_happens(scenario: Scenario, life: Life) -> None:
        assert not life.happened, "something did"

    assert len(LAWS) == 14 and len({law.__name__ for law in LAWS}) == 14
    monkeypatch.setitem(globals(), "LAWS", [*LAWS, nothing_ever_happens])
    with pytest.raises(AssertionError, match="nothing_ever_happens: something did") as told:
        laws_hold(FULL_HOME)
    assert "every_hour" not in str(told.value)
