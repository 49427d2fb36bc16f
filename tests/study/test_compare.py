"""A comparison looks at pairs with the same luck, in the windows of the scenario that changes."""

from __future__ import annotations

import math

import pytest

from tests.study import fakes
from tup_sim.errors import TupSimError
from tup_sim.study import compare, compare_each, replicate

pytestmark = pytest.mark.usefixtures("fake_model")


def test_shared_luck_leaves_the_difference_only():
    found = compare(fakes.scenario(), [fakes.scenario("cut", 0.2)], replications=6, jobs=1)
    contrast = found.contrast(0, "core_met")
    assert contrast.difference[:4] == pytest.approx((-0.2, -0.2, -0.2, 6))
    assert contrast.difference.clear
    assert contrast.difference.correlation == pytest.approx(1)
    assert contrast.saved > 1e6


def test_the_table_of_differences_has_its_columns():
    found = compare(fakes.scenario(), [fakes.scenario("cut", 0.2)], replications=6, jobs=1).differences
    wanted = ["scenario", "outcome", "window", "mean", "low", "high", "n", "correlation", "clear"]
    assert list(found.columns)[:9] == wanted
    row = found[(found["outcome"] == "volunteers") & (found["window"] == "late")].iloc[0]
    assert (row["scenario"], row["n"], row["unit"]) == ("cut", 5, "people")
    assert found["clear"].dtype == bool


def test_the_base_is_seen_through_the_windows_of_the_change():
    found = compare(fakes.scenario(), [fakes.scenario("cut", 0.0, at=60)], replications=2, jobs=1)
    assert found.contrast(0, "core_met", "year1").difference.mean == pytest.approx(0)
    assert found.contrast(0, "core_met", "year1").base == pytest.approx(60.9, abs=0.1)


def test_two_changes_at_other_times_have_windows_of_their_own_and_one_run_of_the_base(fake_model):
    seen = []
    fake_model.setattr(
        "tup_sim.measures.observe", lambda *task: seen.append(task[0].name) or fakes.observe(*task)
    )
    others = [fakes.scenario("early", 0.0, at=10), fakes.scenario("late", 0.0, at=80)]
    found = compare(fakes.scenario(), others, replications=2, jobs=1)
    assert [found.contrast(i, "core_met", "year1").base for i in (0, 1)] == pytest.approx(
        [10.9, 80.9], abs=0.1
    )
    assert found.contrast(1, "core_met", "year1").difference.mean == pytest.approx(0)
    assert seen.count("house") == 2
    assert set(found.base.runs["window"]) >= {"year1", "year1[80-132]", "horizon"}


def test_a_changed_base_lends_its_windows_to_an_unchanged_other():
    found = compare(fakes.scenario("cut", 0.1, at=30), fakes.scenario(), replications=2, jobs=1)
    assert found.others[0].windows["year1"] == (30, 82)


def test_several_others_have_wider_intervals_that_hold_together():
    cut, more = fakes.scenario("cut", 0.2), fakes.scenario("more", 0.4)
    alone = compare(fakes.scenario(), [cut], replications=6, jobs=1).contrast(0, "waiting_list")
    both = compare(fakes.scenario(), [cut, more], replications=6, jobs=1).contrast(0, "waiting_list")
    assert both.difference.mean == alone.difference.mean
    assert both.difference.low < alone.difference.low
    assert both.holm >= alone.holm


def test_equal_scenarios_differ_in_nothing_and_get_names_of_their_own():
    house = fakes.scenario()
    found = compare(house, [house, house], replications=4, jobs=1)
    assert [other.name for other in found.others] == ["house (2)", "house (3)"]
    assert (found.differences["mean"] == 0).all()
    assert not found.differences["clear"].any()


def test_one_replication_has_no_interval_and_nothing_is_clear():
    found = compare(fakes.scenario(), [fakes.scenario("cut", 0.2)], replications=1, jobs=1).differences
    assert found["low"].isna().all() and not found["clear"].any()


def test_an_arm_is_what_it_would_be_alone():
    found = compare(fakes.scenario(), [fakes.scenario("cut", 0.2)], replications=3, jobs=1)
    alone = replicate(fakes.scenario("cut", 0.2), replications=3, jobs=1)
    assert found.others[0].runs.equals(alone.runs)


def test_several_comparisons_keep_their_own_base():
    groups = [
        (fakes.scenario("a"), [fakes.scenario("b", 0.1)]),
        (fakes.scenario("c"), [fakes.scenario("d", 0.3)]),
    ]
    first, second = compare_each(groups, replications=3, jobs=1)
    assert (first.base.name, second.base.name, second.others[0].name) == ("a", "c", "d")
    assert second.contrast(0, "core_met").difference.mean == pytest.approx(-0.3)


def test_an_outcome_that_only_one_arm_knows_is_left_out(fake_model):
    def observe(scenario, *task):
        seen = fakes.observe(scenario, *task)
        if scenario.name == "house":
            del seen.values["cost"]
        return seen

    fake_model.setattr("tup_sim.measures.observe", observe)
    found = compare(fakes.scenario(), [fakes.scenario("cut", 0.2)], replications=2, jobs=1)
    assert found.contrast(0, "cost") is None
    assert "cost" not in set(found.differences.query("window == 'horizon'")["outcome"])
    assert not math.isnan(found.contrast(0, "cost", "late").difference.mean)


def test_unequal_horizons_cannot_be_compared(fake_model):
    fake_model.setattr(
        "tup_sim.measures.windows_of",
        lambda each: {"horizon": (0.0, 52.0 if each.name == "short" else 104.0)},
    )
    with pytest.raises(TupSimError, match="different horizons"):
        compare(fakes.scenario(), [fakes.scenario("short")], jobs=1)


def test_a_name_is_no_scenario():
    with pytest.raises(TupSimError, match="use load_scenario"):
        compare(fakes.scenario(), "cut_20")
