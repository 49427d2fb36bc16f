"""A mechanism from outside the package: the same base classes, its own numbers, state, event and outcomes."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES
from tests.mechanisms.open_door import DroppedIn, OpenDoor, Visits
from tup_sim.measures.ledger import Ledger
from tup_sim.measures.outcomes import OUTCOMES
from tup_sim.measures.outcomes.of_mechanisms import outcomes_of
from tup_sim.model.catalogue import HOUSE, Catalogue, Parameters
from tup_sim.model.parameters import Change, Scenario, declarations
from tup_sim.model.people.own import kept
from tup_sim.model.processes.changing import with_values
from tup_sim.model.simulation import Simulation
from tup_sim.reporting.sentences import lines_of

WITH = Catalogue((*HOUSE.mechanisms, OpenDoor))
SMALL = {"warmup": 1, "horizon": 4, "places": 8, "volunteers_initial": 8, "professionals.posts": 3}
WEEKS = 4


def life(*changes: Change, **values: object) -> tuple[Simulation, Ledger]:
    dotted = SMALL | {path.replace("__", "."): value for path, value in values.items()}
    base = WITH.parameters.model_validate({**BASES["open_house"].model_dump(), "mechanisms": {}})
    scenario = Scenario("small", with_values(base, dotted), changes)
    ledger = Ledger(scenario)
    return Simulation(scenario, listeners=(ledger,)).run().sim, ledger.close()


def ask(ledger: Ledger) -> dict[str, float]:
    return {each.name: each.measure(ledger, 0, WEEKS) for each in outcomes_of([OpenDoor.declared])}


def core(ledger: Ledger) -> dict[str, str]:
    return {name: repr(each.measure(ledger, 0, WEEKS)) for name, each in OUTCOMES.items()}


@pytest.fixture(scope="module")
def open_house() -> tuple[Simulation, Ledger]:
    return life(open_door__let_in=0.25)


def test_its_numbers_and_its_switch_are_declared_as_all_others_and_the_house_does_not_have_them() -> None:
    paths = [each.path for each in declarations(WITH.parameters)]
    theirs = ["open_door.let_in", "drops_in", "mechanisms.open_door"]
    assert sorted(set(paths) - {each.path for each in declarations(Parameters)}) == sorted(theirs)
    assert (
        next(each for each in declarations(WITH.parameters) if each.path == "drops_in").section == "Open door"
    )
    assert DroppedIn in WITH.events and DroppedIn not in HOUSE.events


def test_it_acts_keeps_its_state_and_its_outcomes_count_what_it_told(open_house) -> None:
    sim, ledger = open_house
    asked = ask(ledger)
    made = sum(kept(client, "open_door").made for client in _clients(sim))
    assert asked["drop_ins"] > 1000 and made > 50
    assert asked["let_in_share"] == pytest.approx(0.25, abs=0.08)
    assert 0 < asked["visits_made"] < made


def test_where_it_is_off_nothing_of_it_happens_and_all_else_is_the_same(open_house) -> None:
    sim, ledger = life(mechanisms__open_door=False)
    assert ask(ledger)["drop_ins"] == 0.0
    assert all(isinstance(kept(each, "open_door"), Visits) for each in _clients(sim))
    assert core(ledger) == core(open_house[1])


def test_a_dated_change_of_its_number_is_in_force_from_then_on() -> None:
    _, ledger = life(Change({"drops_in": 0.0}, at=2))
    drop_ins = next(outcomes_of([OpenDoor.declared]))
    assert drop_ins.measure(ledger, 0, 2) > 100 and drop_ins.measure(ledger, 2, WEEKS) == 0.0


def test_it_may_bring_its_own_dutch() -> None:
    assert [line.text("nl") for line in lines_of([OpenDoor.declared])] == ["Liep binnen."]
    assert next(outcomes_of([OpenDoor.declared])).label("nl") == "Binnengelopen"


def _clients(sim: Simulation) -> list:
    return [client for unit in sim.organisation.units for client in unit.clients.values()]


def test_it_lives_as_long_as_its_world_and_has_the_values_in_force_also_while_it_is_off() -> None:
    parameters, standing = WITH.parameters(), {}
    WITH.in_force(parameters, standing)
    before = standing["open_door"]
    changed = with_values(parameters, {"drops_in": 0.5, "mechanisms.open_door": False})
    WITH.in_force(changed, standing)
    assert standing["open_door"] is before and before.drops_in == 0.5
