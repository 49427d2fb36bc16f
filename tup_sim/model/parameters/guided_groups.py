"""People who come under an obligation."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, chosen


class GuidedGroups(Group):
    """Groups and obligations"""

    mandated_inflow: float = chosen(
        2.0,
        "persons per year",
        0,
        1000,
        "People who come under an obligation.",
        source="C020",
        plausible=(0, 10),
        extensive=True,
    )
    obligation_weeks: float = chosen(
        17.0, "weeks", 1, 104, "Length of an obligation.", source="C090", plausible=(13, 26)
    )
