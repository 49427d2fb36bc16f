"""After the last ``until`` the organisation is as large, and has as much money, as it was declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.events import CutAnnounced, MoneyMoved, OrganisationWeek, ProfessionalHired, SubsidyChanged
from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.processes.staffing import depart
from tup_sim.model.simulation import Simulation

SMALL = {
    "warmup": 1,
    "horizon": 24,
    "places": 4,
    "volunteers_initial": 4,
    "occasional_stock": 0,
    "recruitable_people": 4,
    "staff_quit": 0.0,
    "hire_delay": {"low": 1, "mode": 2, "high": 3},
}
DECLARED = BASES["open_house"].professionals.posts * BASES["open_house"].professionals.fte
DESK = BASES["open_house"].coordinators.fte


class Watch:
    """Posts and hours week by week, and what else a test asks for."""

    def __init__(
        self, *changes: Change, then: Callable[[Simulation], None] | None = None, **values: Any
    ) -> None:
        dotted = {path.replace("__", "."): value for path, value in values.items()}
        self.weeks: list[tuple[float, float, float, float]] = []
        self.told: list[Any] = []
        self.handlers = {
            OrganisationWeek: self._week,
            **dict.fromkeys((CutAnnounced, SubsidyChanged, ProfessionalHired, MoneyMoved), self.told.append),
        }
        start = with_values(BASES["open_house"], SMALL | dotted)
        self.sim = Simulation(Scenario("watched", start, changes), 1, 0, [self])
        if then is not None:
            then(self.sim)
        self.sim.run()

    def _week(self, _: OrganisationWeek) -> None:
        organisation = self.sim.organisation
        staff = sum(p.fte for unit in organisation.units for p in unit.professionals.values())
        desk = sum(p.fte for unit in organisation.units for p in unit.coordinators.values())
        self.weeks.append((staff, desk, organisation.posts, organisation.posts_to_fill))

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.told if isinstance(event, kind)]


@pytest.mark.parametrize("money", [True, False])
@pytest.mark.parametrize("size", [0.0, 0.25, 1.0])
def test_professionals_have_their_hours_and_posts_back(size: float, money: bool) -> None:
    seen = Watch(Change({"professionals.fte": size}, at=4, until=9), mechanisms__money=money)
    posts = BASES["open_house"].professionals.posts
    assert [week[0] for week in seen.weeks[5:10]] == pytest.approx([posts * size] * 5)
    assert seen.weeks[10][0] == seen.weeks[0][0]
    assert seen.weeks[10][2:] == seen.weeks[0][2:] == (DECLARED, DECLARED)
    assert not seen.of(ProfessionalHired)


def test_who_has_a_part_of_a_post_has_the_same_part_back() -> None:
    def work_half(sim: Simulation) -> None:
        person = next(iter(sim.organisation.units[0].professionals.values()))
        person.fte /= 2.0

    seen = Watch(Change({"professionals.fte": 0.0}, at=2, until=4), then=work_half)
    assert seen.weeks[6][0] == pytest.approx(seen.weeks[0][0])


def leave(professional: bool) -> Callable[[Simulation], None]:
    """Somebody leaves in the third week, and the post is filled after week 6."""

    def then(sim: Simulation) -> None:
        unit = sim.organisation.units[0]
        people = unit.professionals if professional else unit.coordinators
        person = next(iter(people.values()))
        sim.at(3 * 168.0 + 1.0, depart, sim, person, "quit")

    return then


def test_a_professional_who_comes_later_gets_a_post_as_it_is_by_then() -> None:
    change = Change({"professionals.fte": 0.2}, at=1, until=5)
    slow = {"hire_delay": {"low": 8, "mode": 9, "high": 10}, "hire_cap": 4.0}
    seen = Watch(change, then=leave(True), **slow)
    assert len(seen.of(ProfessionalHired)) == 1
    assert seen.weeks[-1][0] == pytest.approx(DECLARED)
    assert seen.sim.organisation.vacancies == pytest.approx(0.0)
    assert not any(unit.hiring for unit in seen.sim.organisation.units)


def test_a_coordinator_who_comes_later_gets_a_post_as_it_is_by_then() -> None:
    slow = {"hire_delay": {"low": 8, "mode": 9, "high": 10}}
    seen = Watch(Change({"coordinators.fte": 0.1}, at=1, until=5), then=leave(False), **slow)
    assert len(seen.of(ProfessionalHired)) == 1
    assert [desk for _, desk, *_ in seen.weeks[2:5]] == [0.1, 0.0, 0.0]
    assert seen.weeks[-1][1] == pytest.approx(DESK)


def test_an_unrelated_change_does_not_undo_a_cut_of_posts() -> None:
    # More than the money that smaller posts leave over, which goes against the cut first.
    cut = {"cut.size": 0.5, "cut.at": 3, "cut.announced": 2.0, "notice": 1.0}
    changes = (Change({"professionals.fte": 0.5}, at=1), Change({"thanks": 3.0}, at=9))
    seen = Watch(*changes, **{path.replace(".", "__"): value for path, value in cut.items()})
    assert seen.weeks[9][2] < 0.9 * 0.5 * BASES["open_house"].professionals.posts
    assert seen.weeks[10][2:] == seen.weeks[9][2:]


def test_the_subsidy_comes_back() -> None:
    seen = Watch(Change({"subsidy_share": 0.2}, at=5, until=13), **{"mechanisms__funder_loop": False})
    paid = dict.fromkeys(range(-1, 60), 0.0)
    for event in seen.of(MoneyMoved):
        if event.line == "subsidy":
            paid[int(event.since // 168) - 1] += event.amount
    assert paid[5] == paid[12] < 0.5 * paid[0]
    assert paid[4] == paid[13] == paid[0] > 0


def test_a_cut_that_is_over_because_its_size_is_back_is_over() -> None:
    cut = Change({"cut.size": 0.3}, at=2, until=8)
    seen = Watch(cut, cut__at=2, cut__announced=0.0, hire_cap=4.0)
    assert [event.size for event in seen.of(SubsidyChanged)] == [0.3, 0.0]
    assert seen.sim.organisation.announced_cut == seen.sim.organisation.cut == 0.0
    assert seen.weeks[10][1] == DESK
    assert seen.weeks[10][2:] == (DECLARED, DECLARED)


def test_a_cut_that_is_called_off_before_it_begins_leaves_no_post_open() -> None:
    seen = Watch(Change({"cut.size": 0.0}, at=6), cut__size=0.3, cut__at=12, cut__announced=10.0)
    assert len(seen.of(CutAnnounced)) == 1 and not seen.of(SubsidyChanged)
    assert seen.sim.organisation.announced_cut == 0.0
    assert seen.weeks[8][2:] == (DECLARED, DECLARED)


def test_a_cut_that_becomes_smaller_is_announced_anew() -> None:
    seen = Watch(Change({"cut.size": 0.1}, at=6), cut__size=0.3, cut__at=3, cut__announced=2.0)
    assert [event.size for event in seen.of(CutAnnounced)] == [0.3, 0.1]
    assert seen.sim.organisation.announced_cut == 0.1
    assert [event.size for event in seen.of(SubsidyChanged)] == [0.3, 0.1]
