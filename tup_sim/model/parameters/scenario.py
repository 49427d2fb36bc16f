"""A scenario: parameters at the start, and what changes at which date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from tup_sim.errors import Message, ScenarioError
from tup_sim.model.parameters.composed import all_parameters, house_parameters
from tup_sim.model.parameters.whole import Parameters

SHARES = ("core_met",)  # figures of an Observable that lie between 0 and 1
NO_CHANGE: Mapping[str, Any] = {}


class Observable(StrEnum):
    """What a triggered change can react to: things the organisation itself can see every week."""

    WORK_PRESSURE = "work_pressure"
    WAITING_LIST = "waiting_list"
    CONTACT_RATIO = "contact_ratio"
    CORE_MET = "core_met"
    VOLUNTEERS = "volunteers"
    PROFESSIONALS_FTE = "professionals_fte"


@dataclass(frozen=True)
class Trigger:
    """A change that starts once a weekly figure has been above or below a line for some weeks in a row.

    Attributes:
        figure: name of an ``Observable``.
        above: True for above the line, False for below.
        line: the line, in the unit of the figure.
        weeks: how many weeks in a row.
    """

    figure: str
    above: bool
    line: float
    weeks: int = 1


@dataclass(frozen=True)
class Change:
    """Parameters that take other values from a date on, or once a trigger is pulled.

    Of several changes the one that is written last lies on top (``tup_sim.model.rules.in_force``).

    Attributes:
        values: path of the parameter (``coordinators.fte``) to its new value.
        at: week from which it holds, counted from the end of the warm-up; with a trigger the earliest week.
        over: weeks over which a number moves in a straight line to its new value.
        until: week from which it no longer holds, and what lies below it shows again; None for never.
        trigger: what must be seen first; None for a plain date.
        label: one line that says what it is.

    Examples:
        >>> from dataclasses import replace
        >>> from tup_sim import load_scenario, parameters
        >>> more = parameters.Change({"thanks": 3.0}, at=26, label="more thanks from half a year on")
        >>> replace(load_scenario("open_house"), changes=[more]).first_change()
        (26.0, 26.0)
    """

    values: Mapping[str, Any] = field(hash=False)
    at: int = 0
    over: int = 0
    until: int | None = None
    trigger: Trigger | None = None
    label: str = ""


def _whole(values: Any) -> Any:
    """Parameters from plain data: those of the core and of every mechanism in force, which the core does not know."""
    return values if isinstance(values, Parameters) else all_parameters().model_validate(values)


def _all_of_it(parameters: Parameters) -> dict[str, Any]:
    return parameters.model_dump(mode="json")


@dataclass(frozen=True)
class Unmeasured:
    """What people are used to still has to be measured.

    Attributes:
        organisation: the base: without policies, shocks and dated changes.
        by_hand: paths of the references that somebody set, and that stay as they are.
    """

    organisation: Any
    by_hand: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scenario:
    """One world, ready to run; equal scenarios give bit-identical runs.

    Attributes:
        name: short name, for tables and messages; never used by the model.
        about: one line for lists, in English; never used by the model.
        parameters: values at the start of the warm-up.
        changes: dated, ramped and triggered changes, in order of writing.
        origin: path of a parameter to where its value was set (``file:line``, ``--set``); only values that
            differ from the declared default.
        reasons: path of a parameter to the source or reason given with its value.
        said: what a source says of this organisation, by language; never used by the model.
        assumed: what had to be assumed to run it, by language; never used by the model.
        house: name of the organisation it is about, with or without policies; never used by the model.
        unmeasured: what has to be measured before it is run (``study.at_rest.rested``); None where all is known.
    """

    name: str
    parameters: Annotated[Parameters, PlainValidator(_whole), PlainSerializer(_all_of_it)] = field(
        default_factory=lambda: house_parameters()()
    )
    changes: tuple[Change, ...] = ()
    about: str = ""
    origin: Mapping[str, str] = field(default_factory=dict, hash=False)
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    said: Mapping[str, str] = field(default_factory=dict, hash=False)
    assumed: Mapping[str, str] = field(default_factory=dict, hash=False)
    house: str = field(default="", compare=False)
    unmeasured: Unmeasured | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Changes may come as any list; one alone is a slip."""
        changes: Any = self.changes
        if not isinstance(changes, tuple):
            if isinstance(changes, Change | Mapping | str) or not isinstance(changes, Iterable):
                raise ScenarioError(
                    Message("changes is a list, not {kind}", kind=type(changes).__name__),
                    self.name,
                    Message("write changes=[Change(..)]"),
                )
            object.__setattr__(self, "changes", tuple(changes))

    def __repr__(self) -> str:
        """Its name, length and changes; ``tup-sim scenario show`` prints it in full."""
        weeks = getattr(self.parameters, "horizon", None)
        return f"Scenario({self.name!r}, weeks={weeks}, changes={len(self.changes)})"

    def first_change(self) -> tuple[float, float] | None:
        """Announcement and start (weeks) of the first change that does something; None for an unchanged run.

        A cut of 0 %, a shock to nobody and a triggered change (whose date nobody knows) do not count.
        """
        p = self.parameters
        dates = [(float(c.at), float(c.at)) for c in self.changes if c.trigger is None]
        if p.cut.size > 0 and p.mechanisms.money:
            dates.append((p.cut.at - p.cut.announced, float(p.cut.at)))
        if p.volunteer_shock.share > 0:
            dates.append((float(p.volunteer_shock.at),) * 2)
        if p.demand_shock.size != 0:
            dates.append((float(p.demand_shock.at),) * 2)
        if not dates:
            return None
        return min(a for a, _ in dates), min(s for _, s in dates)
