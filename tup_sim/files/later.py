"""What can hold later: every combination of changes that may be in force together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import Any, NamedTuple

from tup_sim.errors import Message, chained
from tup_sim.files.changes import DatedChange
from tup_sim.model.rules.in_force import holds, in_force

TOGETHER = 2  # triggers that are tried together; beyond that, all at once


class Later(NamedTuple):
    """Values that hold from a week on.

    Attributes:
        values: every parameter by its path.
        where: place of what made them so: the change that begins, goes on or ends in that week.
        what: what happens then, for the beginning of a message.
        beside: which other changes hold too; empty if there are none.
    """

    values: dict[str, Any]
    where: str
    what: str
    beside: str


def all_later(values: Mapping[str, Any], changes: Sequence[DatedChange]) -> Iterator[Later]:
    """What can be in force after the start, week by week.

    A trigger may be pulled or not: each of them alone, each pair, and all together are taken as if pulled at the
    earliest week and complete at once. Any other mixture is left to the run, which stops if it is not possible.
    """
    for pulled in _pulled([each for each in changes if each.change.trigger is not None]):
        there = [_certain(each) for each in changes if each.change.trigger is None or each in pulled]
        for week in sorted(_weeks(there, values["horizon"])):
            yield _later(values, there, week)


def _pulled(triggered: Sequence[DatedChange]) -> Iterator[Sequence[DatedChange]]:
    yield from chain.from_iterable(combinations(triggered, count) for count in range(TOGETHER + 1))
    if len(triggered) > TOGETHER:
        yield triggered


def _certain(each: DatedChange) -> DatedChange:
    """A triggered change as if its trigger were pulled at once and it needed no time."""
    return each if each.change.trigger is None else replace(each, change=replace(each.change, over=0))


def _weeks(changes: Sequence[DatedChange], horizon: int) -> set[int]:
    """Weeks whose values have to be looked at: where something begins, has come all the way, or ends.

    Between the ends of one ramp what holds at both holds on the way, because all rules are about sums and orders.
    Where two ramps are under way, every week counts.
    """
    found, growing = set(), set()
    for each in changes:
        begin, until = each.change.at, horizon if each.change.until is None else each.change.until
        top = min(begin + max(each.change.over, 1) - 1, until - 1)
        found |= {begin, top, until}
        growing |= set(range(begin, top + 1)) & _growing_elsewhere(each, changes)
    return {week for week in found | growing if week < horizon}


def _growing_elsewhere(this: DatedChange, changes: Iterable[DatedChange]) -> set[int]:
    """Weeks in which a ramp of another change is under way."""
    others = (each.change for each in changes if each is not this and each.change.over > 1)
    return {week for other in others for week in range(other.at, other.at + other.over)}


def _later(values: Mapping[str, Any], changes: Sequence[DatedChange], week: int) -> Later:
    found = in_force(values, [(each.change, each.change.at) for each in changes], week)
    held = [each for each in changes if holds(each.change, each.change.at, week)]
    begun = [each for each in held if each.change.at == week]
    over = [each for each in changes if each.change.until == week]
    about = (begun or over or held)[-1]
    what = Message("once this change is over") if about in over else Message("once this change holds")
    beside = chained("{one} and {other}", [each.where for each in held if each is not about])
    return Later(found, about.until_where if about in over else about.where, what, beside)
