"""What a process sees of the world."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVarTuple

from tup_sim.model.parameters import Change, Scenario
from tup_sim.model.parameters.requests import Stream
from tup_sim.model.parameters.week import HOURS_PER_WEEK, MONTHS_PER_YEAR, WEEKS_PER_YEAR
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.client import Client
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Traits
from tup_sim.model.rules.rostering import Week

if TYPE_CHECKING:
    from simpy import Environment, Event, Timeout

    from tup_sim.model.chance import Chance
    from tup_sim.model.processes.reactions import Reactions

Story = Generator["Event", Any, None]
Facts = TypeVarTuple("Facts")

WEEK = HOURS_PER_WEEK
YEAR = WEEKS_PER_YEAR * WEEK
MONTH = YEAR / MONTHS_PER_YEAR


class Progress:
    """How far one change has come: the week it began, and for how many weeks its trigger has been pulled."""

    __slots__ = ("began", "change", "weeks")

    def __init__(self, change: Change) -> None:
        self.change = change
        self.began: int | None = None
        self.weeks = 0


class Stage(Protocol):
    """The world as a process sees it: a clock (``now``, hours since the start of the run), chance, the people, the
    rules in force, and somebody to tell.

    Attributes:
        declared: parameters in force, with their checks; parameters: the same in plain objects.
        changeable: value at the start of every parameter that some change sets, by path.
        least_left: hours of a shift that have to be left to start a request, by stream.
        core_of_staff, surplus_of_staff: streams of which professionals take what waits.
        longest_core: hours of the longest core stream.
        familiar_for: hours within which meetings make a face familiar.
        decides_alone: share of the decisions a volunteer takes alone, by mandate level.
    """

    env: Environment
    now: float
    chance: Chance
    scenario: Scenario
    parameters: Parameters
    declared: Parameters
    changeable: Mapping[str, Any]
    organisation: Organisation
    calendar: Week
    streams: list[Stream]
    rates: list[float]
    closed: list[int]
    to_learn: list[float]
    least_left: list[float]
    core_of_staff: tuple[int, ...]
    surplus_of_staff: tuple[int, ...]
    longest_core: float
    familiar_for: float
    decides_alone: tuple[float, ...]
    progress: list[Progress]
    reactions: Reactions
    end: float

    @property
    def week(self) -> int:
        """Week now, counted from the end of the warm-up."""

    def tell(self, event: NamedTuple) -> None:
        """Say what happened."""

    def tell_of(self, kind: Callable[[float, *Facts], NamedTuple], *facts: *Facts) -> None:
        """Say what happened now; for what happens thousands of times a year: made only if somebody listens."""

    def hours(self, hours: float) -> Timeout:
        """Let time pass; to be yielded."""

    def at(self, hour: float, what: Callable[..., object], *who: object) -> None:
        """Have something happen at an hour on the clock."""

    def event(self) -> Event:
        """Something to wait for."""

    def start(self, story: Story) -> None:
        """Let a story begin now."""

    def number(self, kind: str) -> int:
        """The next number for things of a kind: 0, 1, 2, ..."""

    def draw_traits(self, name: str, route: str, education: tuple[float, ...] | None = None) -> Traits:
        """Who a person is, by the luck of their name."""

    def moments(self, purpose: str, expected: float) -> list[float]:
        """Hours of this week at which a Poisson stream with this weekly mean strikes."""

    def demand_factor(self, shock: bool = True) -> float:
        """Requests (and applicants) of this week relative to the start."""

    def new_professional(self, name: str, unit: Unit, coordinator: bool, fte: float) -> Professional:
        """Somebody starts a contract now."""

    def new_client(self, unit: Unit) -> Client:
        """Somebody applies now."""

    def contact_ratio(self, unit: Unit) -> float:
        """Coaching received against needed in a unit over about 13 weeks."""

    def settle(self) -> None:
        """Book what has accrued until now; before anything changes on which it depends."""

    def pay(self, line: str, amount: float) -> None:
        """A bill that is paid at once."""

    def pay_severance(self, person: Professional, fte: float) -> None:
        """Severance for a post or a part of it."""

    def change(self, parameters: Parameters) -> None:
        """Other values hold from now on."""

    def watch(self) -> None:
        """Note the figures of the week that ended."""

    def seen(self, figure: str) -> float | None:
        """A figure of last week; None when it has no value."""

    def rest_strain(self) -> tuple[float, float]:
        """Mean effect of trait strain on illness and on quitting, so that the rates at rest are those measured."""

    def coordinators(self) -> list[Professional]:
        """Coordinators now employed."""
