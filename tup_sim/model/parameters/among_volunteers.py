"""What professionals live through with volunteers: openness, fatigue, support, targets."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, convention, group


class Targets(StrEnum):
    """Who is judged on countable tasks."""

    NONE = "none"
    PROFESSIONALS = "professionals"
    VOLUNTEERS = "volunteers"
    BOTH = "both"


class Threat(Group):
    """Who counts as a stranger; what professionals make of it stands with the mechanism."""

    stranger_weeks: float = assumed(
        4.0,
        "weeks",
        1,
        26,
        "How long a volunteer is a stranger and gets to know the unit.",
        source="C153, C207, OWN3",
        plausible=(2, 8),
    )


class Welcome(Group):
    """How a contact in passing goes; what moves openness stands with the mechanism."""

    tone: float = assumed(
        1.0, "-", 0, 5, "Chance that a contact in passing is cool, per unit of openness below the person's usual.",
        source="C143, OWN3", plausible=(0.5, 2),
    )  # fmt: skip


class Relation(Group):
    """What people at work may count on in each other, and how it steers whom they turn to; read by rival rules."""

    prior: float = assumed(
        10.0, "occasions", 0.1, 1000,
        "Weight of what is thought beforehand against what is seen; meetings that make somebody half as well known"
        " as can be.",
        plausible=(5, 20),
    )  # fmt: skip
    usual: float = assumed(
        0.949, "0-1", 0.01, 0.99, "How far volunteers can be counted on, as professionals here think at rest.",
        source="OWN2", plausible=(0.7, 0.98),
    )  # fmt: skip
    spread: float = convention(
        0.05, "0-1", 0, 1, "Spread of what professionals think of volunteers when they come.",
        source="C153, OWN5", plausible=(0, 0.15),
    )  # fmt: skip
    told: float = assumed(
        0.5, "occasions", 0, 1, "Weight of a meeting one is told of, against one of one's own.",
        source="C166, OWN3", plausible=(0.25, 0.75),
    )  # fmt: skip
    steers: float = assumed(
        2.0, "per unit", 0, 6,
        "How much likelier one is turned to, as a log, per unit of trust and of acquaintance; 0 = by chance.",
        source="C153, OWN3", plausible=(0.5, 4),
    )  # fmt: skip


class CoachCare(Group):
    """Support for people who coach: how much it takes off."""

    relief: float = assumed(
        4.0, "hours per hour", 0, 50, "Emotional hours of guiding volunteers that an hour of support takes away.",
        source="C108, OWN3", plausible=(1, 8),
    )  # fmt: skip
    squeeze: float = assumed(
        0.2, "share", 0, 1, "Relational part of a contact that people judged on targets leave out.",
        source="C124, C078, OWN3", plausible=(0.1, 0.4),
    )  # fmt: skip
    missed: float = assumed(
        2.0, "fit per share", 0, 10, "Fit lost per part of own contact time that a volunteer had to leave out.",
        source="OWN3, C124", plausible=(0.5, 4),
    )  # fmt: skip
    most: float = assumed(
        0.5,
        "share of shift",
        0,
        1,
        "Most of a shift that peer support takes.",
        plausible=(0.25, 0.75),
    )


class AmongVolunteers(Group):
    """Professionals among volunteers"""

    threat: Threat = group(Threat, "Felt threat and legitimacy.")
    welcome: Welcome = group(Welcome, "Openness and fatigue.")
    relation: Relation = group(Relation, "What people may count on in each other, and whom they turn to.")
    coach_care: CoachCare = group(CoachCare, "Support for coaches; targets.")
    support_for_coaches: float = chosen(
        0.0, "hours per month", 0, 40, "Peer support of a professional or coordinator who coaches; 0 = none.",
        source="C108", extensive=False,
    )  # fmt: skip
    coached_lately: float = assumed(
        13.0, "weeks", 1, 104, "Who coached a volunteer so lately counts as somebody who coaches.",
        source="OWN3, C108", plausible=(4, 26),
    )  # fmt: skip
    announce_newcomers: float = chosen(
        0.0, "0-1", 0, 1, "How well newcomers are known to the team before they come; 0 = not announced.",
        source="C212",
    )  # fmt: skip
    procedure_hours: float = chosen(
        0.0, "hours per FTE-week", 0, 20, "Work on new procedures on top of administration.", source="C167"
    )
    target_accountability_for: Targets = chosen(
        Targets.NONE, "-", None, None, "Who is judged on countable tasks.", source="C124, C078"
    )
