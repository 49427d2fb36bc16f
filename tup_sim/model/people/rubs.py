"""What people who work beside each other remember of it: what they saw done, what they are used to, what rubs."""

from __future__ import annotations

from math import exp
from typing import Final

from tup_sim.model.constants import HALF
from tup_sim.model.people.counted import Counted
from tup_sim.model.people.families import FAMILIES
from tup_sim.model.people.who_does_what import Seen

CAUSES: Final = ("claim", "passed_over", "repair", "deprived", "at_odds")


class Rub:
    """What stands between two people: tension of the professional and of the volunteer, 0-1, as of an hour."""

    def __init__(self, now: float) -> None:
        self.of_professional = self.of_volunteer = 0.0
        self.at = self.met = now

    def fade(self, now: float, tau: float) -> None:
        """Time passes, in hours; it is looked at only when somebody asks."""
        if now > self.at:
            keep = exp((self.at - now) / tau)
            self.of_professional *= keep
            self.of_volunteer *= keep
            self.at = now

    def both(self) -> float:
        """Tension on either side, 0-1."""
        return HALF * (self.of_professional + self.of_volunteer)

    def ease(self, part: float) -> None:
        """This part (0-1) of it is gone."""
        self.of_professional *= 1.0 - part
        self.of_volunteer *= 1.0 - part


class Paid:
    """What somebody paid has seen done, is used to, and feels."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.used_to = 1.0
        self.addressed = self.claims = 0.0
        self.beside = self.weeks_beside = 0
        self.weeks = self.relational = self.usual = 0.0
        self.stake = self.tension = self.settled = 0.0
        self.hard = Counted()
        self.tell_the_team()

    def tell_the_team(self) -> None:
        """What was said in own talks about tasks is told; nothing new has been said yet."""
        self.told, self.talks = [0.0] * len(FAMILIES), [0] * len(FAMILIES)


class Unpaid:
    """What a volunteer has seen done and is used to, and what stands between them and professionals."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.used_to = 1.0
        self.addressed = 0.0
        self.beside = 0
        self.rubs: dict[str, Rub] = {}


class House:
    """What was said to be whose, and what happened in a unit this week."""

    def __init__(self) -> None:
        self.said = [0.0] * len(FAMILIES)
        self.told = [0.0] * len(FAMILIES)
        self.talks = [0] * len(FAMILIES)
        self.contacts = 0
        self.occasions = [0.0] * len(CAUSES)
        self.of_volunteers = self.hours = 0.0

    def open_a_week(self) -> None:
        """Nothing has happened yet."""
        self.contacts, self.of_volunteers = 0, 0.0
        self.occasions = [0.0] * len(CAUSES)
        self.told, self.talks = [0.0] * len(FAMILIES), [0] * len(FAMILIES)
