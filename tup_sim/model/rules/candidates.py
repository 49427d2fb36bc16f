"""Who comes through which channel. Pure functions."""

from __future__ import annotations

from tup_sim.model.constants import LEAST_DIVISOR
from tup_sim.model.parameters.plain_groups import Parameters


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
