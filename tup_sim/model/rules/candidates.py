"""Who comes through which channel. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.parameters.plain_groups import Parameters, Population
from tup_sim.model.parameters.week import WEEKEND, DayPart


def vulnerable_by_channel(p: Parameters, sent: float) -> tuple[float, float]:
    """Share of vulnerable people among those an agency sends, and among others, who together have the declared share.

    Args:
        p: parameters in force.
        sent: part of the enquiries that come from the agency, 0-1.
    """
    everybody = share_vulnerable_of_citizens(p)
    by_agency = min(p.population.referral_vulnerable, everybody / sent) if sent > 0 else everybody
    by_agency = max(by_agency, everybody)
    by_others = max(0.0, everybody - sent * by_agency) / max(LEAST_DIVISOR, 1.0 - sent)
    return by_agency, min(1.0, by_others)


def share_vulnerable_of_citizens(p: Parameters) -> float:
    """Part of those who were no clients who are vulnerable, where all who were clients are."""
    people = p.population
    others = max(LEAST_DIVISOR, 1.0 - people.share_ex_client)
    return max(0.0, people.share_vulnerable - people.share_ex_client) / others


def time_to_spare(p: Parameters, dayparts: Sequence[DayPart]) -> float:
    """Part of the open week (0-1) on which people can come, mean over the lives people lead."""
    people = p.population
    of = people.availability
    lives = {"retired": of.retired, "working": of.working, "student_or_job_seeker": of.student_or_job_seeker}
    spare = fsum(
        share * chance_to_come(people, part, life) for life, share in lives.items() for part in dayparts
    )
    return spare / max(LEAST_DIVISOR, fsum(lives.values()) * len(dayparts))


def chance_to_come(people: Population, part: DayPart, life: str) -> float:
    """Chance that a day-part suits somebody who leads such a life."""
    weekend = part.start >= WEEKEND
    if life == "retired":
        return 0.0 if weekend or part.part == "evening" else people.free_dayparts.retired
    if life == "working":
        return 1.0 if weekend or part.part == "evening" else 0.0
    return people.free_dayparts.student_or_job_seeker
