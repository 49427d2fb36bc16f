"""The funder who counts: each rule by itself."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.measures import observe
from tup_sim.model.catalogue import made
from tup_sim.model.mechanisms.funder_loop import FunderLoop, Year
from tup_sim.model.parameters import Change, Scenario

HOUSE = BASES["open_house"]
REST = Year(paid=5000.0, volunteers=10000.0, support_cost=90000.0, granted=600000.0)


def rules(visible: bool) -> FunderLoop:
    return made(FunderLoop, with_values(HOUSE, {"support_cost_visible": visible}))  # type: ignore[return-value]


@pytest.mark.parametrize("visible", [False, True])
def test_what_stays_the_same_is_paid_the_same(visible: bool) -> None:
    funder = rules(visible)
    price = funder.price_paid(REST)
    assert price is not None and funder.next_price(price, funder.price_paid(REST)) == price
    granted = funder.next_grant(price, funder.output_at_norm_price(REST), REST, REST.granted)
    assert granted == pytest.approx(REST.granted)


@pytest.mark.parametrize("visible", [False, True])
def test_what_is_not_delivered_is_not_paid_for(visible: bool) -> None:
    """A year in which a third of it was not done cost as much as one in which it was: the norm price stays."""
    funder, target = rules(visible), rules(visible).output_at_norm_price(REST)
    price = funder.price_paid(REST)
    less = REST._replace(paid=REST.paid * 2 / 3, volunteers=REST.volunteers * 2 / 3)
    assert price is not None
    lost = REST.granted - funder.next_grant(price, target, less, REST.granted)
    assert lost == pytest.approx(price * target / 3)


@pytest.mark.parametrize("visible", [False, True])
def test_nobody_is_granted_more_than_at_rest_however_dear_the_work_has_become(visible: bool) -> None:
    funder, target = rules(visible), rules(visible).output_at_norm_price(REST)
    price = funder.price_paid(REST)
    dear = REST._replace(support_cost=2 * REST.support_cost)
    assert price is not None
    assert funder.next_grant(1.3 * price, target, dear, REST.granted) == REST.granted


@pytest.mark.parametrize(("visible", "less"), [(False, True), (True, False)])
def test_more_output_by_volunteers_lowers_the_grant_only_where_their_cost_is_not_seen(
    visible: bool, less: bool
) -> None:
    funder = rules(visible)
    price = funder.price_paid(REST)
    more = REST._replace(volunteers=12000.0, support_cost=100000.0)
    assert price is not None
    after = funder.next_price(price, funder.price_paid(more))
    granted = funder.next_grant(after, funder.output_at_norm_price(REST), more, REST.granted)
    assert (granted < REST.granted) is less


def test_of_an_income_that_has_become_nothing_nothing_is_granted() -> None:
    """Found by two levers that are extreme together: the part of nothing that is granted was asked for."""
    small = {
        "warmup": 1,
        "horizon": 5,
        "places": 8,
        "funder_rule": "follows_output",
        "funder_loop.interval": 1,
    }
    nothing = Change({"income": 0.0}, at=1)
    found = observe(Scenario("house", with_values(HOUSE, small), (nothing,)), 1, 0)
    assert found.values
