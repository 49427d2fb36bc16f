"""Two scenarios are one run until their first difference: what acts from a date on does not act before."""

from __future__ import annotations

import ast
import math
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from tests.rooms.source import house as every_module
from tests.study.experiments import house, whole_house
from tup_sim.measures.agent_outcomes import parting
from tup_sim.model.parameters import Change, declarations
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.plugins import Plugin, catalogue_with
from tup_sim.model.processes.changing import with_values
from tup_sim.model.simulation import Simulation
from tup_sim.study.first_difference import WEEKS, dated_parameters, first_difference
from tup_sim.study.why import followed

HOURS = f"requests.{TASK_TYPES[0]}.hours"
HOUSE = house()
CUT = {"cut.size": 0.2, "cut.at": 50, "cut.announced": 8, "notice": 6}
BACK = CUT | {"cut.restored": 100}
ALWAYS, NEVER = -math.inf, math.inf


def with_start(values=(), *changes):
    return replace(HOUSE, parameters=with_values(HOUSE.parameters, dict(values)), changes=changes)


def changed(*changes):
    return with_start({}, *changes)


PAIRS = {
    "nothing": (HOUSE, HOUSE, NEVER),
    "a change": (HOUSE, changed(Change({HOURS: 0.1}, at=3)), 3),
    "the sooner of two": (HOUSE, changed(Change({HOURS: 0.1}, at=5), Change({HOURS: 0.2}, at=4)), 4),
    "a switch at a date": (HOUSE, changed(Change({"mechanisms.strain": False}, at=7)), 7),
    "a later change of two that begin alike": (
        changed(Change({HOURS: 0.1}, at=3)), changed(Change({HOURS: 0.1}, at=3), Change({HOURS: 0.2}, at=9)), 9,
    ),
    "any other number": (HOUSE, with_start({HOURS: 0.1}), ALWAYS),
    "a horizon": (HOUSE, with_start({"horizon": 7}), ALWAYS),
    "a cut, from its announcement": (HOUSE, with_start(CUT), 42),
    "two cuts of other sizes": (with_start(CUT), with_start(CUT | {"cut.size": 0.1}), 42),
    "two cuts, from the sooner announcement": (with_start(CUT), with_start(CUT | {"cut.announced": 20}), 30),
    "half a week is rounded to the safe side": (with_start(CUT | {"cut.announced": 8.5}), with_start(CUT), 41),
    "a date of what does not happen": (HOUSE, with_start({"cut.at": 3, "volunteer_shock.at": 3}), NEVER),
    "a restoration, as far ahead as notice": (with_start(CUT), with_start(BACK), 94),
    "a restoration, after longer notice": (
        with_start(CUT, Change({"notice": 10.0}, at=60)), with_start(BACK, Change({"notice": 10.0}, at=60)), 90,
    ),
    "what a cut spares": (with_start(CUT), with_start(CUT | {"cut_protects.coordinator": True}), 42),
    "what no cut spares": (HOUSE, with_start({"cut_protects.training": True, "severance": 1.0}), NEVER),
    "ring-fenced coaching acts without a cut": (HOUSE, with_start({"cut_protects.coaching": True}), ALWAYS),
    "a funder with a rule knows of the cut before": (
        with_start({"funder_rule": "follows_output"}), with_start(CUT | {"funder_rule": "follows_output"}), ALWAYS,
    ),
    "a funder who gets a rule": (
        changed(Change({"funder_rule": "follows_output"}, at=9)),
        with_start(CUT, Change({"funder_rule": "follows_output"}, at=9)), ALWAYS,
    ),
    "a change that makes a cut of it": (
        changed(Change({"cut.size": 0.1, "cut.at": 20}, at=9)),
        with_start({"severance": 1.0}, Change({"cut.size": 0.1, "cut.at": 20}, at=9)), 9,
    ),
    "volunteers lost": (HOUSE, with_start({"volunteer_shock.at": 30, "volunteer_shock.share": 0.5}), 30),
    "volunteers lost sooner by a change": (
        with_start({"volunteer_shock.who": "longest"}, Change({"volunteer_shock.share": 0.5}, at=12)),
        changed(Change({"volunteer_shock.share": 0.5}, at=12)), 12,
    ),
    "more asked": (HOUSE, with_start({"demand_shock.at": 30, "demand_shock.size": 0.5}), 30),
    "the end of more asked": (
        with_start({"demand_shock.at": 30, "demand_shock.size": 0.5}),
        with_start({"demand_shock.at": 30, "demand_shock.size": 0.5, "demand_shock.until": 44}), 44,
    ),
}  # fmt: skip


@pytest.mark.parametrize("about", PAIRS)
def test_from_when_two_scenarios_may_differ(about):
    one, other, week = PAIRS[about]
    assert first_difference(one, other) == first_difference(other, one) == week


def test_who_is_the_same_as_a_third_until_then_is_the_same_as_each_other():
    """Of three the two soonest differences fall together, so that a family can be lived as a tree."""
    scenarios = [each for one, other, _ in PAIRS.values() for each in (one, other)]
    places = range(len(scenarios))
    weeks = [[first_difference(one, other) for other in scenarios] for one in scenarios]
    for one, other, third in product(places, repeat=3):
        soonest, next_one, _ = sorted((weeks[one][other], weeks[other][third], weeks[one][third]))
        assert soonest == next_one, [scenarios[each] for each in (one, other, third)]


def test_with_a_plug_in_only_dated_changes_count():
    """It may read a cut from the first week."""
    plugin = Plugin("idle.py", PLUGIN, "digest of idle", "idle.py")
    catalogue = catalogue_with([plugin])
    base, cut = (
        replace(each, parameters=catalogue.parameters.model_validate(each.parameters.model_dump()))
        for each in (HOUSE, with_start(CUT))
    )
    later = replace(base, changes=(Change({HOURS: 0.1}, at=3),))
    assert first_difference(base, cut) == ALWAYS and first_difference(base, later) == 3


PLUGIN = """
from tup_sim.model.mechanisms.base import Declared, Mechanism

class Idle(Mechanism):
    declared = Declared(
        key="idle", switch="Nothing; off: nothing.", sources=("OWN3",), section="Idle", paragraph="Idle."
    )
"""

# One run in which all of it happens; each number of it is then set to something else.
EVERYTHING = {
    "cut.size": 0.2, "cut.at": 8, "cut.announced": 3, "cut.restored": 11, "notice": 2, "budget_review": 1,
    "volunteer_shock.share": 0.3, "volunteer_shock.at": 6,
    "demand_shock.size": 0.3, "demand_shock.at": 6, "demand_shock.until": 10,
}  # fmt: skip
OTHERWISE = {
    "cut.size": 0.3, "cut.at": 9, "cut.announced": 2, "cut.over": 3, "cut.restored": 10, "notice": 4,
    "volunteer_shock.share": 0.4, "volunteer_shock.at": 7, "volunteer_shock.who": "longest",
    "demand_shock.size": 0.2, "demand_shock.at": 7, "demand_shock.until": 9,
    "cut_protects.coordinator": True, "cut_protects.training": True, "cut_protects.front_line": True,
    "second_line_weight": 4.0, "severance": 26.0, "professionals.surplus_left": 0.9,
}  # fmt: skip


WHOLE = whole_house(13, 2)
# What is about posts that go shows only in a house with so many that some go; it costs four times as much.
ABOUT_POSTS = ("professionals.surplus_left", "notice", "severance", "second_line_weight", "cut_protects.")
FEW = {"places": 30, "professionals.posts": 5, "volunteers_initial": 20, "occasional_stock": 4}
SMALLER = replace(WHOLE, parameters=with_values(WHOLE.parameters, FEW))


def happening(base=WHOLE, **values):
    return replace(base, parameters=with_values(base.parameters, EVERYTHING | values))


@cache
def lived(about_posts):
    return followed(happening(WHOLE if about_posts else SMALLER), 1, 0, None)


@pytest.mark.parametrize(("path", "cause"), dated_parameters())
def test_what_is_declared_to_act_from_a_date_on_does_not_act_before_and_does_then(path, cause):
    about_posts = path.startswith(ABOUT_POSTS)
    base = WHOLE if about_posts else SMALLER
    other = happening(base, **{path: OTHERWISE[path]})
    week = first_difference(happening(base), other)
    assert 3 <= week < 13, cause
    apart = parting(lived(about_posts), followed(other, 1, 0, None))
    assert apart is not None and lived(about_posts).week(apart.hour) >= week


def test_what_a_number_begins_to_act_with_is_known():
    known = declarations(type(HOUSE.parameters))
    assert {each.acts_from for each in known} == {"", "cut"} <= {"", *WEEKS}
    assert set(OTHERWISE) == {path for path, _ in dated_parameters()}


def test_the_house_of_these_tests_is_not_overdrawn_and_a_poor_one_is():
    """Who spends money that is not there reduces posts without a cut: then nothing is shared (``shared_past``)."""
    assert not Simulation(happening(), 1, 0).run().sim.organisation.was_overdrawn
    poor = with_values(happening().parameters, {"reserve": 0.0, "income": 300_000.0, "cut.size": 0.0})
    assert Simulation(replace(HOUSE, parameters=poor), 1, 0).run().sim.organisation.was_overdrawn


READERS = {
    "cut": {"processes.paying", "processes.weekly_cycle", "rules.budget"},
    "cut_protects": {"processes.paying", "processes.coaching", "rules.budget"},
    "volunteer_shock": {"processes.weekly_cycle", "processes.leaving"},
    "demand_shock": {"simulation"},
    "notice": {"processes.paying", "processes.weekly_cycle"},
    "severance": {"processes.paying"},
    "surplus_left": {"processes.paying", "processes.staffing"},
    "second_line_weight": {"rules.budget"},
}


def test_who_reads_what_acts_from_a_date_on_has_been_looked_at():
    """A new reader may not wait for the date: look whether it does, then add it here. No listener is among them."""
    found = {name: set() for name in READERS}
    for module in every_module():
        if module.is_in("model", "measures") and not module.is_in("model.parameters"):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Attribute) and node.attr in found and _of_parameters(node.value):
                    found[node.attr].add(module.name.removeprefix("tup_sim.model."))
    assert found == READERS
    assert {path.rpartition(".")[2] for path, cause in dated_parameters() if "." not in path} <= set(READERS)


def _of_parameters(node):
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return name in ("p", "_p", "parameters", "declared", "professionals")
