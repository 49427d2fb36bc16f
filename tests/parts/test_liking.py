"""Volunteers who like some families of work more than others: how it is drawn, and who reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conservation.worlds import BASES, with_values
from tests.measures.people import contact, request, volunteer
from tup_sim.model.effects.experience import bored_by, learn_as_volunteer
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import FAMILY_OF_TASK_TYPE, TASK_TYPES
from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.peopling import draw_liking
from tup_sim.model.rules.matching import best_liked, best_suited
from tup_sim.model.simulation import Simulation

GUIDANCE, COMPANY, CHORES = (TASK_TYPES.index(n) for n in ("guidance", "companionship", "practical_surplus"))


def asked(task_type: int, due: float, number: int, core: bool = False) -> Request:
    return Request(
        Client("somebody", Unit(0), 0.0), task_type, core, 0.0, due, due, 1.0, 0.5, (0.5,) * 12, number
    )


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
    one, other = (world(submodels__liking=rule) for rule in ("alike", "by_family"))
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
    waiting = [asked(CHORES, 1.0, 1), asked(COMPANY, 9.0, 2), asked(COMPANY, 5.0, 3)]
    assert best_liked(waiting, liking) is waiting[2]


def test_tailored_work_is_work_one_can_do_and_likes() -> None:
    waiting = [asked(CHORES, 5.0, 1), asked(COMPANY, 5.5, 2)]
    liking = [0.0] * len(TASK_TYPES)
    liking[COMPANY] = 1.0
    assert best_suited(waiting, lambda _: 0.5, 1.0).number == 1  # as suitable, and due earlier
    assert best_suited(waiting, lambda _: 0.5, 1.0, liking).number == 2
    core = [*waiting, asked(GUIDANCE, 9.0, 3, core=True)]
    assert best_suited(core, lambda _: 0.5, 1.0, liking).number == 3


def test_work_one_likes_bores_less_and_on_average_as_much_as_where_all_is_liked_alike() -> None:
    traits = world(submodels__liking="by_family").draw_traits("somebody", "citizen")
    families = {FAMILY_OF_TASK_TYPE[n]: n for n in traits.task_types}.values()
    bored = {task_type: bored_by(traits.liking[task_type]) for task_type in families}
    assert sum(bored.values()) / len(bored) == pytest.approx(1.0)
    assert bored[max(families, key=lambda task_type: traits.liking[task_type])] == min(bored.values())


def test_who_is_bored_by_work_they_like_learns_it_at_work() -> None:
    """The week of somebody who likes the work holds no boredom; of somebody who likes it least, twice the usual."""
    p = plain(BASES["open_house"])

    def week_of(liking: tuple[float, ...]) -> float:
        vera = volunteer(liking=liking)
        learn_as_volunteer(p, vera, contact(request(0.0, 9.0, COMPANY), vera, 1.0), 1.0, 0.5)
        return vera.week.boredom

    usual = week_of(())
    assert usual > 0.0
    assert week_of((1.0,) * len(TASK_TYPES)) == 0.0
    assert week_of((0.0,) * len(TASK_TYPES)) == pytest.approx(2.0 * usual)
