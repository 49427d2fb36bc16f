"""Of changes that overlap each week has the value that lies on top, and after the last one the declared value."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conservation.worlds import with_values
from tests.files.shelf import shelf
from tests.stories.stage import QUIET
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.model.events import LeverChanged, OrganisationWeek
from tup_sim.model.parameters import Change, Scenario, Trigger, value_at
from tup_sim.model.rules.in_force import in_force
from tup_sim.model.simulation import Simulation

WEEKS, WARMUP = 24, 2
START = {
    "thanks": 1.0,
    "recruitable_people": 600,
    "pattern": "extra",
    "mentors": False,
    "pattern_by_unit": (),
}
NUMBERS = {
    "thanks": st.sampled_from([0.0, 0.5, 2.0, 7.5]),
    "recruitable_people": st.sampled_from([90, 333, 600, 1001]),
}
WORDS = {
    "pattern": st.sampled_from(["extra", "peer", "owner"]),
    "mentors": st.booleans(),
    "pattern_by_unit": st.sampled_from([(), ("peer",), ("owner",)]),
}
ALWAYS, NEVER = Trigger("volunteers", False, 1e9, 3), Trigger("volunteers", True, 1e9, 1)


@st.composite
def a_change(draw: st.DrawFn) -> Change:
    """A change with a date or a trigger, at once or along a ramp, for good or for a while."""
    over = draw(st.sampled_from([0, 0, 1, 3, 8]))
    choices = NUMBERS if over else NUMBERS | WORDS
    paths = draw(st.lists(st.sampled_from(sorted(choices)), min_size=1, max_size=2, unique=True))
    at = draw(st.integers(0, WEEKS - 6))
    until = draw(st.none() | st.integers(at + 1, WEEKS - 1))
    trigger = draw(st.sampled_from([None, None, ALWAYS, NEVER]))
    return Change({path: draw(choices[path]) for path in paths}, at, over, until, trigger)


def expected(path: str, week: int, changes: list[tuple[Change, int | None]]) -> Any:
    """What should hold, by looking down from the change that is written last."""
    if not changes:
        return START[path]
    *below, (change, began) = changes
    under = expected(path, week, below)
    there = began is not None and began <= week and (change.until is None or week < change.until)
    if not there or path not in change.values:
        return under
    top = change.values[path]
    steps = min(week - began + 1, change.over)
    if path in WORDS or change.over in (0, steps):
        return top
    mixed = under + steps / change.over * (top - under)
    return round(mixed) if path == "recruitable_people" else mixed


def same(found: Any, right: Any) -> bool:
    return found == (right if isinstance(right, str | tuple) else pytest.approx(right, abs=1e-9))


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(a_change(), max_size=6), st.data())
def test_every_week_has_the_declared_value_overlaid_in_order_of_writing(
    changes: list[Change], data: st.DataObject
) -> None:
    late = st.none() | st.integers(0, WEEKS)
    begun = [(each, each.at if each.trigger is None else data.draw(late)) for each in changes]
    for week in range(-WARMUP, WEEKS):
        held = in_force(START, begun, week)
        assert all(same(held[path], expected(path, week, begun)) for path in START)


class Watch:
    """What a world held in each of its weeks, and which values it told."""

    def __init__(self, changes: list[Change]) -> None:
        start = with_values(QUIET, {"warmup": WARMUP, "horizon": WEEKS} | START)
        self.held: list[dict[str, Any]] = []
        self.told: list[tuple[int, str, Any]] = []
        self.handlers = {OrganisationWeek: self._week, LeverChanged: self._changed}
        self.sim = Simulation(Scenario("watched", start, tuple(changes)), 1, 0, [self])
        self.sim.run()

    def _week(self, _: OrganisationWeek) -> None:
        self.held.append({path: value_at(self.sim.declared, path) for path in START})

    def _changed(self, event: LeverChanged) -> None:
        self.told.append((round(event.now / 168) - WARMUP, event.path, event.value))


@settings(max_examples=15, derandomize=True, deadline=None)
@given(st.lists(a_change(), min_size=2, max_size=5))
def test_a_world_lives_through_the_overlay_and_tells_what_really_changes(changes: list[Change]) -> None:
    seen = Watch(changes)
    begins = {None: 0, ALWAYS: ALWAYS.weeks - 1}
    begun = [(each, each.at + begins[each.trigger] if each.trigger in begins else None) for each in changes]
    right = [{path: expected(path, week, begun) for path in START} for week in range(WEEKS)]
    for held, values in zip(seen.held[WARMUP:], right, strict=True):
        assert all(same(held[path], value) for path, value in values.items())
    weeks = seen.held[WARMUP - 1 :]
    really = {
        (week, path, now[path])
        for week, (last, now) in enumerate(pairwise(weeks))
        for path in START
        if now[path] != last[path]
    }
    assert set(seen.told) == really and len(seen.told) == len(really)


SHARE = "subsidy_share"


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("at: 10, until: 16", "at: 12, until: 20", {9: 0.95, 10: 0.5, 12: 0.8, 16: 0.8, 19: 0.8, 20: 0.95}),
        ("at: 10, until: 20", "at: 15", {9: 0.95, 14: 0.5, 15: 0.8, 20: 0.8, 25: 0.8}),
        ("at: 12, until: 20", "at: 10, until: 16", {10: 0.8, 15: 0.8, 16: 0.5, 19: 0.5, 20: 0.95}),
        ("at: 10, until: 16", "at: 12, over: 5, until: 20", {11: 0.5, 13: 0.62, 15: 0.74, 16: 0.8, 20: 0.95}),
    ],
)
@pytest.mark.parametrize("apart", [False, True], ids=["one file", "two mix-ins"])
def test_two_changes_on_one_lever_from_files(
    first: str, second: str, right: dict[int, float], apart: bool, tmp_path: Any
) -> None:
    one = f"  - {{{first}, set: {{{SHARE}: 0.5}}}}\n"
    two = f"  - {{{second}, set: {{{SHARE}: 0.8}}}}\n"
    texts = ["changes:\n" + one, "changes:\n" + two] if apart else ["changes:\n" + one + two]
    mixins = []
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
        mixins.append(str(tmp_path / f"{number}.yaml"))
    found = load_scenario("open_house", mixins)
    begun = [(each, each.at) for each in found.changes]
    held = {week: in_force({SHARE: 0.95}, begun, week)[SHARE] for week in right}
    assert held == pytest.approx(right)


def test_a_trigger_that_is_pulled_after_until_changes_nothing() -> None:
    change = Change({"thanks": 5.0}, at=3, until=5, trigger=Trigger("volunteers", False, 1e9, 6))
    seen = Watch([change])
    assert seen.told == [] and {held["thanks"] for held in seen.held} == {1.0}


def test_the_base_of_a_ramp_follows_what_ends_below_it() -> None:
    begun = [(Change({"thanks": 9.0}, at=0, until=2), 0), (Change({"thanks": 5.0}, at=0, over=4), 0)]
    held = [in_force({"thanks": 1.0}, begun, week)["thanks"] for week in range(5)]
    assert held == [8.0, 7.0, 4.0, 5.0, 5.0]


def test_values_that_do_not_go_together_once_another_change_is_over_are_refused(tmp_path: Any) -> None:
    """Forty vulnerable and seventy strong only meet after week 30, when the first change ends."""
    text = """\
population: {share_vulnerable: 40 %, share_strong: 20 %}
changes:
  - {at: 10, until: 30, set: {population.share_vulnerable: 20 %}}
  - {at: 12, set: {population.share_strong: 70 %}}
"""
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario("open_house", [str(tmp_path / "mine.yaml")])
    said = str(caught.value)
    assert "mine.yaml:3: once this change is over: population: share_vulnerable and share_strong" in said
    assert "mine.yaml:4 holds then too" in said


@pytest.mark.parametrize("trigger", ["", ", when: {figure: volunteers, below: 1, weeks: 2}"])
def test_values_that_do_not_go_together_while_two_changes_hold_are_refused(
    trigger: str, tmp_path: Any
) -> None:
    text = f"""\
population: {{share_vulnerable: 20 %, share_strong: 20 %}}
changes:
  - {{at: 10, until: 30, set: {{population.share_vulnerable: 50 %}}{trigger}}}
  - {{at: 20, over: 4, set: {{population.share_strong: 70 %}}}}
"""
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with shelf(), pytest.raises(ScenarioError, match="share_strong add up to more than 100 %"):
        load_scenario("small_house", [str(tmp_path / "mine.yaml")])


def test_values_that_do_not_go_together_in_the_run_stop_it_in_words() -> None:
    changes = (
        Change({"population.share_vulnerable": 0.9}, at=2),
        Change({"population.share_strong": 0.9}, at=3),
    )
    sim = Simulation(Scenario("odd", with_values(QUIET, {"horizon": 6}), changes))
    with pytest.raises(
        ScenarioError, match=r"week \d: the changes that hold now do not go together: .*100 %"
    ):
        sim.run()


def test_a_change_of_what_does_not_exist_stops_the_run_before_it_begins() -> None:
    with pytest.raises(ScenarioError, match=r"did you mean 'coordinators\.fte'"):
        Simulation(Scenario("odd", QUIET, (Change({"coordinators.ftee": 1.0}, at=2),)))
