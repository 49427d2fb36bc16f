"""Stories, twins and assumptions from Python: tables, and what a notebook shows."""

from __future__ import annotations

import pytest

import tup_sim
from tup_sim.errors import TupSimError
from tup_sim.model.people.volunteer import REASONS

SMALL = {"warmup": "2 weeks", "places": 20, "professionals.posts": 3, "volunteers_initial": 14}


def house(weeks: int = 8, **settings) -> tup_sim.parameters.Scenario:
    return tup_sim.load_scenario("open_house", settings={**SMALL, **settings}, weeks=weeks)


def test_a_story_is_told_and_is_a_table():
    told = tup_sim.story(house(), person="volunteer-2", lang="nl")
    table = told.to_frame()
    assert len(table) > 0
    assert set(table["text"]) == {each.text for period in told.story.periods for each in period.sentences}
    assert told.story.title in told.text
    assert told._repr_html_().startswith("<p>")


def test_people_in_a_story_have_names_unless_ids_are_asked_for():
    named, bare = (tup_sim.story(house(), person="volunteer-2", ids=ids) for ids in (False, True))
    assert named.story.name == bare.story.name == "volunteer-initial-0-2"
    assert named.text.startswith("Griet Verhoeven (volunteer-initial-0-2) in ")
    assert bare.text.startswith("volunteer-initial-0-2 in ")
    assert tup_sim.story(house(), person="Griet Verhoeven").text == named.text


def test_whose_story_is_said_once():
    for asked in ({}, {"person": "volunteer-2", "exit": REASONS[0]}):
        with pytest.raises(TupSimError, match="say whose story"):
            tup_sim.story(house(), **asked)


def test_the_same_people_in_two_worlds_are_a_table():
    found = tup_sim.twins(house(), house(thanks=9.0))
    table = found.to_frame()
    assert list(table.columns[:3]) == ["replication", "kind", "person"]
    assert len(table) == sum(len(each) for pair in found.pairs for each in pair.affected.values())


def test_a_name_with_a_plus_is_laid_over_a_name_only():
    with pytest.raises(TupSimError, match="'\\+cut_20' is laid over a scenario that is named"):
        tup_sim.twins(house(), "+cut_20")


def test_what_decides_an_outcome_is_a_table_strongest_first():
    only = ["coaching_need.incident", "times.mood", "times.role"]
    moved = tup_sim.sensitivity(house(4), ["contact_ratio"], only=only, draws=8, unmoved=2, jobs=1)
    table = moved.to_frame()
    assert set(table["assumption"]) <= {each.path for each in moved.ranges}
    assert {"effect", "low", "high", "clear"} <= set(table.columns)
    assert len(moved.draws) == 8
    assert "<table" in moved._repr_html_()


def test_runs_and_comparisons_show_themselves():
    found = tup_sim.compare(house(), [house(thanks=9.0)], 2, jobs=1)
    assert found.to_frame().equals(found.differences)
    assert found.base.to_frame().equals(found.base.summary)
    assert "<table" in found._repr_html_()
    assert "<table" in found.base._repr_html_()
