"""A difference is divided over mechanisms: in a model whose answer is known, and in a small real house."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.counterfactual.twins import small
from tests.study import fakes
from tup_sim.errors import TupSimError
from tup_sim.files import load_scenario
from tup_sim.model.catalogue import Switches
from tup_sim.model.parameters import Change, Parameters, Scenario
from tup_sim.study import Interrupted
from tup_sim.study.attribution import explain_difference, members_of, switched_off
from tup_sim.study.results import Key

KEY = Key("core_met")
A, B, C = "strain", "coaching", "learning"


def house(name: str = "base", changed: bool = False, **off: bool) -> Scenario:
    """Every mechanism is on but those that are named."""
    switches = Switches(**dict.fromkeys(Switches.model_fields, True) | off)
    parameters = Parameters(mechanisms=switches, standby_minutes=9.0 if changed else 8.0)
    return Scenario(name, parameters)


def observe(scenario, seed, replication, windows, only=()):
    """In the other world: 4 for nothing in particular, 3 for A, 2 for A and B together, -1 for B; C does nothing."""
    on, luck = scenario.parameters.mechanisms, np.random.default_rng([seed, replication]).normal(0, 1, 4)
    value = 100.0 + luck[0] + 5 * on.learning + 7 * on.strain
    if scenario.parameters.standby_minutes > 8.5:
        value += 4 + luck[1] + on.strain * (3 + luck[2]) + 2 * on.strain * on.coaching - on.coaching
    return fakes.Observation({"core_met": value, "cost": math.nan}, {})


@pytest.fixture
def known(fake_model):
    fake_model.setattr("tup_sim.measures.observe", observe)
    return fake_model


def attribution(mechanisms=(A, B, C), replications=20, **more):
    return explain_difference(
        house(), house("other", True), ["core_met"], list(mechanisms), replications, jobs=1, **more
    )


@pytest.mark.usefixtures("known")
def test_shares_are_what_they_must_be_and_add_up():
    found = attribution()
    split = found.split(KEY)
    assert len(found.results) == 2 * 8 * 20
    wanted = {A: 3 + 1, B: -1 + 1, C: 0}
    for name, share in zip(found.names, split.shares, strict=True):
        assert share.low - 1e-9 <= wanted[name] <= share.high + 1e-9
    assert split.rest.low <= 4 <= split.rest.high
    assert split.shares[2][:3] == pytest.approx((0, 0, 0), abs=1e-9)
    assert split.alone[0].mean == pytest.approx(split.shares[0].mean + 1)
    assert math.fsum(each.mean for each in (*split.shares, split.rest)) == pytest.approx(split.total.mean)


@pytest.mark.usefixtures("known")
def test_sampled_orders_say_the_same_in_fewer_runs():
    exact, sampled = attribution().split(KEY), attribution(pairs=1).split(KEY)
    for one, other in zip(exact.shares, sampled.shares, strict=True):
        assert other.mean == pytest.approx(one.mean, abs=1e-9)  # no more than two work together here
    assert math.fsum(each.mean for each in (*sampled.shares, sampled.rest)) == pytest.approx(
        sampled.total.mean
    )
    assert sampled.alone == ()


@pytest.mark.usefixtures("known")
def test_every_replication_has_orders_of_its_own_that_do_not_depend_on_how_many_there_are():
    members = [name for name in Switches.model_fields if name != "money"]
    few, many = (attribution(members, n) for n in (3, 6))
    assert few.orders == many.orders[:3]
    assert len(set(many.orders)) > 1
    assert not many.exact and len(many.results) <= 6 * 2 * 2 * len(members)  # runs, both orders, both worlds


@pytest.mark.usefixtures("known")
def test_mechanisms_may_be_switched_together():
    found = attribution([f"{A}+{B}", C])
    assert found.names == [f"{A}+{B}", C]
    assert found.split(KEY).shares[0].mean == pytest.approx(4, abs=1)


@pytest.mark.usefixtures("known")
def test_a_replication_in_which_a_run_failed_is_left_out_and_told(known):
    def sometimes(scenario, seed, replication, *rest):
        if replication == 2 and not scenario.parameters.mechanisms.strain:
            raise ZeroDivisionError
        return observe(scenario, seed, replication, *rest)

    known.setattr("tup_sim.measures.observe", sometimes)
    found = attribution(replications=5)
    assert found.split(KEY).total.n == 4
    assert len(found.failures) == 8
    assert (found.runs["error"] != "").sum() == 4


@pytest.mark.usefixtures("known")
def test_ctrl_c_keeps_the_replications_that_are_whole():
    def press(done, total):
        if done == 40:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="stopped after 40 of 160 runs") as stop:
        attribution(replications=10, progress=press)
    assert stop.value.results.split(KEY).total.n == 2


@pytest.mark.usefixtures("known")
def test_an_outcome_without_a_value_has_no_shares():
    found = explain_difference(house(), house("other", True), ["cost"], [A], 3, jobs=1)
    assert found.split(Key("cost")).total.n == 0


@pytest.mark.parametrize(
    ("mechanisms", "says"),
    [
        (["stran"], "no mechanism 'stran'"),
        (["strain"], "'strain' is off in both"),
        (["coaching", "coaching+learning"], "only once"),
    ],
)
def test_what_cannot_be_switched_is_refused(mechanisms, says):
    with pytest.raises(TupSimError, match=says):
        members_of(mechanisms, [house(strain=False), house(strain=False)])


def test_all_is_everything_that_is_on_but_money():
    found = members_of(["all"], [house(strain=False), house(strain=False)])
    assert set(found) == {(name,) for name in Switches.model_fields} - {("money",), ("strain",)}
    assert all(member != ("strain",) for member in members_of([], [house(strain=False)]))


def test_off_is_off_from_beginning_to_end():
    later = Change({"mechanisms.strain": True, "standby_minutes": 5.0}, at=10)
    off = switched_off(Scenario("s", Parameters(), (later,)), ["strain"])
    assert not off.parameters.mechanisms.strain
    assert off.changes[0].values == {"standby_minutes": 5.0}


def test_a_window_that_is_not_there_is_refused():
    with pytest.raises(TupSimError, match="no window 'never'"):
        explain_difference(house(), house("other", True), ["core_met@never"], [A], 2)


def test_windows_are_those_of_the_whole_difference_even_where_the_cut_is_off(monkeypatch):
    cut = load_scenario("open_house", ["cut_20"], weeks=60)
    seen = []
    monkeypatch.setattr(
        "tup_sim.study.attribution.execute", lambda work, tasks, *_: seen.extend(tasks) or stop()
    )

    def stop():
        raise TupSimError("enough")

    base = load_scenario("open_house", weeks=60)
    with pytest.raises(TupSimError, match="enough"):
        explain_difference(base, cut, ["core_met@year1"], ["money"], 1)
    assert {tuple(task.windows.items()) for task in seen} == {(("year1", (52.0, 60.0)),)}
    assert {task.only for task in seen} == {("core_met",)}
    assert len(seen) == 4


def test_in_a_real_house_only_the_mechanism_that_carries_a_change_has_the_difference():
    """More limit tests are felt by way of support on the job only: without it the two worlds are one."""
    base, other = small(name="few"), small(name="many", difficulty__limit_test=0.6)
    found = explain_difference(base, other, ["volunteer_strain"], ["support_on_the_job"], 3, jobs=1)
    split = found.split(Key("volunteer_strain"))
    assert split.rest[:3] == (0, 0, 0)
    assert split.shares[0].mean == split.total.mean != 0
