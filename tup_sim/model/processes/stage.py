"""What a process sees of the world."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, NamedTuple, Protocol

from simpy import Environment, Event, Timeout

from tup_sim.model.chance import Chance
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.model.parameters.requests import Stream
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Traits
from tup_sim.model.rules.rostering import Week

Story = Generator[Event, Any, None]

WEEK = 168.0
YEAR = 52 * WEEK
MONTH = YEAR / 12


class Stage(Protocol):
    """The world as a process sees it: a clock, chance, the people, the rules in force, and somebody to tell."""

    env: Environment
    chance: Chance
    scenario: Scenario
    parameters: Parameters
    organisation: Organisation
    calendar: Week
    streams: list[Stream]
    to_learn: list[float]

    @property
    def now(self) -> float:
        """Hours since the start of the run."""

    @property
    def week(self) -> int:
        """Week now, counted from the end of the warm-up."""

    @property
    def end(self) -> float:
        """Last hour of the run."""

    def tell(self, event: NamedTuple) -> None:
        """Say what happened."""

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

    def rest_strain(self) -> tuple[float, float]:
        """Mean effect of trait strain on illness and on quitting, so that the rates at rest are those measured."""

    def coordinators(self) -> list[Professional]:
        """Coordinators now employed."""
