"""What a written list of who does what leaves open, and makes clear. No clock, no chance."""

from __future__ import annotations

from typing import Final

from tup_sim.model.parameters.requests import Stream
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.request import PAID, VOLUNTEERS

_SHARED: Final = 0.5  # of the process: below it volunteers hold the larger part


def are_volunteers_first(rule: Stream, holds: float) -> bool:
    """Volunteers are asked first: for surplus, where professionals wait a while, and for what volunteers mostly hold.

    Args:
        rule: the stream of requests.
        holds: part of the process that professionals hold here, 0-1.
    """
    return not rule.core or rule.staff_after > 0 or holds < _SHARED


def kept_out(rule: Stream, holds: float, level: int) -> int:
    """Whom the list keeps from this work: the kind of helper who is asked second, if there is a first (C187)."""
    if rule.own_helper:
        return 0
    if are_volunteers_first(rule, holds):
        return PAID if level > 0 else 0
    return VOLUNTEERS if rule.staff != "never" else 0


def clear_by_list(p: Parameters, clarity: float) -> float:
    """Role clarity of somebody who has read the list."""
    return clarity + p.role_delineation * p.delineation_clarity * (1.0 - clarity)
