"""What somebody hands to a public function is looked at before a run is made."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

import tup_sim
from tests.study import fakes
from tup_sim.errors import ScenarioError, TupSimError
from tup_sim.model.parameters import Change, Scenario, Trigger
from tup_sim.study.design import same_scenarios

HOUSE = Scenario("house")
P = HOUSE.parameters


def parameters(**values) -> Scenario:
    return replace(HOUSE, parameters=P.model_copy(update=values))


def changed(*changes) -> Scenario:
    return replace(HOUSE, changes=changes)


WRONG = [
    (parameters(resrve=3.0), "house: 'resrve' does not exist (did you mean 'reserve'?)"),
    (parameters(cut=P.cut.model_copy(update={"sise": 0.2})), "'cut.sise' does not exist (did you mean 'cut.size'?)"),
    (parameters(reserve=-5.0), "house: reserve cannot be -5.0 (allowed: 0 to 1000000000 (EUR))"),
    (parameters(reserve=float("nan")), "reserve cannot be nan (allowed: 0 to"),
    (parameters(reserve="52000"), "reserve cannot be '52000' (write 52000.0)"),
    (parameters(pattern="peers"), "pattern cannot be 'peers' (Input should be 'extra'"),
    (parameters(cut={"size": 0.2}), "cut cannot be {'size': 0.2} (write Cut(size=0.2"),
    (parameters(cut=3), "cut: Input should be a valid dictionary or instance of Cut"),
    (replace(HOUSE, parameters={"reserve": 3}), "parameters must be Parameters, not dict"),
    (changed({"thanks": 3}), "house, change 1: a change must be a Change, not dict (as Change("),
    (changed(Change({"thanks": -1.0})), "change 1: thanks cannot be -1.0 (allowed: 0 to 30"),
    (changed(Change({"places": 3})), "places describes the start; no change can set it at a date"),
    (changed(Change({"pattern": "peer"}, over=3)), "over: pattern is no number"),
    (changed(Change({"thanks": 1.0}, at=1.5)), "at must be a whole number, not 1.5"),
    (changed(Change({"thanks": 1.0}, at=True)), "at must be a whole number, not True"),
    (changed(Change({"thanks": 1.0}, at=9, until=9)), "until: week 9 is not after the start in week 9"),
    (changed(Change({"thanks": 1.0}, trigger=Trigger("moon", True, 1.0))), "is no trigger that can be seen"),
    (changed(Change({"thanks": 1.0}), Change({"thanks": 1.0}, over=-1)), "house, change 2: over must be"),
    ("house", "'house' is a name, not a scenario: use load_scenario('house')"),
    (None, "a study needs scenarios, not NoneType"),
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "said"), WRONG, ids=[said[:40] for _, said in WRONG])
def test_a_scenario_that_is_not_possible_is_refused_by_every_public_function(scenario, said) -> None:
    for call in (
        lambda: tup_sim.run(scenario),
        lambda: tup_sim.replicate(scenario, 2, jobs=1),
        lambda: tup_sim.compare(HOUSE, [scenario], 2, jobs=1),
        lambda: tup_sim.compare(scenario, HOUSE, 2, jobs=1),
    ):
        with pytest.raises(TupSimError) as caught:
            call()
        assert said in str(caught.value)


def test_one_change_is_no_list_of_changes() -> None:
    with pytest.raises(ScenarioError, match=r"write changes=\[Change"):
        replace(HOUSE, changes=Change({"thanks": 1.0}))
    assert replace(HOUSE, changes=[Change({"thanks": 1.0})]).changes == (Change({"thanks": 1.0}),)


@pytest.mark.parametrize("seed", [True, 1.5, "1", -1, None, np.float64(2.0)])
def test_a_seed_is_a_whole_number(seed) -> None:
    for call in (
        lambda: tup_sim.run(HOUSE, seed),
        lambda: tup_sim.run(HOUSE, 1, seed),
        lambda: tup_sim.replicate(HOUSE, 2, seed, jobs=1),
        lambda: tup_sim.compare(HOUSE, HOUSE, 2, seed, jobs=1),
    ):
        with pytest.raises(TupSimError, match=r"must be (a whole number|at least 0), not "):
            call()


@pytest.mark.parametrize("number", [0, -2, True, 2.0, "2"])
@pytest.mark.parametrize("name", ["replications", "jobs"])
def test_runs_and_jobs_are_whole_numbers(name: str, number) -> None:
    for call in (tup_sim.replicate, lambda base, **more: tup_sim.compare(base, base, **more)):
        with pytest.raises(TupSimError, match=rf"{name} must be (a whole number|at least 1), not "):
            call(HOUSE, **{"replications": 2, "jobs": 1, name: number})


def test_a_whole_number_of_numpy_is_one(fake_model) -> None:
    ours = tup_sim.replicate(fakes.scenario(), 2, 7, jobs=1)
    theirs = tup_sim.replicate(fakes.scenario(), np.int64(2), np.int32(7), jobs=1)
    assert type(theirs.seed) is int and theirs.values("core_met") == ours.values("core_met")


@pytest.mark.parametrize("others", [None, [], 3, {"a": HOUSE}])
def test_there_is_something_to_compare_with(others) -> None:
    with pytest.raises(TupSimError, match="others is"):
        tup_sim.compare(HOUSE, others, 2, jobs=1)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: tup_sim.load_scenario("open_house", "cut_20"), r"write mixins=\['cut_20'\]"),
        (lambda: tup_sim.load_scenario("open_house", ["cut_20", 3]), "mixins cannot be 3"),
        (lambda: tup_sim.load_scenario("open_house", settings="reserve=3"), r"write settings=\['reserve=3'\]"),
        (lambda: tup_sim.load_scenario("open_house", settings={"reserve": 3}), "settings is a list, not"),
        (lambda: tup_sim.load_scenario("open_house", settings=[3]), "settings cannot be 3"),
        (lambda: tup_sim.load_scenario(None), r"name cannot be None \(write the name of a scenario"),
        (lambda: tup_sim.load_scenario(["open_house"]), "name cannot be"),
        (lambda: tup_sim.load_scenario("open_house", weeks="26"), "write 26 without quotes"),
        (lambda: tup_sim.load_scenario("open_house", weeks=True), "must be a number, not true"),
        (lambda: tup_sim.replicate(HOUSE, 2, jobs=1, replay="late"), r"write replay=\['late'\]"),
        (lambda: tup_sim.replicate(HOUSE, 2, jobs=1, replay=["noon"]), "house has no window 'noon'; it has"),
    ],
)  # fmt: skip
def test_a_list_is_a_list_and_a_text_a_text(call, said) -> None:
    with pytest.raises(TupSimError, match=said):
        call()


def test_results_know_their_outcomes_and_windows(fake_model) -> None:
    found = tup_sim.replicate(fakes.scenario("cut", 0.2), 2, jobs=1)
    with pytest.raises(TupSimError, match="cut has no window 'noon'; it has: before, year1"):
        found.values("core_met", "noon")
    both = tup_sim.compare(fakes.scenario(), fakes.scenario("cut", 0.2), 2, jobs=1)
    with pytest.raises(TupSimError, match=r"write outcomes=\['core_met'\]"):
        both.lag_runs("core_met")


def test_an_outcome_that_does_not_exist_has_no_values() -> None:
    found = tup_sim.study.Replications(HOUSE, 1, 2, {"horizon": (0.0, 156.0)}, ())
    assert len(found.values("core_met")) == 2
    with pytest.raises(TupSimError, match="core_met"):
        found.values("core_mett")


def test_a_result_says_in_a_line_what_it_is(fake_model) -> None:
    found = tup_sim.compare(fakes.scenario(), fakes.scenario("cut", 0.2), 2, jobs=1)
    assert repr(found) == "Comparison(base='house', others=['cut'], runs=4, seed=1)"
    assert repr(found.base) == "Replications('house', runs=2 of 2, seed=1)"
    assert repr(found.base.results[0]).startswith("Result('house', seed=1, replication=0, values=")
    assert repr(found.base.results[0].values).startswith("Values(core_met")
    assert repr(found.others[0].scenario) == "Scenario('cut', weeks=156, changes=1)"
    assert all(len(repr(each)) < 150 for each in (found, *found.arms, *found.base.results))


def test_equal_scenarios_and_results_have_one_hash(fake_model) -> None:
    one, two = fakes.scenario("cut", 0.2), fakes.scenario("cut", 0.2)
    assert one is not two and len({one, two, replace(one, name="other")}) == 2
    assert len({one, pickle.loads(pickle.dumps(one))}) == 1
    first, second = (tup_sim.compare(fakes.scenario(), one, 1, jobs=1) for _ in range(2))
    assert hash(first) == hash(second) and hash(first.base) == hash(second.base)
    assert hash(first.base.results[0]) == hash(second.base.results[0])


def test_a_scenario_that_is_in_order_passes_unchanged(fake_model) -> None:
    house = tup_sim.load_scenario("open_house", ["cut_20", "coordinator_leaves"])
    assert tup_sim.replicate(house, 1, jobs=1).scenario is house


def test_a_scenario_under_another_name_is_told() -> None:
    other = replace(HOUSE, name="other")
    assert list(same_scenarios([HOUSE, fakes.scenario("cut", 0.2), other])) == [
        "'other' is the same scenario as 'house', value by value: nothing can differ between them"
    ]
