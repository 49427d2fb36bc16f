"""Choices in coaching: when, how much and about what."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, chosen, group


class CoachingTiming(StrEnum):
    """When somebody is coached."""

    CONTINUOUS = "continuous"
    AFTER_PROBLEMS = "after_problems"


class CoachingContent(Group):
    """What talks are about; a quarter each is what everything else was measured at."""

    boundary: float = chosen(
        0.25, "share", 0, 1, "About limits and agreements: moves role clarity.", source="C165"
    )
    vision: float = chosen(0.25, "share", 0, 1, "About the vision: moves alignment.", source="C186")
    relational: float = chosen(
        0.25, "share", 0, 1, "About oneself and the client: moves own authority.", source="C163"
    )
    task: float = chosen(0.25, "share", 0, 1, "About the work: moves competence.", source="C236")


# What talks are about when each thing gets an equal part; all gains were declared for that.
EVEN = 1.0 / len(CoachingContent.model_fields)


class GuidingNumbers(Group):
    """Trouble; mechanisms add floor talks, group talks and the first weeks."""


class Guiding(Group):
    """Choices in coaching"""

    guiding: GuidingNumbers = group(GuidingNumbers, "Floor talks, group talks, the first weeks.")
    coaching_content: CoachingContent = group(CoachingContent, "Shares of what talks are about.")
    coaching_timing: CoachingTiming = chosen(
        CoachingTiming.CONTINUOUS,
        "-",
        None,
        None,
        "Talks all along, or only with who had trouble in the last interval.",
        source="C230",
    )
    support_hours_per_volunteer_month: float = chosen(
        -1.0,
        "hours per volunteer-month",
        -1,
        40,
        "Fixed hours of coaching; -1 = the share of their time that paid people have for it.",
        source="C179",
    )
    team_safety: float = chosen(
        0.70,
        "0-1",
        0,
        1,
        "Safety in the team of professionals, from which volunteers take theirs; 0.70 = as at rest.",
        source="C165",
    )
