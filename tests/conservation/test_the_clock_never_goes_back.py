"""Hours only go on: nothing is scheduled for an hour that is over, and nothing is told of one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import ClassVar

import pytest

from tests.conservation.worlds import CLIENTS_COME_AND_GO, EVERYBODY_GOES, FULL_HOME, Life, busy, live
from tup_sim.errors import RunFailed
from tup_sim.model.catalogue import HOUSE, Catalogue
from tup_sim.model.events import FellIll, SessionHeld
from tup_sim.model.mechanisms.base import Declared, Mechanism
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.unit import Unit
from tup_sim.model.simulation import Simulation, run

# Several spells of illness a week, and people under strain fall ill more often still.
OFTEN_ILL = busy(
    "open_house",
    horizon=20,
    warmup=0,
    places=20,
    absence_base=0.8,
    absence_spell__mean=1.0,
    strain__trait_sd=3.0,
    strain__absence_effect=5.0,
)
# Meetings longer than the first shift of the week, which begins as the week does.
LONG_MEETINGS = busy(
    "open_house",
    horizon=8,
    warmup=0,
    places=5,
    open_dayparts=("Mon 00:00-02:00", "Wed 09:00-13:00"),
    vision_work="co_creation",
    vision_hours=3.0,
    vision__meeting=4.0,
    absence_base=0.0,
)


@cache
def often_ill() -> Life:
    return live(OFTEN_ILL)


@pytest.mark.parametrize("house", [EVERYBODY_GOES, CLIENTS_COME_AND_GO, FULL_HOME, OFTEN_ILL, LONG_MEETINGS])
def test_what_is_told_never_goes_back_in_time(house: Scenario) -> None:
    life = often_ill() if house is OFTEN_ILL else live(house)
    assert len(life.happened) > 100
    assert all(later.now >= earlier.now for earlier, later in pairwise(life.happened))


def test_somebody_can_fall_ill_several_times_a_week() -> None:
    ill = often_ill().of(FellIll)
    spells: dict[str, list[FellIll]] = {}
    for event in ill:
        spells.setdefault(event.professional.name, []).append(event)
    for mine in spells.values():
        assert all(later.now >= earlier.until for earlier, later in pairwise(mine))
    assert max(map(len, spells.values())) > 20


def test_a_meeting_longer_than_the_shift_begins_with_it() -> None:
    held = [event.appointment for event in live(LONG_MEETINGS).of(SessionHeld)]
    assert any(appointment.form == "vision" for appointment in held)


def test_an_hour_that_is_over_is_refused_and_the_run_fails_with_a_reason() -> None:
    simulation = Simulation(EVERYBODY_GOES)
    simulation.at(30.0, lambda: simulation.at(29.0, print))
    with pytest.raises(ValueError, match=r"print was to happen at hour 29\.0, but it is hour 30\.0 already"):
        simulation.run()


def test_an_hour_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="print was to happen at hour nan"):
        Simulation(EVERYBODY_GOES).at(float("nan"), print)


def test_rounding_is_no_way_back() -> None:
    simulation, seen = Simulation(EVERYBODY_GOES), []
    simulation.at(30.0, lambda: simulation.at(30.0 - 1e-9, lambda: seen.append(simulation.now)))
    simulation.run()
    assert seen == [30.0]


class LooksBack(Mechanism):
    """Schedules something for the hour after the first, every Monday."""

    declared: ClassVar[Declared] = Declared(
        "looks_back", "Something is planned for the past.", "OWN3", "Test"
    )

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        if sim.now > 0.0:
            sim.at(1.0, print)


def test_a_run_that_would_go_back_is_a_failed_run() -> None:
    catalogue = Catalogue((*HOUSE.mechanisms, LooksBack))
    parameters = catalogue.parameters.model_validate(EVERYBODY_GOES.parameters.model_dump())
    with pytest.raises(RunFailed, match=r"ValueError: print was to happen at hour 1\.0"):
        run(replace(EVERYBODY_GOES, parameters=parameters))
