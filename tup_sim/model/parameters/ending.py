"""How people are let go, and what comes of it later."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class EndingPractice(StrEnum):
    """What the desk does when somebody leaves."""

    NONE = "none"
    TALK = "talk"


class Ending(Group):
    """What a talk at the end is worth."""

    reach_weeks: float = assumed(
        6.0,
        "weeks",
        0.1,
        52,
        "How long a leaver can still be reached for a talk; it is worth less the longer it waits.",
        source="OWN3, C179",
        plausible=(2, 13),
    )
    ambassador: float = assumed(
        0.5,
        "ratio",
        0,
        2,
        "Word of mouth of somebody who has just left well, against that of a volunteer.",
        source="OWN3, C179",
        plausible=(0.1, 1),
    )
    memory_weeks: float = assumed(
        52.0,
        "weeks",
        1,
        520,
        "How long somebody who left keeps speaking of it, and thinks of coming back.",
        source="OWN3, C179",
        plausible=(26, 104),
    )
    return_rate: float = assumed(
        0.10,
        "per year",
        0,
        5,
        "How often somebody who left as well as can be asks to come back, just after leaving.",
        source="OWN3, C179",
        plausible=(0.03, 0.3),
    )


class Endings(Group):
    """Endings"""

    ending_practice: EndingPractice = chosen(
        EndingPractice.NONE,
        "-",
        None,
        None,
        "Time for a leaver closes the file (none), or is a talk with the leaver (talk).",
        source="C179",
    )
    ending: Ending = group(Ending, "What a talk at the end is worth.")
