"""How long feelings, acquaintance and roles last: three times that many rules share."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, group


class Times(Group):
    """Time constants: after so many weeks 37 % of a distance is left."""

    mood: float = assumed(
        13.0,
        "weeks",
        1,
        260,
        "How one feels: what moves and passes within a season.",
        plausible=(8, 26),
    )
    relation: float = assumed(
        26.0,
        "weeks",
        1,
        520,
        "What one makes of somebody, and what wears off slowly.",
        plausible=(13, 52),
    )
    role: float = assumed(
        104.0,
        "weeks",
        1,
        1040,
        "What one has become used to as one's own place.",
        plausible=(52, 208),
    )


class SharedTimes(Group):
    """Shared times"""

    times: Times = group(Times, "Time constants that many rules share.")
