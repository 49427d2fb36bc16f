"""What somebody hands to a public function is looked at before a run is made."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

import tup_sim
from tests.study import fakes
from tests.study.experiments import of_fakes
from tup_sim.errors import ScenarioError, TupSimError
from tup_sim.files import cite, resolved
from tup_sim.files.experiments import load_experiment
from tup_sim.files.store import ResultStore
from tup_sim.model.parameters import Change, Scenario, Trigger
from tup_sim.model.processes.changing import with_values
from tup_sim.study import compare_each
from tup_sim.study.attribution import explain_difference
from tup_sim.study.design import same_scenarios
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.sweep import sweep
from tup_sim.study.twins import twins
from tup_sim.study.warm_up import run_in
from tup_sim.study.why import trace_of

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
    (parameters(pattern="peers"), "house: pattern: there is no pattern 'peers'; known are extra, peer, owner"),
    (parameters(cut={"size": 0.2}), "cut cannot be {'size': 0.2} (write Cut(size=0.2"),
    (parameters(cut=3), "cut: Input should be a valid dictionary or instance of Cut"),
    (replace(HOUSE, parameters={"reserve": 3}), "parameters must be Parameters, not dict"),
    (changed({"thanks": 3}), "house, change 1: a change must be a Change, not dict (as Change("),
    (changed(Change({"thanks": -1.0})), "change 1: thanks cannot be -1.0 (allowed: 0 to 30"),
    (changed(Change({"places": 3})), "places describes the start; no change can set it at a date"),
    (changed(Change({"pattern": "peer"}, over=3)), "over: pattern is no number"),
    (changed(Change({"thanks": 1.0}, at=1.5)), "at must be a whole number, not 1.5"),
    (changed(Change({"thanks": 1.0}, at=True)), "at must be a whole number, not True"),
    (changed(Change({"thanks": 1.0}, at=200)), "change 1: at: week 200 is not before the horizon of 156 weeks ("),
    (changed(Change({"thanks": 1.0}, at=9, until=156)), "until: week 156 is not before the horizon of 156 weeks"),
    (parameters(cut=P.cut.model_copy(update={"size": 0.2, "at": 300})), "house: cut.at: week 300 is not before"),
    (parameters(cut=P.cut.model_copy(update={"size": 0.2, "at": 9, "restored": 9})), "cut.restored (week 9) is not"),
    (changed(Change({})), "change 1: a change without values changes nothing (as Change({'coordinators.fte'"),
    (changed(Change(None)), "change 1: values: expects parameters, not nothing"),
    (changed(Change(["thanks"])), "change 1: values: expects parameters, not a list"),
    (changed(Change({3: 1.0})), "change 1: values cannot be 3"),
    (changed(Change({"thanks": None})), "change 1: thanks has no value"),
    (changed(Change({"thanks": True})), "change 1: thanks must be a number, not true (allowed: 0 to 30"),
    (changed(Change({"thanks": "5"})), "change 1: thanks cannot be '5' (write 5.0)"),
    (changed(Change({"thanks": "much"})), "change 1: thanks cannot be 'much' (allowed: 0 to 30"),
    (changed(Change({"mechanisms.money": 1})), "change 1: mechanisms.money is on or off, not 1"),
    (changed(Change({"mechanisms.money": "on"})), "mechanisms.money is on or off, not the text 'on'"),
    (changed(Change({"thanks": 1.0}, label=3)), "change 1: label: expects a text, not 3"),
    (changed(Change({"thanks": 1.0}, trigger=Trigger("volunteers", "no", 3.0))), "above is on or off, not the text"),
    (changed(Change({"thanks": 1.0}, trigger=Trigger("volunteers", False, "3"))), "when: the line must be a number"),
    (changed(Change({"thanks": 1.0}, trigger=Trigger("core_met", False, 30.0))), "when: the line = 30 is out of range"),
    (parameters(reserve=True), "house: reserve must be a number, not true (allowed: 0 to 1000000000 (EUR))"),
    (parameters(mechanisms=P.mechanisms.model_copy(update={"money": 1})), "mechanisms.money is on or off, not 1"),
    (replace(HOUSE, name=3), "name must be a text, not 3"),
    (replace(HOUSE, reasons=["why"]), "house: reasons must be a dict of texts, not ['why']"),
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
    with pytest.raises(ScenarioError, match=r"changes is a list, not int \(write changes=\[Change"):
        replace(HOUSE, changes=3)
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


def test_a_date_outside_the_horizon_is_told_in_the_words_of_a_file(tmp_path) -> None:
    """One rule for both: only the place differs, and where the horizon was set."""
    path = tmp_path / "mine.yaml"
    lines = ["extends: open_house", "horizon: 60", "changes:", "  - {at: 52, until: 60, set: {thanks: 1.0}}"]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    with pytest.raises(ScenarioError) as of_the_file:
        tup_sim.load_scenario(str(path))
    house = tup_sim.load_scenario("open_house", settings=["horizon=60"])
    with pytest.raises(ScenarioError) as of_python:
        tup_sim.run(replace(house, changes=[Change({"thanks": 1.0}, at=52, until=60)]))
    problem, hint = (
        "until: week 60 is not before the horizon of 60 weeks",
        "choose an earlier week or a longer horizon",
    )
    assert of_the_file.value.problem == of_python.value.problem == problem
    assert (of_the_file.value.where, of_python.value.where) == (f"{path}:4", "open_house, change 1")
    assert of_the_file.value.hint == f"horizon set at {path}:2; {hint}"
    assert of_python.value.hint == f"horizon set at --set horizon; {hint}"


def studies(**more):
    """Every way to begin a study, with some arguments that are wrong."""
    pair = (HOUSE, replace(HOUSE, name="other"))
    return (
        lambda: tup_sim.replicate(HOUSE, 2, **more),
        lambda: tup_sim.compare(*pair, 2, **more),
        lambda: compare_each([(pair[0], pair[1:])], 2, **more),
        lambda: sweep([pair], ["core_met"], draws=2, **more),
        lambda: explain_difference(*pair, ["core_met"], replications=2, **more),
        lambda: carry_on(of_fakes(2), None, "model", **more),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"limit": "5"}, "a limit is a number of seconds above 0, not '5'"),
     ({"limit": True}, "a limit is a number of seconds above 0, not True"),
     ({"limit": [5]}, "a limit is a number of seconds above 0, not [5]"),
     ({"limit": float("nan")}, "a limit is a number of seconds above 0, not nan"),
     ({"executor": 4}, "executor must be a concurrent.futures executor, not 4; as executor=ProcessPoolExecutor(2)"),
     ({"executor": ProcessPoolExecutor}, "executor must be a concurrent.futures executor, not <class"),
     ({"progress": 3}, "progress must be a function, not 3; as progress=lambda done, total: print(done, total)"),
     ({"progress": []}, "progress must be a function, not []"),
     ({"jobs": "2"}, "jobs must be a whole number, not '2'; as jobs=1")],
)  # fmt: skip
def test_how_to_run_is_looked_at_before_the_first_run(wrong, said, fake_model) -> None:
    fake_model.setattr("tup_sim.study.design.WORK", fakes.always_fails)
    for call in studies(**wrong):
        with pytest.raises(TupSimError) as caught:
            call()
        assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "said"),
    [(lambda: compare_each(3), "groups is a list of pairs (base, [other, ..]), not 3"),
     (lambda: compare_each([HOUSE]), "groups is a list of pairs (base, [other, ..]), not [Scenario("),
     (lambda: compare_each([(HOUSE, [])]), "there is nothing to compare the base with"),
     (lambda: sweep([HOUSE], ["core_met"]), "pairs is a list of pairs (base, other) or (base, None), not"),
     (lambda: sweep([(HOUSE, "x")], ["core_met"]), "'x' is a name, not a scenario"),
     (lambda: sweep([(HOUSE, None)], "core_met"), "outcomes is a list, not 'core_met'"),
     (lambda: sweep([(HOUSE, None)], ["core_met"], method="mc"), "method is one of lhs, morris, sobol, not 'mc'"),
     (lambda: sweep([(HOUSE, None)], ["core_met"], draws=0), "draws must be at least 1, not 0"),
     (lambda: sweep([(HOUSE, None)], ["core_met"], only="thanks"), "only is a list, not 'thanks'"),
     (lambda: explain_difference(HOUSE, 3, ["core_met"]), "a study needs scenarios, not int"),
     (lambda: explain_difference(HOUSE, HOUSE, "core_met"), "outcomes is a list, not 'core_met'"),
     (lambda: explain_difference(HOUSE, HOUSE, ["core_met"], pairs="2"), "pairs must be a whole number, not '2'"),
     (lambda: explain_difference(HOUSE, HOUSE, ["core_met"], "strain"), "mechanisms is a list, not 'strain'"),
     (lambda: twins(HOUSE, 3), "a study needs scenarios, not int"),
     (lambda: twins(HOUSE, HOUSE, top="5"), "top must be a whole number, not '5'"),
     (lambda: twins(HOUSE, HOUSE, window=3), "window cannot be 3 (write the name of a window, as 'late')"),
     (lambda: twins(HOUSE, HOUSE, told=3), "progress must be a function, not 3"),
     (lambda: trace_of("house"), "'house' is a name, not a scenario"),
     (lambda: trace_of(HOUSE, progress=3), "progress must be a function, not 3"),
     (lambda: trace_of(HOUSE, kinds="all"), "kinds is a list of types of events, not 'all'"),
     (lambda: run_in(HOUSE, progress=3), "progress must be a function, not 3"),
     (lambda: carry_on("intake_speed", None, "m"), "experiment must be an Experiment, not 'intake_speed'; as"),
     (lambda: load_experiment(3), "name cannot be 3 (write the name of an experiment or the path of a file)"),
     (lambda: load_experiment("intake_speed", quick=3), "quick is on or off, not 3"),
     (lambda: load_experiment("intake_speed", replications=0), "replications must be at least 1, not 0"),
     (lambda: load_experiment("intake_speed", replications="9"), "replications must be a whole number, not '9'"),
     (lambda: cite(3), "name cannot be 3 (write the id of a source, as ND05)"),
     (lambda: resolved("open_house"), "'open_house' is a name, not a scenario"),
     (lambda: ResultStore(3), "folder cannot be 3 (write the path of a folder)")],
)  # fmt: skip
def test_every_public_function_says_in_a_line_what_it_wants(call, said) -> None:
    with pytest.raises(TupSimError) as caught:
        call()
    assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "said"),
    [(lambda found: found.base.values(3), "outcome cannot be 3 (write the name of an outcome, as 'core_met')"),
     (lambda found: found.base.interval(["core_met"]), "outcome cannot be ['core_met']"),
     (lambda found: found.base.values("core_met", 3), "window cannot be 3 (write the name of a window, as 'late')"),
     (lambda found: found.pairs(1, "core_met"), "other is the place of a scenario that is compared, 0 to 0, not 1"),
     (lambda found: found.pairs(-1, "core_met"), "other must be at least 0, not -1"),
     (lambda found: found.keys("cut"), "other must be a whole number, not 'cut'"),
     (lambda found: found.lags(None, "core_met"), "other must be a whole number, not None"),
     (lambda found: found.contrast(True, "core_met"), "other must be a whole number, not True"),
     (lambda found: found.contrast(0, None), "outcome cannot be None"),
     (lambda found: found.contrast(0, "core_met").judged("much"), "smallest must be a number, not the text 'much'"),
     (lambda found: found.contrast(0, "core_met").judged(-0.1), "smallest must be at least 0, not -0.1")],
)  # fmt: skip
def test_what_was_found_is_asked_for_by_its_name_and_place(call, said, fake_model) -> None:
    found = tup_sim.compare(fakes.scenario(), fakes.scenario("cut", 0.2), 2, jobs=1)
    with pytest.raises(TupSimError) as caught:
        call(found)
    assert said in str(caught.value)


def test_an_outcome_that_is_misspelt_makes_no_difference_of_none() -> None:
    short = replace(HOUSE, parameters=with_values(P, {"horizon": 2, "warmup": 1}))
    found = tup_sim.compare(short, replace(short, name="other"), 2, jobs=1)
    for call in (found.contrast, found.lags, found.pairs):
        with pytest.raises(TupSimError, match="core_mett"):
            call(0, "core_mett")


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
        (lambda: tup_sim.load_scenario("open_house", settings={"reserve": [3]}), "must be a number, not a list"),
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
