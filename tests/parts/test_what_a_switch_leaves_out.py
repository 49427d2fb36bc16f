"""Whatever is said to do nothing while a switch is off, does nothing then, and the switch says that it leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import with_values
from tests.parts.test_levers_at_their_extremes import BASE, extremes, fitting
from tests.rows import on_each
from tests.runs import shared
from tup_sim.files import load_scenario
from tup_sim.files.listing import checked
from tup_sim.model.catalogue import LEFT_OUT, left_out
from tup_sim.model.parameters import Declaration, Parameters, Scenario, declarations

DECLARED = {each.path: each for each in declarations(Parameters)}
SWITCHES = [path for path in DECLARED if path == "rosters" or path.startswith("mechanisms.")]


def below(switch: str) -> list[str]:
    """Every parameter a switch leaves out."""
    every = with_values(BASE, {switch: False})
    return left_out(every, DECLARED)[switch]


def other(lever: Declaration) -> dict[str, Any]:
    """Another value of a parameter: far from the one in use, but not so far that a run takes minutes."""
    if lever.path == "leave_weeks_share":
        return {lever.path: 0.0}
    now: Any = BASE
    for name in lever.path.split("."):
        now = getattr(now, name)
    values = [value for value in extremes(lever) if value != now]
    value = values[-1]
    if not isinstance(value, bool | str) and lever.low is not None:
        value = type(now)(min(value, max(1, 3 * now)))
        value = type(now)(lever.low) if value == now else value
    return fitting(lever.path, value)


def test_every_path_that_is_left_out_is_declared() -> None:
    for parts in LEFT_OUT.values():
        for part in parts:
            assert any(f"{path}.".startswith(f"{part}.") for path in DECLARED), part


@pytest.mark.parametrize("switch", LEFT_OUT)
def test_what_is_left_out_does_nothing(switch: str) -> None:
    off = with_values(BASE, {switch: False})
    values: dict[str, Any] = {}
    for path in below(switch):
        values |= other(DECLARED[path])
    assert values
    told = [shared(Scenario("off", each), 1, 0).values for each in (off, with_values(off, values))]
    assert repr(told[0]) == repr(told[1])


@on_each("switch", SWITCHES)
def test_a_switch_says_what_is_when_it_is_off(switch: str) -> None:
    about = DECLARED[switch].about.lower()
    assert "off:" in about or "off, or" in about


def test_scenario_check_says_which_values_do_nothing() -> None:
    text = checked("open_house", (), ("cut.size=0.2", "mechanisms.money=off"), 80)
    assert "mechanisms.money is off, so this does nothing: cut.size" in text
    assert "does nothing" not in checked("open_house", (), ("cut.size=0.2",), 80)


def test_nothing_is_left_out_where_all_is_on() -> None:
    every = with_values(load_scenario("open_house").parameters, {switch: True for switch in SWITCHES})
    assert left_out(every, DECLARED) == {}
