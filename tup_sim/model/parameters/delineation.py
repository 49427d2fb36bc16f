"""Who does what, written down."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen


class Delineation(Group):
    """Delineation of roles"""

    role_delineation: float = chosen(
        0.0,
        "0-1",
        0,
        1,
        "Part of requests that belong to one kind of helper by a written list and are not offered to the other.",
        source="C187",
    )
    delineation_clarity: float = assumed(
        0.5,
        "share",
        0,
        1,
        "Part of what is unclear to a volunteer about the own role that a complete list makes clear.",
        source="OWN3, C187",
        plausible=(0.2, 0.8),
    )
    delineation_talk_weeks: float = assumed(
        13.0,
        "weeks",
        1,
        104,
        "How long somebody who talked about the task feels free to depart from the list when somebody waits.",
        source="OWN3, C187",
        plausible=(4, 26),
    )
