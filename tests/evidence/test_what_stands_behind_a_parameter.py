"""Every number of the world says what it means, in what unit, and what it rests on."""

from __future__ import annotations

from tests.evidence.cited import parameters
from tup_sim.files.sources import sources
from tup_sim.measures.references import REFERENCES
from tup_sim.model.parameters import Kind

ALL = parameters()
ASSUMED_NUMBERS = [each for each in ALL if each.kind is Kind.ASSUMED and each.annotation in (int, float)]


def test_a_parameter_has_meaning_unit_kind_and_source():
    incomplete = [
        each.path
        for each in ALL
        if not each.about.strip().endswith(".")
        or not each.unit.strip()
        or each.kind not in Kind
        or not each.sources
        or not all(name.strip() for name in each.sources)
    ]
    assert not incomplete


def test_a_measured_number_was_measured_by_somebody():
    own = [
        each.path
        for each in ALL
        if each.kind is Kind.MEASURED and any(name.startswith("OWN") for name in each.sources)
    ]
    assert not own, "our own arithmetic is no measurement"


def test_an_assumed_number_says_how_it_was_chosen():
    """A statement of the report gives a direction, never a size."""
    only_said = [
        each.path
        for each in ALL
        if each.kind is Kind.ASSUMED and not any(name.startswith(("OWN", "N")) for name in each.sources)
    ]
    assert not only_said, "add OWN1 (balance), OWN2 (at rest) or OWN3 (judgement)"


def test_a_number_was_chosen_by_ourselves_in_one_way():
    several = [each.path for each in ALL if sum(name.startswith("OWN") for name in each.sources) > 1]
    assert not several


def test_judgement_is_of_what_is_assumed_and_of_nothing_else():
    """What is chosen is no judgement, and nobody can be wrong about a convention."""
    switches = {each.path for each in ALL if each.path.startswith("mechanisms.")}
    judged = {each.path for each in ALL if "OWN3" in each.sources and each.kind is not Kind.ASSUMED}
    assert judged <= switches
    assert {each.kind for each in ALL if "OWN5" in each.sources} == {Kind.CONVENTION}
    assert all("OWN5" in each.sources for each in ALL if each.kind is Kind.CONVENTION)


def test_the_level_at_rest_and_nothing_else_was_measured_at_rest():
    assert {each.path for each in ALL if "OWN2" in each.sources} == set(REFERENCES)


def test_every_way_of_choosing_is_used_by_a_number_that_nobody_measured():
    used = {name for each in ALL if each.kind is not Kind.MEASURED for name in each.sources}
    assert {name for name in sources() if name.startswith("OWN")} <= used


def test_an_assumed_number_has_a_plausible_range_inside_the_allowed_one():
    wrong = []
    for each in ASSUMED_NUMBERS:
        low, high = each.plausible
        least = each.low if each.low is not None else low
        most = each.high if each.high is not None else high
        if low is None or high is None or not least <= low < high <= most:
            wrong.append(each.path)
    assert not wrong


def test_an_assumed_number_lies_in_its_plausible_range():
    outside = [
        f"{each.path} = {each.default}, plausible {each.plausible}"
        for each in ASSUMED_NUMBERS
        if not each.plausible[0] <= each.default <= each.plausible[1]
    ]
    assert not outside


def test_paths_are_unique():
    paths = [each.path for each in ALL]
    assert len(paths) == len(set(paths))
