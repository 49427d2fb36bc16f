"""Volunteers see how the work could be done better, and are heard or not."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, group


class Ideas(Group):
    """Where ideas come from, how long they last, and what becomes of them."""

    rate: float = assumed(
        0.5,
        "probability",
        0,
        1,
        "A contact in which something went wrong, decided alone from beginning to end, gives the volunteer an idea.",
        source="OWN3, C106",
        plausible=(0.2, 0.9),
    )
    memory_weeks: float = assumed(
        13.0,
        "weeks",
        0.1,
        260,
        "How long an idea is kept for an occasion to tell it.",
        source="OWN3, C106",
        plausible=(4, 26),
    )
    adopted: float = assumed(
        0.3,
        "probability",
        0,
        1,
        "Somebody paid who hears an idea does it that way from now on, where nothing is fixed by protocol.",
        source="OWN3, C106, C125",
        plausible=(0.1, 0.6),
    )


class Improvement(Group):
    """Ideas"""

    ideas: Ideas = group(Ideas, "Ideas of volunteers.")
