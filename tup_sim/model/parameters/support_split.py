"""How the hours of coordinators for volunteers are divided over recruiting, guiding and letting go."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, chosen, group


class SupportSplit(Group):
    """Shares of the hours that coordinators have for guiding volunteers (``coordinators.coaching``)."""

    recruitment: float = chosen(
        0.0, "share", 0, 1, "For asking people personally, on top of recruitment_asks.", source="C179"
    )
    running: float = chosen(1.0, "share", 0, 1, "For talks with volunteers who are there.", source="C179")
    ending: float = chosen(0.0, "share", 0, 1, "For last talks with who leaves.", source="C179")


class Dividing(Group):
    """Division of support"""

    support_split: SupportSplit = group(SupportSplit, "Recruiting, guiding and letting go; adds up to 1.")
