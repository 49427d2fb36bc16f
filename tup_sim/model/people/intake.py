"""What an organisation remembers of its candidates and starters, and groups that come for a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tup_sim.model.people.volunteer import Traits, Volunteer


@dataclass
class Term:
    """An agreement that ends.

    Attributes:
        weeks: length of the agreement.
        hours: hours owed a week; None = as many as the person wishes.
        random: probability of going on when all is as at rest.
        guide_hours: hours of an external guide still to come; guide_due: those due so far.
    """

    weeks: float
    hours: float | None
    chance: float
    guide_hours: float = 0.0
    guide_due: float = 0.0


@dataclass
class GroupVisit:
    """A company or school that wants to come for a day.

    Attributes:
        name, size: what and how many.
        plan: the group has thought out what it will do and has somebody to lead it.
        idea: what a group without a plan wants to do (index in ``TASK_TYPES``).
        earliest: hour from which the visit can take place.
        outcome: '' while under way, else 'declined', 'turned away' or 'came'.
        paid_hours: paid time so far; present, contact: hours of the guests, and those with clients.
        home: guests who have gone home.
    """

    name: str
    size: int
    plan: bool
    idea: int
    earliest: float = 0.0
    outcome: str = ""
    paid_hours: float = 0.0
    present: float = 0.0
    contact: float = 0.0
    home: int = 0


class Outer:
    """Somebody in the outer circle, and who they would be further inside."""

    __slots__ = ("inside", "volunteer")

    def __init__(self, volunteer: Volunteer, inside: Traits) -> None:
        self.volunteer, self.inside = volunteer, inside


@dataclass
class Intake:
    """What the organisation knows and has decided about coming in.

    Attributes:
        outer: people in the outer circle, by name.
        trained: hour of the last training group of the house.
    """

    outer: dict[str, Outer] = field(default_factory=dict)
    trained: float = 0.0
