"""What may be suggested as an answer, from those given before and from an organisation that comes with the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from typing import NamedTuple

from tup_sim.files.load import load_scenario
from tup_sim.model.parameters import Scenario, plain
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.rules.resting import at_rest
from tup_sim.own_house.questions import HOUSES, LIKE, Answers, value_of

FEWEST = 0.01  # volunteers or posts for a client, where there are none: a logarithm needs some
WITHOUT_STAFF = "buddy_programme"  # where coordinators are the whole team
AS_ALL = "same"  # of a family of work: the pattern of the house
ROUND = 1000  # a suggested budget is in thousands
HALF_A_DAY = 10  # parts of a post that a suggestion is rounded to


class Facts(NamedTuple):
    """What one of the supplied organisations is like, by the same words as the answers.

    Attributes:
        name: of the scenario.
        people, fte, coordinator: professionals and their posts; FTE of coordinators.
        week, hours: of a full-time job; of a volunteer.
        volunteers, clients, waiting: how many there are; who waits at rest, on paper.
        income, subsidy_share: EUR a year, and the part of it that can be cut.
        pattern: of responsibility.
        by_family: the families of work that have another pattern.
        p: all of its parameters.
    """

    name: str
    people: int
    fte: float
    coordinator: float
    week: float
    hours: float
    volunteers: int
    clients: int
    waiting: float
    income: float
    subsidy_share: float
    pattern: str
    by_family: tuple[str, ...]
    p: Parameters


@cache
def facts(name: str) -> Facts:
    """What a supplied organisation is like."""
    return facts_of(name, load_scenario(name))


def facts_of(name: str, scenario: Scenario) -> Facts:
    """What an organisation is like.

    Args:
        name: what it is called.
        scenario: its numbers.
    """
    parameters = scenario.parameters
    p: Parameters = plain(parameters)
    families = parameters.pattern_by_family.written().items()
    return Facts(
        name,
        p.professionals.posts,
        p.professionals.posts * p.professionals.fte,
        p.coordinators.posts * p.coordinators.fte,
        p.contract_hours,
        p.planned_hours.mean,
        p.volunteers_initial,
        p.places,
        at_rest(p).waiting,
        p.income,
        p.subsidy_share,
        str(parameters.pattern),
        tuple(family for family, each in families if str(each) not in (AS_ALL, str(parameters.pattern))),
        p,
    )


def nearest(answers: Answers) -> Facts:
    """The supplied organisation that is most like this one: in clients for a post, and volunteers for a client."""
    if LIKE in answers:
        return facts(answers[LIKE].value)
    if value_of(answers, "people", 1) == 0:
        return facts(WITHOUT_STAFF)
    found = [facts(name) for name in HOUSES if name != WITHOUT_STAFF]
    own = _shape(
        value_of(answers, "fte", 0) + value_of(answers, "coordinator", 0),
        value_of(answers, "clients", 0),
        value_of(answers, "volunteers", 0),
    )
    return min(
        found,
        key=lambda each: _apart(own, _shape(each.fte + each.coordinator, each.clients, each.volunteers)),
    )


@dataclass(frozen=True)
class _Shape:
    clients_per_post: float
    volunteers_per_client: float


def _shape(posts: float, clients: float, volunteers: float) -> _Shape:
    clients = max(1.0, clients)
    return _Shape(log(clients / max(FEWEST * clients, posts)), log(max(FEWEST, volunteers / clients)))


def _apart(one: _Shape, other: _Shape) -> float:
    return abs(one.clients_per_post - other.clients_per_post) + abs(
        one.volunteers_per_client - other.volunteers_per_client
    )


def suggested(key: str, answers: Answers) -> str:
    """An answer that may be right, as one would write it in English.

    Args:
        key: of the question.
        answers: those given before.
    """
    return _SUGGESTED[key](answers)


def _usual(answers: Answers) -> Facts:
    """The organisation whose proportions are suggested before enough is known to choose one."""
    everything = "clients" in answers
    return nearest(answers) if everything or value_of(answers, "people", 1) == 0 else facts(HOUSES[0])


def _scale(answers: Answers) -> float:
    """How large the team is relative to that organisation's."""
    usual = _usual(answers)
    if usual.fte <= 0:
        return float(value_of(answers, "coordinator", usual.coordinator)) / usual.coordinator
    return float(value_of(answers, "fte", usual.fte)) / usual.fte


def _fte(answers: Answers) -> str:
    usual = _usual(answers)
    each = usual.fte / usual.people if usual.people else 0.0
    return f"{value_of(answers, 'people', usual.people) * each:.4g}"


def _coordinator(answers: Answers) -> str:
    usual = _usual(answers)
    scale = _scale(answers) if usual.fte > 0 else 1.0
    return f"{round(HALF_A_DAY * usual.coordinator * scale) / HALF_A_DAY:g}"


def _waiting(answers: Answers) -> str:
    usual = _usual(answers)
    return f"{usual.waiting * value_of(answers, 'clients', usual.clients) / usual.clients:.0f}"


def _budget(answers: Answers) -> str:
    usual = _usual(answers)
    paid = value_of(answers, "fte", usual.fte) + value_of(answers, "coordinator", usual.coordinator)
    income = usual.income * paid / (usual.fte + usual.coordinator)
    return f"{max(1, round(income / ROUND)) * ROUND}"


_SUGGESTED: Mapping[str, Callable[[Answers], str]] = {
    "people": lambda answers: str(facts(HOUSES[0]).people),
    "fte": _fte,
    "week": lambda answers: f"{_usual(answers).week:g}",
    "coordinator": _coordinator,
    "volunteers": lambda answers: f"{_usual(answers).volunteers * _scale(answers):.0f}",
    "hours": lambda answers: f"{_usual(answers).hours:g}",
    "clients": lambda answers: f"{max(1.0, _usual(answers).clients * _scale(answers)):.0f}",
    "waiting": _waiting,
    "budget": _budget,
    "pattern": lambda answers: _usual(answers).pattern,
    "cut": lambda answers: "0",
    "day": lambda answers: "week 52",
    "notice": lambda answers: "13 weeks",
    "spared": lambda answers: "0",
}
