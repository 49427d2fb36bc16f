"""Signatures of leaving by shock, by what people bring, and by attitude, written down before they were run.

What came out, and with how many runs, stands in docs/signatures.md; a refuted one stays as it was stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, fsum, log
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.parts.test_attitude import RIVAL, WEEK, somebody
from tests.runs import shared
from tup_sim.model.effects import attitude
from tup_sim.model.parameters import Parameters, Scenario, plain
from tup_sim.model.parameters.week import MONTHS_PER_WEEK
from tup_sim.model.rules.attitude import evenly_drawn, times_drawn_away
from validation.leaving_command import BUNDLE

HALF_YEAR = 26
YEAR = {"year": (26.0, 78.0)}
CALM = {"submodels.leaving": "attitude", "horizon": 78, "cut.at": 26}


def better_by(p: Parameters, begin: int, end: int) -> list[float]:
    """How much better attitude is in each week of the first year of somebody who feels better in these weeks."""
    found = []
    person, p_read = somebody(p), plain(p)
    for week in range(2 * HALF_YEAR):
        gain = p.leaving.usual.belonging_sd * (begin <= week < end)
        person.belonging += gain
        attitude.live_a_week(p_read, person, week * WEEK)
        person.belonging -= gain
        found.append(attitude.attitude_of(p_read, person))
    return found


def log_of_staying(p: Parameters, mood: Sequence[float], begin: int, end: int) -> float:
    """Logarithm of the share of those there at the beginning who are there at the end of these weeks."""
    rules, there, stayed = p.leaving, [], []
    for drawn in evenly_drawn(0.0):
        for brought in evenly_drawn(0.0)[::8]:
            risks = [
                MONTHS_PER_WEEK
                * (
                    rules.shock
                    + rules.choice * times_drawn_away(rules.spread, drawn, rules.attitude, brought + more)
                )
                for more in mood
            ]
            there.append(exp(-fsum(risks[:begin])))
            stayed.append(exp(-fsum(risks[:end])))
    return log(fsum(stayed) / fsum(there))


def gain(p: Parameters, begin: int, end: int) -> float:
    """What feeling better in these weeks does to who stays through them."""
    usual = [0.0] * 2 * HALF_YEAR
    return log_of_staying(p, better_by(p, begin, end), begin, end) - log_of_staying(p, usual, begin, end)


def test_a_better_time_keeps_more_people_in_the_first_half_year_than_in_the_second() -> None:
    """The rule alone: the same feelings, for as long (d)."""
    first, second = gain(RIVAL, 0, HALF_YEAR), gain(RIVAL, HALF_YEAR, 2 * HALF_YEAR)
    assert first > second > 0.0


def test_without_attitude_it_keeps_nobody() -> None:
    none = with_values(RIVAL, {"leaving.attitude": 0.0})
    assert gain(none, 0, HALF_YEAR) == 0.0 == gain(none, HALF_YEAR, 2 * HALF_YEAR)


@cache
def _year(organisation: str, items: tuple[tuple[str, Any], ...], runs: int) -> dict[str, float]:
    scenario = Scenario("arm", with_values(BASES[organisation], CALM | dict(items)))
    seen = [shared(scenario, 43, run, YEAR).values for run in range(runs)]
    names = (
        "volunteer_turnover_expected",
        "retention_6m_expected",
        "retention_12m_expected",
        "volunteer_attitude",
    )
    return {name: fsum(each[f"{name}@year"] for each in seen) / runs for name in names}


def year(organisation: str = "open_house", runs: int = 2, **values: Any) -> dict[str, float]:
    """Means over runs in the year after a cut, if there is one; names have two lines for a point."""
    return _year(
        organisation, tuple((name.replace("__", "."), value) for name, value in values.items()), runs
    )


@pytest.mark.verify
@pytest.mark.parametrize("organisation", ["open_house", "care_home_unit", "buddy_programme"])
@pytest.mark.parametrize(("size", "most"), [(0.20, 0.30), (0.06, 0.24)])
def test_after_a_cut_not_everybody_goes(organisation: str, size: float, most: float) -> None:
    """(e): the danger of a rule in which feelings count is too much, not too little."""
    assert (
        year(organisation, 3 if organisation == "care_home_unit" else 2, cut__size=size)[
            "volunteer_turnover_expected"
        ]
        < most
    )


@pytest.mark.verify
def test_what_a_cut_does_to_attitude_reaches_who_leaves() -> None:
    calm, cut = year(), year(cut__size=0.20)
    assert cut["volunteer_attitude"] < calm["volunteer_attitude"] - 0.05
    assert cut["volunteer_turnover_expected"] > calm["volunteer_turnover_expected"]


@pytest.mark.verify
@pytest.mark.parametrize("arm", ["cut", "bundle"])
def test_with_attitude_that_weighs_nothing_nothing_moves_who_stays(arm: str) -> None:
    """(f): there is no other way from feelings to leaving."""
    values = {"cut__size": 0.20} if arm == "cut" else dict(BUNDLE)
    calm, other = (year(leaving__attitude=0.0, **more) for more in ({}, values))
    for months in (6, 12):
        name = f"retention_{months}m_expected"
        assert abs(other[name] - calm[name]) < 0.005
