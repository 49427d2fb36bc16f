"""``show`` and ``load`` are each other's inverse, for any valid settings and changes."""

from __future__ import annotations

from dataclasses import replace
from typing import get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.shelf import CUT, HOUSE, PEER, shelf
from tup_sim.files import load_scenario, resolved
from tup_sim.files.keys import keys
from tup_sim.files.load import load_any
from tup_sim.files.show import as_written, as_yaml, quoted
from tup_sim.files.strict_yaml import read_text
from tup_sim.files.values import words_of
from tup_sim.model.parameters import Change, Declaration, Scenario, Trigger

# Values that must fit others (shares, dates, the horizon) are tried one by one elsewhere.
BOUND = (
    "population.",
    "coaching_content",
    "support_split",
    "education_professionals",
    "hire_delay",
    "leave",
    "coordinators.",
    "horizon",
    "open_dayparts",
)
FREE = [
    key
    for path, key in keys().items()
    if not path.startswith(BOUND) and not path.endswith((".at", "until", "restored"))
]
LATER = [key for key in FREE if not key.fixed]
LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(lambda text: " ".join(text.split()))


def value_of(key: Declaration) -> st.SearchStrategy:
    """Any value a parameter accepts."""
    kind = key.annotation
    if kind is bool:
        return st.booleans()
    if get_origin(kind) is tuple:
        return st.lists(st.sampled_from(["same", "extra", "peer", "owner"]), max_size=4).map(tuple)
    if words := words_of(kind):
        return st.sampled_from(words)
    if kind is int:
        return st.integers(key.low, key.high)
    return st.floats(key.low, key.high, allow_nan=False, allow_infinity=False)


def some(among: list[Declaration], most: int) -> st.SearchStrategy[dict]:
    """Some parameters with values."""
    chosen = st.lists(st.sampled_from(among), min_size=1, max_size=most, unique_by=lambda key: key.path)
    return chosen.flatmap(lambda found: st.fixed_dictionaries({key.path: value_of(key) for key in found}))


TRIGGERS = st.builds(
    Trigger,
    st.sampled_from(["work_pressure", "volunteers"]),
    st.booleans(),
    st.floats(-1e9, 1e9),
    st.integers(1, 104),
)
CHANGES = st.builds(
    Change,
    some(LATER, 3),
    at=st.integers(0, 100),
    until=st.none() | st.integers(101, 155),
    trigger=st.none() | TRIGGERS,
    label=LINE,
)


def again(scenario: Scenario, folder, everything: bool = False) -> Scenario:
    path = folder / "again.yaml"
    path.write_text(as_yaml(scenario, everything), encoding="ascii")
    return load_scenario(str(path))


def comes_back(values: dict, folder, everything: bool) -> None:
    """What is shown, or all there is, is loaded as the same scenario."""
    with shelf():
        made = load_scenario(HOUSE, [PEER], [f"{path}={as_written(value)}" for path, value in values.items()])
        back = again(made, folder, everything)
    assert back.parameters == made.parameters
    assert resolved(back) == resolved(made)
    assert back.reasons == made.reasons


@pytest.mark.slow
@given(some(FREE, 12))
def test_any_valid_settings_come_back(tmp_path_factory, values):
    comes_back(values, tmp_path_factory.getbasetemp(), everything=False)


@pytest.mark.slow  # hundreds of lines are written and read
@settings(max_examples=5)
@given(some(FREE, 12))
def test_so_do_they_where_everything_is_shown(tmp_path_factory, values):
    comes_back(values, tmp_path_factory.getbasetemp(), everything=True)


@pytest.mark.verify
@given(some(FREE, 12))
def test_so_do_many_more_where_everything_is_shown(tmp_path_factory, values):
    comes_back(values, tmp_path_factory.getbasetemp(), everything=True)


@given(st.lists(CHANGES, max_size=4), LINE)
def test_any_valid_changes_come_back(tmp_path_factory, changes, about):
    made = Scenario("any", changes=tuple(changes), about=about)
    with shelf():
        back = again(made, tmp_path_factory.getbasetemp())
    assert resolved(back) == resolved(made)
    assert back.changes == made.changes
    assert back.about == (about or "any")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_its_quotes(text):
    assert read_text(quoted(text), "x").plain() == text
    assert quoted(text).isascii()


def test_the_scenarios_of_the_shelf_come_back(tmp_path):
    for made in (load_scenario(HOUSE), load_scenario(HOUSE, [CUT]), load_any(PEER).scenario):
        for everything in (False, True):
            back = again(made, tmp_path, everything)
            assert (resolved(back), back.reasons) == (resolved(made), made.reasons)


def test_ramps_come_back(tmp_path):
    made = replace(load_scenario(HOUSE), changes=(Change({"reserve": 3.0}, at=5, over=7),))
    assert again(made, tmp_path).changes == made.changes
