"""What is no part of the core is off by default, and its numbers are counted apart."""

from __future__ import annotations

import pytest

from tup_sim.files import load_scenario
from tup_sim.model.catalogue import HOUSE, in_force
from tup_sim.model.extensions import Place, extensions, judged, places, stands_in
from tup_sim.model.gates import closed_gates
from tup_sim.model.parameters import Parameters, Scenario, declarations, value_at
from validation.hypotheses import hypotheses, second_tries

MOST = 160  # judged numbers of the core; a new one takes the place of another, and this goes down only
HOUSES = ("open_house", "care_home_unit", "buddy_programme")
SWITCHED = [each.key for each in HOUSE.declared if each.extension and each.switch]


@pytest.mark.parametrize("house", HOUSES)
def test_no_organisation_of_the_three_has_an_extension_on(house: str) -> None:
    parameters = load_scenario(house).parameters
    assert SWITCHED and not any(value_at(parameters, f"mechanisms.{key}") for key in SWITCHED)
    assert parameters.group_visits.requests == 0


def test_a_mechanism_that_is_an_extension_answers_nothing_until_it_is_switched_on() -> None:
    off = {type(answer.__self__).__name__ for answers in in_force(Parameters()) for answer in answers}
    names = {
        kind.__name__ for kind in HOUSE.mechanisms if kind.declared.extension and not kind.declared.acts_with
    }
    assert "Ideas" in names and not {"Ideas", "ControlContacts", "Coordination", "GivingIn"} & off


def test_every_extension_has_numbers_and_none_of_them_is_of_the_core() -> None:
    where = places()
    for name, each in extensions().items():
        mine = [path for path in where if stands_in(path, each.numbers)]
        assert mine, name
        assert {where[path] for path in mine} == {Place.EXTENSION}, name


def test_a_rival_is_what_nothing_reads_under_the_submodels_in_force() -> None:
    rivals = [path for path, place in places().items() if place is Place.RIVAL]
    closed = {path for _, paths in closed_gates(Scenario("base", Parameters()), rivals) for path in paths}
    assert len(rivals) > 10 and set(rivals) == closed


def test_the_core_has_no_more_judged_numbers_than_it_had() -> None:
    assert 0 < len(judged()) <= MOST, (
        "a judged number more: measure it, tie it to another, or make it an extension"
    )


def test_every_number_has_one_place() -> None:
    assert set(places()) == {each.path for each in declarations(Parameters)}
    assert sum(len(judged(place)) for place in Place) == len(
        {*judged(), *judged(Place.EXTENSION), *judged(Place.RIVAL)}
    )


@pytest.mark.parametrize("name", ["C106", "C112", "C125", "C129", "C183"])
def test_a_statement_about_an_extension_is_tried_with_it_on_in_every_arm(name: str) -> None:
    loaded = hypotheses()[name].load()
    switches = [extensions()[one].switch for one in loaded.extensions]
    assert switches and all(
        value_at(arm.parameters, switch) for switch in switches for arm in loaded.arms.values()
    )


def test_no_statement_is_tried_with_a_lever_of_an_extension_and_not_tagged() -> None:
    usual = {each.path: each.default for each in declarations(Parameters)}
    apart = [path for path, place in places().items() if place is Place.EXTENSION]
    for row in (*hypotheses().values(), *second_tries().values()):
        touched = {path for arm in row.arms.values() for path in arm.set if path in apart and path in usual}
        assert not touched or row.extension, row.id


@pytest.mark.parametrize(
    ("policy", "lever"),
    [
        ("partners_6", "partners"),
        ("role_separation", "role_separation"),
        ("strict_role_separation", "role_separation"),
    ],
)
def test_a_policy_that_pulls_a_lever_of_an_extension_switches_it_on(policy: str, lever: str) -> None:
    assert closed_gates(load_scenario("open_house"), [lever])
    assert not closed_gates(load_scenario("open_house", [policy]), [lever])
