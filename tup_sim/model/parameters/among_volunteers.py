"""What professionals live through with volunteers: openness, fatigue, support, targets."""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import Group, assumed, chosen, group


class Targets(StrEnum):
    """Who is judged on countable tasks."""

    NONE = "none"
    PROFESSIONALS = "professionals"
    VOLUNTEERS = "volunteers"
    BOTH = "both"


class Threat(Group):
    """Who counts as a stranger; what professionals make of it stands with the mechanism."""

    stranger_weeks: float = assumed(
        3.0, "weeks", 0, 52, "How long a volunteer is a stranger.", source="C153, OWN3", plausible=(2, 6)
    )


class Welcome(Group):
    """Openness to volunteers and fatigue with them: what moves them, and the way back."""

    good: float = assumed(
        0.02,
        "per contact",
        0,
        1,
        "Openness gained by a good joint contact.",
        source="C153, OWN3",
        plausible=(0.01, 0.04),
    )
    bad: float = assumed(
        0.04,
        "per contact",
        0,
        1,
        "Openness lost by a bad joint contact.",
        source="C153, OWN3",
        plausible=(0.02, 0.08),
    )
    usual_good: float = assumed(
        0.9994, "share of contacts", 0, 1, "Good ones among joint contacts, as professionals here are used to.",
        source="OWN2", plausible=(0.99, 1),
    )  # fmt: skip
    tau: float = assumed(
        26.0, "weeks", 1, 520, "Return of openness to the person's own level.", plausible=(13, 52)
    )
    contagion: float = assumed(
        0.02, "share per week", 0, 1, "Pull towards how open colleagues are seen to be.", source="C153, OWN3",
        plausible=(0, 0.05),
    )  # fmt: skip
    usual_company: float = assumed(
        0.60, "0-1", 0, 1, "Openness seen in colleagues at rest, those with most contacts counting most.",
        source="OWN2", plausible=(0.4, 0.8),
    )  # fmt: skip
    tone: float = assumed(
        1.0, "-", 0, 5, "Chance that a contact in passing is cool, per unit of openness below the person's usual.",
        source="C143, OWN3", plausible=(0.5, 2),
    )  # fmt: skip
    fatigue: float = assumed(
        0.06, "per volunteer", 0, 1, "Fatigue added when a volunteer leaves soon after being coached.",
        source="C141, OWN3", plausible=(0.03, 0.12),
    )  # fmt: skip
    invested: float = assumed(
        2.0, "hours", 0, 100, "Hours of coaching by one person from which a loss is felt.", source="C141, OWN3",
        plausible=(1, 4),
    )  # fmt: skip
    soon: float = assumed(
        26.0,
        "weeks",
        0,
        260,
        "Leaving within this time is leaving soon.",
        source="C141, OWN3",
        plausible=(13, 52),
    )
    fatigue_tau: float = assumed(
        52.0,
        "weeks",
        1,
        520,
        "Recovery from fatigue with volunteers.",
        source="C141, OWN3",
        plausible=(26, 104),
    )
    usual_losses: float = assumed(
        0.0008, "per hour", 0, 1, "Such losses per hour of coaching that professionals here are used to.",
        source="OWN2", plausible=(0, 0.01),
    )  # fmt: skip
    usual_losses_coordinator: float = assumed(
        0.0044, "per hour", 0, 1, "Such losses per hour of coaching that coordinators here are used to.",
        source="OWN2", plausible=(0, 0.02),
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
