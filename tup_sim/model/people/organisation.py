"""The organisation: its units, its money and its pipeline."""

from __future__ import annotations

from collections import deque
from math import fsum
from typing import Any

from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import EDUCATION
from tup_sim.model.people.intake import Intake
from tup_sim.model.people.own import born
from tup_sim.model.people.professional import DeskTask
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Candidate


class Replacement:
    """Money for replacement and overtime in the budget year that runs.

    Attributes:
        year: number of the year; budget, overtime: EUR that have accrued in it.
    """

    __slots__ = ("budget", "overtime", "year")

    def __init__(self) -> None:
        self.year = 0
        self.budget = self.overtime = 0.0

    def open_year(self, year: int) -> None:
        """A new year begins with nothing spent."""
        if year != self.year:
            self.year, self.budget, self.overtime = year, 0.0, 0.0

    def book(self, budget: float, overtime: float) -> float:
        """Add to both; returns by how much the larger of the two has grown, EUR."""
        before = max(self.budget, self.overtime)
        self.budget += budget
        self.overtime += overtime
        return max(self.budget, self.overtime) - before


class Organisation:
    """One organisation in care or welfare.

    Attributes:
        units: its wards or teams.
        waiting: applicants not yet admitted, by name, the longest waiting first.
        candidates: people in the intake pipeline; candidates_by_education: how many of each level;
            intake: what it remembers and decides about them.
        desk: work for candidates and leavers that waits for a coordinator.
        balance: money received minus money paid, EUR, since the start of the run.
        reserve: EUR left for notice and severance.
        was_overdrawn: whether it ever planned its posts with money spent that was not there.
        settled: hour up to which the books are settled; replacement: what was spent on it this year.
        posts: professional posts (FTE) the budget carries now; posts_to_fill: those it hires for;
            vacancies: FTE being hired for.
        coordinator_share: part of the coordinator posts that is left.
        second_line_share: part of the training and recruitment money that is left.
        cut: cut in force, share of the subsidy; announced_cut: cut that is known.
        hiring_room: FTE the labour market lets the organisation hire now; grows with time; hiring_room_at: as of.
        own: what mechanisms remember of it (``people.own``).
    """

    __slots__ = (
        "_carried",
        "announced_cut",
        "balance",
        "candidates",
        "candidates_by_education",
        "coordinator_share",
        "cut",
        "desk",
        "hiring_room",
        "hiring_room_at",
        "intake",
        "own",
        "posts",
        "posts_to_fill",
        "replacement",
        "reserve",
        "second_line_share",
        "settled",
        "units",
        "vacancies",
        "waiting",
        "was_overdrawn",
    )

    def __init__(self, units: list[Unit], reserve: float, posts: float) -> None:
        self.units = units
        self.waiting: dict[str, Client] = {}
        self.candidates: dict[str, Candidate] = {}
        self.candidates_by_education = [0] * len(EDUCATION)
        self.intake = Intake()
        self.desk: deque[DeskTask] = deque()
        self.balance = 0.0
        self.reserve, self.was_overdrawn = reserve, False
        self.settled, self.replacement = 0.0, Replacement()
        self.posts = self.posts_to_fill = posts
        self._carried = (1.0, 1.0)
        self.vacancies = 0.0
        self.coordinator_share = self.second_line_share = 1.0
        self.cut = self.announced_cut = 0.0
        self.hiring_room: float | None = None
        self.hiring_room_at = 0.0
        self.own: list[Any] = born("organisation")

    def welcome(self, candidate: Candidate) -> None:
        """Somebody has enquired."""
        self.candidates[candidate.name] = candidate
        self.candidates_by_education[candidate.traits.education] += 1

    def let_go(self, candidate: Candidate) -> None:
        """The candidate has started or will not start: is no candidate any more."""
        if self.candidates.pop(candidate.name, None) is not None:
            self.candidates_by_education[candidate.traits.education] -= 1

    def resize_posts(self, before: float, after: float, size: float) -> None:
        """Posts have another size; the budget carries, and hires for, the same part of all posts as before.

        Args:
            before: FTE of all posts until now.
            after: FTE of all posts from now on.
            size: FTE of one post now.
        """
        if before > 0:
            self._carried = (self.posts / before, self.posts_to_fill / before)
        self.posts, self.posts_to_fill = (part * after for part in self._carried)
        self.vacancies = fsum([unit.hiring for unit in self.units]) * size
