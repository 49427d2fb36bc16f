"""An experiment that was kept is read whole, and its runs of the model itself come out the same."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from tests.study import fakes
from tests.study.experiments import MODEL, house, of_fakes, of_the_model
from tup_sim.errors import RunFailed
from tup_sim.files.kept import begin, kept_experiment, keys_kept
from tup_sim.files.load import resolved
from tup_sim.files.store import ResultStore
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.processes.changing import with_values
from tup_sim.study import design
from tup_sim.study.reproduce import reproduce
from tup_sim.study.run_experiment import carry_on


def test_a_scenario_is_written_with_the_numbers_of_every_mechanism():
    moved = with_values(house().parameters, {"ideas.rate": 0.9, "set_aside_weeks": 7.0})
    made = replace(house(), parameters=moved)
    shape = TypeAdapter(Scenario)
    back = shape.validate_python(json.loads(json.dumps(shape.dump_python(made, mode="json"))))
    assert type(back.parameters) is Parameters and back.parameters == moved
    assert resolved(back) == resolved(made)


def test_runs_of_the_model_are_computed_again_from_what_was_kept(tmp_path):
    asked = of_the_model(1)
    with ResultStore(tmp_path) as store:
        begin(store, asked, MODEL)
        carry_on(asked, store, MODEL, jobs=1)
        again, keys = kept_experiment(store, asked.name), keys_kept(store, asked.name)
        found = reproduce(again, store, keys, sample=2, jobs=1)
    assert len(found.runs) == 2 and found.numbers > 300
    assert found.deviations == ()


def test_a_run_that_fails_now_is_told_as_a_failure(tmp_path, fake_model, monkeypatch):
    with ResultStore(tmp_path) as store:
        begin(store, of_fakes(2), MODEL)
        carry_on(of_fakes(2), store, MODEL, jobs=1)
        monkeypatch.setattr(design, "WORK", fakes.fails_sometimes)
        with pytest.raises(RunFailed, match="failed"):
            reproduce(of_fakes(2), store, keys_kept(store, "trial"), sample=9, jobs=1)
