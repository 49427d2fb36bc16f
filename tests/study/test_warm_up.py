"""The warm-up is judged from the very start of the runs, and the words say what the numbers say."""

from __future__ import annotations

import numpy as np
import pytest

from tests.study import fakes
from tup_sim.errors import TupSimError
from tup_sim.files import load_scenario
from tup_sim.measures import observe as real_observe
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.processes.changing import with_values
from tup_sim.reporting.view import as_text
from tup_sim.reporting.warm_up import warm_up_figure, warm_up_view
from tup_sim.study import Interrupted
from tup_sim.study.warm_up import run_in


def house(warmup: int = 52, horizon: int = 150) -> Scenario:
    scenario = Scenario("house")
    return Scenario("house", with_values(scenario.parameters, {"warmup": warmup, "horizon": horizon}))


def observe(scenario, seed, replication, windows, only=()):
    """One outcome is level from the start, one falls for 80 weeks, one never comes to rest, one has a gap."""
    weeks, luck = scenario.parameters.horizon, np.random.default_rng([seed, replication])
    week = np.arange(weeks)
    series = {
        "core_met": 0.9 + luck.normal(0, 0.01, weeks),
        "waiting_list": 5 + 20.0 * (week < 80) + (-1.0) ** week + 0.1 * luck.normal(),
        "volunteers": 0.01 * week**2.0,
        "client_trust": np.where(week == 70, np.nan, 0.5),
        "staff_turnover": np.full(weeks, 0.2),
    }
    return fakes.Observation(
        {"core_met": float(scenario.parameters.warmup)}, {k: list(v) for k, v in series.items()}
    )


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr("tup_sim.measures.observe", observe)
    return monkeypatch


@pytest.mark.usefixtures("known")
def test_each_outcome_is_judged_by_where_it_settles():
    found = run_in(house(), 4, jobs=1)
    seen = {each.outcome: each for each in found.settlings}
    assert list(seen) == ["core_met", "waiting_list", "volunteers"]  # no gap, nothing that looks back a year
    assert [each.outcome for each in found.drifting] == ["waiting_list", "volunteers"]
    assert seen["core_met"].leave_out < 52
    assert seen["waiting_list"].leave_out == 80
    assert seen["waiting_list"].drift.mean == pytest.approx(20 * (1 - 2 / 124), abs=1)  # 80 - 52 > 26
    assert seen["volunteers"].leave_out is None
    assert len(seen["core_met"].mean) == 202 and found.warmup == 52


@pytest.mark.usefixtures("known")
def test_nothing_is_left_out_of_the_runs_that_are_looked_at():
    assert set(run_in(house(), 2, jobs=1).runs.values("core_met")) == {0.0}


@pytest.mark.usefixtures("known")
def test_the_words_say_what_the_numbers_say_in_both_languages():
    found = run_in(house(), 4, jobs=1)
    text = as_text(warm_up_view(found))
    assert "leaves out the first 52" in text and "2 of 3 outcomes still move clearly" in text
    lines = {line.split("  ")[1]: line for line in text.splitlines() if line.startswith("  ")}
    assert "cannot tell" in lines["Volunteers"] and lines["Volunteers"].endswith("still moving")
    assert "80" in lines["Waiting list"] and lines["Core requests met"].endswith("no clear drift")
    assert "2 van 3 uitkomsten bewegen" in as_text(warm_up_view(found, "nl"))
    assert "1 of 3 outcomes still moves clearly" in as_text(warm_up_view(run_in(house(100, 102), 4, jobs=1)))
    assert "So few runs cannot tell" in as_text(warm_up_view(run_in(house(100, 102), 3, jobs=1)))


@pytest.mark.usefixtures("known")
def test_the_figure_is_written_in_both_forms_and_the_same_every_time(tmp_path):
    found = run_in(house(), 2, jobs=1)
    first, second = (warm_up_figure(found, tmp_path / name, "nl") for name in ("a", "b"))
    assert [path.name for path in first] == ["a.png", "a.svg"]
    assert first[1].read_bytes() == second[1].read_bytes()
    text = first[1].read_text("utf-8")
    assert "einde van de aanloop" in text and "weken vanaf het begin" in text


def test_a_scenario_that_changes_or_is_too_short_is_refused():
    with pytest.raises(TupSimError, match="give an organisation at rest"):
        run_in(Scenario("cut", changes=(Change({"size": 1.0}, at=10),)))
    with pytest.raises(TupSimError, match="26 weeks are too few"):
        run_in(house(13, 13))


@pytest.mark.usefixtures("known")
def test_ctrl_c_keeps_the_runs_that_are_done():
    def press(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stop:
        run_in(house(), 5, jobs=1, progress=press)
    assert "2 of 5 runs" in as_text(warm_up_view(stop.value.results))


def test_a_run_without_warm_up_is_the_same_run_seen_from_its_start():
    """So what is judged is the warm-up that the scenario has, and not another one."""
    usual = load_scenario("open_house", weeks=4).parameters
    short = Scenario("a", usual.model_copy(update={"warmup": 2}))
    whole = Scenario("a", usual.model_copy(update={"warmup": 0, "horizon": 6}))
    seen, from_the_start = (real_observe(each).weekly for each in (short, whole))
    for name in ("core_met", "volunteers", "volunteer_hours"):
        assert seen[name] == from_the_start[name][2:]
