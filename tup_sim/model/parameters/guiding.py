"""Choices in coaching: where, when, how much and about what; and the first weeks on a unit."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


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
    """Forms of coaching that are off unless chosen, and the hand-over to a unit."""

    floor_talk: float = assumed(
        0.2,
        "hours",
        0.05,
        2,
        "Talk on the floor, right after an activity.",
        source="C186, OWN3",
        plausible=(0.1, 0.3),
    )
    floor_talk_credit: float = assumed(
        1.0,
        "credit per hour",
        0,
        3,
        "Credit of an hour of such talks.",
        source="C186, OWN3",
        plausible=(0.5, 1.5),
    )
    group_talk: float = assumed(
        1.5, "hours", 0.25, 8, "Length of a group talk.", source="C200, OWN3", plausible=(1, 3)
    )
    group_talk_size: int = assumed(
        15,
        "persons",
        1,
        60,
        "Volunteers in a group talk.",
        source="C200, OWN3",
        plausible=(8, 20),
        extensive=False,
    )
    group_talk_credit: float = assumed(
        0.25, "credit per hour", 0, 3, "Credit of an hour of it.", source="C200, OWN3", plausible=(0.1, 0.5)
    )
    trouble_weeks: float = assumed(
        13.0,
        "weeks",
        1,
        104,
        "How long trouble is a reason for a talk where people are coached after problems only.",
        source="C230, OWN3",
        plausible=(4, 26),
    )
    welcome_weeks: float = assumed(
        4.0,
        "weeks",
        1,
        26,
        "Weeks in which a newcomer gets to know the unit.",
        source="C207, OWN3",
        plausible=(2, 8),
    )
    welcome: float = assumed(
        0.10,
        "0-1",
        0,
        1,
        "Belonging lost when nobody on the unit turns to a newcomer, after the warm intake.",
        source="C207, OWN3",
        plausible=(0.03, 0.2),
    )
    welcome_reference: float = assumed(
        0.46,
        "share",
        0,
        1,
        "Part of the usual attention that newcomers here miss at rest: some meet nobody, others many.",
        source="OWN2",
        plausible=(0.3, 0.6),
    )


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
    floor_talks: bool = chosen(
        False,
        "-",
        None,
        None,
        "The coordinator uses floor time for a short talk right after an activity.",
        source="C186, C204",
    )
    group_talk_interval: float = chosen(
        0.0, "weeks", 0, 260, "Weeks between group talks; 52 = yearly, 0 = none.", source="C200"
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
