"""The placebo audit passes on the model, and fails as soon as something acts before its cause or without one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.study.experiments import experiment, house, of_the_model
from tup_sim.measures.agent_trace import AgentTrace
from tup_sim.model.parameters import Change, value_at
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.processes import changing
from tup_sim.model.processes.changing import with_values
from tup_sim.study.audit import audit, placebos
from tup_sim.study.twins import nudge
from tup_sim.study.why import followed

HOUSE = house()
HOURS = f"requests.{TASK_TYPES[0]}.hours"


def with_start(**values):
    return replace(HOUSE, parameters=with_values(HOUSE.parameters, values))


def changes(*changes):
    return replace(HOUSE, name="other", changes=changes)


def test_the_model_passes():
    before, no_effect = audit(of_the_model())
    assert before.passed and "1 pair of runs is the same" in before.said.en
    assert no_effect.passed and "none of" in no_effect.said.en


def test_a_scenario_that_feels_its_change_beforehand_is_found():
    """A listener's world in which whatever is to change makes tasks a thousandth longer from the start."""

    def rigged(scenario, seed, replication, kinds):
        return followed(nudge(scenario, 0) if scenario.changes else scenario, seed, replication, kinds)

    before, no_effect = audit(of_the_model(), rigged)
    assert not before.passed and not no_effect.passed
    assert "'longer' differs from 'house' in week -2, before its first change in week 3" in before.said.en
    assert "vóór" not in before.said.nl and "verschilt in week -2" in before.said.nl


@pytest.mark.source_only  # a change of parameters moves one more
def test_a_change_that_moves_more_than_it_says_is_found(monkeypatch):
    """A model in which laying down any value makes the tasks of one family longer."""

    def longer(p, values):
        return with_values(p, {HOURS: 1.3 * value_at(p, HOURS), **values})

    monkeypatch.setattr(changing, "with_values", longer)
    before, no_effect = audit(of_the_model())
    assert before.passed and not no_effect.passed
    assert "has an effect in week" in no_effect.said.en


def test_a_few_pairs_are_looked_at_the_soonest_first():
    others = [replace(changes(Change({HOURS: 0.1}, at=at)), name=f"at {at}") for at in (5, 2, 0, 4, 3, 200)]
    found = placebos(experiment((HOUSE, *others)))
    assert [pair.week for pair in found] == [2, 3, 4]


def test_pairs_of_one_base_and_date_share_its_run():
    others = [replace(changes(Change({HOURS: hours}, at=2)), name=f"{hours}") for hours in (0.1, 0.2)]
    watched = []

    def watch(scenario, seed, replication, kinds):
        watched.append(scenario.name)
        return AgentTrace(scenario, kinds)

    assert all(check.passed for check in audit(experiment((HOUSE, *others)), watch))
    assert watched == ["house", "0.1", "0.2", "house", "house"]


def test_a_change_after_the_weeks_that_are_followed_is_not_from_the_start():
    late = replace(changes(Change({HOURS: 0.1}, at=200)), name="late")
    before, no_effect = audit(
        experiment((HOUSE, late)), lambda scenario, seed, replication, kinds: AgentTrace(scenario, kinds)
    )
    assert not before.applies and "no point differs before week 104" in before.said.en
    assert no_effect.applies


def test_without_a_time_before_the_change_it_says_so():
    asked = experiment((HOUSE, replace(with_start(**{HOURS: 0.1}), name="other")))
    before, _ = audit(asked, lambda scenario, seed, replication, kinds: AgentTrace(scenario, kinds))
    assert before.passed and "the points differ from the start" in before.said.en and not before.applies
