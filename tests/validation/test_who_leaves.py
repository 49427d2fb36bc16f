"""Who leaves is measured in the same way under both rules, and the rates are fitted to what is published."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite
from typing import Any

import numpy as np
import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.parameters import Parameters, Scenario
from validation import leaving_command
from validation.leaving import GONE, Life, added, correlation, figures, measured
from validation.leaving_alone import ANCHORS, Lived, People, Rates, fitted, misfit

HOUSE = Parameters()
AS_MEASURED = Lived(0.0, 0.38, 0.96)


def declared() -> Rates:
    rules = HOUSE.leaving
    return Rates(rules.shock, rules.choice, rules.spread, rules.attitude)


@pytest.fixture(scope="module")
def people() -> People:
    return People(HOUSE, AS_MEASURED, 1500, 5)


def test_the_declared_rates_lie_in_every_band_they_are_fitted_to(people: People) -> None:
    """The rule alone; (a) and (b) of the signatures of leaving by attitude."""
    found = people.figures(declared()) | {"odds_ratio": people.odds_ratio(declared(), 0.3)}
    assert {each.name for each in ANCHORS if not each.low <= found[each.name] <= each.high} == set()


def test_other_rates_would_not(people: People) -> None:
    wrong = people.figures(replace(declared(), choice=0.05))
    assert wrong["there_6m"] < 0.62
    alike = people.figures(replace(declared(), spread=0.0))
    assert alike["there_12m"] > 0.6 or alike["turnover"] > 0.25


def test_a_fit_comes_nearer_than_where_it_began(people: People) -> None:
    far = replace(declared(), shock=0.006, choice=0.03)
    rates, found = fitted(people, far)
    assert misfit(found) < misfit(people.figures(far)) and misfit(found) < 2.0
    assert rates.attitude == far.attitude


def test_one_weight_of_attitude_cannot_meet_the_middle_of_both_correlations(people: People) -> None:
    """With the stock at - 0.12 newcomers are outside their band; that is why the declared one is lower."""
    stock = people.figures(replace(declared(), attitude=1.3))
    assert stock["r_stock"] == pytest.approx(-0.12, abs=0.02) and stock["r_newcomers"] < -0.25


def test_without_attitude_nobody_leaves_of_it(people: People) -> None:
    none = people.figures(replace(declared(), attitude=0.0))
    assert abs(none["r_newcomers"]) < 0.06 and abs(none["r_stock"]) < 0.06
    assert people.odds_ratio(replace(declared(), attitude=0.0), 0.3) == 1.0


def test_the_correlation_is_that_of_attitude_with_being_gone() -> None:
    """Against numpy, with people who are gone or not by the toss of a coin of their own chance."""
    rng = np.random.default_rng(3)
    mood = rng.standard_normal(200_000)
    chance = 1.0 / (1.0 + np.exp(1.5 + 0.8 * mood))
    gone = rng.random(len(mood)) < chance
    columns = [np.ones_like(mood), mood, *[np.zeros_like(mood)] * (GONE - 2), chance]
    sums = {
        f"stock.{one}.{other}": float((columns[one] * columns[other]).sum())
        for one in range(GONE + 1)
        for other in range(one, GONE + 1)
    }
    mine = correlation(sums, "stock", (1.0,) + (0.0,) * (GONE - 2))
    assert mine == pytest.approx(np.corrcoef(mood, gone)[0, 1], abs=0.01) and mine < -0.2


def test_weeks_that_were_not_lived_count_at_the_mean_risk() -> None:
    life = Life(0.0, [(1.0, 1.0)])
    for week in range(11):
        life.weeks.append(week)
        life.risks.append(0.02)
        life.years.append(1.0 / 52)
        life.chosen.append(0.0)
    assert life.gone_within_a_year(0) == pytest.approx(1.0 - exp(-0.02 * 52))
    assert life.there_after(26.0) == pytest.approx(exp(-0.02 * 26))


SMALL = {"warmup": 2, "horizon": 60, "places": 20, "recruitment_channels.open": 6.0}


@pytest.mark.parametrize("rule", ["classes", "attitude"])
def test_a_run_gives_every_figure_under_either_rule(rule: str) -> None:
    p = with_values(BASES["open_house"], SMALL | {"submodels.leaving": rule})
    scenario = Scenario("small", p)
    found = figures(added([measured(scenario, 41, 0)]), scenario)
    names = {each.name for each in ANCHORS} - {"odds_ratio", "r_stock", "r_newcomers"}
    assert all(isfinite(found[name]) and 0.0 < found[name] < 1.0 for name in names)
    assert isfinite(found["r_stock_states"]) and found["gone_stock"] > 0.02
    assert (found["sd_stock"] > 0.5) is (rule == "attitude")


def test_the_tables_say_what_is_outside_its_band() -> None:
    seen: dict[str, dict[str, Any]] = {
        rule: {f"{each.name}{end}": each.value for each in ANCHORS for end in ("", "_states")}
        for rule in leaving_command.RULES
    }
    seen["attitude"]["there_6m"] = 0.5
    text = leaving_command._of_the_model("a house", ANCHORS, seen)
    assert text.count("**") == 2 and "| **0.500** |" in text
