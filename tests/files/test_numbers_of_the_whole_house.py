"""Clients, volunteers, budget, subsidy, posts and a cut in euro are said of the whole house and become parameters."""

from __future__ import annotations

import pytest

from tests.files.shelf import shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario, resolved
from tup_sim.files.experiments import load_experiment
from tup_sim.files.explain import explained
from tup_sim.files.places import scenario_folder
from tup_sim.files.show import as_yaml
from tup_sim.files.unsettled import STANDS_FOR, TOTALS

SUPPLIED = scenario_folder()
HOUSE = """
extends: open_house
size: 0.67
clients: 80
volunteers: 38
professionals: {posts: 7}
total_fte: 5.2
budget: EUR 480000
subsidy: EUR 432000
"""


@pytest.fixture(autouse=True)
def _with_what_is_supplied():
    with shelf(SUPPLIED):
        yield


@pytest.fixture
def write(tmp_path):
    def writer(text: str, name: str = "mine.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return writer


def of(scenario):
    p = scenario.parameters
    return p.places, p.volunteers_initial, p.professionals.posts, p.income, p.subsidy_share


def test_a_house_is_what_was_said_of_it(write):
    made = load_scenario(write(HOUSE))
    assert of(made) == (80, 38, 7, 480_000, pytest.approx(0.9))
    assert 7 * made.parameters.professionals.fte == pytest.approx(5.2)


def test_numbers_of_the_house_are_divided_over_its_units(write):
    said = "extends: open_house\nunits: 2\nclients: 80\nvolunteers: 38\nbudget: 480000\ntotal_fte: 5.2"
    made = load_scenario(write(said))
    assert of(made)[:2] == (40, 19) and made.parameters.income == 240_000
    p = made.parameters.professionals
    assert 2 * p.posts * p.fte == pytest.approx(5.2)


def test_two_files_that_say_the_same_in_other_words_are_the_same_scenario(write):
    plain = (
        "extends: open_house\nsize: 0.67\nplaces: 80\nvolunteers_initial: 38\nincome: 480000\n"
        f"subsidy_share: 90 %\nprofessionals: {{posts: 7, fte: {5.2 / 7!r}}}"
    )
    assert resolved(load_scenario(write(HOUSE))) == resolved(load_scenario(write(plain, "plain.yaml")))


def test_total_fte_alone_also_says_how_many_posts_as_size_does(write):
    p = load_scenario(write("extends: open_house\ntotal_fte: 5.2")).parameters.professionals
    sized = load_scenario(write(f"extends: open_house\nsize: {5.2 / 7.5!r}", "sized.yaml")).parameters
    assert (p.posts, p.fte) == (7, pytest.approx(5.2 / 7))
    assert (sized.professionals.posts, sized.professionals.fte) == (7, pytest.approx(5.2 / 7))


@pytest.mark.parametrize(
    "settings", [["total_fte=5.2", "professionals.posts=8"], ["professionals.posts=8", "total_fte=5.2"]]
)
def test_on_the_command_line_the_order_does_not_matter(settings):
    p = load_scenario("open_house", settings=settings).parameters.professionals
    assert (p.posts, p.fte) == (8, pytest.approx(0.65))


def test_in_python_they_are_settings_like_any_other():
    said = {"clients": 80, "volunteers": 38, "budget": 480_000, "total_fte": 5.2, "cut.size": "EUR 60000"}
    p = load_scenario("open_house", settings=said).parameters
    assert (p.places, p.volunteers_initial, p.professionals.posts, p.income) == (80, 38, 7, 480_000)
    assert p.cut.size * p.income * p.subsidy_share == pytest.approx(60_000)


def test_who_comes_last_decides_in_whichever_words(write):
    assert load_scenario(write(HOUSE), settings=["places=60"]).parameters.places == 60
    assert (
        load_scenario(write("extends: open_house\nplaces: 60"), settings=["clients=90"]).parameters.places
        == 90
    )
    made = load_scenario(write(HOUSE), settings=["professionals.fte=0.5"]).parameters.professionals
    assert (made.posts, made.fte) == (7, 0.5)


def test_a_cut_in_euro_stays_so_many_euro_whatever_the_income(write):
    house = write(HOUSE + "cut: {size: EUR 60000}")
    for settings, share in (([], 60 / 432), (["budget=440000"], 60 / 432), (["subsidy=EUR 300000"], 0.2)):
        p = load_scenario(house, settings=settings).parameters
        assert p.cut.size * p.subsidy_share * p.income == pytest.approx(60_000)
        assert p.cut.size == pytest.approx(share)
    shock = write("cut: {size: EUR 5000 per month}", "shock.yaml")
    assert load_scenario(write(HOUSE), [shock]).parameters.cut.size == pytest.approx(60 / 432)
    assert load_scenario(house, settings=["cut.size=10 %"]).parameters.cut.size == 0.1


def test_a_size_over_such_a_house_takes_all_of_it_along(write):
    write(HOUSE + "cut: {size: EUR 60000}")
    half = load_scenario(write("extends: ./mine.yaml\nsize: 0.5", "half.yaml")).parameters
    assert (half.places, half.volunteers_initial, half.income) == (40, 19, 240_000)
    assert half.professionals.posts * half.professionals.fte == pytest.approx(2.6)
    assert half.cut.size == pytest.approx(60 / 432)


def test_numbers_of_a_policy_that_belongs_to_the_house_follow_its_size(write):
    policy = write("for: open_house\nbudget: EUR 700000", "policy.yaml")
    assert load_scenario(write(HOUSE), [policy]).parameters.income == pytest.approx(0.67 * 700_000)


def test_a_level_of_an_experiment_may_say_it_too(write):
    write(HOUSE)
    text = """
title: t
question: q
base: ./mine.yaml
factors:
  - name: cut
    levels:
      - {name: none}
      - {name: some, set: {cut: {size: EUR 21600}}}
      - {name: more, set: {cut.size: EUR 43200, clients: 70}}
reference: {cut: none}
replications: 2
outcomes: [core_met@horizon]
"""
    points = load_experiment(write(text, "question.yaml")).points
    assert [each.scenario.parameters.cut.size for each in points] == pytest.approx([0, 0.05, 0.1])
    assert [each.scenario.parameters.places for each in points] == [80, 80, 70]


def test_it_is_told_what_a_value_was_made_from_and_the_file_can_be_shown_again(write):
    made = load_scenario(write(HOUSE + "cut: {size: EUR 60000}"))
    text = " ".join(explained(made, "", 200).split())
    for words in ("clients 80", "total_fte 5.2 in 7 posts", "EUR 60000 of a subsidy of EUR 432000 a year"):
        assert f"because: {words}" in text
    assert resolved(load_scenario(write(as_yaml(made), "again.yaml"))) == resolved(made)


def test_a_reason_of_ones_own_is_kept(write):
    made = load_scenario(write("extends: open_house\nclients: {value: 80, because: we counted}"))
    assert made.reasons["places"] == "we counted"


@pytest.mark.parametrize("name", TOTALS)
def test_a_number_and_what_it_stands_for_are_not_both_said(write, name):
    last = STANDS_FOR[name]
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(f"extends: open_house\n{last}: 1\n{name}: 1"))
    assert f"mine.yaml:3: '{name}' and '{last}' say the same thing" in str(caught.value)
    assert "mine.yaml:2" in str(caught.value)
