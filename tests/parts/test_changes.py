"""Parameters that change at a date, along a ramp, for a while, or once something has been seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conservation.worlds import with_values
from tests.stories.stage import QUIET
from tup_sim.model.events import LeverChanged, OrganisationWeek
from tup_sim.model.parameters import Change, Scenario, Trigger
from tup_sim.model.simulation import Simulation

WARMUP = 2


class Watch:
    """What parameters held in each week, and how long the waiting list was at the end of it."""

    def __init__(self, path: str, *changes: Change, **values: Any) -> None:
        p = with_values(QUIET, {"warmup": WARMUP, "horizon": 20} | values)
        self.path, self.held, self.lists = path, [], []
        self.told: list[tuple[int, Any]] = []
        self.handlers = {OrganisationWeek: self._week, LeverChanged: self._changed}
        self.sim = Simulation(Scenario("watched", p, changes), 1, 0, [self])
        self.sim.run()

    def _week(self, event: OrganisationWeek) -> None:
        value: Any = self.sim.declared
        for name in self.path.split("."):
            value = getattr(value, name)
        self.held.append(value)
        self.lists.append(len(event.organisation.waiting))

    def _changed(self, event: LeverChanged) -> None:
        self.told.append((round(event.now / 168) - WARMUP, event.value))

    def from_week_0(self) -> list[Any]:
        return self.held[WARMUP:]


def test_a_dated_change_holds_from_its_week_on() -> None:
    seen = Watch("thanks", Change({"thanks": 5.0}, at=7))
    assert seen.held == [0.0] * (WARMUP + 7) + [5.0] * 13
    assert seen.told == [(7, 5.0)]


def test_a_change_for_a_while_gives_the_old_value_back() -> None:
    seen = Watch("thanks", Change({"thanks": 5.0}, at=3, until=9))
    assert seen.from_week_0() == [0.0] * 3 + [5.0] * 6 + [0.0] * 11
    assert seen.told == [(3, 5.0), (9, 0.0)]


def test_a_ramp_reaches_its_value_in_equal_steps() -> None:
    seen = Watch("thanks", Change({"thanks": 8.0}, at=3, over=4))
    assert seen.from_week_0()[:9] == [0.0, 0.0, 0.0, 2.0, 4.0, 6.0, 8.0, 8.0, 8.0]
    assert [week for week, _ in seen.told] == [3, 4, 5, 6]


def test_a_ramp_that_ends_before_the_top_goes_back_at_once() -> None:
    seen = Watch("thanks", Change({"thanks": 8.0}, at=3, over=4, until=5))
    assert seen.from_week_0()[:7] == [0.0, 0.0, 0.0, 2.0, 4.0, 0.0, 0.0]


def test_words_and_switches_do_not_ramp() -> None:
    change = Change({"pattern": "owner", "mentors": True}, at=3, over=4)
    assert Watch("pattern", change).from_week_0()[2:5] == ["extra", "owner", "owner"]
    assert Watch("mentors", change).from_week_0()[2:5] == [False, True, True]


@pytest.mark.parametrize(("path", "start", "end"), [("recruitable_people", 650, 100), ("coaching_cap", 1, 4)])
def test_a_whole_number_ramps_in_whole_numbers(path: str, start: int, end: int) -> None:
    held = Watch(path, Change({path: end}, at=3, over=4), **{path: start}).from_week_0()
    assert held[2] == start and held[6] == end
    assert all(isinstance(value, int) for value in held)
    assert held == sorted(held, reverse=start > end)


def test_of_two_changes_the_later_one_holds() -> None:
    seen = Watch("thanks", Change({"thanks": 5.0}, at=3), Change({"thanks": 2.0}, at=6))
    assert seen.from_week_0()[2:8] == [0.0, 5.0, 5.0, 5.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("line", "weeks", "earliest"), [(10.0, 1, 0), (10.0, 3, 0), (10.0, 2, 9), (1e9, 1, 0)]
)
def test_a_triggered_change_waits_until_it_has_been_seen_for_weeks(
    line: float, weeks: int, earliest: int
) -> None:
    trigger = Trigger("waiting_list", above=True, line=line, weeks=weeks)
    seen = Watch(
        "thanks",
        Change({"thanks": 5.0}, at=earliest, trigger=trigger),
        applicants=3.0,
        waiting_list_exit_rate=0.0,
    )
    expected, in_a_row = None, 0
    for week in range(20):
        if week >= earliest and expected is None:
            in_a_row = in_a_row + 1 if seen.lists[WARMUP + week - 1] > line else 0
            expected = week if in_a_row >= weeks else None
    began = next((week for week, value in enumerate(seen.from_week_0()) if value == 5.0), None)
    assert began == expected
    assert (began is None) == (line > 1e6)


def test_a_trigger_without_a_value_is_not_pulled() -> None:
    """Nobody works, so there is no work pressure to be seen, high or low."""
    for above in (True, False):
        trigger = Trigger("work_pressure", above=above, line=0.5)
        assert Watch("thanks", Change({"thanks": 5.0}, trigger=trigger)).told == []


def test_a_change_leaves_everything_else_as_it_was() -> None:
    seen = Watch("thanks", Change({"thanks": 5.0}, at=3))
    before = QUIET.model_dump()
    after = (
        seen.sim.declared.model_dump() if hasattr(seen.sim, "declared") else seen.sim.parameters.model_dump()
    )
    differ = {name for name in before if before[name] != after[name]}
    assert differ == {"thanks", "warmup", "horizon"}
