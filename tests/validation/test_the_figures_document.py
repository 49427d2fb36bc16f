"""Every figure shows where it is used, and whether the runs fit it."""

from __future__ import annotations

from tup_sim.files import sources
from validation.figures_document import figures_document
from validation.plausibility import TARGETS, judge


def test_a_figure_shows_the_numbers_that_rest_on_it_and_the_targets_it_gives() -> None:
    summary = {each.outcome: (each.low, each.low, each.low) for each in TARGETS["open_house"]}
    summary["retention_3m"] = (0.2, 0.19, 0.21)
    found = {"open_house": judge("open_house", summary)}
    text = figures_document(sources(), found, ["a fact"])
    targets, _, inputs = text.partition("## As input")
    row = next(line for line in targets.splitlines() if "starters there after 3 months" in line)
    assert row.startswith("| NB08 |")
    assert row.endswith("| 0.74 to 0.82 | 0.2 [0.19, 0.21] | **no** |")
    assert "`administration_share`" in next(
        line for line in inputs.splitlines() if line.startswith("| ND12 |")
    )


def test_what_nobody_measured_is_no_figure() -> None:
    assert "OWN" not in figures_document(sources(), {}, [])
