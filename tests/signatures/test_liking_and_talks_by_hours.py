"""What people like matters where they may choose; hours set aside and the interval decide where talks go by hours."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.directions.arms import THIRD, runs
from tup_sim.model.parameters import Scenario
from tup_sim.model.simulation import Simulation
from tup_sim.statistics.intervals import mean_interval

pytestmark = pytest.mark.verify
LIKING = {"submodels.liking": "by_family"}
BY_HOURS = {"submodels.booking": "by_hours"}
TWICE, ONCE = {"coaching_share": 0.06}, {"coaching_share": 0.03}
FEW = BY_HOURS | {"coaching_share": 0.01, "coordinators.coaching": 0.1, "warmup": 30}


def test_who_chooses_by_liking_finds_more_of_what_they_need_in_their_work() -> None:
    by_liking, by_urgency = runs(LIKING | {"task_assignment": "preference"}), runs(LIKING)
    more = [a["motivation"] - b["motivation"] for a, b in zip(by_liking, by_urgency, strict=True)]
    assert mean_interval(more, 0.99).low > 0.0


def test_where_all_is_liked_alike_choosing_gives_nobody_more() -> None:
    by_skill, by_urgency = runs({"task_assignment": "preference"}), runs({})
    more = [a["motivation"] - b["motivation"] for a, b in zip(by_skill, by_urgency, strict=True)]
    found = mean_interval(more, 0.99)
    assert found.low <= 0.0 <= found.high


def test_by_hours_twice_the_hours_raise_the_contact_ratio_by_more_than_by_need() -> None:
    arms = [runs(values) for values in (BY_HOURS | TWICE, BY_HOURS | ONCE, TWICE, ONCE)]
    ratios = [[run["contact_ratio"] for run in arm] for arm in arms]
    more = [(a - b) - (c - d) for a, b, c, d in zip(*ratios, strict=True)]
    assert mean_interval(more, 0.99).low > 0.0


def without_a_talk(interval: float, run: int) -> float:
    """Part of the volunteers who have had no talk for a quarter, at the end."""
    values = THIRD | FEW | {"coaching_interval": interval}
    sim = Simulation(Scenario("few hours", with_values(BASES["open_house"], values)), 1, run, [])
    sim.run()
    regulars = [v for unit in sim.organisation.units for v in unit.regulars()]
    return sum(sim.now - v.last_coached > 13 * 168 for v in regulars) / len(regulars)


def test_where_hours_are_short_the_interval_decides_how_many_are_left_out() -> None:
    fewer = [without_a_talk(26.0, run) - without_a_talk(4.0, run) for run in range(6)]
    assert mean_interval(fewer, 0.99).low > 0.0
