"""With ``starts:`` a day may stand where a week does; without it nothing depends on the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.shelf import shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario, resolved
from tup_sim.files.calendar import counting_from, day_in, meant_by, week_of
from tup_sim.files.experiments import load_experiment
from tup_sim.files.explain import explained
from tup_sim.files.kept import begin, kept_experiment
from tup_sim.files.places import scenario_folder
from tup_sim.files.store import ResultStore
from tup_sim.files.strict_yaml import Node

HOUSE = "extends: open_house\nstarts: 2027-01-04\n"
MONDAY = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def _with_what_is_supplied():
    with shelf(scenario_folder()):
        yield


@pytest.fixture
def write(tmp_path):
    def writer(text: str, name: str = "mine.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writer


def test_days_become_weeks_wherever_weeks_stand(write):
    text = HOUSE + (
        "cut: {size: 20 %, at: 2028-01-03, announced: 2027-10-01, restored: 2028-12-25}\n"
        "demand_shock: {size: 10 %, at: 2027-07-01, until: 2027-09-01}\n"
        "changes:\n  - {at: 2027-07-05, until: 2028-07-03, set: {reserve: 3}}\n"
    )
    made = load_scenario(write(text))
    cut, shock = made.parameters.cut, made.parameters.demand_shock
    assert (cut.at, cut.announced, cut.restored) == (52, 14, 103)
    assert (shock.at, shock.until) == (25, 34)
    assert [(each.at, each.until) for each in made.changes] == [(26, 78)]


def test_the_same_in_weeks_is_the_same_scenario(write):
    days = load_scenario(write(HOUSE + "cut: {size: 20 %, at: 2027-12-27, announced: 2027-10-01}"))
    weeks = load_scenario(
        write("extends: open_house\ncut: {size: 20 %, at: 51, announced: 13 weeks}", "w.yaml")
    )
    assert resolved(days) == resolved(weeks)


@given(st.integers(0, 6), st.integers(0, 500))
def test_a_day_lies_in_the_week_that_begins_on_its_monday(weekday, week):
    day = date.fromordinal(MONDAY.toordinal() + 7 * week + weekday)
    with counting_from(MONDAY):
        assert week_of(Node(str(day), "")) == week


def test_a_day_counts_from_the_house_in_every_file_laid_over_it(write):
    house = write(HOUSE)
    shock = write("cut: {size: 20 %, at: 2027-07-05}", "shock.yaml")
    assert load_scenario(house, [shock]).parameters.cut.at == 26
    assert load_scenario(house, settings=["cut.size=10 %", "cut.at=2027-07-12"]).parameters.cut.at == 27
    child = write("extends: ./mine.yaml\nwith: ./shock.yaml", "child.yaml")
    assert load_scenario(child).parameters.cut.at == 26


def test_a_day_in_an_experiment_counts_from_its_base(write):
    write(HOUSE)
    text = """
title: t
question: q
base: ./mine.yaml
factors:
  - name: cut
    levels:
      - {name: early, set: {cut: {size: 20 %, at: 2027-07-05}}}
      - {name: late, set: {cut: {size: 20 %, at: 2028-01-03, announced: 2027-12-01}}}
reference: {cut: early}
replications: 2
windows: {late: [2028-07-03, 2029-07-02]}
outcomes: [core_met@late]
"""
    made = load_experiment(write(text, "question.yaml"))
    assert [each.scenario.parameters.cut.at for each in made.points] == [26, 52]
    assert made.points[1].scenario.parameters.cut.announced == 5
    assert made.windows["late"] == (78.0, 130.0)
    assert made.starts == MONDAY


def test_a_question_is_kept_with_its_calendar(write, tmp_path):
    write(HOUSE)
    text = """
title: t
question: q
base: ./mine.yaml
factors: [{name: cut, levels: [{name: none}, {name: deep, set: {cut.size: 20 %}}]}]
reference: {cut: none}
replications: 2
windows: {late: [78, 130]}
outcomes: [core_met@late]
"""
    made = load_experiment(write(text, "question.yaml"))
    with ResultStore(tmp_path) as store:
        begin(store, made, {})
        assert kept_experiment(store, "question").starts == MONDAY


def test_the_announcement_stays_on_its_day_when_the_cut_moves(write):
    house = write(HOUSE + "cut: {size: 20 %, at: 2028-01-03, announced: 2027-10-04}")
    assert load_scenario(house, settings=["cut.at=week 60"]).parameters.cut.announced == 60 - 39


def test_without_a_start_a_day_is_refused_with_what_to_write(write):
    with pytest.raises(ScenarioError, match="a day needs 'starts: 2027-01-04'"):
        load_scenario(write("extends: open_house\ncut: {size: 20 %, at: 2027-07-05}"))


def test_where_a_week_comes_from_a_day_that_is_told(write):
    made = load_scenario(write(HOUSE + "cut: {size: 20 %, at: 2027-07-07}"))
    assert "because: the week of 2027-07-07" in " ".join(explained(made, "cut.at", 200).split())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("4/1/2027", ["2027-01-04", "2027-04-01"]), ("31-12-2027", ["2027-12-31"]), ("1 juli 2027", ["2027-07-01"]),
        ("July 1, 2027", ["2027-07-01"]), ("1 maart 2027", ["2027-03-01"]), ("mei 2027", ["2027-05-01"]),
        ("2027/7/1", ["2027-07-01"]), ("31/2/2027", []), ("Q1 2027", []),
    ],
)  # fmt: skip
def test_other_spellings_of_a_day_are_told(text, days):
    assert day_in(text) is None
    assert [str(each) for each in meant_by(text)] == days


@pytest.mark.parametrize("text", ["2027-13-01", "2027-02-30", "27-01-04", "2027-1-4", "2027"])
def test_what_is_no_day_is_none(text):
    assert day_in(text) is None
