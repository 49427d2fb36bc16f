"""Volunteers who like some families of work more than others: how it is drawn, and who reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, cast

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.effects.experience import _bored_by
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE, TASK_TYPES
from tup_sim.model.people.request import Request
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.processes.peopling import draw_liking
from tup_sim.model.rules.matching import best_liked, best_suited
from tup_sim.model.simulation import Simulation

GUIDANCE, COMPANY, CHORES = (TASK_TYPES.index(n) for n in ("guidance", "companionship", "practical_surplus"))


class Waiting(NamedTuple):
    """What a rule of matching reads of a request."""

    task_type: int
    due: float
    number: int
    core: bool = False
    made: float = 0.0
    difficulty: float = 0.5


def world(**values: object) -> Simulation:
    dotted = {path.replace("__", "."): value for path, value in values.items()}
    return Simulation(Scenario("liking", with_values(BASES["open_house"], dotted)), 1, 0, [])


def test_everybody_has_a_rank_of_their_own_among_the_families_they_came_for() -> None:
    sim = world(submodels__liking="by_family")
    people = [sim.draw_traits(f"somebody-{number}", "citizen") for number in range(40)]
    assert len({each.liking for each in people}) > 10
    for each in people:
        came_for = {FAMILY_OF_TASK_TYPE[task_type] for task_type in each.task_types}
        likes = {FAMILY_OF_TASK_TYPE[n]: liking for n, liking in enumerate(each.liking)}
        own = sorted(likes[family] for family in came_for)
        assert sum(own) / len(own) == pytest.approx(0.5)
        assert len(set(own)) == len(own) and all(likes[f] == 0.0 for f in set(likes) - came_for)


def test_liking_takes_no_luck_from_anything_else() -> None:
    one, other = world(), world(submodels__liking="by_family")
    for number in range(10):
        alike, differs = (sim.draw_traits(f"somebody-{number}", "citizen") for sim in (one, other))
        assert alike.liking == () and replace(differs, liking=()) == alike


def test_who_came_for_one_family_likes_it_as_much_as_people_do_on_average() -> None:
    rng = world().random.fresh("liking", "somebody")
    liking = draw_liking(rng, (CHORES,))
    assert liking[CHORES] == 0.5 and liking[COMPANY] == 0.0


def test_by_preference_the_most_liked_comes_first_and_then_what_is_due() -> None:
    liking = [0.0] * len(TASK_TYPES)
    liking[COMPANY] = 1.0
    waiting = [Waiting(CHORES, 1.0, 1), Waiting(COMPANY, 9.0, 2), Waiting(COMPANY, 5.0, 3)]
    assert best_liked(cast("list[Request]", waiting), liking) is waiting[2]  # type: ignore[comparison-overlap]


def test_tailored_work_is_work_one_can_do_and_likes() -> None:
    waiting = cast("list[Request]", [Waiting(CHORES, 5.0, 1), Waiting(COMPANY, 5.5, 2)])
    liking = [0.0] * len(TASK_TYPES)
    liking[COMPANY] = 1.0
    assert best_suited(waiting, lambda _: 0.5, 1.0).number == 1  # as suitable, and due earlier
    assert best_suited(waiting, lambda _: 0.5, 1.0, liking).number == 2
    core = cast("list[Request]", [*waiting, Waiting(GUIDANCE, 9.0, 3, core=True)])
    assert best_suited(core, lambda _: 0.5, 1.0, liking).number == 3


def test_work_one_likes_bores_less_and_on_average_as_much_as_where_all_is_liked_alike() -> None:
    class Somebody:
        traits = world(submodels__liking="by_family").draw_traits("somebody", "citizen")

    somebody = cast(Volunteer, Somebody)
    families = {FAMILY_OF_TASK_TYPE[n]: n for n in Somebody.traits.task_types}.values()
    bored = [_bored_by(somebody, task_type) for task_type in families]
    assert sum(bored) / len(bored) == pytest.approx(1.0)
    most = max(families, key=lambda task_type: Somebody.traits.liking[task_type])
    assert _bored_by(somebody, most) == min(bored)
    Somebody.traits = replace(Somebody.traits, liking=())
    assert _bored_by(somebody, most) == 1.0
