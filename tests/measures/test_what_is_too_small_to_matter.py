"""Every outcome says from what size on a difference in it matters, in its own unit, and why."""

from __future__ import annotations

import json
from math import nan

import pytest

from tests.conservation.worlds import BASES
from tup_sim.measures.outcomes import ALL, OUTCOMES, outcome_of
from tup_sim.measures.smallest import FILE, Smallest, at_rest
from tup_sim.model import events
from validation.hypotheses import hypotheses, second_tries
from validation.spread import Spread, parts_of

# Of the rules that were fixed beforehand, one outcome each, with the level at which it is compared.
FIXED = [
    ("core_met", nan, 0.01),
    ("task_shift", nan, 0.01),
    ("care_quality", nan, 0.01),
    ("retention_12m_expected_vulnerable", nan, 0.02),
    ("volunteer_turnover_expected", nan, 0.01),
    ("exits_overload_expected", nan, 1.0),
    ("starters", nan, 0.5),
    ("relational_hours_per_client", 2.0, 0.04),
    ("volunteer_hours", 200.0, 4.0),
    ("incidents_per_1000", 0.4, 0.04),
    ("boundary_crossings_per_1000_expected", 3.0, 0.3),
    ("cost", 600_000.0, 6_000.0),
    ("tension", 0.1, 0.1 * at_rest().spread["tension"]),
    ("professional_strain", 0.1, 0.1 * at_rest().spread["professional_strain"]),
    ("belonging_m3", 0.5, 0.1 * at_rest().spread["belonging"]),
    ("staff_volunteer_trust", 0.5, 0.1 * at_rest().spread["staff_volunteer_trust"]),
]


@pytest.mark.parametrize(("name", "level", "amount"), FIXED)
def test_the_rules_are_those_that_were_fixed(name, level, amount):
    assert outcome_of(name).smallest_at(level) == pytest.approx(amount)


def test_every_outcome_that_is_tested_has_one_with_its_reason():
    tested = {
        each.key.outcome
        for rows in (hypotheses(), second_tries())
        for row in rows.values()
        for each in row.predictions
    }
    assert len(tested) > 80
    for name in tested:
        rule = outcome_of(name).rule
        assert rule is not None and len(rule.why) > 20, name
        assert (outcome_of(name).smallest_at() or 0.0) > 0.0, f"{name}: measure again: validation smallest"


def test_every_other_outcome_has_a_rule_too():
    assert [name for name, each in OUTCOMES.items() if each.rule is None] == []


def test_a_state_of_people_is_judged_by_how_much_they_differ_which_was_measured():
    by_spread = {name for name, each in OUTCOMES.items() if each.rule and each.rule.of == "spread"}
    unmeasured = by_spread - at_rest().spread.keys()
    off = {"staff_tension", "volunteer_tension"}  # friction over tasks, which is off in the supplied house
    assert unmeasured - off == {"ending_quality"}, "nobody leaves with a last talk in the supplied house"
    assert set(at_rest().spread) <= by_spread


def test_what_was_measured_says_by_which_model_and_house():
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert kept["organisation"] == "open_house" and len(kept["model"]) == 16 and kept["runs"] >= 8
    assert set(at_rest().level) <= set(ALL)


def test_without_a_level_the_supplied_house_at_rest_stands_in():
    found = outcome_of("incidents_per_1000")
    assert found.smallest_at() == pytest.approx(0.1 * at_rest().level["incidents_per_1000"])
    assert outcome_of("budget_balance").smallest_at(-3.0) == pytest.approx(0.01 * at_rest().level["cost"])


def test_a_level_of_nought_has_no_part():
    assert Smallest(0.1, "level", "why").at("incidents_per_1000", level=0.0) is None
    assert Smallest(0.1, "spread", "why").at("nobody_measured_this") is None


def test_the_spread_is_that_between_people_of_one_week_and_not_between_weeks():
    spread = Spread([(events.ClientWeek, "client_trust", lambda told: (told.client,))])
    for week, level in ((1, 0.2), (2, 0.8)):
        for apart in (-0.1, 0.1):
            spread.handlers[events.ClientWeek](events.ClientWeek(168.0 * week, level + apart))  # type: ignore[arg-type]
    assert spread.between_people() == {"client_trust": pytest.approx(0.02**0.5)}


def test_every_part_of_the_spread_belongs_to_an_outcome_that_is_judged_by_it():
    names = [name for _, name, _ in parts_of(BASES["open_house"])]
    assert len(names) == len(set(names)) > 25
    assert {OUTCOMES[name].rule.of for name in names} == {"spread"}
