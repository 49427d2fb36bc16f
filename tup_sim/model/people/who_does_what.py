"""Who does which work here, as one person has come to see it: counts of what was seen, which fade, over what was said.

By family of work, how often a volunteer was seen to do it and how often somebody paid. Nothing else enters: not a
pattern, not a list, not a number of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum
from typing import Final

from tup_sim.model.people.families import FAMILIES, FAMILY_OF_TASK_TYPE

FAMILY: Final = tuple([FAMILIES.index(family) for family in FAMILY_OF_TASK_TYPE])  # by task type, its place
# By task type, those of the same family: itself, and at most one other.
ALIKE: Final = tuple([tuple([n for n, other in enumerate(FAMILY) if other == one]) for one in FAMILY])


class Seen:
    """What somebody has seen done, by family: contacts of volunteers and of people who are paid.

    It fades, but only when somebody looks or something is added.
    """

    def __init__(self) -> None:
        self.by_volunteers = [0.0] * len(FAMILIES)
        self.by_paid = [0.0] * len(FAMILIES)
        self.faded = [0.0] * len(FAMILIES)

    def note(self, family: int, by_volunteers: float, by_paid: float, now: float, memory: float) -> None:
        """Something more was seen, or heard.

        Args:
            family: place of the family of work.
            by_volunteers: contacts.
            by_paid: contacts.
            now: hour.
            memory: time constant, hours.
        """
        keep = exp((self.faded[family] - now) / memory)
        self.by_volunteers[family] = keep * self.by_volunteers[family] + by_volunteers
        self.by_paid[family] = keep * self.by_paid[family] + by_paid
        self.faded[family] = now

    def share(self, family: int, said: float, prior: float, now: float, memory: float) -> float:
        """Belief that this is what volunteers do here, 0-1.

        Args:
            family: place of the family of work.
            said: share that was said to be theirs before anything was seen, 0-1.
            prior: weight of that, contacts.
            now: hour.
            memory: time constant, hours.
        """
        keep = exp((self.faded[family] - now) / memory)
        theirs = prior * said + keep * self.by_volunteers[family]
        return theirs / (prior + keep * (self.by_volunteers[family] + self.by_paid[family]))


def part_of_own_time(recent: Sequence[float], task_type: int) -> float:
    """Part of somebody's own time with clients that goes to the family of a task type, 0-1; 0 with no such time.

    Args:
        recent: contact hours by task type.
        task_type: whose family is meant.
    """
    total = fsum(recent)
    if total <= 0.0:
        return 0.0
    own = 0.0
    for alike in ALIKE[task_type]:
        own += recent[alike]
    return own / total
