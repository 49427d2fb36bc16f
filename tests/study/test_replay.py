"""A run done again with one thing changed at a date: what is lost without volunteers, and when a change shows."""

from __future__ import annotations

import math

import pytest

from tests.counterfactual.twins import events, first_difference, small, until
from tests.study import fakes
from tup_sim.errors import TupSimError
from tup_sim.model.parameters import Change, Scenario
from tup_sim.study import compare, replicate
from tup_sim.study.replay import lag, lost_share, without_volunteers

NAN = math.nan
AT = 6
FAMILIES = ("companionship", "activities", "practical", "personal_care", "guidance", "expert_care")


def test_until_the_volunteers_leave_the_two_runs_are_identical_event_by_event():
    house = small()
    with_them, without = events(house), events(without_volunteers(house, AT))
    assert first_difference(until(with_them, AT), until(without, AT)) == ""
    assert first_difference(with_them, without) != ""
    lost = next(entry for entry in without if entry[1] == "VolunteersLost")
    assert lost[0] == (2 + AT) * 168.0 and lost[2] > 5


def test_a_house_with_a_shock_of_its_own_keeps_it():
    """The replay is a dated change, so a shock of the scenario at another week still happens before it."""
    house = small(volunteer_shock__share=0.5, volunteer_shock__at=3)
    entries = events(without_volunteers(house, AT))
    assert [round(entry[0] / 168.0) - 2 for entry in entries if entry[1] == "VolunteersLost"] == [3, AT]


@pytest.mark.parametrize(("kept", "lost", "share"), [(0.8, 0.6, 0.25), (0.5, 0.5, 0.0), (0.0, 0.0, NAN)])
def test_the_lost_share_is_of_what_is_met_with_volunteers(kept, lost, share):
    assert lost_share(kept, lost) == pytest.approx(share, nan_ok=True)


def test_a_house_that_leaves_basic_work_to_volunteers_loses_it():
    """Hardly anything where they do none of it; a good part where they own it and few professionals are there."""
    extra, owner = (replicate(busy(pattern), 3, jobs=1, replay=["horizon"]) for pattern in ("extra", "owner"))
    assert all(abs(value) < 0.05 for value in extra.values("prosthesis_index"))
    assert all(value > 0 for value in owner.values("prosthesis_index"))
    assert owner.interval("prosthesis_index").mean > 0.05
    assert not any("probe" in key.text for key in owner.keys)


def busy(pattern: str) -> Scenario:
    """Two professionals for a small house, one pattern for all families."""
    same = {f"pattern_by_family__{each}": "same" for each in FAMILIES}
    return small(pattern=pattern, professionals__posts=2, **same)


def met(scenario, seed, replication, windows, only=(), *_):
    """0.8 with volunteers; without them 0.6 from the week they leave."""
    gone = any("volunteer_shock.at" in change.values for change in scenario.changes)
    values = {
        "core_met" if name == "horizon" else f"core_met@{name}": 0.6 if gone else 0.8 for name in windows
    }
    return fakes.Observation(values, {"core_met": [0.8]})


def test_each_window_is_replayed_from_its_own_middle(fake_model):
    asked = []

    def observe(scenario, *rest):
        asked.extend(change.at for change in scenario.changes if "volunteer_shock.at" in change.values)
        return met(scenario, *rest)

    fake_model.setattr("tup_sim.measures.observe", observe)
    found = replicate(fakes.scenario(), 1, jobs=1, replay=["horizon", "late"])
    assert sorted(asked) == [78, 130]
    assert found.interval("prosthesis_index").mean == pytest.approx(0.25)
    assert found.interval("prosthesis_index", "late").mean == pytest.approx(0.25)


def test_a_run_that_is_not_replayed_has_no_index(fake_model):
    assert not any(key.outcome == "prosthesis_index" for key in replicate(fakes.scenario(), 1, jobs=1).keys)


def test_both_arms_of_a_comparison_are_replayed(fake_model):
    fake_model.setattr("tup_sim.measures.observe", met)
    found = compare(fakes.scenario(), fakes.scenario("cut", 0.1), 2, jobs=1, replay=["late"])
    assert found.contrast(0, "prosthesis_index", "late").difference.n == 2


def test_a_window_that_is_too_near_the_end_has_no_value():
    found = replicate(small(horizon=5), 1, jobs=1, replay=["horizon"])
    assert math.isnan(found.values("prosthesis_index")[0])


def test_a_window_that_is_not_there_is_refused(fake_model):
    with pytest.raises(TupSimError, match="no window 'never'"):
        replicate(fakes.scenario(), 1, jobs=1, replay=["never"])


def test_a_lag_counts_from_the_change_to_the_first_week_of_a_mean_that_differs():
    twin = [1.0] * 30
    changed = [1.0] * 10 + [1.25] * 20  # after 4 weeks of 8 the mean is 12.5 % higher
    assert lag(changed, twin, 10) == 4
    assert lag(changed, twin, 6) == 8
    assert math.isnan(lag([1.0] * 10 + [1.09] * 20, twin, 10))


@pytest.mark.parametrize(
    ("changed", "twin"),
    [([1.0] * 20, [1.0] * 20), ([1.05] * 20, [1.0] * 20), ([0.5] * 20, [0.0] * 20), ([NAN] * 20, [1.0] * 20), ([], [])],
)  # fmt: skip
def test_a_change_that_does_not_show_has_no_lag(changed, twin):
    assert math.isnan(lag(changed, twin, 2))


def test_weeks_without_a_figure_are_left_out_of_the_mean():
    assert lag([1.0] * 10 + [NAN] * 4 + [2.0] * 10, [1.0] * 24, 10) == 5


def test_lags_are_counted_run_by_run_from_the_date_of_the_change(fake_model):
    def observe(scenario, seed, replication, windows):
        shown = 50 + 3 * replication if scenario.changes else 1000
        return fakes.Observation({}, {"core_met": [1.0 if week < shown else 5.0 for week in range(90)]})

    fake_model.setattr("tup_sim.measures.observe", observe)
    fake_model.setattr(
        "tup_sim.model.parameters.Scenario.first_change", lambda each: (40.0, 48.0) if each.changes else None
    )
    found = compare(fakes.scenario(), fakes.scenario("cut", 0.1, at=48), 3, jobs=1)
    assert found.lags(0, "core_met") == [3, 6, 9]


def test_without_a_date_there_is_no_lag(fake_model):
    found = compare(fakes.scenario(), fakes.scenario("other"), 1, jobs=1)
    assert math.isnan(found.lags(0, "core_met")[0])


def test_the_change_of_a_replay_is_told_as_any_other_change():
    made = without_volunteers(small(Change({"standby_minutes": 5.0}, at=3)), AT)
    assert [change.at for change in made.changes] == [3, AT]
