"""Levels that are one and the same, and factors that undo each other, are refused with both places."""

from __future__ import annotations

import pytest

from tests.files.shelf import shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.experiments import load_experiment

SHELF = {
    "organisations/small_house": "about: A small house\n",
    "policies/more_thanks": "thanks: 3\n",
    "policies/peer_help": "with: [more_thanks]\npattern: peer\n",
    "shocks/cut_half": "cut: {size: 50 %, at: week 52}\n",
    "shocks/thanks_later": "changes:\n  - {at: 30, set: {thanks: 9}}\n",
    "shocks/thanks_for_a_while": "changes:\n  - {at: 30, until: 40, set: {thanks: 9}}\n",
}
REST = "title: A question\nquestion: Which?\nweeks: 104\noutcomes: [core_met]\nreplications: 4\n"
HELP = "  - {name: help, levels: [alone, {name: peer, with: peer_help}]}\n"
THANKS = "  - {name: thanks, path: thanks, levels: [0, 5]}\n"


@pytest.fixture
def load(tmp_path):
    for name, text in SHELF.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(text)

    def loaded(factors: str, reference: str, more: str = "base: small_house\n"):
        text = f"{REST}{more}factors:\n{factors}reference: {{{reference}}}\n"
        (tmp_path / "mine.yaml").write_text(text)
        return load_experiment(str(tmp_path / "mine.yaml"))

    with shelf(tmp_path):
        yield loaded


def refused(load, *asked: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(*asked)
    return str(caught.value)


def size(levels: str) -> str:
    return f"  - {{name: size, path: cut.size, levels: [{levels}]}}\n"


@pytest.mark.parametrize("levels", ["0, 0.1, 10 %", "0, 10 %, 0.10", "0, 1/10, 10 %, 0.1", "0, 0 %"])
def test_levels_are_told_apart_by_their_value(load, levels):
    told = refused(load, size(levels.replace("1/10", "{name: a, value: 0.1}")), "size: 0")
    first, second = ("0", "0 %") if levels == "0, 0 %" else (None, None)
    assert "of factor 'size' lay the same over the base (leave one out)" in told
    assert first is None or f"levels '{first}' and '{second}'" in told


def test_a_drawn_value_that_is_written_another_way_is_the_same_level(load):
    factors = "  - {name: size, path: cut.size, from: 5 %, to: 30 %}\n"
    one, other = (
        load(factors, f"size: {reference}", "base: small_house\ndesign: {latin_hypercube: 4}\n")
        for reference in ("0.5", "50 %")
    )
    assert [each.scenario.parameters for each in one.points] == [
        each.scenario.parameters for each in other.points
    ]


def test_a_name_alone_does_not_lay_the_scenario_of_that_name_over_the_base(load):
    told = refused(load, "  - {name: cut, levels: [none, cut_half]}\n", "cut: none")
    assert "levels 'none' and 'cut_half'" in told
    assert "as {name: cut_half, with: cut_half}" in told


def test_points_that_are_one_scenario_by_another_road_are_refused(load):
    factors = (
        "  - {name: cut, levels: [none, {name: a, with: cut_half}, "
        "{name: b, set: {cut.size: 0.5, cut.at: 52}}]}\n"
    )
    assert "'cut=a' and 'cut=b' are the same scenario" in refused(load, factors, "cut: none")


@pytest.mark.parametrize(
    ("factors", "places"),
    [
        (THANKS + HELP, ("policies/more_thanks.yaml:1", "mine.yaml:8")),
        (HELP + THANKS, ("mine.yaml:9", "policies/more_thanks.yaml:1")),
        (
            THANKS + "  - {name: other, levels: [usual, {name: more, set: {thanks: 5}}]}\n",
            ("mine.yaml:9", "mine.yaml:8"),
        ),
        (
            THANKS + "  - {name: other, levels: [usual, {name: later, with: thanks_later}]}\n",
            ("shocks/thanks_later.yaml:2", "mine.yaml:8"),
        ),
    ],
)
def test_two_factors_that_set_one_parameter_are_refused(load, factors, places):
    named = [line.split("name: ")[1].split(",")[0] for line in factors.splitlines()]
    told = refused(load, factors, f"{named[0]}: {'alone' if named[0] == 'help' else 0}")
    assert f"factor '{named[1]}' sets thanks, and so does factor '{named[0]}'" in told
    assert told.startswith(places[0]) and f"at {places[1]}" in told


def test_two_drawn_factors_of_one_parameter_are_refused(load):
    factor = "  - {{name: {}, path: thanks, from: 1, to: 5}}\n"
    base = "base: small_house\ndesign: {latin_hypercube: 4}\n"
    told = refused(load, factor.format("one") + factor.format("other"), "one: 0", base)
    assert "factor 'other' sets thanks, and so does factor 'one' at mine.yaml:9" in told


def test_a_level_that_sets_its_own_lever_again_is_refused(load):
    factors = "  - {name: thanks, path: thanks, levels: [0, {name: more, value: 5, set: {thanks: 2}}]}\n"
    assert "level 'more' sets thanks twice" in refused(load, factors, "thanks: 0")


def test_what_all_levels_have_alike_may_stand_in_two_factors(load):
    both = "with: more_thanks, set: {reserve: 5, pattern: "
    one = f"  - {{name: one, levels: [{{name: a, {both}extra}}}}, {{name: b, {both}peer}}}}]}}\n"
    d = "{name: d, set: {reserve: 5, recruitable_people: 99}}"
    other = f"  - {{name: two, levels: [{{name: c, set: {{reserve: 5}}}}, {d}]}}\n"
    assert len(load(one + other, "one: a").points) == 4


def test_what_is_set_for_all_points_may_not_undo_a_mixin_of_a_level(load):
    told = refused(load, HELP, "help: alone", "base: small_house\nset: {thanks: 1}\n")
    assert told.startswith("mine.yaml:7: thanks is set here for all points, over what factor 'help' sets")
    assert "policies/more_thanks.yaml:1" in told
    assert load(HELP, "help: alone", "base: small_house\nset: {thanks: 3}\n").points


def test_a_lever_may_be_set_for_all_points_first(load):
    made = load(THANKS, "thanks: 0", "base: small_house\nset: {thanks: 1}\n")
    assert [each.scenario.parameters.thanks for each in made.points] == [0, 5]


def test_a_change_of_the_base_for_good_may_not_undo_a_factor(load):
    told = refused(load, THANKS, "thanks: 0", "base: small_house+thanks_later\n")
    assert "a change of the base sets it for all points from week 30 on" in told
    assert load(THANKS, "thanks: 0", "base: small_house+thanks_for_a_while\n").points


def test_a_scenario_is_laid_over_once(load):
    load(THANKS, "thanks: 0")
    with pytest.raises(ScenarioError, match=r"--with: 'cut_half' is laid over twice \(once is enough\)"):
        load_scenario("small_house", ["cut_half", "cut_half"])
    told = refused(
        load,
        "  - {name: c, levels: [a, {name: b, with: cut_half}]}\n",
        "c: a",
        "base: small_house\nwith: cut_half\n",
    )
    assert told.startswith(
        "mine.yaml:9: 'cut_half' is laid over twice (it is there already, from mine.yaml:7"
    )


def test_windows_that_are_the_same_weeks_are_refused(load):
    more = "base: small_house\nwindows: {late: [52, 104], second: [52, 104]}\n"
    assert "windows 'late' and 'second' are the same weeks" in refused(load, THANKS, "thanks: 0", more)
    more = "base: small_house\nwindows: {all: [0, 104]}\n"
    assert "windows 'horizon' and 'all' are the same weeks" in refused(load, THANKS, "thanks: 0", more)
