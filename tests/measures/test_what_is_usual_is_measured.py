"""Every reference has a counterpart that is measured at rest, and measuring it changes nothing."""

from __future__ import annotations

import re
from math import nan

import pytest
from click.testing import CliRunner

from tests.conservation.worlds import BASES, with_values
from tup_sim.cli.baseline import baseline
from tup_sim.measures.event_log import EventLog
from tup_sim.measures.outcomes import outcome_of
from tup_sim.measures.references import REFERENCES, Held, Lever, Outcome, as_markdown, hold
from tup_sim.measures.usual import AtRest
from tup_sim.model.events import ClientWeek, ContactEnded
from tup_sim.model.parameters import Parameters, Scenario, value_at
from tup_sim.model.parameters.declare import declarations
from tup_sim.model.simulation import Simulation

SMALL = with_values(
    BASES["open_house"],
    {"warmup": 2, "horizon": 6, "places": 20, "volunteers_initial": 15, "mechanisms.coordination": True},
)
OF_FATIGUE = {"welcome.usual_company", "welcome.usual_losses", "welcome.usual_losses_coordinator"}


def test_no_reference_is_forgotten() -> None:
    """By its name, or because its description says it is one; a choice is no level that could be measured."""
    declared = {
        each.path
        for each in declarations(Parameters)
        if not isinstance(each.default, str)
        and (re.search("usual|reference", each.path) or "reference for" in each.about.lower())
    }
    assert set(REFERENCES) == declared - {"submodels.usual"}  # a choice between rules, not a level


def test_what_it_is_paired_with_exists() -> None:
    for each in REFERENCES.values():
        if isinstance(each, Outcome):
            assert outcome_of(each.name)
        elif isinstance(each, Lever):
            assert value_at(SMALL, each.path) is not None


@pytest.fixture(scope="module")
def watched() -> tuple[AtRest, EventLog, EventLog]:
    """The sums of a run that was looked at, its journal, and that of the same run alone."""
    at_rest, seen, alone = AtRest(SMALL), EventLog(), EventLog()
    sim = Simulation(Scenario("watched", SMALL), 1, 0, [at_rest, seen])
    at_rest.look_on(sim)
    sim.run()
    Simulation(Scenario("alone", SMALL), 1, 0, [alone]).run()
    return at_rest, seen, alone


def test_looking_on_changes_nothing(watched: tuple[AtRest, EventLog, EventLog]) -> None:
    _, seen, alone = watched
    assert seen == alone


def test_every_sum_that_is_named_is_kept(watched: tuple[AtRest, EventLog, EventLog]) -> None:
    at_rest, *_ = watched
    sums = [path for path, each in REFERENCES.items() if not isinstance(each, (Outcome, Lever))]
    never = {"ex_client_reference", "guiding.welcome_reference"}  # nobody left, nobody new in six weeks
    never |= OF_FATIGUE  # nobody gets tired of volunteers here
    assert {path for path in sums if at_rest.mean(path) != at_rest.mean(path)} <= never


def test_what_fatigue_reads_is_measured_where_losses_tire() -> None:
    tiring = with_values(SMALL, {"mechanisms.volunteer_fatigue": True, "submodels.trust": "touches"})
    at_rest = AtRest(tiring)
    sim = Simulation(Scenario("tiring", tiring), 1, 0, [at_rest])
    at_rest.look_on(sim)
    sim.run()
    assert all(at_rest.mean(path) >= 0.0 for path in OF_FATIGUE)


def test_what_people_think_of_volunteers_is_measured_where_trust_is_that() -> None:
    kept = with_values(SMALL, {"submodels.trust": "kept_expectations"})
    at_rest = AtRest(kept)
    sim = Simulation(Scenario("kept", kept), 1, 0, [at_rest])
    at_rest.look_on(sim)
    sim.run()
    assert 0.8 < at_rest.mean("relation.usual") < 1.0


def test_a_usual_week_is_that_of_one_client(watched: tuple[AtRest, EventLog, EventLog]) -> None:
    at_rest, *_ = watched
    counts = Counts()
    Simulation(Scenario("counted", SMALL), 1, 0, [counts]).run()
    assert at_rest.mean("usual_week.good_volunteers") == pytest.approx(counts.good / counts.weeks)


class Counts:
    """Good contacts with volunteers and client-weeks after the warm-up."""

    def __init__(self) -> None:
        self.good = self.weeks = 0
        self.handlers = {ContactEnded: self._contact, ClientWeek: self._week}

    def _contact(self, event: ContactEnded) -> None:
        contact = event.contact
        good = contact.success and not contact.incident and contact.limit != "nobody"
        self.good += event.now >= 2 * 168 and not contact.helper.paid and good

    def _week(self, event: ClientWeek) -> None:
        self.weeks += event.now > 2 * 168


@pytest.mark.parametrize(
    ("mean", "low", "high", "word"),
    [
        (0.5, 0.3, 0.7, "yes"),
        (0.42, 0.41, 0.43, "near"),
        (0.5, 0.45, 0.55, "**no**"),
        (nan, nan, nan, "nothing to measure"),
    ],
)
def test_a_reference_lies_in_the_interval_near_it_or_off(
    mean: float, low: float, high: float, word: str
) -> None:
    held = Held("states.fit_start", "0-1", 0.4, mean, low, high)
    assert held.word == word
    assert f"| {word} |" in as_markdown("a house", [held])


def test_each_organisation_is_held_against_its_own_values() -> None:
    measured = dict.fromkeys(REFERENCES, (1.0, 0.9, 1.1))
    held = {each.path: each for each in hold(BASES["care_home_unit"], measured)}
    assert held["attention_reference"].declared == BASES["care_home_unit"].attention_reference


def test_the_command_prints_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tup_sim.files.load_scenario", lambda name, weeks: Scenario(name, SMALL))
    words = ["references", "open_house", "--replications", "2", "--jobs", "1"]
    result = CliRunner().invoke(baseline, words)
    assert result.exit_code == 0, result.output
    assert "## open_house: 2 runs, seed 1" in result.output
    assert f"of {len(REFERENCES)} lie in the interval" in result.output


def test_usual_tension_is_measured_where_people_rub() -> None:
    rubbing = with_values(SMALL, {"mechanisms.friction": True})
    at_rest = AtRest(rubbing)
    sim = Simulation(Scenario("rubbing", rubbing), 1, 0, [at_rest])
    at_rest.look_on(sim)
    sim.run()
    assert 0 < at_rest.mean("friction.usual") < 1
