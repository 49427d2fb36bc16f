"""Clients who are there at the start are what their stay has made of them."""

from __future__ import annotations

from math import exp
from statistics import mean

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.catalogue import made
from tup_sim.model.effects.clients import grow_by_staying, wait_at_rest
from tup_sim.model.mechanisms.accepting_help import AcceptingHelp
from tup_sim.model.parameters import Parameters, Scenario, plain
from tup_sim.model.people.client import Client
from tup_sim.model.people.unit import Unit
from tup_sim.model.simulation import Simulation

STATES = ("trust_professionals", "trust_volunteers", "isolation", "wellbeing", "problem", "testing")
HOUSE = BASES["open_house"]
RULES: AcceptingHelp = made(AcceptingHelp, HOUSE)


def client() -> Client:
    someone = Client("somebody", Unit(0), 0.0)
    someone.testing = someone.own_testing = 0.4
    someone.trust_professionals = 0.3
    return someone


def states(someone: Client) -> list[float]:
    return [getattr(someone, name) for name in STATES]


def test_nobody_changes_by_a_stay_that_has_just_begun() -> None:
    fresh, same = client(), client()
    grow_by_staying(plain(HOUSE), same, 0.0, RULES.times_guidance)
    assert states(same) == pytest.approx(states(fresh))


def test_two_stays_in_a_row_are_one_long_stay() -> None:
    once, twice = client(), client()
    grow_by_staying(plain(HOUSE), once, 40.0, RULES.times_guidance)
    grow_by_staying(plain(HOUSE), twice, 15.0, RULES.times_guidance)
    grow_by_staying(plain(HOUSE), twice, 25.0, RULES.times_guidance)
    assert states(twice) == pytest.approx(states(once))
    assert once.trust_professionals > 0.35 and once.problem < 0.4 and once.testing < 0.4


def test_the_wait_at_rest_leaves_as_many_as_there_are_places() -> None:
    left_over = HOUSE.applicants * exp(-HOUSE.waiting_list_exit_rate * wait_at_rest(plain(HOUSE)))
    assert left_over == pytest.approx(HOUSE.places / HOUSE.client_stay)
    assert wait_at_rest(plain(with_values(HOUSE, {"applicants": 1.0}))) == 0.0


def first_clients(p: Parameters) -> list[Client]:
    return list(Simulation(Scenario("first day", p)).organisation.units[0].clients.values())


def test_stays_so_far_are_distributed_as_stays() -> None:
    stays = [-c.admitted / 168.0 for c in first_clients(HOUSE) if c.admitted is not None]
    assert mean(stays) == pytest.approx(HOUSE.client_stay, rel=0.1)
    short = sum(stay < 0.69315 * HOUSE.client_stay for stay in stays) / len(stays)
    assert short == pytest.approx(0.5, abs=0.03)
    long = first_clients(with_values(HOUSE, {"client_stay": 200.0}))
    assert mean(c.problem for c in long) < mean(c.problem for c in first_clients(HOUSE)) - 0.1
