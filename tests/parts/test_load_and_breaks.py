"""Breaks that are booked, and strain that follows load without a hinge."""

from __future__ import annotations

from math import log

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.runs import shared
from tup_sim.model.events import AttentionGiven, TimeSpent
from tup_sim.model.parameters import Parameters, Scenario, plain
from tup_sim.model.parameters.plain_groups import Parameters as Plain
from tup_sim.model.rules.strain import Demands, strain_of_demands, strain_of_load
from tup_sim.model.simulation import Simulation

SMALL = with_values(
    BASES["open_house"],
    {"warmup": 4, "horizon": 16, "places": 20, "volunteers_initial": 15, "breaks_share": 0.0},
)
BOOKED = with_values(SMALL, {"breaks_share": 0.07})


class Breaks:
    """When paid people were on a break, and when they gave attention."""

    def __init__(self) -> None:
        self.breaks: list[tuple[str, float, float]] = []
        self.attention: list[tuple[str, float]] = []
        self.handlers = {TimeSpent: self._spent, AttentionGiven: self._given}

    def _spent(self, event: TimeSpent) -> None:
        if event.kind == "breaks":
            self.breaks.append((event.person.name, event.now - event.hours, event.now))

    def _given(self, event: AttentionGiven) -> None:
        self.attention.append((event.professional.name, event.now))


@pytest.fixture(scope="module")
def watched() -> tuple[Breaks, Simulation]:
    seen = Breaks()
    sim = Simulation(Scenario("booked", BOOKED), 1, 0, [seen])
    sim.run()
    return seen, sim


def test_nearly_all_that_is_booked_is_taken(watched: tuple[Breaks, Simulation]) -> None:
    values = shared(Scenario("booked", BOOKED), 1, 0).values
    assert (
        0.06
        < values["share_other"] - shared(Scenario("as it was", SMALL), 1, 0).values["share_other"]
        < 0.075
    )


def test_breaks_come_out_of_gaps_and_not_out_of_time_with_clients() -> None:
    with_breaks, without = (shared(Scenario("x", each), 1, 0).values for each in (BOOKED, SMALL))
    assert with_breaks["share_gap"] < without["share_gap"] - 0.03
    assert with_breaks["share_direct"] == pytest.approx(without["share_direct"], abs=0.03)
    assert with_breaks["work_pressure"] > without["work_pressure"] + 0.04


def test_nobody_gives_attention_on_a_break(watched: tuple[Breaks, Simulation]) -> None:
    seen, _ = watched
    assert len(seen.breaks) > 100 and len(seen.attention) > 100
    for name, begin, end in seen.breaks:
        inside = [at for who, at in seen.attention if who == name and begin + 1e-9 < at < end - 1e-9]
        assert not inside


def test_colleagues_do_not_all_go_at_once(watched: tuple[Breaks, Simulation]) -> None:
    seen, _ = watched
    begins = [begin for _, begin, _ in seen.breaks]
    assert len({round(begin, 3) for begin in begins}) > 0.8 * len(begins)


def rules(**values: object) -> Plain:
    return plain(
        with_values(Parameters(), {"strain.overload_scale": 0.1, "strain.load_slope": 0.2, **values})
    )


def test_the_hinge_begins_at_full_load() -> None:
    p = rules(**{"submodels.strain": "hinge"})
    assert strain_of_load(p, 0.99, False) == 0.0
    assert strain_of_load(p, 1.1, False) == pytest.approx(1.0)


def test_without_a_hinge_a_milder_load_than_usual_is_a_relief() -> None:
    p = rules(
        **{
            "submodels.strain": "linear",
            "strain.load_reference": 0.9,
            "strain.load_reference_coordinator": 0.8,
        }
    )
    assert strain_of_load(p, 0.9, False) == pytest.approx(0.0)
    assert strain_of_load(p, 0.8, False) == pytest.approx(-0.2)
    assert strain_of_load(p, 0.9, True) == pytest.approx(0.2)


@pytest.mark.parametrize("load", [0.0, 0.5, 0.95, 1.2, 400.0])
def test_a_soft_beginning_is_the_hinge_far_from_the_knee(load: float) -> None:
    p = rules(**{"submodels.strain": "softplus", "strain.knee": 0.95})
    hinge = 0.2 * max(0.0, load - 0.95) / 0.1
    assert hinge <= strain_of_load(p, load, False) <= hinge + 0.2 * log(2.0) + 1e-12


def test_demands_count_in_what_occurs() -> None:
    usual = {"over": 0.02, "over_spread": 0.1, "alone": 0.01, "alone_spread": 0.1, "gap": 0.0, "gap_spread": 0.02,
             "tension": 0.0, "tension_spread": 0.05}  # fmt: skip
    p = rules(**{f"usual_demands_on_volunteers.{name}": value for name, value in usual.items()})
    assert strain_of_demands(p, Demands(0.0, 0.02, 0.01, 0.0)) == pytest.approx(0.0)
    assert strain_of_demands(p, Demands(0.02, 0.12, 0.01, 0.05)) == pytest.approx(0.6)


def test_what_hardly_occurs_at_rest_does_not_count_without_end() -> None:
    p = rules(**{"usual_demands_on_volunteers.gap": 0.0, "usual_demands_on_volunteers.gap_spread": 0.0})
    usual = p.usual_demands_on_volunteers
    at_rest = Demands(0.0, usual.over, usual.alone, usual.tension)
    assert strain_of_demands(p, at_rest._replace(gap=0.01)) == pytest.approx(0.2)


@pytest.mark.parametrize("submodel", ["linear", "softplus"])
def test_a_heavier_week_wears_out_more_without_a_hinge(submodel: str) -> None:
    arm = {"submodels.strain": submodel, "strain.load_slope": 1.0, "horizon": 26}
    light, heavy = (
        shared(Scenario("x", with_values(SMALL, arm | {"requests.personal_care.rate": rate})), 1, 0).values
        for rate in (2.0, 6.0)
    )
    assert heavy["professional_strain"] > light["professional_strain"]
