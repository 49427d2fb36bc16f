"""Hours of coordinators divided over recruiting, guiding and letting go; and tasks with an end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from tests.conservation.worlds import BASES, Life, live, with_values
from tests.directions.arms import THIRD
from tests.measures.people import volunteer
from tests.stories.stage import Play
from tup_sim.model import events
from tup_sim.model.clock import WEEK
from tup_sim.model.mechanisms.last_talk import SaidGoodbye
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.processes.coaching import _in_order
from tup_sim.model.processes.short_tasks import as_short_task, work_with_an_end

HOUSE = BASES["open_house"]
MANY_LEAVE = {
    "submodels.leaving": "classes",
    "h_long": 0.2,
    "h_short": 0.2,
    "horizon": 30,
    "warmup": 0,
    "cut.size": 0.0,
}


def split(recruitment: float, ending: float) -> dict[str, float]:
    return {
        "support_split.recruitment": recruitment,
        "support_split.running": 1.0 - recruitment - ending,
        "support_split.ending": ending,
    }


def house(values: dict[str, object]) -> Life:
    return live(Scenario("house", with_values(HOUSE, THIRD | MANY_LEAVE | values)))


def coached(run: Life) -> float:
    return sum(e.hours for e in run.of(events.TimeSpent) if e.kind == "coaching" and e.person.paid)


def asked(run: Life) -> int:
    return sum(e.candidate.channel == "ask" for e in run.of(events.Enquired))


def test_hours_for_asking_bring_people_and_are_not_there_for_talks() -> None:
    usual, recruiting = house({}), house(split(0.8, 0.0))
    assert asked(recruiting) > asked(usual)
    assert coached(recruiting) < coached(usual)
    first = min(e.now for e in recruiting.of(events.Enquired) if e.candidate.channel == "ask")
    assert first > 0.0  # asking is work: nobody comes before somebody had the time to ask


@pytest.mark.parametrize(
    ("division", "booking", "spent"),
    [("tailored", "by_need", False), ("tailored", "by_hours", True), ("universal", "by_need", True)],
)
def test_hours_set_aside_for_talks_are_spent_by_hours_and_in_turn_and_as_they_are_lacked_by_need(
    division: str, booking: str, spent: bool
) -> None:
    """Both houses have more hours for talks than volunteers lack, one of them twice as many as the other."""
    values = {"coaching_distribution": division, "submodels.booking": booking, "h_long": 0.0, "h_short": 0.0}
    enough, twice = (coached(house(values | {"coaching_share": share})) for share in (0.06, 0.12))
    assert (twice > 1.25 * enough) is spent
    assert spent or twice == pytest.approx(enough, rel=0.15)


def test_by_hours_who_lacks_most_comes_first() -> None:
    play = Play(submodels__booking="by_hours")
    owed = {"Ann": 0.0, "Bea": 2.0, "Cas": 1.0}
    for name, hours in owed.items():
        play.volunteer(name).owed = hours
        play.unit.volunteers[name].started = 0.0
    assert [person.name for person in _in_order(play.sim, play.unit)] == ["Bea", "Cas", "Ann"]


def test_by_hours_who_had_no_talk_for_the_interval_comes_before_who_lacks_most() -> None:
    play = Play(submodels__booking="by_hours")
    for name, hours in {"Ann": 0.0, "Bea": 2.0}.items():
        play.volunteer(name).owed = hours
        play.unit.volunteers[name].started = 0.0
    play.unit.volunteers["Ann"].last_coached = -5.0 * WEEK
    assert [person.name for person in _in_order(play.sim, play.unit)] == ["Ann", "Bea"]


def test_what_the_shares_do_not_hold_is_refused() -> None:
    with pytest.raises(ValidationError, match="support_split: the shares add up to 150 %"):
        with_values(HOUSE, {"support_split.recruitment": 0.5})


def test_hours_set_aside_for_endings_are_last_talks_and_no_more_than_that() -> None:
    usual, some, many = house({}), house(split(0.0, 0.05)), house(split(0.0, 0.5))
    talks = [len(run.of(SaidGoodbye)) for run in (usual, some, many)]
    assert talks[0] == 0 < talks[1] < talks[2]
    shifts = sum(e.planned for e in some.of(events.ShiftEnded) if getattr(e.person, "coordinator", False))
    set_aside = 0.05 * HOUSE.coordinators.coaching * shifts
    assert talks[1] * HOUSE.pipeline_hours.exit_talk <= set_aside


MANY_COME = {"recruitment_channels.open": 8.0, "coordinators.fte": 1.0, "short_task.weeks": 4.0}


def tasks(run: Life) -> list[object]:
    return [v for v in run.volunteers if v.traits.route == "task"]


def test_without_short_tasks_nobody_comes_for_one_and_with_them_some_do() -> None:
    none, half = house(MANY_COME), house(MANY_COME | {"short_task_share": 0.5})
    assert not tasks(none) and len(tasks(half)) > 3
    ended = [e for e in half.of(events.TermEnded) if e.volunteer.traits.route == "task"]
    assert {e.goes_on for e in ended} == {True, False}
    assert all(v.reason != "obligation_end" for v in tasks(half))


def test_a_house_that_offers_them_gains_some_and_loses_some_of_those_without_an_end() -> None:
    run = house(MANY_COME | {"short_task_share": 1.0, "short_task.prefers": 0.5})
    names = [v.name for v in tasks(run)]
    withdrew = [name for name in names if name.startswith("volunteer-task-")]
    assert withdrew and len(names) > len(withdrew)


def test_a_task_with_an_end_is_surplus_work_only() -> None:
    core, surplus = TASK_TYPES.index("practical_core"), TASK_TYPES.index("practical_surplus")
    traits = as_short_task(plain(HOUSE), replace(volunteer().traits, task_types=(core, surplus)))
    assert traits.task_types == (surplus,) and traits.route == "task"
    assert work_with_an_end(plain(HOUSE), traits) == (surplus,)
