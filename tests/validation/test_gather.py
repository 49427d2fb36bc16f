"""Evidence is gathered where something is left to ask, from runs that hypotheses share and that are kept."""

from __future__ import annotations

import gzip
from array import array
from dataclasses import replace
from pathlib import Path

import pytest

from tup_sim import load_scenario
from tup_sim.files.store import ResultStore
from tup_sim.statistics import Verdict
from tup_sim.study import Interrupted, design
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Task, Values
from validation.evidence import IN_EACH, Hypothesis, Prediction, Without
from validation.gather import FULL, Effort, gather
from validation.kept_runs import KeptRuns

KEY = Key("core_met", "late")
BASE, MORE = (load_scenario("open_house", mixins) for mixins in ([], ["more_coaching_hours"]))
OTHER = load_scenario("open_house", ["mentors"])
EFFORT = Effort(first=4, most=8, without=4, worlds=4)


def hypothesis(name: str, changed, sign: int = 1, tag: str = "mediated") -> Hypothesis:
    prediction = Prediction(KEY, {"more": 1.0, "base": -1.0}, sign)
    arms = {"base": BASE, "more": changed}
    return Hypothesis(name, arms, (prediction,), tag, "a test", ("coaching",), "", "open")


@pytest.fixture
def ran(monkeypatch):
    """The tasks that were carried out; more coaching is worth 0.2, or only luck if it is off, mentors only luck."""
    done: list[Task] = []

    def work(task: Task) -> Result:
        done.append(task)
        p = task.scenario.parameters
        value = 0.5 + 0.01 * task.replication
        if p.coaching_share == MORE.parameters.coaching_share:
            value += 0.001 * (-1) ** task.replication + (0.2 if p.mechanisms.coaching else 0.0)
        if p.mentors != BASE.parameters.mentors:
            value += (-1) ** task.replication * 0.1
        values = Values((KEY.text,), array("d", [value]))
        return Result(0, task.scenario.name, task.seed, task.replication, values)

    monkeypatch.setattr(design, "WORK", work)
    return done


@pytest.fixture
def store(tmp_path: Path):
    with ResultStore(tmp_path) as found:
        yield found


def test_a_finding_that_comes_out_is_tried_without_its_cause_and_in_other_worlds(ran, store):
    [found] = gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1)
    assert found.verdict is Verdict.REPRODUCED
    assert found.without is Without.REMOVED
    assert (found.runs, found.same_sign.mean, found.same_sign.n) == (4, 1.0, 4)
    assert len(ran) == 2 * (4 + 4 + 4 * IN_EACH)


def test_what_cannot_be_told_is_run_more_often_and_nothing_else(ran, store):
    [found] = gather([hypothesis("C902", OTHER)], store, "model", EFFORT, jobs=1)
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.runs == 8
    assert found.without is None
    assert len(ran) == 2 * 8


def test_a_second_try_gets_the_first_runs_and_no_more(ran, store):
    tries = [replace(hypothesis("C904b", MORE), again=True), replace(hypothesis("C905b", OTHER), again=True)]
    found = gather(tries, store, "model", EFFORT, jobs=1)
    assert [each.verdict for each in found] == [Verdict.REPRODUCED, Verdict.CANNOT_TELL]
    assert [each.runs for each in found] == [4, 4]
    assert all(each.without is None and each.same_sign.n == 0 for each in found)


def test_what_only_tests_the_code_is_not_tried_in_other_worlds(ran, store):
    [found] = gather([hypothesis("C903", MORE, tag="written")], store, "model", EFFORT, jobs=1)
    assert found.same_sign.n == 0
    assert len(ran) == 2 * (4 + 4)


def test_hypotheses_with_the_same_arms_share_their_runs(ran, store):
    both = [hypothesis("C901", MORE), hypothesis("C904", MORE, sign=-1)]
    found = gather(both, store, "model", EFFORT, jobs=1)
    assert [each.verdict for each in found] == [Verdict.REPRODUCED, Verdict.CONTRADICTED]
    assert len(ran) == 2 * (4 + 4 + 4 * IN_EACH)


def test_a_second_call_runs_nothing_again(ran, store):
    first = gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1)
    before = len(ran)
    assert gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1) == first
    assert len(ran) == before


def test_another_model_is_run_anew(ran, store):
    gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1)
    before = len(ran)
    gather([hypothesis("C901", MORE)], store, "another model", EFFORT, jobs=1)
    assert len(ran) == 2 * before


def test_what_was_finished_before_an_interruption_is_kept(ran, store, monkeypatch):
    work = design.WORK

    def pressed(task: Task) -> Result:
        if len(ran) == 5:
            raise KeyboardInterrupt
        return work(task)

    monkeypatch.setattr(design, "WORK", pressed)
    with pytest.raises(Interrupted):
        gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1)
    monkeypatch.setattr(design, "WORK", work)
    gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1)
    assert len(ran) == 2 * (4 + 4 + 4 * IN_EACH)


def test_what_is_not_tested_costs_nothing(ran, store):
    left = Hypothesis("C905", {}, (), "emergent", "", (), "", "open", not_tested="outside the model")
    [found] = gather([left], store, "model", EFFORT, jobs=1)
    assert found.verdict is Verdict.NOT_TESTED
    assert not ran


def test_fewer_runs_leave_the_rest_of_the_effort_in_proportion():
    assert FULL.with_runs(4, 6) == Effort(4, 8, 4, 6, FULL.seed)
    assert FULL.with_runs(None, None) == FULL


def test_values_that_are_kept_are_the_runs_of_a_later_call(ran, store, tmp_path):
    kept, file = KeptRuns("model", EFFORT.seed), tmp_path / "runs.csv.gz"
    both = [hypothesis("C901", MORE), hypothesis("C902", OTHER)]
    first = gather(both, store, "model", EFFORT, jobs=1, kept=kept)
    kept.write(file)
    before = len(ran)
    with ResultStore(tmp_path / "elsewhere") as empty:
        again = KeptRuns("model", EFFORT.seed, file)
        assert gather(both, empty, "model", EFFORT, jobs=1, kept=again) == first
        assert len(ran) == before
        again.write(tmp_path / "again.csv.gz")
    assert (tmp_path / "again.csv.gz").read_bytes() == file.read_bytes()
    rows = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    assert rows[0] == "model,seed,row,arm,without,world,replication,run,outcome,value"
    assert sum(",C902,more,no,0," in row for row in rows) == 8


@pytest.mark.parametrize("changed", ["model", "seed", "arm", "outcome"])
def test_values_of_something_else_are_not_taken_for_these(ran, store, tmp_path, changed):
    kept, file = KeptRuns("model", 1), tmp_path / "runs.csv.gz"
    gather([hypothesis("C901", MORE)], store, "model", EFFORT, jobs=1, kept=kept)
    kept.write(file)
    model, seed = "other" if changed == "model" else "model", 2 if changed == "seed" else 1
    asked = hypothesis("C901", OTHER if changed == "arm" else MORE)
    if changed == "outcome":
        asked = replace(asked, predictions=(asked.predictions[0]._replace(key=Key("cost", "late")),))
    before = len(ran)
    with ResultStore(tmp_path / "elsewhere") as empty:
        effort = EFFORT._replace(seed=seed, most=4, without=0, worlds=0)
        gather([asked], empty, model, effort, jobs=1, kept=KeptRuns(model, seed, file))
    assert len(ran) - before == (4 if changed == "arm" else 8)


def test_what_was_finished_is_kept_when_it_is_broken_off(ran, store, monkeypatch, tmp_path):
    def tired(task: Task) -> Result:
        if task.replication == 2:
            raise KeyboardInterrupt
        return before(task)

    before, kept = design.WORK, KeptRuns("model", EFFORT.seed)
    monkeypatch.setattr(design, "WORK", tired)
    asked = hypothesis("C901", MORE)
    with pytest.raises(Interrupted):
        gather([asked], store, "model", EFFORT, jobs=1, kept=kept)
    monkeypatch.setattr(design, "WORK", before)
    assert len(ran) == 4
    with ResultStore(tmp_path / "elsewhere") as empty:
        gather([asked], empty, "model", EFFORT._replace(most=4, without=0, worlds=0), jobs=1, kept=kept)
    assert len(ran) == 8, "two of four runs of both arms were there"
