"""Illness as a renewal process: time well is exponential, time ill is lognormal, and the share ill is what was set."""

from __future__ import annotations

from functools import cache

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.theory.observing import at_length
from tup_sim.measures import observe
from tup_sim.model.catalogue import Switches
from tup_sim.model.parameters import Scenario

LEVELS = (0.05, 0.2, 0.4, 0.6, 0.8)
WEEKS = 104
# Longer spells need more person-years: the variance of the share ill grows with their mean.
PEOPLE = {1: 10, 2: 20, 4: 40, 12: 100}
NOBODY_ELSE = {
    "warmup": 0,
    "places": 0,
    "applicants": 0.0,
    "volunteers_initial": 0,
    "occasional_stock": 0,
    "coordinators.posts": 0,
    "contract_hours": 8.0,
    "staff_quit": 0.0,
    "planned_ends.student": 0.0,
    "planned_ends.interim": 0.0,
    "mandated_inflow": 0.0,
    **{f"mechanisms.{name}": False for name in Switches.model_fields},
    "starters_per_month": 0.0,
}


@cache
def absence(level: float, spell: int, people: int, weeks: int) -> float:
    """Rostered hours missed through illness, of rostered hours; strain is off."""
    values = {
        **NOBODY_ELSE,
        "absence_base": level,
        "absence_spell.mean": float(spell),
        "professionals.posts": people,
        "horizon": weeks,
    }
    scenario = Scenario("theory of absence", with_values(BASES["open_house"], values))
    windows = {"horizon": (0, weeks)}
    return observe(scenario, 1, 0, windows=windows, only=("absence",)).values["absence"]


@pytest.mark.parametrize("spell", [1, 2, at_length(4), at_length(12)])
def test_absence_is_what_was_set_whatever_the_length_of_a_spell(spell: int) -> None:
    measured = [absence(level, spell, PEOPLE[spell], WEEKS) for level in LEVELS]
    assert measured == pytest.approx(LEVELS, abs=0.03)
    assert measured == sorted(measured)


def test_illness_is_at_rest_from_the_first_week_on() -> None:
    """Whoever began well would be ill half as much in the first week; long spells are met more often than begun."""
    assert absence(0.6, 12, 300, 1) == pytest.approx(0.6, abs=0.08)
    assert absence(0.6, 60, 300, 4) == pytest.approx(0.6, abs=0.08)


def test_nobody_is_ever_ill_where_nobody_falls_ill() -> None:
    assert absence(0.0, 12, 20, 4) == 0.0
