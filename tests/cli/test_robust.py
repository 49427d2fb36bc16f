"""``sensitivity robust``, from what is typed to what is printed and kept; no run of the model."""

from __future__ import annotations

import json
import random

import pytest

import tup_sim
from tests.study.experiments import text
from tup_sim import measures
from tup_sim.cli import main
from tup_sim.files.experiments import load_experiment
from tup_sim.measures import Observation
from tup_sim.measures.outcomes import ALL, OUTCOMES
from tup_sim.measures.windows import HORIZON
from tup_sim.study import audit
from tup_sim.study.findings import Check
from tup_sim.study.store import identity_of_scenario

pytestmark = pytest.mark.slow
QUESTION = "intake_speed"  # has no worlds of its own
OWN_WORLDS = "which_protection"
NO_CHOICE = """
title: {en: Cuts, nl: Besparingen}
question: {en: How deep?, nl: Hoe diep?}
base: open_house
factors:
  - name: cut
    label: {en: cut, nl: besparing}
    choice: false
    levels:
      - {name: none, label: {en: none, nl: geen}}
      - {name: deep, label: {en: deep, nl: diep}, with: cut_20}
reference: {cut: none}
outcomes: [core_met]
"""


@pytest.fixture
def typed(monkeypatch, tmp_path, capsys):
    """What a command prints, errors too, and its code; some number stands for every outcome of every run."""

    def observed(scenario, seed, replication, windows, only=(), weekly=None):
        luck = random.Random(f"{identity_of_scenario(scenario)} {seed} {replication}")
        spans = ["" if window == HORIZON else f"@{window}" for window in windows]
        values = {f"{name}{span}": luck.random() for name in sorted(only or ALL) for span in spans}
        weeks = scenario.parameters.horizon
        return Observation(values, {name: [luck.random()] * weeks for name in sorted(OUTCOMES)})

    monkeypatch.setattr(measures, "observe", observed)
    monkeypatch.setattr(audit, "audit", lambda _: (Check("before", True, text("nothing")),))
    monkeypatch.chdir(tmp_path)

    def say(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["sensitivity", "robust", *words, "-j", "1"])
        return end.value.code, *capsys.readouterr()

    return say


def test_an_experiment_without_worlds_gets_some_and_says_whether_the_choice_holds(typed, tmp_path):
    code, out, _ = typed(QUESTION, "--quick", "--worlds", "5")
    assert code == 0
    assert out.startswith("Does the choice hold with other assumptions?")
    assert "5 worlds with other assumptions" in out and "best in, by luck alone" in out
    assert list(tup_sim.results(tmp_path / "results")) == [f"{QUESTION}-quick-robust"]


def test_it_goes_on_where_it_was_and_speaks_dutch(typed, monkeypatch):
    typed(QUESTION, "--quick", "--worlds", "5")
    monkeypatch.setattr(measures, "observe", lambda *_, **__: pytest.fail("it was run already"))
    code, out, _ = typed(QUESTION, "--quick", "--worlds", "5", "--lang", "nl")
    assert code == 0
    assert (
        out.startswith("Houdt de keuze stand met andere aannames?")
        and "5 werelden met andere aannames" in out
    )


def test_worlds_of_its_own_are_those_that_are_run(typed, tmp_path):
    many = len(load_experiment(OWN_WORLDS, quick=True).worlds)
    assert typed(OWN_WORLDS, "--quick")[0] == 0
    assert list(tup_sim.results(tmp_path / "results")) == [f"{OWN_WORLDS}-quick"]
    assert len(json.loads(typed(OWN_WORLDS, "--quick", "--json")[1])["assumptions"]) > 100
    assert json.loads(typed(OWN_WORLDS, "--quick", "--json")[1])["worlds"] == many


def test_a_program_gets_how_often_each_is_the_best_and_what_it_loses(typed):
    found = json.loads(typed(QUESTION, "--quick", "--worlds", "5", "--json")[1])
    assert (found["experiment"], found["worlds"], found["quick"]) == (f"{QUESTION}-quick-robust", 5, True)
    each_of = [each for choice in found["choices"] for each in choice["alternatives"]]
    assert len(each_of) > 1
    assert all(each["best_in"]["n"] == 5 and each["loses"]["mean"] >= 0 for each in each_of)
    assert sum(each["best_in"]["mean"] for each in found["choices"][0]["alternatives"]) == pytest.approx(1)


def test_where_nothing_is_chosen_it_says_so_before_anything_runs(typed, tmp_path, monkeypatch):
    monkeypatch.setattr(measures, "observe", lambda *_, **__: pytest.fail("it was run"))
    (tmp_path / "cuts.yaml").write_text(NO_CHOICE, encoding="utf-8")
    code, _, err = typed("cuts.yaml")
    assert code == 2 and "'cuts' offers nothing to choose" in err
    code, _, err = typed("cuts.yaml", "--lang", "nl")
    assert code == 2 and "laat niets te kiezen" in err
    (tmp_path / "cuts.yaml").write_text(NO_CHOICE.replace("[core_met]", "[task_shift]"), encoding="utf-8")
    assert "neither better nor worse" in typed("cuts.yaml")[2]
    code, _, err = typed(QUESTION, "--worlds", "1")
    assert code == 2 and "--worlds" in err
