"""What people know of an organisation as a whole: its clients, volunteers, budget, posts, a cut in euro.

A parameter is a number of one unit, a share or the size of one post. Somebody who says ``clients: 80`` or a cut of
``EUR 60000`` says a number of the whole house instead; what that makes of the parameter is known once units, posts and
income are. Until then the value of a setting is ``Unsettled``. ``settled`` works it out, in posts as ``size:`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any, NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.quantities import number
from tup_sim.model.parameters import Declaration, Kind

POSTS, POST = "professionals.posts", "professionals.fte"
CUT, ANNOUNCED = "cut.size", "cut.announced"
SAME = 1e-9  # less than this is a difference of the arithmetic

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Unsettled:
    """A number that was said in other terms than those of its parameter.

    Attributes:
        key: what it was said with: ``clients``, ``total_fte``, or a parameter with another unit than its own.
        amount: the number: of the whole organisation, in euro, or the week of an announcement.
        in_posts: of ``total_fte``: whether the number of posts is given too, and stays.
    """

    key: str
    amount: float
    in_posts: bool = False


class Settled(NamedTuple):
    """What it makes of a parameter.

    Attributes:
        path: of the parameter.
        value: as the model wants it.
        because: what it was made from.
    """

    path: str
    value: Any
    because: str


def _declared(name: str, unit: str, annotation: type, about: str) -> Declaration:
    return Declaration(
        name, "", about, 0, unit, 0, 1e9, (None, None), Kind.CHOSEN, (), fixed=True, annotation=annotation
    )  # fmt: skip


STANDS_FOR = {
    "clients": "places",
    "volunteers": "volunteers_initial",
    "budget": "income",
    "subsidy": "subsidy_share",
    "total_fte": POST,
}
TOTALS = {
    each.path: each
    for each in (
        _declared("clients", "clients", int, "Clients at the same time, in all units together."),
        _declared(
            "volunteers", "persons", int,
            "Volunteers at the start in all units, without those who come a few days a year.",
        ),
        _declared("budget", "EUR per year", float, "Income of all units at rest, subsidy and all else."),
        _declared("subsidy", "EUR per year", float, "The part of the income that a funder can cut."),
        _declared(
            "total_fte", "FTE", float, "Full-time equivalents of all professionals, without coordinators."
        ),
    )
}  # fmt: skip


def settled(said: Unsettled, values: Values, where: str) -> list[Settled]:
    """The values that something said of the whole organisation stands for.

    Args:
        said: what was said.
        values: every value by its path, as it stands otherwise.
        where: the place that says it.

    Raises:
        ScenarioError: no values do, such as a cut of more than the subsidy.
    """
    return _WORKED_OUT[said.key](said, values, where)


def grown(said: Unsettled, factor: float) -> Unsettled:
    """The same said of an organisation of another size."""
    return said if said.key == ANNOUNCED else replace(said, amount=said.amount * factor)


def whole_posts(posts: float, post: float, factor: float, exact: float | None = None) -> int:
    """So many posts, each no larger than full-time, for a team of another size.

    Args:
        posts: how many there are.
        post: size of one, FTE.
        factor: size of the team relative to what it is.
        exact: how many there were before they were rounded, if an earlier size made them.
    """
    return max(rounded((posts if exact is None else exact) * factor), ceil(posts * post * factor - SAME))


def rounded(count: float) -> int:
    """A whole number of people or places, at least one."""
    return max(1, floor(count + 0.5))


def _people(said: Unsettled, values: Values, where: str) -> list[Settled]:
    """Clients or volunteers of one unit."""
    units, path = values["units"], STANDS_FOR[said.key]
    each = round(said.amount / units)
    if abs(each * units - said.amount) > SAME * max(1.0, said.amount):
        near = int(said.amount // units) * units
        problem = Message(
            "{key}: {n} cannot be divided over {units} units",
            key=said.key, n=number(said.amount), units=units,
        )  # fmt: skip
        hint = Message("write {one} or {other}", one=number(near), other=number(near + units))
        raise ScenarioError(problem, where, hint)
    return [Settled(path, each, _of_units(said, units))]


def _of_units(said: Unsettled, units: int) -> str:
    over = f" in {units} units" if units > 1 else ""
    return f"{said.key} {number(said.amount)}{over}"


def _income(said: Unsettled, values: Values, where: str) -> list[Settled]:
    units = values["units"]
    return [Settled("income", said.amount / units, _of_units(said, units))]


def _subsidy_share(said: Unsettled, values: Values, where: str) -> list[Settled]:
    income = values["income"] * values["units"]
    if said.amount > income * (1 + SAME):
        problem = Message(
            "subsidy: EUR {subsidy} is more than the whole income of EUR {income} a year",
            subsidy=number(said.amount), income=number(income),
        )  # fmt: skip
        raise ScenarioError(problem, where, Message("write the whole income as budget: EUR .."))
    share = min(1.0, said.amount / income) if income > 0 else 0.0
    because = f"subsidy {number(said.amount)} of {number(income)} a year"
    return [Settled("subsidy_share", share, because)]


def _posts(said: Unsettled, values: Values, where: str) -> list[Settled]:
    """The size of a post; with it the number of posts, if that is not given, as ``size:`` rounds it."""
    units, posts, post = values["units"], values[POSTS], values[POST]
    each = said.amount / units
    if not said.in_posts and posts * post > 0 and each > 0:
        posts = whole_posts(posts, post, each / (posts * post))
    if posts == 0 and each > 0:
        problem = Message("total_fte: there are no posts for {fte} FTE", fte=number(said.amount))
        raise ScenarioError(problem, where, Message("write how many people, as professionals: {{posts: 7}}"))
    if each > posts * (1 + SAME):
        problem = Message(
            "total_fte: {fte} FTE are more than {posts} full-time posts",
            fte=number(said.amount), posts=posts * units,
        )  # fmt: skip
        raise ScenarioError(problem, where, Message("give professionals more posts, or write fewer FTE"))
    because = f"total_fte {number(said.amount)} in {posts * units} posts"
    size = min(1.0, each / posts) if posts else 0.0
    return [Settled(POSTS, posts, because), Settled(POST, size, because)]


def _cut(said: Unsettled, values: Values, where: str) -> list[Settled]:
    subsidy = values["income"] * values["units"] * values["subsidy_share"]
    if said.amount > subsidy * (1 + SAME):
        problem = Message(
            "cut.size: EUR {cut} is more than the subsidy of EUR {subsidy} a year",
            cut=number(said.amount), subsidy=number(round(subsidy)),
        )  # fmt: skip
        raise ScenarioError(problem, where, Message("a cut takes a part of the subsidy, 100 % at most"))
    because = f"EUR {number(said.amount)} of a subsidy of EUR {number(round(subsidy))} a year"
    return [Settled(CUT, min(1.0, said.amount / subsidy) if subsidy > 0 else 0.0, because)]


def _announced(said: Unsettled, values: Values, where: str) -> list[Settled]:
    """Weeks between an announcement and the start of the cut."""
    before = values["cut.at"] - said.amount
    if before < 0:
        problem = Message(
            "cut.announced: week {week} is after the cut, which starts in week {start}",
            week=number(said.amount), start=values["cut.at"],
        )  # fmt: skip
        raise ScenarioError(problem, where, Message("announce it before, or on the day it starts"))
    return [Settled(ANNOUNCED, float(before), f"announced in week {number(said.amount)}")]


_WORKED_OUT: Mapping[str, Callable[[Unsettled, Values, str], list[Settled]]] = {
    "clients": _people,
    "volunteers": _people,
    "budget": _income,
    "subsidy": _subsidy_share,
    "total_fte": _posts,
    CUT: _cut,
    ANNOUNCED: _announced,
}
ORDER: Sequence[str] = tuple(_WORKED_OUT)  # a cut needs the subsidy, and that the income
