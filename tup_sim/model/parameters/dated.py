"""What has to hold between dates: one set of rules for scenario files and for scenarios that are made in Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tup_sim.errors import Message
from tup_sim.model.parameters.scenario import Change

# A start or end counts only if something happens then: (date, what must be set for it to count).
DATES = (
    ("cut.at", "cut.size"),
    ("volunteer_shock.at", "volunteer_shock.share"),
    ("demand_shock.at", "demand_shock.size"),
)
ENDS = (
    ("cut.restored", "cut.at", "cut.size"),
    ("demand_shock.until", "demand_shock.at", "demand_shock.size"),
)
NEVER = -1


class Misplaced(NamedTuple):
    """A date that cannot be.

    Attributes:
        about: paths of the parameters it is about, the first of which is set anywhere is the place to go to.
        problem: what is wrong.
        hint: what to do about it; empty if there is nothing to say.
    """

    about: tuple[str, ...]
    problem: Message
    hint: str = ""


def misplaced(values: Mapping[str, Any], horizon_from: str) -> Iterator[Misplaced]:
    """Dates of a scenario that lie outside its horizon, or end before they begin.

    Args:
        values: every parameter by its path.
        horizon_from: where the horizon was set; empty for the declared one.
    """
    for date, size in DATES:
        if values[size] != 0:
            yield from _outside(date, values, horizon_from, (date, size))
    for end, start, size in ENDS:
        if values[size] != 0 and values[end] != NEVER and values[end] <= values[start]:
            problem = Message(
                "{end} (week {last}) is not after {start} (week {first})",
                end=end,
                last=values[end],
                start=start,
                first=values[start],
            )
            yield Misplaced((end, start, size), problem)
    if values["cut.size"] != 0 and values["cut.restored"] != NEVER:
        yield from _outside("cut.restored", values, horizon_from, ("cut.restored",))


def _outside(
    date: str, values: Mapping[str, Any], horizon_from: str, about: tuple[str, ...]
) -> Iterator[Misplaced]:
    found = outside(date, values[date], values["horizon"], horizon_from)
    if found is not None:
        yield found._replace(about=about)


def outside(name: str, week: int, horizon: int, horizon_from: str) -> Misplaced | None:
    """What is wrong with a week that has to lie before the horizon; None if it does.

    Args:
        name: of the date.
        week: the date.
        horizon: weeks of the scenario.
        horizon_from: where they were set; empty for the declared number.
    """
    if week < horizon:
        return None
    origin = (
        Message("horizon set at {place}", place=horizon_from)
        if horizon_from
        else Message("the default horizon")
    )
    problem = Message(
        "{name}: week {week} is not before the horizon of {horizon} weeks",
        name=name,
        week=week,
        horizon=horizon,
    )
    return Misplaced(
        (), problem, Message("{origin}; choose an earlier week or a longer horizon", origin=origin)
    )


def ends_too_early(change: Change) -> Message | None:
    """What is wrong with a change that ends before it begins; None if it does not."""
    if change.until is None or change.until > change.at:
        return None
    return Message(
        "until: week {until} is not after the start in week {at}", until=change.until, at=change.at
    )


def changes_nothing(where: str) -> Message:
    """What is wrong with a change that has no values.

    Args:
        where: how the place is called in which they belong.
    """
    return Message("a change without {values} changes nothing", values=where)


def not_bit_by_bit(path: str, annotation: Any) -> Message | None:
    """What is wrong with a ramp of something that is no number; None for a number."""
    if annotation in (int, float):
        return None
    return Message("over: {path} is no number and cannot change bit by bit", path=path)


def describes_the_start(path: str) -> Message:
    """What is wrong with a change of what can only be at the start."""
    return Message("{path} describes the start; no change can set it at a date", path=path)
