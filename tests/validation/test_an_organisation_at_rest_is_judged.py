"""A figure in its band is met, one whose interval stays outside is missed, and in between nobody can tell."""

from __future__ import annotations

from math import nan

import pytest

from tup_sim.measures.outcomes import outcome_of
from validation.plausibility import REASONS, STEADY, TARGETS, as_markdown, judge, judge_steady

AIM = next(target for target in TARGETS["open_house"] if target.outcome == "work_pressure")


def verdict(mean: float, low: float, high: float):
    summary = {target.outcome: (mean, low, high) for target in TARGETS["open_house"]}
    return next(v for v in judge("open_house", summary) if v.outcome == "work_pressure")


@pytest.mark.parametrize(
    ("mean", "low", "high", "word"),
    [
        (AIM.low, AIM.low - 1, AIM.low + 1, "yes"),
        (AIM.low - 0.01, AIM.low - 0.02, AIM.low, "cannot tell"),
        (AIM.low - 0.02, AIM.low - 0.03, AIM.low - 0.01, "**no**"),
        (AIM.high + 0.02, AIM.high + 0.01, AIM.high + 0.03, "**no**"),
        (nan, nan, nan, "**no**"),
    ],
)
def test_a_verdict_follows_from_mean_interval_and_band(
    mean: float, low: float, high: float, word: str
) -> None:
    assert verdict(mean, low, high).word == word


def test_a_band_may_be_a_share_of_the_first_half_year() -> None:
    nothing = {steady.outcome: (0.0, -0.001, 0.001) for steady in STEADY}
    first = {steady.outcome: 80.0 for steady in STEADY}
    found = {v.outcome: v for v in judge_steady(first, nothing)}
    assert found["volunteers"].high == pytest.approx(4.0) and all(v.met for v in found.values())
    moved = judge_steady(first, nothing | {"volunteers": (9.0, 3.0, 15.0)})
    assert [v.word for v in moved if v.outcome == "volunteers"] == ["cannot tell"]


@pytest.mark.parametrize(
    ("mean", "low", "high", "word"),
    [
        (0.0, -0.02, 0.02, "yes"),
        (0.0, -0.021, 0.019, "cannot tell"),  # once a yes: the mean lies in the band
        (0.019, -0.1, 0.14, "cannot tell"),
        (0.021, 0.019, 0.023, "cannot tell"),
        (0.03, 0.021, 0.04, "**no**"),
        (-0.03, -0.04, -0.021, "**no**"),
        (nan, nan, nan, "**no**"),
    ],
)
def test_rest_is_shown_by_equivalence_only(mean: float, low: float, high: float, word: str) -> None:
    found = {steady.outcome: (mean, low, high) for steady in STEADY}
    first = {steady.outcome: 1.0 for steady in STEADY}
    assert {v.word for v in judge_steady(first, found) if v.outcome == "work_pressure"} == {word}


def test_a_target_may_be_asked_for_by_equivalence_too() -> None:
    summary = {t.outcome: (t.low, t.low - 1e-6, t.high) for t in TARGETS["open_house"]}
    assert all(v.met for v in judge("open_house", summary))
    assert not any(v.met or v.settled for v in judge("open_house", summary, equivalence=True))


def test_every_target_names_an_outcome_that_exists_and_a_band() -> None:
    for targets in TARGETS.values():
        for target in targets:
            assert outcome_of(target.outcome) and target.low < target.high


def test_the_table_counts_what_is_met() -> None:
    text = as_markdown(
        "a house", [verdict(0.94, 0.93, 0.95), verdict(0.5, 0.4, 0.6), verdict(0.88, 0.8, 0.96)]
    )
    assert "1 of 3 met, 1 missed, 1 not to tell from these runs." in text
    assert "talks fall through" in as_markdown("open_house: 2 runs", [verdict(0.5, 0.4, 0.6)])
    assert "talks fall through" not in as_markdown("open_house: 2 runs", [verdict(0.94, 0.9, 0.98)])


def test_a_reason_is_given_for_a_target_that_exists() -> None:
    for preset, outcome in REASONS:
        assert outcome in {target.outcome for target in TARGETS[preset]}
