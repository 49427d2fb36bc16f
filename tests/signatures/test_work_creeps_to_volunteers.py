"""Nobody reassigns anything, and still work moves to volunteers: slowly, then faster, and it is not undone at once.

The rule knows no work pressure, no education and no pattern (C093, C095, C150). Compared: the same runs with the same
luck, in a third of the house where volunteers only add, and professionals lose two fifths of their hours in week 0.
"""

from __future__ import annotations

import pytest

from tests.signatures.creeping import EXTRA, FEWER, RESTORED, core_beyond, difference

EARLY, LATE = (0, 1), (4, 5)
SCHOOL = {"competence.education_step": 0.2}
LOW = {"population.education.low": 0.8, "population.education.mid": 0.15, "population.education.high": 0.05}
HIGH = {"population.education.low": 0.05, "population.education.mid": 0.05, "population.education.high": 0.9}


@pytest.mark.verify
def test_after_a_cut_the_shift_begins_small_and_keeps_growing() -> None:
    cut = core_beyond(EXTRA, FEWER)
    assert difference(cut, cut, EARLY, LATE).low > 0.0
    first_year_half = sum(run[2] - run[0] for run in cut)
    last_year_half = sum(run[5] - run[3] for run in cut)
    assert last_year_half > first_year_half  # slow, then faster
    assert sum(run[0] for run in cut) / len(cut) < 0.05


@pytest.mark.verify
def test_it_is_still_there_when_the_budget_is_back() -> None:
    """Half a year after all hours are back it is above a house never cut; that it goes on growing is not certain."""
    back = core_beyond(EXTRA, FEWER, RESTORED, runs=48, seed=303)  # 24 leave it open, here and with seed 1
    assert difference(core_beyond(EXTRA, runs=48, seed=303), back, LATE, LATE).low > 0.0


@pytest.mark.verify
def test_a_review_that_ends_what_grew_stops_it() -> None:
    review = EXTRA | {"task_review_interval": 8.0, "task_review": "reset"}
    assert difference(core_beyond(EXTRA, FEWER), core_beyond(review, FEWER), LATE, LATE).high < 0.0


@pytest.mark.verify  # without it none: tests/directions; with it some: tests/stories
def test_work_without_any_mandate_needs_this_way_in() -> None:
    """In extra all core is out of bounds: with the mechanism volunteers come to do some, without it exactly none."""
    off = core_beyond(EXTRA | {"mechanisms.mandate_drift": False}, FEWER, runs=1)
    assert off == ((0.0,) * 6,)
    assert min(map(max, core_beyond(EXTRA, FEWER, runs=2))) > 0.0


@pytest.mark.verify
def test_schooling_matters_through_what_people_can_do_and_through_nothing_else() -> None:
    """More schooled volunteers take over more; where schooling adds no competence, not a single hour differs."""
    few = core_beyond(EXTRA | SCHOOL | LOW, FEWER, runs=18, seed=202)
    many = core_beyond(EXTRA | SCHOOL | HIGH, FEWER, runs=18, seed=202)
    assert difference(few, many, LATE, LATE).low > 0.0
    nothing = EXTRA | {"competence.education_step": 0.0}
    assert core_beyond(nothing | LOW, FEWER, runs=1) == core_beyond(nothing | HIGH, FEWER, runs=1)
