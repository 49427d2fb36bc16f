"""What was said beforehand of booked breaks and of strain without a hinge (docs/signatures.md, L1 to L5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD, change, falls, rises, runs
from tup_sim.measures.references import measured_at_rest
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.scenario import Unmeasured
from tup_sim.statistics.intervals import mean_interval
from tup_sim.study.at_rest import rested

SEED, PAIRS = 11, 4
YEAR: dict[str, Any] = {"horizon": 56}
LATE = (20.0, 56.0)
HOW: dict[str, Any] = {"window": LATE, "number": PAIRS, "seed": SEED}
BREAKS = YEAR | {"breaks_share": 0.07}


def arm(rule: str, **more: Any) -> dict[str, Any]:
    return BREAKS | {"submodels.strain": rule} | more


def cut(rule: str, size: float) -> dict[str, Any]:
    return arm(rule) | {"cut.size": size}


def answer(rule: str, size: float) -> float:
    """By how much a cut raises strain of professionals."""
    return change("professional_strain", arm(rule), cut(rule, size), **HOW).mean


@pytest.mark.verify
def test_breaks_come_out_of_gaps() -> None:
    none = YEAR | {"breaks_share": 0.0}
    gap = change("share_gap", none, BREAKS, **HOW)
    assert -0.08 < gap.mean < -0.04
    assert 0.065 <= change("share_other", none, BREAKS, **HOW).mean <= 0.07


@pytest.mark.verify
def test_a_cut_strains_more_with_the_hinge_which_refutes_what_was_said() -> None:
    """L2 said the opposite. The own load of many is above 1 where the unit's is not, and the hinge is steeper."""
    per_rule = []
    for rule in ("hinge", "linear"):
        pairs = zip(runs(arm(rule), PAIRS, LATE, SEED), runs(cut(rule, 0.12), PAIRS, LATE, SEED), strict=True)
        per_rule.append([mine["professional_strain"] - base["professional_strain"] for base, mine in pairs])
    more = mean_interval([linear - hinge for hinge, linear in zip(*per_rule, strict=True)])
    assert more.high < 0


@pytest.mark.verify
def test_a_milder_load_relieves() -> None:
    fewer = {"demand_shock.size": -0.1, "demand_shock.at": 4, "demand_shock.until": 56}
    more_pairs = HOW | {"number": 12}  # four leave it open by the rules in force: - 0.058, - 0.130 to 0.014
    falls("professional_strain", arm("linear"), arm("linear") | fewer, **more_pairs)


@pytest.mark.verify
def test_a_soft_beginning_answers_a_large_cut_more_than_in_proportion() -> None:
    rises("professional_strain", arm("linear"), cut("linear", 0.2), **HOW)
    assert answer("softplus", 0.06) < answer("linear", 0.06)
    part = {size: answer("softplus", size) / answer("linear", size) for size in (0.06, 0.2)}
    assert part[0.2] >= part[0.06]


@pytest.mark.verify
def test_at_rest_people_are_as_strained_as_they_are_used_to_be() -> None:
    """L3, with the references of this organisation measured: strain less the trait is what was taken off already."""
    base = Scenario("third", with_values(BASES["open_house"], THIRD | arm("linear")))
    (rested_one,) = rested([replace(base, unmeasured=Unmeasured(base))], 1)
    found = [measured_at_rest(rested_one, SEED, run)["strain.usual_demands"] for run in range(PAIRS)]
    above = mean_interval([each - rested_one.parameters.strain.usual_demands for each in found])
    assert abs(above.mean) < 0.10
