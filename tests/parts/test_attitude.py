"""Leaving by shock, by what people bring, and by attitude: the rule that is a rival of classes of stayers."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt
from statistics import fmean
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.parts.test_rules import volunteer
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.observe import read
from tup_sim.measures.windows import HORIZON
from tup_sim.model import events
from tup_sim.model.effects import attitude
from tup_sim.model.parameters import Parameters, Scenario, plain
from tup_sim.model.people.volunteer import CAUSES, PARTS_OF_ATTITUDE, Brings, Volunteer
from tup_sim.model.processes.leaving import rates_at_rest
from tup_sim.model.random_streams import RandomStreams
from tup_sim.model.rules.attitude import composite, months_of_stay, reason_of, share_still_there
from tup_sim.model.simulation import Simulation

RIVAL = with_values(
    BASES["open_house"], {"submodels.leaving": "attitude", "warmup": 2, "horizon": 50, "places": 20}
)
WEEK = 168.0


def somebody(p: Parameters = RIVAL, weeks: float = 0.0, **brought: float) -> Volunteer:
    """A volunteer in whom everything is as usual here, of this tenure; of parts of attitude this was brought."""
    rules, person = p.leaving.usual, volunteer(started=-weeks * WEEK)
    own = person.traits
    person.safety, person.clarity = own.safety + rules.safety, own.clarity + rules.clarity
    person.recognition, person.belonging = (
        own.recognition + rules.recognition,
        own.belonging + rules.belonging,
    )
    person.fit, person.strain, person.tension = rules.fit, own.strain + rules.strain, rules.tension
    person.received = person.needed * exp(rules.ratio)
    person.brings = Brings(0.0, tuple(brought.get(name, 0.0) for name in PARTS_OF_ATTITUDE))
    return person


def after_weeks(person: Volunteer, weeks: int, p: Parameters = RIVAL) -> float:
    """Attitude when somebody has lived for some weeks as things are now."""
    first = -(person.started or 0.0)
    for week in range(weeks):
        attitude.live_a_week(plain(p), person, week * WEEK)
    assert first >= 0.0
    return attitude.attitude_of(plain(p), person)


def test_who_feels_as_is_usual_here_has_an_attitude_of_nought() -> None:
    assert after_weeks(somebody(), 5) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("state", "by"),
    [("safety", -0.1), ("clarity", -0.1), ("recognition", -1.0), ("belonging", -0.1), ("fit", -0.1), ("strain", 1.0),
     ("received", -0.5)],
)  # fmt: skip
def test_each_state_counts_by_its_own_spread_and_has_no_weight_of_its_own(state: str, by: float) -> None:
    person = somebody()
    setattr(person, state, getattr(person, state) + by)
    assert after_weeks(person, 5) < -0.05
    if state not in ("received", "safety", "strain"):
        sd = getattr(RIVAL.leaving.usual, f"{state}_sd")
        scale = sqrt(7 + 7 * 6 * RIVAL.leaving.mix)
        assert after_weeks(person, 0) == pytest.approx(by / sd / scale)


def test_a_week_counts_more_for_who_is_new() -> None:
    """The same bad weeks, after the same good ones, at the start and five years on."""

    def after_a_bad_month(weeks: float, p: Parameters) -> float:
        person = somebody(p, weeks)
        attitude.grow_by_staying(plain(p), person, weeks)
        person.belonging -= 0.2
        for week in range(4):
            attitude.live_a_week(plain(p), person, week * WEEK)
        person.belonging += 0.2
        for week in range(4, 20):
            attitude.live_a_week(plain(p), person, week * WEEK)
        return attitude.attitude_of(plain(p), person)

    alike = with_values(RIVAL, {"leaving.first_weeks": 0.0})
    assert after_a_bad_month(0.0, RIVAL) < 1.2 * after_a_bad_month(0.0, alike) < 0.0
    assert after_a_bad_month(260.0, RIVAL) == pytest.approx(after_a_bad_month(260.0, alike), rel=0.15)


def test_what_is_switched_off_is_no_part_and_the_rest_keeps_its_scale() -> None:
    brought = dict.fromkeys(PARTS_OF_ATTITUDE, 1.0)
    for p, parts in (
        (RIVAL, 7),
        (with_values(RIVAL, {"mechanisms.strain": False, "mechanisms.needs_fit": False}), 5),
        (with_values(RIVAL, {"leaving.usual.tension_sd": 0.0}), 6),
    ):
        person = somebody(p, 0.0, **brought)
        assert sum(attitude.what_counts(plain(p))) == parts
        spread = sqrt(parts + parts * (parts - 1) * p.leaving.mix)
        assert attitude.attitude_of(plain(p), person) == pytest.approx(parts * sqrt(p.leaving.own) / spread)


def test_attitude_takes_off_choice_and_nothing_else() -> None:
    low, high = (somebody(RIVAL, 0.0, clarity=level) for level in (-2.0, 2.0))

    def rates(person: Volunteer, p: Parameters = RIVAL) -> dict[str, float]:
        assert person.brings is not None
        return dict(zip(CAUSES, rates_at_rest(plain(p), person.traits, person.brings), strict=True))

    assert [why for why in CAUSES if rates(low)[why] != rates(high)[why]] == ["disappointed"]
    assert rates(low)["disappointed"] > 1.5 * rates(high)["disappointed"]
    none = with_values(RIVAL, {"leaving.attitude": 0.0})
    assert rates(low, none) == rates(high, none)


@pytest.mark.parametrize(
    ("lowest", "reason"), [("strain", "overload"), ("tension", "conflict"), ("fit", "disappointed")]
)
def test_the_reason_is_read_off_from_what_is_lowest(lowest: str, reason: str) -> None:
    assert reason_of(dict.fromkeys(PARTS_OF_ATTITUDE, 0.0) | {lowest: -1.0}) == reason


def test_what_people_bring_has_a_scale_of_one_and_hangs_together_as_declared() -> None:
    p, streams = plain(RIVAL), RandomStreams(1, 0)
    drawn = [
        attitude.draw_what_is_brought(
            p, volunteer(f"x{number}").traits, streams.fresh("what people bring", str(number))
        )
        for number in range(600)
    ]
    whole = [composite(each.levels, RIVAL.leaving.mix) for each in drawn]
    assert fmean(whole) == pytest.approx(0.0, abs=0.15)
    assert fmean(value * value for value in whole) == pytest.approx(1.0, abs=0.15)
    new = [each.drawn for number, each in enumerate(drawn) if volunteer(f"x{number}").traits.profile == "new"]
    assert fmean(new) == pytest.approx(RIVAL.leaving.new_style, abs=0.2)


def test_where_people_do_not_differ_stays_are_exponential() -> None:
    assert months_of_stay(0.01, 0.04, 0.0, 0.0) == pytest.approx(20.0)
    assert share_still_there(0.1, 0.3, 0.0, 1.0, 0.0) == pytest.approx(exp(-0.4))


def test_who_was_unlucky_to_be_drawn_away_is_counted_as_one_of_many() -> None:
    """The same person with the same history, averaged over how much they might have been drawn away."""
    often, seldom = (share_still_there(0.1, 0.3 * exp(2.0 * drawn), 2.0, drawn, 0.0) for drawn in (1.5, -1.5))
    assert often == pytest.approx(seldom)
    assert exp(-0.1) * 0.3 < often < exp(-0.4)


def test_where_nobody_rubs_tension_moves_nobody() -> None:
    for friction in (False, True):
        heard, p = Heard(), with_values(RIVAL, {"mechanisms.friction": friction, "horizon": 6})
        Simulation(Scenario("friction", p), 1, 0, [heard]).run()
        people = {event.volunteer for event in heard.weeks if event.volunteer.brings is not None}
        moved = [person.lived[PARTS_OF_ATTITUDE.index("tension")] for person in people]
        assert len(moved) > 30
        assert any(moved) == friction


class Heard:
    """Everybody who left, and the volunteers of all weeks."""

    def __init__(self) -> None:
        self.left: list[Volunteer] = []
        self.weeks: list[Any] = []
        self.handlers = {events.VolunteerLeft: self._left, events.VolunteerWeek: self.weeks.append}

    def _left(self, event: events.VolunteerLeft) -> None:
        self.left.append(event.volunteer)


@pytest.fixture(scope="module")
def lived() -> tuple[Heard, Ledger]:
    p = with_values(RIVAL, {"leaving.shock": 0.03, "leaving.choice": 0.06, "recruitment_channels.open": 8.0})
    heard, scenario = Heard(), Scenario("rival", p)
    ledger = Ledger(scenario)
    Simulation(scenario, 1, 0, [heard, ledger]).run()
    return heard, ledger


def test_people_leave_when_the_risk_of_a_cause_reaches_their_level(lived: tuple[Heard, Ledger]) -> None:
    heard, _ = lived
    gone = [person for person in heard.left if person.reason in CAUSES]
    assert {"life", "disappointed", "overload"} <= {person.reason for person in gone}
    for person in gone:
        choice = person.reason in ("disappointed", "overload", "conflict")
        cause = CAUSES.index("disappointed" if choice else person.reason)
        assert person.hazards[cause] == pytest.approx(person.thresholds[cause], abs=1e-9)


def test_risks_that_are_told_are_those_that_were_run_under_what_people_would_say(
    lived: tuple[Heard, Ledger],
) -> None:
    heard, _ = lived
    told: dict[str, float] = {}
    for event in heard.weeks:
        told[event.volunteer.name] = told.get(event.volunteer.name, 0.0) + sum(event.risks)
    for person in heard.left:
        assert told[person.name] == pytest.approx(sum(person.hazards), abs=1e-9)
    assert sum(event.risks[CAUSES.index("overload")] > 0.0 for event in heard.weeks) > 50


def test_who_is_there_from_the_start_is_drawn_away_less_than_who_begins(lived: tuple[Heard, Ledger]) -> None:
    heard, _ = lived
    drawn: dict[str, float] = {}
    for event in heard.weeks:
        if event.volunteer.brings is not None:
            drawn[event.volunteer.name] = event.volunteer.brings.drawn
    stock = [value for name, value in drawn.items() if "initial" in name]
    new = [value for name, value in drawn.items() if "initial" not in name]
    assert len(stock) > 20 and len(new) > 20
    assert fmean(stock) < fmean(new) - 0.5


def test_outcomes_of_leaving_go_on_working(lived: tuple[Heard, Ledger]) -> None:
    _, ledger = lived
    names = [
        "volunteer_turnover_expected",
        "retention_6m_expected",
        "volunteer_attitude",
        "exits_life_expected",
    ]
    seen = read(ledger, {HORIZON: (0.0, 50.0)}, names).values
    assert 0.3 < seen["volunteer_turnover_expected"] < 3.0 and 0.1 < seen["retention_6m_expected"] < 0.9
    assert seen["volunteer_attitude"] != 0.0 and seen["exits_life_expected"] == pytest.approx(36.0, rel=0.01)


def test_nothing_is_drawn_and_nothing_moves_while_people_leave_by_classes() -> None:
    p = replace(Scenario("classes", with_values(RIVAL, {"submodels.leaving": "classes", "horizon": 6})))
    heard = Heard()
    Simulation(p, 1, 0, [heard]).run()
    people = {event.volunteer for event in heard.weeks}
    assert len(people) > 10
    assert all(person.brings is None and not any(person.lived) and person.choice == "" for person in people)
